"""Words that one source only passes on: "...," the Herald quoted the minister as saying."""

from __future__ import annotations

from typing import Final

from quizapi.reading.attributions.cues import REPORTING
from quizapi.reading.attributions.frames import Frame, free_range
from quizapi.reading.attributions.np import NOMINAL, noun_phrase
from quizapi.reading.attributions.scene import Scene
from quizapi.reading.attributions.speakers import can_speak

#: Verbs of telling what another has said.
_PASSING: Final = frozenset({"quote", "cite", "report"})
_REACH: Final = 14
_CONTENT: Final = frozenset({"ccomp", "dobj", "xcomp"})


def whose(scene: Scene, frame: Frame) -> Frame:
    """The frame of the one who said it, where the frame's own source only tells that; else the frame."""
    verb = frame.verb
    head, said = _quoted_by(scene, verb), verb
    if head is None:
        told = _told_under(scene, verb)
        if told is None:
            return frame
        head, said = told
    if head is None or not can_speak(scene, head) or scene.paragraph[head] != scene.paragraph[verb]:
        return frame
    low, high = free_range(scene, head)
    source = noun_phrase(scene.tokens, head, low=low, high=high)
    return Frame(verb, (said, said), head, source, frame.rule)


def is_quoted_saying(scene: Scene, prep: int) -> bool:
    """ "as saying", which makes what stands before it the one who speaks."""
    tokens = scene.tokens
    return (
        tokens.lower[prep] == "as"
        and tokens.tag[prep + 1 : prep + 2] == ["VBG"]
        and tokens.lemma[prep + 1] in REPORTING
    )


def _quoted_by(scene: Scene, verb: int) -> int | None:
    """ "the Herald quoted Orr as saying": Orr."""
    tokens = scene.tokens
    if tokens.lemma[verb] not in _PASSING or tokens.child(verb, "auxpass") is not None:
        return None
    end = min(len(tokens) - 1, verb + _REACH)
    for i in range(verb + 1, end):
        if not scene.free(i) or scene.ends_sentence(i):
            return None
        if is_quoted_saying(scene, i):
            thing = next(
                (k for k in tokens.children[verb] if tokens.dep[k] == "dobj" and verb < k < i), i - 1
            )
            return thing if tokens.pos[thing] in NOMINAL and thing > verb else None
    return None


def _told_under(scene: Scene, verb: int) -> tuple[int, int] | None:
    """ "the Herald reported that Orr had said", with nothing behind it: Orr, and the verb of saying."""
    tokens = scene.tokens
    if tokens.lemma[verb] not in _PASSING:
        return None
    for said in tokens.children[verb]:
        if tokens.dep[said] != "ccomp" or said < verb or tokens.lemma[said] not in REPORTING:
            continue
        children = tokens.children[said]
        subject = next((i for i in children if tokens.dep[i] == "nsubj" and verb < i < said), None)
        if subject is not None and not any(tokens.dep[i] in _CONTENT for i in children if i > said):
            return subject, said
    return None
