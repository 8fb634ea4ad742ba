"""Who said what: source, cue and content."""

from quizapi.reading.attributions.find import find_attributions

__all__ = ["find_attributions"]
