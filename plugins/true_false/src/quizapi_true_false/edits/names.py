"""Another person, organisation or place of the article."""

from __future__ import annotations

from collections.abc import Iterator

from quizapi_true_false.edits.base import Candidate, Scene, edit_of, in_quotes
from quizapi_true_false.edits.deeds import (
    HARMS,
    happened_again,
    is_described,
    is_only_one,
    is_owner,
    is_scene_of,
    is_sole_doer,
    is_speaker,
)
from quizapi_true_false.edits.naming import NEGATIVE, is_listed, span_of, tells_of_crime
from quizapi_true_false.edits.stand_ins import could_say, fits, has_said_so, plays_the_part
from quizapi_true_false.edits.states import STATES, another_state
from quizapi_true_false.statements import Named, Statement


def change_name(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """Another person or organisation does it, or it happens in another place."""
    if NEGATIVE.search(statement.text) or tells_of_crime(statement):
        # What one did not do, another may not have done either.
        return
    for named in statement.names:
        span = span_of(statement, named)
        if span is None or in_quotes(statement, named.start) or is_listed(span):
            continue
        if named.type == "PERSON" and is_described(span):
            yield from others(statement, named, scene, "name")
        if named.type in ("GPE", "LOC") and is_only_one(span):
            yield from others(statement, named, scene, "place")
        if happened_again(span, scene) or (span.root.dep_ == "nsubjpass" and span.root.head.lemma_ in HARMS):
            continue
        if named.type in ("PERSON", "ORG", "GPE") and (
            is_sole_doer(span, named_body=named.type != "PERSON")
            or (named.type != "PERSON" and is_owner(span))
        ):
            yield from others(statement, named, scene, "name")
        elif named.type in ("GPE", "LOC", "FAC") and is_scene_of(span):
            yield from others(statement, named, scene, "place")


def change_source(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """Somebody else of the article said it."""
    if tells_of_crime(statement):
        return
    for named in statement.names:
        span = span_of(statement, named)
        if span is None or named.type not in ("PERSON", "ORG") or not is_speaker(span):
            continue
        if is_listed(span):
            continue
        for candidate in others(statement, named, scene, "source"):
            if not could_say(candidate.edit.after, named, statement, scene):
                continue
            if not has_said_so(candidate.edit.after, statement, scene):
                yield candidate


def others(statement: Statement, named: Named, scene: Scene, kind: str) -> Iterator[Candidate]:
    article = scene.article
    in_statement = [other.entity for other in statement.names]
    titled = _with_title(statement, named)
    if titled is None:
        return
    start, before = titled
    names = scene.tools.distractors(
        article, type=named.type, exclude=in_statement, like=named.entity, count=4, rng=scene.rng
    )
    if kind == "place" and before in STATES:
        names = [*names, *filter(None, [another_state(before, article.text, scene.rng)])]
    for name in names:
        if not fits(name, named, statement, scene, kind) or not plays_the_part(
            name, named, statement, scene, kind
        ):
            continue
        said = statement.text[named.start : named.end]
        if kind == "source":
            explanation = f"The article gives these words to {said}, not to {name}."
        else:
            explanation = f"The article names {said} here, not {name}."
        yield Candidate(edit_of(kind, statement, start, before, name), explanation, claimed=name)


def _with_title(statement: Statement, named: Named) -> tuple[int, str] | None:
    """The name with the office and land before it: another person has others. None where "the" leads."""
    span = span_of(statement, named)
    if span is None:
        return None
    if named.type != "PERSON":
        own = [c for c in span.root.children if c.dep_ in ("compound", "amod", "nmod") and c.i < span.start]
        return None if own else (named.start, statement.text[named.start : named.end])
    doc = statement.doc
    first = span.start
    while first > 0 and doc[first - 1].dep_ in ("compound", "amod", "nmod", "poss", "case", "det", "appos"):
        if not first <= doc[first - 1].head.i < span.end and doc[first - 1].dep_ != "case":
            break
        first -= 1
    lead = doc[first]
    if lead.dep_ in ("det", "poss", "case") or (
        first > 0 and doc[first - 1].pos_ in ("ADJ", "NOUN", "PROPN")
    ):
        return None
    return lead.idx, statement.text[lead.idx : named.end]
