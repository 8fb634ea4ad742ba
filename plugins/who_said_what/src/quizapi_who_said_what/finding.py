"""What can be asked about: words with a speaker that the article settles."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from quizapi.plugin_api import AnnotatedArticle, Attribution, GeneratorTools, Span
from quizapi_who_said_what.acts import ACTS_SURE, LEAST_SURE
from quizapi_who_said_what.described import DESCRIBED, Described, described_sources
from quizapi_who_said_what.pieces import tokens_of
from quizapi_who_said_what.quoted import quoted
from quizapi_who_said_what.statements import Speaker, Statement, cue_lemma, similar
from quizapi_who_said_what.titles import titled
from quizapi_who_said_what.told import done, told
from quizapi_who_said_what.wording import content_lemmas, word_set

SPEAKER_TYPES: Final = ("PERSON", "ORG", "GPE")
_SMALL_WORDS: Final = word_set("of the and for in at on to by with from a an")
#: Verbs by which a paper passes words on.
_PASSING: Final = word_set("report quote cite publish carry reveal disclose")
_FIRST_PERSON: Final = word_set("i me my mine we us our ours")
#: A dateline read into a name ("ROME - Ada Orr"), letters of a broken encoding.
_DASHED: Final = re.compile(r"\s[-–—]+\s|[ÃÂ][^a-z]")


def find_statements(
    article: AnnotatedArticle, tools: GeneratorTools, *, indirect: bool, min_confidence: float
) -> list[Statement]:
    """Statements fit to be asked about, the surest first; none that two speakers make alike."""
    types = {entity.id: entity.type for entity in article.annotations.entities}
    described = described_sources(article)
    found: list[Statement] = []
    for attribution in _attributions(article):
        if _may_be_said_by_another(article, attribution) or _is_passed_on(article, attribution):
            continue
        acts = (
            indirect
            and attribution.level == "phrase"
            and attribution.confidence >= LEAST_SURE
            and min_confidence <= ACTS_SURE
        )
        if attribution.confidence < min_confidence and not acts:
            continue
        speaker = _speaker(article, attribution, types, described)
        if speaker is not None:
            found += _statements_of(article, tools, attribution, speaker, indirect=indirect)
    everything = _all_said(article)
    kept = [s for s in found if not _said_by_another(s, everything)]
    return sorted(kept, key=lambda s: (not s.direct, -s.confidence, s.span.start))


def _attributions(article: AnnotatedArticle) -> Iterator[Attribution]:
    """All of the article, and what it has by way of another: `"...," Orr said, according to the Herald`."""
    for attribution in article.annotations.attributions:
        yield attribution
        if attribution.kind == "mixed":
            yield from (inner for inner in attribution.inner if inner.kind == "direct")


def _is_passed_on(article: AnnotatedArticle, attribution: Attribution) -> bool:
    """Whether a body reports words in the first person: somebody said them, and the article tells not who."""
    if attribution.kind != "direct" or cue_lemma(article, attribution) not in _PASSING:
        return False
    words = tokens_of(article, attribution.content)
    return words is not None and any(t.lower_ in _FIRST_PERSON for t in words)


def _speaker(
    article: AnnotatedArticle,
    attribution: Attribution,
    types: dict[int, str],
    described: dict[int, Described],
) -> Speaker | None:
    source = attribution.source
    if source is None:
        return None
    if source.name is None or source.entity is None:
        one = described.get(attribution.content.start)
        return None if one is None else Speaker(one.text, one.number, DESCRIBED, one)
    type_ = types.get(source.entity)
    if type_ not in SPEAKER_TYPES or not _is_whole_name(source.name):
        return None
    return Speaker(titled(article, source.entity) or source.name, source.entity, type_)


def _is_whole_name(name: str) -> bool:
    return (
        name.count("(") == name.count(")")
        and name.split()[-1].lower() not in _SMALL_WORDS
        and _DASHED.search(name) is None
    )


def _statements_of(
    article: AnnotatedArticle,
    tools: GeneratorTools,
    attribution: Attribution,
    speaker: Speaker,
    *,
    indirect: bool,
) -> Iterator[Statement]:
    if attribution.kind == "direct":
        if speaker.type != "GPE":  # a place is not quoted, only spoken for
            yield from quoted(article, attribution, speaker)
    elif indirect and attribution.level == "said":
        yield from told(article, tools, attribution, speaker)
        if attribution.kind == "mixed":
            yield from done(article, attribution, speaker)
    elif indirect and attribution.level == "phrase":
        yield from done(article, attribution, speaker)


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
