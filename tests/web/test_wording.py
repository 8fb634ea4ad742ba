"""The pages have words for every short name that the reader and the shipped generators give."""

from pathlib import Path
from typing import get_args

import pytest

from quizapi.domain import annotations
from quizapi.plugin_api.registry import load_registry
from quizapi.web import wording
from quizapi.web.languages.catalogues import read_catalogue
from quizapi.web.quizzes.options import OptionField, option_fields

PLUGINS = Path(__file__).parents[2] / "plugins"


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


def shipped_fields() -> list[OptionField]:
    shipped = [path.parent.name.replace("_", "-") for path in PLUGINS.glob("*/pyproject.toml")]
    return [
        field
        for generator in load_registry(allow=shipped).generators.values()
        for field in option_fields({"name": generator.name, "options_schema": generator.options_schema})
    ]


def test_every_option_of_a_shipped_generator_speaks_the_language_of_the_page() -> None:
    known = {message.id for message in read_catalogue("de", "elsewhere") if message.string}
    said = {text for field in shipped_fields() for text in (field.label, field.hint) if text}
    assert said <= known


def test_every_choice_that_a_shipped_generator_offers_has_its_words() -> None:
    assert set(wording.CHOICES) == {choice.value for field in shipped_fields() for choice in field.choices}
