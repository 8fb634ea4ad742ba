import io
import zipfile
from dataclasses import replace

import pypdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapi.domain import Evidence, Item, Option, Span
from quizapi.exchange.errors import FileRefused, FormatUnknown
from quizapi.exchange.formats import INTERACTIONS, Entry
from quizapi.exchange.registry import EXPORTERS, IMPORTERS, exporter_of, importer_of
from tests.exchange.builders import items

CHOICE = Item("choice", "Who?", ("b",), (), (Option("a", "Ann"), Option("b", "Bo"), Option("c", "Cy")))
OWN = Item("cloze:gap", "A ___.", "gap", ())
READ_BY = {"qti21": "qti", "qti3": "qti"}
ROUND = sorted(name for name in EXPORTERS if READ_BY.get(name, name) in IMPORTERS)


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_every_format_writes_and_names_a_plugins_own_kind(name: str) -> None:
    entries = [Entry("1", CHOICE), Entry("2", OWN)]
    written = EXPORTERS[name].export(entries, title="Rates", quiz_id="q")
    assert len(written.data) > 20
    assert [note.item_id for note in written.left_out] == ([] if name == "json" else ["2"])


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_no_items_make_an_empty_file(name: str) -> None:
    assert EXPORTERS[name].export([], title="").left_out == ()


@pytest.mark.parametrize("name", ROUND)
def test_what_is_written_here_is_recognised_by_its_name(name: str) -> None:
    written = EXPORTERS[name].export([Entry("1", CHOICE)], title="Rates")
    importer = importer_of("", filename=f"Rates.{EXPORTERS[name].extension}", data=written.data)
    assert importer.name == READ_BY.get(name, name)
    assert len(importer.read(written.data).items) == 1


def test_unknown_formats_are_refused_with_those_there_are() -> None:
    with pytest.raises(FormatUnknown, match="gift"):
        exporter_of("docx")
    with pytest.raises(FormatUnknown, match="gift"):
        importer_of("pdf")
    with pytest.raises(FormatUnknown, match="say the format"):
        importer_of("", filename="quiz.bin")


@pytest.mark.parametrize("name", sorted(IMPORTERS))
@settings(max_examples=60, deadline=None)
@given(data=st.binary(max_size=300) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_noise_is_refused_or_read_and_never_breaks(name: str, data: bytes) -> None:
    try:
        found = IMPORTERS[name].read(data)
    except FileRefused as refusal:
        assert refusal.detail
    else:
        assert all(skipped.reason for skipped in found.skipped)


@pytest.mark.parametrize("name", ROUND)
@settings(max_examples=40, deadline=None)
@given(item=items(INTERACTIONS), data=st.data())
def test_damaged_files_are_refused_or_read_and_never_break(
    name: str, item: Item, data: st.DataObject
) -> None:
    whole = bytearray(EXPORTERS[name].export([Entry("1", item)], title="Rates").data)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(whole) - 1))
        if data.draw(st.booleans()):
            whole[place] = data.draw(st.integers(0, 255))
        else:
            del whole[place : place + data.draw(st.integers(1, 50))]
        if not whole:
            break
    try:
        IMPORTERS[READ_BY.get(name, name)].read(bytes(whole))
    except FileRefused as refusal:
        assert refusal.detail


@pytest.mark.parametrize(
    ("name", "part"), [("gift", "Essay{}\n\n"), ("aiken", "Who?\nANSWER: A\n"), ("csv", "x,y,z\n")]
)
def test_file_of_nothing_but_faults_is_refused_not_listed(name: str, part: str) -> None:
    head = "stem,key,type\n" if name == "csv" else ""
    found = IMPORTERS[name].read((head + part * 1_000).encode())
    assert len(found.skipped) == 1_000
    with pytest.raises(FileRefused, match="is this the format"):
        IMPORTERS[name].read((head + part * 1_001).encode())


WORDS = {"explanation": "EXPLAINEDHERE", "evidence": "PROVENHERE", "tags": "TAGGEDHERE"}
TOLD = {"explanation": "Explanations", "evidence": "evidence", "tags": "ags"}


def shown_in(data: bytes) -> str:
    """All that a file holds, unpacked."""
    if data.startswith(b"%PDF"):
        return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(data)).pages)
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            return "\n".join(package.read(name).decode("utf-8", "replace") for name in package.namelist())
    return data.decode()


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_explanation_evidence_and_tags_travel_or_the_format_says_that_they_do_not(name: str) -> None:
    exporter = EXPORTERS[name]
    item = replace(
        CHOICE,
        evidence=(Evidence(Span(0, 3), WORDS["evidence"]),),
        explanation=WORDS["explanation"],
        tags=(WORDS["tags"],),
    )
    entries = [
        Entry("1", item),
        Entry("2", replace(item, interaction="true_false", stem="So?", options=(), key=True)),
    ]
    shown = shown_in(exporter.export(entries, title="Rates").data)
    for part, word in WORDS.items():
        # The format tells that it loses a part exactly where it does.
        assert (word in shown) != (TOLD[part] in exporter.loses), part
        assert shown.count(word) != 1, part
