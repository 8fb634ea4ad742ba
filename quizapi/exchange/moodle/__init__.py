"""Moodle's XML for questions."""
