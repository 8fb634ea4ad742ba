"""The pages have words for every short name that the reader gives."""

from typing import get_args

import pytest

from quizapi.domain import annotations
from quizapi.web import wording


@pytest.mark.parametrize(
    ("table", "values"),
    [
        ("CLAIM_STATUSES", annotations.ClaimStatus),
        ("CAUSAL_STATUSES", annotations.CausalStatus),
        ("QUOTE_LEVELS", annotations.AttributionLevel),
        ("QUOTE_KINDS", annotations.AttributionKind),
    ],
)
def test_every_value_has_its_words_and_no_word_is_left_over(table: str, values: object) -> None:
    assert set(getattr(wording, table)) == set(get_args(values))
