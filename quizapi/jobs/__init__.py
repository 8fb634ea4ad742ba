"""Workflows, the workers that run them, and what keeps both alive. Nothing here is imported by the web."""
