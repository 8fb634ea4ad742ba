"""Items to and from the formats of others, and our own JSON."""
