"""Whom the sentences before a pronoun settle, where nobody and nothing else could be meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapi.domain import Entity
from quizapi.generation.tools.standalone.people import People
from quizapi.generation.tools.standalone.referents import is_topic
from quizapi.generation.tools.standalone.speech import GENDER, OBJECTS, SUBJECTS, actors
from quizapi.generation.tools.standalone.words import words
from quizapi.reading.attributions.pronouns import Referents
from quizapi.reading.attributions.scene import lay_out
from quizapi.reading.entities.tokens import Tokens

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapi.plugin_api import AnnotatedArticle

_SENTENCES_BACK = 2
#: Of the resolver's answers only those: with the next lower ones, one in three was somebody else.
_SURE = 0.93
#: Kinds that the model gives to people with rare names.
_UNPLACED = frozenset({"", "WORK_OF_ART", "PRODUCT"})
#: What a firm, a body or a state does, and no thing.
_OF_BODIES = words(
    """say announce plan expect want hope ask agree refuse decline seek report add state deny confirm promise
    vow pledge propose offer threaten demand call urge warn argue insist claim accuse intend decide vote
    estimate forecast predict recommend order sue publish"""
)


def settled(token: Token, article: AnnotatedArticle, people: People) -> str | None:
    """The name, or phrase, that the sentences before settle a pronoun to; None where it stays open."""
    name = _source_name(token, article)
    if name is not None:
        return name
    if token.lower_ in GENDER:
        return _person_before(token, people)
    return _subject_before(token, people)


def _source_name(token: Token, article: AnnotatedArticle) -> str | None:
    """The reader's own answer, where the pronoun is the source of an attribution."""
    start = token.idx
    for attribution in article.annotations.attributions:
        source = attribution.source
        if (
            source
            and source.span.start <= start < source.span.end
            and source.name
            and attribution.confidence >= 0.6
        ):
            return source.name if token.dep_ in SUBJECTS else None
    return None


def _person_before(token: Token, people: People) -> str | None:
    """The only person who fits in the sentences before: whoever has no known gender fits too."""
    fits = fitting(token, people)
    if len(fits) == 1 and not is_anybody_else_near(token, people):
        return fits[0].name
    return (
        _subject_beside(token, people)
        or _subject_before_him(token, people)
        or _only_one_of_paragraph(token, people)
    )


def _subject_beside(token: Token, people: People) -> str | None:
    """ "Low sold the pier, but he kept the boats", "Although Low left, he ...": the other clause's subject.

    Only where its sentence names nobody else who fits, and nobody without a name, before the pronoun.
    """
    if token.dep_ not in SUBJECTS:
        return None
    verb = token.head
    beside = [verb.head] if verb.dep_ in ("conj", "advcl") and verb.head.i < verb.i else []
    beside += [c for c in verb.children if c.dep_ == "advcl" and c.i < token.i]
    subjects = [c for other in beside for c in other.children if c.dep_ in SUBJECTS and c.i < token.i]
    if len(subjects) != 1 or any(c.dep_ == "conj" for c in subjects[0].children):
        return None
    entity = people.at.get(subjects[0].i) or people.doing(subjects[0])
    fits = fitting(token, people, sentences=0)
    if entity is None or [e.id for e in fits] != [entity.id] or entity.gender is None:
        return None
    return None if is_anybody_else_near(token, people, sentences=0) else entity.name


def _only_one_of_paragraph(token: Token, people: People) -> str | None:
    """The one person of known gender whom the paragraph has named before: as sources of speech are named."""
    scene = lay_out(Tokens.of(token.doc), people.article.annotations.entities)
    found = Referents(scene).resolve(token.i)
    if found is None or found[1] < _SURE or is_anybody_else_near(token, people, sentences=1):
        return None
    acting = actors(token)
    entity = next(e for e in people.at.values() if e.id == found[0])
    if entity.gender is None or any(people.may_be(token.doc[i], entity.id) for i in acting):
        return None
    return entity.name


def _subject_before_him(token: Token, people: People) -> str | None:
    """ "Low met Maas. Low left at noon. He flew home": who was the subject just before and is one now.

    Only where the sentence before names nobody else who fits, and the article names this one most of those
    near by.
    """
    if token.dep_ not in SUBJECTS or token.head.dep_ != "ROOT":
        return None
    fits = fitting(token, people, sentences=1)
    if len(fits) != 1 or is_anybody_else_near(token, people, sentences=1):
        return None
    entity = fits[0]
    if entity.gender is None or not any(
        people.may_be(t, entity.id) and t.dep_ in SUBJECTS and t.head.dep_ == "ROOT"
        for t in _before(token, 1)
    ):
        return None
    own = len(people.article.mentions(entity.id))
    others = [len(people.article.mentions(e.id)) for e in fitting(token, people) if e.id != entity.id]
    return entity.name if all(own >= other for other in others) else None


def is_anybody_else_near(token: Token, people: People, *, sentences: int = _SENTENCES_BACK) -> bool:
    """Whether somebody without a name, or a name that nobody has placed, stands in the sentences before."""
    for t in _before(token, sentences):
        if t.i in people.at or people.called(t) is not None:
            continue
        if t.pos_ == "NOUN" and t.dep_ in SUBJECTS and people.is_person(t):
            return True
        if t.pos_ == "PROPN" and t.dep_ in SUBJECTS | OBJECTS and t.ent_type_ in _UNPLACED:
            return True
    return False


def fitting(token: Token, people: People, *, sentences: int = _SENTENCES_BACK) -> list[Entity]:
    """The people named in the sentences before that a pronoun can mean, each once."""
    wanted, acting = GENDER[token.lower_], actors(token)
    fits: dict[int, Entity] = {}
    for t in _before(token, sentences):
        entity = people.at.get(t.i) or people.called(t)
        if entity is not None and entity.gender in (None, wanted) and t.i not in acting:
            fits[entity.id] = entity
    return list(fits.values())


def _subject_before(token: Token, people: People) -> str | None:
    """ "The freeze starts on Friday. It covers ...": the subject, where nothing else could be meant."""
    if token.dep_ not in SUBJECTS or token.head.dep_ != "ROOT":
        return None
    sentence = _before(token, 1)
    body = _body_before(token, sentence, people)
    if body is not None:
        return body
    if not sentence or any(t.is_space and t.text.count("\n") > 1 for t in sentence[-3:]):
        return None
    plural = token.lower_ == "they"
    nouns = [
        t for t in sentence
        if t.pos_ in ("NOUN", "PROPN") and t.dep_ not in ("compound", "nmod", "npadvmod", "poss")
        and t.ent_type_ not in ("DATE", "TIME", "PERCENT", "MONEY", "CARDINAL", "QUANTITY")
        and (t.tag_ in ("NNS", "NNPS")) == plural and not people.is_person(t)
    ]  # fmt: skip
    subject = next((t for t in nouns if t.dep_ in SUBJECTS and t.head.dep_ == "ROOT"), None)
    if subject is None or len(nouns) != 1:
        return None
    phrase = [t for t in subject.subtree if t.i <= subject.i or t.dep_ in ("prep", "pobj")]
    text = subject.doc[min(t.i for t in phrase) : max(t.i for t in phrase) + 1].text
    if len(phrase) > 6 or any(
        t.tag_ in ("PRP", "PRP$") or t.lower_ in ("this", "that", "these") for t in phrase
    ):
        return None
    told = any(t.dep_ in ("compound", "amod", "prep") for t in subject.children)
    if subject.pos_ == "NOUN" and not told and not is_topic(subject, people.article):
        return None
    return text[0].lower() + text[1:] if phrase[0].tag_ == "DT" else text


def _body_before(token: Token, sentence: list[Token], people: People) -> str | None:
    """ "Northwind lost money. It plans to sell two yards": the body that was the subject and can plan."""
    verb = token.head
    if token.lower_ != "it" or token.dep_ != "nsubj" or verb.lemma_.lower() not in _OF_BODIES:
        return None
    if any(c.dep_ == "auxpass" for c in verb.children):
        return None
    start = sentence[0].idx if sentence else 0
    near = {
        e.id: e
        for e in people.article.annotations.entities
        if e.type in ("ORG", "GPE") and start <= e.span.start < token.idx
    }
    if len(near) != 1:
        return None
    entity = next(iter(near.values()))
    span = token.doc.char_span(entity.span.start, entity.span.end, alignment_mode="expand")
    if span is None or span.root.dep_ not in SUBJECTS or span.root.head.dep_ != "ROOT":
        return None
    led = span.start > 0 and token.doc[span.start - 1].lower_ == "the" and not entity.name.startswith("The ")
    return f"the {entity.name}" if led else entity.name


def _before(token: Token, sentences: int) -> list[Token]:
    """Tokens of the sentences before the pronoun's own, and of its own up to the pronoun."""
    doc = token.doc
    start = token.sent.start
    for _ in range(sentences):
        if start > 0:
            start = doc[start - 1].sent.start
    return list(doc[start : token.i])
