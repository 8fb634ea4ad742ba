"""Whose words a pronoun stands in, and what that settles.

The principles, in the order in which they decide (after the binding conditions of Chomsky 1981 and what is
known of pronouns under verbs of saying):

1. In direct speech "I" and "we" are the speaker and "you" is the hearer; a third person is never the speaker,
   and whom it means is settled by the quoted words alone: what another sentence names is open.
2. In reported speech a third person is first of all the speaker, the subject of the verb that governs the
   clause. Where the speaker fits in gender and number, or nothing is known of them, it is nobody from an
   earlier sentence: the speaker, or open.
3. The subject of a pronoun's own clause is not meant by an object without a "self" ("Dorn called him"), and
   is the nearest owner of what is had or done there ("Dorn sold his boat").
4. A pronoun in a phrase before the main subject may mean that subject ("In his speech, Dorn said ...").
5. Two who fit leave it open; who has no known gender fits "he" and "she" alike.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from quizapi.domain import Attribution, Entity, Span
from quizapi.generation.tools.standalone.words import ANIMATE, COLLECTIVES, words
from quizapi.reading.attributions.cues import REPORTING, THINK
from quizapi.reading.entities.lexicon import GENDER_OF_WORD, ROLE_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapi.plugin_api import AnnotatedArticle

Kind = Literal["person", "body", "several", "thing", "unknown"]

_HE: Final = {"he": "male", "him": "male", "his": "male", "himself": "male"}
_SHE: Final = {"she": "female", "her": "female", "hers": "female", "herself": "female"}
GENDER: Final = {**_HE, **_SHE}
IT: Final = words("it its itself")
THEY: Final = words("they them their theirs themselves")
SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
OBJECTS: Final = frozenset({"dobj", "pobj", "dative"})
_BODIES: Final = frozenset({"ORG", "GPE", "NORP", "FAC"})
_PLURAL: Final = frozenset({"NNS", "NNPS"})
_FRONTED: Final = frozenset({"prep", "advcl", "npadvmod", "advmod", "agent", "dep"})
_SHARES: Final = words(
    "percent % pct most many some few several both half third quarter majority minority rest all"
)
_OPENING: Final = "“«"
_CLOSING: Final = "”»"


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who speaks: where they stand in the text, and what is known of them."""

    tokens: frozenset[int]
    kind: Kind
    name: str | None = None
    entity: int | None = None
    gender: str | None = None

    def fits(self, pronoun: str) -> bool:
        """Whether a pronoun of the third person agrees with the speaker, as far as is known."""
        if self.kind == "unknown":
            return True
        if pronoun in GENDER:
            return self.kind == "person" and self.gender in (None, GENDER[pronoun])
        if pronoun in THEY:
            return self.kind in ("body", "several")
        return self.kind in ("body", "thing")


@dataclass(frozen=True, slots=True)
class Speech:
    """The innermost speech around a word. `direct` where the word itself is quoted."""

    direct: bool
    content: Span
    speaker: Speaker


def speech_around(token: Token, article: AnnotatedArticle) -> Speech | None:
    """The speech that a token is a part of; None where the article itself speaks."""
    quoted = _is_quoted(token, article)
    around = [a for a in _all(article.annotations.attributions) if _holds(a.content, token)]
    if around:
        attribution = min(around, key=lambda a: a.content.end - a.content.start)
        direct = attribution.kind == "direct" or (attribution.kind == "mixed" and quoted)
        return Speech(direct, attribution.content, _speaker(attribution, article))
    if quoted:
        return Speech(True, article.sentence_of(_span(token)), Speaker(frozenset(), "unknown"))
    return _governed(token, article)


def is_bound(token: Token) -> Token | None:
    """The subject of a possessive's or reflexive's own clause, standing before it: its nearest owner."""
    if token.tag_ != "PRP$" and not token.lower_.endswith(("self", "selves")):
        return None
    return next((c for c in verb_of(token).children if c.dep_ in SUBJECTS and c.right_edge.i < token.i), None)


def actors(token: Token) -> frozenset[int]:
    """The subjects that an object without a "self" cannot mean: those of its own clause."""
    if token.dep_ not in OBJECTS or token.lower_.endswith(("self", "selves")):
        return frozenset()
    verb = verb_of(token)
    heads = [verb, *([verb.head] if verb.dep_ in ("xcomp", "conj") else [])]
    return frozenset(c.i for head in heads for c in head.children if c.dep_ in SUBJECTS)


def subject_behind(token: Token) -> Token | None:
    """The main subject, where the pronoun stands in a phrase or clause in front of it."""
    root = token.sent.root
    subject = next((c for c in root.children if c.dep_ in SUBJECTS), None)
    if subject is None or subject.i < token.i:
        return None
    path = [token, *token.ancestors]
    branch = next((t for t in path if t.head.i == root.i and t.i != root.i), None)
    return subject if branch is not None and branch.dep_ in _FRONTED else None


def verb_of(token: Token) -> Token:
    """The verb of a token's own clause."""
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return token


def _all(attributions: Iterable[Attribution]) -> Iterator[Attribution]:
    for attribution in attributions:
        yield attribution
        yield from _all(attribution.inner)


def _span(token: Token) -> Span:
    return Span(token.idx, token.idx + len(token.text))


def _holds(span: Span, token: Token) -> bool:
    return span.start <= token.idx < span.end


def _is_quoted(token: Token, article: AnnotatedArticle) -> bool:
    """Whether a quotation mark is open at the token, within its paragraph."""
    before = article.text[article.paragraph_of(_span(token)).start : token.idx]
    opened = max((before.rfind(mark) for mark in _OPENING), default=-1)
    closed = max((before.rfind(mark) for mark in _CLOSING), default=-1)
    return opened > closed or before.count('"') % 2 == 1


def _governed(token: Token, article: AnnotatedArticle) -> Speech | None:
    """The clause under a verb of saying or thinking that the reader gave no attribution for."""
    clause = token
    for verb in token.ancestors:
        if clause.dep_ == "ccomp" and verb.lemma_.lower() in REPORTING | THINK:
            subject = next((c for c in verb.children if c.dep_ in SUBJECTS), None)
            if subject is not None and subject.i != token.i:
                edges = clause.left_edge, clause.right_edge
                content = Span(edges[0].idx, edges[1].idx + len(edges[1].text))
                return Speech(False, content, _described(subject, article))
        clause = verb
    return None


def _speaker(attribution: Attribution, article: AnnotatedArticle) -> Speaker:
    source = attribution.source
    if source is None:
        return Speaker(frozenset(), "unknown")
    span = article.doc.char_span(source.span.start, source.span.end, alignment_mode="expand")
    if span is None:
        return Speaker(frozenset(), "unknown", source.name, source.entity)
    entity = next((e for e in article.annotations.entities if e.id == source.entity), None)
    tokens = frozenset(t.i for t in span)
    if entity is not None:
        return _known(entity, span.root, tokens)
    described = _described(span.root, article)
    return Speaker(tokens, described.kind, source.name, None, described.gender)


def _described(head: Token, article: AnnotatedArticle) -> Speaker:
    """What the words for a speaker tell: a name, an office, a body, several."""
    tokens = frozenset(t.i for t in head.subtree)
    entity = next((e for e in article.annotations.entities if e.span.start <= head.idx < e.span.end), None)
    if entity is not None and entity.type in ("PERSON", *_BODIES):
        return _known(entity, head, tokens)
    lemma, word = head.lemma_.lower(), head.lower_
    kind: Kind = "thing"
    if word in GENDER:
        return Speaker(tokens, "person", gender=GENDER[word])
    if (
        head.tag_ in _PLURAL
        or word in THEY
        or _is_share(head)
        or any(c.dep_ == "conj" for c in head.children)
    ):
        kind = "several"
    elif lemma in COLLECTIVES:
        kind = "body"
    elif lemma in ROLE_NOUNS | ANIMATE | GENDER_OF_WORD.keys():
        return Speaker(tokens, "person", gender=GENDER_OF_WORD.get(lemma))
    elif head.pos_ in ("PROPN", "PRON"):
        kind = "unknown"
    return Speaker(tokens, kind)


def _is_share(head: Token) -> bool:
    """ "45 percent said they would stay", "a third of voters", "most", "the majority": several people."""
    if head.lower_ in _SHARES or head.lemma_.lower() in _SHARES:
        return True
    return head.pos_ == "NUM" and head.lower_ not in ("1", "one")


def _known(entity: Entity, head: Token, tokens: frozenset[int]) -> Speaker:
    person = entity.type == "PERSON"
    gender = entity.gender or GENDER.get(head.lower_)
    kind: Kind = "person" if person else "body" if entity.type in _BODIES else "unknown"
    return Speaker(tokens, kind, entity.name, entity.id, gender)
