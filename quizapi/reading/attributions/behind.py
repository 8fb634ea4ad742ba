"""Finds the reporting clause behind a quotation, or at the end of the sentence around it.

The parser is unsure about sentences that a quotation cuts through, so the place of a verb beside the marks
counts first and its dependency label second.
"""

from __future__ import annotations

from typing import Final

from quizapi.reading.attributions.cues import ALL_CUES, REPORTING
from quizapi.reading.attributions.endings import DASHES, ending
from quizapi.reading.attributions.frames import Frame, cue_of, frame_of, is_cue, subject_of
from quizapi.reading.attributions.np import phrase_head_at
from quizapi.reading.attributions.scene import Quote, Scene
from quizapi.reading.attributions.speakers import can_speak, is_person, is_speaker

_SKIPPED: Final = DASHES | {",", "…", "..."}
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
_MAX_REACH: Final = 40


def frame_after(scene: Scene, quote: Quote) -> Frame | None:
    """`"...," she said`, `"...," said the minister`, `"...," according to the report`, `"..." - Name`."""
    tokens = scene.tokens
    start, end = scene.narration_after(quote)
    i = start
    while i < end and (
        tokens.words[i] in _SKIPPED
        or not tokens.words[i].strip()
        or (tokens.tag[i] == "RB" and tokens.lower[i] != "not")
    ):
        i += 1
    if i >= end:
        return None
    end = min(end, start + _MAX_REACH)
    how = ending(scene, quote)
    if how == "stop" and not tokens.words[i][:1].islower():
        return _signature(scene, start, i, end)
    if _is_aside(scene, quote):
        return None
    if tokens.lower[i] == "according" and tokens.lower[i + 1 : i + 2] == ["to"]:
        head = phrase_head_at(tokens, i + 2, end)
        return None if head is None or not can_speak(scene, head) else frame_of(scene, i, head, "according")
    if tokens.pos[i] in ("SCONJ", "CCONJ", "ADP"):
        return None
    frame = _inverted(scene, i, end) or _plain(scene, i, end, how) or _named(scene, i, end)
    return frame or _signature(scene, start, i, end)


def _is_aside(scene: Scene, quote: Quote) -> bool:
    """Whether dashes set the quotation off on both sides: what follows goes on with the sentence before."""
    words = scene.tokens.words
    before, after = words[quote.first - 1 : quote.first], words[quote.last + 1 : quote.last + 2]
    return bool(before and after) and before[0] in DASHES and after[0] in DASHES


def _inverted(scene: Scene, i: int, end: int) -> Frame | None:
    tokens = scene.tokens
    if tokens.tag[i] not in ("VBD", "VBZ", "VBP", "VBN", "VB") or i + 1 >= end:
        return None
    k = i + 1
    while k < end and tokens.tag[k] == "RB":
        k += 1
    if k >= end or tokens.lower[k] in ("that", "to", "him", "them", "me", "us"):
        return None
    head = next(
        (s for s in tokens.children[i] if k <= s < end and tokens.dep[s] == "nsubj" and scene.free(s)), None
    )
    if head is None or not _begins_at(scene, head, k):
        head = phrase_head_at(tokens, k, end)
    if head is None or not can_speak(scene, head):
        return None
    if any(tokens.dep[s] == "nsubj" and s < i and scene.free(s) for s in tokens.children[i]):
        return None  # "Roffman, who ... "x," described the impact as ...": the subject came before
    known = tokens.lemma[i] in ALL_CUES
    if not known and not (tokens.dep[head] == "nsubj" and tokens.head[head] == i):
        return None
    return frame_of(scene, i, head, "after-inverted" if known else "after-unknown")


def _begins_at(scene: Scene, head: int, k: int) -> bool:
    return head == k or (all(scene.tokens.head[i] <= head for i in range(k, head)) and head - k < 12)


def _plain(scene: Scene, i: int, end: int, how: str) -> Frame | None:
    tokens = scene.tokens
    head = phrase_head_at(tokens, i, end)
    if head is None or not can_speak(scene, head):
        return None
    verb = _verb_after(scene, head, end)
    if verb is None:
        return None
    if tokens.lemma[verb] not in ALL_CUES:
        unknown_fits = (
            how in ("comma", "asks") and is_person(scene, head) and not _has_own_object(scene, verb, end)
        )
        return frame_of(scene, verb, head, "after-unknown") if unknown_fits else None
    if how != "comma" and (_has_own_content(scene, verb, end) or _has_own_thing(scene, verb, end)):
        return None
    if not _says_so(scene, verb) or (how == "open" and verb - head > 2):
        return None  # a quotation that ends inside a clause: the verb must stand right beside its subject
    return frame_of(scene, verb, head, "after")


def _named(scene: Scene, i: int, end: int) -> Frame | None:
    """A name right before a reporting verb, where the parser lost its way ("Tersk fire chief Orr said")."""
    tokens = scene.tokens
    for k in range(i + 1, min(end, i + 10)):
        if tokens.words[k] == "," or (tokens.tag[k] in _FINITE and tokens.lemma[k] not in REPORTING):
            return None
        if tokens.tag[k] in _FINITE:
            entity = scene.entity_at(k - 1)
            ok = (
                entity is not None
                and entity.type in ("PERSON", "ORG")
                and tokens.end[k - 1] == entity.span.end
            )
            return Frame(k, cue_of(scene, k), k - 1, (i, k - 1), "after") if ok else None
    return None


def _says_so(scene: Scene, verb: int) -> bool:
    return scene.tokens.child(verb, "neg") is None


def _verb_after(scene: Scene, head: int, end: int) -> int | None:
    """The finite verb that the phrase at the start is the subject of; what stands between is set aside."""
    tokens = scene.tokens
    if tokens.dep[head] in ("nsubj", "nsubjpass") and head < tokens.head[head] < end:
        verb = tokens.head[head]
        if tokens.lemma[verb] in ALL_CUES or tokens.tag[verb] in _FINITE:
            quoted = tokens.lemma[verb] in ("quote", "cite")
            return verb if tokens.dep[head] == "nsubj" or quoted else None
    fallback = None
    for k in range(head + 1, end):
        if tokens.tag[k] not in _FINITE or tokens.dep[k] in ("relcl", "acl", "amod"):
            continue
        if tokens.lower[k - 1] in ("who", "which", "that"):
            continue
        if tokens.lemma[k] in ALL_CUES:
            return k
        if fallback is None:
            fallback = k
        if tokens.pos[k] == "VERB" and k - head > 1 and tokens.words[k - 1] != ",":
            break
    return fallback


def _has_own_object(scene: Scene, verb: int, end: int) -> bool:
    tokens = scene.tokens
    return any(
        verb < i < end and tokens.dep[i] in ("dobj", "ccomp", "attr", "acomp") for i in tokens.children[verb]
    )


def _has_own_thing(scene: Scene, verb: int, end: int) -> bool:
    """Whether the verb has an object that is nobody told."""
    tokens = scene.tokens
    return any(
        verb < i < end and tokens.dep[i] == "dobj" and not is_speaker(scene, i) for i in tokens.children[verb]
    )


def _has_own_content(scene: Scene, verb: int, end: int) -> bool:
    """Whether the verb goes on to report something else: a clause, or a colon before another quotation."""
    tokens = scene.tokens
    if any(verb < i < end and tokens.dep[i] == "ccomp" for i in tokens.children[verb]):
        return True
    if end < len(tokens) and scene.owner[end] >= 0:
        return tokens.words[end - 1] in (",", ":", "that", "as") or tokens.lemma[end - 1] in REPORTING
    return False


def _signature(scene: Scene, start: int, i: int, end: int) -> Frame | None:
    """`"..." - Name`, alone behind the quotation."""
    tokens = scene.tokens
    behind = tokens.text[tokens.start[start - 1] : tokens.end[min(start, end - 1)]].lstrip("\"”’' \xa0")
    if start >= end or not behind.startswith(tuple(DASHES)) or end - i > 12:
        return None
    entity = scene.entity_at(i)
    named = all(tokens.words[k][:1].isupper() for k in range(i, end) if tokens.words[k][:1].isalpha())
    if not (named and 2 <= end - i <= 6) and (entity is None or entity.type not in ("PERSON", "ORG")):
        return None
    if any(tokens.tag[k] in _FINITE for k in range(i, end)) or (
        end < len(tokens) and not _paragraph_ends(scene, end)
    ):
        return None
    last = end - 1
    while last > i and not tokens.words[last][:1].isalnum():
        last -= 1
    head = last if named else phrase_head_at(tokens, i, end)
    return None if head is None else Frame(start, (start, start), head, (i, last), "signature")


def _paragraph_ends(scene: Scene, i: int) -> bool:
    rest = range(i, scene.paragraph_tokens[scene.paragraph[i - 1]][1])
    return all(not any(c.isalnum() for c in scene.tokens.words[k]) for k in rest[:6]) and len(rest) <= 6


def frame_around(scene: Scene, quote: Quote) -> Frame | None:
    """`The plan is "a gift" to the banks, she said.`: the sentence ends with the reporting clause."""
    tokens = scene.tokens
    start, end = scene.narration_after(quote)
    end = min(end, start + _MAX_REACH)
    for i in range(end - 1, start - 1, -1):
        if not is_cue(scene, i) or tokens.lemma[i] not in REPORTING or tokens.tag[i] not in _FINITE:
            continue
        head = subject_of(scene, i)
        if head is None or not start <= head < end or not can_speak(scene, head):
            return None
        frame = frame_of(scene, i, head, "around")
        left = min(frame.source[0], i)
        right = max(frame.source[1], frame.cue[1]) + 1
        closes = (
            right >= end
            or tokens.words[right] in (",", "—", "–")
            or tokens.pos[right] in ("ADP", "ADV", "SCONJ")
        )
        if left > start and tokens.words[left - 1] == "," and closes and not _has_own_content(scene, i, end):
            return frame
        return None
    return None
