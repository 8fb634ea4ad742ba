"""Cause, effect and signal."""

from quizapi.reading.causal.find import find_causal_relations

__all__ = ["find_causal_relations"]
