"""The statement denied, or a denial taken back."""

from __future__ import annotations

from collections.abc import Iterator

from quizapi_true_false.edits.base import Candidate, Scene, difference
from quizapi_true_false.edits.naming import NEGATIVE
from quizapi_true_false.statements import Statement


def change_polarity(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """ "Rates did not change" → "Rates changed"; only for what the article says itself, without a hedge."""
    if statement.attribution is not None or statement.claim.status not in ("factual", "prediction"):
        return
    if any(token.tag_ in ("WP", "WDT", "WRB") for token in statement.doc):
        # "did not say what he wanted" → "said what he wanted": no sentence anybody would write.
        return
    changed = scene.tools.negate(statement.text)
    if changed is None or len(NEGATIVE.findall(changed)) > 1:
        # "does not recommend that it should not": nobody takes that in.
        return
    yield Candidate(
        difference("polarity", statement.text, changed),
        f"The article says the opposite: {statement.text}",
        claimed="",
    )
