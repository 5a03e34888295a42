"""From files to one immutable report, with a problem for everything that cannot be read. May import `model`."""
