"""Whether a text can be an article at all."""

import re
import unicodedata
from collections import Counter

from quizapi.reading.errors import TextEmpty, TextIsHtml, TextNotText, TextTooLong, TextTooShort

_WORD = re.compile(r"[^\W_]+(?:['’.-][^\W_]+)*")
#: Scripts that are written without spaces: about two characters make a word.
_UNSPACED = re.compile("[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]")
_PAGE = re.compile(r"\s*(?:<!doctype\s+html|<\?xml[^>]{0,200}\?>|<html\b|<head\b|<body\b)", re.IGNORECASE)
_TAG = re.compile(
    r"<(/?)(p|div|span|br|a|h[1-6]|li|ul|ol|img|script|style|table|td|tr|em|strong|b|i|article|section"
    r"|figure|header|footer|blockquote)\b[^<>]{0,300}>",
    re.IGNORECASE,
)
_ALLOWED_CONTROLS = frozenset("\t\n\r\v\f\x85\u2028\u2029")
_MAX_CONTROL_SHARE = 0.02


def check_text(text: str, *, max_chars: int, min_words: int = 40) -> None:
    """Refuse what cannot be an article.

    Args:
        text: As it was given, before cleaning.
        max_chars: The longest text that is taken, in code points.
        min_words: The shortest, in words.

    Raises:
        TextEmpty: Nothing but white space.
        TextTooLong: More than `max_chars`.
        TextNotText: NUL bytes, lone surrogates, or control and replacement characters in bulk.
        TextIsHtml: Markup pasted as text.
        TextTooShort: Fewer than `min_words`.
    """
    if not text.strip():
        raise TextEmpty("The text is empty. Paste the article's text.")
    if len(text) > max_chars:
        raise TextTooLong(f"The text has {len(text):,} characters; at most {max_chars:,} are taken.")
    _check_readable(text)
    if is_html(text):
        raise TextIsHtml("The text contains HTML markup. Send it in the field `html` instead of `text`.")
    words = count_words(text)
    if words < min_words:
        raise TextTooShort(f"The text has {words} words; an article needs at least {min_words}.")


def count_words(text: str) -> int:
    """The number of words; in scripts without spaces two characters count as one."""
    unspaced = len(_UNSPACED.findall(text))
    if not unspaced:
        return sum(1 for _ in _WORD.finditer(text))
    return sum(1 for _ in _WORD.finditer(_UNSPACED.sub(" ", text))) + unspaced // 2


def is_html(text: str) -> bool:
    """Whether the text is a page's markup; a text that speaks of a tag or two is none."""
    if _PAGE.match(text):
        return True
    opened = closed = 0
    for tag in _TAG.finditer(text):
        closed += bool(tag[1])
        opened += not tag[1]
        if opened >= 3 and (closed >= 1 or opened >= 6):
            return True
    # One pair of tags around the whole text is markup as well.
    stripped = text.strip()
    return opened >= 1 and closed >= 1 and stripped.startswith("<") and stripped.endswith(">")


def _check_readable(text: str) -> None:
    if "\x00" in text:
        raise TextNotText("The text contains NUL bytes: it is a file of another kind, not text.")
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise TextNotText("The text contains halves of characters (lone surrogates): it was decoded wrongly.")
    strange = sum(
        count
        for char, count in Counter(text).items()
        if char == "\ufffd" or (unicodedata.category(char) in ("Cc", "Cn") and char not in _ALLOWED_CONTROLS)
    )
    if strange > max(3, _MAX_CONTROL_SHARE * len(text)):
        raise TextNotText("The text is mostly control or replacement characters: it was decoded wrongly.")
