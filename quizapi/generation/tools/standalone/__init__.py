"""Phrases a clause of an article so that it is understood without the rest of it."""

from quizapi.generation.tools.standalone.phrase import stand_alone
from quizapi.generation.tools.standalone.reported import reported

__all__ = ["reported", "stand_alone"]
