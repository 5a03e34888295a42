"""The report as data: its records and pages are read, checked and rendered here.

Nothing in this package knows MkDocs. The flow has one direction: `reading` makes one immutable
`Report` of everything under ``docs/``, `checks` lists what is wrong with it, and `rendering` and
`exports` turn it into pages and data files.
"""
