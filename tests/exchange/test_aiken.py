import pytest
from hypothesis import given

from quizapi.domain import Item, Option
from quizapi.exchange.aiken import read_aiken, write_aiken
from quizapi.exchange.formats import About, Entry
from tests.exchange.builders import entries, lines, meaning

ABOUT = About("Rates")


def folded(text: str) -> str:
    return " ".join(text.split())


@given(entries(("choice", "true_false"), texts=lines))
def test_choices_come_back_or_are_named(given_entries: list[Entry]) -> None:
    written = write_aiken(given_entries, ABOUT)
    gone = {note.item_id for note in written.left_out}
    for note in written.left_out:
        stem = next(entry.item.stem for entry in given_entries if entry.id == note.item_id)
        assert len(stem) < 2 or stem.startswith("ANSWER:") or stem[1] in ".)"
    if len(gone) == len(given_entries):
        return
    # Aiken has no plain text: what looks like markup is read as such, so it is put aside here.
    kept = [entry.item for entry in given_entries if entry.id not in gone]
    found = read_aiken(written.data)
    assert len(found.items) + len(found.skipped) == len(kept)
    if not found.skipped:
        for item, before in zip(found.items, kept, strict=True):
            if not any(sign in str(before) for sign in "<&"):
                assert meaning(item, folded) == meaning(before, folded)


def test_other_kinds_are_refused_by_name() -> None:
    items = [
        Item("text", "Who?", "Ann", ()),
        Item("order", "When?", ("b", "a"), (), (Option("a", "x"), Option("b", "y"))),
        Item("multiple", "Which?", ("a",), (), (Option("a", "x"), Option("b", "y"))),
    ]
    written = write_aiken([Entry(str(n), item) for n, item in enumerate(items)], ABOUT)
    assert [note.item_id for note in written.left_out] == ["0", "1", "2"]


def test_true_or_false_is_named_as_changed() -> None:
    written = write_aiken([Entry("1", Item("true_false", "Is it?", False, ()))], ABOUT)
    assert written.data == b"Is it?\nA. True\nB. False\nANSWER: B\n"
    assert [note.item_id for note in written.changed] == ["1"]


def test_both_ways_to_mark_options_are_read() -> None:
    found = read_aiken(b"Who\nwas it?\nA) Ann\nB. Bo\n\nC) Cy\nANSWER: b\n")
    assert found.items[0].stem == "Who\nwas it?"
    assert found.items[0].key == ("b",)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("Who?\nA. a\nB. b\nC. c\nANSWER: D\n", 4, "none of its options"),
        ("Who?\nA. a\nB. b\nC. c\n", 4, "ANSWER:"),
        ("Who?\nANSWER: A\n", 4, "none of its options"),
        ("Who?\nA. a\nB. b\nANSWER: A\n", 4, "3 to 6"),
        ("Who?\nA. a\nA. b\nB. c\nANSWER: A\n", 4, "none of its options"),
        ("Just a line", 4, "ANSWER:"),
    ],
)
def test_what_is_not_taken_is_named_with_line_and_reason(text: str, line: int, reason: str) -> None:
    found = read_aiken(b"\n\n\n" + text.encode())
    assert not found.items
    assert found.skipped[0].line == line
    assert reason in found.skipped[0].reason


def test_question_without_answer_does_not_swallow_the_next() -> None:
    found = read_aiken(b"One?\nA. a\nB. b\nC. c\nTwo?\nA. d\nB. e\nC. f\nANSWER: C\n")
    assert [item.stem for item in found.items] == ["Two?"]
    assert [skipped.what for skipped in found.skipped] == ["One?"]
