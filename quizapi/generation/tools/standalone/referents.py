"""What the article has called a thing or a person before."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizapi.generation.tools.standalone.words import (
    ANIMATE,
    OTHERNESS,
    PLACES,
    POINTING,
    POINTING_SHELLS,
    SHELLS,
    SOLE_OFFICES,
)
from quizapi.reading.entities.lexicon import ROLE_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapi.domain import Entity
    from quizapi.plugin_api import AnnotatedArticle

#: What a noun that is no place may be the name of. An attack set beside the name of a town is none of these.
_THINGS = frozenset({"ORG", "FAC", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART"})
_PLACE_TYPES = frozenset({"GPE", "LOC"})
#: Tokens from a noun to the name beside it, a comma between.
_BESIDE = 2
#: Code points before a name that can hold "former" and a title.
_BEFORE = 30
_MAX_EXPANSION = 7
_TOPIC_MENTIONS = 3
#: "the league" may be "the World Cycling League".
_PROPER = {"NN": "NNP", "NNS": "NNPS"}
#: Behind a noun and before a name these say which one it is: "the ban on Orrenian timber".
_NAMING = frozenset({"in", "between", "for", "at", "on", "against", "with", "to", "from", "over"})


def is_known(noun: Token) -> bool:
    """Whether the article told of such a thing in a sentence before."""
    lemma, start = noun.lemma_.lower(), noun.sent.start
    return any(
        t.lemma_.lower() == lemma and t.pos_ in ("NOUN", "PROPN") and t.dep_ not in ("compound", "nmod")
        for t in noun.doc[:start]
    )


def person_called(noun: Token, article: AnnotatedArticle) -> str | None:
    """ "the boy" → the name of the one person whom the article has called "a 14-year-old boy" before."""
    lemma = noun.lemma_.lower()
    if noun.tag_ != "NN" or lemma not in ROLE_NOUNS | ANIMATE:
        return None
    called = [t for t in noun.doc if t.lemma_.lower() == lemma and t.pos_ == "NOUN"]
    if any(t.tag_ != "NN" for t in called):
        return None
    found: set[str] = set()
    for token in (t for t in called if t.i < noun.sent.start):
        near = [token.head] if token.dep_ == "appos" else []
        near += [c for c in token.children if c.dep_ == "appos"]
        if token.dep_ == "attr":
            near += [c for c in token.head.children if c.dep_ == "nsubj"]
        names = {
            e.name
            for e in article.annotations.entities
            for t in near
            if e.type == "PERSON" and " " in e.name and e.span.start <= t.idx < e.span.end
        }
        if not names and any(c.lower_ in ("a", "an", "another") for c in token.children):
            # Another one, without a name.
            return None
        found |= names
    return found.pop() if len(found) == 1 else None


def holder_called(noun: Token, article: AnnotatedArticle) -> str | None:
    """ "the mayor" → "Mayor Rita Low", where the article gives that title to one person alone."""
    lemma = noun.lemma_.lower()
    if noun.tag_ != "NN" or lemma not in SOLE_OFFICES or noun.dep_ not in ("nsubj", "nsubjpass", "poss"):
        return None
    if any(t.lemma_.lower() == lemma and any(_tells_apart(c) for c in t.children) for t in noun.doc):
        return None
    held = {
        e.id: e.name
        for e in article.annotations.entities
        if e.type == "PERSON" and _is_titled(e, lemma, article)
    }
    named = [name for name in held.values() if " " in name]
    return f"{lemma.capitalize()} {named[0]}" if len(held) == len(named) == 1 else None


def _is_titled(entity: Entity, lemma: str, article: AnnotatedArticle) -> bool:
    before = article.text[max(0, entity.span.start - _BEFORE) : entity.span.start].rstrip()
    return before.endswith(lemma.capitalize()) and not before.lower().endswith(
        (f"former {lemma}", f"ex-{lemma}")
    )


def thing_called(noun: Token, article: AnnotatedArticle) -> str | None:
    """ "the bank" → the name of the one thing that the article has called "a bank" before.

    "Halvex, a bank", "the bank Halvex" or "Halvex is a bank"; None where it tells of a bank without a name,
    of several, or of another one.
    """
    lemma = noun.lemma_.lower()
    called = [t for t in noun.doc if t.lemma_.lower() == lemma and t.pos_ in ("NOUN", "PROPN")]
    if noun.tag_ != "NN" or any(t.tag_ not in ("NN", "NNP") for t in called) or lemma in POINTING_SHELLS:
        return None
    if any(_tells_apart(c) or c.lower_ in POINTING for t in called for c in t.children):
        return None
    found: dict[int, str] = {}
    for token in called:
        named = {e.id: e.name for e in _named_by(token, article)} if token.i < noun.sent.start else {}
        introduced = any(c.lower_ in ("a", "an", "one") for c in token.children)
        if introduced and len(named) != 1 and token.i != noun.i:
            return None
        found |= named
    return article.written(next(iter(found.values()))) if len(found) == 1 else None


def _named_by(token: Token, article: AnnotatedArticle) -> list[Entity]:
    """What has a name and is set beside a noun, or said to be one: "Halvex, a bank", "Halvex is a bank"."""
    led = any(c.lower_ in ("a", "an", "one") for c in token.children)
    near = [token.head] if token.dep_ == "appos" and led else []
    near += [c for c in token.children if c.dep_ == "appos" and c.left_edge.i - token.i <= _BESIDE]
    if token.dep_ == "attr" and token.head.lemma_ == "be" and led:
        near += [c for c in token.head.children if c.dep_ == "nsubj"]
    kinds = _PLACE_TYPES if token.lemma_.lower() in PLACES else _THINGS
    return [
        e
        for e in article.annotations.entities
        if e.type in kinds and any(e.span.start <= t.idx < e.span.end for t in near if t.pos_ == "PROPN")
    ]


def fuller_name(noun: Token, *, named_only: bool = False) -> str | None:
    """The article's one earlier, fuller name for a thing ("the Mill Street bridge").

    None where it has several, and where there may be several such things: the plural is used, or one is
    told from another ("the first game", "a second bridge").

    Args:
        noun: Its head.
        named_only: Take a name only: a shell ("the deal") may mean another thing each time.
    """
    lemma, tag = noun.lemma_.lower(), noun.tag_
    found: dict[str, None] = {}
    introduced = 0
    if lemma in ANIMATE:
        # "the student" is nobody of the Student Association.
        return None
    for token in noun.doc:
        if token.lemma_.lower() != lemma or token.dep_ in ("compound", "nmod") or _goes_on(token):
            continue
        if token.tag_ not in (tag, _PROPER.get(tag)) or any(_tells_apart(child) for child in token.children):
            return None
        phrase = telling_phrase(token) if token.i < noun.sent.start else None
        introduced += token.i < noun.sent.start and any(c.lower_ in ("a", "an") for c in token.children)
        if introduced > 1:
            # "Halvex, a bank, and a bank of Norrholm"
            return None
        if phrase:
            found[phrase] = None
        elif named_only and any(c.lower_ in ("a", "an", "another") for c in token.children):
            return None
    if not found or not _is_one_name(list(found)):
        return None
    longest = max(found, key=lambda phrase: len(phrase.split()))
    return longest if not named_only or re.search(r" [A-Z]", longest) else None


def _goes_on(token: Token) -> bool:
    """Whether a word is the beginning or the middle of a longer name: "Student" in "Student Association"."""
    return token.i + 1 < len(token.doc) and bool(token.ent_type_) and token.nbor(1).ent_iob_ == "I"


def _tells_apart(child: Token) -> bool:
    if child.dep_ == "nummod" or child.ent_type_ == "ORDINAL":
        return True
    return child.dep_ in ("amod", "det") and (child.lower_ in OTHERNESS or child.tag_ in ("JJS", "JJR"))


def telling_phrase(noun: Token) -> str | None:
    """ "the" + the names, nouns and prepositional phrase that tell which one is meant."""
    children = list(noun.children)
    det = next((c for c in children if c.dep_ == "det"), None)
    if det is not None and det.lower_ not in ("the", "a", "an"):
        return None
    left = [c for c in children if c.i < noun.i and c.dep_ in ("compound", "amod", "nmod")]
    if any(c.dep_ in ("poss", "nummod") for c in children) or any(c.lower_ in POINTING for c in left):
        return None
    right = [c for c in children if c.dep_ == "prep" and c.i == noun.i + 1]
    named = any(t.pos_ == "PROPN" for c in right for t in c.subtree)
    if right and right[0].lower_ != "of" and not (named and right[0].lower_ in _NAMING):
        right = []
    # "a closed bay" tells what the bay was then; only names and nouns tell which bay it is.
    if not right and not any(c.dep_ in ("compound", "nmod") or c.text[0].isupper() for c in left):
        return None
    kept = [c for c in left if c.dep_ != "amod" or c.text[0].isupper()]
    first = min([t.i for c in kept for t in c.subtree], default=noun.i)
    last = max([t.i for c in right for t in c.subtree], default=noun.i)
    span = noun.doc[first : last + 1]
    if len(span) > _MAX_EXPANSION or any(
        t.dep_ == "amod" and t.head.i == noun.i and t not in kept for t in span
    ):
        return None
    if any((t.is_punct and t.text != "-") or t.is_space or t.tag_ in ("PRP", "PRP$", "WDT") for t in span):
        return None
    return f"the {span.text}"


def is_named_in_title(noun: Token, article: AnnotatedArticle) -> bool:
    """Whether it is what the headline is about, and there is one of it."""
    lemma = noun.lemma_.lower()
    return bool(re.search(rf"\b{re.escape(lemma)}", article.article.title.lower())) and is_topic(
        noun, article
    )


def is_topic(noun: Token, article: AnnotatedArticle) -> bool:
    """Whether the article is about it: in the headline, or named again and again."""
    lemma = noun.lemma_.lower()
    same = [t for t in noun.doc if t.lemma_.lower() == lemma and t.pos_ in ("NOUN", "PROPN")]
    if any(_tells_apart(child) for t in same for child in t.children):
        return False
    if re.search(rf"\b{re.escape(lemma)}", article.article.title.lower()):
        return _is_one_name([phrase for t in same if (phrase := telling_phrase(t))])
    return lemma not in SHELLS and len(same) >= _TOPIC_MENTIONS


def is_only_one(noun: Token) -> bool:
    """Whether the article has one such thing: never another, never several, never somebody's own."""
    lemma = noun.lemma_.lower()
    same = [t for t in noun.doc if t.lemma_.lower() == lemma and t.pos_ in ("NOUN", "PROPN")]
    if any(t.tag_ != noun.tag_ and t.dep_ not in ("compound", "nmod") for t in same):
        return False
    if any(_tells_apart(c) or c.dep_ == "poss" for t in same for c in t.children):
        return False
    if any(c.lower_ in ("a", "an", "some", "any", "no") for t in same if t.i > noun.i for c in t.children):
        return False
    return _is_one_name([phrase for t in same if (phrase := telling_phrase(t))])


def _is_one_name(phrases: list[str]) -> bool:
    """Whether all are the longest one with words left out ("the lantern festival")."""
    sets = [set(phrase.lower().split()) for phrase in phrases]
    longest = max(sets, key=len, default=set())
    return all(own <= longest for own in sets)
