"""Finds attributions: who said what, in direct, mixed and indirect speech."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from spacy.tokens import Doc

from quizapi.domain import Attribution, Entity, Source, Span
from quizapi.reading.attributions.confidence import NAME_THRESHOLD, THRESHOLD, confidence, level_of
from quizapi.reading.attributions.endings import is_fragment
from quizapi.reading.attributions.frames import Frame
from quizapi.reading.attributions.indirect import find_reported
from quizapi.reading.attributions.naming import Named, Namer
from quizapi.reading.attributions.nested import Nested, find_nested
from quizapi.reading.attributions.passed_on import whose
from quizapi.reading.attributions.quotes import Spoken, attribute_quotes, clause_around
from quizapi.reading.attributions.reported import Reported
from quizapi.reading.attributions.scene import Scene, lay_out
from quizapi.reading.entities.tokens import Tokens

#: Tokens between a name and the "who" behind it.
_MAX_APPOSITIVE: Final = 15
#: How much less sure a source inside a quotation is.
_NESTED: Final = 0.9


def find_attributions(doc: Doc, entities: Sequence[Entity]) -> tuple[Attribution, ...]:
    """Find who is said to have said (thought, written, shown) what.

    Args:
        doc: A parsed text.
        entities: What `find_entities` found in it.

    Returns:
        Attributions in order of their contents. The content of direct speech has its quotation marks; of
        indirect speech it is the clause without "that". A source that the text does not settle has no name.
    """
    if not len(doc):
        return ()
    scene = lay_out(Tokens.of(doc), entities)
    reported = find_reported(scene)
    spoken = attribute_quotes(scene, reported)
    return _assembled(scene, spoken, reported)


def _assembled(scene: Scene, spoken: list[Spoken], reported: list[Reported]) -> tuple[Attribution, ...]:
    spoken = [replace(one, frame=whose(scene, one.frame)) for one in spoken]
    namer = Namer(scene)
    for frame in sorted([s.frame for s in spoken] + [r.frame for r in reported], key=lambda f: f.head):
        namer.name(frame)
    found: dict[tuple[int, int], Attribution] = {}
    covered: dict[int, Reported] = {}
    for piece in _without_doubles(reported):
        quotes = _quotes_in(scene, piece)
        if quotes and _is_direct(scene, piece, quotes):
            continue
        covered.update(dict.fromkeys(quotes, piece))
        kind = "mixed" if quotes else "indirect"
        made = _made(
            scene, piece.frame, namer.name(piece.frame), piece.first, piece.last, kind, piece.frame.rule
        )
        found[piece.first, piece.last] = made
    for one in spoken:
        if one.quote.number in covered:
            _pass_on(scene, namer, one, covered[one.quote.number], found)
            continue
        made = _of_quote(scene, one, namer.name(one.frame))
        if _is_passed_on(scene, one.frame.verb):
            made = replace(made, source=None)
        found[one.quote.first, one.quote.last] = made
    kept = [a for a in found.values() if a.confidence >= THRESHOLD]
    nested = sorted(find_nested(scene), key=_start_of)
    if nested:
        kept = [_with_inner(scene, a, nested) for a in kept]
    return tuple(sorted(kept, key=lambda a: (a.content, -a.confidence)))


def _pass_on(
    scene: Scene,
    namer: Namer,
    one: Spoken,
    piece: Reported,
    found: dict[tuple[int, int], Attribution],
) -> None:
    """`"...," Orr said, according to the Herald`: what the Herald tells holds what Orr said."""
    if piece.first <= one.frame.verb <= piece.last and one.frame.verb != piece.frame.verb:
        outer = found[piece.first, piece.last]
        made = _of_quote(scene, one, namer.name(one.frame))
        found[piece.first, piece.last] = replace(outer, inner=(*outer.inner, made))


def _with_inner(scene: Scene, outer: Attribution, nested: list[Nested]) -> Attribution:
    """The attribution with those of the quotations that its source quotes."""
    first = bisect_left(nested, outer.content.start, key=_start_of)
    end = bisect_left(nested, outer.content.end, key=_start_of)
    inside = [n for n in nested[first:end] if outer.content.contains(n.marks.span)]
    inner = [_of_nested(scene, outer, n) for n in inside]
    return replace(outer, inner=(*outer.inner, *(a for a in inner if a.confidence >= THRESHOLD)))


def _start_of(nested: Nested) -> int:
    return nested.marks.span.start


def _of_nested(scene: Scene, outer: Attribution, nested: Nested) -> Attribution:
    """ "I told him" within a quotation is told by the one who is quoted; another is named only by a name."""
    tokens, frame = scene.tokens, nested.frame
    entity = scene.entity_at(frame.head)
    name, number = None, None
    if tokens.words[frame.head] == "I" and outer.source is not None:
        name, number = outer.source.name, outer.source.entity
    elif entity is not None and entity.type == "PERSON":
        name, number = entity.name, entity.id
    return Attribution(
        content=nested.marks.span,
        cue=tokens.span(*frame.cue),
        source=Source(tokens.span(*frame.source), name, number),
        kind="direct",
        confidence=confidence(frame.rule, sure=_NESTED, closed=nested.marks.closed),
    )


def _quotes_in(scene: Scene, piece: Reported) -> set[int]:
    return {scene.owner[i] for i in range(piece.first, piece.last + 1) if scene.owner[i] >= 0}


def _is_direct(scene: Scene, piece: Reported, quotes: set[int]) -> bool:
    """Whether the piece is the quotation itself, or cuts through one."""
    free = sum(
        1
        for i in range(piece.first, piece.last + 1)
        if scene.owner[i] < 0 and scene.tokens.words[i][:1].isalnum()
    )
    cut = any(scene.quotes[n].first < piece.first or scene.quotes[n].last > piece.last for n in quotes)
    return free < 2 or cut


def _without_doubles(reported: list[Reported]) -> list[Reported]:
    """Of two pieces that overlap, the one of the outer verb that comes first is kept."""
    kept: list[Reported] = []
    last = -1
    for piece in sorted(reported, key=lambda p: (p.first, -p.last)):
        if piece.first > last:
            kept.append(piece)
            last = piece.last
    return kept


def _of_quote(scene: Scene, one: Spoken, named: Named) -> Attribution:
    first, last = one.quote.first, one.quote.last
    kind = "direct"
    if one.rule == "label":
        made = _made(scene, one.frame, named, first, last, kind, one.rule, closed=one.quote.marks.closed)
        words = Span(scene.tokens.start[one.frame.verb + 1], one.quote.marks.inner.end)
        return replace(made, content=words)
    if one.rule.startswith("before") and is_fragment(scene, one.quote):
        around = clause_around(scene, one)
        if around is not None:
            (first, last), kind = around, "mixed"
    made = _made(scene, one.frame, named, first, last, kind, one.rule, closed=one.quote.marks.closed)
    if kind == "direct":
        return replace(made, content=one.quote.marks.span)
    return made


def _is_passed_on(scene: Scene, verb: int) -> bool:
    """ "...," the Herald reported, quoting an official: the words are not the paper's."""
    tokens = scene.tokens
    return any(
        tokens.dep[i] == "advcl" and tokens.lower[i] in ("quoting", "citing") for i in tokens.children[verb]
    )


def _made(
    scene: Scene,
    frame: Frame,
    named: Named,
    first: int,
    last: int,
    kind: str,
    rule: str,
    *,
    closed: bool = True,
) -> Attribution:
    tokens = scene.tokens
    sure = named.sure if named.sure >= NAME_THRESHOLD else 1.0
    name = named.name if named.sure >= NAME_THRESHOLD else None
    entity = named.entity if named.sure >= NAME_THRESHOLD else None
    return Attribution(
        content=Span(tokens.start[first], tokens.end[last]),
        cue=tokens.span(*frame.cue),
        source=Source(tokens.span(*_with_relative(scene, frame)), name, entity),
        kind=kind,  # type: ignore[arg-type]
        confidence=confidence(rule, sure=sure, closed=closed),
        level=level_of(rule),
    )


def _with_relative(scene: Scene, frame: Frame) -> tuple[int, int]:
    """ "Ada Orr, the mayor, who said ...": a source reaches to the pronoun that stands for it."""
    tokens = scene.tokens
    first, last = frame.source
    who = frame.verb - 1
    while who > last and tokens.tag[who] in ("RB", "MD", "VBZ", "VBD", "VBP"):
        who -= 1
    reaches = last < who <= last + _MAX_APPOSITIVE and tokens.lower[who] in ("who", "which", "that")
    reaches = reaches and tokens.dep[who] == "nsubj"
    return (first, who) if reaches else frame.source
