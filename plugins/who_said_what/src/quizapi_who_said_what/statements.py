"""What can be asked about: words with a speaker that the article settles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import AnnotatedArticle, Attribution, GeneratorTools, Span, without_quotes
from quizapi_who_said_what.casing import mended
from quizapi_who_said_what.pieces import clauses_of, pieces_of, tokens_of
from quizapi_who_said_what.themselves import of_themselves
from quizapi_who_said_what.wording import (
    breaks_off,
    content_lemmas,
    gives_gender_away,
    is_a_title,
    is_whole,
    is_worth_asking,
    leans_on_the_story,
    loses_time,
    opens_in_mid_thought,
    stands_alone,
    word_set,
)

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan

SPEAKER_TYPES: Final = ("PERSON", "ORG", "GPE")
#: A mark of a quotation within, whose other one is left out: "to you.'.".
_TORN: Final = re.compile(r"[.!?,]['’]\.\W*$")
_SAME: Final = 0.5
#: Pieces of one quotation that may be asked about.
_MOST_OF_ONE: Final = 2
#: A quotation that ended in a comma goes on behind its reporting clause: ," he said, "but not all of it".
_GOES_ON: Final = re.compile(
    r"(?:[^.!?\n\"“”]|\b[A-Z][a-z]{0,2}\.){1,120}?[,–—-]\s*(?:\"|“|''|``)(?!I\b)[a-z]"
)
#: The sentence ends in the article's words: "We have three weeks to go" until the vote.
_ENDS_OUTSIDE: Final = re.compile(
    r" (?:until|that|which|in|of|for|to|by|with|because|when|if|from|at|on|and|but|than|over|after)\b"
)
#: Verbs under which an indirect clause is what the speaker says to be so.
_ASSERTING: Final = word_set(
    """
    say tell add argue claim insist maintain note explain warn report announce declare state assert
    contend stress emphasise emphasize acknowledge admit concede confirm predict estimate write point
    according remark observe reply respond allege reveal testify recall complain promise vow pledge
    """
)
_WRITING: Final = {"write": "wrote", "tweet": "tweeted", "post": "posted"}


@dataclass(frozen=True)
class Statement:
    """Words that one speaker of the article said.

    `text` is how they are shown: the words inside the quotation marks, or for indirect speech a sentence
    that is understood by itself. `span` is where they stand. `gender` is set where the text speaks of the
    speaker as "he" or "she": only people of that gender may stand beside.
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


def find_statements(
    article: AnnotatedArticle, tools: GeneratorTools, *, indirect: bool, min_confidence: float
) -> list[Statement]:
    """Statements fit to be asked about, the surest first; none that two speakers make alike."""
    types = {entity.id: entity.type for entity in article.annotations.entities}
    found: list[Statement] = []
    for attribution in article.annotations.attributions:
        source = attribution.source
        if (
            attribution.confidence < min_confidence
            or source is None
            or source.name is None
            or source.entity is None
            or source.name.count("(") != source.name.count(")")
        ):
            continue
        if types.get(source.entity) not in SPEAKER_TYPES or _may_be_said_by_another(article, attribution):
            continue
        found += _of(article, tools, attribution, types[source.entity], indirect=indirect)
    everything = _all_said(article)
    kept = [s for s in found if not _said_by_another(s, everything)]
    return sorted(kept, key=lambda s: (not s.direct, -s.confidence, s.span.start))


def _of(
    article: AnnotatedArticle, tools: GeneratorTools, attribution: Attribution, type_: str, *, indirect: bool
) -> Iterator[Statement]:
    if attribution.kind == "direct":
        if type_ == "GPE":
            return  # a place is not quoted, only spoken for
        shown: list[Span] = []
        for span in (*pieces_of(article, attribution.content), *clauses_of(article, attribution.content)):
            if len(shown) == _MOST_OF_ONE or any(span.overlaps(other) for other in shown):
                continue
            words = tokens_of(article, span)
            if words is not None and _can_be_shown(article, attribution, words):
                text = mended(without_quotes(article.text_of(span)), article.text)
                if text is not None:
                    shown.append(span)
                    yield _statement(article, attribution, span, text, type_, words)
    elif indirect and attribution.level == "said" and _cue_lemma(article, attribution) in _ASSERTING:
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
        if type_ == "PERSON" and (text is None or _names_speaker(article, attribution, text)):
            text, gender = of_themselves(article, attribution, tools) or (text, None)
        text = None if text is None else mended(text, article.text)
        if text is None or re.search(r"(?:^|\s)[\"“]\s", text) is not None or loses_time(words, text):
            return
        if not _names_speaker(article, attribution, text):
            statement = _statement(article, attribution, attribution.content, text, type_, words)
            yield replace(statement, gender=gender)


def _statement(
    article: AnnotatedArticle, attribution: Attribution, span: Span, text: str, type_: str, words: SpacySpan
) -> Statement:
    source = attribution.source
    if source is None or source.name is None or source.entity is None:
        raise ValueError("a statement needs a named source")
    return Statement(
        attribution=attribution,
        span=span,
        text=text,
        speaker=source.name,
        entity=source.entity,
        type=type_,
        verb=_WRITING.get(_cue_lemma(article, attribution), "said"),
        direct=attribution.kind == "direct",
        confidence=attribution.confidence,
        lemmas=content_lemmas(words),
    )


def _can_be_shown(article: AnnotatedArticle, attribution: Attribution, words: SpacySpan) -> bool:
    first = next((c for c in words.text if c.isalnum()), "")
    return (
        (first.isupper() or first.isdigit() or is_whole(words))
        and is_worth_asking(words)
        and stands_alone(words)
        and not opens_in_mid_thought(words)
        and not breaks_off(words)
        and not is_a_title(words)
        and not leans_on_the_story(words, content_lemmas(words))
        and not _goes_on_small(article, attribution)
        and not _is_set_in(article, attribution)
        and not _TORN.search(words.text)
        and not gives_gender_away(words)
        and not _names_speaker(article, attribution, words.text)
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


def _may_be_said_by_another(article: AnnotatedArticle, attribution: Attribution) -> bool:
    """Whether "reporting that ..." stands behind somebody else than the one it was tied to."""
    cue, source = attribution.cue, attribution.source
    words = None if cue is None else article.doc.char_span(cue.start, cue.end, alignment_mode="expand")
    if cue is None or source is None or words is None or words[0].tag_ != "VBG":
        return False
    return any(
        e.type in SPEAKER_TYPES and e.id != source.entity and source.span.end <= e.span.start < cue.start
        for e in article.annotations.entities
    )


def _names_speaker(article: AnnotatedArticle, attribution: Attribution, text: str) -> bool:
    source = attribution.source
    if source is None or source.entity is None:
        return False
    shown = set(re.findall(r"\w+", text.casefold()))
    parts = {
        part
        for name in article.names(source.entity)
        for part in re.findall(r"\w+", name.casefold())
        if len(part) > 2 and part not in ("the", "and", "for")
    }
    return bool(shown & parts)


def _cue_lemma(article: AnnotatedArticle, attribution: Attribution) -> str:
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


@dataclass(frozen=True)
class _Said:
    """What some source of the article says, asked about or not."""

    entity: int | None
    span: Span
    lemmas: frozenset[str]
    direct: bool


def _all_said(article: AnnotatedArticle) -> list[_Said]:
    said = []
    for attribution in article.annotations.attributions:
        words = tokens_of(article, attribution.content)
        if words is not None:
            entity = None if attribution.source is None else attribution.source.entity
            direct = attribution.kind == "direct"
            said.append(_Said(entity, attribution.content, content_lemmas(words), direct))
    return said


def _said_by_another(statement: Statement, everything: list[_Said]) -> bool:
    """Whether another source of the article says nearly the same: then there would be two keys.

    Quoted words are told apart by the quoted words of others alone; who reports the like is no wrong option
    (see `people.others`).
    """
    return any(
        other.entity != statement.entity
        and (other.direct or not statement.direct)
        and not other.span.overlaps(statement.span)
        and similar(statement.lemmas, other.lemmas)
        for other in everything
    )


def similar(a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether two statements share at least half of the content of the shorter one."""
    smaller = min(len(a), len(b))
    return smaller > 0 and len(a & b) >= max(2, _SAME * smaller)
