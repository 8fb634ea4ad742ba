"""Which pieces of a quotation can be shown by themselves."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import AnnotatedArticle, Attribution, Entity, Span, without_quotes
from quizapi_who_said_what.bracketed import written_out
from quizapi_who_said_what.casing import mended
from quizapi_who_said_what.pieces import clauses_of, opens_within, pieces_of, sentences_of, tokens_of
from quizapi_who_said_what.statements import Speaker, Statement, names_speaker, statement_of
from quizapi_who_said_what.wording import (
    PERSON_PRONOUNS,
    breaks_off,
    content_lemmas,
    gives_gender_away,
    is_a_title,
    is_whole,
    is_worth_asking,
    leans_on_the_story,
    opens_in_mid_thought,
    stands_alone,
)

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan

#: A mark of a quotation within, whose other one is left out: "to you.'.".
_TORN: Final = re.compile(r"[.!?,]['’]\.\W*$|^[^‘'\"“]*[a-rt-zA-Z]’ ")
#: Pieces of one quotation that may be asked about.
_MOST_OF_ONE: Final = 2
#: Where two sentences of a quotation have so many words and stand alone, each is asked about by itself.
_LEAST_OF_A_SENTENCE: Final = 9
#: A quotation that ended in a comma goes on behind its reporting clause: ," he said, "but not all of it".
_GOES_ON: Final = re.compile(
    r"(?:[^.!?\n\"“”]|\b[A-Z][a-z]{0,2}\.){1,120}?[,–—-]\s*(?:\"|“|''|``)(?!I\b)[a-z]"
)
#: The sentence ends in the article's words: "We have three weeks to go" until the vote.
_ENDS_OUTSIDE: Final = re.compile(
    r" (?:until|that|which|in|of|for|to|by|with|because|when|if|from|at|on|and|but|than|over|after)\b"
)
_WRITTEN_OUT_LESS_SURE: Final = 0.05


def quoted(article: AnnotatedArticle, attribution: Attribution, speaker: Speaker) -> Iterator[Statement]:
    """Statements of one quotation: at most two pieces that do not overlap."""
    by_sentence = [
        made
        for span in sentences_of(article, attribution.content)
        if len(article.text_of(span).split()) >= _LEAST_OF_A_SENTENCE
        and (made := _shown(article, attribution, speaker, span)) is not None
    ]
    if len(by_sentence) >= _MOST_OF_ONE:
        yield from by_sentence[:_MOST_OF_ONE]
        return
    shown: list[Span] = []
    for span in (*pieces_of(article, attribution.content), *clauses_of(article, attribution.content)):
        if len(shown) == _MOST_OF_ONE or any(span.overlaps(other) for other in shown):
            continue
        statement = _shown(article, attribution, speaker, span)
        if statement is not None:
            shown.append(span)
            yield statement


def _shown(
    article: AnnotatedArticle, attribution: Attribution, speaker: Speaker, span: Span
) -> Statement | None:
    """The piece as a statement, a pronoun that the article settles written out; None where it is unfit."""
    words = tokens_of(article, span)
    if words is None or not _can_be_shown(article, attribution, speaker, words):
        return None
    raw, meant = article.text_of(span), None
    if not stands_alone(words):
        found = written_out(article, words, speaker.entity)
        if found is None or names_speaker(article, speaker, found[0]):
            return None
        written, place, meant = found
        raw = raw[: place.start - span.start] + written + raw[place.end - span.start :]
    text = mended(without_quotes(raw), article.text)
    if text is None:
        return None
    text = text[:1].upper() + text[1:]  # it is a whole sentence, wherever it stood
    made = statement_of(article, attribution, span, text, speaker, words)
    return made if meant is None else _about(made, meant)


def _about(statement: Statement, person: Entity) -> Statement:
    sure = round(statement.confidence - _WRITTEN_OUT_LESS_SURE, 3)
    return replace(statement, about=person.span, confidence=sure)


def _can_be_shown(
    article: AnnotatedArticle, attribution: Attribution, speaker: Speaker, words: SpacySpan
) -> bool:
    first = next((c for c in words.text if c.isalnum()), "")
    return (
        (first.isupper() or first.isdigit() or is_whole(words))
        and is_worth_asking(words)
        and stands_alone(words, known=PERSON_PRONOUNS)
        and not opens_in_mid_thought(words)
        and not breaks_off(words)
        and not is_a_title(words)
        and not leans_on_the_story(words, content_lemmas(words))
        and not _goes_on_small(article, attribution)
        and not _is_set_in(article, attribution)
        and not _TORN.search(words.text)
        and not opens_within(words.text)
        and not gives_gender_away(words)
        and not names_speaker(article, speaker, words.text)
    )


def _goes_on_small(article: AnnotatedArticle, attribution: Attribution) -> bool:
    """Whether the sentence ends in the next quotation: "We should have seen," he said, "that it was ..."."""
    end = attribution.content.end
    return any(pattern.match(article.text, end) is not None for pattern in (_GOES_ON, _ENDS_OUTSIDE))


def _is_set_in(article: AnnotatedArticle, attribution: Attribution) -> bool:
    """Whether the words hang on a verb other than the cue: Those who think "it is over" err, she said."""
    start = attribution.content.start
    before = article.text[:start].rstrip().removesuffix(" that")
    token = article.doc.char_span(len(before) - 1, len(before), alignment_mode="expand") if before else None
    if token is None or token[0].pos_ != "VERB":
        return False
    cue = attribution.cue
    return cue is None or not cue.overlaps(Span(token.start_char, token.end_char))
