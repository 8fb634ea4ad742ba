import pytest
from hypothesis import given

from quizapi.domain import Item, Option
from quizapi.exchange.formats import About, Entry
from quizapi.exchange.gift.reading import read_gift
from quizapi.exchange.gift.writing import write_gift
from quizapi.exchange.texts import clean_item, feedback_of
from tests.exchange.builders import entries, meaning

ABOUT = About("Rates and banks")
CHOICE = Item("choice", "Who?", ("b",), (), (Option("a", "Ann"), Option("b", "Bo"), Option("c", "Cy")))


def read_one(text: str) -> Item:
    found = read_gift(text.encode())
    assert not found.skipped
    assert len(found.items) == 1
    return found.items[0]


@given(entries())
def test_every_item_comes_back_or_is_named(given_entries: list[Entry]) -> None:
    written = write_gift(given_entries, ABOUT)
    gone = {note.item_id for note in written.left_out}
    kept = [entry.item for entry in given_entries if entry.id not in gone]
    found = read_gift(written.data)
    assert not found.skipped
    assert [meaning(item) for item in found.items] == [meaning(item) for item in kept]
    assert [item.explanation for item in found.items] == [feedback_of(clean_item(item)) for item in kept]
    assert [item.tags for item in found.items] == [item.tags for item in kept]


@given(entries())
def test_only_what_gift_cannot_say_is_left_out(given_entries: list[Entry]) -> None:
    written = write_gift(given_entries, ABOUT)
    gone = {note.item_id for note in written.left_out}
    for entry in given_entries:
        item = entry.item
        arrow = (item.interaction in ("order", "match") and any("->" in o.text for o in item.options)) or (
            item.interaction == "text" and any("->" in text for text in (str(item.key), *item.accepted))
        )
        assert (entry.id in gone) == arrow


def test_markup_is_marked_as_plain_text_for_moodle() -> None:
    item = Item("true_false", "<b>Is it?</b>", True, (), explanation="Because.")
    text = write_gift([Entry("1", item)], ABOUT).data.decode()
    assert "[plain]<b>Is it?</b>" in text
    assert "####Because." in text


def test_order_is_named_as_changed() -> None:
    options = (Option("a", "Second"), Option("b", "First"))
    written = write_gift([Entry("7", Item("order", "When?", ("b", "a"), (), options))], ABOUT)
    assert [note.item_id for note in written.changed] == ["7"]
    assert "=Second -> 2" in written.data.decode()


def test_wrong_option_that_looks_like_a_share_gives_nothing() -> None:
    options = (Option("a", "%100% of it"), Option("b", "half"), Option("c", "none"))
    text = write_gift([Entry("1", Item("choice", "How much?", ("b",), (), options))], ABOUT).data.decode()
    assert "~[plain]%100% of it" in text


@pytest.mark.parametrize(
    ("text", "interaction", "key"),
    [
        ("Is it?{T}", "true_false", True),
        ("Is it? {FALSE#wrong#right}", "true_false", False),
        ("::Q1:: Who?{=Ann ~Bo ~Cy}", "choice", ("a",)),
        ("Who? { ~Ann #no\n =Bo #yes\n ~Cy\n}", "choice", ("b",)),
        ("Which?{~%50%Ann ~%50%Bo ~%-100%Cy}", "multiple", ("a", "b")),
        ("Which?{~%100%Ann ~Bo ~Cy}", "choice", ("a",)),
        ("Name?{=Ann =Annie}", "text", "Ann"),
        ("Name?{Ann}", "text", "Ann"),
        ("How many?{#4}", "text", "4"),
        ("Order{>2 none\nfirst\nsecond\nthird\n}", "order", ("c", "a", "b")),
        ("Pairs{=a -> 1 =b -> 2 = -> 3}", "match", (("a", "1"), ("b", "2"))),
    ],
)
def test_kinds_are_told_apart_as_moodle_does(text: str, interaction: str, key: object) -> None:
    item = read_one(text)
    assert (item.interaction, item.key) == (interaction, key)


def test_gap_inside_the_text_is_shown() -> None:
    assert read_one("The bank {=raised ~cut ~kept} its rate.").stem == "The bank _____ its rate."


def test_category_names_the_quiz_and_comments_give_tags() -> None:
    text = "$CATEGORY: $course$/News//2026/Rates\n\n// [tag:bank] [id:7]\nIs it?{T}\n"
    found = read_gift(text.encode())
    assert found.title == "Rates"
    assert found.items[0].tags == ("bank",)


def test_html_becomes_text_and_scripts_vanish() -> None:
    item = read_one("[html]<p>Is <b>it</b> &lt; 5?</p><script>alert(1)</script>{T}")
    assert item.stem == "Is it < 5?"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("Write about it.{}", "essay"),
        ("Only a text", "without answers"),
        ("Open {=a ~b", "between one"),
        ("How many?{#4:1}", "tolerance"),
        ("Name?{=Ann*}", "wildcard"),
        ("Two options{=a ~b}", "3 to 6"),
        ("Who?{=a ~%50%b ~c}", "part of the score"),
        ('[html]<img src="x.png"> What?{T}', "picture"),
    ],
)
def test_what_is_not_taken_is_named_with_line_and_reason(text: str, reason: str) -> None:
    found = read_gift(f"Is it?{{T}}\n\n{text}\n".encode())
    assert len(found.items) == 1
    assert [skipped.line for skipped in found.skipped] == [3]
    assert reason in found.skipped[0].reason
