"""Phrases a clause of an article so that it is understood without the rest of it."""

from quizapi.generation.tools.standalone.phrase import stand_alone

__all__ = ["stand_alone"]
