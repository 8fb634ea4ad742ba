import pytest
from hypothesis import given, settings

from quizapi.domain import Item, Option
from quizapi.exchange.errors import FileRefused
from quizapi.exchange.formats import About, Entry
from quizapi.exchange.markup import parse_xml
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


#: What Moodle's importer reads of each type of question, as its documentation of the format says.
READ_BY_MOODLE = {
    "multichoice": {"single": ("true", "false"), "shuffleanswers": ("true",), "answernumbering": ("abc",)},
    "truefalse": {},
    "shortanswer": {"usecase": ("0",)},
    "matching": {"shuffleanswers": ("true",)},
    "ordering": {
        "layouttype": ("VERTICAL",),
        "selecttype": ("ALL",),
        "gradingtype": ("ABSOLUTE_POSITION",),
        "showgrading": ("SHOW",),
    },
}
#: The parts of a score that Moodle offers; with others an import stops.
SHARES = {100.0, 90.0, 83.33333, 80.0, 75.0, 70.0, 66.66667, 60.0, 50.0, 40.0, 33.33333, 30.0, 25.0, 20.0}
SHARES |= {16.66667, 14.28571, 12.5, 11.11111, 10.0, 5.0, 0.0}


@settings(max_examples=40)
@given(entries())
def test_every_question_has_what_moodles_importer_reads(given_entries: list[Entry]) -> None:
    root = parse_xml(write_moodle_xml(given_entries, ABOUT).data)
    category, *questions = root.findall("question")
    assert (category.findtext("category/text") or "").startswith("$course$/top/")
    for question in questions:
        kind = question.get("type", "")
        for name, values in READ_BY_MOODLE[kind].items():
            assert question.findtext(name) in values
        assert question.findtext("name/text")
        assert question.find("questiontext").get("format") == "html"  # type: ignore[union-attr]
        assert len(question.findtext("idnumber") or "") <= 100
        answers = question.findall("answer")
        shares = [float(answer.get("fraction", "nan")) for answer in answers]
        if kind == "ordering":
            assert shares == [float(n) for n in range(1, len(answers) + 1)]
        elif kind == "matching":
            assert len(question.findall("subquestion/answer/text")) >= 2
        else:
            assert {abs(share) for share in shares} <= SHARES
        if kind == "truefalse":
            assert {answer.findtext("text") for answer in answers} == {"true", "false"}
        if question.findtext("single") == "false":
            assert abs(sum(share for share in shares if share > 0) - 100) < 0.001
