"""From an article's text to its annotations. `cleaning`, `language` and `serializing` need no spaCy."""
