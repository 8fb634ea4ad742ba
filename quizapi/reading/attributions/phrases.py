"""Reported phrases: what somebody blames, announces, promises or asks for, where no clause tells it.

A verb of judging with its object ("accused the firm of fraud"), of speaking with a thing for its object
("announced a review of the rules"), of promising with an infinitive ("vowed to stay"), of urging with a
person and an infinitive ("asked the council to wait"). The classes are VerbNet's (judgment, characterize,
say, promise, urge). A phrase is no sentence: it tells whose view something is, and nothing can be asked
about it.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from quizapi.reading.attributions.clauses import cut_tail, sentence_limit
from quizapi.reading.attributions.cues import JUDGE, MENTION, NAME, PROMISE, REPORTING, STANCE, TOPIC, URGE
from quizapi.reading.attributions.frames import frame_of, is_statement, subject_of
from quizapi.reading.attributions.passed_on import is_quoted_saying
from quizapi.reading.attributions.reported import Reported
from quizapi.reading.attributions.scene import Scene
from quizapi.reading.attributions.speakers import ONESELF, can_speak, is_speaker

PHRASE_CUES: Final = JUDGE | NAME | MENTION | STANCE | PROMISE | URGE | frozenset(TOPIC)

_JOINED: Final = frozenset({"of", "for", "as", "to", "over", "with", "against", "about"})
#: The same for what is announced or mentioned, which often has its place and its author.
_PLACED: Final = _JOINED | {"on", "from", "in", "by"}
_ASIDES: Final = frozenset({"during", "since", "until", "while", "when", "after", "before"})
_MIN_WORDS: Final = 1


def phrase_under(scene: Scene, verb: int) -> list[Reported]:
    """The phrase that a verb of the classes reports, or nothing."""
    tokens = scene.tokens
    lemma = tokens.lemma[verb]
    after = [i for i in tokens.children[verb] if i > verb and scene.owner[i] < 0]
    parts: Iterable[int] | None = None
    if lemma in PROMISE | URGE:
        parts = _infinitive(scene, verb, after)
        rule = "promised" if lemma in PROMISE else "urged"
    if not parts and lemma in JUDGE | NAME | MENTION | STANCE:
        parts = _object(scene, after, named=lemma in NAME, joined=_PLACED if lemma in MENTION else _JOINED)
        if lemma == "say" and parts and tokens.pos[parts[0]] == "PRON":
            parts = None
        rule = "mentioned" if lemma in MENTION else "stood" if lemma in STANCE else "judged"
    if not parts and lemma in TOPIC:
        parts = _topic(scene, after, TOPIC[lemma])
        rule = "spoken-of"
    if not parts or not is_statement(scene, verb) or _tells_of_saying(scene, verb, parts):
        return []
    head = subject_of(scene, verb)
    if (
        head is None
        or not _is_own(scene, verb, head)
        or not can_speak(scene, head)
        or not is_speaker(scene, head)
        or tokens.lower[head] in ONESELF
        or scene.paragraph[head] != scene.paragraph[verb]
    ):
        return []
    limit = sentence_limit(scene, verb)
    if rule != "promised":
        parts = [*parts, *_following(scene, after, max(parts))]
    below = [i for part in parts for i in scene.below(part) if verb < i < limit]
    if not below:
        return []  # the parser ties words beyond the sentence's end to the verb
    first, last = min(below), max(below)
    if rule == "spoken-of":
        first += 1
    if rule == "promised":
        first = next((i for i in range(first, last) if tokens.lower[i] == "to"), first)
        if first and tokens.lower[first - 1] == "not":
            first -= 1
    last = cut_tail(scene, first, _before_adjunct(scene, first, last))
    if any(scene.owner[i] >= 0 for i in range(first, last + 1)):
        return []
    if sum(1 for i in range(first, last + 1) if tokens.words[i][:1].isalnum()) < _MIN_WORDS:
        return []
    return [Reported(frame_of(scene, verb, head, rule), first, last)]


def _tells_of_saying(scene: Scene, verb: int, parts: Iterable[int]) -> bool:
    """ "quoted the minister as saying that ...": what is said is no part of a thing."""
    below = {k for part in parts for k in (part, *scene.tokens.children[part])}
    return any(is_quoted_saying(scene, i) for i in {*below, *scene.tokens.children[verb]} if i > verb)


def _is_own(scene: Scene, verb: int, head: int) -> bool:
    """Whether the subject is the verb's own, or a name that it surely shares: "smiled and praised ..."."""
    tokens = scene.tokens
    if tokens.dep[verb] == "relcl":
        return False
    if tokens.head[head] == verb:
        return True
    named = scene.entity_at(head) is not None or tokens.pos[head] == "PRON"
    return named and tokens.dep[verb] in ("advcl", "conj") and tokens.head[head] == tokens.head[verb]


def _before_adjunct(scene: Scene, first: int, last: int) -> int:
    """Cut "during the talks", "since 1990", "by citing a poll": they tell of the saying."""
    tokens = scene.tokens
    for i in range(first + 1, last):
        aside = tokens.lower[i] in _ASIDES or (tokens.lower[i] == "by" and tokens.tag[i + 1] == "VBG")
        if aside and tokens.dep[i] in ("prep", "mark", "advmod"):
            return i - 1
    return last


def _object(scene: Scene, after: list[int], *, named: bool, joined: frozenset[str]) -> list[int] | None:
    """The object with what is said of it: "the firm | of fraud", "the plan | as a mistake"."""
    tokens = scene.tokens
    if after and not named and tokens.dep[after[0]] == "xcomp" and tokens.tag[after[0]] == "VBG":
        return [after[0]]
    if not after or tokens.dep[after[0]] not in ("dobj", "ccomp"):
        return None
    if tokens.dep[after[0]] == "ccomp" and tokens.child(after[0], "mark", "aux") is not None:
        return None
    kept = [after[0]]
    for part in after[1:]:
        if tokens.dep[part] not in ("prep", "oprd") or (
            tokens.dep[part] == "prep" and (tokens.lower[part] not in joined or _tells_when(scene, part))
        ):
            break
        kept.append(part)
    named = named and tokens.dep[kept[0]] != "ccomp" and not _has_as(scene, kept[0])
    if len(kept) < 2 and (tokens.pos[kept[0]] == "PRON" or named):
        return None  # "praised him", "called a meeting"
    return kept


def _following(scene: Scene, after: list[int], last: int) -> list[int]:
    """What stands right behind the phrase and belongs to it: "to help the poor", "as a mistake"."""
    tokens = scene.tokens
    kept = []
    for part in (i for i in after if i > last):
        infinitive = tokens.tag[part] == "VB" and any(tokens.lower[i] == "to" for i in tokens.children[part])
        purpose = tokens.dep[part] in ("xcomp", "advcl") and infinitive
        if any(tokens.words[i] == "," for i in range(last, part)) or not (
            purpose or (tokens.dep[part] == "prep" and tokens.lower[part] == "as")
        ):
            break
        kept.append(part)
    return kept


def _has_as(scene: Scene, thing: int) -> bool:
    """ "brands their plan as a gift", where the parser ties "as" to the plan."""
    return any(scene.tokens.lower[i] == "as" and i > thing for i in scene.tokens.children[thing])


def _topic(scene: Scene, after: list[int], prepositions: frozenset[str]) -> list[int] | None:
    """ "for reform" behind "called"."""
    tokens = scene.tokens
    if not after or tokens.dep[after[0]] != "prep" or tokens.lower[after[0]] not in prepositions:
        return None
    return [after[0]] if any(i > after[0] for i in tokens.children[after[0]]) else None


def _tells_when(scene: Scene, prep: int) -> bool:
    tokens = scene.tokens
    thing = tokens.child(prep, "pobj")
    entity = None if thing is None else scene.entity_at(thing)
    return entity is not None and entity.type in ("DATE", "TIME")


def _infinitive(scene: Scene, verb: int, after: list[int]) -> list[int] | None:
    """ "to stay" for a promise; "the council | to wait" for a request."""
    tokens = scene.tokens
    verbs = [i for i in after if tokens.dep[i] in ("xcomp", "ccomp") and tokens.tag[i] == "VB"]
    if not verbs or not any(tokens.lower[i] == "to" for i in tokens.children[verbs[0]]):
        return None
    if tokens.lemma[verb] in ("refuse", "decline") and tokens.lemma[verbs[0]] in REPORTING:
        return None  # "refused to say": a saying denied
    asked = [i for i in after if tokens.dep[i] in ("dobj", "dative") and i < verbs[0]]
    asked += [i for i in after if tokens.dep[i] == "prep" and tokens.lower[i] == "on" and i < verbs[0]]
    asked += [i for i in tokens.children[verbs[0]] if tokens.dep[i] == "nsubj" and i > verb]
    if bool(asked) != (tokens.lemma[verb] in URGE):
        return None
    return [*(i for i in asked if tokens.pos[i] not in ("PRON", "ADP")), verbs[0]]
