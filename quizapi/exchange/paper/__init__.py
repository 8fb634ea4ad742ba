"""Items on paper: Markdown, HTML and PDF, with or without the key."""
