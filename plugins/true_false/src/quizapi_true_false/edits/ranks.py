"""Ranks and sizes told in words: the first for the second, hundreds for dozens, a goal more."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapi_true_false.edits.around import cased, has_no
from quizapi_true_false.edits.base import Candidate, Scene, edit_of, in_quotes
from quizapi_true_false.lexicon import words
from quizapi_true_false.statements import Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

_RANKS = {
    "first": "second", "second": "third", "third": "second", "fourth": "third", "fifth": "fourth",
}  # fmt: skip
#: With these "first" is no rank.
_FIXED = words("lady place minister name class amendment hand aid world family step thing nation person rate")
#: Who is the first ever is in the news for that; the second would not be.
_NEW = re.compile(
    r"\bhistor(?:y|ic)\b|\bever\b|\bpioneer|\bmilestone\b|\bbreak\w* (?:the|a) \w+", re.IGNORECASE
)
_HALVES = words("half quarter period set inning")
#: Only upwards: hundreds are dozens as well.
_SCALES = {"dozens": "hundreds", "hundreds": "thousands", "thousands": "tens of thousands"}
_GOALS = re.compile(r"\b(\d{1,2})( ?[-–] ?)(\d{1,2})\b(?! ?(?:percent|%))")
_WON = re.compile(r"\b(?:defeated|beat|won|win|victory|lost|loss|draw|drew|tied?)\b", re.IGNORECASE)
_MOST_GOALS = 12


def change_rank(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """ "the first woman" → "the second woman", "for the first time" → "for the second time"."""
    if has_no(statement.doc) or _NEW.search(statement.text):
        return
    for token in statement.doc:
        after = _RANKS.get(token.lower_)
        if after is None or not _ranks(token) or in_quotes(statement, token.idx):
            continue
        if token.head.lemma_.lower() in _HALVES:
            after = "second" if token.lower_ == "first" else "first"
        phrase = f"{after} {token.head.text}"
        told = rf"\b{after} (?:[\w-]+ ){{0,3}}{re.escape(token.head.lemma_)}"
        if re.search(told, scene.article.text, re.IGNORECASE):
            continue
        after = cased(token, after)
        yield Candidate(
            edit_of("number", statement, token.idx, token.text, after),
            f"The article says “{token.text} {token.head.text}”, not “{phrase}”.",
            claimed=phrase,
        )


def change_scale(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """ "dozens of workers" → "hundreds of workers"."""
    for token in statement.doc:
        after = _SCALES.get(token.lower_)
        doc = token.doc
        if after is None or token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "of":
            continue
        if in_quotes(statement, token.idx) or (token.i and doc[token.i - 1].lower_ in ("of", "than", "or")):
            continue
        if re.search(rf"\b{after} of\b", scene.article.text, re.IGNORECASE):
            continue
        after = cased(token, after)
        yield Candidate(
            edit_of("number", statement, token.idx, token.text, after),
            f"The article says “{token.text}”, not “{after}”.",
            claimed=after,
        )


def change_goals(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """ "won 3-0" → "won 2-0": another result with the same winner."""
    if not _WON.search(statement.text):
        return
    for match in _GOALS.finditer(statement.text):
        one, other = int(match[1]), int(match[3])
        if max(one, other) > _MOST_GOALS or in_quotes(statement, match.start()):
            continue
        if match[0] not in statement.proof:
            continue
        results = [(one + n, other) for n in (-1, 1, 2)] + [(one, other + n) for n in (1, 2)]
        kept = [r for r in results if min(r) >= 0 and _winner(*r) == _winner(one, other)]
        shown = [f"{a}{match[2]}{b}" for a, b in kept]
        shown = [result for result in shown if result not in scene.article.text]
        if shown:
            after = scene.rng.choice(shown)
            yield Candidate(
                edit_of("number", statement, match.start(), match[0], after),
                f"The article says {match[0]}, not {after}.",
                claimed=after,
            )


def _winner(one: int, other: int) -> int:
    return (one > other) - (one < other)


def _ranks(token: Token) -> bool:
    """Whether the word tells which one of several in a row: "the second debate", "his final visit"."""
    head = token.head
    if token.dep_ != "amod" or head.pos_ not in ("NOUN", "PROPN") or head.tag_ not in ("NN", "NNP"):
        return False
    if head.lemma_.lower() in _FIXED or head.ent_type_ in ("PERSON", "ORG", "LAW", "EVENT", "WORK_OF_ART"):
        return False
    led = [c for c in head.children if c.dep_ in ("det", "poss") and c.i < token.i]
    if not led or led[0].lower_ in ("a", "an"):
        return False
    between = token.doc[token.i + 1 : head.i]
    return not any(c.pos_ == "NUM" or c.lower_ in ("two", "three", "few") for c in between)
