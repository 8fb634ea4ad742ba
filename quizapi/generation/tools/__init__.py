"""What the engine lends to generators: parsing, phrasing, negating, inflecting, distractors."""

from quizapi.generation.tools.toolbox import Tools

__all__ = ["Tools"]
