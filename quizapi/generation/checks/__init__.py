"""Checks of items, one small object a flaw. The shipped ones come first, then those of plugins."""

from collections.abc import Iterable

from quizapi.generation.checks.agreement import AgreementCheck
from quizapi.generation.checks.beside_key import ApposedKeyCheck, JoinedKeyCheck
from quizapi.generation.checks.borrowed import BorrowedOptionCheck
from quizapi.generation.checks.copies import VerbatimCheck
from quizapi.generation.checks.definites import UnnamedThingCheck
from quizapi.generation.checks.detail import SpecificKeyCheck, TrivialDetailCheck
from quizapi.generation.checks.evidence import EvidenceCheck
from quizapi.generation.checks.form import KeyCheck, OptionsCheck, StemCheck
from quizapi.generation.checks.gaps import GapCheck
from quizapi.generation.checks.grammar import ArticleCueCheck, NumberCueCheck, SentenceCheck
from quizapi.generation.checks.kinds import KindCheck, RangeCheck
from quizapi.generation.checks.names import CutNameCheck, WholeQuotationCheck
from quizapi.generation.checks.options import (
    CatchAllCheck,
    FormCheck,
    LengthCheck,
    NumberOrderCheck,
    OverlapCheck,
    SameMeaningCheck,
)
from quizapi.generation.checks.proof import OneKeyCheck, ProvesKeyCheck
from quizapi.generation.checks.sense import ImpossibleDateCheck, StackedPhrasesCheck
from quizapi.generation.checks.slips import SlipCheck
from quizapi.generation.checks.tense import TenseCueCheck
from quizapi.generation.checks.whole import GivenAwayCheck, KeyPositionCheck, TrueFalseRatioCheck
from quizapi.generation.checks.wording import (
    AbsoluteWordsCheck,
    NegativeStemCheck,
    QuestionCheck,
    RelativeDateCheck,
    RepeatedWordsCheck,
    StandingAloneCheck,
    VagueWordsCheck,
)
from quizapi.plugin_api import ItemCheck, QuizCheck

SHIPPED_CHECKS: tuple[ItemCheck, ...] = (
    EvidenceCheck(),
    StemCheck(),
    OptionsCheck(),
    KeyCheck(),
    QuestionCheck(),
    StandingAloneCheck(),
    SlipCheck(),
    CutNameCheck(),
    WholeQuotationCheck(),
    SameMeaningCheck(),
    ProvesKeyCheck(),
    OneKeyCheck(),
    JoinedKeyCheck(),
    ApposedKeyCheck(),
    GapCheck(),
    LengthCheck(),
    SpecificKeyCheck(),
    TrivialDetailCheck(),
    OverlapCheck(),
    RangeCheck(),
    CatchAllCheck(),
    NumberOrderCheck(),
    FormCheck(),
    AbsoluteWordsCheck(),
    VagueWordsCheck(),
    NegativeStemCheck(),
    RelativeDateCheck(),
    VerbatimCheck(),
    RepeatedWordsCheck(),
    ArticleCueCheck(),
    NumberCueCheck(),
    TenseCueCheck(),
    KindCheck(),
    SentenceCheck(),
    UnnamedThingCheck(),
    ImpossibleDateCheck(),
    StackedPhrasesCheck(),
    AgreementCheck(),
    BorrowedOptionCheck(),
)
SHIPPED_QUIZ_CHECKS: tuple[QuizCheck, ...] = (GivenAwayCheck(), KeyPositionCheck(), TrueFalseRatioCheck())


def item_checks(registered: Iterable[ItemCheck | QuizCheck]) -> tuple[ItemCheck, ...]:
    """The shipped item checks and the registered ones."""
    return SHIPPED_CHECKS + tuple(check for check in registered if isinstance(check, ItemCheck))


def quiz_checks(registered: Iterable[ItemCheck | QuizCheck]) -> tuple[QuizCheck, ...]:
    """The shipped checks of whole quizzes and the registered ones."""
    return SHIPPED_QUIZ_CHECKS + tuple(check for check in registered if isinstance(check, QuizCheck))


__all__ = ["SHIPPED_CHECKS", "SHIPPED_QUIZ_CHECKS", "item_checks", "quiz_checks"]
