"""What hangs on a clause and tells an event that came before or after it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from quizapi_timeline import lexicon
from quizapi_timeline.clauses import Clause, noun_phrase
from quizapi_timeline.phrasing import happened

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

#: Behind these is what came before, in any tense of the past; behind the others only with "had".
_AFTER: Final = ("after", "because")
_WITH_HAD: Final = ("as", "since", "although", "though")
_SUBJECTS: Final = ("nsubj", "nsubjpass")


@dataclass(frozen=True, slots=True)
class Link:
    """Tokens `first` to `last` are the whole of what hangs there; `words` those of its `verb` without what
    introduces it. Without `subject` and not `finite` ("after closing ..."), it is the main clause's."""

    verb: Token
    words: SpacySpan
    first: int
    last: int
    sign: str
    finite: bool
    subject: SpacySpan | None = None

    @property
    def follows(self) -> bool:
        """Whether its event came behind the main clause's."""
        return self.sign == "before" or lexicon.LATER.match(f"{self.sign} ") is not None


def find_links(clause: Clause) -> Iterator[Link]:
    """Links of a clause that happened, in the order of its words. What may never have come to be is none."""
    for token in clause.words:
        link = None
        if token.dep_ == "advcl" and token.head == clause.verb:
            link = _of_clause(clause, token)
        elif token.dep_ == "prep" and token.lower_ in ("after", "before") and token.head == clause.verb:
            link = _of_gerund(clause, token)
        elif token.dep_ == "conj" and token.head == clause.verb and happened(token):
            link = _of_later(clause, token)
        elif token.dep_ == "relcl" and happened(token, earlier=True):
            link = _of_relative(clause, token)
        if link is not None and clause.words.start <= link.first and link.last < clause.words.end:
            yield link


def _of_clause(clause: Clause, verb: Token) -> Link | None:
    """ "After a lorry hit the gate", "because a beam broke", "as Ostrail had closed the lane"."""
    mark = next((t for t in verb.children if t.dep_ in ("mark", "advmod") and t.lower_ in _MARKS), None)
    if mark is None or mark.i > verb.i:
        return None
    had = happened(verb, earlier=True)
    inside = [*_by_how_much(clause, min(t.i for t in verb.subtree)), *(t.i for t in verb.subtree)]
    words = verb.doc[mark.i + 1 : max(inside) + 1]
    if verb.tag_ == "VBG" or any(t.tag_ == "VBG" and t.dep_ in ("aux", "auxpass") for t in verb.children):
        if mark.lower_ not in ("after", "before") or _is_broken_off(clause, mark):
            return None
        return Link(verb, words, min(inside), max(inside), mark.lower_, finite=False)
    told = had or (happened(verb) and mark.lower_ not in _WITH_HAD)
    return Link(verb, words, min(inside), max(inside), mark.lower_, finite=True) if told else None


_MARKS: Final = (*_AFTER, *_WITH_HAD, "before")


def _of_gerund(clause: Clause, word: Token) -> Link | None:
    """ "After closing the tunnel", "before being elected"."""
    verb = next((t for t in word.children if t.dep_ == "pcomp" and t.tag_ in ("VBG", "VBN")), None)
    if verb is None or _is_broken_off(clause, word):
        return None
    inside = [*_by_how_much(clause, word.left_edge.i), *(t.i for t in word.subtree)]
    words = word.doc[word.i + 1 : max(inside) + 1]
    return Link(verb, words, min(inside), max(inside), word.lower_, finite=False)


def _by_how_much(clause: Clause, start: int) -> Iterator[int]:
    """ "Two days" before "after ...", by the parse of the main clause, whose "on Monday" is its own."""
    first = start
    for token in reversed(clause.words.doc[clause.verb.i + 1 : start]):
        if token.ent_type_ not in ("DATE", "TIME") and token.lower_ not in lexicon.BY_HOW_MUCH:
            if token.pos_ == "ADP":
                return
            break
        first = token.i
    yield from range(first, start)


def _is_broken_off(clause: Clause, word: Token) -> bool:
    """ "Left before paying": it may never have come to that."""
    return word.lower_ == "before" and clause.verb.lemma_ in lexicon.BROKEN_OFF


def _of_relative(clause: Clause, verb: Token) -> Link | None:
    """ "... a lorry that had hit the gate"."""
    who = next((t for t in verb.children if t.dep_ in _SUBJECTS), None)
    inside = sorted(t.i for t in verb.subtree)
    if who is None or who.lower_ not in ("who", "which", "that") or who.i != inside[0]:
        return None
    if clause.verb not in verb.ancestors or verb.head.i < clause.words.start:
        return None
    words = verb.doc[who.i + 1 : inside[-1] + 1]
    return Link(verb, words, who.i, inside[-1], "had", finite=True, subject=noun_phrase(verb.head, who.i))


def _of_later(clause: Clause, verb: Token) -> Link | None:
    """ "... and two days later Velic resigned", "... and later sold it"."""
    inside = sorted(t.i for t in verb.subtree)
    words = verb.doc[inside[0] : inside[-1] + 1]
    marker = lexicon.LATER.match(words.text)
    joined = words.start > clause.words.start and words[0].nbor(-1).lower_ in ("and", "but")
    if marker is None or not joined:
        return None
    behind = verb.doc.char_span(words.start_char + marker.end(), words.end_char, alignment_mode="contract")
    while behind and behind[0].is_punct:
        behind = behind[1:]
    if not behind or not behind.start <= verb.i:
        return None
    own = any(t.dep_ in _SUBJECTS for t in verb.children)
    subject = next((t for t in clause.verb.children if t.dep_ in _SUBJECTS), None)
    phrase = None if own or subject is None else noun_phrase(subject, clause.verb.i)
    if not own and phrase is None:
        return None
    return Link(verb, behind, words.start - 1, words.end - 1, marker[0].lower(), finite=True, subject=phrase)
