"""Items from QTI 2.x and 3: a package, or the file of one item."""

import posixpath
from collections.abc import Iterator
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from quizapi.domain import Item
from quizapi.exchange.decoding import MOST_ITEMS
from quizapi.exchange.errors import FileRefused, NotTaken
from quizapi.exchange.formats import Imported, Skipped
from quizapi.exchange.markup import local_name, parse_xml
from quizapi.exchange.packages import Package
from quizapi.exchange.qti.dialect import camel_case
from quizapi.exchange.qti.interactions import item_of
from quizapi.exchange.texts import clean, folded

_MANIFEST = "imsmanifest.xml"


def read_qti(data: bytes) -> Imported:
    """The items of a package in the order of its test (else of its manifest), or of one item's file.

    Raises:
        FileRefused: It is neither, or is damaged or dangerous.
    """
    if not data.startswith(b"PK"):
        items, skipped = _read_item("the file", data)
        return Imported(items, skipped)
    package = Package(data)
    manifest = _parsed(package.read(_manifest_path(package)))
    base = posixpath.dirname(_manifest_path(package))
    items, skipped, title = (), (), ""
    order: list[str] = []
    paths: list[str] = []
    for path, kind in _resources(manifest, base):
        if kind.startswith("imsqti_test"):
            test = _parsed(package.read(path))
            title = title or folded(clean(test.get("title", "")))
            order += [_inside(path, ref.get("href", "")) for ref in test.iter("assessmentItemRef")]
        elif kind.startswith("imsqti_item"):
            paths.append(path)
        elif kind != "webcontent":
            skipped += (Skipped(None, path, f"a resource of the kind {kind[:60]!r} is not read"),)
    places = {path: place for place, path in reversed(list(enumerate(order)))}
    for path in sorted(paths, key=lambda path: places.get(path, len(places))):
        try:
            found, refused = _read_item(path, package.read(path))
        except FileRefused as error:
            found, refused = (), (Skipped(None, path, error.detail),)
        items, skipped = items + found, skipped + refused
    if len(items) > MOST_ITEMS:
        raise FileRefused(f"the package has more than {MOST_ITEMS} items")
    return Imported(items, skipped, title)


def _read_item(path: str, data: bytes) -> tuple[tuple[Item, ...], tuple[Skipped, ...]]:
    root = _parsed(data)
    if root.tag != "assessmentItem":
        raise FileRefused(f"this is no QTI item: its root is <{str(root.tag)[:40]}>")
    try:
        return (item_of(root),), ()
    except NotTaken as reason:
        what = folded(root.get("title", "") or root.get("identifier", ""))[:80]
        return (), (Skipped(None, f"{path}: {what}", str(reason)),)


def _parsed(data: bytes) -> Element:
    """The document in the names of QTI 2.1, without namespaces."""
    root = parse_xml(data)
    for element in root.iter():
        element.tag = camel_case(local_name(element))
        for name in [name for name in element.attrib if "-" in name]:
            element.set(camel_case(name), element.attrib.pop(name))
    return root


def _manifest_path(package: Package) -> str:
    found = [name for name in package.names if posixpath.basename(name) == _MANIFEST]
    if not found:
        raise FileRefused(f"the package has no {_MANIFEST}")
    return min(found, key=len)


def _resources(manifest: Element, base: str) -> Iterator[tuple[str, str]]:
    for resource in manifest.iter("resource"):
        if resource.get("href"):
            yield _inside(posixpath.join(base, _MANIFEST), resource.get("href", "")), resource.get("type", "")


def _inside(path: str, href: str) -> str:
    """Where a reference from `path` leads inside the package.

    Raises:
        FileRefused: It leads out of it.
    """
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(href)))
    if "://" in href or joined.startswith(("/", "..")):
        raise FileRefused(f"the package refers to something outside of itself: {href[:80]!r}")
    return joined
