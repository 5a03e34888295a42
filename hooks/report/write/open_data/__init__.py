"""The open data: rows from the report, the columns of their tables, and the files in each form."""
