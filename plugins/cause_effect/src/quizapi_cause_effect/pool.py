"""Wrong answers from the article itself: clauses, noun phrases and infinitives that answer something else."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from quizapi.plugin_api import AnnotatedArticle, Span
from quizapi_cause_effect.facts import Fact
from quizapi_cause_effect.naming import is_half_told
from quizapi_cause_effect.sides import Side
from quizapi_cause_effect.wording import (
    DATED,
    capital,
    clean,
    content_lemmas,
    is_clause,
    is_lost,
    lowered,
    small_again,
    tense,
    tokens_of,
    word_set,
)

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens
    from spacy.tokens import Token

    from quizapi.plugin_api import GeneratorTools

#: Nouns of what people answer with a measure, fear, or suffer from: each can stand behind "because of".
REASONS = word_set(
    """
    failure refusal violation breach invasion attack assault aggression occupation annexation abuse
    repression crackdown support involvement interference lack absence shortage scarcity fear concern
    worry frustration anger outrage criticism pressure protest opposition prevention obstruction
    discrimination closure collapse decline drop fall rise increase growth surge slump delay threat war
    conflict strike unrest imprisonment arrest detention execution murder killing shelling bombing
    smuggling dumping subsidy restriction limitation cut loss damage drought flood crisis corruption
    fraud mismanagement neglect demand weakness dispute disagreement
    """
)
#: Of these the ones for which states punish one another.
GROUNDS = REASONS - word_set(
    """shortage scarcity collapse decline drop fall rise increase growth surge slump delay cut loss damage
    drought flood weakness prevention limitation restriction demand absence closure"""
)
_MARKS = ('"', "“", "”", ";", ":", "(", ")", "--", "…", "...", "<", "\n", "[", "–", "—")
_SHORTEST = 3
_STEM = 4
_LONGEST = 24


@dataclass(frozen=True)
class Candidate:
    """A wrong answer: its text with a capital, where it stands, what it speaks of. `rank` 0 is best."""

    text: str
    span: Span
    lemmas: frozenset[str]
    rank: int
    #: The text as it goes on in a sentence.
    inner: str = ""


class Pool:
    """All that an article offers as wrong answers, each kind gathered once and only when asked for."""

    def __init__(self, article: AnnotatedArticle, tools: GeneratorTools, facts: Sequence[Fact]) -> None:
        self._article = article
        self._tools = tools
        self.facts = facts

    @cached_property
    def clauses(self) -> list[Candidate]:
        """Finite clauses that stand alone: sides of relations, then claims."""
        found = [self._of_side(side) for side in self._sides("clause")]
        for claim in self._article.annotations.claims:
            if claim.status in ("factual", "prediction", "hedged"):
                found.append(self._of_claim(claim.span))
        return _unique(found)

    @cached_property
    def phrases(self) -> list[Candidate]:
        """Noun phrases that can be a reason: causes of other things, then deeds and states with their doer.

        "An agreement with a firm" or "a final vote" are no reasons for anything; "Sel's refusal to pay" is.
        """
        causes = [fact.cause for fact in self.facts if fact.cause.kind == "phrase"]
        found = [self._of_side(cause) for cause in causes if _says_which(cause) and not _is_open(cause)]
        for token in self._article.doc:
            if token.pos_ == "NOUN" and token.lemma_.lower() in REASONS and _has_complement(token):
                found.append(self._of_noun(token))
        return _unique(found)

    @cached_property
    def infinitives(self) -> list[Candidate]:
        """ "To close the plant": what somebody is said to aim at, then other infinitives with an object."""
        return _unique([self._of_infinitive(token) for token in self._article.doc if token.tag_ == "TO"])

    @cached_property
    def gerunds(self) -> list[Candidate]:
        """The infinitives as "closing the plant"."""
        found = []
        for candidate in self.infinitives:
            verb, _, rest = candidate.text.removeprefix("To ").partition(" ")
            if " and " not in rest and verb.isalpha():
                text = f"{self._tools.inflect(verb.lower(), 'VBG')} {rest}"
                found.append(Candidate(capital(text), candidate.span, candidate.lemmas, candidate.rank))
        return found

    def pick(
        self,
        pool: Sequence[Candidate],
        key: str,
        fact: Fact,
        *,
        count: int,
        rng: random.Random,
        unfit: Callable[[Candidate], bool] = lambda candidate: False,
    ) -> list[Candidate]:
        """At most `count` of them that are surely no answer to what is asked about `fact`.

        None from the sentences that prove the key, none from a relation tied to this one, none that shares
        a noun or verb with the key or what is asked.
        """
        near = [self._article.sentence_of(span) for span in self._tied(fact)]
        said = content_lemmas(fact.cause.tokens) | content_lemmas(fact.effect.tokens)
        names = _names(fact.cause.tokens) | _names(fact.effect.tokens)
        # A name that the key brings in and the question has not ("to free the Americans"): an aim with it
        # may be the same one in other words.
        own = _names(fact.cause.tokens) - _names(fact.effect.tokens)
        length = len(key.split())
        fitting = []
        for candidate in pool:
            words = len(candidate.text.split())
            if (
                not 0.4 * length <= words <= 2.0 * length + 3
                or unfit(candidate)
                or DATED.search(candidate.text)
            ):
                continue
            if any(span.overlaps(candidate.span) for span in near) or (candidate.lemmas & (said - names)):
                continue
            if candidate.lemmas & own and fact.is_purpose:
                continue
            if fact.cause.kind in ("phrase", "gerund") and _share_a_state(candidate.lemmas, names):
                continue  # what the one acted against did besides may be a part of the reason
            fitting.append(candidate)
        order = {c.text: (c.rank, abs(len(c.text.split()) - length) // 3, rng.random()) for c in fitting}
        chosen: list[Candidate] = []
        for candidate in sorted(fitting, key=lambda c: order[c.text]):
            if all(not (candidate.lemmas & other.lemmas) for other in chosen):
                chosen.append(candidate)
            if len(chosen) == count:
                break
        return chosen

    def in_tense(self, candidates: Sequence[Candidate], like: Tokens) -> list[Candidate]:
        """Those in the tense of a clause, so that the answers are parallel; none that are still to come."""
        wanted = tense(like)
        found = []
        for candidate in candidates:
            tokens = tokens_of(self._article.doc, candidate.span.start, candidate.span.end)
            if tokens is not None and wanted != "modal" and tense(tokens) == wanted:
                found.append(candidate)
        return found

    def _tied(self, fact: Fact) -> list[Span]:
        """The sides of a fact, and of all facts that share a side with it or with one that does."""
        tied, known = [fact], {id(fact)}
        for one in tied:
            for other in self.facts:
                if id(other) not in known and (one.overlaps(other) or _same_name(one, other)):
                    known.add(id(other))
                    tied.append(other)
        return [span for one in tied for span in (one.cause.span, one.effect.span)]

    def _sides(self, kind: str) -> Iterable[Side]:
        return (
            side
            for fact in self.facts
            if fact.signal not in ("if", "unless", "until", "should")
            for side in (fact.cause, fact.effect)
            if side.kind == kind
        )

    def _of_side(self, side: Side) -> Candidate | None:
        if side.text is None:
            return None
        if side.tokens[0].pos_ == "PRON":
            return None
        return Candidate(capital(side.text), side.span, content_lemmas(side.tokens), 0, side.inner)

    def _of_claim(self, span: Span) -> Candidate | None:
        tokens = tokens_of(self._article.doc, span.start, span.end)
        if tokens is None or not is_clause(tokens) or tokens[0].tag_ in ("WDT", "WP", "WRB"):
            return None
        text = self._tools.standalone(self._article, span)
        if text is None and not is_lost(tokens):
            text = capital(clean(tokens.text))
        if text is None or any(mark in text for mark in _MARKS) or not text[0].isalnum():
            return None
        plain = clean(text.rstrip("."))
        if plain.rsplit(" ", 1)[-1] in ("against", "by", "of", "in", "on", "to", "for", "at", "from", "the"):
            return None  # a date was taken out and left its preposition
        side = Side(span, tokens, "clause", plain)
        return Candidate(plain, span, content_lemmas(tokens), 1, side.inner)

    def _of_noun(self, noun: Token) -> Candidate | None:
        if noun.dep_ not in ("nsubj", "dobj", "pobj", "nsubjpass", "attr") or not noun.right_edge.i > noun.i:
            return None
        end = noun.right_edge.i + 1
        for index in range(noun.i + 1, end):
            if noun.doc[index].is_punct or noun.doc[index].dep_ == "relcl":
                end = noun.doc[index].left_edge.i if noun.doc[index].dep_ == "relcl" else index
                break
        end = max(end, noun.i + 1)
        if end < len(noun.doc) and noun.doc[end].pos_ in ("ADP", "PART"):
            return None  # "prevention of foreign firms | from taking part": what follows belongs to it
        return self._of_tokens(noun.doc[noun.left_edge.i : end], "", rank=1)

    def _of_infinitive(self, marker: Token) -> Candidate | None:
        verb = marker.head
        if verb.tag_ != "VB" or verb.i < marker.i or not any(c.dep_ in ("dobj", "prep") for c in verb.rights):
            return None
        if verb.lemma_ in ("be", "have", "do", "say", "tell", "call"):
            return None
        end = verb.right_edge.i + 1
        for index in range(verb.i + 1, end):
            token = verb.doc[index]
            if (token.is_punct and token.text != "-") or token.dep_ == "mark" or token.dep_ == "relcl":
                end = (
                    index
                    if token.is_punct
                    else token.head.left_edge.i
                    if token.dep_ == "mark"
                    else token.left_edge.i
                )
                break
        if end <= verb.i + 1:
            return None
        rank = 0 if verb.dep_ == "advcl" else 1
        return self._of_tokens(verb.doc[verb.i : end], "To ", rank=rank)

    def _of_tokens(self, tokens: Tokens, opening: str, *, rank: int) -> Candidate | None:
        if not len(tokens) or is_lost(tokens) or any(mark in tokens.text for mark in _MARKS):
            return None
        inner = small_again(lowered(clean(tokens.text), tokens[0]), self._article.text)
        if tokens[0].tag_ in ("JJ", "NNPS") and tokens[0].ent_type_:
            inner = capital(inner)
        text = opening + inner
        if not _SHORTEST <= len(text.split()) <= _LONGEST or tokens[-1].pos_ in (
            "ADP",
            "DET",
            "CCONJ",
            "SCONJ",
        ):
            return None
        span = Span(tokens.start_char, tokens.end_char)
        return Candidate(capital(text), span, content_lemmas(tokens), rank, inner)


def _names(tokens: Tokens) -> frozenset[str]:
    return frozenset(
        t.lemma_.lower()
        for t in tokens
        if t.pos_ == "PROPN" or t.ent_type_ in ("GPE", "NORP", "ORG", "PERSON")
    )


def _share_a_state(lemmas: frozenset[str], names: frozenset[str]) -> bool:
    """Whether both speak of one state, also as "Iran" and "Iranian"."""
    stems = {name[:_STEM] for name in names if len(name) >= _STEM}
    return any(lemma[:_STEM] in stems for lemma in lemmas if len(lemma) >= _STEM)


def _is_open(cause: Side) -> bool:
    """ "The new approach": with "the", and nothing in it that tells which one."""
    root = cause.tokens.root
    return (
        cause.tokens[0].lower_ == "the" and is_half_told(root) and not any(t.ent_type_ for t in cause.tokens)
    )


def _says_which(cause: Side) -> bool:
    """Whether the phrase says more than "the stoppage", which may be what the right answer led to."""
    lemmas = content_lemmas(cause.tokens)
    return len(lemmas) > 1 or cause.tokens[0].pos_ != "DET"


def _has_complement(noun: Token) -> bool:
    """Whether it is told whose or of what: "Sel's refusal", "a shortage of grain"."""
    before = any(c.dep_ == "poss" for c in noun.lefts)
    return before or any(c.dep_ in ("prep", "acl") for c in noun.rights)


def _same_name(one: Fact, other: Fact) -> bool:
    names = {side.text.casefold() for side in (one.cause, one.effect) if side.text is not None}
    return any(
        side.text is not None and side.text.casefold() in names for side in (other.cause, other.effect)
    )


def _unique(candidates: Iterable[Candidate | None]) -> list[Candidate]:
    found: dict[str, Candidate] = {}
    for candidate in candidates:
        if candidate is not None:
            found.setdefault(candidate.text.casefold(), candidate)
    return list(found.values())
