"""Indirect and mixed speech: the clause under a reporting verb."""

from __future__ import annotations

from typing import Final

from quizapi.reading.attributions.clauses import SUBJECTS, clause_end, is_finite
from quizapi.reading.attributions.cues import (
    ATTITUDES,
    CLAUSE_CUES,
    DOCUMENTS,
    PLAIN_CUES,
    SHOW,
    TELLING,
    THOUGHT_CUES,
)
from quizapi.reading.attributions.frames import frame_of, is_statement, subject_of
from quizapi.reading.attributions.inside import INQUIRIES, headlined, told_in
from quizapi.reading.attributions.phrases import PHRASE_CUES, phrase_under
from quizapi.reading.attributions.reported import Reported, piece
from quizapi.reading.attributions.scene import Scene
from quizapi.reading.attributions.set_in import according, around, is_set_in
from quizapi.reading.attributions.speakers import ONESELF, can_speak, is_speaker
from quizapi.reading.attributions.things import feeling_about, shown_thing
from quizapi.reading.attributions.transcripts import find_turns

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_OPEN_QUESTION: Final = frozenset({"WP", "WRB", "WDT"})
_CUES: Final = CLAUSE_CUES | THOUGHT_CUES | SHOW
_COPULAS: Final = frozenset({"be", "feel", "remain", "become"})
_WONDERING: Final = frozenset({"wonder", "question"})
_TELLING: Final = INQUIRIES | _WONDERING | _CUES | PHRASE_CUES | _COPULAS | {"make", "accord", "according"}


def find_reported(scene: Scene) -> list[Reported]:
    """All that the article's own words report as somebody's, without whole quotations."""
    tokens = scene.tokens
    found = []
    for i in [i for i, lemma in enumerate(tokens.lemma) if lemma in _TELLING]:
        if scene.owner[i] >= 0 or scene.paragraph[i] < 0:
            continue
        if tokens.lower[i] == "according":
            found += according(scene, i)
        elif tokens.tag[i][:2] == "VB":
            found += _told_by(scene, i)
        elif tokens.lemma[i] in INQUIRIES:
            found += told_in(scene, i)
    return found + headlined(scene) + find_turns(scene)


def _told_by(scene: Scene, verb: int) -> list[Reported]:
    """A clause under the verb, else a phrase, else a thing that a document shows."""
    lemma = scene.tokens.lemma[verb]
    found: list[Reported] = []
    if lemma in _CUES or lemma in _WONDERING or (lemma == "make" and _makes_clear(scene, verb)):
        found = _reported_by(scene, verb)
    if not found and lemma in PHRASE_CUES:
        found = phrase_under(scene, verb)
    if not found and lemma in SHOW:
        found = shown_thing(scene, verb)
    if not found and lemma in _COPULAS:
        found = _attitude(scene, verb)
    return found


def _reported_by(scene: Scene, verb: int) -> list[Reported]:
    tokens = scene.tokens
    if not is_statement(scene, verb):
        return []
    head = subject_of(scene, verb)
    if head is None or not can_speak(scene, head) or scene.paragraph[head] != scene.paragraph[verb]:
        return []
    level = _level(scene, verb, head)
    if level is None:
        return []
    if tokens.tag[verb] in _FINITE and tokens.lemma[verb] != "point":
        frame = frame_of(scene, verb, head, "set-in" if level == "said" else f"set-in-{level}")
        if is_set_in(scene, frame):
            return around(scene, frame)
    found = []
    for clause in tokens.children[verb]:
        if (
            (tokens.dep[clause] == "ccomp" or _is_gerund_subject(scene, verb, clause))
            and clause > verb
            and scene.paragraph[clause] == scene.paragraph[verb]
        ):
            found += _clause_after(scene, verb, head, clause, level)
    return _joined(scene, found)


def _joined(scene: Scene, found: list[Reported]) -> list[Reported]:
    """Two clauses side by side under one verb are one: "would stay | should the council ask"."""
    joined: list[Reported] = []
    for one in found:
        last = joined[-1].last if joined else -1
        if joined and last + 1 == one.first:
            joined[-1].last = one.last
        else:
            joined.append(one)
    return joined


def _level(scene: Scene, verb: int, head: int) -> str | None:
    tokens = scene.tokens
    lemma = tokens.lemma[verb]
    document = tokens.lemma[head] in DOCUMENTS
    if lemma in CLAUSE_CUES | _WONDERING or _makes_clear(scene, verb):
        return "said"
    if lemma in SHOW and document:
        return "shown"
    if lemma in THOUGHT_CUES and not document and tokens.lower[head] not in ONESELF:
        return None if tokens.dep[verb] == "relcl" else "thought"
    return None


def _makes_clear(scene: Scene, verb: int) -> bool:
    """ "The minister made clear that ..."."""
    tokens = scene.tokens
    return (
        tokens.lemma[verb] == "make"
        and any(tokens.lower[i] in ("clear", "plain") for i in tokens.children[verb])
    ) or (tokens.lemma[verb] == "make" and tokens.lower[verb + 1 : verb + 2] == ["clear"])


def _clause_after(scene: Scene, verb: int, head: int, clause: int, level: str) -> list[Reported]:
    """ "... said (that) the bridge was safe and that it would open"."""
    tokens = scene.tokens
    if not is_finite(scene, clause) and tokens.dep[clause] == "ccomp":
        return _small_clause(scene, verb, head, clause) if level == "shown" else []
    lacks = tokens.dep[verb] == "relcl" and _lacks_its_subject(scene, verb, clause)
    if lacks and level != "said":
        return []
    marks = [i for i in tokens.children[clause] if tokens.dep[i] == "mark"]
    if any(tokens.lower[i] in ("as", "because") for i in marks):
        return []
    asks = any(tokens.lower[i] in ("if", "whether") for i in marks)
    that = next((i for i in marks if tokens.lower[i] == "that" and i > verb), None)
    if that is not None and not any(tokens.dep[i] in SUBJECTS for i in tokens.children[clause]):
        that = None  # "think that can be reversed": it is the clause's subject
    below = scene.below(clause)
    first = min((i for i in below if i > verb), default=clause) if that is None else that + 1
    first = _torn_subject(scene, verb, clause, first)
    if tokens.tag[first] == "WDT" and tokens.words[first - 1] == ",":
        return []  # a relative clause that the parser hung too high
    asks = asks or (tokens.tag[first] in _OPEN_QUESTION and tokens.lower[first] != "that")
    if (asks and level == "thought") or (not asks and tokens.lemma[verb] in _WONDERING):
        return []
    last = clause_end(scene, verb, clause, first, below)
    rule = level if that is None else f"{level}-that"
    if lacks or asks:
        rule = "lacking" if lacks else "asked"
    if not is_speaker(scene, head) and tokens.lower[head] != "it":
        if tokens.lemma[verb] not in PLAIN_CUES or tokens.words[verb - 1] == ",":
            return []
        rule = "said-by-noun"
    return piece(scene, frame_of(scene, verb, head, rule), first, last)


def _is_gerund_subject(scene: Scene, verb: int, clause: int) -> bool:
    """ "said closing the road would help": a gerund under a verb of saying, with a finite verb below it."""
    tokens = scene.tokens
    return (
        tokens.dep[clause] == "xcomp"
        and tokens.tag[clause] == "VBG"
        and tokens.lemma[verb] in PLAIN_CUES
        and any(
            tokens.dep[i] == "ccomp" and i > clause and is_finite(scene, i) for i in tokens.children[clause]
        )
    )


def _torn_subject(scene: Scene, verb: int, clause: int, first: int) -> int:
    """ "said life for them | would be worse": a clause without a subject, and its subject as an object."""
    tokens = scene.tokens
    if tokens.lemma[verb] not in CLAUSE_CUES or tokens.lemma[verb] in TELLING:
        return first
    if any(tokens.dep[i] in SUBJECTS for i in tokens.children[clause]):
        return first
    thing = next((i for i in tokens.children[verb] if tokens.dep[i] == "dobj" and verb < i < first), None)
    if thing is None or tokens.pos[thing] == "PRON":
        return first
    start = min((i for i in scene.below(thing) if i > verb), default=thing)
    if start - 1 > verb and tokens.lower[start - 1] in ("that", ","):
        return first
    torn = all(tokens.words[i] != "," and scene.free(i) for i in range(start, first))
    return start if torn else first


def _small_clause(scene: Scene, verb: int, head: int, clause: int) -> list[Reported]:
    """ "The poll showed Orr leading Dorn": a document and a clause with a participle."""
    tokens = scene.tokens
    subject = next((i for i in tokens.children[clause] if tokens.dep[i] in SUBJECTS), None)
    if tokens.tag[clause] not in ("VBG", "VBN", "JJ") or subject is None or subject < verb:
        return []
    below = scene.below(clause)
    first = min((i for i in below if i > verb), default=clause)
    last = clause_end(scene, verb, clause, first, below)
    return piece(scene, frame_of(scene, verb, head, "shown-small"), first, last)


def _attitude(scene: Scene, verb: int) -> list[Reported]:
    """ "The mayor is confident that ...": an adjective of belief or feeling with its clause."""
    tokens = scene.tokens
    adjective = tokens.child(verb, "acomp")
    if adjective is None or tokens.lower[adjective] not in ATTITUDES or not is_statement(scene, verb):
        return []
    head = subject_of(scene, verb)
    about = next((i for i in tokens.children[adjective] if tokens.dep[i] == "prep" and i > adjective), None)
    if about is not None and head is not None and tokens.head[head] == verb and scene.free(about):
        return feeling_about(scene, verb, head, about)
    clause = next((i for i in tokens.children[adjective] if tokens.dep[i] == "ccomp"), None)
    if clause is None:
        clause = next((i for i in tokens.children[verb] if tokens.dep[i] == "ccomp" and i > adjective), None)
    if clause is None or head is None or not can_speak(scene, head) or not is_speaker(scene, head):
        return []
    if tokens.lower[head] in ONESELF or scene.paragraph[head] != scene.paragraph[clause]:
        return []
    made = _clause_after(scene, adjective, head, clause, "thought")
    for one in made:
        one.frame = frame_of(scene, verb, head, "attitude")
        one.frame.cue = (verb, adjective)
    return made


def _lacks_its_subject(scene: Scene, verb: int, clause: int) -> bool:
    """ "rules that he thought would fail": what is thought has its subject before the relative clause."""
    tokens = scene.tokens
    return not any(tokens.dep[i] in SUBJECTS and verb < i for i in tokens.children[clause])
