"""Shorthand of the news wires, written out."""

from __future__ import annotations

import re

#: What the wires write for units and money, and what a reader of today expects.
_WRITTEN_OUT = {
    "mln": "million", "bln": "billion", "trln": "trillion", "pct": "percent", "dlr": "dollar",
    "dlrs": "dollars", "stg": "pounds", "govt": "government", "qtr": "quarter", "vs": "against",
}  # fmt: skip
_SHORTHAND = re.compile(rf"(?<![\w.])(?:{'|'.join(_WRITTEN_OUT)})(?![\w])")
_TICKER = re.compile(r" ?<[A-Z]{1,5}(?:\.[A-Z]{1,3})?>")


def without_wire_shorthand(text: str) -> str:
    """ "a 59-billion-dlr surplus" → "a 59-billion-dollar surplus"."""
    text = _TICKER.sub("", text)
    return _SHORTHAND.sub(lambda match: _WRITTEN_OUT[match[0]], text)
