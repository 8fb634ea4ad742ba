"""Finds the reporting clause before a quotation: a verb, a colon, a label."""

from __future__ import annotations

from typing import Final

from quizapi.reading.attributions.cues import ALL_CUES, CHARACTERISE, DOCUMENTS, REPORTING, SHOW, THINK
from quizapi.reading.attributions.endings import DASHES, is_fragment
from quizapi.reading.attributions.frames import Frame, frame_of, is_cue, is_statement, subject_of
from quizapi.reading.attributions.np import phrase_head_at
from quizapi.reading.attributions.scene import Quote, Scene
from quizapi.reading.attributions.speakers import can_speak, is_person

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
_INVERTED_FORMS: Final = frozenset({"said", "says", "added", "adds", "wrote", "writes", "asked", "replied"})
_BELOW: Final = frozenset({"relcl", "aux", "auxpass", "advcl"})
_MAX_REACH: Final = 40


def frame_before(scene: Scene, quote: Quote) -> Frame | None:
    """`She said: "..."`, `the minister told reporters that "..."`, `he called it "..."`, `Name: "..."`."""
    tokens = scene.tokens
    start, end = scene.narration_before(quote)
    start = max(start, end - _MAX_REACH)
    if start >= end:
        return None
    last = end - 1
    while last > start and not tokens.words[last].strip():
        last -= 1
    script = _script(scene, start, last)
    if script is not None:
        return script
    according = _according_before(scene, start, last, quote)
    above = _ancestors(scene, quote)
    fragment = is_fragment(scene, quote)
    led_in = (
        tokens.words[last] in (",", ":", "—", "–", "-")
        or tokens.lemma[last] in ALL_CUES
        or tokens.lower[last] == "that"
    )
    crossed = 0
    thought: Frame | None = None
    for verb in range(last, start - 1, -1):
        if not tokens.tag[verb].startswith("VB"):
            continue
        if is_cue(scene, verb) or _puts_it(scene, verb):
            attached = _tells_which(scene, verb)
            introduced = led_in and not (tokens.lower[last] == "that" and attached)
            adjacent = crossed == 0 and (introduced or (fragment and not attached))
            if verb in above or adjacent:
                frame = _before(scene, verb, fragment=fragment, led_in=led_in)
                if frame is not None and frame.rule != "before-thought":
                    return frame
                thought = thought or frame
        crossed += _is_crossing(scene, verb)
    return (
        thought
        or according
        or _inverted_before(scene, start, last)
        or (None if fragment else _colon(scene, start, last))
    )


def _tells_which(scene: Scene, verb: int) -> bool:
    """Whether a verb stands in a relative clause whose subject is the pronoun: "anybody who complains"."""
    tokens = scene.tokens
    if tokens.dep[verb] != "relcl":
        return False
    subject = tokens.child(verb, "nsubj")
    return subject is None or tokens.tag[subject] in ("WP", "WDT")


def _is_crossing(scene: Scene, verb: int) -> bool:
    """Whether a finite verb of another clause stands between a reporting verb and the quotation."""
    tokens = scene.tokens
    if tokens.tag[verb] not in _FINITE:
        return False
    if tokens.dep[verb] in ("aux", "auxpass"):
        return tokens.lemma[tokens.head[verb]] not in ALL_CUES
    return tokens.dep[verb] != "relcl"


def _before(scene: Scene, verb: int, *, fragment: bool, led_in: bool) -> Frame | None:
    tokens = scene.tokens
    if not is_statement(scene, verb) or (tokens.tag[verb] == "VBN" and tokens.dep[verb] == "acl"):
        return None
    head = subject_of(scene, verb)
    if head is None or (head > verb and tokens.dep[verb] == "relcl") or not can_speak(scene, head):
        return None
    lemma = "say" if _puts_it(scene, verb) else tokens.lemma[verb]
    if lemma in SHOW - REPORTING and tokens.lemma[head] not in DOCUMENTS:
        return None
    if lemma in REPORTING:
        rule = "before" if led_in else "before-within"
    elif lemma in CHARACTERISE and fragment:
        rule = "before-called"
    elif lemma in SHOW | THINK:
        rule = "before-thought"
    elif led_in:
        rule = "before-called"
    else:
        return None
    return frame_of(scene, verb, head, rule)


def _puts_it(scene: Scene, verb: int) -> bool:
    """ "as the mayor put it"."""
    tokens = scene.tokens
    return tokens.lemma[verb] == "put" and tokens.lower[verb + 1 : verb + 2] == ["it"] and scene.free(verb)


def _colon(scene: Scene, start: int, last: int) -> Frame | None:
    """`Dorn hit back: "..."`: a person does something, a colon, and the words."""
    tokens = scene.tokens
    if tokens.words[last] != ":":
        return None
    for verb in range(last - 1, start - 1, -1):
        below = tokens.dep[verb] in _BELOW or (tokens.dep[verb] == "ccomp" and scene.free(tokens.head[verb]))
        if tokens.tag[verb] not in _FINITE or below:
            continue
        head = subject_of(scene, verb)
        if head is None or head > verb or not is_person(scene, head) or not is_statement(scene, verb):
            return None
        return frame_of(scene, verb, head, "colon")
    return None


def _ancestors(scene: Scene, quote: Quote) -> set[int]:
    """Tokens outside the quotation that its tokens hang under."""
    tokens = scene.tokens
    found: set[int] = set()
    for i in (quote.first + 1, quote.last - 1, min(quote.first + 3, quote.last - 1)):
        at = min(max(i, 0), len(tokens) - 1)
        for _ in range(_MAX_REACH):
            if tokens.head[at] == at or at in found:
                break
            at = tokens.head[at]
            if scene.owner[at] < 0:
                found.add(at)
    return found


def _according_before(scene: Scene, start: int, last: int, quote: Quote) -> Frame | None:
    tokens = scene.tokens
    for i in range(start, last):
        if tokens.lower[i] == "according" and tokens.lower[i + 1] == "to":
            head = phrase_head_at(tokens, i + 2, last + 1)
            if head is not None and can_speak(scene, head):
                return frame_of(scene, i, head, "according")
    return None


def _inverted_before(scene: Scene, start: int, last: int) -> Frame | None:
    """`Said Ellis: "..."`."""
    tokens = scene.tokens
    if tokens.words[last] != ":" or tokens.lower[start] not in _INVERTED_FORMS or last - start > 15:
        return None
    head = phrase_head_at(tokens, start + 1, last)
    return None if head is None or not can_speak(scene, head) else frame_of(scene, start, head, "before")


def _script(scene: Scene, start: int, last: int) -> Frame | None:
    """`Name: "..."` with nothing else before it, or behind a dash."""
    tokens = scene.tokens
    if tokens.words[last] != ":":
        return None
    dashes = [k for k in range(start, last) if tokens.words[k] in DASHES]
    start = dashes[-1] + 1 if dashes else start
    words = [k for k in range(start, last) if tokens.words[k].strip()]
    if not 1 <= len(words) <= 6 or tokens.pos[words[-1]] != "PROPN":
        return None
    entity = scene.entity_at(words[-1])
    if entity is not None and entity.type not in ("PERSON", "ORG"):
        return None
    if not all(tokens.words[k][:1].isupper() or tokens.lower[k] in ("and", "of", "the") for k in words):
        return None
    return Frame(last, (last, last), words[-1], (words[0], words[-1]), "script")


def speaker_label(scene: Scene, quote: Quote) -> Frame | None:
    """`"VOLD: We shall see."`: a quoted transcript names its speaker in capitals inside the marks."""
    tokens = scene.tokens
    for i in range(quote.first + 1, min(quote.first + 6, quote.last)):
        word = tokens.words[i]
        if word == ":":
            return Frame(i, (i, i), i - 1, (quote.first + 1, i - 1), "label") if i > quote.first + 1 else None
        if not word.isupper() or len(word) < 2:
            return None
    return None
