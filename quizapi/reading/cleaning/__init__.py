"""From what somebody pasted to the text of an article. Standard library only."""

from quizapi.reading.cleaning.article import Cleaned, Removed, clean_article
from quizapi.reading.cleaning.checks import check_text

__all__ = ["Cleaned", "Removed", "check_text", "clean_article"]
