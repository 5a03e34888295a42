"""From the report to the list of what is wrong with it; nothing is changed. May import `model` and `read`."""
