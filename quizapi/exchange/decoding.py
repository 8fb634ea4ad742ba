"""Bytes of a text file to text, and the most that a file may hold."""

import codecs

from quizapi.exchange.errors import FileRefused
from quizapi.exchange.texts import without_controls

LARGEST_FILE = 10_000_000

_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def check_size(data: bytes) -> None:
    """Refuse an empty file, and one that is too large.

    Raises:
        FileRefused
    """
    if not data.strip():
        raise FileRefused("the file is empty")
    if len(data) > LARGEST_FILE:
        raise FileRefused(f"the file has more than {LARGEST_FILE // 1_000_000} MB")


def text_of(data: bytes) -> str:
    """The text, in UTF-8 or whatever its byte order mark says, with `\\n` as its only line end.

    Raises:
        FileRefused: It is in another encoding, or no text.
    """
    check_size(data)
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise FileRefused(f"line {line}: this is not UTF-8; save the file as UTF-8 and try again") from error
    if "\x00" in text:
        raise FileRefused("the file is no text")
    return without_controls(text)
