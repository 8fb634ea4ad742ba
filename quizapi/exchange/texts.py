"""Texts made fit for files: no characters that a format forbids, and the words that formats share."""

import re
from dataclasses import replace

from quizapi.domain import Evidence, Item, Option

#: What XML 1.0 has no place for (and no other format needs).
_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"


def without_controls(text: str) -> str:
    """The text with `\\n` as its only line end and without control characters."""
    text = text.replace("\r\n", "\n")
    return _FORBIDDEN.sub("", re.sub("[\r\x0b\x0c\x85\u2028\u2029]", "\n", text))


def clean(text: str) -> str:
    """The text without control characters, trimmed."""
    return without_controls(text).strip()


def folded(text: str) -> str:
    """The text on one line."""
    return " ".join(text.split())


def clean_item(item: Item) -> Item:
    """The item with every text cleaned."""
    return replace(
        item,
        stem=clean(item.stem),
        options=_clean_options(item.options),
        matches=_clean_options(item.matches),
        key=clean(item.key) if isinstance(item.key, str) else item.key,
        accepted=tuple(clean(text) for text in item.accepted),
        explanation=clean(item.explanation),
        evidence=tuple(_clean_evidence(piece) for piece in item.evidence),
        tags=tuple(folded(clean(tag)) for tag in item.tags),
    )


def _clean_options(options: tuple[Option, ...]) -> tuple[Option, ...]:
    return tuple(Option(option.id, clean(option.text)) for option in options)


def _clean_evidence(piece: Evidence) -> Evidence:
    return replace(piece, text=clean(piece.text))


def feedback_of(item: Item) -> str:
    """Explanation and evidence, for formats that have one place for both."""
    lines = [f"Evidence: “{folded(piece.text)}”" for piece in item.evidence if piece.text]
    return "\n\n".join(part for part in (item.explanation, "\n".join(lines)) if part)


def name_of(number: int, item: Item, *, longest: int = 60) -> str:
    """A short name for the item, for lists of questions."""
    stem = folded(item.stem)
    return f"{number:02} " + (stem if len(stem) <= longest else stem[: longest - 1].rstrip() + "…")


def letter(number: int) -> str:
    """A, B, ... Z, AA, AB ... for 0, 1, ..."""
    return (letter(number // 26 - 1) if number >= 26 else "") + LETTERS[number % 26]
