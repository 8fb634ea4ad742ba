"""Stray capitals of wire copy: what was written in capitals was given sentence case by a simple rule.

The rule took the full stop of "U.S." for the end of a sentence: "The U.S. Wants to be satisfied".
"""

from __future__ import annotations

import re
from typing import Final

_AFTER: Final = re.compile(r"((?:\b[A-Z]\.){2,}(?:['’]s)?\s+)([A-Z])([a-z]+)\b")
_SMALL_BY_NATURE: Final = re.compile(
    r"(?:\b[A-Z]\.){2,}(?:['’]s)?\s+"
    r"(?:To|Will|Would|Is|Are|Was|Were|Has|Had|Have|And|Or|Can|Could|May|Might|Should|Does|Did|Of|For|On|By)\b"
)


def mended(text: str, whole: str) -> str | None:
    """The text with small letters where the capital is the rule's; None where that is not certain.

    Args:
        text: Words of the article.
        whole: The article, which shows whether it was cased by the rule and which words are names.
    """
    if not _is_cased_by_rule(whole):
        return text

    def small(match: re.Match[str]) -> str:
        return match[0] if _is_name(match[2] + match[3], whole) else match[1] + match[2].lower() + match[3]

    for match in _AFTER.finditer(text):
        following = text[match.end() :].lstrip()
        if following[:1].isupper() and not following.startswith(("I ", "U.")):
            return None
    return _AFTER.sub(small, text)


def _is_cased_by_rule(whole: str) -> bool:
    """Whether a small word, or a plural that is written small elsewhere, has a capital behind "U.S."."""
    if _SMALL_BY_NATURE.search(whole):
        return True
    words = {match[2] + match[3] for match in _AFTER.finditer(whole)}
    return any(word.endswith("s") and re.search(rf"\b{word.lower()}\b", whole) for word in words)


def _is_name(word: str, whole: str) -> bool:
    """Whether the article writes the word with a capital where no rule put it, and never small."""
    if re.search(rf"\b{word.lower()}\b", whole):
        return False
    return bool(re.search(rf"[a-z,] {word}\b", whole))
