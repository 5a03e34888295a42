"""From all that to texts: Markdown, HTML, data, search records, references. May import all but `check`, `publish`."""
