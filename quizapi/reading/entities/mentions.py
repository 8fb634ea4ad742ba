"""Mentions of entities: the recogniser's, trimmed, put right where the article itself shows the mistake."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from spacy.tokens import Doc

from quizapi.reading.entities.first_names import GENDER_OF_FIRST_NAME
from quizapi.reading.entities.lexicon import (
    COMPANY_SUFFIXES,
    COURTESY,
    NAME_SUFFIXES,
    ORG_HEADS,
    PLACE_ALIASES,
    PLACE_HEADS,
    ROLE_NOUNS,
    TITLE_PARTS,
    TITLES,
)
from quizapi.reading.entities.tokens import Tokens

NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW"})
#: Types that a small recogniser confuses with people.
_CONFUSED = frozenset({"ORG", "GPE", "LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "NORP"})
#: Types whose names do not end in a finite verb; titles of works and laws may.
_WITHOUT_VERBS = NAMED - {"WORK_OF_ART", "LAW", "EVENT", "PRODUCT"}
_FINITE = frozenset({"VBZ", "VBP", "VBD", "MD"})
#: What opens a sentence before a name and is drawn into it: "Telling Ada Orr", "Certainly Ada Orr".
_BEFORE_NAMES = frozenset({"VBG", "VBD", "RB", "IN", "CC", "UH", "WRB", "PRP$"})
_PERHAPS_NAMES = frozenset({"NNP", "NNPS", "NN", "NNS", "FW", "NFP", "XX", "GW"})
_NO_NAMES = TITLES | ROLE_NOUNS | TITLE_PARTS
_NAME_WORD = re.compile(r"[^\W\d_][\w.'’-]*")
_MAX_NAME_WORDS = 5


@dataclass(slots=True)
class Mention:
    """Tokens `first` to `last`, both included, and an OntoNotes label."""

    first: int
    last: int
    type: str


def find_mentions(doc: Doc, tokens: Tokens) -> list[Mention]:
    """All mentions in order of the text, none overlapping another."""
    found = [
        mention
        for ent in doc.ents
        if (mention := _trimmed(tokens, Mention(ent.start, ent.end - 1, ent.label_))) is not None
    ]
    for mention in found:
        mention.type = _retyped(tokens, mention)
    taken = _taken(found, len(tokens))
    found += _titled(tokens, taken)
    found = _without_overlaps(found)
    _with_first_name(tokens, found)
    _correct_by_surname(tokens, found)
    found += _missed_people(tokens, found)
    found = _without_families(tokens, _without_common_words(tokens, found))
    _correct_places(tokens, found)
    return sorted(found, key=lambda m: m.first)


def name_word(word: str) -> str:
    """A word of a name as it is compared: lower case, without a full stop at its end."""
    return word.lower().rstrip(".").replace("’", "'")


def is_name_word(word: str) -> bool:
    return word[:1].isupper() and _NAME_WORD.fullmatch(word) is not None


def _trimmed(tokens: Tokens, mention: Mention) -> Mention | None:
    first, last = mention.first, mention.last
    for i in range(first, last + 1):
        if "\n" in tokens.words[i]:
            last = i - 1
            break
    if first <= last and name_word(tokens.words[first]) in COURTESY:
        mention.type = "PERSON"
    if mention.type in NAMED:
        while first <= last and (tokens.lower[first] in ("the", "a", "an") or not _wordlike(tokens, first)):
            first += 1
    while first <= last and not _wordlike(tokens, last):
        last -= 1
    if mention.type in _WITHOUT_VERBS:
        last = _before_verb(tokens, first, last)
        if last == first and tokens.lower[first] in PLACE_ALIASES:
            mention.type = "GPE"
    if mention.type == "PERSON":
        while first < last and (
            name_word(tokens.words[first]) in TITLES | ROLE_NOUNS
            or tokens.tag[first] in _BEFORE_NAMES
            or (tokens.tag[first] == "JJ" and last - first > 1)  # a nickname: "Crooked Ada Orr"
        ):
            first += 1
        if (
            not is_name_word(tokens.words[first : first + 1][0] if first <= last else "")
            or last - first > _MAX_NAME_WORDS
        ):
            return None
    return Mention(first, last, mention.type) if first <= last else None


def _before_verb(tokens: Tokens, first: int, last: int) -> int:
    """The last word of the name, without a finite verb that a capital drew into it ("U.S. Determines")."""
    while first < last and tokens.tag[last] in _FINITE:
        last -= 1
    return last


def _wordlike(tokens: Tokens, i: int) -> bool:
    word = tokens.words[i]
    return tokens.tag[i] != "POS" and any(c.isalnum() or c in "%$€£¥" for c in word)


def _retyped(tokens: Tokens, mention: Mention) -> str:
    words = [name_word(tokens.words[i]) for i in range(mention.first, mention.last + 1)]
    if mention.type == "PERSON" and (words[-1] in ORG_HEADS or words[-1] in COMPANY_SUFFIXES):
        return "ORG" if len(words) > 1 else mention.type
    if mention.type == "PERSON" and len(words) > 1 and words[-1] in PLACE_HEADS:
        return "GPE"
    if (
        mention.type in _CONFUSED
        and 2 <= len(words) <= 3
        and (words[0] in GENDER_OF_FIRST_NAME or _spoken_of_as_person(tokens, mention))
        and not any(word in ORG_HEADS or word in COMPANY_SUFFIXES for word in words)
        and all(is_name_word(tokens.words[i]) for i in range(mention.first, mention.last + 1))
    ):
        return "PERSON"
    return mention.type


def _spoken_of_as_person(tokens: Tokens, mention: Mention) -> bool:
    """Whether an age, a "who" or an office stands beside the name ("Lomax, 61", "a baker, Ewan Birch")."""
    if mention.type not in ("ORG", "PRODUCT", "WORK_OF_ART", "FAC", "GPE"):
        return False
    after = mention.last + 1
    if after + 1 < len(tokens) and tokens.words[after] == ",":
        word = tokens.lower[after + 1]
        if word == "who" or (
            word.isdigit() and len(word) == 2 and tokens.words[after + 2 : after + 3] == [","]
        ):
            return True
    root = root_of(tokens, mention.first, mention.last)
    beside = tokens.head[root] if tokens.dep[root] == "appos" else tokens.child(root, "appos")
    return beside is not None and tokens.pos[beside] == "NOUN" and tokens.lemma[beside] in ROLE_NOUNS


def root_of(tokens: Tokens, first: int, last: int) -> int:
    """The token of a stretch whose head lies outside it."""
    for i in range(last, first - 1, -1):
        if not first <= tokens.head[i] <= last or tokens.head[i] == i:
            return i
    return last


def _taken(mentions: list[Mention], n: int) -> list[Mention | None]:
    taken: list[Mention | None] = [None] * n
    for mention in mentions:
        for i in range(mention.first, mention.last + 1):
            taken[i] = mention
    return taken


def _titled(tokens: Tokens, taken: list[Mention | None]) -> list[Mention]:
    """Names behind a title ("Mayor Helen Tarrow") that the recogniser missed or took for something else."""
    found = []
    i, n = 0, len(tokens)
    while i < n:
        word = tokens.words[i]
        if not (word[:1].isupper() and name_word(word) in TITLES) or (taken[i] and taken[i].type != "PERSON"):  # type: ignore[union-attr]
            i += 1
            continue
        first = i + 1
        last = i
        while last + 1 < n and last - i < _MAX_NAME_WORDS and _continues_name(tokens, last + 1, first):
            last += 1
        covering = taken[first] if first < n else None
        if last >= first and (covering is None or covering.type != "PERSON"):
            found.append(Mention(first, last, "PERSON"))
        i = max(i + 1, last + 1)
    return found


def _continues_name(tokens: Tokens, i: int, first: int) -> bool:
    word = tokens.words[i]
    if name_word(word) in TITLES or (i == first and name_word(word) in _NO_NAMES | ORG_HEADS):
        return False
    if tokens.pos[i] == "PROPN":
        return is_name_word(word)
    return (
        i > first
        and name_word(word) in ("de", "van", "von", "der", "bin", "al", "di", "da", "la", "du")
        and (i + 1 < len(tokens) and is_name_word(tokens.words[i + 1]))
    )


def _without_overlaps(mentions: list[Mention]) -> list[Mention]:
    """The later of two in the list wins: it was found with more evidence."""
    kept: list[Mention] = []
    owner: dict[int, Mention] = {}
    for mention in reversed(mentions):
        if any(i in owner for i in range(mention.first, mention.last + 1)):
            continue
        kept.append(mention)
        owner.update(dict.fromkeys(range(mention.first, mention.last + 1), mention))
    return sorted(kept, key=lambda m: m.first)


def _with_first_name(tokens: Tokens, mentions: list[Mention]) -> None:
    """Add a first name that the recogniser left before a surname ("Refugee Council | Enver | Solomon")."""
    taken = _taken(mentions, len(tokens))
    for mention in mentions:
        before = mention.first - 1
        if mention.type != "PERSON" or mention.first != mention.last or before < 1 or taken[before]:
            continue
        word = tokens.words[before]
        if (
            tokens.tag[before] == "NNP"
            and is_name_word(word)
            and len(word) > 2
            and not word.isupper()
            and name_word(word) not in _NO_NAMES | ORG_HEADS | COURTESY
            and (other := taken[before - 1]) is not None
            and other.type in ("ORG", "NORP")
            and tokens.sent[before - 1] == tokens.sent[before]
        ):
            mention.first = before


def surnames(tokens: Tokens, mentions: list[Mention]) -> set[str]:
    """Last words of the full names of people, lower case."""
    found = set()
    for mention in mentions:
        if mention.type == "PERSON" and mention.last > mention.first:
            last = mention.last
            while last > mention.first and name_word(tokens.words[last]) in NAME_SUFFIXES:
                last -= 1
            found.add(name_word(tokens.words[last]))
    return found


def _correct_by_surname(tokens: Tokens, mentions: list[Mention]) -> None:
    """A single word that is the surname of somebody in the article is that person, not a firm or a town."""
    known = surnames(tokens, mentions)
    votes: Counter[tuple[str, str]] = Counter(
        (name_word(tokens.words[m.first]), m.type) for m in mentions if m.first == m.last
    )
    for mention in mentions:
        if mention.first != mention.last or mention.type not in _CONFUSED:
            continue
        word = name_word(tokens.words[mention.first])
        if word not in known:
            continue
        place = votes[word, "GPE"] + votes[word, "LOC"] + votes[word, "NORP"]
        is_place = mention.type in ("GPE", "LOC", "NORP") and place > votes[word, "PERSON"]
        if not is_place or (tokens.dep[mention.first] in ("nsubj", "nsubjpass") and place <= 2):
            mention.type = "PERSON"


def _missed_people(tokens: Tokens, mentions: list[Mention]) -> list[Mention]:
    """Capitalised surnames that no mention covers, and pairs of a known first name and a capitalised word."""
    known = surnames(tokens, mentions)
    taken = _taken(mentions, len(tokens))
    found: list[Mention] = []
    i, n = 0, len(tokens)
    while i < n:
        word = tokens.words[i]
        if taken[i] is None and tokens.pos[i] == "PROPN" and is_name_word(word) and len(word) > 1:
            if name_word(word) in known:
                found.append(Mention(i, i, "PERSON"))
            elif (
                name_word(word) in GENDER_OF_FIRST_NAME
                and i + 1 < n
                and taken[i + 1] is None
                and tokens.pos[i + 1] == "PROPN"
                and is_name_word(tokens.words[i + 1])
                and len(tokens.words[i + 1]) > 1
                and name_word(tokens.words[i + 1]) not in ORG_HEADS
            ):
                found.append(Mention(i, i + 1, "PERSON"))
                i += 1
        i += 1
    return found


def _without_families(tokens: Tokens, mentions: list[Mention]) -> list[Mention]:
    """Drop "the Marshes", "the Clintons": a family is no person."""
    known = surnames(tokens, mentions)

    def is_family(m: Mention) -> bool:
        word = tokens.lower[m.first]
        if m.type != "PERSON" or m.first != m.last or not m.first or tokens.lower[m.first - 1] != "the":
            return False
        return word not in known and (word.removesuffix("s") in known or word.removesuffix("es") in known)

    return [m for m in mentions if not is_family(m)]


def _without_common_words(tokens: Tokens, mentions: list[Mention]) -> list[Mention]:
    """Drop a "person" of one word that begins a sentence and is written small elsewhere, or is no noun."""
    small = {word for word in tokens.words if word.islower()}
    begins = set(tokens.sent_start)
    return [
        m
        for m in mentions
        if not (
            m.type == "PERSON"
            and m.first == m.last
            and m.first in begins
            and (tokens.lower[m.first] in small or tokens.tag[m.first] not in _PERHAPS_NAMES)
        )
    ]


_PLACE_PREPOSITIONS = frozenset(
    {"in", "near", "off", "outside", "across", "around", "throughout", "at", "into"}
)


def _correct_places(tokens: Tokens, mentions: list[Mention]) -> None:
    """A lone name that is nobody's surname and stands behind "in" or "near" is a place."""
    known = surnames(tokens, mentions)
    alone = [
        m
        for m in mentions
        if m.type == "PERSON" and m.first == m.last and name_word(tokens.words[m.first]) not in known
    ]
    places = {
        tokens.lower[m.first] for m in alone if m.first and tokens.lower[m.first - 1] in _PLACE_PREPOSITIONS
    }
    for mention in alone:
        if tokens.lower[mention.first] in places:
            mention.type = "GPE"
