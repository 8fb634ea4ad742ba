import pytest
from hypothesis import given

from quizapi.domain import Item, Option
from quizapi.exchange.errors import FileRefused
from quizapi.exchange.formats import About, Entry
from quizapi.exchange.moodle.reading import read_moodle_xml
from quizapi.exchange.moodle.writing import write_moodle_xml
from quizapi.exchange.texts import clean_item, feedback_of
from tests.exchange.builders import entries, meaning

ABOUT = About("Rates / banks")


def squeezed(text: str) -> str:
    """HTML folds spaces and empty lines."""
    return "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())


@given(entries())
def test_every_item_comes_back(given_entries: list[Entry]) -> None:
    written = write_moodle_xml(given_entries, ABOUT)
    assert not written.left_out
    found = read_moodle_xml(written.data)
    assert not found.skipped
    assert found.title == "Rates / banks"
    for item, entry in zip(found.items, given_entries, strict=True):
        left, right = meaning(item, squeezed), meaning(entry.item, squeezed)
        if item.interaction == "order":  # Moodle shuffles; the file has the right order alone
            left, right = (*left[:2], sorted(left[2]), *left[3:]), (*right[:2], sorted(right[2]), *right[3:])
            assert [option.id for option in item.options] != list(item.key)  # type: ignore[arg-type]
        assert left == right
        assert squeezed(item.explanation) == squeezed(feedback_of(clean_item(entry.item)))
        assert item.tags == entry.item.tags


def test_markup_is_escaped_twice() -> None:
    item = Item("true_false", "<script>x</script>", False, ())
    data = write_moodle_xml([Entry("1", item)], ABOUT).data
    assert b"&amp;lt;script&amp;gt;" in data
    assert b"<script>" not in data


def test_eleven_right_options_are_named_as_not_held() -> None:
    options = tuple(Option(str(n), f"option {n}") for n in range(12))
    item = Item("multiple", "Which?", tuple(str(n) for n in range(11)), (), options)
    written = write_moodle_xml([Entry("9", item)], ABOUT)
    assert [note.item_id for note in written.left_out] == ["9"]


def question(type: str, inner: str) -> bytes:
    text = '<questiontext format="html"><text><![CDATA[<p>Who?</p>]]></text></questiontext>'
    return (
        f'<?xml version="1.0"?>\n<quiz>\n<question type="{type}">{text}{inner}</question>\n</quiz>'.encode()
    )


@pytest.mark.parametrize(
    ("type", "inner", "reason"),
    [
        ("essay", "", "essay"),
        ("multichoice", "<single>true</single>", "0 options"),
        ("shortanswer", '<answer fraction="100"><text>Ann*</text></answer>', "wildcard"),
        ("numerical", '<answer fraction="100"><text>4</text><tolerance>1</tolerance></answer>', "tolerance"),
        ("truefalse", "", "true or false"),
        ("multichoice", '<answer fraction="x"><text>a</text></answer>', "no number"),
        ("multichoice", '<answer fraction="100"><text>a</text><file name="a.png"/></answer>', "file"),
    ],
)
def test_what_is_not_taken_is_named_with_line_and_reason(type: str, inner: str, reason: str) -> None:
    found = read_moodle_xml(question(type, inner))
    assert not found.items
    assert found.skipped[0].line == 3
    assert reason in found.skipped[0].reason


BILLION_LAUGHS = b"""<?xml version="1.0"?>
<!DOCTYPE quiz [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
<quiz><question type="truefalse"><questiontext><text>&b;</text></questiontext></question></quiz>"""
EXTERNAL = b"""<!DOCTYPE quiz [<!ENTITY x SYSTEM "file:///etc/passwd">]><quiz>&x;</quiz>"""


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"   ",
        b"no xml at all",
        b"<quiz><question>",
        BILLION_LAUGHS,
        EXTERNAL,
        BILLION_LAUGHS.decode().encode("utf-16"),
        b'<?xml version="1.0" encoding="klingon"?><quiz/>',
        b'<?xml version="1.0" encoding="utf-7"?><quiz>+ADw-</quiz>',
        b"<quiz>\xff\xfe</quiz>",
        b"<other/>",
        b"<quiz>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</quiz>",
        b"<quiz>" + b"<a/>" * 300_000 + b"</quiz>",
    ],
    ids=range(13),
)
def test_hostile_and_broken_files_are_refused(data: bytes) -> None:
    with pytest.raises(FileRefused):
        read_moodle_xml(data)
