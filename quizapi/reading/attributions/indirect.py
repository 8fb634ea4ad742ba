"""Indirect and mixed speech: the clause under a reporting verb, a reporting clause set into a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from quizapi.reading.attributions.cues import CLAUSE_CUES, DOCUMENTS, SHOW, THOUGHT_CUES
from quizapi.reading.attributions.frames import Frame, frame_of, is_statement, subject_of
from quizapi.reading.attributions.np import phrase_head_at
from quizapi.reading.attributions.scene import Scene
from quizapi.reading.attributions.speakers import can_speak

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
_MIN_WORDS: Final = 3
_MAX_CLAUSE: Final = 120
_GOES_ON: Final = frozenset(
    {"but", "and", "or", "because", "although", "though", "while", "if", "as", "so", "yet"}
)
_EDGE: Final = frozenset({",", ";", ":", "—", "–", "-", "--", ".", "that", "and", "but", "(", ")"})


@dataclass(slots=True)
class Reported:
    """A frame and the tokens of what is reported: `first` to `last`, both included."""

    frame: Frame
    first: int
    last: int


def find_reported(scene: Scene) -> list[Reported]:
    """All reported clauses that the article's own words introduce."""
    tokens = scene.tokens
    found = []
    for i, lemma in enumerate(tokens.lemma):
        if scene.owner[i] >= 0 or scene.paragraph[i] < 0:
            continue
        if tokens.lower[i] == "according":
            found += _according(scene, i)
        elif tokens.tag[i][:2] == "VB" and (lemma in CLAUSE_CUES or lemma in THOUGHT_CUES or lemma in SHOW):
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
    clauses = [i for i in tokens.children[verb] if tokens.dep[i] == "ccomp" and tokens.head[i] == verb]
    found = []
    for clause in clauses:
        if clause > verb:
            found += _clause_after(scene, verb, head, clause, level)
        elif level == "said" and clause < head:
            found += _clause_before(scene, verb, head, clause)
    if not clauses and level == "said":
        found += _set_in(scene, verb, head)
    return found


def _level(scene: Scene, verb: int, head: int) -> str | None:
    tokens = scene.tokens
    lemma = tokens.lemma[verb]
    document = tokens.lemma[head] in DOCUMENTS
    if lemma in CLAUSE_CUES:
        return "said"
    if lemma in SHOW and document:
        return "shown"
    if lemma in THOUGHT_CUES and not document:
        return "thought"
    return None


def _clause_after(scene: Scene, verb: int, head: int, clause: int, level: str) -> list[Reported]:
    """ "... said (that) the bridge was safe and that it would open": one piece for each "that"."""
    tokens = scene.tokens
    limit = _sentence_limit(scene, verb)
    first = _first_of(scene, clause, verb + 1)
    that = tokens.lower[first] == "that" or (first - 1 > verb and tokens.lower[first - 1] == "that")
    if any(tokens.dep[i] == "mark" and tokens.lower[i] in ("if", "whether") for i in tokens.children[clause]):
        return []
    if any(tokens.tag[i] in ("WP", "WRB", "WDT") and i == first for i in range(first, first + 1)):
        return []
    if tokens.tag[clause] == "VBG" or not _is_finite(scene, clause):
        return []
    last = _last_of(scene, clause, limit)
    rule = f"{level}-that" if that else level
    return _piece(scene, frame_of(scene, verb, head, rule), first, last)


def _is_finite(scene: Scene, clause: int) -> bool:
    tokens = scene.tokens
    if tokens.tag[clause] in _FINITE:
        return True
    return any(
        tokens.dep[i] in ("aux", "auxpass", "cop") and tokens.tag[i] in _FINITE
        for i in tokens.children[clause]
    )


def _first_of(scene: Scene, clause: int, low: int) -> int:
    return min((i for i in _below(scene, clause) if i >= low), default=clause)


def _last_of(scene: Scene, clause: int, limit: int) -> int:
    return max((i for i in _below(scene, clause) if i < limit), default=clause)


def _below(scene: Scene, root: int) -> list[int]:
    tokens = scene.tokens
    found = [root]
    for i in found:
        if len(found) > _MAX_CLAUSE:
            break
        found.extend(tokens.children[i])
    return found


def _sentence_limit(scene: Scene, i: int) -> int:
    """One past the last token of the sentence; a quotation inside it does not end it."""
    tokens = scene.tokens
    end = scene.paragraph_tokens[scene.paragraph[i]][1]
    k = i
    while k < end:
        if scene.owner[k] < 0 and scene.ends_sentence(k):
            return k
        if scene.owner[k] >= 0:
            quote = scene.quotes[scene.owner[k]]
            inner = quote.marks.inner.text(tokens.text).rstrip()
            if (
                k == quote.last
                and inner[-1:] in ".!?"
                and tokens.words[k + 1 : k + 2]
                and tokens.words[k + 1][:1].isupper()
            ):
                return k + 1
        k += 1
    return end


def _clause_before(scene: Scene, verb: int, head: int, clause: int) -> list[Reported]:
    """ "The bridge is safe, she said." and, where the sentence goes on, "..., she said, but ..."."""
    tokens = scene.tokens
    frame = frame_of(scene, verb, head, "set-in")
    left = min(frame.source[0], frame.cue[0])
    right = max(frame.source[1], frame.cue[1])
    start = _sentence_start(scene, left)
    if start >= left:
        return []
    found = _piece(scene, frame, start, left - 1)
    limit = _sentence_limit(scene, right)
    goes_on = right + 2 < limit and tokens.words[right + 1] == "," and tokens.lower[right + 2] in _GOES_ON
    if found and goes_on:
        found += [p for p in _piece(scene, frame, right + 1, limit - 1) if not _has_cue(scene, p)]
    return found


def _set_in(scene: Scene, verb: int, head: int) -> list[Reported]:
    """The same where the parser did not see it: a short clause between commas, or at the sentence's end."""
    tokens = scene.tokens
    frame = frame_of(scene, verb, head, "set-in-plain")
    left = min(frame.source[0], frame.cue[0])
    right = max(frame.source[1], frame.cue[1])
    start = _sentence_start(scene, left)
    if left - start < _MIN_WORDS or tokens.words[left - 1] != "," or tokens.tag[verb] not in _FINITE:
        return []
    limit = _sentence_limit(scene, right)
    if right + 1 < limit and tokens.words[right + 1] != "," and limit - right > 6:
        return []
    return _piece(scene, frame, start, left - 1)


def _has_cue(scene: Scene, piece: Reported) -> bool:
    tokens = scene.tokens
    return any(
        tokens.lemma[i] in CLAUSE_CUES and tokens.tag[i] in _FINITE and scene.free(i)
        for i in range(piece.first, piece.last + 1)
    )


def _sentence_start(scene: Scene, i: int) -> int:
    start = scene.paragraph_tokens[scene.paragraph[i]][0]
    k = i
    while k > start and not (scene.owner[k - 1] < 0 and scene.ends_sentence(k - 1)):
        if scene.owner[k - 1] >= 0:
            quote = scene.quotes[scene.owner[k - 1]]
            inner = quote.marks.inner.text(scene.tokens.text).rstrip()
            if k - 1 == quote.last and inner[-1:] in ".!?" and scene.tokens.words[k][:1].isupper():
                return k
        k -= 1
    return k


def _according(scene: Scene, i: int) -> list[Reported]:
    """ "According to the report, ..." and "..., according to the report"."""
    tokens = scene.tokens
    if tokens.lower[i + 1 : i + 2] != ["to"]:
        return []
    limit = _sentence_limit(scene, i)
    head = phrase_head_at(tokens, i + 2, limit)
    if head is None or not can_speak(scene, head):
        return []
    frame = frame_of(scene, i, head, "according")
    start = _sentence_start(scene, i)
    if i - start > 2:
        return _piece(scene, frame, start, i - 1)
    comma = next(
        (k for k in range(frame.source[1] + 1, limit) if tokens.words[k] == "," and scene.free(k)), None
    )
    return [] if comma is None else _piece(scene, frame, comma + 1, limit - 1)


def _piece(scene: Scene, frame: Frame, first: int, last: int) -> list[Reported]:
    """The piece without connectives and punctuation at its edges; nothing where too little is left."""
    tokens = scene.tokens
    while first <= last and (tokens.lower[first] in _EDGE or not tokens.words[first].strip()):
        first += 1
    while (
        first <= last and scene.free(last) and (tokens.words[last] in _EDGE or not tokens.words[last].strip())
    ):
        last -= 1
    words = sum(1 for i in range(first, last + 1) if tokens.words[i][:1].isalnum())
    if words < _MIN_WORDS or scene.paragraph[first] != scene.paragraph[last]:
        return []
    return [Reported(frame, first, last)]
