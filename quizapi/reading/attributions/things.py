"""What documents show and people feel about a thing, without a clause: "the survey shows a close race"."""

from __future__ import annotations

from quizapi.reading.attributions.clauses import cut_tail, sentence_limit
from quizapi.reading.attributions.cues import DOCUMENTS
from quizapi.reading.attributions.frames import frame_of, is_statement, subject_of
from quizapi.reading.attributions.reported import Reported, piece
from quizapi.reading.attributions.scene import Scene
from quizapi.reading.attributions.speakers import ONESELF, is_speaker


def feeling_about(scene: Scene, verb: int, head: int, about: int) -> list[Reported]:
    """ "was critical of the plan"."""
    tokens = scene.tokens
    below = [i for i in scene.below(about) if i > about]
    if not below or not is_speaker(scene, head) or tokens.lower[head] in ONESELF:
        return []
    last = cut_tail(scene, about + 1, min(max(below), sentence_limit(scene, verb) - 1))
    frame = frame_of(scene, verb, head, "attitude")
    frame.cue = (verb, about)
    if any(scene.owner[i] >= 0 for i in range(about + 1, last + 1)):
        return []
    return piece(scene, frame, about + 1, last, least=1)


def shown_thing(scene: Scene, verb: int) -> list[Reported]:
    """ "The survey shows a close race": what a document shows, without a clause."""
    tokens = scene.tokens
    thing = next((i for i in tokens.children[verb] if tokens.dep[i] == "dobj" and i > verb), None)
    if thing is None or tokens.pos[thing] == "PRON" or not is_statement(scene, verb):
        return []
    head = subject_of(scene, verb)
    if head is None or tokens.lemma[head] not in DOCUMENTS or tokens.head[head] != verb:
        return []
    below = [i for i in scene.below(thing) if i > verb]
    last = cut_tail(scene, min(below), min(max(below), sentence_limit(scene, verb) - 1))
    if any(scene.owner[i] >= 0 for i in range(min(below), last + 1)):
        return []
    return piece(scene, frame_of(scene, verb, head, "shown-thing"), min(below), last)
