"""Items as a QTI package: a manifest, one test, and a file for each item."""

import hashlib
import re
from collections.abc import Sequence
from xml.etree.ElementTree import Element, tostring

from quizapi.exchange.formats import About, Entry, Export, each
from quizapi.exchange.markup import add
from quizapi.exchange.packages import pack
from quizapi.exchange.qti.dialect import QTI3, QTI21, Dialect
from quizapi.exchange.qti.items import assessment_item
from quizapi.exchange.texts import folded

_TEST = "test.xml"


def write_qti21(entries: Sequence[Entry], about: About) -> Export:
    """Items as a QTI 2.1 package."""
    return _package(entries, about, QTI21)


def write_qti3(entries: Sequence[Entry], about: About) -> Export:
    """Items as a QTI 3 package."""
    return _package(entries, about, QTI3)


def _package(entries: Sequence[Entry], about: About, dialect: Dialect) -> Export:
    items, left_out = each(
        entries,
        lambda number, entry: (
            _identifier(entry.id),
            assessment_item(_identifier(entry.id), number, entry.item),
        ),
    )
    files = [(f"items/{name}.xml", name, item) for name, item in items]
    members = [("imsmanifest.xml", _document(_manifest(files, about, dialect)))]
    members.append((_TEST, _document(dialect.renamed(_test(files, about)))))
    members += [(path, _document(dialect.renamed(item))) for path, _, item in files]
    return Export(pack(members), left_out)


def _test(files: Sequence[tuple[str, str, Element]], about: About) -> Element:
    root = Element("assessmentTest", identifier="QUIZ", title=folded(about.title))
    part = add(root, "testPart", identifier="PART", navigationMode="nonlinear", submissionMode="individual")
    section = add(part, "assessmentSection", identifier="SECTION", title=folded(about.title), visible="true")
    for path, name, _ in files:
        add(section, "assessmentItemRef", identifier=name, href=path)
    return root


def _manifest(files: Sequence[tuple[str, str, Element]], about: About, dialect: Dialect) -> Element:
    root = Element("manifest", xmlns=dialect.manifest, identifier=_identifier(about.quiz_id or about.title))
    metadata = add(root, "metadata")
    add(metadata, "schema", dialect.package_schema)
    add(metadata, "schemaversion", dialect.package_version)
    add(root, "organizations")
    resources = add(root, "resources")
    test = add(resources, "resource", identifier="TEST", type=dialect.test_type, href=_TEST)
    add(test, "file", href=_TEST)
    for _, name, _ in files:
        add(test, "dependency", identifierref=f"RES_{name}")
    for path, name, _ in files:
        resource = add(resources, "resource", identifier=f"RES_{name}", type=dialect.item_type, href=path)
        add(resource, "file", href=path)
    return root


def _identifier(text: str) -> str:
    """An XML name of letters, digits and hyphens; what has others gets a hash."""
    if re.fullmatch(r"[A-Za-z0-9-]{1,80}", text):
        return f"ITEM-{text}"
    return f"ITEM-{hashlib.sha256(text.encode()).hexdigest()[:32]}"


def _document(root: Element) -> bytes:
    """Not indented: white space would become part of texts."""
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return data
