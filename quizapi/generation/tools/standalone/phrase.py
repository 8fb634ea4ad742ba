"""The steps from a span of an article to a statement of its own."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from quizapi.domain import Span
from quizapi.generation.tools.standalone.check import is_sentence
from quizapi.generation.tools.standalone.draft import Draft
from quizapi.generation.tools.standalone.loose import is_loose, names_somebody_half
from quizapi.generation.tools.standalone.names import (
    name_the_office,
    names_are_clear,
    repeats_a_name,
    settle_names,
    settle_relative,
    settle_shared_subject,
)
from quizapi.generation.tools.standalone.noise import cut_noise
from quizapi.generation.tools.standalone.nouns import settle_nouns
from quizapi.generation.tools.standalone.people import People
from quizapi.generation.tools.standalone.pronouns import settle_pronouns
from quizapi.generation.tools.standalone.times import settle_times
from quizapi.generation.tools.standalone.voices import Voice, author_of, settle_first_person
from quizapi.generation.tools.standalone.wires import without_wire_shorthand
from quizapi.generation.tools.standalone.words import LEANING_PHRASES, UNIQUE, words
from quizapi.reading.entities.lexicon import TITLES

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as DocSpan

    from quizapi.plugin_api import AnnotatedArticle


def stand_alone(
    article: AnnotatedArticle, span: Span, *, parse: Callable[[str], Doc], voice: Voice | None = None
) -> str | None:
    """Phrase a clause so that it is understood without the rest of the article.

    Connectives and asides go, pronouns and surnames become names, short definite phrases the article's
    fuller ones, relative times go or become dates. "I" becomes the author in a piece of opinion, or the third
    person of whoever speaks. The result is parsed again.

    Args:
        article: The article.
        span: The clause.
        parse: Parses a text anew.
        voice: Whoever says "I" in the clause, where the result will name that source.

    Returns:
        A sentence with a capital and a full stop; None where anything stays open ("the move", a pronoun
        that two people fit, "this") or where the result is not one whole sentence.
    """
    clause = article.doc.char_span(span.start, span.end, alignment_mode="expand")
    if clause is None or "\n" in clause.text.strip():
        return None
    if _leans(clause):
        return None
    draft = Draft(clause)
    settle_shared_subject(draft, article)
    cut_noise(draft)
    if draft.head() is None:
        return None
    if not settle_relative(draft, article):
        return None
    if not name_the_office(draft, article):
        return None
    settled = (
        settle_times(draft, today=article.article.published_on)
        and settle_first_person(draft, voice or author_of(draft, article), People(article))
        and settle_pronouns(draft, article)
        and settle_nouns(draft, article)
        and names_are_clear(draft, article)
    )
    if not settled:
        return None
    settle_names(draft, article)
    if repeats_a_name(draft, article) or draft.changes_quoted_words():
        return None
    text = without_wire_shorthand(_small_again(draft.text(), article.text))
    if has_stray_capital(text, article.text):
        return None
    if not is_sentence(text, parse):
        return None
    doc = parse(text)
    return None if is_loose(doc) or names_somebody_half(doc, article.text) else text


def has_stray_capital(text: str, article: str) -> bool:
    """Whether a capital stands behind "U.S." that the article's wire, not the word, is to blame for.

    Some wires write a capital behind every full stop. Where an article does so to words that it also writes
    small, a word there keeps its capital only if it has one elsewhere too, or is a title.
    """
    if not any(re.search(rf"\b{word.lower()}\b", article) for word in _AFTER_STOPS.findall(article)):
        return False
    return any(
        word.lower() not in TITLES | UNIQUE and not re.search(rf"[a-z\d],? {word}\b", article)
        for word in _AFTER_STOPS.findall(text)
    )


_AFTER_STOPS = re.compile(r"\b(?:[A-Z]\.){2,},? ([A-Z][a-z]+)\b")


def _leans(clause: DocSpan) -> bool:
    """Whether what is said holds only then: "at that time", or under what its sentence begins with."""
    lead = clause.text.lower()
    if lead.startswith(tuple(phrase + mark for phrase in LEANING_PHRASES for mark in (" ", ","))):
        return True
    sentence = clause.sent
    if clause.start == sentence.start or clause.root.dep_ != "conj":
        return False
    # "By 2050, prices would double and wages would fall": the second clause has the time of the first.
    subject = next((t for t in sentence if t.dep_ in ("nsubj", "nsubjpass", "expl")), None)
    if subject is None or sentence[0].dep_ not in ("prep", "advcl", "mark", "pcomp", "npadvmod"):
        return False
    return any(t.text == "," for t in sentence.doc[sentence.start : subject.left_edge.i])


#: Words that no name begins with behind "U.S.".
_NEVER_NAMES = words(
    """may might can could will would shall should must is are was were be been has have had do does did and
    or but to in on at by for from of with that which who if as than not no its their it they says said"""
)


def _small_again(text: str, article: str) -> str:
    """ "the U.S. Will" → "the U.S. will": a full stop inside a sentence made some wires write a capital."""

    def small(match: re.Match[str]) -> str:
        word = match[2]
        # Only words that are never names, and those that the article writes small elsewhere.
        small = word.lower() in _NEVER_NAMES or re.search(rf"\b{word.lower()}", article)
        return match[1] + (word.lower() if small else word)

    return re.sub(r"\b((?:[A-Z]\.){2,} )([A-Z][a-z]+)\b(?! [A-Z])", small, text)
