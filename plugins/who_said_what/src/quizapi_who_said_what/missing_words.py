"""A content word taken out of a quotation, and words of the article that do not fit in its place."""

from __future__ import annotations

import random
from collections import Counter
from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import AnnotatedArticle
from quizapi_who_said_what.likeness import may_mean_the_same, says_too_little
from quizapi_who_said_what.wording import is_at_hand, is_light, is_vague, word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

_TAGS: Final = frozenset({"NN", "NNS"})
_PLACES: Final = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_LEAST_LETTERS: Final = 4
_OPTIONS: Final = 3
#: Verbs whose object can be nearly anything.
_OPEN_VERBS: Final = word_set(
    """
    understand love serve support help use show change give bring leave call ask find hear read watch care
    remember forget learn face meet send receive provide offer include create cover discuss mention describe
    like prefer enjoy hate own
    """
)
#: Words of the sentence with the gap that are left.
_LEAST_AROUND: Final = 7
_HELPERS: Final = frozenset({"will", "might", "must", "need", "dare", "like"})
_PRONOUNS: Final = ("body", "one", "thing")
_VOWELS: Final = "aeiou"
#: Adjectives that tell a kind, and so make a set phrase with their noun.
_CLASSING: Final = ("al", "ic", "ary", "ive", "an", "ese", "ish")
_PEOPLE: Final = frozenset({"president", "nominee", "candidate", "leader", "chief", "aide", "people"})
_PERSON_ENDINGS: Final = ("er", "or", "ist", "ian", "ant", "ent", "eer", "man", "woman", "ee", "ard")


def is_fit(token: Token, words: list[Token]) -> bool:
    """Whether the noun carries the sense of its phrase by itself.

    Not where the phrase around it is set ("take place", "on a daily basis", "a number of"), where the noun is
    part of a compound, or where the words say it again.
    """
    if not _is_plain_noun(token) or token.dep_ not in _PLACES:
        return False
    if _is_person(token) or len([t for t in token.sent if t in words and t.is_alpha]) < _LEAST_AROUND:
        return False  # "unlike our president": whoever else has an office fits as well
    children = list(token.children)
    if any(c.dep_ in ("compound", "nummod", "acl", "appos", "conj", "nmod") for c in children):
        return False
    if any(c.dep_ == "poss" for c in children):
        return False  # "into his hands", "my carpet": what somebody has tells its kind, and sets the phrase
    if any(c.dep_ == "amod" and c.lower_.endswith(_CLASSING) for c in children):
        return False  # "global warming", "public health": one word gives the other away
    following = token.nbor() if token.i + 1 < len(token.doc) else None
    if following is None or following.lower_ in ("of", "to", "that", "for", "'s", "’s", "-"):
        return False
    before = token.nbor(-1) if token.i else None
    if before is None or before.text in ("-", "–", "'", "’") or before.pos_ in ("PROPN", "NUM", "NOUN"):
        return False
    verb = token.head.head if token.dep_ == "pobj" else token.head
    if is_light(verb.lemma_.lower()) or (token.dep_ != "nsubj" and verb.lemma_.lower() in _OPEN_VERBS):
        return False  # "take place"; and nearly anything can be, have or do, or be understood
    if token.dep_.startswith("nsubj") and following.is_punct:
        return False
    if token.dep_ == "pobj" and not children:
        return False  # "at risk", "in generals"
    if token.dep_ == "pobj" and token.head.head.pos_ not in ("VERB", "AUX") and token.tag_ == "NN":
        return False  # "the end of the tunnel"
    return sum(t.lemma_.lower() == token.lemma_.lower() for t in words) == 1


def wrong_words(
    article: AnnotatedArticle, key: Token, near: set[int], rng: random.Random, *, first: frozenset[str]
) -> list[str]:
    """Three nouns of the article in the key's form that it does not use in such a place.

    Args:
        near: Places of the tokens of the evidence: none of its nouns is given.
        first: Lemmas to be preferred, as those that other speakers use.
    """
    beside = {article.doc[i].lemma_.lower() for i in near}
    governors = _governors(article, key.lemma_.lower())
    number = Counter(t.lemma_.lower() for t in article.doc if t.tag_ in _TAGS)
    wants_vowel = _article_before(key)
    acting = {t.lemma_.lower() for t in article.doc if t.dep_ == "nsubj" and t.head.pos_ == "VERB"}
    candidates: dict[str, Token] = {}
    for token in article.doc:
        lemma = token.lemma_.lower()
        if token.tag_ != key.tag_ or lemma in candidates or lemma in beside or not _is_plain_noun(token):
            continue
        if token.i + 1 < len(token.doc) and token.nbor().text in ("-", "–"):
            continue
        if token.dep_ not in _PLACES and token.dep_ not in ("conj", "attr"):
            continue
        if wants_vowel is not None and (token.lower_[0] in _VOWELS) != wants_vowel:
            continue
        if _is_person(token) != _is_person(key) or _is_counted(token) != _is_counted(key):
            continue
        if key.dep_ == "nsubj" and lemma in acting:
            continue  # what acts elsewhere might act here
        if _governors(article, lemma) & governors or may_mean_the_same(lemma, key.lemma_.lower()):
            continue
        candidates[lemma] = token
    order = {
        lemma: (lemma not in first, candidates[lemma].dep_ != key.dep_, -number[lemma], rng.random())
        for lemma in candidates
    }
    chosen: list[str] = []
    for lemma in sorted(candidates, key=lambda one: order[one]):
        if len(chosen) < _OPTIONS and not any(may_mean_the_same(lemma, other.lower()) for other in chosen):
            chosen.append(candidates[lemma].lower_)
    return chosen


def _is_plain_noun(token: Token) -> bool:
    lemma = token.lemma_.lower()
    return (
        token.tag_ in _TAGS
        and token.is_lower
        and token.is_alpha
        and len(token.text) >= _LEAST_LETTERS
        and not token.ent_type_
        and not (lemma.endswith(_PRONOUNS) or lemma in _HELPERS)
        and not (is_vague(lemma) or is_at_hand(lemma) or says_too_little(lemma))
        and token.dep_ != "compound"
    )


def _governors(article: AnnotatedArticle, lemma: str) -> set[str]:
    """The verbs and the describing words that stand with a noun in the article."""
    found = set()
    for token in article.doc:
        if token.lemma_.lower() != lemma:
            continue
        found |= {child.lemma_.lower() for child in token.children if child.dep_ in ("amod", "compound")}
        head = token.head.head if token.dep_ == "pobj" else token.head
        if head.pos_ == "VERB" and not is_light(head.lemma_.lower()):
            found.add(f"{head.lemma_.lower()}/{token.dep_}")
    return found


def _article_before(key: Token) -> bool | None:
    """Whether "an" stands right before the word; None where neither "a" nor "an" does."""
    word = key.nbor(-1).lower_ if key.i else ""
    return {"a": False, "an": True}.get(word)


def _is_person(token: Token) -> bool:
    lemma = token.lemma_.lower()
    return (
        lemma in _PEOPLE
        or lemma.endswith(_PERSON_ENDINGS)
        or any(c.dep_ == "relcl" and any(t.lower_ == "who" for t in c.subtree) for c in token.children)
    )


def _is_counted(token: Token) -> bool:
    """Whether a singular noun stands with an article or the like, as "a bridge" and not as "traffic"."""
    if token.tag_ != "NN":
        return True
    return any(
        c.dep_ == "det" and c.lower_ in ("a", "an", "each", "every", "another", "this")
        for c in token.children
    )
