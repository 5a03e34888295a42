"""What the project speaks of: languages, records, pages, the report, rows of open data. Imports none of the others."""
