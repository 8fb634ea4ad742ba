"""The deck as Anki's own engine imports it: once, again, and again with a changed text."""

import html
import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from anki.collection import Collection, ImportAnkiPackageOptions, ImportAnkiPackageRequest
from hypothesis import HealthCheck, given, settings

from quizapi.domain import Evidence, Item, Option, Span
from quizapi.exchange.anki import write_anki
from quizapi.exchange.formats import About, Entry
from quizapi.exchange.paper.questions import question_of
from quizapi.exchange.texts import clean_item
from tests.exchange.builders import entries

ABOUT = About("Rates: 利率 & שער", quiz_id="q1", written_at=datetime(2026, 5, 1, tzinfo=UTC))
THREE = (Option("a", "Ann [sound:x.mp3]"), Option("b", "Bo <b>bold</b>"), Option("c", "Cy {{Answer}}"))
ITEMS = [
    Item("choice", "Who?\n\nSays {{c1::who}}?", ("b",), (Evidence(Span(0, 9), "It was Bo."),), THREE),
    Item("multiple", "Which?", ("a", "c"), (), THREE, explanation="Both <i>were</i>."),
    Item("true_false", "Is it √2 ≠ ½? 👩🏽‍🚒", False, ()),
    Item("order", "When?", ("b", "c", "a"), (), THREE),
    Item("match", "Pairs", (("a", "1"), ("b", "2")), (), THREE[:2], (Option("1", "x"), Option("2", "y"))),
    Item("text", "Name?", "שלום", (), accepted=("قال",), tags=("central bank",)),
]
ENTRIES = [Entry(f"item-{n}", item) for n, item in enumerate(ITEMS)]


class Anki:
    """A collection of Anki's."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.collection = Collection(str(folder / "collection.anki2"))

    def import_deck(self, given_entries: list[Entry], about: About) -> dict[str, int]:
        """Import with the choices that Anki makes by itself; how many notes are new, updated, the same."""
        path = self.folder / "deck.apkg"
        path.write_bytes(write_anki(given_entries, about).data)
        options = ImportAnkiPackageOptions(merge_notetypes=True)
        log = self.collection.import_anki_package(
            ImportAnkiPackageRequest(package_path=str(path), options=options)
        ).log
        names = ("new", "updated", "duplicate", "conflicting", "missing_notetype", "empty_first_field")
        return {name: len(getattr(log, name)) for name in names if len(getattr(log, name))}

    def notes(self) -> list[dict[str, str]]:
        """The fields of all notes, in the order in which they were made."""
        found = [self.collection.get_note(id) for id in sorted(self.collection.find_notes(""))]
        return [dict(note.items()) for note in found]

    def cards(self) -> list[tuple[str, str]]:
        """Question and answer of every card as Anki shows them."""
        ids = sorted(self.collection.find_cards(""))
        shown = [self.collection.get_card(id).render_output() for id in ids]
        return [(card.question_text, card.answer_text) for card in shown]


@pytest.fixture
def new_anki(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[[], Anki]]:
    made: list[Anki] = []

    def new() -> Anki:
        made.append(Anki(tmp_path_factory.mktemp("anki")))
        return made[-1]

    yield new
    for anki in made:
        anki.collection.close()


def plain(field: str) -> str:
    """The text that a field shows."""
    return html.unescape(re.sub(r"<[^>]*>", "", field.replace("<br>", "\n")))


def test_every_kind_is_a_note_with_one_card(new_anki: Callable[[], Anki]) -> None:
    anki = new_anki()
    assert anki.import_deck(ENTRIES, ABOUT) == {"new": len(ITEMS)}
    notes = anki.notes()
    for note, item in zip(notes, ITEMS, strict=True):
        question = question_of(item)
        assert plain(note["Question"]) == item.stem
        assert plain(note["Answer"]) == "\n".join(question.answers)
        assert plain(note["Explanation"]) == item.explanation
    assert [deck.name for deck in anki.collection.decks.all_names_and_ids()] == [
        "Default",
        ABOUT.title.replace("::", ": :"),
    ]
    assert anki.collection.tags.all() == ["central-bank"]
    assert len(anki.cards()) == len(ITEMS)


def test_cards_show_markup_sounds_and_fields_as_text(new_anki: Callable[[], Anki]) -> None:
    anki = new_anki()
    anki.import_deck(ENTRIES, ABOUT)
    for question, answer in anki.cards():
        assert "anki:play" not in answer
        assert not re.search(r"<(b|i|script)>", answer)
        assert "{{" not in question + answer
        assert "&#123;&#123;Answer" in answer or "Cy" not in answer


def test_second_import_makes_no_duplicates(new_anki: Callable[[], Anki]) -> None:
    anki = new_anki()
    anki.import_deck(ENTRIES, ABOUT)
    before = anki.notes()
    assert anki.import_deck(ENTRIES, ABOUT) == {"duplicate": len(ITEMS)}
    later = replace(ABOUT, written_at=datetime(2026, 5, 9, tzinfo=UTC), title="Another title")
    assert anki.import_deck(ENTRIES, later).get("new", 0) == 0
    assert anki.notes() == before
    assert len(anki.cards()) == len(ITEMS)


def test_changed_text_of_a_later_export_updates_and_new_items_are_added(
    new_anki: Callable[[], Anki],
) -> None:
    anki = new_anki()
    anki.import_deck(ENTRIES, ABOUT)
    changed = [Entry("item-0", replace(ITEMS[0], stem="Who was it?")), *ENTRIES[1:]]
    added = Entry("item-9", Item("true_false", "Is this new?", True, ()))
    later = replace(ABOUT, written_at=datetime(2026, 5, 9, tzinfo=UTC))
    log = anki.import_deck([*changed, added], later)
    assert log["new"] == 1
    assert log["updated"] >= 1
    assert [plain(note["Question"]) for note in anki.notes()] == [
        "Who was it?",
        *[item.stem for item in ITEMS[1:]],
        "Is this new?",
    ]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(given_entries=entries())
def test_any_text_comes_through_the_engine(new_anki: Callable[[], Anki], given_entries: list[Entry]) -> None:
    anki = new_anki()
    assert anki.import_deck(given_entries, ABOUT) == {"new": len(given_entries)}
    got: list[Any] = [plain(note["Question"]) for note in anki.notes()]
    assert got == [clean_item(entry.item).stem for entry in given_entries]
