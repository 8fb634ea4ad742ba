"""Odd characters to plain ones. Quotation marks and dashes stay as the author typed them."""

import re
import unicodedata

_PARAGRAPH_BREAK = "\u2029"
_LINE_BREAKS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028]")
_SPACES = re.compile("[\t\x1f\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
#: Soft hyphen, zero-width characters, marks of direction, byte order mark, object replacement.
_INVISIBLE = re.compile("[\u00ad\u034f\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufffc]")
_CONTROLS = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f]")
_BLANKS = re.compile("  +")


def plain_characters(raw: str) -> str:
    """Line breaks to LF, odd spaces to one plain space, invisible characters out, accents composed (NFC)."""
    text = raw.replace(_PARAGRAPH_BREAK, "\n\n")
    text = _LINE_BREAKS.sub("\n", text)
    text = _SPACES.sub(" ", text)
    text = _INVISIBLE.sub("", text)
    text = _CONTROLS.sub("", text)
    text = unicodedata.normalize("NFC", text)
    return "\n".join(_BLANKS.sub(" ", line).strip(" ") for line in text.split("\n"))
