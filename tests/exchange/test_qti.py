import io
import tracemalloc
import zipfile
from typing import Any

import pytest
from hypothesis import given, settings

from quizapi.domain import Evidence, Item, Option, Span
from quizapi.exchange import packages
from quizapi.exchange.errors import FileRefused
from quizapi.exchange.formats import About, Entry
from quizapi.exchange.packages import pack
from quizapi.exchange.qti.dialect import camel_case, kebab_case
from quizapi.exchange.qti.reading import read_qti
from quizapi.exchange.qti.writing import write_qti3, write_qti21
from quizapi.exchange.tables.xlsx_table import read_xlsx
from tests.exchange.builders import entries, meaning

ABOUT = About("Rates & banks", quiz_id="q1")
ITEM = Item(
    "choice",
    "Who?",
    ("b",),
    (Evidence(Span(0, 3), "It was Bo."),),
    (Option("a", "Ann"), Option("b", "Bo"), Option("c", "Cy")),
    explanation="The article says so.",
)


def squeezed(text: str) -> str:
    return "\n".join(" ".join(line.split()) for line in text.split("\n") if line.strip())


def sorted_parts(parts: Any) -> Any:
    """An ordering must not be shown in the right order, so what is shown may differ."""
    return (*parts[:2], sorted(parts[2]), *parts[3:]) if parts[0] == "order" else parts


@pytest.mark.parametrize("write", [write_qti21, write_qti3])
@settings(max_examples=50)
@given(given_entries=entries())
def test_every_item_comes_back(write: Any, given_entries: list[Entry]) -> None:
    written = write(given_entries, ABOUT)
    assert not written.left_out
    found = read_qti(written.data)
    assert not found.skipped
    assert found.title == "Rates & banks"
    got = [sorted_parts(meaning(item, squeezed)) for item in found.items]
    assert got == [sorted_parts(meaning(entry.item, squeezed)) for entry in given_entries]
    for item, entry in zip(found.items, given_entries, strict=True):
        assert squeezed(item.explanation).startswith(squeezed(entry.item.explanation))
        for piece in entry.item.evidence:
            assert " ".join(piece.text.split()) in " ".join(item.explanation.split())


def test_same_items_give_same_bytes() -> None:
    assert write_qti3([Entry("1", ITEM)], ABOUT) == write_qti3([Entry("1", ITEM)], ABOUT)


def test_versions_differ_in_names_alone() -> None:
    new, old = (
        zipfile.ZipFile(io.BytesIO(write([Entry("1", ITEM)], ABOUT).data)).read("items/ITEM-1.xml").decode()
        for write in (write_qti3, write_qti21)
    )
    assert "<qti-choice-interaction" in new
    assert 'response-identifier="RESPONSE"' in new
    assert "<qti-content-body><p>The article says so." in new
    assert "<choiceInteraction" in old
    assert "The article says so." in old
    assert "“It was Bo.”" in old


@pytest.mark.parametrize("name", ["choiceInteraction", "baseType", "simpleMatchSet", "value", "matchMax"])
def test_names_are_translated_both_ways(name: str) -> None:
    assert camel_case("qti-" + kebab_case(name)) == name


def item(body: str, response: str = "") -> bytes:
    declared = response or '<responseDeclaration identifier="RESPONSE" cardinality="single"/>'
    inner = f"{declared}<itemBody>{body}</itemBody>"
    return f'<assessmentItem identifier="I" title="T">{inner}</assessmentItem>'.encode()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (item("<p>Only a text</p>"), "0 interactions"),
        (item('<p><img src="x"/></p><choiceInteraction responseIdentifier="RESPONSE"/>'), "<img>"),
        (item('<extendedTextInteraction responseIdentifier="RESPONSE"/>'), "extendedTextInteraction"),
        (item('<choiceInteraction responseIdentifier="OTHER"/>'), "declare"),
        (item('<choiceInteraction responseIdentifier="RESPONSE"/>'), "no text"),
        (item('<p>Pairs</p><matchInteraction responseIdentifier="RESPONSE"/>'), "two sides"),
    ],
)
def test_what_is_not_taken_is_named_with_its_reason(data: bytes, reason: str) -> None:
    found = read_qti(data)
    assert not found.items
    assert reason in found.skipped[0].reason


def test_text_around_a_gap_is_the_stem() -> None:
    response = (
        '<responseDeclaration identifier="RESPONSE" cardinality="single" baseType="string">'
        "<correctResponse><value>seven</value></correctResponse></responseDeclaration>"
    )
    body = '<p>It rose to <textEntryInteraction responseIdentifier="RESPONSE"/> percent.</p>'
    assert read_qti(item(body, response)).items[0].stem == "It rose to _____ percent."


def test_mapping_tells_what_is_right_where_nothing_else_does() -> None:
    response = (
        '<responseDeclaration identifier="RESPONSE" cardinality="multiple" baseType="identifier"><mapping>'
        '<mapEntry mapKey="A" mappedValue="1"/><mapEntry mapKey="C" mappedValue="0.5"/>'
        '<mapEntry mapKey="B" mappedValue="-1"/></mapping></responseDeclaration>'
    )
    choices = "".join(f'<simpleChoice identifier="{id}">{id}</simpleChoice>' for id in "ABC")
    inner = f"<prompt>Which?</prompt>{choices}"
    body = f'<choiceInteraction responseIdentifier="RESPONSE">{inner}</choiceInteraction>'
    assert read_qti(item(body, response)).items[0].key == ("a", "c")


def manifest(href: str) -> bytes:
    resource = f'<resource identifier="R" type="imsqti_item_xmlv2p1" href="{href}"/>'
    return f"<manifest><resources>{resource}</resources></manifest>".encode()


@pytest.mark.parametrize(
    "href", ["../../etc/passwd", "/etc/passwd", "http://host.example/x.xml", "%2e%2e/x.xml"]
)
def test_references_out_of_the_package_are_refused(href: str) -> None:
    with pytest.raises(FileRefused, match="outside"):
        read_qti(pack([("imsmanifest.xml", manifest(href))]))


@pytest.mark.parametrize("name", ["../evil.xml", "/evil.xml", "C:\\evil.xml", "a\\..\\..\\evil.xml"])
def test_paths_out_of_the_package_are_refused(name: str) -> None:
    with pytest.raises(FileRefused, match="outside"):
        read_qti(pack([("imsmanifest.xml", manifest("a.xml")), (name, b"x")]))


def test_bomb_is_refused_before_it_is_unpacked() -> None:
    bomb = pack([("imsmanifest.xml", b" " * (packages.LARGEST_MEMBER + 1))])
    assert len(bomb) < 100_000
    with pytest.raises(FileRefused, match="MB"):
        read_qti(bomb)


def test_bomb_of_many_members_is_refused() -> None:
    members = [(f"{n}.xml", b" " * 10_000_000) for n in range(6)]
    with pytest.raises(FileRefused, match="unpacks"):
        read_qti(pack(members))


@pytest.mark.parametrize("read", [read_qti, read_xlsx])
def test_lying_size_is_not_believed_and_costs_no_memory(read: Any) -> None:
    data = bytearray(pack([("imsmanifest.xml", b" " * 300_000_000)]))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = data.index(signature) + offset
        data[place : place + 4] = (10).to_bytes(4, "little")
    tracemalloc.start()
    try:
        with pytest.raises(FileRefused, match="damaged"):
            read(bytes(data))
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_other_ways_to_pack_are_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_LZMA) as package:
        package.writestr("imsmanifest.xml", manifest("a.xml"))
    with pytest.raises(FileRefused, match="not read"):
        read_qti(buffer.getvalue())


def test_damaged_member_is_named_and_the_others_are_read() -> None:
    good = write_qti21([Entry("1", ITEM), Entry("2", ITEM)], ABOUT).data
    with zipfile.ZipFile(io.BytesIO(good)) as package:
        members = [(name, package.read(name)) for name in package.namelist()]
    broken = [(name, data[:-20] if name == "items/ITEM-1.xml" else data) for name, data in members]
    found = read_qti(pack(broken))
    assert len(found.items) == 1
    assert found.skipped[0].what == "items/ITEM-1.xml"


def test_cut_off_package_is_refused_wherever_it_is_cut() -> None:
    data = write_qti21([Entry("1", ITEM)], ABOUT).data
    for end in range(2, len(data) - 1, 97):
        with pytest.raises(FileRefused):
            read_qti(data[:end])


def test_two_files_of_one_name_are_refused() -> None:
    buffer = io.BytesIO()
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(buffer, "w") as package:
        package.writestr("imsmanifest.xml", manifest("a.xml"))
        package.writestr("imsmanifest.xml", manifest("b.xml"))
    with pytest.raises(FileRefused, match="one name"):
        read_qti(buffer.getvalue())
