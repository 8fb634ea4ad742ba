"""Gives each quotation its reporting clause, its neighbour's speaker, or nobody."""

from __future__ import annotations

import itertools
from dataclasses import dataclass
from typing import Final

from quizapi.reading.attributions.before import frame_before, speaker_label
from quizapi.reading.attributions.behind import frame_after, frame_around
from quizapi.reading.attributions.clauses import clause_end
from quizapi.reading.attributions.cues import ALL_CUES, REPORTING
from quizapi.reading.attributions.endings import ending, is_fragment
from quizapi.reading.attributions.frames import Frame, frame_of, is_cue, is_statement, subject_of
from quizapi.reading.attributions.reported import Reported
from quizapi.reading.attributions.scene import Quote, Scene
from quizapi.reading.attributions.speakers import can_speak, is_person, is_speaker
from quizapi.reading.entities.lexicon import RELATIVES, ROLE_NOUNS

_GOVERNED: Final = frozenset({"ccomp", "xcomp", "dobj", "oprd", "prep"})
_MAX_SENTENCE: Final = 120
_MIN_WORDS_WITHOUT_CUE: Final = 4
#: Fewer words than this in a paragraph of their own are as a rule a heading between paragraphs.
_MIN_ALONE: Final = 9


@dataclass(frozen=True, slots=True)
class Spoken:
    """A quotation with the frame that tells its source, and by what rule."""

    quote: Quote
    frame: Frame
    rule: str


def attribute_quotes(scene: Scene, reported: list[Reported]) -> list[Spoken]:
    """The quotations whose source the text tells, in order."""
    found: dict[int, Spoken] = {}
    for quote in scene.quotes:
        frame = _own_frame(scene, quote)
        if frame is not None:
            found[quote.number] = Spoken(quote, frame, frame.rule)
    for quotes in scene.by_paragraph:
        _share(scene, quotes, found)
    frames_by_paragraph: dict[int, list[Frame]] = {}
    for piece in reported:
        frames_by_paragraph.setdefault(scene.paragraph[piece.frame.verb], []).append(piece.frame)
    for quotes in scene.by_paragraph:
        for n, quote in enumerate(quotes):
            if quote.number not in found:
                spoken = _inherited(scene, quotes, n, found, frames_by_paragraph)
                if spoken is not None:
                    found[quote.number] = spoken
    return [found[number] for number in sorted(found)]


def _own_frame(scene: Scene, quote: Quote) -> Frame | None:
    label = speaker_label(scene, quote)
    if label is not None:
        return label
    after = frame_after(scene, quote)
    if after is not None and (ending(scene, quote) == "comma" and after.rule != "after-unknown"):
        return after
    return frame_before(scene, quote) or after or frame_around(scene, quote) or _above(scene, quote)


def _above(scene: Scene, quote: Quote) -> Frame | None:
    """The paragraph before ends with a colon, and its last sentence says who speaks."""
    first, _ = scene.paragraph_tokens[quote.paragraph]
    if first != quote.first or quote.paragraph == 0 or quote.marks.goes_on:
        return None
    low, high = scene.paragraph_tokens[quote.paragraph - 1]
    if high <= low or scene.tokens.words[high - 1] != ":":
        return None
    start = high - 1
    while start > low and scene.free(start - 1) and not scene.ends_sentence(start - 1):
        start -= 1
    for verb in range(high - 1, start - 1, -1):
        if is_cue(scene, verb) and scene.tokens.lemma[verb] in REPORTING and is_statement(scene, verb):
            head = subject_of(scene, verb)
            return (
                None
                if head is None or not is_speaker(scene, head)
                else frame_of(scene, verb, head, "colon-above")
            )
    return None


def _share(scene: Scene, quotes: list[Quote], found: dict[int, Spoken]) -> None:
    """Several quotations in one sentence have one reporting clause: `"a" and "b," she said`."""
    for pairs, backwards in ((list(itertools.pairwise(quotes)), False),):
        for left, right in reversed(pairs) if backwards else pairs:
            if right.number in found or left.number not in found:
                continue
            rule = found[left.number].rule
            goes_on = rule.startswith("after") and scene.tokens.words[right.first - 1] == ","
            if _one_sentence(scene, left, right) and (rule.startswith("before") or goes_on):
                found[right.number] = Spoken(right, found[left.number].frame, "shared")
    for left, right in reversed(list(itertools.pairwise(quotes))):
        if left.number in found or right.number not in found:
            continue
        if _one_sentence(scene, left, right) and found[right.number].rule in (
            "after",
            "after-inverted",
            "around",
        ):
            found[left.number] = Spoken(left, found[right.number].frame, "shared")


def _one_sentence(scene: Scene, left: Quote, right: Quote) -> bool:
    if ending(scene, left) == "stop":
        return False
    return not any(scene.ends_sentence(i) for i in range(left.last + 1, right.first))


def _inherited(
    scene: Scene,
    quotes: list[Quote],
    n: int,
    found: dict[int, Spoken],
    reported: dict[int, list[Frame]],
) -> Spoken | None:
    quote = quotes[n]
    if quote.marks.goes_on:
        before = found.get(quote.number - 1)
        return None if before is None else Spoken(quote, before.frame, "goes-on")
    start, end = scene.narration_before(quote)
    if scene.has_own_words(start, end) or is_fragment(scene, quote):
        return None
    if _is_subject(scene, quote) or quote.marks.inner.text(scene.tokens.text).isupper():
        return None
    if n and quotes[n - 1].number in found and quote.marks.closed:
        return _continued(scene, quotes[n - 1], quote, found[quotes[n - 1].number])
    if _word_count(scene, quote) < _MIN_WORDS_WITHOUT_CUE or not quote.marks.closed:
        return None
    if (
        n + 1 < len(quotes)
        and quotes[n + 1].number in found
        and not _words_between(scene, quote, quotes[n + 1])
    ):
        return Spoken(quote, found[quotes[n + 1].number].frame, "next")
    first = scene.paragraph_tokens[quote.paragraph][0]
    if scene.has_own_words(first, quote.first):
        frame = _sentence_before(scene, first, quote.first, reported.get(quote.paragraph, ()))
        return None if frame is None else Spoken(quote, frame, "sentence-before")
    return _paragraph_before(scene, quote, found, reported)


def _is_subject(scene: Scene, quote: Quote) -> bool:
    """Whether the sentence goes on with the quotation as its subject: `"Less is more" is a common saying.`"""
    tokens = scene.tokens
    start, end = scene.narration_after(quote)
    k = next((i for i in range(start, min(end, start + 2)) if tokens.words[i] != ","), None)
    return k is not None and tokens.tag[k] in ("VBZ", "VBD", "VBP", "MD") and tokens.lemma[k] not in ALL_CUES


def _continued(scene: Scene, before: Quote, quote: Quote, spoken: Spoken) -> Spoken | None:
    between = range(before.last + 1, quote.first)
    ends = sum(1 for i in between if scene.ends_sentence(i))
    cue_between = spoken.frame.verb in between
    if cue_between and _another_acts(scene, spoken.frame, quote):
        return None
    if not scene.has_own_words(before.last + 1, quote.first) or (cue_between and ends <= 1):
        return Spoken(quote, spoken.frame, "continued")
    frame = _sentence_before(scene, before.last + 1, quote.first, ())
    if frame is not None and frame.head != spoken.frame.head:
        return Spoken(quote, frame, "sentence-before")
    return Spoken(quote, spoken.frame, "continued-far")


def _another_acts(scene: Scene, frame: Frame, quote: Quote) -> bool:
    """Whether a second clause behind the reporting one tells of another: ," Orr said, and Dorn cut in."""
    tokens, between = scene.tokens, range(frame.verb + 1, quote.first)
    speaker = scene.entity_at(frame.head)
    for i in between:
        verb, entity = tokens.head[i], scene.entity_at(i)
        if tokens.dep[i] != "nsubj" or verb not in between or tokens.dep[verb] not in ("conj", "ROOT"):
            continue
        same = entity is not None and speaker is not None and entity.id == speaker.id
        named = tokens.pos[i] in ("NOUN", "PROPN") and not same
        if named and (is_person(scene, i) or tokens.lemma[i] in RELATIVES):
            return True
    return False


def _sentence_before(scene: Scene, low: int, high: int, frames: object) -> Frame | None:
    """The subject of the sentence right before a quotation: its reporting clause, else a person."""
    tokens = scene.tokens
    end = high - 1
    low = max(low, end - _MAX_SENTENCE)
    while end > low and not _wordy(scene, end):
        end -= 1
    start = end
    while start > low and not scene.ends_sentence(start - 1) and scene.free(start - 1):
        start -= 1
    for frame in frames if isinstance(frames, list) else ():
        if start <= frame.verb <= end:
            return Frame(frame.verb, frame.cue, frame.head, frame.source, "sentence-before")
    for i in range(start, end + 1):
        if (
            tokens.dep[i] == "nsubj"
            and start <= tokens.head[i] <= end
            and tokens.dep[tokens.head[i]] in ("ROOT", "conj")
            # "Or maybe Orr, her aide Jo Dean says.": of two subjects the one beside the verb speaks
            and not any(
                tokens.dep[k] == "nsubj" and i < k < tokens.head[i] for k in tokens.children[tokens.head[i]]
            )
        ):
            entity = scene.entity_at(i)
            person = tokens.lower[i] in ("he", "she") or (entity is not None and entity.type == "PERSON")
            person = person or (tokens.lemma[i] in ROLE_NOUNS and tokens.lemma[tokens.head[i]] in ALL_CUES)
            return (
                frame_of(scene, tokens.head[i], i, "sentence-before")
                if person and can_speak(scene, i)
                else None
            )
    return None


def _paragraph_before(
    scene: Scene, quote: Quote, found: dict[int, Spoken], reported: dict[int, list[Frame]]
) -> Spoken | None:
    """A paragraph of nothing but a quotation goes on with the speaker of the paragraph before."""
    first, last = scene.paragraph_tokens[quote.paragraph]
    if scene.has_own_words(first, last) or quote.paragraph == 0 or _word_count(scene, quote) < _MIN_ALONE:
        return None
    quotes = scene.by_paragraph[quote.paragraph - 1]
    low, high = scene.paragraph_tokens[quote.paragraph - 1]
    spoken = next((found[q.number] for q in reversed(quotes) if q.number in found), None)
    if spoken is not None:
        return Spoken(quote, spoken.frame, "paragraph-before")
    frame = _sentence_before(scene, low, high, reported.get(quote.paragraph - 1, []))
    return None if frame is None else Spoken(quote, frame, "paragraph-before")


def _words_between(scene: Scene, left: Quote, right: Quote) -> bool:
    return scene.has_own_words(left.last + 1, right.first)


def _wordy(scene: Scene, i: int) -> bool:
    return scene.owner[i] < 0 and any(c.isalnum() for c in scene.tokens.words[i])


def _word_count(scene: Scene, quote: Quote) -> int:
    return sum(1 for i in range(quote.first, quote.last + 1) if scene.tokens.words[i][:1].isalnum())


def clause_around(scene: Scene, one: Spoken) -> tuple[int, int] | None:
    """First and last token of what a reporting verb governs, where a piece of it is quoted.

    None where the parse does not tie the quotation to the verb, or another quotation would be cut.
    """
    tokens = scene.tokens
    low, high = one.quote.first, one.quote.last
    for child in tokens.children[one.frame.verb]:
        if child < one.frame.verb or tokens.dep[child] not in _GOVERNED:
            continue
        if tokens.dep[child] == "prep" and tokens.lower[child] not in ("as", "of"):
            continue
        below = scene.below(child)
        if not any(low <= i <= high for i in below):
            continue
        first = max(min(below), one.frame.cue[1] + 1)
        marked = next(
            (i for i in tokens.children[child] if tokens.lower[i] == "that" and first <= i < low), None
        )
        first = first if marked is None else marked + 1
        while first < low and (not tokens.words[first][:1].isalnum() or tokens.lower[first] == "that"):
            first += 1
        last = max(high, clause_end(scene, one.frame.verb, child, first, below))
        if any(0 <= scene.owner[i] != one.quote.number for i in range(first, last + 1)):
            return None
        return (first, last) if first < low or last > high else None
    return None
