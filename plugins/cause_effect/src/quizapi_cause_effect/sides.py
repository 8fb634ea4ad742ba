"""A cause or an effect by itself: which words it is, of what kind, and how it reads alone."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from quizapi.plugin_api import AnnotatedArticle, Entity, Span
from quizapi_cause_effect.alone import leans
from quizapi_cause_effect.naming import named, written_out
from quizapi_cause_effect.sanctions import SANCTIONS
from quizapi_cause_effect.wording import (
    capital,
    clean,
    is_clause,
    is_lost,
    is_phrase,
    lowered,
    tokens_of,
    word_set,
)

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

    from quizapi.plugin_api import GeneratorTools

Kind = Literal["clause", "phrase", "infinitive", "gerund", "predicate"]
_SUBJECT_PRONOUNS = {"it": False, "he": False, "she": False, "they": True}
_PRONOUN = re.compile(r"\b(?:its|their|his|her|it|they|he|she)\b", re.IGNORECASE)
_SAYING = word_set("say tell add claim argue insist warn announce report note explain admit deny fear")
_OF_ITS_OWN = word_set(
    """policy practice market troop force law rule conduct behaviour behavior stance border economy output
    promise pledge programme program army constitution demand claim"""
)
_MOST_WORDS = 34
_LEAST_BEHIND = 3
_LEAST_CLAUSE = 3


@dataclass(frozen=True)
class Side:
    """A cause or an effect: its tokens, their kind, and their text, None where it is not understood alone."""

    span: Span
    tokens: Tokens
    kind: Kind
    text: str | None
    named_by: Tokens | None = None
    #: Where the article calls in full what the text would else tell by "the" alone.
    sources: tuple[Tokens, ...] = ()

    @property
    def inner(self) -> str:
        """The text as it goes on in a sentence: with a small letter, unless a name begins it."""
        text = self.text or ""
        first = self.tokens[0]
        if text.startswith(first.text) or text.split(" ")[0].lower() == first.lower_:
            return lowered(text, first)
        return text[:1].lower() + text[1:] if text.split(" ")[0] in ("The", "A", "An") else text


def named_only(side: Side) -> bool:
    """Whether the phrase was put together from an earlier one: then its tokens are not its text."""
    return side.named_by is not None


def as_clause(effect: Side, cause: Span) -> Side:
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
    behind = clean(written_out(tokens.doc[verb.i : tokens.end])[0])
    if not before or len(behind.split()) < _LEAST_BEHIND or is_lost(tokens):
        return effect
    plural = root.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in root.rights)
    text = f"{lowered(before, tokens[0])} {'were' if plural else 'was'} {behind}"
    return replace(effect, kind="clause", text=_short(text))


def side_of(
    article: AnnotatedArticle, tools: GeneratorTools, span: Span, *, speaker: str | None
) -> Side | None:
    tokens = tokens_of(article.doc, span.start, span.end)
    if tokens is None or not len(tokens):
        return None
    kind = _kind(tokens)
    if tokens[-1].tag_ == "POS" or (tokens.start and article.text[tokens.start_char - 1] in "-–"):
        return Side(span, tokens, kind, None)  # "the report's", "Hau Lung- | bin": torn out of a word
    if _points_out(tokens) or _says_nothing(tokens) or _is_cut(tokens):
        return Side(span, tokens, kind, None)
    full, sources = written_out(tokens)
    if kind == "phrase":
        found = named(tokens)
        text, source = found if found is not None else (None, None)
        if sources and text == lowered(clean(tokens.text), tokens[0]):
            text = lowered(clean(full), tokens[0])
        return Side(span, tokens, kind, _short(text), source, sources)
    if kind == "clause":
        measure = _of_measure(tokens)
        if measure is not None:
            return Side(span, tokens, kind, _short(measure[0]), measure[1])
        alone = tools.standalone(article, span)
        if alone is not None and sources and not is_lost(tokens) and leans(alone, article, tools):
            alone = None
        if alone is not None and not (is_lost(tokens) and _PRONOUN.search(alone)):
            return Side(span, tokens, kind, _short(alone.rstrip(".")))
        if speaker is not None and tokens[0].lower_ in ("he", "she") and not is_lost(tokens[1:]):
            return Side(span, tokens, kind, _short(f"{speaker} {clean(tokens[1:].text)}"))
    text = None if is_lost(tokens) else lowered(clean(full), tokens[0])
    return Side(span, tokens, kind, _short(text), None, sources)


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


def _says_nothing(tokens: Tokens) -> bool:
    """ "It was impossible": what was, stands outside the span."""
    return tokens[0].lower_ in ("it", "this", "that") and len(tokens) <= _LEAST_CLAUSE


def _is_cut(tokens: Tokens) -> bool:
    """ "clearing payments | it ought to have stopped": what tells which ones was left behind the span."""
    doc, end = tokens.doc, tokens.end
    if end >= len(doc) or tokens[-1].pos_ not in ("NOUN", "PROPN"):
        return False
    behind = doc[end]
    if behind.tag_ == "PRP" and behind.dep_ == "nsubj":
        return True  # a noun and then a subject: a clause that hangs on it, whatever the parser made of it
    clause = behind.head
    return behind.dep_ == "nsubj" and clause.dep_ == "relcl" and tokens.start <= clause.head.i < end


def _points_out(tokens: Tokens) -> bool:
    """Whether a pronoun inside may stand for a subject before the span in its sentence.

    "Work stopped when the union put its builder on a list": whose builder, only the whole sentence tells.
    """
    if not any(_is_open_possessive(t, tokens) for t in tokens[1:]):
        return False
    sentence = tokens[0].sent
    before = tokens.doc[sentence.start : tokens.start]
    return any(
        t.dep_ in ("nsubj", "nsubjpass")
        and t.pos_ != "PRON"
        and t.head.lemma_ not in _SAYING
        and not _is_no_owner(t)
        for t in before
    )


def _is_no_owner(noun: Token) -> bool:
    """Measures and threats have no builders and no leaders: "the threat led Sel to free its leader"."""
    measures = SANCTIONS.instruments | SANCTIONS.ambiguous | SANCTIONS.references
    return noun.lemma_.lower() in measures | {"threat", "fear"} or noun.lower_ in measures


def _is_open_possessive(token: Token, tokens: Tokens) -> bool:
    """ "its builder" as an object of the span's own verb, without "own"."""
    if token.lower_ != "its" or token.dep_ != "poss" or token.nbor(1).lower_ == "own":
        return False
    named = any(c.dep_ == "nsubj" and c.ent_type_ in ("GPE", "ORG") for c in tokens.root.lefts)
    if named and token.head.lemma_.lower() in _OF_ITS_OWN:
        return False  # "until Tokyo changed its policies": those of Tokyo
    return token.head.head == tokens.root and token.head.dep_ == "dobj"


def referred(article: AnnotatedArticle, cause: Side, effect: Side) -> Side:
    """The cause with its first pronoun understood from the effect that it explains.

    "It accused Tokyo" after "Washington announced": the subject stays a pronoun, the question names it. "Its
    invasion of Kuwait" after "an embargo on Iraq": the reason for a step against somebody is somebody's own
    doing, so "its" is the one acted against.
    """
    first = cause.tokens[0]
    owned = effect.kind == "phrase" and first.lower_ in ("its", "their")
    if (effect.kind != "clause" and not owned) or effect.text is None or _says_nothing(cause.tokens):
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
            and entity.type in ("GPE", "ORG")
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
