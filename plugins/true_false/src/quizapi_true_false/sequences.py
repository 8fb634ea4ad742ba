"""What came before what, of two things that the article dates: "The firm sold its pier before Low left"."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools
from quizapi_true_false.edits.calendars import FULL, MONTH_YEAR, YEAR, days_told
from quizapi_true_false.lexicon import CRIMES, words
from quizapi_true_false.statements import Statement, content_of, names_in

if TYPE_CHECKING:
    from spacy.tokens import Token

#: What lasts has no place in an order; what ends something, or follows from the other, cannot come first.
_LASTING = words(
    """be have remain live know want love work stay last serve hold continue keep run own believe seem see
    hear show include begin start end finish complete resume return reopen follow lead respond react reply
    end die bear marry win lose"""
)
_MOST_WORDS = 26
_SHARED = 0.34
_MOST_AN_ARTICLE = 2


@dataclass(frozen=True)
class _Event:
    """A statement without its date, and the days that the date can mean."""

    statement: Statement
    text: str
    first: date
    last: date


def sequence_statements(
    statements: Sequence[Statement], article: AnnotatedArticle, *, tools: GeneratorTools, rng: random.Random
) -> list[Statement]:
    """Pairs of dated events joined by "before" or "after", the most worth asking first.

    Only events told in the past, of which every day that the one can have been on lies before every day of
    the other; none whose order a reader could tell from what they are (a charge and the sentence).
    """
    events = [event for statement in statements if (event := _event(statement, article)) is not None]
    events.sort(key=lambda event: -event.statement.worth)
    made: list[Statement] = []
    used: set[int] = set()
    for n, one in enumerate(events):
        for other in events[n + 1 :]:
            if len(made) == _MOST_AN_ARTICLE or {id(one), id(other)} & used or not _are_apart(one, other):
                continue
            earlier, later = (one, other) if one.last < other.first else (other, one)
            joined = _joined(earlier, later, article, tools, rng)
            if joined is not None:
                made.append(joined)
                used |= {id(one), id(other)}
    return made


def _event(statement: Statement, article: AnnotatedArticle) -> _Event | None:
    doc = statement.doc
    root = next(token for token in doc if token.dep_ == "ROOT")
    if statement.attribution is not None or statement.claim.status != "factual" or not _happened(root):
        return None
    if any(token.lemma_.lower() in CRIMES or token.tag_ in ("PRP", "WP", "WDT") for token in doc):
        return None
    found = [
        match
        for pattern in (FULL, MONTH_YEAR, YEAR)
        for match in pattern.finditer(statement.text)
        if pattern is not YEAR or match[0][:3].lower() == "in "
    ]
    outer = [m for m in found if not any(m is not o and o.start() <= m.start() < o.end() for o in found)]
    days = days_told(outer[0], article.article.published_on) if len(outer) == 1 else None
    if days is None or sum(token.ent_type_ == "DATE" and token.ent_iob_ == "B" for token in doc) > 1:
        return None
    text = _without(outer[0].start(), outer[0].end(), statement, root)
    return _Event(statement, text, *days) if text is not None else None


def _happened(root: Token) -> bool:
    """Whether it is told as one deed of the past, not denied and with no verb beside it."""
    forms = {root.tag_, *(c.tag_ for c in root.children if c.dep_ in ("aux", "auxpass"))}
    if root.pos_ != "VERB" or "VBD" not in forms or root.lemma_.lower() in _LASTING:
        return False
    if any(c.dep_ in ("neg", "conj", "advcl", "ccomp", "parataxis") for c in root.children):
        return False
    return not any(c.lower_ in ("had", "would", "could") for c in root.children if c.dep_ == "aux")


def _without(start: int, end: int, statement: Statement, root: Token) -> str | None:
    """The statement without its date, which must be the verb's own and stand at either end."""
    doc = statement.doc
    span = doc.char_span(start, end, alignment_mode="expand")
    if span is None:
        return None
    top = span.root
    lead = doc[span.start - 1] if span.start else None
    if lead is not None and lead.lower_ == "on" and lead.head == root:
        span, top = doc[lead.i : span.end], lead
    if top.head != root or top.dep_ not in ("prep", "npadvmod"):
        return None
    if top.dep_ == "prep" and top.lower_ not in ("in", "on"):
        return None
    text = statement.text
    if span.start == 0:
        rest = text[span.end_char :].lstrip(" ,")
        return rest.rstrip(". ") if text[span.end_char :].startswith(",") else None
    if text[span.end_char :].strip() != ".":
        return None
    return text[: span.start_char].rstrip(" ,")


def _are_apart(one: _Event, other: _Event) -> bool:
    """Whether the days settle which came first, and the two have little else in common."""
    if not (one.last < other.first or other.last < one.first):
        return False
    if one.statement.evidence[0].span.overlaps(other.statement.evidence[0].span):
        return False
    names = {token.lemma_.lower() for e in (one, other) for token in e.statement.doc if token.pos_ == "PROPN"}
    contents = [content_of(e.statement.doc) - names for e in (one, other)]
    return len(contents[0] & contents[1]) <= _SHARED * min(map(len, contents))


def _joined(
    earlier: _Event, later: _Event, article: AnnotatedArticle, tools: GeneratorTools, rng: random.Random
) -> Statement | None:
    first, word, second = (earlier, "before", later) if rng.random() < _EVEN else (later, "after", earlier)
    lead = second.text
    if not _keeps_capital(second.statement, lead):
        lead = lead[0].lower() + lead[1:]
    start = first.text[0].upper() + first.text[1:]
    text = f"{start} {word} {lead}."
    if len(text.split()) > _MOST_WORDS:
        return None
    doc = tools.parse(text)
    if sum(1 for _ in doc.sents) != 1:
        return None
    proofs = (first.statement.evidence[0], second.statement.evidence[0])
    rest = (*first.statement.evidence[1:], *second.statement.evidence[1:])
    return replace(
        first.statement,
        text=text,
        doc=doc,
        evidence=(*proofs, *dict.fromkeys(rest)),
        names=names_in(article, text),
        worth=round((first.statement.worth + second.statement.worth) / 2, 2),
        joined_at=len(start) + 1,
    )


_EVEN = 0.5


def _keeps_capital(statement: Statement, text: str) -> bool:
    """Whether the first word has its capital from being a name."""
    token = next(
        (t for t in statement.doc if t.text and text.startswith(t.text) and t.text[0].isupper()), None
    )
    if token is None:
        return False
    return token.lower_ not in ("the", "a", "an") and (token.pos_ == "PROPN" or bool(token.ent_type_))
