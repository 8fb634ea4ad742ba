"""True statements: the article's claims, phrased to stand alone, with their evidence."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapi.plugin_api import AnnotatedArticle, Attribution, Claim, Evidence, GeneratorTools, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_ASKED = frozenset({"factual", "prediction", "hedged"})
_NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT"})
_MAX_REPEATED = 0.75
_MIN_CONTENT = 6
_LEAST_CONTENT = 4
#: A statement of more amounts only asks to look them up.
_MOST_FIGURES = 2
_SHORT = 12


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

    @property
    def is_quotation(self) -> bool:
        """Whether it only tells who said some words."""
        return self.attribution is not None and self.attribution.kind == "direct"

    @property
    def proof(self) -> str:
        """The text of the sentence that proves it."""
        return self.evidence[0].text


def true_statements(
    article: AnnotatedArticle, *, tools: GeneratorTools, rng: random.Random
) -> Iterator[Statement]:
    """The article's claims as statements, in the order of the text, some of them reworded."""
    seen: list[frozenset[str]] = []
    for claim in article.annotations.claims:
        attribution = article.attribution(claim.attributed_to)
        span = _asked_span(article, claim, attribution)
        if span is None:
            continue
        text = tools.standalone(article, span)
        if text is None:
            continue
        content = _content(tools.parse(text))
        if any(len(content & other) >= _MAX_REPEATED * min(len(content), len(other)) for other in seen):
            continue
        seen.append(content)
        if not _says_something(text, tools):
            continue
        if is_repeated(tools.parse(text), article) or _is_led_on(article, span):
            continue
        text = tools.reword(text, rng=rng) or text
        doc = tools.parse(text)
        names = names_in(article, text)
        yield Statement(text, doc, claim, attribution, evidence_for(article, claim, names), names)


def _asked_span(article: AnnotatedArticle, claim: Claim, attribution: Attribution | None) -> Span | None:
    """The clause to be phrased: the claim, or the whole sentence where it is a source's.

    What a source says is asked with its source, so the sentence must name it.
    """
    if attribution is None and (_is_in_quotes(article, claim.span) or _follows_colon(article, claim.span)):
        return None
    if attribution is None:
        # The author of an opinion piece is asked about as its author, so what he thinks can be asked.
        asked = _ASKED | {"opinion"} if article.annotations.genre == "opinion" else _ASKED
        return claim.span if claim.status in asked else None
    if attribution.kind == "direct" or claim.status == "question" or attribution.source is None:
        return None
    sentence = line_of(article, claim.span)
    return sentence if sentence.contains(attribution.source.span) else None


def _is_in_quotes(article: AnnotatedArticle, span: Span) -> bool:
    """Whether the span stands in quoted words whose speaker the reader has not found."""
    paragraph = article.paragraph_of(span)
    before = article.text[paragraph.start : span.start]
    inside = article.text_of(span)
    opened = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    return opened and not (inside.startswith(("“", '"')) or inside.count('"') % 2)


def _follows_colon(article: AnnotatedArticle, span: Span) -> bool:
    """Whether a colon stands before it in its sentence: what follows is often what a source says."""
    return ":" in article.text[line_of(article, span).start : span.start]


def line_of(article: AnnotatedArticle, span: Span) -> Span:
    """The sentence of a span, without what a wrong cut between paragraphs has left in it."""
    sentence = article.sentence_of(span)
    text = article.text_of(sentence)
    before = text.rfind("\n", 0, max(0, span.start - sentence.start))
    after = text.find("\n", span.end - sentence.start)
    return Span(sentence.start + before + 1, sentence.start + after if after >= 0 else sentence.end)


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


def names_in(article: AnnotatedArticle, text: str) -> tuple[Named, ...]:
    """Names of the article's entities in a statement; of names inside each other the longest."""
    found: list[Named] = []
    ids = dict.fromkeys(entity.id for entity in article.annotations.entities)
    types = {entity.id: entity.type for entity in article.annotations.entities}
    for entity in ids:
        if types[entity] not in _NAMED:
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


def is_repeated(doc: Doc, article: AnnotatedArticle) -> bool:
    """Whether the article tells the same of several: three players won "the award", each in another match."""
    deed = _deed(next(token for token in doc if token.dep_ == "ROOT"))
    if deed is None:
        return False
    doers = {found[2] for token in article.doc if (found := _deed(token)) and found[:2] == deed[:2]}
    return len(doers - {deed[2]}) > 0


def _deed(verb: Token) -> tuple[str, str, str] | None:
    """Verb, what "the" thing is done to, and who does it; None where one of them is missing."""
    if verb.pos_ != "VERB":
        return None
    target = next((c for c in verb.children if c.dep_ == "dobj"), None)
    doer = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if target is None or doer is None or doer.pos_ == "PRON":
        return None
    if not any(c.lower_ == "the" for c in target.children):
        return None
    return verb.lemma_, target.lemma_.lower(), doer.lemma_.lower()


def _is_led_on(article: AnnotatedArticle, span: Span) -> bool:
    """Whether a colon follows: what the sentence leads on to is the thing."""
    return article.text[span.end : span.end + 3].lstrip('”" ').startswith(":") or article.text_of(
        span
    ).endswith(":")


def figures_in(doc: Doc) -> int:
    """How many amounts a statement has; years, days and numbers inside names are none."""
    return sum(
        token.like_num
        and token.ent_type_ not in _NAMED | {"WORK_OF_ART", "LAW", "DATE"}
        and token.lower_ not in ("million", "billion", "thousand", "trillion", "hundred", "mln", "bln", "one")
        for token in doc
    )


def _says_something(text: str, tools: GeneratorTools) -> bool:
    """Whether there is enough to be right or wrong about: a name, a number, or several content words."""
    doc = tools.parse(text)
    root = next(token for token in doc if token.dep_ == "ROOT")
    bare = [c for c in root.children if c.dep_ == "acomp" and not any(g.dep_ != "advmod" for g in c.children)]
    if root.lemma_ == "be" and bare and len(doc) < _SHORT:
        # "Industry groups are worried": about what?
        return False
    if (
        root.lemma_ == "learn"
        and root.tag_ in ("VBN", "VBD")
        and any(c.dep_ == "ccomp" for c in root.children)
    ):
        # "The Herald has learned that ...": about the paper, not about the news.
        return False
    past = {"VBD"} & {root.tag_, *(c.tag_ for c in root.children if c.dep_ in ("aux", "auxpass"))}
    if past and not any(t.pos_ == "PROPN" or t.ent_type_ in _NAMED for t in doc):
        # "Hundreds of traders offered their goods": where, and when?
        return False
    if figures_in(doc) > _MOST_FIGURES:
        return False
    if any(t.pos_ == "NUM" for t in doc):
        return True
    if any(t.pos_ == "PROPN" for t in doc):
        return len(_content(doc)) >= _LEAST_CONTENT
    return len(_content(doc)) >= _MIN_CONTENT


def _content(doc: Doc) -> frozenset[str]:
    return frozenset(t.lemma_.lower() for t in doc if t.pos_ in ("NOUN", "PROPN", "VERB", "NUM", "ADJ"))
