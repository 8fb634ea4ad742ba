"""Finds causal relations."""

from collections.abc import Sequence

from spacy.tokens import Doc

from quizapi.domain import Attribution, CausalRelation, Entity, TopicLexicon


def find_causal_relations(
    doc: Doc,
    entities: Sequence[Entity],
    attributions: Sequence[Attribution],
    lexicons: Sequence[TopicLexicon],
) -> tuple[CausalRelation, ...]:
    return ()
