"""Texts that are made to take time by the square of their length do not."""

from contextlib import suppress

import pytest

from quizapi.exchange.article_files import read_article_file
from quizapi.exchange.errors import FileRefused
from quizapi.exchange.registry import IMPORTERS
from tests.deadlines import bounded_work

SIZE = 300_000

_XML = (
    '<quiz><question type="truefalse"><questiontext format="html"><text>',
    "</text></questiontext></question></quiz>",
)
_QTI = (
    '<assessmentItem><responseDeclaration identifier="R" cardinality="single" baseType="string"/>'
    "<itemBody><p>",
    '</p><textEntryInteraction responseIdentifier="R"/><p>x</p></itemBody></assessmentItem>',
)
#: By format: what stands around the piece that is repeated, and the pieces.
HOSTILE: dict[str, tuple[list[tuple[str, str]], list[str]]] = {
    "gift": (
        [("", ""), ("Who?{=a ~b ~", "}"), ("// ", "\nIs it?{T}")],
        [*" {}=~#\\\n", "[tag:", "::", "->", "%50%", "\n//", "<!--", "&lt;", "****"],
    ),
    "aiken": ([("", "")], [" ", "\n", "A. \n", "ANSWER: A\n", "A.", "x\nA. y\n"]),
    "csv": (
        [("stem,key,option_1,match_1\n", ""), ("stem,key,option_1,match_1\nx,A", "1,y,z\n")],
        [*" ,\"\n'=", '""', "a,b,c,d\n"],
    ),
    "moodle-xml": (
        [_XML],
        [" ", "&lt;!--", "&lt;a ", "&lt;", "&amp;amp;", "&lt;p>", "x\n", "<a/>", "&lt;![CDATA["],
    ),
    "qti": ([_QTI], [" ", "\n", "<br/>", "_____", "<i>x</i>"]),
    "json": ([('{"format": "quizapi-quiz", "version": 1, "items": [', "")], ["[", "{", "1,", '"', "\\"]),
}
CASES = [
    (name, before + piece * (SIZE // len(piece)) + after)
    for name, (around, pieces) in HOSTILE.items()
    for before, after in around
    for piece in [*pieces, "a", "0", "\u0301"]
]
PIECES = [*" \n#[`=\\", " #", "*a ", "**a ", "_a ", "![", "](", "` ", "<!--", "<a ", "- ", "> ", "---\n"]


@pytest.mark.parametrize(("name", "text"), CASES, ids=range(len(CASES)))
def test_quiz_file_is_read_or_refused_in_time(name: str, text: str) -> None:
    with bounded_work(), suppress(FileRefused):
        IMPORTERS[name].read(text.encode())


@pytest.mark.parametrize("piece", PIECES)
def test_markdown_is_read_or_refused_in_time(piece: str) -> None:
    with bounded_work():
        for before in ("", "# ", "---\n"):
            read_article_file("a.md", (before + piece * (SIZE // len(piece)) + "x").encode())
