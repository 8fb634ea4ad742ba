"""Faults that show in the words of an item alone: found by the engine, and at once when a teacher edits."""

import re
from collections.abc import Iterator

from quizapi.domain.items import Flaw, Item

#: Least and most options of a kind.
OPTION_COUNTS = {
    "choice": (3, 6),
    "multiple": (3, 8),
    "true_false": (0, 0),
    "order": (3, 8),
    "match": (3, 8),
    "text": (0, 0),
}
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_PART = re.compile(r"[^\W_]+")
_ARTICLES = frozenset({"a", "an", "the"})
_LONGER = 1.4
_FEW_WORDS = 3


def plain_words(text: str) -> str:
    """The words in small letters, without articles and punctuation; the text itself where none is left.

    A last word is no article: "Hall A".
    """
    *words, last = _PART.findall(text.casefold()) or [text]
    return " ".join([*(word for word in words if word not in _ARTICLES), last])


def _words(text: str) -> str:
    return " ".join(_PART.findall(text.casefold())) or text


def answer_in_stem(item: Item) -> Iterator[Flaw]:
    """The question holds its own answer.

    Source: Haladyna, Downing and Rodriguez (2002), guideline 28 (no clues to the right answer).
    """
    asks = item.interaction in ("choice", "text") and item.key_text
    if asks and any(f" {form(item.key_text)} " in f" {form(item.stem)} " for form in (plain_words, _words)):
        yield Flaw("key-in-stem", "The question holds its own answer.", fatal=True)


def telling_lengths(item: Item) -> Iterator[Flaw]:
    """The key is clearly the longest option, or the lengths differ widely.

    Source: Haladyna, Downing and Rodriguez (2002), guidelines 24 (length of options about equal) and 28.
    """
    if item.interaction != "choice" or not item.distractors:
        return
    key = len(_WORD.findall(item.key_text))
    others = [len(_WORD.findall(option.text)) for option in item.distractors]
    if key > _FEW_WORDS and key > _LONGER * max(others):
        yield Flaw("key-longest", f"The key has {key} words, the longest other option {max(others)}.")
    lengths = [key, *others]
    if max(lengths) > 5 and max(lengths) > 2.5 * max(1, min(lengths)):
        yield Flaw("lengths-unequal", f"The options have {min(lengths)} to {max(lengths)} words.")


def no_evidence(item: Item) -> Iterator[Flaw]:
    """No passage proves the key.

    Source: the product's first promise, that every key is proved by the article.
    """
    if not item.evidence:
        yield Flaw("evidence-missing", "No passage of the article proves the right answer.", fatal=True)
