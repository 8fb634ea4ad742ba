"""Small helpers to write stems and options."""

import random
import re
from collections.abc import Iterable, Sequence

from quizapi.domain import Option

_OPENING = {
    "“": "”",
    "„": "”",
    "‟": "”",
    "«": "»",
    "‘": "’",
    "‚": "’",
    "‹": "›",
    '"': '"',
    "'": "'",
    "`": "'",
}
_CLOSING = frozenset(_OPENING.values()) | {"“"}
_ENDS = (".", "!", "?", "…", '."', '!"', '?"', ".”", "!”", "?”")


def without_quotes(text: str) -> str:
    """The text without the quotation marks around it, white space folded to single spaces.

    Marks of a quotation inside are kept, also where it begins or ends the text; a mark at an edge without
    its partner (a quotation that goes on in the next paragraph) is taken off.
    """
    text = re.sub(r"\s+", " ", text).strip()
    while text:
        partner = _partners(text)
        first, last = 0, len(text) - 1
        if text[first] in _OPENING and partner.get(first, last) == last:
            text = text[1:last] if partner.get(first) == last else text[1:]
        elif text[last] in _CLOSING and last not in partner:
            text = text[:last]
        elif text[first] in _CLOSING and first not in partner:
            text = text[1:]
        else:
            break
        text = text.strip()
    return text


def _partners(text: str) -> dict[int, int]:
    """Positions of the marks that belong together, each to the other. Apostrophes have no partner."""
    partner: dict[int, int] = {}
    waiting: list[int] = []
    for at, mark in enumerate(text):
        if _is_apostrophe(text, at):
            continue
        begins_word = (at == 0 or not text[at - 1].isalnum()) and text[at + 1 : at + 2].strip() != ""
        straight = mark in "\"'`"
        if mark in _OPENING and (begins_word and (at == 0 or text[at - 1] in " ([" or not straight)):
            waiting.append(at)
        elif waiting and mark == _OPENING[text[waiting[-1]]]:
            partner[at], partner[waiting[-1]] = waiting[-1], at
            waiting.pop()
    return partner


def _is_apostrophe(text: str, at: int) -> bool:
    """A single mark inside a word, or after a plural's s where another mark can end the quotation."""
    if text[at] not in "’'" or at == 0:
        return False
    before, after = text[at - 1], text[at + 1 : at + 2]
    if before.isalnum() and after.isalnum():
        return True
    return before == "s" and after == " " and text[at] in text[at + 1 :]


def in_quotes(text: str) -> str:
    """The text between typographic double quotation marks; double marks inside become single ones."""
    inner = without_quotes(text).rstrip(",;")
    inner = re.sub(r"[“„‟«]", "‘", re.sub(r"[”»]", "’", inner))
    inner = re.sub(r'(^|[\s(\[])"', r"\1‘", inner).replace('"', "’")
    return f"“{inner}”"


def as_sentence(text: str) -> str:
    """The text with a capital letter at its start and a full stop at its end, white space folded."""
    folded = re.sub(r"\s+", " ", text).strip().rstrip(",;:")
    if not folded:
        return folded
    folded = folded[0].upper() + folded[1:]
    return folded if folded.endswith(_ENDS) else folded + "."


def and_list(parts: Sequence[str]) -> str:
    """ "a", "a and b", "a, b and c"."""
    if len(parts) < 2:
        return "".join(parts)
    return ", ".join(parts[:-1]) + " and " + parts[-1]


def shortened(text: str, words: int) -> str:
    """The first `words` words, with an ellipsis where something was left out."""
    split = text.split()
    return " ".join(split) if len(split) <= words else " ".join(split[:words]).rstrip(",;:") + " …"


def lettered(key: str, distractors: Iterable[str], *, rng: random.Random) -> tuple[tuple[Option, ...], str]:
    """Key and distractors shuffled into options with the ids a, b, c ..., and the key's id."""
    texts = [key, *distractors]
    rng.shuffle(texts)
    options = tuple(Option(id=chr(ord("a") + n), text=text) for n, text in enumerate(texts))
    return options, next(option.id for option in options if option.text == key)
