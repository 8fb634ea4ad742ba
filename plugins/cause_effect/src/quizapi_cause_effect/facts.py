"""The relations of one topic, each side as it can be put before a student."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from quizapi.plugin_api import AnnotatedArticle, CausalRelation, Entity, Evidence, Span
from quizapi_cause_effect.naming import named
from quizapi_cause_effect.sanctions import SANCTIONS
from quizapi_cause_effect.wording import (
    capital,
    clean,
    is_clause,
    is_lost,
    is_phrase,
    lowered,
    small_again,
    tokens_of,
    word_set,
)

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

    from quizapi.plugin_api import GeneratorTools

Kind = Literal["clause", "phrase", "infinitive", "gerund", "predicate"]

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
_BODIES = word_set("""
    government ministry council committee commission court bank union department agency party board
    administration parliament senate treasury army police company firm association organisation
    organization""")
_SUBJECT_PRONOUNS = {"it": False, "he": False, "she": False, "they": True}
_PRONOUN = re.compile(r"\b(?:its|their|his|her|it|they|he|she)\b", re.IGNORECASE)
_SAYING = word_set("say tell add claim argue insist warn announce report note explain admit deny fear")
_MOST_WORDS = 34
_LEAST_BEHIND = 3


@dataclass(frozen=True)
class Side:
    """A cause or an effect: its tokens, their kind, and their text, None where it is not understood alone."""

    span: Span
    tokens: Tokens
    kind: Kind
    text: str | None
    named_by: Tokens | None = None

    @property
    def inner(self) -> str:
        """The text as it goes on in a sentence: with a small letter, unless a name begins it."""
        text = self.text or ""
        first = self.tokens[0]
        if text.startswith(first.text) or text.split(" ")[0].lower() == first.lower_:
            return lowered(text, first)
        return text[:1].lower() + text[1:] if text.split(" ")[0] in ("The", "A", "An") else text


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
    #: True where not even that it is a person is settled; then the relation is not asked about.
    unsettled: bool = False

    @property
    def is_purpose(self) -> bool:
        return self.signal in _PURPOSE

    @property
    def according(self) -> str:
        """ "According to X, quoted in the article" or "According to the article"."""
        if self.unnamed:
            return "According to a person quoted in the article"
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
        if fact is not None and not fact.unsettled:
            found.append(fact)
    return found


def _fact(article: AnnotatedArticle, tools: GeneratorTools, relation: CausalRelation) -> Fact | None:
    speaker, unnamed, quoted_person = _speaker(article, relation)
    signal = " ".join(relation.signal.text(article.text).split()).lower() if relation.signal else ""
    effect = _side(article, tools, relation.effect, speaker=speaker)
    cause = _side(article, tools, relation.cause, speaker=speaker)
    if cause is None or effect is None:
        return None
    cause, effect = _small_again(article, cause), _small_again(article, effect)
    if effect.kind == "phrase" and signal and _takes_complement(effect, relation, article):
        effect = replace(effect, kind="predicate")
    if effect.kind == "phrase" and signal in ("for", "over"):
        speaker, unnamed = None, False  # what a noun phrase takes for granted is nobody's claim
    if cause.text is None:
        cause = _referred(article, cause, effect)
    if effect.kind == "phrase" and not named_only(effect):
        effect = _as_clause(effect, relation.cause)
    return Fact(relation, cause, effect, signal, speaker, unnamed, unnamed and not quoted_person)


def _small_again(article: AnnotatedArticle, side: Side) -> Side:
    return side if side.text is None else replace(side, text=small_again(side.text, article.text))


def named_only(side: Side) -> bool:
    """Whether the phrase was put together from an earlier one: then its tokens are not its text."""
    return side.named_by is not None


def _as_clause(effect: Side, cause: Span) -> Side:
    """ "sanctions imposed against Sel" as "sanctions were imposed against Sel", where the cause hangs on it.

    "The law, enacted by the senate to protest ..." asks better as "Why was the law enacted by the senate?".
    """
    tokens, root = effect.tokens, effect.tokens.root
    verb = next((c for c in root.rights if c.dep_ == "acl" and c.tag_ == "VBN" and c.i < tokens.end), None)
    if verb is None or effect.text is None:
        return effect
    below = {t.idx for t in verb.subtree}
    if not any(cause.start <= start < cause.end for start in below):
        return effect
    before = clean(tokens.doc[tokens.start : verb.i].text)
    behind = clean(tokens.doc[verb.i : tokens.end].text)
    if not before or len(behind.split()) < _LEAST_BEHIND or is_lost(tokens):
        return effect
    plural = root.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in root.rights)
    text = f"{lowered(before, tokens[0])} {'were' if plural else 'was'} {behind}"
    return replace(effect, kind="clause", text=_short(text))


def _takes_complement(effect: Side, relation: CausalRelation, article: AnnotatedArticle) -> bool:
    """Whether the effect is "the yard to close" or "the bank from paying", no noun phrase of its own."""
    if relation.signal is None:
        return False
    signal = tokens_of(article.doc, relation.signal.start, relation.signal.end)
    if signal is None or signal[0].lemma_ not in _WITH_VERB or len(signal) > 1:
        return False
    return any(t.lower_ in ("to", "from", "out") or t.tag_ == "VB" for t in effect.tokens[1:])


def _side(
    article: AnnotatedArticle, tools: GeneratorTools, span: Span, *, speaker: str | None
) -> Side | None:
    tokens = tokens_of(article.doc, span.start, span.end)
    if tokens is None or not len(tokens):
        return None
    kind = _kind(tokens)
    if _points_out(tokens):
        return Side(span, tokens, kind, None)
    if kind == "phrase":
        found = named(tokens)
        text, source = found if found is not None else (None, None)
        return Side(span, tokens, kind, _short(text), source)
    if kind == "clause":
        measure = _of_measure(tokens)
        if measure is not None:
            return Side(span, tokens, kind, _short(measure[0]), measure[1])
        alone = tools.standalone(article, span)
        if alone is not None and not (is_lost(tokens) and _PRONOUN.search(alone)):
            return Side(span, tokens, kind, _short(alone.rstrip(".")))
        if speaker is not None and tokens[0].lower_ in ("he", "she") and not is_lost(tokens[1:]):
            return Side(span, tokens, kind, _short(f"{speaker} {clean(tokens[1:].text)}"))
    text = None if is_lost(tokens) else lowered(clean(tokens.text), tokens[0])
    return Side(span, tokens, kind, _short(text))


def _of_measure(tokens: Tokens) -> tuple[str, Tokens | None] | None:
    """ "The oil embargo was lifted in 1999" for "it was lifted in 1999": what is lifted is a measure."""
    first = tokens[0]
    if (
        first.lower_ not in ("it", "they")
        or first.dep_ != "nsubjpass"
        or first.head.lemma_ not in SANCTIONS.verbs
    ):
        return None
    if is_lost(tokens[1:]):
        return None
    found = named(tokens[:1]) or _only_measure_before(first)
    return None if found is None else (f"{found[0]} {clean(tokens[1:].text)}", found[1])


def _only_measure_before(pronoun: Token) -> tuple[str, Tokens | None] | None:
    """The one measure that the sentence before the pronoun's speaks of, in its number."""
    start = pronoun.sent.start
    if start == 0:
        return None
    plural = pronoun.lower_ == "they"
    measures = [
        t
        for t in pronoun.doc[start - 1].sent
        if t.pos_ == "NOUN"
        and t.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj")
        and {t.lemma_.lower(), t.lower_} & (SANCTIONS.instruments | SANCTIONS.ambiguous)
        and ("Plur" in t.morph.get("Number", [])) == plural
    ]
    if len(measures) != 1:
        return None
    noun = measures[0]
    span = pronoun.doc[noun.left_edge.i : noun.i + 1]
    found = named(span)
    return None if found is None else (found[0], found[1] or span)


def _points_out(tokens: Tokens) -> bool:
    """Whether a pronoun inside may stand for a subject before the span in its sentence.

    "Work stopped when the union put its builder on a list": whose builder, only the whole sentence tells.
    """
    if not any(_is_open_possessive(t, tokens) for t in tokens[1:]):
        return False
    sentence = tokens[0].sent
    before = tokens.doc[sentence.start : tokens.start]
    return any(
        t.dep_ in ("nsubj", "nsubjpass") and t.pos_ != "PRON" and t.head.lemma_ not in _SAYING for t in before
    )


def _is_open_possessive(token: Token, tokens: Tokens) -> bool:
    """ "its builder" as an object of the span's own verb, without "own"."""
    if token.lower_ != "its" or token.dep_ != "poss" or token.nbor(1).lower_ == "own":
        return False
    return token.head.head == tokens.root and token.head.dep_ == "dobj"


def _referred(article: AnnotatedArticle, cause: Side, effect: Side) -> Side:
    """The cause with its first pronoun understood from the effect that it explains.

    "It accused Tokyo" after "Washington announced": the subject stays a pronoun, the question names it. "Its
    invasion of Kuwait" after "an embargo on Iraq": the reason for a step against somebody is somebody's own
    doing, so "its" is the one acted against.
    """
    first = cause.tokens[0]
    if effect.kind != "clause" or effect.text is None:
        return cause
    rest = cause.tokens[1:]
    if len(rest) and is_lost(rest):
        return cause
    if cause.kind == "clause" and first.lower_ in _SUBJECT_PRONOUNS:
        plural = _SUBJECT_PRONOUNS[first.lower_]
        nouns = [t for t in effect.tokens if t.pos_ in ("NOUN", "PROPN") and t.dep_ != "compound"]
        if any(("Plur" in noun.morph.get("Number", [])) == plural for noun in nouns):
            return replace(cause, text=_short(capital(clean(cause.tokens.text))))
    if first.lower_ in ("its", "their"):
        root = effect.tokens.root
        targets = {
            _with_article(article, entity)
            for entity in article.annotations.entities
            if effect.span.contains(entity.span)
            and entity.span.start > root.idx
            and entity.type in ("GPE", "ORG", "NORP")
            and entity.type != "NORP"
        }
        if len(targets) == 1 and len(rest):
            name = targets.pop()
            return replace(cause, text=_short(f"{name}’s {clean(rest.text)}"))
    return cause


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


def _with_article(article: AnnotatedArticle, entity: Entity) -> str:
    """ "the Soviet Union", where the article writes it so."""
    before = article.text[max(0, entity.span.start - 4) : entity.span.start].lower()
    return (
        f"the {entity.name}"
        if before == "the " and not entity.name.lower().startswith("the ")
        else entity.name
    )


def _speaker(article: AnnotatedArticle, relation: CausalRelation) -> tuple[str | None, bool, bool]:
    """(name, whether it is somebody whom the article does not name here, whether that is a person)."""
    attribution = article.attribution(relation.attributed_to)
    if attribution is None:
        return None, False, False
    if attribution.source is None:
        return None, True, False
    source = attribution.source
    tokens = tokens_of(article.doc, source.span.start, source.span.end)
    name = source.name
    if name is None and tokens is not None and _hides_a_person(tokens):
        return None, True, tokens.root.ent_type_ == "NORP"
    if tokens is not None and tokens.root.pos_ in ("NOUN", "PROPN"):
        written = lowered(clean(tokens.text), tokens[0])
        if (name is None and not is_lost(tokens)) or (
            name is not None and (name == tokens.text or written.endswith(" " + name))
        ):
            name = written
    if name is None or any(mark in name for mark in '<>"“”\n,()'):
        person = tokens is not None and tokens[0].lower_ in ("he", "she")
        return None, True, person
    return small_again(name, article.text), False, True


def _hides_a_person(tokens: Tokens) -> bool:
    """ "the California Republican": one person whom the article names elsewhere, and not here."""
    root = tokens.root
    return tokens[0].lower_ == "the" and root.tag_ in ("NN", "NNP") and not _is_body(tokens)


def _is_body(tokens: Tokens) -> bool:
    """ "the Treasury", "the ministry": an office or a firm, which its name or noun tells well enough."""
    if any(t.ent_type_ in ("ORG", "GPE") and t.i == tokens.root.i for t in tokens):
        return True
    return tokens.root.lemma_.lower() in _BODIES


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
