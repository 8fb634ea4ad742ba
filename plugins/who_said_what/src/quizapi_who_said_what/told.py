"""Reported clauses, and what speakers did by their words, as statements to be asked about."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import AnnotatedArticle, Attribution, GeneratorTools
from quizapi_who_said_what.acts import ACTS_SURE, act_of
from quizapi_who_said_what.bracketed import is_settled
from quizapi_who_said_what.casing import mended
from quizapi_who_said_what.pieces import tokens_of
from quizapi_who_said_what.reported import as_reported
from quizapi_who_said_what.statements import (
    Speaker,
    Statement,
    cue_lemma,
    names_speaker,
    statement_of,
)
from quizapi_who_said_what.themselves import of_themselves
from quizapi_who_said_what.wording import GENDERS, breaks_off, is_worth_asking, loses_time, word_set

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan

#: Verbs under which an indirect clause is what the speaker says to be so.
_ASSERTING: Final = word_set(
    """
    say tell add argue claim insist maintain note explain warn report announce declare state assert
    contend stress emphasise emphasize acknowledge admit concede confirm predict estimate write point
    according remark observe reply respond allege reveal testify recall complain promise vow pledge
    suggest indicate reiterate caution repeat
    """
)
#: Clauses that were phrased to stand alone come before those in the article's own words.
_OWN_WORDS_LESS_SURE: Final = 0.02
_TORN_MARK: Final = re.compile(r"(?:^|\s)[\"“]\s")


def told(
    article: AnnotatedArticle, tools: GeneratorTools, attribution: Attribution, speaker: Speaker
) -> Iterator[Statement]:
    """The clause, understood by itself, or in the article's own words where those are enough."""
    if cue_lemma(article, attribution) not in _ASSERTING:
        return
    words = tokens_of(article, attribution.content)
    fit = (
        words is not None
        and is_worth_asking(words)
        and words.root.dep_ not in ("relcl", "acl")
        and not breaks_off(words)
    )
    if words is None or not fit:
        return
    text, gender = tools.standalone(article, attribution.content), None
    if text is not None and not _people_are_settled(article, words, speaker, text):
        text = None
    if speaker.type == "PERSON" and (text is None or names_speaker(article, speaker, text)):
        text, gender = of_themselves(article, attribution, tools) or (text, None)
    own_words = text is None or names_speaker(article, speaker, text)
    if own_words:
        text = as_reported(article, attribution)
    text = None if text is None else mended(text, article.text)
    if text is None or _TORN_MARK.search(text) is not None or loses_time(words, text):
        return
    if not names_speaker(article, speaker, text):
        statement = statement_of(article, attribution, attribution.content, text, speaker, words)
        sure = statement.confidence - (_OWN_WORDS_LESS_SURE if own_words else 0.0)
        yield replace(statement, gender=gender, confidence=round(sure, 3))


def _people_are_settled(article: AnnotatedArticle, words: SpacySpan, speaker: Speaker, text: str) -> bool:
    """Whether a clause that was phrased anew names the right people for its pronouns, beyond doubt.

    "He" means whoever is named before it in the clause; else it may mean the speaker, where one fits.
    """
    pronoun = next((t for t in words if t.lower_ in GENDERS), None)
    if pronoun is None or any(t.ent_type_ == "PERSON" and t.i < pronoun.i for t in words):
        return True
    return not _fits_speaker(article, speaker, GENDERS[pronoun.lower_]) and is_settled(
        article, words, speaker.entity, text
    )


def _fits_speaker(article: AnnotatedArticle, speaker: Speaker, gender: str) -> bool:
    if speaker.described is not None:
        return not speaker.described.plural
    known = next((e.gender for e in article.annotations.entities if e.id == speaker.entity), None)
    return speaker.type == "PERSON" and known in (None, gender)


def done(article: AnnotatedArticle, attribution: Attribution, speaker: Speaker) -> Iterator[Statement]:
    """What the speaker did by words."""
    text = act_of(article, attribution)
    words = tokens_of(article, attribution.content)
    text = None if text is None else mended(text, article.text)
    if text is None or words is None or names_speaker(article, speaker, text) or speaker.type == "GPE":
        return
    statement = statement_of(article, attribution, attribution.content, text, speaker, words)
    yield replace(statement, act=True, confidence=ACTS_SURE)
