"""GIFT, Moodle's text format for questions."""
