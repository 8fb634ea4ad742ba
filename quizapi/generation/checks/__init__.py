"""Checks of items, one small object a flaw. The shipped ones come first, then those of plugins."""

from collections.abc import Iterable

from quizapi.generation.checks.evidence import EvidenceCheck
from quizapi.generation.checks.form import KeyCheck, OptionsCheck, StemCheck
from quizapi.plugin_api import ItemCheck, QuizCheck

SHIPPED_CHECKS: tuple[ItemCheck, ...] = (EvidenceCheck(), StemCheck(), OptionsCheck(), KeyCheck())


def item_checks(registered: Iterable[ItemCheck | QuizCheck]) -> tuple[ItemCheck, ...]:
    """The shipped item checks and the registered ones."""
    return SHIPPED_CHECKS + tuple(check for check in registered if isinstance(check, ItemCheck))


def quiz_checks(registered: Iterable[ItemCheck | QuizCheck]) -> tuple[QuizCheck, ...]:
    """The registered checks of whole quizzes."""
    return tuple(check for check in registered if isinstance(check, QuizCheck))


__all__ = [
    "SHIPPED_CHECKS",
    "EvidenceCheck",
    "KeyCheck",
    "OptionsCheck",
    "StemCheck",
    "item_checks",
    "quiz_checks",
]
