import io
import json
import sqlite3
import zipfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings

from quizapi.domain import Evidence, Item, Option, Span
from quizapi.exchange.anki import write_anki
from quizapi.exchange.formats import About, Entry
from tests.exchange.builders import entries

ITEM = Item(
    "choice",
    "Who <b>raised</b> [sound:x.mp3] {{it}}?",
    ("b",),
    (Evidence(Span(0, 3), "It was Bo."),),
    (Option("a", "Ann"), Option("b", "Bo"), Option("c", "Cy")),
    explanation="The article says so.",
    tags=("central bank",),
)


def about(**changes: Any) -> About:
    return replace(About("Rates", quiz_id="q1", written_at=datetime(2026, 5, 1, tzinfo=UTC)), **changes)


@pytest.fixture
def notes(tmp_path: Path):  # type: ignore[no-untyped-def]
    def read(entries: list[Entry], about: About) -> list[dict[str, Any]]:
        with zipfile.ZipFile(io.BytesIO(write_anki(entries, about).data)) as package:
            path = Path(package.extract("collection.anki2", tmp_path))
        connection = sqlite3.connect(path)
        try:
            decks = json.loads(connection.execute("SELECT decks FROM col").fetchone()[0])
            rows = connection.execute("SELECT guid, mod, flds, tags, mid FROM notes ORDER BY id").fetchall()
            cards = connection.execute("SELECT count(*), min(did) FROM cards").fetchone()
        finally:
            connection.close()
        assert cards[0] == len(rows)
        names = ("guid", "mod", "fields", "tags", "model")
        return [dict(zip(names, row, strict=True)) | {"deck": decks[str(cards[1])]["name"]} for row in rows]

    return read


def test_card_has_question_options_answer_explanation_and_evidence(notes: Any) -> None:
    (note,) = notes([Entry("i1", ITEM)], about())
    stem, options, answer, explanation, evidence = note["fields"].split("\x1f")
    assert stem == ("Who &lt;b&gt;raised&lt;/b&gt; &#91;sound:x.mp3&#93; &#123;&#123;it&#125;&#125;?")
    assert '<li dir="auto">B. Bo</li>' in options
    assert (answer, explanation, evidence) == ("B. Bo", "The article says so.", "“It was Bo.”")
    assert (note["tags"], note["deck"]) == (" central-bank ", "Rates")


def test_second_export_has_the_same_ids_and_is_newer(notes: Any) -> None:
    (before,) = notes([Entry("i1", ITEM)], about())
    later = about(title="Other title", written_at=datetime(2026, 6, 1, tzinfo=UTC))
    (after,) = notes([Entry("i1", replace(ITEM, stem="Who?"))], later)
    assert (before["guid"], before["model"]) == (after["guid"], after["model"])
    assert after["mod"] > before["mod"]
    (other,) = notes([Entry("i2", ITEM)], about())
    assert other["guid"] != before["guid"]


@settings(max_examples=20, deadline=None)
@given(given_entries=entries())
def test_every_kind_makes_a_card_without_markup_of_the_items(given_entries: list[Entry]) -> None:
    assert not write_anki(given_entries, about()).left_out
