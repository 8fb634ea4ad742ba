"""Words that one speaker of the article said, as they can be asked about."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import AnnotatedArticle, Attribution, Span
from quizapi_who_said_what.described import Described
from quizapi_who_said_what.wording import content_lemmas

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan

_SAME: Final = 0.5
#: Verbs that tell less than "said", or more, and so stand before the clause themselves.
_WEAKER: Final = {
    "suggest": "suggested", "indicate": "indicated", "reiterate": "reiterated", "caution": "cautioned",
    "repeat": "repeated",
}  # fmt: skip
_WRITING: Final = {"write": "wrote", "tweet": "tweeted", "post": "posted"}


@dataclass(frozen=True)
class Statement:
    """Words that one speaker of the article said.

    `text` is how they are shown: the words inside the quotation marks, or for indirect speech a sentence
    that is understood by itself. `span` is where they stand. `gender` is set where the text speaks of the
    speaker as "he" or "she": only people of that gender may stand beside. `described` is set where the
    article describes the speaker and gives no name; `entity` is then its number. `about` is where the person
    is named for whom a pronoun of the words was written out. With `act`, the text is no sentence but what the
    speaker did by words, to stand behind "who": "called for a new sea wall".
    """

    attribution: Attribution
    span: Span
    text: str
    speaker: str
    entity: int
    type: str
    verb: str
    direct: bool
    confidence: float
    lemmas: frozenset[str]
    gender: str | None = None
    described: Described | None = None
    about: Span | None = None
    act: bool = False


@dataclass(frozen=True)
class Speaker:
    """A source by the name or the description under which it is asked about."""

    name: str
    entity: int
    type: str
    described: Described | None = None


def statement_of(
    article: AnnotatedArticle,
    attribution: Attribution,
    span: Span,
    text: str,
    speaker: Speaker,
    words: SpacySpan,
) -> Statement:
    """What is asked about where `text` is shown for the words at `span`."""
    return Statement(
        attribution=attribution,
        span=span,
        text=text,
        speaker=speaker.name,
        entity=speaker.entity,
        type=speaker.type,
        verb=_verb(cue_lemma(article, attribution), direct=attribution.kind == "direct"),
        direct=attribution.kind == "direct",
        confidence=attribution.confidence,
        lemmas=content_lemmas(words),
        described=speaker.described,
    )


def _verb(lemma: str, *, direct: bool) -> str:
    if not direct and lemma in _WEAKER:
        return _WEAKER[lemma]
    return _WRITING.get(lemma, "said")


def names_speaker(article: AnnotatedArticle, speaker: Speaker, text: str) -> bool:
    """Whether the text has a word of the speaker's name or description."""
    shown = set(re.findall(r"\w+", text.casefold()))
    parts = {
        part
        for name in (speaker.name, *article.names(speaker.entity))
        for part in re.findall(r"\w+", name.casefold())
        if len(part) > 2 and part not in ("the", "and", "for")
    }
    return bool(shown & parts)


def cue_lemma(article: AnnotatedArticle, attribution: Attribution) -> str:
    """The lemma of the reporting verb; empty where there is none."""
    cue = attribution.cue
    if cue is None:
        return ""
    words = article.doc.char_span(cue.start, cue.end, alignment_mode="expand")
    if words is None:
        return ""
    verb = next(
        (token for token in words if token.pos_ in ("VERB", "AUX") and token.dep_ != "auxpass"), words[0]
    )
    return "according" if words[0].lower_ == "according" else verb.lemma_.lower()


def similar(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two statements share at least half of the content of the shorter one."""
    smaller = min(len(a), len(b))
    return smaller > 0 and len(a & b) >= max(2, _SAME * smaller)
