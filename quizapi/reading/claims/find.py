"""Finds claims: what the article, or a source in it, says to be so."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from spacy.tokens import Doc

from quizapi.domain import Attribution, AttributionKind, Claim, Entity, Genre, Span
from quizapi.reading.claims.clauses import Clause, clauses_between, is_finite, subject_of
from quizapi.reading.claims.genre import genre_of
from quizapi.reading.claims.lexicon import DENYING
from quizapi.reading.claims.status import status_of
from quizapi.reading.entities.tokens import Tokens

#: A quotation without a verb that fills so much of its sentence leaves nothing to claim around it.
_WHOLE = 0.7


def find_claims(
    doc: Doc, entities: Sequence[Entity], attributions: Sequence[Attribution]
) -> tuple[Claim, ...]:
    """Find the claims of a text, in order.

    A claim is a clause with a subject and a finite verb: a main clause, a coordinated one with a subject of
    its own, or what somebody is reported to say. Reporting words and relative clauses behind a comma are no
    part of it. See `docs/reading/claims.md` for what the statuses mean.

    Args:
        doc: A parsed text.
        entities: Not needed; every reader is called alike.
        attributions: Whose words are whose; a claim's `attributed_to` is an index into these.
    """
    if not len(doc) or not doc.has_annotation("DEP"):
        return ()
    tokens = Tokens.of(doc)
    claims = []
    for number in range(len(tokens.sent_start)):
        first, end = tokens.sentence(number)
        claims += list(_claims_of(tokens, first, end, attributions))
    return tuple(sorted(dict.fromkeys(claims), key=lambda claim: claim.span))


def find_genre(doc: Doc, claims: Sequence[Claim]) -> Genre:
    """Whether the text is a report or an opinion piece."""
    if not len(doc):
        return "report"
    attributions: Sequence[Attribution] = doc._.quizapi_attributions
    quoted = [a.content for a in attributions if a.kind != "indirect"]
    return genre_of(Tokens.of(doc), claims, quoted)


def _claims_of(tokens: Tokens, first: int, end: int, attributions: Sequence[Attribution]) -> Iterator[Claim]:
    """The claims of one sentence: those of sources, then what is left of it as the article's own."""
    start, stop = tokens.start[first], tokens.end[end - 1]
    own = set(range(first, end))
    for index, attribution in enumerate(attributions):
        if attribution.content.end <= start or attribution.content.start >= stop:
            continue
        if attribution.level == "phrase":
            continue
        if attribution.kind == "indirect" and not _asserts(tokens, attribution):
            continue
        inside = tokens.touching(max(start, attribution.content.start), min(stop, attribution.content.end))
        piece = (max(first, inside[0]), min(end, inside[1]))
        clauses = [
            clause
            for part in _parts(tokens, range(*piece))
            for clause in clauses_between(tokens, part[0], part[-1] + 1)
        ]
        yield from (_claim(tokens, clause, index, attribution.kind) for clause in clauses)
        if not clauses and piece[1] - piece[0] < _WHOLE * (end - first):
            # A word or two in quotation marks: the sentence around them makes the claim.
            continue
        own -= set(range(*piece))
        own -= _reporting(tokens, attribution, first, end)
    for run in _parts(tokens, own):
        for clause in clauses_between(tokens, run[0], run[-1] + 1):
            yield _claim(tokens, clause, None, None)


def _claim(tokens: Tokens, clause: Clause, attributed_to: int | None, kind: AttributionKind | None) -> Claim:
    status, confidence = status_of(tokens, clause, kind=kind)
    span = Span(tokens.start[clause.first], tokens.end[clause.last])
    return Claim(span, status, attributed_to, confidence)


def _asserts(tokens: Tokens, attribution: Attribution) -> bool:
    """Whether the source says that it is so: not after "denied", "hopes" or "did not say"."""
    if attribution.cue is None:
        return True
    first, end = tokens.touching(attribution.cue.start, attribution.cue.end)
    return not any(
        tokens.lemma[i] in DENYING or any(tokens.dep[c] == "neg" for c in tokens.children[i])
        for i in range(first, end)
    )


def _reporting(tokens: Tokens, attribution: Attribution, first: int, end: int) -> set[int]:
    """The tokens of the clause that only says who said it, when and to whom."""
    found: set[int] = set()
    if attribution.cue is not None:
        cue_first, cue_end = tokens.touching(attribution.cue.start, attribution.cue.end)
        for i in range(max(first, cue_first), min(end, cue_end)):
            found.add(i)
            for child in tokens.children[i]:
                if tokens.dep[child] not in ("ccomp", "conj", "parataxis"):
                    found |= set(tokens.subtree(child))
    if attribution.source is not None:
        found |= set(range(*tokens.touching(attribution.source.span.start, attribution.source.span.end)))
    return found


def _is_joint(tokens: Tokens, colon: int) -> bool:
    """Whether a colon stands between two clauses, and not before a list or inside a title."""
    first, end = tokens.sentence(tokens.sent[colon])

    def has_clause(start: int, stop: int) -> bool:
        return any(is_finite(tokens, i) and subject_of(tokens, i) is not None for i in range(start, stop))

    return has_clause(first, colon) and has_clause(colon + 1, end)


def _parts(tokens: Tokens, indices: Iterable[int]) -> Iterator[list[int]]:
    """Unbroken runs of token indices, cut at semicolons, at line breaks and at colons before a clause."""
    run: list[int] = []
    for i in sorted(indices):
        broken = (
            "\n" in tokens.words[i]
            or tokens.words[i] == ";"
            or (tokens.words[i] == ":" and _is_joint(tokens, i))
        )
        if run and (broken or i != run[-1] + 1):
            yield run
            run = []
        if not broken:
            run.append(i)
    if run:
        yield run
