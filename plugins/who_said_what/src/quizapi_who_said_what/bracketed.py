"""Pronouns of a quotation written out in brackets: "[Ada Orr] will have to earn the office"."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import AnnotatedArticle, Entity, Span
from quizapi_who_said_what.wording import GENDERS

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan

_WRITTEN_OUT: Final = frozenset({"he", "him", "she", "his", "her"})
#: Paragraphs before the quotation in which nobody else may be whom the pronoun means.
_BACK: Final = 2


def written_out(article: AnnotatedArticle, words: SpacySpan, speaker: int) -> tuple[str, Span, Entity] | None:
    """What to write for the first pronoun of the words, where the words do not settle whom it means.

    Only where all personal pronouns of the words have one gender, and one person alone of that gender, or of
    none that the article tells, is named in the quotation's paragraph and the two before it besides the
    speaker. The person must be named in the paragraph or the one before.

    Returns:
        "[Ada Orr]" or "[Ada Orr's]", the place of the pronoun, and the person; None where it stays open.
    """
    used = [t for t in words if t.lower_ in GENDERS]
    if not used or len({GENDERS[t.lower_] for t in used}) > 1 or used[0].lower_ not in _WRITTEN_OUT:
        return None
    first = used[0]
    if words.doc.text[first.idx + len(first.text) :][:1] in ("'", "’"):
        return None  # "[Ada Orr]'s going": whose going?
    if any(t.ent_type_ == "PERSON" for t in words) or any(
        t.pos_ in ("NOUN", "PROPN") for t in words if t.i < first.i
    ):
        return None  # who is meant may be told in the words
    person = _only_one(article, Span(words.start_char, words.end_char), GENDERS[first.lower_], speaker)
    if person is None or " " not in person.name:
        return None
    owning = first.tag_ == "PRP$"
    if first.lower_ == "his" and not owning:
        return None
    name = person.name + ("’s" if owning else "")
    return f"[{name}]", Span(first.idx, first.idx + len(first.text)), person


def is_settled(article: AnnotatedArticle, words: SpacySpan, speaker: int, text: str) -> bool:
    """Whether `text`, which names people for the pronouns of the words, names the only one who fits each."""
    genders = {GENDERS[t.lower_] for t in words if t.lower_ in GENDERS}
    span = Span(words.start_char, words.end_char)
    people = [_only_one(article, span, gender, speaker) for gender in genders]
    return all(person is not None and person.name in text for person in people)


def _only_one(article: AnnotatedArticle, words: Span, gender: str, speaker: int) -> Entity | None:
    around = [p for p in article.paragraphs if p.start <= words.start]
    if not around:
        return None
    near = around[-1 - _BACK :]
    people = [
        e
        for e in article.annotations.entities
        if e.type == "PERSON" and e.id != speaker and near[0].start <= e.span.start < near[-1].end
    ]
    fitting = {e.id for e in people if e.gender in (None, gender)}
    if len(fitting) != 1:
        return None
    named = [e for e in people if e.id in fitting]
    close = [
        e
        for e in named
        if e.span.start >= near[-2 if len(near) > 1 else -1].start and e.span.start < words.start
    ]
    known = any(e.gender == gender for e in article.annotations.entities if e.id in fitting)
    return close[-1] if close and known else None
