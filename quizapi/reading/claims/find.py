"""Finds claims."""

from collections.abc import Sequence

from spacy.tokens import Doc

from quizapi.domain import Attribution, Claim, Entity, Genre


def find_claims(
    doc: Doc, entities: Sequence[Entity], attributions: Sequence[Attribution]
) -> tuple[Claim, ...]:
    return ()


def find_genre(doc: Doc, claims: Sequence[Claim]) -> Genre:
    return "report"
