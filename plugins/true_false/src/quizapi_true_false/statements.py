"""A statement: a sentence that the article proves, with its evidence and the names in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapi.plugin_api import AnnotatedArticle, Attribution, Claim, Evidence, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT"})
_CONTENT = ("NOUN", "PROPN", "VERB", "NUM", "ADJ")


@dataclass(frozen=True, slots=True)
class Named:
    """A name in a statement, `start` to `end` in code points, and the entity it names."""

    start: int
    end: int
    entity: int
    type: str


@dataclass(frozen=True)
class Statement:
    """A sentence that the article proves, parsed, with the names in it."""

    text: str
    doc: Doc
    claim: Claim
    attribution: Attribution | None
    evidence: tuple[Evidence, ...]
    names: tuple[Named, ...]
    #: Whether it only tells who said some words.
    is_quotation: bool = False
    #: How much it is worth to be asked, in [0, 1].
    worth: float = 0.5
    #: Where the "before" or "after" stands that joins two things by their dates; then two sentences prove it.
    joined_at: int | None = None

    @property
    def proof(self) -> str:
        """The text of the sentence that proves it."""
        return self.evidence[0].text


def line_of(article: AnnotatedArticle, span: Span) -> Span:
    """The sentence of a span, without what a wrong cut between paragraphs has left in it."""
    sentence = article.sentence_of(span)
    text = article.text_of(sentence)
    before = text.rfind("\n", 0, max(0, span.start - sentence.start))
    after = text.find("\n", span.end - sentence.start)
    return Span(sentence.start + before + 1, sentence.start + after if after >= 0 else sentence.end)


def another_is_named_between(article: AnnotatedArticle, attribution: Attribution) -> bool:
    """ "Or maybe Low, consultant Otto Maas says": between the source and its verb stands somebody else."""
    source, cue = attribution.source, attribution.cue
    if source is None or cue is None:
        return False
    start, end = min(source.span.end, cue.end), max(source.span.start, cue.start)
    return any(
        entity.type == "PERSON" and entity.id != source.entity and start <= entity.span.start < end
        for entity in article.annotations.entities
    )


def goes_on(article: AnnotatedArticle, content: Span) -> bool:
    """Whether the sentence goes on behind the quoted words: "efforts to measure" income, he said."""
    said = article.text_of(content).rstrip(" \"”'’")
    behind = article.text[content.end : content.end + 3].lstrip(" \"”'’")
    return not said.endswith((",", ".", "!", "?", "…")) and behind[:1].islower()


def evidence_for(article: AnnotatedArticle, claim: Claim, names: tuple[Named, ...]) -> tuple[Evidence, ...]:
    """The claim's sentence, and the last place before it that gives a name the sentence only points to."""
    sentence = line_of(article, claim.span)
    found = [article.evidence(sentence, role="proof")]
    for named in names:
        mentions = article.mentions(named.entity)
        if named.type != "PERSON" or any(sentence.contains(mention.span) for mention in mentions):
            continue
        before = [mention for mention in mentions if mention.span.end <= sentence.start]
        if before:
            found.append(article.evidence(before[-1].span, role="name"))
    return tuple(found)


def clause_evidence(
    article: AnnotatedArticle, claim: Claim, names: tuple[Named, ...], text: str
) -> tuple[Evidence, ...]:
    """The clause alone, and as context the places near before it that name whom it only points to.

    So that another statement can rest on another part of the same sentence.
    """
    found = [article.evidence(claim.span, role="proof")]
    for named in names:
        mentions = article.mentions(named.entity)
        if any(claim.span.contains(mention.span) for mention in mentions):
            continue
        before = [m for m in mentions if m.span.end <= claim.span.start]
        if before and text[named.start : named.end] not in found[0].text:
            found.append(article.evidence(before[-1].span, role="context"))
    return tuple(found)


def names_in(article: AnnotatedArticle, text: str) -> tuple[Named, ...]:
    """Names of the article's entities in a statement; of names inside each other the longest."""
    found: list[Named] = []
    ids = dict.fromkeys(entity.id for entity in article.annotations.entities)
    types = {entity.id: entity.type for entity in article.annotations.entities}
    for entity in ids:
        if types[entity] not in NAMED:
            continue
        for name in article.names(entity):
            for match in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
                found.append(Named(match.start(), match.end(), entity, types[entity]))
    found.sort(key=lambda named: (named.start - named.end, named.start))
    chosen: list[Named] = []
    for named in found:
        if not any(named.start < other.end and other.start < named.end for other in chosen):
            chosen.append(named)
    return tuple(sorted(chosen, key=lambda named: named.start))


def content_of(doc: Doc) -> frozenset[str]:
    """Lemmas of the words that carry meaning."""
    return frozenset(t.lemma_.lower() for t in doc if t.pos_ in _CONTENT)


def figures_in(doc: Doc) -> int:
    """How many amounts a statement has; years, days and numbers inside names are none."""
    return sum(
        token.like_num
        and token.ent_type_ not in NAMED | {"WORK_OF_ART", "LAW", "DATE"}
        and token.lower_ not in ("million", "billion", "thousand", "trillion", "hundred", "one")
        for token in doc
    )
