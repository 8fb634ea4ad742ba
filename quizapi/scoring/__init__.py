"""One response to one score; statistics of items and of a test."""
