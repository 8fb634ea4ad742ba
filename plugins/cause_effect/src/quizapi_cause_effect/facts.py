"""The relations of one topic, each side as it can be put before a student."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from quizapi.plugin_api import AnnotatedArticle, CausalRelation, Evidence, Span
from quizapi_cause_effect.naming import named
from quizapi_cause_effect.wording import clean, is_clause, is_lost, is_phrase, lowered, tokens_of

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

    from quizapi.plugin_api import GeneratorTools

Kind = Literal["clause", "phrase", "infinitive", "gerund", "predicate"]

_PURPOSE = ("to", "so that", "aimed at", "designed to", "meant to", "intended to", "designed for")
_MOST_WORDS = 34


@dataclass(frozen=True)
class Side:
    """A cause or an effect: its tokens, what they are, and their text, None where it would not be understood."""

    span: Span
    tokens: Tokens
    kind: Kind
    text: str | None
    named_by: Tokens | None = None


@dataclass(frozen=True)
class Fact:
    """One relation with its sides, its signal in lower case and the one whose words it is."""

    relation: CausalRelation
    cause: Side
    effect: Side
    signal: str
    speaker: str | None
    #: True where somebody is quoted whom the article does not name.
    unnamed: bool

    @property
    def is_purpose(self) -> bool:
        return self.signal.endswith(" to") or self.signal in _PURPOSE

    @property
    def according(self) -> str:
        """ "According to X, quoted in the article" or "According to the article"."""
        if self.speaker is None:
            return "According to the article"
        return f"According to {self.speaker}, quoted in the article"

    def overlaps(self, other: Fact) -> bool:
        """Whether the two share a side or speak of the same words."""
        spans = (self.cause.span, self.effect.span)
        return any(s.overlaps(o) for s in spans for o in (other.cause.span, other.effect.span))


def find_facts(article: AnnotatedArticle, tools: GeneratorTools, topic: str | None) -> list[Fact]:
    """All relations of a topic (None: of any), in the order of the text."""
    found = []
    for relation in article.annotations.causal_relations:
        if topic is not None and topic not in relation.topics:
            continue
        fact = _fact(article, tools, relation)
        if fact is not None:
            found.append(fact)
    return found


def _fact(article: AnnotatedArticle, tools: GeneratorTools, relation: CausalRelation) -> Fact | None:
    cause, effect = _side(article, tools, relation.cause), _side(article, tools, relation.effect)
    if cause is None or effect is None:
        return None
    speaker, unnamed = _speaker(article, relation)
    signal = " ".join(relation.signal.text(article.text).split()).lower() if relation.signal else ""
    return Fact(relation, cause, effect, signal, speaker, unnamed)


def _side(article: AnnotatedArticle, tools: GeneratorTools, span: Span) -> Side | None:
    tokens = tokens_of(article.doc, span.start, span.end)
    if tokens is None or not len(tokens):
        return None
    kind = _kind(tokens)
    if kind == "phrase":
        found = named(tokens)
        text, source = found if found is not None else (None, None)
        return Side(span, tokens, kind, _short(text), source)
    if kind == "clause":
        alone = tools.standalone(article, span)
        if alone is not None:
            return Side(span, tokens, kind, alone.rstrip("."))
    text = None if is_lost(tokens) else lowered(clean(tokens.text), tokens[0])
    return Side(span, tokens, kind, _short(text))


def _short(text: str | None) -> str | None:
    if text is None or len(text.split()) > _MOST_WORDS or len(text) < 3:
        return None
    if any(mark in text for mark in ('"', "“", "”", ";", ":", "(", "--", "…", "...", "<")):
        return None
    return text


def _kind(tokens: Tokens) -> Kind:
    if len(tokens) == 1 and tokens[0].pos_ == "PRON":
        return "phrase"
    if is_clause(tokens):
        return "clause"
    if is_phrase(tokens):
        return "phrase"
    first = tokens[0]
    if first.tag_ == "VBG":
        return "gerund"
    if first.tag_ == "VB":
        return "infinitive"
    return "predicate"


def _speaker(article: AnnotatedArticle, relation: CausalRelation) -> tuple[str | None, bool]:
    attribution = article.attribution(relation.attributed_to)
    if attribution is None:
        return None, False
    if attribution.source is None:
        return None, True
    tokens = tokens_of(article.doc, attribution.source.span.start, attribution.source.span.end)
    name = attribution.source.name
    if name is None and tokens is not None and not is_lost(tokens) and tokens.root.pos_ in ("NOUN", "PROPN"):
        name = lowered(clean(tokens.text), tokens[0])
    elif name is not None and tokens is not None and tokens.root.pos_ == "NOUN" and name == tokens.text:
        name = lowered(name, tokens[0])
    if name is None or any(mark in name for mark in '<>"“”\n'):
        return None, True
    return name, False


def proof(article: AnnotatedArticle, facts: list[Fact]) -> tuple[Evidence, ...]:
    """The sentences with cause, effect and signal, and those that tell which measure or person is meant."""
    spans: list[tuple[Span, str]] = []
    for fact in facts:
        sides = [fact.cause.span, fact.effect.span]
        if fact.relation.signal is not None:
            sides.append(fact.relation.signal)
        whole = Span(min(s.start for s in sides), max(s.end for s in sides))
        spans.append((article.sentence_of(whole), "cause and effect"))
        for side in (fact.cause, fact.effect):
            if side.named_by is not None:
                source = side.named_by
                spans.append((article.sentence_of(Span(source.start_char, source.end_char)), "naming"))
        attribution = article.attribution(fact.relation.attributed_to)
        if attribution is not None and attribution.source is not None:
            spans.append((article.sentence_of(attribution.source.span), "source"))
    found: list[Evidence] = []
    for span, role in spans:
        if not any(e.span.contains(span) for e in found):
            found = [e for e in found if not span.contains(e.span)]
            found.append(article.evidence(span, role))
    return tuple(sorted(found, key=lambda e: e.span))
