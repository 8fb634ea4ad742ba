"""What "the resolution" or "the company" is: the one that the article has brought in with "a" before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapi.generation.tools.standalone.words import OTHERNESS, PERSON_NOUNS, POINTING, SHELLS, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapi.plugin_api import AnnotatedArticle

_MAX_WORDS = 10
_SENTENCES_BACK = 3
#: What somebody has drawn up: it stays the same, while "the decision" may be another one each time.
_MADE = words(
    """plan proposal deal agreement pact law bill rule report study programme program project campaign
    document video film book letter treaty contract scheme list"""
)
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
#: What a report calls a firm or a body whose name it has just given.
_BODIES = words(
    """company firm group bank agency union club party maker carrier airline retailer manufacturer giant
    organisation organization charity association federation university institute"""
)
_MOSTLY = 0.5
_LEAST_MENTIONS = 3
#: Of the introducing words these only say that it is news.
_NEWS = words("new recent latest fresh another first")


def introduction(noun: Token) -> str | None:
    """ "a resolution calling for sanctions" ... "the resolution" → "the resolution calling for sanctions".

    Only where the article brings in one such thing, with "a" or "an", once, before; nowhere tells of several
    or of another one; and where the words behind the noun that tell which one end cleanly.
    """
    lemma = noun.lemma_.lower()
    if noun.tag_ != "NN" or lemma in PERSON_NOUNS | (SHELLS - _MADE):
        # "overturned a lower court ruling ... the ruling": what is said or done again is another one.
        return None
    first: Token | None = None
    for token in noun.doc:
        if token.lemma_.lower() != lemma or token.pos_ not in ("NOUN", "PROPN"):
            continue
        if token.tag_ != "NN" or token.dep_ in ("compound", "nmod"):
            if token.tag_ in ("NNS", "NNPS"):
                return None
            continue
        marks = {c.lower_ for c in token.children if c.dep_ in ("det", "amod", "nummod", "poss")}
        counted = any(c.dep_ == "nummod" and not _is_year(c) for c in token.children)
        if marks & (OTHERNESS - _NEWS) or counted or any(c.dep_ == "poss" for c in token.children):
            return None
        if marks & {"a", "an"}:
            if first is not None:
                return None
            first = token
    if first is None or first.i >= noun.sent.start or (lemma in _MADE and not _is_near(first, noun)):
        return None
    return _definite(first)


def _is_year(token: Token) -> bool:
    """ "a 2015 pact" is told from others by its year."""
    return token.ent_type_ == "DATE" and token.is_digit and len(token) == len("2015")


def _is_near(first: Token, noun: Token) -> bool:
    """Whether few sentences lie between, so that no other one can have taken its place."""
    start = noun.sent.start
    for _ in range(_SENTENCES_BACK):
        start = noun.doc[start - 1].sent.start if start else 0
    return first.i >= start


def _definite(noun: Token) -> str | None:
    """The phrase that brings a thing in, with "the" for its "a"."""
    left = [c for c in noun.children if c.i < noun.i and c.dep_ in ("compound", "nmod", "amod")]
    if any(c.lower_ in POINTING - _NEWS for c in left):
        return None
    kept = [c for c in left if c.lower_ not in _NEWS and (c.dep_ != "amod" or c.text[0].isupper())]
    kept += [c for c in noun.children if c.i < noun.i and c.dep_ == "nummod"]
    start = min([c.left_edge.i for c in kept], default=noun.i)
    end = noun.i
    for child in noun.children:
        behind = child.dep_ in ("prep", "acl") or _tells_which(child)
        if child.left_edge.i == end + 1 and behind and child.right_edge.i - start < _MAX_WORDS:
            end = child.right_edge.i
    phrase = noun.doc[start : end + 1]
    if end == noun.i and not any(
        c.dep_ in ("compound", "nmod", "nummod") or c.text[0].isupper() for c in kept
    ):
        return None
    # "a closed bay" tells what the bay was then.
    inner = [t for t in phrase if not (t.dep_ == "amod" and t.head.i == noun.i and t not in kept)]
    if any(
        (t.is_punct and t.text != "-")
        or t.is_space
        or t.tag_ in ("PRP", "PRP$", "WP")
        or (t.dep_ == "relcl" and not (t.head.i == noun.i and _tells_which(t)))
        for t in inner
    ):
        return None
    if any(_leans(token) for token in inner if token.i != noun.i):
        # "a report on the incident": which one?
        return None
    return "the " + "".join(t.text_with_ws for t in inner).strip()


def _tells_which(verb: Token) -> bool:
    """ "a rule that bans old cars": a clause without a comma, about the noun alone."""
    first = verb.left_edge
    return verb.dep_ == "relcl" and first.tag_ == "WDT" and first.head.i == verb.i and first.dep_ in _SUBJECTS


def _leans(noun: Token) -> bool:
    """A bare "the incident" inside the phrase."""
    kinds = {c.dep_ for c in noun.children if c.lower_ != "the"}
    led = any(c.lower_ == "the" for c in noun.children)
    return noun.pos_ == "NOUN" and led and not kinds & {"prep", "compound", "amod", "nmod", "poss"}


def body_called(noun: Token, article: AnnotatedArticle) -> str | None:
    """ "the company" → the one body that the article is about, where no other was named just before."""
    if noun.tag_ != "NN" or noun.lemma_.lower() not in _BODIES:
        return None
    start = noun.sent.start
    before = noun.doc[start - 1].sent.start_char if start else 0
    mentions = [e for e in article.annotations.entities if e.type == "ORG"]
    near = {e.id: e.name for e in mentions if before <= e.span.start < noun.idx}
    if len(near) != 1:
        return None
    found, name = next(iter(near.items()))
    own = len(article.mentions(found))
    if own < _LEAST_MENTIONS or own < _MOSTLY * len(mentions):
        return None
    return name if noun.dep_ in _SUBJECTS or own >= 2 * _LEAST_MENTIONS else None
