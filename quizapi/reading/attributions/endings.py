"""How a quotation begins and ends, and the dashes that set one off."""

from __future__ import annotations

from typing import Final

from quizapi.reading.attributions.scene import Quote, Scene

DASHES: Final = frozenset({"—", "–", "-", "--", "―"})


def ending(scene: Scene, quote: Quote) -> str:
    """How a quotation ends: "comma", "stop", "asks", "open" (in the middle of a clause)."""
    text = scene.tokens.text
    after = text[quote.marks.span.end : quote.marks.span.end + 1]
    inner = quote.marks.inner.text(text).rstrip()
    last = inner[-1:] if inner else ""
    if last and last in "'’”\"":
        last = inner[-2:-1]
    if last == "," or after == ",":
        return "comma"
    if last in ("?", "!"):
        return "asks"
    if last in (".", "…"):
        return "stop"
    return "stop" if after in (".", "?", "!") else "open"


def is_fragment(scene: Scene, quote: Quote) -> bool:
    """Whether the quotation is a piece of the article's own sentence rather than a sentence of its own."""
    inner = quote.marks.inner.text(scene.tokens.text)
    first = next((c for c in inner if c.isalnum()), "")
    return not (first.isupper() or first.isdigit())
