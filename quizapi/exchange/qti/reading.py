"""Items from QTI 2.x and 3: a package, or the file of one item."""

import posixpath
from functools import partial
from urllib.parse import unquote
from xml.etree.ElementTree import Element

from quizapi.exchange.collecting import Collector
from quizapi.exchange.errors import FileRefused
from quizapi.exchange.formats import Imported
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
    found = Collector()
    if not data.startswith(b"PK"):
        root = _item_root(data)
        found.take(None, _name(root), partial(item_of, root))
        return found.result()
    package = Package(data)
    manifest = _manifest_path(package)
    order: list[str] = []
    paths: list[str] = []
    for path, kind in _resources(_parsed(package.read(manifest)), posixpath.dirname(manifest)).items():
        if kind.startswith("imsqti_test"):
            test = _parsed(package.read(path))
            found.title = found.title or folded(clean(test.get("title", "")))
            order += [_inside(path, ref.get("href", "")) for ref in test.iter("assessmentItemRef")]
        elif kind.startswith("imsqti_item"):
            paths.append(path)
        elif kind != "webcontent":
            found.skip(None, path, f"a resource of the kind {kind[:60]!r} is not read")
    places = {path: place for place, path in reversed(list(enumerate(order)))}
    for path in sorted(paths, key=lambda path: places.get(path, len(places))):
        try:
            root = _item_root(package.read(path))
        except FileRefused as error:
            found.skip(None, path, error.detail)
        else:
            found.take(None, f"{path}: {_name(root)}", partial(item_of, root))
    return found.result()


def _item_root(data: bytes) -> Element:
    root = _parsed(data)
    if root.tag != "assessmentItem":
        raise FileRefused(f"this is no QTI item: its root is <{str(root.tag)[:40]}>")
    return root


def _name(root: Element) -> str:
    return root.get("title", "") or root.get("identifier", "")


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


def _resources(manifest: Element, base: str) -> dict[str, str]:
    """The kind of each file that the manifest names, once, in its order."""
    found: dict[str, str] = {}
    for resource in manifest.iter("resource"):
        if resource.get("href"):
            path = _inside(posixpath.join(base, _MANIFEST), resource.get("href", ""))
            found.setdefault(path, resource.get("type", ""))
    return found


def _inside(path: str, href: str) -> str:
    """Where a reference from `path` leads inside the package.

    Raises:
        FileRefused: It leads out of it.
    """
    joined = posixpath.normpath(posixpath.join(posixpath.dirname(path), unquote(href)))
    if "://" in href or joined.startswith(("/", "..")):
        raise FileRefused(f"the package refers to something outside of itself: {href[:80]!r}")
    return joined
