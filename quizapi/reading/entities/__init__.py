"""Entities and their names."""

from quizapi.reading.entities.find import find_entities

__all__ = ["find_entities"]
