"""A reporting clause set into a sentence, behind it, or before it: "X, she said", "according to X"."""

from __future__ import annotations

from typing import Final

from quizapi.reading.attributions.clauses import cut_tail, has_main_clause, sentence_limit, sentence_start
from quizapi.reading.attributions.cues import CLAUSE_CUES
from quizapi.reading.attributions.endings import is_fragment
from quizapi.reading.attributions.frames import Frame, frame_of
from quizapi.reading.attributions.np import phrase_head_at
from quizapi.reading.attributions.reported import Reported, piece
from quizapi.reading.attributions.scene import Scene
from quizapi.reading.attributions.speakers import can_speak

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_MAX_ADJUNCT: Final = 9
_MAX_DATELINE: Final = 14
_DASHES: Final = frozenset({"—", "–", "-", "--"})
_COMMAS: Final = frozenset({",", "—", "–", "-", "--"})
_GIVES_REASON: Final = frozenset({"because", "although", "though", "since", "unless", "if", "until", "so"})
_OPEN_QUESTION: Final = frozenset({"WP", "WRB", "WDT"})


def is_set_in(scene: Scene, frame: Frame) -> bool:
    """Whether the reporting clause stands between commas, or behind one at the sentence's end.

    Its source and verb are side by side, nothing follows but an adjunct ("on Tuesday"), and a comma or a
    dash parts it from what goes before.
    """
    tokens = scene.tokens
    left, right = _left_edge(scene, frame)
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


def _left_edge(scene: Scene, frame: Frame) -> tuple[int, int]:
    """The edges, with an "as" before the clause: ", as the paper reported"."""
    left, right = _edges(frame)
    return (left - 1 if left > 1 and scene.tokens.lower[left - 1] == "as" else left), right


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


def around(scene: Scene, frame: Frame) -> list[Reported]:
    """The sentence around a reporting clause that is set into it, or behind it.

    Where the words before are a whole clause, they are what is reported. Where they only begin one ("Many of
    the closures, he said, have ..."), the words behind are, and the beginning too if it is their subject.
    """
    tokens = scene.tokens
    left, right = _left_edge(scene, frame)
    start = _behind_dateline(scene, sentence_start(scene, left), left)
    whole = has_main_clause(scene, start, left)
    participle = tokens.tag[start] in ("VBN", "VBG") and tokens.dep[start] not in (
        "csubj",
        "amod",
        "compound",
    )
    if (
        (participle and not (whole and frame.rule == "according"))
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
    if whole or has_main_clause(scene, start, left):
        found = piece(scene, frame, start, left - 1)
        if found and behind is not None and behind + 1 < limit and tokens.lower[behind + 1] in _GIVES_REASON:
            found += piece(scene, frame, behind + 1, limit - 1)
        return found
    if (
        behind is None
        or behind >= limit
        or not has_main_clause(scene, behind + 1, limit, subject_before=start)
    ):
        return []
    found = piece(scene, frame, behind + 1, cut_tail(scene, behind + 1, limit - 1), least=2)
    quoted_behind = any(scene.owner[i] >= 0 for i in range(behind, limit))
    if found and not quoted and _opens(scene, start, left, named=quoted_behind):
        found += piece(scene, frame, start, left - 1, least=1)
    return found


def _opens(scene: Scene, start: int, left: int, *, named: bool) -> bool:
    """Whether the words before a reporting clause begin what is reported: "The tests", no mere "Still".

    Before words in quotation marks only what the sentence is about does: "On Monday", the reporter may add.
    """
    tokens = scene.tokens
    words = [i for i in range(start, left) if tokens.words[i][:1].isalnum()]
    if words and tokens.lower[words[0]] in ("but", "and", "so", "or"):
        words = words[1:]
    nominal = ("NOUN", "PROPN", "PRON", "NUM")
    if not words or (len(words) == 1 and tokens.pos[words[0]] not in nominal):
        return False
    if not named:
        return True
    return any(
        tokens.dep[i] in ("nsubj", "nsubjpass", "ROOT", "dep") and tokens.pos[i] in nominal for i in words
    ) and tokens.pos[words[0]] in (*nominal, "DET", "ADJ", "PRON")


def _behind_dateline(scene: Scene, start: int, left: int) -> int:
    """ "NAIROBI, March 3 (Reuter) - Kenya ...": the sentence begins behind the dash."""
    tokens = scene.tokens
    word = tokens.words[start]
    if not word.isupper() or len(word) < 3 or start != scene.paragraph_tokens[scene.paragraph[start]][0]:
        return start
    dash = next(
        (i for i in range(start + 1, min(start + _MAX_DATELINE, left)) if tokens.words[i] in _DASHES), None
    )
    return start if dash is None else dash + 1


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


def according(scene: Scene, i: int) -> list[Reported]:
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
        if _quotes_before(scene, start, i):
            return []
        found = around(scene, frame)
        if not found and _adjunct_end(scene, frame.source[1], limit) == limit:
            found = piece(scene, frame, start, i - 1, least=5)
        return found
    comma = next(
        (k for k in range(frame.source[1] + 1, limit) if tokens.words[k] == "," and scene.free(k)), None
    )
    if comma is None:
        return []
    return piece(scene, frame, comma + 1, cut_tail(scene, comma + 1, limit - 1))


def _quotes_before(scene: Scene, start: int, i: int) -> bool:
    """Whether a whole quotation stands right before: then it is what is reported."""
    k = i - 1
    while k > start and scene.tokens.words[k] == "," and scene.free(k):
        k -= 1
    return scene.owner[k] >= 0 and not is_fragment(scene, scene.quotes[scene.owner[k]])
