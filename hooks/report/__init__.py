"""The report as data, in packages by stage: `model`, `read`, `check`, `relate`, `write`, `publish`.

Nothing in here knows MkDocs. The flow has one direction: everything under ``docs/`` is read into one
immutable `Report`, checked, related and written; each stage imports only those before it.
"""
