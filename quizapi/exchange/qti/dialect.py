"""QTI 2.1 and 3 say the same in other names: here an item is written in 2.1's, and renamed for 3."""

import re
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement

_HTML = frozenset(["div", "p", "br", "span", "blockquote"])


@dataclass(frozen=True, slots=True)
class Dialect:
    """Namespaces, resource types and names of one version."""

    version: str
    namespace: str
    schema: str
    manifest: str
    item_type: str
    test_type: str
    package_schema: str
    package_version: str
    kebab: bool

    def renamed(self, root: Element) -> Element:
        """The tree in this version's names and with its namespace; changed in place."""
        if self.kebab:
            for feedback in root.iter("modalFeedback"):
                _wrap(feedback, "contentBody")
            for element in root.iter():
                if element.tag not in _HTML:
                    element.tag = "qti-" + kebab_case(element.tag)
                attributes = {kebab_case(name): value for name, value in element.attrib.items()}
                element.attrib.clear()
                element.attrib.update(attributes)
        root.set("xmlns", self.namespace)
        root.set("xmlns:xsi", "http://www.w3.org/2001/XMLSchema-instance")
        root.set("xsi:schemaLocation", f"{self.namespace} {self.schema}")
        return root


QTI21 = Dialect(
    version="2.1",
    namespace="http://www.imsglobal.org/xsd/imsqti_v2p1",
    schema="http://www.imsglobal.org/xsd/qti/qtiv2p1/imsqti_v2p1.xsd",
    manifest="http://www.imsglobal.org/xsd/imscp_v1p1",
    item_type="imsqti_item_xmlv2p1",
    test_type="imsqti_test_xmlv2p1",
    package_schema="QTIv2.1 Package",
    package_version="1.0.0",
    kebab=False,
)
QTI3 = Dialect(
    version="3.0",
    namespace="http://www.imsglobal.org/xsd/imsqtiasi_v3p0",
    schema="https://purl.imsglobal.org/spec/qti/v3p0/schema/xsd/imsqti_asiv3p0_v1p0.xsd",
    manifest="http://www.imsglobal.org/xsd/qti/qtiv3p0/imscp_v1p1",
    item_type="imsqti_item_xmlv3p0",
    test_type="imsqti_test_xmlv3p0",
    package_schema="QTI Package",
    package_version="3.0.0",
    kebab=True,
)


def kebab_case(name: str) -> str:
    """`choiceInteraction` -> `choice-interaction`; names with a colon (`xml:lang`) stay."""
    return name if ":" in name else re.sub(r"(?<=[a-z])([A-Z])", r"-\1", name).lower()


def camel_case(name: str) -> str:
    """The inverse, without QTI 3's prefix."""
    first, *others = name.removeprefix("qti-").split("-")
    return first + "".join(part.capitalize() for part in others)


def _wrap(element: Element, tag: str) -> None:
    """Put all children into one new child, which QTI 3 wants and 2.1 does not have."""
    children = list(element)
    for child in children:
        element.remove(child)
    SubElement(element, tag).extend(children)
