"""Other words of the same sense, where the use is certain."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from quizapi.generation.tools.inflection import inflected
from quizapi.generation.tools.standalone.words import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MOST = 2
#: Lemmas by the use in which they mean the same: with an object, with "to" and a verb, with a clause.
_WITH_OBJECT: Final = """
    buy/purchase construct/build select/choose gather/collect prohibit/ban halt/stop discover/find locate/find
    demand/call_for request/ask_for slash/cut trim/reduce unveil/present conclude/end commence/begin
    boost/increase quit/leave assist/help scrap/abandon purchase/buy start/begin distribute/hand_out
    employ/use reject/turn_down establish/set_up examine/look_into postpone/put_off cancel/call_off
"""
_WITH_VERB: Final = "attempt/try seek/try vow/promise pledge/promise intend/plan begin/start permit/allow"
_WITH_CLAUSE: Final = "state/say vow/promise pledge/promise disclose/reveal"
_ALONE: Final = (
    "occur/happen commence/begin reside/live depart/leave climb/rise decline/fall drop/fall increase/rise"
)
#: Nouns, singular.
_NOUNS: Final = """
    attorney/lawyer accord/agreement pact/agreement probe/investigation inquiry/investigation blaze/fire
    automobile/car physician/doctor demonstrator/protester movie/film goal/aim purchase/acquisition
    curb/restriction youngster/child residence/home vessel/ship
"""
#: Small words and phrases, as they stand.
_PHRASES: Final = (
    ("prior to", "before"), ("despite", "in spite of"), ("in order to", "to"), ("approximately", "about"),
    ("roughly", "about"), ("around", "about"), ("nearly", "almost"), ("almost", "nearly"),
    ("although", "though"),
    ("though", "although"), ("close to", "near"), ("more than", "over"), ("currently", "at present"),
    ("following", "after"), ("largely", "mainly"), ("mainly", "mostly"),
    ("primarily", "mainly"), ("per cent", "percent"),
)  # fmt: skip
_NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW", "NORP"})
_GOALS = words("score match game team")


def with_other_words(doc: Doc, *, rng: random.Random) -> str | None:
    """The statement with at most two words or phrases written otherwise; None where none is certain.

    Not touched are names, quoted words, and words beside which "a" or "an" would have to change.
    """
    found = [*_words_of(doc), *_phrases_of(doc)]
    if not found or any(token.is_quote for token in doc):
        return None
    chosen = rng.sample(found, min(_MOST, len(found)))
    instead = {first: (last, text) for first, last, text in chosen}
    pieces, i = [], 0
    while i < len(doc):
        last, text = instead.get(i, (i, doc[i].text))
        pieces.append(text + doc[last].whitespace_)
        i = last + 1
    return "".join(pieces).strip()


def _pairs(text: str) -> dict[str, str]:
    return dict(pair.split("/") for pair in text.split())


_BY_USE: Final = {
    "object": _pairs(_WITH_OBJECT),
    "verb": _pairs(_WITH_VERB),
    "clause": _pairs(_WITH_CLAUSE),
    "alone": _pairs(_ALONE),
}
_NOUN_PAIRS: Final = _pairs(_NOUNS)
#: Lemmas of single words that say the same, two by two.
ALIKE: Final = tuple(
    (one, other)
    for pairs in (*_BY_USE.values(), _NOUN_PAIRS)
    for one, other in pairs.items()
    if "_" not in other
)


def _words_of(doc: Doc) -> Iterator[tuple[int, int, str]]:
    for token in doc:
        if token.ent_type_ in _NAMES or token.text[0].isupper():
            continue
        other = None
        if token.pos_ == "VERB":
            other = _other_verb(token)
        elif token.pos_ == "NOUN" and token.tag_ in ("NN", "NNS") and token.dep_ not in ("compound", "nmod"):
            lemma = _NOUN_PAIRS.get(token.lemma_.lower())
            if lemma and not (lemma == "aim" and {t.lemma_ for t in doc} & _GOALS):
                other = lemma if token.tag_ == "NN" else inflected(lemma, "NNS")
        if other and _sounds_alike(token, other):
            yield token.i, token.i, other


def _other_verb(verb: Token) -> str | None:
    kinds = {c.dep_ for c in verb.children}
    if "prt" in kinds or "dative" in kinds or (verb.tag_ in ("VBG", "VBN") and "auxpass" in kinds):
        return None
    if verb.dep_ in ("amod", "compound", "pcomp", "csubj"):
        return None
    use = None
    if "ccomp" in kinds:
        use = "clause"
    elif "xcomp" in kinds:
        use = "verb"
    elif "dobj" in kinds:
        target = next(c for c in verb.children if c.dep_ == "dobj")
        use = "object" if target.pos_ in ("NOUN", "PROPN") and target.ent_type_ != "PERSON" else None
    elif not kinds & {"acomp", "attr", "oprd"} and verb.dep_ == "ROOT" and not _goes_on(verb):
        use = "alone"
    lemma = _BY_USE[use].get(verb.lemma_.lower()) if use else None
    if lemma is None:
        return None
    head, _, particle = lemma.partition("_")
    form = head if verb.tag_ in ("VB", "VBP") else inflected(head, verb.tag_)
    return f"{form} {particle}".rstrip() if form else None


def _goes_on(verb: Token) -> bool:
    """ "dropped out of the race", "lives in": a small word behind makes another verb of it."""
    return verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ in _SMALL


_SMALL = words("out off by into behind back away up down over through on")


def _phrases_of(doc: Doc) -> Iterator[tuple[int, int, str]]:
    lowered = [token.lower_ for token in doc]
    for phrase, other in _PHRASES:
        parts = phrase.split()
        for i in range(len(doc) - len(parts)):
            if lowered[i : i + len(parts)] != parts or doc[i].ent_type_ in _NAMES:
                continue
            if _is_used_so(doc, i, phrase, len(parts)):
                text = other.capitalize() if doc[i].text[0].isupper() else other
                yield i, i + len(parts) - 1, text


def _is_used_so(doc: Doc, i: int, phrase: str, size: int) -> bool:
    """Whether a phrase has the use in which the other means the same."""
    behind = doc[i + size]
    if phrase in ("around", "approximately", "roughly", "nearly", "almost", "more than"):
        return behind.like_num and doc[i].head.i > i
    if phrase in ("despite", "prior to", "throughout"):
        return behind.pos_ in ("DET", "NOUN", "PROPN", "ADJ", "PRON") and doc[i].dep_ != "pcomp"
    if phrase == "following":
        return doc[i].dep_ == "prep" and behind.pos_ in ("DET", "NOUN", "PROPN")
    if phrase in ("although", "though"):
        return doc[i].dep_ == "mark"
    if phrase == "close to":
        return doc[i].dep_ == "advmod" and behind.pos_ in ("DET", "PROPN")
    return True


def _sounds_alike(token: Token, other: str) -> bool:
    """Whether the "a" or "an" before the word still fits."""
    before = token.nbor(-1).lower_ if token.i else ""
    if before not in ("a", "an"):
        return True
    return (other[0] in "aeiou") == (before == "an")
