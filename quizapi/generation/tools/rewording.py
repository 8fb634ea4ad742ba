"""Says the same in another order or voice."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from quizapi.generation.tools.inflection import inflected
from quizapi.generation.tools.rewording_synonyms import with_other_words
from quizapi.generation.tools.standalone.check import is_sentence
from quizapi.generation.tools.standalone.draft import tidy
from quizapi.generation.tools.standalone.words import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SPEAKING = words("say add announce warn report state note argue claim explain insist predict write")
#: Verbs that news uses as readily in the passive.
_PASSIVES = words(
    """approve reject block found build write design launch arrest ban fine impose introduce publish announce
    propose organise organize attack destroy kill invent discover buy sponsor fund host award elect
    appoint dismiss praise criticise criticize accuse sue order bar charge adopt close open cancel sign
    review reveal support oppose condemn welcome fix repair record produce direct present open suspend"""
)
_MOVABLE = words("when after before because although while once")
_MAX_PHRASE = 12
_MAX_MOVED = 6
_AS_SAID = 0.5


def reworded(doc: Doc, *, parse: Callable[[str], Doc], rng: random.Random) -> str | None:
    """One of the safe rewordings of a statement, chosen by `rng`; None where there is none.

    Another order or voice, then other words of the same sense.
    """
    if any(token.is_quote for token in doc):
        return None
    found = [text for make in _MAKERS for text in make(doc)]
    if rng.random() < _AS_SAID:
        # "Low said that ..." is no worse than "According to Low, ...".
        found += list(_by_source(doc))
    sound = [text for text in dict.fromkeys(found) if text != doc.text and is_sentence(text, parse)]
    moved = rng.choice(sound) if sound else None
    other = with_other_words(parse(moved) if moved else doc, rng=rng)
    return other if other is not None and is_sentence(other, parse) else moved


def _root(doc: Doc) -> Token:
    return next(token for token in doc if token.dep_ == "ROOT")


def _speaker_first(doc: Doc) -> Iterable[str]:
    """ "Rates rose, brokers said." → "Brokers said that rates rose." """
    root = _root(doc)
    said = next((c for c in root.children if c.dep_ == "ccomp" and c.i < root.i), None)
    speaker = next(
        (c for c in root.children if c.dep_ == "nsubj" and said is not None and c.i > said.i), None
    )
    if said is None or speaker is None or root.lemma_ not in _SPEAKING or root.tag_ not in ("VBD", "VBZ"):
        return
    if speaker.tag_ == "PRP":
        return
    inside = _indices(said)
    if inside != list(range(inside[0], inside[-1] + 1)) or any(doc[i].text in '“”"' for i in inside):
        return
    rest = [
        t
        for t in doc
        if t.i > inside[-1] and not t.is_punct and t.i not in _indices(speaker) and t.i != root.i
    ]
    if rest:
        return
    yield tidy(f"{_text(doc, _indices(speaker))} {root.text} that {_lowered(doc, inside)}")


def _by_source(doc: Doc) -> Iterable[str]:
    """ "Low said that rates rose." ↔ "According to Low, rates rose." """
    root = _root(doc)
    said = next((c for c in root.children if c.dep_ == "ccomp" and c.i > root.i), None)
    speaker = next((c for c in root.children if c.dep_ == "nsubj" and c.i < root.i), None)
    if root.lemma_ not in _NEUTRAL or said is None or speaker is None or speaker.pos_ == "PRON":
        return
    if not {c.dep_ for c in root.children if not c.is_punct} <= {"nsubj", "ccomp"}:
        return
    who, what = _indices(speaker), _indices(said)
    what = what[1:] if doc[what[0]].lower_ == "that" else what
    if who[0] != 0 or what[-1] < len(doc) - 2 or _is_loose(doc, who) or len(who) > _MAX_PHRASE:
        return
    if any(doc[i].tag_ in ("PRP", "PRP$") for i in (*who, *what)) or what != list(
        range(what[0], what[-1] + 1)
    ):
        return
    if doc[what[0]].dep_ in ("prep", "advcl", "mark", "advmod") or any(
        t.dep_ == "neg" for t in root.children
    ):
        return
    yield tidy(f"According to {_lowered(doc, who)}, {_text(doc, what)}")


def _to_source(doc: Doc) -> Iterable[str]:
    """ "According to Low, rates rose." → "Low said that rates rose." """
    root = _root(doc)
    lead = next((c for c in root.children if c.dep_ == "prep" and c.lower_ == "according" and c.i == 0), None)
    if lead is None or any(t.tag_ in ("PRP", "PRP$") for t in doc):
        return
    whole = _indices(lead)
    who = whole[2:]
    rest = [t.i for t in doc if t.i > whole[-1] and t.text != "."]
    if not who or not rest or doc[rest[0]].text != "," or _is_loose(doc, who):
        return
    speaker = next((doc[i] for i in who if doc[i].dep_ == "pobj"), None)
    if speaker is None or speaker.ent_type_ != "PERSON":
        return
    yield tidy(f"{_text(doc, who)} said that {_text(doc, rest[1:])}")


_NEUTRAL = words("say report state note")


def _time_moved(doc: Doc) -> Iterable[str]:
    """ "In 2019, the firm grew." ↔ "The firm grew in 2019." """
    root = _root(doc)
    if root.lemma_ == "be" and not any(c.dep_ in ("attr", "acomp", "xcomp") for c in root.children):
        return
    one_verb = not any(
        t.dep_ in ("ccomp", "xcomp", "advcl", "relcl", "acl", "conj", "parataxis") for t in doc
    )
    for prep in (c for c in root.children if c.dep_ == "prep" and c.lower_ in ("in", "on", "at")):
        phrase = _indices(prep)
        timed = any(doc[i].ent_type_ == "DATE" or doc[i].text in _YEARS for i in phrase)
        placed = any(doc[i].ent_type_ in ("GPE", "LOC", "FAC") for i in phrase)
        if not (timed or placed) or len(phrase) > _MAX_MOVED or not one_verb:
            # Behind a clause the time would be the clause's.
            continue
        rest = [t.i for t in doc if t.i not in phrase and not (t.is_punct and t.text == ".")]
        if phrase[0] == 0 and rest and doc[rest[0]].text == ",":
            if not any(doc[i].text == "," for i in rest[1:]):
                # Behind "a conservative, Ronald Reagan" the time would be of the name.
                yield tidy(f"{_text(doc, rest[1:])} {_lowered(doc, phrase)}")
        elif (
            timed
            and root.tag_ == "VBD"
            and phrase[-1] == len(doc) - 2
            and doc[-1].text == "."
            and not _has(doc, "nsubj", "PRP")
        ):
            yield tidy(f"{_text(doc, phrase)}, {_lowered(doc, rest)}")


_YEARS = frozenset(str(year) for year in range(1900, 2101))


def _clause_moved(doc: Doc) -> Iterable[str]:
    """ "When the pipe burst, the bay was shut." ↔ "The bay was shut when the pipe burst." """
    root = _root(doc)
    for clause in (c for c in root.children if c.dep_ == "advcl"):
        inside = _indices(clause)
        mark = doc[inside[0]].lower_
        if mark not in _MOVABLE or any(t.tag_ in ("PRP", "PRP$") for t in doc):
            continue
        if mark == "once" and not any(c.dep_ in ("nsubj", "nsubjpass") for c in clause.children):
            # "Once a dealer, he ...": no time at all.
            continue
        if inside != list(range(inside[0], inside[-1] + 1)):
            continue
        rest = [t.i for t in doc if t.i not in inside and t.text != "."]
        if inside[0] == 0 and rest and doc[rest[0]].text == ",":
            yield tidy(f"{_text(doc, rest[1:])} {_lowered(doc, inside)}")
        elif inside[-1] == len(doc) - 2 and rest and len(rest) == inside[0]:
            rest = rest[:-1] if doc[rest[-1]].text == "," else rest
            yield tidy(f"{_text(doc, inside)}, {_lowered(doc, rest)}")


def _passive(doc: Doc) -> Iterable[str]:
    """ "The authority blocked the merger." → "The merger was blocked by the authority." """
    root = _root(doc)
    if root.pos_ != "VERB" or root.tag_ != "VBD" or root.lemma_ not in _PASSIVES:
        return
    kinds = [c.dep_ for c in root.children if not c.is_punct]
    if (
        not set(kinds) <= {"nsubj", "dobj", "prep", "npadvmod"}
        or kinds.count("dobj") != 1
        or kinds[0] != "nsubj"
    ):
        return
    subject = next(c for c in root.children if c.dep_ == "nsubj")
    target = next(c for c in root.children if c.dep_ == "dobj")
    doer, done = _indices(subject), _indices(target)
    if max(len(doer), len(done)) > _MAX_PHRASE or any(
        t.tag_ in ("PRP", "PRP$", "WP", "WDT", "CD") for t in (subject, target)
    ):
        return
    if any(doc[i].dep_ == "prep" and doc[i].lower_ != "of" for i in done) or _is_loose(doc, doer, done):
        return
    if target.tag_ == "NNS" and not any(c.dep_ in ("det", "poss", "nummod") for c in target.children):
        return
    if any(doc[i].tag_ in ("PRP$", "PRP") for i in (*doer, *done)) or done[0] != root.i + 1:
        return
    several = target.tag_ in ("NNS", "NNPS") and target.ent_type_ not in ("PERSON", "GPE")
    be = "were" if several or any(c.dep_ == "conj" for c in target.children) else "was"
    behind = [t.i for t in doc if t.i > done[-1] and t.text != "."]
    verb = inflected(root.lemma_.lower(), "VBN")
    yield tidy(f"{_text(doc, done)} {be} {verb} by {_lowered(doc, doer)} {_text(doc, behind)}")


def _active(doc: Doc) -> Iterable[str]:
    """ "The competition was founded by Dean Kamen." → "Dean Kamen founded the competition." """
    root = _root(doc)
    agent = next((c for c in root.children if c.dep_ == "agent"), None)
    subject = next((c for c in root.children if c.dep_ == "nsubjpass"), None)
    be = [c for c in root.children if c.dep_ == "auxpass"]
    if agent is None or subject is None or root.tag_ != "VBN" or len(be) != 1 or be[0].tag_ != "VBD":
        return
    kinds = {c.dep_ for c in root.children if not c.is_punct}
    doer = next((c for c in agent.children if c.dep_ == "pobj"), None)
    if doer is None or not kinds <= {"nsubjpass", "auxpass", "agent", "prep"} or agent.i != root.i + 1:
        return
    by, done = _indices(doer), _indices(subject)
    if max(len(by), len(done)) > _MAX_PHRASE or any(
        doc[i].tag_ in ("PRP", "PRP$", "WP", "WDT") for i in (*by, *done)
    ):
        return
    if _is_loose(doc, by, done):
        return
    behind = [t.i for t in doc if t.i > by[-1] and t.text != "."]
    verb = inflected(root.lemma_.lower(), "VBD")
    yield tidy(f"{_text(doc, by)} {verb} {_lowered(doc, done)} {_text(doc, behind)}")


def _is_loose(doc: Doc, *phrases: list[int]) -> bool:
    """Whether a phrase has a comma or a gap in it: what stands there may not belong to it."""
    return any(
        phrase != list(range(phrase[0], phrase[-1] + 1)) or any(doc[i].text in ",;:—–()" for i in phrase)
        for phrase in phrases
    )


def _has(doc: Doc, dep: str, tag: str) -> bool:
    return any(token.dep_ == dep and token.tag_ == tag for token in doc)


def _indices(token: Token) -> list[int]:
    return [t.i for t in token.subtree if not (t.is_punct and t.text == "." and t.i == len(t.doc) - 1)]


def _text(doc: Doc, indices: list[int]) -> str:
    return "".join(doc[i].text_with_ws for i in indices).strip()


def _lowered(doc: Doc, indices: list[int]) -> str:
    """The phrase with a small letter at its start, unless that is a name's or was never the sentence's."""
    text = _text(doc, indices)
    first = doc[indices[0]]
    name = first.pos_ == "PROPN" or first.ent_type_ not in (
        "",
        "DATE",
        "TIME",
        "CARDINAL",
        "PERCENT",
        "ORDINAL",
        "QUANTITY",
    )
    keep = (
        first.i != 0
        or first.text == "I"
        or (first.text.isupper() and len(first.text) > 1)
        or (name and first.lower_ not in ("the", "a", "an"))
    )
    return text if keep else text[0].lower() + text[1:]


_MAKERS = (_speaker_first, _to_source, _time_moved, _clause_moved, _passive, _active)
