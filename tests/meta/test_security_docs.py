"""What SECURITY.md and the operator's page say is there is there."""

import re
from pathlib import Path

from quizapi.settings import Settings

ROOT = Path(__file__).parents[2]


def test_every_test_that_the_threat_model_names_exists() -> None:
    text = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
    named = set(re.findall(r"`((?:tests/[\w/]+|scripts/\w+|services/\w+|test_\w+)(?:\.py)?)`", text))
    assert len(named) > 15
    for name in named:
        assert (
            list((ROOT / "tests").rglob(name))
            if "/" not in name
            else any((ROOT / folder / name).exists() for folder in ("", "quizapi"))
        ), name


def test_every_setting_is_on_the_operators_page() -> None:
    text = (ROOT / "docs/tutorial/operator.md").read_text(encoding="utf-8")
    assert [name for name in Settings.model_fields if f"QUIZAPI_{name.upper()}" not in text] == []
