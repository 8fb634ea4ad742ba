"""XML read without its dangers, and written."""

import re
from xml.etree.ElementTree import Element, ParseError, SubElement, TreeBuilder, indent, tostring

from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]
from defusedxml.ElementTree import DefusedXMLParser  # type: ignore[import-untyped]

from quizapi.exchange.decoding import check_size
from quizapi.exchange.errors import FileRefused

LINE = "{quizapi}line"
_MOST_ELEMENTS = 200_000
_DEEPEST = 100


def parse_xml(data: bytes) -> Element:
    """The root of a document; every element knows its line (`line_of`).

    Raises:
        FileRefused: It is no XML, has a document type or entities of its own, or is too large or deep.
    """
    check_size(data)
    builder = _Builder()
    parser = DefusedXMLParser(target=builder, forbid_dtd=True)
    builder.expat = parser.parser
    try:
        parser.feed(data)
        root = parser.close()
    except DefusedXmlException as error:
        raise FileRefused(
            "the file has a document type or entities of its own, which are not read"
        ) from error
    except ParseError as error:
        line, _ = error.position
        raise FileRefused(f"line {line}: this is not well-formed XML") from error
    except (LookupError, ValueError) as error:
        raise FileRefused("the file is in an encoding that is not known; save it as UTF-8") from error
    if not isinstance(root, Element):
        raise FileRefused("the file is not XML")
    return root


def line_of(element: Element) -> int | None:
    """Where the element begins in its file; None for one that was not read."""
    line = element.get(LINE)
    return int(line) if line else None


def local_name(element: Element) -> str:
    """The tag without its namespace."""
    return re.sub(r"^\{[^}]*\}", "", str(element.tag))


def child_text(element: Element, path: str) -> str:
    """The text of the first element at the path, or nothing."""
    found = element.find(path)
    return "" if found is None else found.text or ""


def add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """A new last child."""
    child = SubElement(parent, tag, attributes)
    child.text = text or None
    return child


def document(root: Element) -> bytes:
    """The document in UTF-8, with its declaration, indented where that changes no text."""
    indent(root)
    data: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"


class _Builder(TreeBuilder):
    """Builds the tree, marks lines, and stops at what no question file is."""

    expat: object = None

    def __init__(self) -> None:
        super().__init__()
        self._count = 0
        self._depth = 0

    def start(self, tag: str, attrs: dict[str, str], /) -> Element:
        self._count += 1
        self._depth += 1
        if self._count > _MOST_ELEMENTS or self._depth > _DEEPEST:
            raise FileRefused("the file has too many elements, or elements too deep in each other")
        element = super().start(tag, attrs)
        element.set(LINE, str(getattr(self.expat, "CurrentLineNumber", "")))
        return element

    def end(self, tag: str, /) -> Element:
        self._depth -= 1
        return super().end(tag)
