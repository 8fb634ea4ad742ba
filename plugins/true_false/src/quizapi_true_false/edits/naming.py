"""What the edits of names look at in a statement."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizapi_true_false.lexicon import CRIMES, words
from quizapi_true_false.statements import Named, Statement

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan

#: Deeds that more than one can have done, or that go both ways: another name would not be false.
SHARED = words(
    """meet talk speak join attend support back oppose include cover participate compete agree differ
    marry fight trade share cooperate negotiate live work know like love want hope face need have be
    become remain belong exist use see visit play help study travel take say tell believe think expect
    continue try seek suffer border resemble match equal sell buy offer accompany collaborate partner
    merge list name invite mention count rank feature register enrol enroll number focus defend
    campaign"""
)
_LISTED = re.compile(
    r"\b(?:including|such as|among|one of|like|as well as|along with|and|or|both)\b", re.IGNORECASE
)
GENDERED = re.compile(r"\b(he|she|him|her|his|hers|himself|herself)\b", re.IGNORECASE)
NEGATIVE = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|without|cannot)\b|n['’]t\b", re.IGNORECASE
)


def span_of(statement: Statement, named: Named) -> DocSpan | None:
    return statement.doc.char_span(named.start, named.end)


def is_listed(span: DocSpan) -> bool:
    """ "including Toshiba", "Toshiba and Hitachi": one of several."""
    root = span.root
    if root.dep_ == "conj" or any(c.dep_ in ("conj", "cc", "appos") for c in root.children):
        return True
    before = span.doc[max(0, span.start - 3) : span.start].text
    return bool(_LISTED.search(before)) or root.dep_ == "appos"


def tells_of_crime(statement: Statement) -> bool:
    """Whether it tells of crime, blame, death or illness: there nobody else is named, not even falsely.

    A country or a company may be ("Orrenia sued Dunmark"); people may not, nor may what is said of them.
    """
    if not any(named.type in ("PERSON", "ORG", "NORP") for named in statement.names):
        return False
    return any(token.lemma_.lower() in CRIMES for token in statement.doc)


def gender_told(text: str) -> str | None:
    """The gender that pronouns of the statement show; "" where they show two."""
    female = {"she", "her", "hers", "herself"}
    found = {"female" if word.lower() in female else "male" for word in GENDERED.findall(text)}
    if not found:
        return None
    return found.pop() if len(found) == 1 else ""
