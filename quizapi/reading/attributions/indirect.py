"""Indirect and mixed speech: the clause under a reporting verb, a reporting clause set into a sentence."""

from __future__ import annotations

from typing import Final

from quizapi.reading.attributions.clauses import (
    SUBJECTS,
    clause_end,
    has_main_clause,
    is_finite,
    sentence_limit,
    sentence_start,
)
from quizapi.reading.attributions.cues import (
    CLAUSE_CUES,
    DOCUMENTS,
    SHOW,
    THOUGHT_CUES,
)
from quizapi.reading.attributions.endings import is_fragment
from quizapi.reading.attributions.frames import Frame, frame_of, is_statement, subject_of
from quizapi.reading.attributions.np import NOMINAL, phrase_head_at
from quizapi.reading.attributions.reported import Reported
from quizapi.reading.attributions.scene import Scene
from quizapi.reading.attributions.speakers import can_speak, is_speaker

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_MIN_WORDS: Final = 3
_MAX_ADJUNCT: Final = 9
_COMMAS: Final = frozenset({",", "—", "–", "-", "--"})
_EDGE: Final = _COMMAS | {";", ":", ".", "that", "and", "but", "(", ")"}
_GIVES_REASON: Final = frozenset({"because", "although", "though", "since", "unless", "if", "until", "so"})
_OPEN_QUESTION: Final = frozenset({"WP", "WRB", "WDT"})


_CUES: Final = CLAUSE_CUES | THOUGHT_CUES | SHOW
_ONESELF: Final = frozenset({"i", "we", "you", "one"})


def find_reported(scene: Scene) -> list[Reported]:
    """All reported clauses that the article's own words introduce."""
    tokens = scene.tokens
    found = []
    for i, lemma in enumerate(tokens.lemma):
        if scene.owner[i] >= 0 or scene.paragraph[i] < 0:
            continue
        if tokens.lower[i] == "according":
            found += _according(scene, i)
        elif tokens.tag[i][:2] == "VB" and (lemma in _CUES or _makes_clear(scene, i)):
            found += _reported_by(scene, i)
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
    if level == "said" and tokens.tag[verb] in _FINITE and tokens.lemma[verb] != "point":
        frame = frame_of(scene, verb, head, "set-in")
        if _is_set_in(scene, frame):
            return _around(scene, frame)
    found = []
    for clause in tokens.children[verb]:
        if (
            tokens.dep[clause] == "ccomp"
            and clause > verb
            and scene.paragraph[clause] == scene.paragraph[verb]
        ):
            found += _clause_after(scene, verb, head, clause, level)
    return found


def _level(scene: Scene, verb: int, head: int) -> str | None:
    tokens = scene.tokens
    lemma = tokens.lemma[verb]
    document = tokens.lemma[head] in DOCUMENTS
    if lemma in CLAUSE_CUES or _makes_clear(scene, verb):
        return "said"
    if lemma in SHOW and document:
        return "shown"
    if lemma in THOUGHT_CUES and not document and tokens.lower[head] not in _ONESELF:
        return "thought"
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
    if not is_finite(scene, clause):
        return []
    marks = [i for i in tokens.children[clause] if tokens.dep[i] == "mark"]
    if any(tokens.lower[i] in ("if", "whether", "as", "because") for i in marks):
        return []
    that = next((i for i in marks if tokens.lower[i] == "that" and i > verb), None)
    if that is not None and not any(tokens.dep[i] in SUBJECTS for i in tokens.children[clause]):
        that = None  # "think that can be reversed": it is the clause's subject
    below = scene.below(clause)
    first = min((i for i in below if i > verb), default=clause) if that is None else that + 1
    if tokens.tag[first] in _OPEN_QUESTION:
        return []
    last = clause_end(scene, verb, clause, first, below)
    rule = level if that is None else f"{level}-that"
    if not is_speaker(scene, head) and tokens.lower[head] != "it":
        rule = "said-by-thing"
    return _piece(scene, frame_of(scene, verb, head, rule), first, last)


def _is_set_in(scene: Scene, frame: Frame) -> bool:
    """Whether the reporting clause stands between commas, or behind one at the sentence's end.

    Its source and verb are side by side, nothing follows but an adjunct ("on Tuesday"), and a comma or a
    dash parts it from what goes before.
    """
    tokens = scene.tokens
    left, right = _edges(frame)
    if left == 0 or not (tokens.words[left - 1] in _COMMAS or scene.owner[left - 1] >= 0):
        return False
    gap = range(min(frame.source[1], frame.verb) + 1, max(frame.source[0], frame.verb))
    if any(tokens.tag[i] in _FINITE and tokens.dep[i] not in ("aux", "relcl") for i in gap):
        return False
    limit = sentence_limit(scene, right)
    end = _adjunct_end(scene, right, limit)
    return end is not None


def _edges(frame: Frame) -> tuple[int, int]:
    return min(frame.source[0], frame.cue[0]), max(frame.source[1], frame.cue[1])


def _adjunct_end(scene: Scene, right: int, limit: int) -> int | None:
    """The token behind the reporting clause and a short adjunct: a comma or the sentence's end; else None."""
    tokens = scene.tokens
    for i in range(right + 1, min(limit, right + 1 + _MAX_ADJUNCT)):
        if scene.owner[i] >= 0:
            return None
        if tokens.words[i] in _COMMAS and tokens.words[i - 1 : i] != ["-"]:
            return i
        if tokens.tag[i] in _FINITE or tokens.lower[i] in ("that", ":") or tokens.dep[i] in ("dobj", "nsubj"):
            return None
    return limit if limit - right <= _MAX_ADJUNCT else None


def _around(scene: Scene, frame: Frame) -> list[Reported]:
    """The sentence around a reporting clause that is set into it, or behind it.

    Where the words before are a whole clause, they are what is reported. Where they only begin one ("Many of
    the closures, he said, have ..."), the words behind are, and the beginning too if it is their subject.
    """
    tokens = scene.tokens
    left, right = _edges(frame)
    start = sentence_start(scene, left)
    if (
        tokens.tag[start] in ("VBN", "VBG")
        or tokens.tag[max(left - 2, 0)] in _OPEN_QUESTION
        or _reports(scene, start, left)
    ):
        return []
    for i in range(left - 1, start - 1, -1):
        if tokens.words[i] == ":" and scene.free(i):
            start = i + 1
            break
    limit = sentence_limit(scene, right)
    quoted = [scene.owner[i] for i in range(start, left) if scene.owner[i] >= 0]
    if quoted and not all(is_fragment(scene, scene.quotes[n]) for n in set(quoted)):
        return []
    behind = _adjunct_end(scene, right, limit)
    if has_main_clause(scene, start, left):
        found = _piece(scene, frame, start, left - 1)
        if found and behind is not None and behind + 1 < limit and tokens.lower[behind + 1] in _GIVES_REASON:
            found += _piece(scene, frame, behind + 1, limit - 1)
        return found
    if (
        behind is None
        or behind >= limit
        or not has_main_clause(scene, behind + 1, limit, subject_before=start)
    ):
        return []
    found = _piece(scene, frame, behind + 1, limit - 1)
    quoted_behind = any(scene.owner[i] >= 0 for i in range(behind, limit))
    if found and not quoted_behind and _is_subject_of(scene, start, left, behind, limit):
        found += _piece(scene, frame, start, left - 1, least=2)
    return found


def _reports(scene: Scene, low: int, high: int) -> bool:
    """Whether a stretch has a reporting verb of its own with its clause."""
    tokens = scene.tokens
    return any(
        tokens.lemma[i] in CLAUSE_CUES
        and tokens.tag[i] in _FINITE
        and scene.free(i)
        and any(tokens.dep[k] == "ccomp" and k > i for k in tokens.children[i])
        for i in range(low, high)
    )


def _is_subject_of(scene: Scene, start: int, left: int, behind: int, limit: int) -> bool:
    tokens = scene.tokens
    return any(
        tokens.dep[i] in ("nsubj", "nsubjpass")
        and tokens.pos[i] in NOMINAL
        and behind < tokens.head[i] < limit
        for i in range(start, left)
    )


def _according(scene: Scene, i: int) -> list[Reported]:
    """ "According to the report, ..." and "..., according to the report"."""
    tokens = scene.tokens
    if tokens.lower[i + 1 : i + 2] != ["to"]:
        return []
    limit = sentence_limit(scene, i)
    head = phrase_head_at(tokens, i + 2, limit)
    if head is None or not can_speak(scene, head):
        return []
    frame = frame_of(scene, i, head, "according")
    start = sentence_start(scene, i)
    if i - start > 2:
        return _around(scene, frame) if not _quotes_before(scene, start, i) else []
    comma = next(
        (k for k in range(frame.source[1] + 1, limit) if tokens.words[k] == "," and scene.free(k)), None
    )
    return [] if comma is None else _piece(scene, frame, comma + 1, limit - 1)


def _quotes_before(scene: Scene, start: int, i: int) -> bool:
    """Whether a whole quotation stands right before: then it is what is reported."""
    k = i - 1
    while k > start and scene.tokens.words[k] == "," and scene.free(k):
        k -= 1
    return scene.owner[k] >= 0 and not is_fragment(scene, scene.quotes[scene.owner[k]])


def _piece(scene: Scene, frame: Frame, first: int, last: int, *, least: int = _MIN_WORDS) -> list[Reported]:
    """The piece without connectives and punctuation at its edges; nothing where too little is left."""
    tokens = scene.tokens
    while first <= last and (tokens.lower[first] in _EDGE or not tokens.words[first].strip()):
        first += 1
    while (
        first <= last and scene.free(last) and (tokens.words[last] in _EDGE or not tokens.words[last].strip())
    ):
        last -= 1
    count = sum(1 for i in range(first, last + 1) if tokens.words[i][:1].isalnum())
    if count < least or scene.paragraph[first] != scene.paragraph[last]:
        return []
    return [Reported(frame, first, last)]
