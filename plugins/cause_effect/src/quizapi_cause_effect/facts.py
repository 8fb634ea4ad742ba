"""The relations of one topic, each side as it can be put before a student."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from quizapi.plugin_api import AnnotatedArticle, CausalRelation, Evidence, Span
from quizapi_cause_effect.sanctions import SANCTIONS
from quizapi_cause_effect.sides import Side, as_clause, named_only, referred, side_of
from quizapi_cause_effect.speakers import speaker_of
from quizapi_cause_effect.wording import is_phrase, small_again, tokens_of, word_set

if TYPE_CHECKING:
    from quizapi.plugin_api import GeneratorTools


_PURPOSE = frozenset(
    (
        *(
            "to",
            "in order to",
            "so as to",
            "in a bid to",
            "in an attempt to",
            "in an effort to",
            "in a move to",
        ),
        *("so that", "aimed at", "aims to", "aimed to", "designed to", "meant to", "intended to", "aim of"),
        *("designed for", "hoping to", "seeking to", "trying to", "aiming to", "attempting to"),
    )
)
#: Verbs of causing whose effect is a noun phrase with an infinitive or a "from" behind it.
_WITH_VERB = word_set("""
    force lead cause allow enable help encourage persuade prompt drive push compel prevent keep stop
    block discourage deter permit induce make leave""")

_SAYING = word_set("""
    say tell add claim argue insist warn announce report note explain admit deny plead complain contend assert
    reason point maintain allege suggest believe think hope fear expect predict forecast state declare
    acknowledge""")
_THOUGHTS = word_set(
    "belief view hope fear claim argument idea notion suggestion charge allegation complaint"
)
_NAMES = frozenset({"GPE", "NORP", "ORG", "PERSON", "LOC", "FAC", "EVENT", "LAW"})
_MEASURES = SANCTIONS.instruments | SANCTIONS.ambiguous


@dataclass(frozen=True)
class Fact:
    """One relation with its sides, its signal in lower case and the one whose words it is."""

    relation: CausalRelation
    cause: Side
    effect: Side
    signal: str
    speaker: str | None
    #: True where somebody is quoted whom the article does not name here: then it is not asked about.
    unnamed: bool

    @property
    def is_anchored(self) -> bool:
        """Whether it is told which matter is meant: by a name, or a measure with more than "the".

        "The ban hurts small clinics", "officials will be listed if the beatings continue" are not.
        """
        if any(side.named_by is not None for side in (self.cause, self.effect)):
            return True  # a fuller name was found
        tokens = [*self.cause.tokens, *self.effect.tokens]
        if self.speaker is not None and any(word[:1].isupper() for word in self.speaker.split()):
            return True
        if any(t.pos_ == "PROPN" or t.ent_type_ in _NAMES for t in tokens):
            return True
        return any(
            {t.lemma_.lower(), t.lower_} & _MEASURES
            and any(c.dep_ in ("compound", "amod", "poss", "prep", "acl") for c in t.children)
            for t in tokens
        )

    @property
    def is_settled(self) -> bool:
        """Whether it is told whose words it is: the article's own, or those of somebody who has a name."""
        if self.unnamed:
            return False
        # A belief or a fear without its holder is still what the article reports.
        return self.relation.status in ("hedged", "feared") or not self.is_left_to_somebody

    @property
    def is_left_to_somebody(self) -> bool:
        """Whether it is what somebody says or thinks ("a belief that ..."), and it is not told who."""
        return _is_left_to_somebody(self)

    @property
    def is_purpose(self) -> bool:
        return self.signal in _PURPOSE

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


def _is_left_to_somebody(fact: Fact) -> bool:
    """Whether the relation is what somebody says or thinks, and it is not told whose words it is.

    "Ministers plead that ...", "a belief that ...": the article itself does not say so.
    """
    if fact.speaker is not None or (fact.signal in ("for", "over") and is_phrase(fact.effect.tokens)):
        return False  # what a noun phrase takes for granted is nobody's claim
    token = fact.effect.tokens.root
    while token.head.i != token.i:
        clause, token = token, token.head
        subjects = [c for c in token.lefts if c.dep_ in ("nsubj", "nsubjpass")]
        if clause.dep_ == "ccomp" and token.lemma_ in _SAYING and all(c.lower_ != "it" for c in subjects):
            return True  # also "by saying that", "reasoning that"
        if (
            clause.dep_ in ("acl", "ccomp")
            and token.lemma_ in _THOUGHTS
            and any(c.dep_ == "mark" for c in clause.lefts)
        ):
            return True
    return False


def _fact(article: AnnotatedArticle, tools: GeneratorTools, relation: CausalRelation) -> Fact | None:
    speaker, unnamed = speaker_of(article, relation)
    signal = " ".join(relation.signal.text(article.text).split()).lower() if relation.signal else ""
    effect = side_of(article, tools, relation.effect, speaker=speaker)
    cause = side_of(article, tools, relation.cause, speaker=speaker)
    if cause is None or effect is None:
        return None
    cause, effect = _small_again(article, cause), _small_again(article, effect)
    if effect.kind == "phrase" and signal and _takes_complement(effect, relation, article):
        effect = replace(effect, kind="predicate")
    if effect.kind == "phrase" and signal in ("for", "over"):
        speaker, unnamed = None, False  # what a noun phrase takes for granted is nobody's claim
    if cause.text is None:
        cause = referred(article, cause, effect)
    if effect.kind == "phrase" and not named_only(effect):
        effect = as_clause(effect, relation.cause)
    return Fact(relation, cause, effect, signal, speaker, unnamed)


def _small_again(article: AnnotatedArticle, side: Side) -> Side:
    return side if side.text is None else replace(side, text=small_again(side.text, article.text))


def _takes_complement(effect: Side, relation: CausalRelation, article: AnnotatedArticle) -> bool:
    """Whether the effect is "the yard to close" or "the bank from paying", no noun phrase of its own."""
    if relation.signal is None:
        return False
    signal = tokens_of(article.doc, relation.signal.start, relation.signal.end)
    if signal is None or signal[0].lemma_ not in _WITH_VERB or len(signal) > 1:
        return False
    return any(t.lower_ in ("to", "from", "out") or t.tag_ == "VB" for t in effect.tokens[1:])


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
            for source in (side.named_by, *side.sources):
                if source is not None:
                    spans.append((article.sentence_of(Span(source.start_char, source.end_char)), "context"))
        attribution = article.attribution(fact.relation.attributed_to)
        if attribution is not None and attribution.source is not None:
            spans.append((article.sentence_of(attribution.source.span), "source"))
    found: list[Evidence] = []
    for span, role in spans:
        if not any(e.span.contains(span) for e in found):
            found = [e for e in found if not span.contains(e.span)]
            found.append(article.evidence(span, role))
    return tuple(sorted(found, key=lambda e: e.span))


def words(article: AnnotatedArticle, fact: Fact) -> str:
    """The sentence that tells the relation, on one line."""
    whole = Span(
        min(fact.cause.span.start, fact.effect.span.start), max(fact.cause.span.end, fact.effect.span.end)
    )
    return " ".join(article.text_of(article.sentence_of(whole)).split())
