"""From the report to what follows from it: figures, conflicts, cases, the glossary. May import `model` and `read`."""
