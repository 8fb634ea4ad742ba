"""One response to one score, and what the scores of many say about items and a quiz. Pure functions."""

from quizapi.scoring.answers import AnswerMisfit, checked_answer
from quizapi.scoring.rules import score
from quizapi.scoring.texts import TYPING_RULE, matches_text, normal_text

__all__ = ["TYPING_RULE", "AnswerMisfit", "checked_answer", "matches_text", "normal_text", "score"]
