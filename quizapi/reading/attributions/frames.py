"""A reporting verb with its subject: who is said to have said something, and whether it is said to be so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from quizapi.reading.attributions.cues import (
    ALL_CUES,
    ASPECTUAL,
    CLAUSE_CUES,
    DOCUMENTS,
    REPORTING,
    TELLING,
)
from quizapi.reading.attributions.np import NOMINAL, noun_phrase
from quizapi.reading.attributions.scene import Scene
from quizapi.reading.attributions.speakers import is_speaker

_SUBJECTS: Final = ("nsubj", "nsubjpass")
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP"})
#: Tags of words that stand for people without a noun: "most", "three", "many".
_BARE: Final = frozenset({"CD", "DT", "JJ", "JJS", "JJR", "PDT"})
_PARTED: Final = frozenset({",", ")", "—", "–"})
_RELATIVE: Final = frozenset({"who", "which", "that", "whom"})
_UNREAL: Final = frozenset({"hope", "wish", "want", "imagine", "suppose", "pretend", "let", "like"})
_UNREAL_MODALS: Final = frozenset(
    {
        "would",
        "will",
        "might",
        "may",
        "could",
        "should",
        "can",
        "must",
        "shall",
        "'ll",
        "’ll",
        "'d",
        "’d",
        "wo",
        "ca",
    }
)
_CONDITIONS: Final = frozenset({"if", "unless", "whether", "should"})
_PASSES_ON: Final = frozenset({"conj", "xcomp", "advcl", "acl", "dep", "ccomp", "parataxis", "pcomp"})


@dataclass(slots=True)
class Frame:
    """A cue and its source. `verb` and `head` are tokens; `rule` names the pattern that found it."""

    verb: int
    cue: tuple[int, int]
    head: int
    source: tuple[int, int]
    rule: str


def frame_of(scene: Scene, verb: int, head: int, rule: str) -> Frame:
    """A frame with the whole phrases of its cue and its source."""
    low, high = free_range(scene, head)
    return Frame(verb, cue_of(scene, verb), head, noun_phrase(scene.tokens, head, low=low, high=high), rule)


def free_range(scene: Scene, i: int) -> tuple[int, int]:
    """The stretch of the article's own words in one paragraph around a token, at most 40 tokens each way."""
    low = high = i
    same = scene.paragraph[i]
    while low > 0 and i - low < 40 and scene.owner[low - 1] < 0 and scene.paragraph[low - 1] == same:
        low -= 1
    n = len(scene.tokens)
    while high < n and high - i < 40 and scene.owner[high] < 0 and scene.paragraph[high] == same:
        high += 1
    return low, max(high, i + 1)


def cue_of(scene: Scene, verb: int) -> tuple[int, int]:
    """The cue's first and last token: auxiliaries of the passive and a person told belong to it."""
    tokens = scene.tokens
    first = last = verb
    if first and tokens.dep[first - 1] == "auxpass" and tokens.head[first - 1] == verb:
        first -= 1
    if tokens.lower[verb] == "according" and tokens.lower[verb + 1 : verb + 2] == ["to"]:
        return verb, verb + 1
    told = next(
        (i for i in tokens.children[verb] if i == verb + 1 and tokens.dep[i] in ("dobj", "dative")), None
    )
    if told is None and verb + 2 < len(tokens):
        told = next(
            (
                i
                for i in tokens.children[verb]
                if verb < i <= verb + 6 and tokens.dep[i] in ("dobj", "dative")
            ),
            None,
        )
    if (
        told is not None
        and tokens.lemma[verb] in ("tell", "inform", "remind", "assure", "warn")
        and scene.free(told)
    ):
        _, high = free_range(scene, verb)
        last = min(noun_phrase(tokens, told, low=verb + 1, high=high)[1], verb + 6)
    return first, last


def subject_of(scene: Scene, verb: int) -> int | None:
    """The token that heads the verb's subject, outside quotation marks; through "and", "adding", "who".

    A participle that the parser hung under something that cannot speak belongs to the last one that can.
    """
    tokens = scene.tokens
    if _is_passive(scene, verb):
        return _agent(scene, verb)
    quoted = _quoted_as(scene, verb)
    if quoted is not None:
        return quoted
    subject = _parsed_subject(scene, verb)
    if subject is None:
        subject = _apposed_subject(scene, verb)
    own = subject is not None and tokens.head[subject] == verb
    if subject is None or own or is_speaker(scene, subject):
        return subject
    low = max(tokens.sentence(tokens.sent[verb])[0], verb - 60)
    for i in range(verb - 1, low - 1, -1):
        if (
            tokens.dep[i] == "nsubj"
            and scene.free(i)
            and is_speaker(scene, i)
            and tokens.lower[i] not in _RELATIVE
        ):
            return i
    return subject


def _is_passive(scene: Scene, verb: int) -> bool:
    """ "Asked whether ...", "when told that ...": whoever stands beside it is not the one who spoke."""
    tokens = scene.tokens
    opens = (
        tokens.words[verb][:1].isupper()
        and tokens.tag[verb] in ("VBN", "VBD")
        and tokens.lemma[verb] == "ask"
    )
    participle = tokens.tag[verb] in ("VBN", "VBD") and tokens.dep[verb] in ("advcl", "acl")
    participle = participle and not _is_past(scene, verb)
    return (opens or participle) and not any(tokens.dep[i] in ("aux", "nsubj") for i in tokens.children[verb])


def _is_past(scene: Scene, verb: int) -> bool:
    """ "A poll found last week that ...": only who is told something can be found with a clause behind."""
    tokens = scene.tokens
    return (
        tokens.dep[verb] == "acl"
        and tokens.dep[tokens.head[verb]] == "ROOT"
        and tokens.lemma[verb] in CLAUSE_CUES - TELLING
        and any(
            tokens.dep[i] == "ccomp"
            and any(tokens.dep[k] == "mark" and tokens.lower[k] == "that" for k in tokens.children[i])
            for i in tokens.children[verb]
        )
    )


def _quoted_as(scene: Scene, verb: int) -> int | None:
    """ "The paper quoted a minister as saying that ...": the minister says it."""
    tokens = scene.tokens
    prep = tokens.head[verb]
    above = tokens.head[prep]
    if tokens.dep[verb] != "pcomp" or tokens.lower[prep] != "as" or not scene.free(prep):
        return None
    if tokens.pos[above] in NOMINAL and tokens.dep[above] == "dobj":
        above = tokens.head[above]
    if tokens.lemma[above] not in ("quote", "cite", "report"):
        return None
    return next(
        (i for i in tokens.children[above] if tokens.dep[i] == "dobj" and above < i < prep and scene.free(i)),
        None,
    )


def _parsed_subject(scene: Scene, verb: int) -> int | None:
    tokens = scene.tokens
    beside = _person_beside(scene, verb)
    if beside is not None:
        return beside
    at = verb
    for _ in range(4):
        subject = _own_subject(scene, at)
        if subject is None and at == verb:
            subject = _agent(scene, verb)
        if subject is not None and not (at != verb and _is_of_another_tense(scene, verb, at)):
            return _antecedent(scene, subject, at)
        if tokens.dep[at] in ("relcl", "acl") and tokens.pos[tokens.head[at]] in NOMINAL:
            return _issuer(scene, tokens.head[at]) if scene.free(tokens.head[at]) else None
        if tokens.dep[at] not in _PASSES_ON or tokens.head[at] == at:
            return None
        another = at != verb and _is_of_another_tense(scene, verb, at)
        if tokens.dep[at] in ("ccomp", "parataxis", "dep") and tokens.tag[at] in _FINITE and not another:
            return None
        was_complement = tokens.dep[at] == "pcomp"
        at = tokens.head[at]
        if was_complement and tokens.dep[at] == "prep" and tokens.tag[tokens.head[at]][:2] == "VB":
            at = tokens.head[at]  # "defended himself by saying": the subject of the verb above
        if not scene.free(at):
            return None
    return None


def _apposed_subject(scene: Scene, verb: int) -> int | None:
    """ "Jo Dean, the club's manager, suggested ...": the name at the start of the sentence."""
    tokens = scene.tokens
    if tokens.tag[verb] not in _FINITE or verb == 0 or tokens.words[verb - 1] not in _PARTED:
        return None
    beside = scene.entity_at(verb - 2) if verb >= 2 and tokens.lemma[verb] in REPORTING else None
    if beside is not None and beside.type == "PERSON" and scene.free(verb - 2):
        return verb - 2  # "Speaking to the paper, the coach, Ivo Lund, said": the name stands last
    start = tokens.sentence(tokens.sent[verb])[0]
    if verb - start > 40 or start >= verb:
        return None
    entity = next((e for i in range(start, min(start + 3, verb)) if (e := scene.entity_at(i))), None)
    if entity is None or entity.type != "PERSON" or not scene.free(start):
        return None
    last = tokens.inside(entity.span.start, entity.span.end)[1] - 1
    return last if tokens.words[last + 1 : last + 2] in ([","], ["("], ["—"], ["–"]) else None


def _own_subject(scene: Scene, verb: int) -> int | None:
    """The subject that hangs under the verb; of several, the nearest one of the article's own before it."""
    tokens = scene.tokens
    subjects = [
        i
        for i in tokens.children[verb]
        if tokens.dep[i] in _SUBJECTS and scene.free(i) and scene.paragraph[i] == scene.paragraph[verb]
    ]
    before = [i for i in subjects if i < verb]
    return before[-1] if before else next(iter(subjects), None)


def _person_beside(scene: Scene, verb: int) -> int | None:
    """A name or pronoun directly before the verb is its subject, whatever the parser made of the sentence."""
    tokens = scene.tokens
    i = verb - 1
    while i > 0 and tokens.tag[i] == "RB" and verb - i < 3:
        i -= 1
    if i < 0 or not scene.free(i) or scene.paragraph[i] != scene.paragraph[verb]:
        return None
    if _set_in_clause(scene, i, verb):
        return i
    if tokens.tag[verb] in _FINITE and tokens.lower[i] in ("he", "she", "they", "we", "i"):
        return i
    entity = scene.entity_at(i)
    if (
        entity is None
        or entity.type != "PERSON"
        or tokens.dep[i] == "poss"
        or tokens.end[i] != entity.span.end
    ):
        return None
    if tokens.tag[verb] in _FINITE:
        return None if tokens.dep[i] == "pobj" else i
    # "footage of Vold saying": the participle right behind a name is the name's own
    return i if tokens.tag[verb] == "VBG" else None


def _set_in_clause(scene: Scene, i: int, verb: int) -> bool:
    """ "The plan, a top aide said, is safe": a short phrase and its verb between commas."""
    tokens = scene.tokens
    if (
        tokens.pos[i] != "NOUN"
        or tokens.words[verb + 1 : verb + 2] != [","]
        or tokens.tag[verb] not in _FINITE
    ):
        return False
    start = i
    while start > 0 and i - start < 6 and tokens.pos[start - 1] in ("DET", "ADJ", "NOUN", "PROPN", "NUM"):
        start -= 1
    return start > 0 and tokens.words[start - 1] == "," and is_speaker(scene, i)


def _is_of_another_tense(scene: Scene, verb: int, at: int) -> bool:
    """ "She said he is to blame and accused him": the past goes on with "said", not with "is"."""
    tokens = scene.tokens
    reporting = tokens.head[at]
    return (
        tokens.dep[at] == "ccomp"
        and tokens.tag[at] in ("VBZ", "VBP")
        and tokens.tag[verb] == tokens.tag[reporting] == "VBD"
        and tokens.lemma[reporting] in ALL_CUES
    )


def _agent(scene: Scene, verb: int) -> int | None:
    tokens = scene.tokens
    by = tokens.child(verb, "agent")
    return None if by is None else tokens.child(by, "pobj")


def _issuer(scene: Scene, noun: int) -> int:
    """ "The council issued a statement saying ...": the council speaks."""
    tokens = scene.tokens
    verb = tokens.head[noun]
    if tokens.lemma[noun] in DOCUMENTS and tokens.dep[noun] == "dobj" and tokens.tag[verb][:2] == "VB":
        subject = tokens.child(verb, "nsubj")
        if subject is not None and scene.free(subject) and tokens.lower[subject] not in _RELATIVE:
            return subject
    return noun


def _antecedent(scene: Scene, subject: int, verb: int) -> int | None:
    tokens = scene.tokens
    entity = scene.entity_at(subject)
    person = entity is not None and entity.type == "PERSON"
    nominal = person or tokens.pos[subject] in NOMINAL or tokens.tag[subject] in _BARE
    if not scene.free(subject) or not nominal:
        return None
    if tokens.lower[subject] in _RELATIVE and tokens.tag[subject] in ("WP", "WDT"):
        for _ in range(3):
            if tokens.dep[verb] == "relcl":
                break
            verb = tokens.head[verb]
        noun = tokens.head[verb]
        return noun if scene.free(noun) and tokens.pos[noun] in NOMINAL else None
    if tokens.dep[subject] == "nsubjpass" and tokens.lemma[verb] not in ("quote", "cite"):
        return None
    return subject


def is_statement(scene: Scene, verb: int) -> bool:
    """Whether the saying is told as a fact: not denied, asked, supposed, wished, foreseen or ordered."""
    tokens = scene.tokens
    at = verb
    for _ in range(3):
        for i in tokens.children[at]:
            if not scene.free(i):
                continue  # the parser ties words of a quotation to the verb
            if tokens.dep[i] == "neg" or tokens.lower[i] in ("never", "hardly", "neither", "nobody"):
                return False
            if tokens.dep[i] == "nsubj" and any(
                tokens.lower[k] in ("no", "neither") for k in tokens.children[i] if k < i
            ):
                return False
            if tokens.dep[i] not in ("aux", "mark"):
                continue
            if tokens.lower[i] == "to" and not _goes_on(scene, at):
                return False
            if tokens.lower[i] in _UNREAL_MODALS or tokens.lower[i] in _CONDITIONS:
                return False
        if tokens.dep[at] == "ccomp" and tokens.lemma[tokens.head[at]] in _UNREAL:
            return False
        finite = tokens.tag[at] in _FINITE or any(
            tokens.dep[i] == "aux" and tokens.tag[i] in _FINITE for i in tokens.children[at]
        )
        if tokens.dep[at] not in ("conj", "xcomp", "pcomp") or finite:
            break
        at = tokens.head[at]
    return not _asked(scene, verb)


def _goes_on(scene: Scene, verb: int) -> bool:
    """ "went on to say", "continued to insist": the infinitive is told as a fact."""
    tokens = scene.tokens
    return tokens.dep[verb] in ("xcomp", "advcl") and tokens.lemma[tokens.head[verb]] in ASPECTUAL


def _asked(scene: Scene, verb: int) -> bool:
    """ "Did he say that ...?": an auxiliary before the subject in a sentence with a question mark."""
    tokens = scene.tokens
    subject = tokens.child(verb, *_SUBJECTS)
    aux = tokens.child(verb, "aux")
    if subject is None or aux is None or aux > subject:
        return False
    first, last = tokens.sentence(tokens.sent[verb])
    return any(tokens.words[i] == "?" for i in range(verb, min(last, verb + 80))) and first <= aux


def is_cue(scene: Scene, i: int) -> bool:
    """Whether a token of the article's own is a verb of the lexicon."""
    tokens = scene.tokens
    return scene.owner[i] < 0 and tokens.tag[i][:2] == "VB" and tokens.lemma[i] in ALL_CUES
