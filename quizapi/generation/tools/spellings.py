"""Whether two names are one name, written in two ways."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

#: Shorter ones differ by a letter and are others: "Lee" and "Lea", "Bush" and "Rush".
_LEAST_LETTERS = 5
#: Letters that a first name and its short form begin with: "Sandra" and "Sandy", "Christopher" and "Chris".
_SHORT_FORM = 3


def are_spellings_of_one_name(one: str, other: str) -> bool:
    """Whether two names look like one that somebody has misspelt or shortened.

    Their last words are equal or nearly so ("Byrne", "Bryne"), and the first names do not tell them apart:
    one has none, or both begin alike.
    """
    first, last = _parted(one)
    other_first, other_last = _parted(other)
    if not last or not other_last or not _nearly_equal(last, other_last):
        return False
    if not first or not other_first:
        # A whole name and its own last word are the caller's to know; here the spelling alone speaks.
        return last != other_last
    return first[:_SHORT_FORM] == other_first[:_SHORT_FORM]


def _parted(name: str) -> tuple[str, str]:
    """The first and the last word of a name, in small letters; no first one where it has one word."""
    words = re.findall(r"[^\W\d_]+", name.casefold())
    return (words[0] if len(words) > 1 else "", words[-1] if words else "")


def _nearly_equal(one: str, other: str) -> bool:
    """Equal, or long enough and with the same first letter, and nine letters in ten in the same order."""
    if one == other:
        return True
    if one[0] != other[0] or min(len(one), len(other)) < _LEAST_LETTERS:
        return False
    return sorted(one) == sorted(other) or SequenceMatcher(None, one, other, autojunk=False).ratio() > 0.87
