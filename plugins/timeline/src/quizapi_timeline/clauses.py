"""The clauses of an article that may each tell an event: main, coordinate and some subordinate ones."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Span, as_sentence
from quizapi_timeline import lexicon
from quizapi_timeline.phrasing import plain, shown
from quizapi_timeline.told import is_told

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

_SUBJECTS: Final = ("nsubj", "nsubjpass")
#: "The ship turned away from Selm" behind a comma may be a name for a ship: no event of its own.
_TOLD: Final = ("ROOT", "conj", "ccomp", "advcl", "relcl", "parataxis", "pcomp", "csubj")


@dataclass(frozen=True, slots=True)
class Clause:
    """`words` are those of `verb` without what introduces it; `subject` is whose deed it is, where it stands
    outside of them ("who", or a verb before "and")."""

    verb: Token
    words: SpacySpan
    subject: SpacySpan | None = None

    @property
    def span(self) -> Span:
        return Span(self.words.start_char, self.words.end_char)


def find_clauses(article: AnnotatedArticle) -> Iterator[Clause]:
    """Clauses of claims that the article tells as so, in the order of the text."""
    for claim in article.annotations.claims:
        if claim.status != "factual" or not is_told(article, claim.span):
            continue
        words = article.words(claim.span)
        if words.root.dep_ in _TOLD:
            yield _whole(words)
        for token in words:
            clause = _inner(token, words) if token != words.root else None
            if clause is not None:
                yield clause


def _whole(words: SpacySpan) -> Clause:
    """A claim; where it has no subject ("... and left"), with that of the verb that it is joined to."""
    verb = words.root
    if any(t.dep_ in (*_SUBJECTS, "csubj", "expl") for t in verb.children):
        return Clause(verb, words)
    head = verb
    while head.dep_ == "conj":
        head = head.head
        subject = next((t for t in head.children if t.dep_ in _SUBJECTS and t.i < head.i), None)
        if any(t.dep_ == "auxpass" for t in head.children):
            break
        if subject is not None and head.i < words.start and subject.pos_ != "PRON":
            return Clause(verb, words, noun_phrase(subject, head.i))
    return Clause(verb, words)


def _inner(verb: Token, words: SpacySpan) -> Clause | None:
    """A finite clause inside another one, where it is told as so."""
    if verb.pos_ != "VERB" or verb.tag_ not in ("VBD", "VBN"):
        return None
    inside = sorted(t.i for t in verb.subtree if words.start <= t.i < words.end)
    whole = words.doc[inside[0] : inside[-1] + 1]
    if verb.dep_ == "relcl":
        who = next((t for t in verb.children if t.dep_ in _SUBJECTS), None)
        if who is None or who.lower_ not in ("who", "which") or who.i != whole.start:
            return None
        return Clause(verb, words.doc[who.i + 1 : whole.end], noun_phrase(verb.head, who.i))
    if verb.dep_ == "advcl":
        mark = next((t for t in verb.children if t.dep_ in ("mark", "advmod") and t.i == whole.start), None)
        if mark is None or mark.lower_ not in lexicon.TELLING_MARKS:
            return None
        return Clause(verb, words.doc[mark.i + 1 : whole.end])
    if verb.dep_ == "conj" and verb.head == words.root and verb.tag_ == "VBD":
        subject = next((t for t in verb.head.children if t.dep_ in _SUBJECTS), None)
        own = any(t.dep_ in (*_SUBJECTS, "expl") for t in verb.children)
        joined = whole.start > words.start and whole[0].nbor(-1).lower_ in ("and", "but", "then")
        # "was charged and extradited": a participle that wants the other's "was"
        passive = any(t.dep_ == "auxpass" for t in verb.head.children)
        if own or passive or not joined or subject is None or subject.i > verb.head.i:
            return None
        return Clause(verb, whole, noun_phrase(subject, verb.head.i))
    return None


def noun_phrase(noun: Token, end: int) -> SpacySpan:
    """A noun with what stands before it, and what tells which it is up to `end` or a comma."""
    last = noun.i
    for token in noun.doc[noun.i + 1 : min(end, noun.right_edge.i + 1)]:
        if token.is_punct or token.dep_ in ("relcl", "acl"):
            break
        last = token.i
    return noun.doc[noun.left_edge.i : last + 1]


def phrased(article: AnnotatedArticle, clause: Clause, tools: GeneratorTools) -> str | None:
    """The clause as an event of its own; None where it cannot be told by itself."""
    if clause.subject is None:
        return shown(article, clause.span, tools)
    subject = article.with_full_names(Span(clause.subject.start_char, clause.subject.end_char))
    for part in _ends(clause):
        told = article.with_full_names(Span(part.start_char, part.end_char))
        if subject is None or told is None or clause.subject.root.pos_ == "PRON":
            return None
        text = plain(
            as_sentence(f"{subject.rstrip('.')} {told[0].lower()}{told[1:]}"),
            tools,
        )
        if text is not None:
            return text
    return None


def _ends(clause: Clause) -> Iterator[SpacySpan]:
    """The words up to their end, and up to each comma."""
    yield clause.words
    for token in reversed(clause.words):
        if token.text == "," and token.i > clause.verb.i:
            yield clause.words.doc[clause.words.start : token.i]
