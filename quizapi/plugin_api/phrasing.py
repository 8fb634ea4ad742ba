"""Small helpers to write stems and options."""

import random
import re
from collections.abc import Iterable, Sequence

from quizapi.domain import Option

_MARKS = "\"'“”„‟«»‘’‚‛‹›`"
_ENDS = (".", "!", "?", "…", '."', '!"', '?"', ".”", "!”", "?”")


def without_quotes(text: str) -> str:
    """The text without quotation marks and spaces at its edges, white space folded to single spaces."""
    return re.sub(r"\s+", " ", text).strip().strip(_MARKS).strip()


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
