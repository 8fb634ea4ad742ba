"""Quotation marks paired by kind and paragraph."""

import pytest

from quizapi.reading.attributions.marks import find_quotations
from quizapi.reading.attributions.paragraphs import find_paragraphs
from tests.deadlines import bounded_work


def outer(text: str) -> list[str]:
    return [q.span.text(text) for q in find_quotations(text, find_paragraphs(text)) if q.level == 0]


def inner(text: str) -> list[str]:
    return [q.span.text(text) for q in find_quotations(text, find_paragraphs(text)) if q.level > 0]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('"We won," he said. "At last."', ['"We won,"', '"At last."']),
        ("“We won,” he said. “At last.”", ["“We won,”", "“At last.”"]),
        ("„Wir haben gewonnen“, sagte er.", ["„Wir haben gewonnen“"]),
        ("« On a gagné », dit-il. «Enfin.»", ["« On a gagné »", "«Enfin.»"]),
        ("»Gewonnen«, sagte sie.", ["»Gewonnen«"]),
        ("``We won,'' he said.", ["``We won,''"]),
        ("''We won,'' he said.", ["''We won,''"]),
        ("‘We won,’ he said. ‘At last.’", ["‘We won,’", "‘At last.’"]),
        ("'We won,' he said. 'At last.'", ["'We won,'", "'At last.'"]),
        ("“We won“ and ”we lost” were said.", ["“We won“", "”we lost”"]),
    ],
)
def test_each_kind_of_mark_is_paired_with_its_own(text: str, expected: list[str]) -> None:
    assert outer(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The workers' rights and the boys' club in '68 weren't what 'em all expected.",
        "It’s the players’ choice, rock ’n’ roll.",
        "He is 6' 2\" tall.",
        "No marks at all.",
        "",
        "\n\n \n",
    ],
)
def test_apostrophes_and_inches_are_no_quotations(text: str) -> None:
    assert outer(text) == []


def test_single_marks_are_told_from_apostrophes_inside_them() -> None:
    assert outer("‘It’s the boys’ fault,’ he said.") == ["‘It’s the boys’ fault,’"]
    assert outer("'It's all right, I don't mind,' he said.") == ["'It's all right, I don't mind,'"]


@pytest.mark.parametrize(
    ("text", "within"),
    [
        ("“He told me ‘never’ and left,” she said.", "‘never’"),
        ('"He said "no" to me," she said.', '"no"'),
        ("\"He told me 'never again' and left,\" she said.", "'never again'"),
    ],
)
def test_a_quotation_in_a_quotation_is_found_inside(text: str, within: str) -> None:
    assert len(outer(text)) == 1
    assert inner(text) == [within]


def test_paragraphs_that_each_open_belong_together() -> None:
    text = '"One began.\n\n"Two went on.\n\n"Three ended," she said.'
    quotations = find_quotations(text, find_paragraphs(text))
    assert [q.goes_on for q in quotations] == [False, True, True]
    assert all(q.closed for q in quotations)


def test_a_missing_mark_costs_one_quotation_and_not_the_rest() -> None:
    text = '"We lost the first part.\n\nNothing here.\n\n"We won," he said. "At last."'
    quotations = find_quotations(text, find_paragraphs(text))
    assert [q.closed for q in quotations] == [False, True, True]
    assert outer(text)[1:] == ['"We won,"', '"At last."']


def test_a_missing_mark_before_the_next_opening_ends_there() -> None:
    assert outer('"We win. "They lose," he said.') == ['"We win.', '"They lose,"']


def test_a_doubled_mark_opens_once() -> None:
    assert outer('"“We won,”" he said.') == ['"“We won,”"'] or outer('"“We won,”" he said.') == ['"“We won,”']


def test_hard_wrapped_lines_are_one_paragraph() -> None:
    lines = ["The council met on Monday and the mayor was", "asked whether the bridge would open again this",
             "year, which she could not promise to anybody", "in the hall, where the engineers had shown the",
             "new cracks on a large screen that was set up", "beside the door and visible to all who came in",
             "for the first time since the closure. \"We do", "not know,\" she said."]  # fmt: skip
    text = "\n".join(lines)
    assert len(find_paragraphs(text)) == 1
    assert outer(text) == ['"We do\nnot know,"']


def test_single_line_breaks_between_whole_sentences_part_paragraphs() -> None:
    assert len(find_paragraphs("One ends here.\nTwo ends here.\nThree ends here.")) == 3


@pytest.mark.parametrize("mark", ['"', "“", "”", "'", "‘", "’", "«", "»", '"“', "' \"", "“ ‘"])
def test_work_does_not_grow_with_the_square_of_the_length(mark: str) -> None:
    text = f"{mark}a " * 50_000
    with bounded_work():
        find_quotations(text, find_paragraphs(text))
