"""Words of an item, as the checks compare them."""

import re
from collections.abc import Iterable, Iterator

from quizapi.domain import Item

_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_CLOSING = {"“": "”", '"': '"', "‘": "’"}
#: Behind the mark that closes an inner quotation, and not behind an apostrophe.
_AFTER_INNER = re.compile(r"[\s.,?!]|\Z")
#: Words that only say that the article is meant.
_FRAME = re.compile(
    r"^\W*(?:true or false\W+)?(?:according to|as|in) the (?:article|text|report)(?: says)?,? "
    r"|,? (?:according to|in|as) the (?:article|text|report)(?: says)?(?=\W*$)|^\W*the article says that ",
    re.IGNORECASE,
)
_FUNCTION_WORDS = """
a about according after against all also an and any are article as at be because been before being
but by can could did do does for from had has have he her him his how i if in into is it its itself
may me might more most must my no nor not of off on one or our out over said same say says she
should so some such than that the their them then there these they this those to too under up us was
we were what when where which while who whom whose why will with would you your
"""
FUNCTION_WORDS = frozenset(_FUNCTION_WORDS.split())


def words(text: str) -> list[str]:
    """All words, lower case."""
    return _WORD.findall(text.casefold())


def content_words(text: str) -> set[str]:
    """Words that carry meaning, roughly stemmed so that "ban", "bans" and "banned" are one."""
    return {stem(word) for word in words(text) if word not in FUNCTION_WORDS and len(word) > 2}


def stem(word: str) -> str:
    """A word without its commonest endings; not a lemma, but the same for most forms of one word."""
    word = re.sub(r"['’]s$", "", word)
    for ending in ("ingly", "edly", "ing", "ies", "ied", "ed", "es", "s"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            word = word[: -len(ending)] + ("y" if ending in ("ies", "ied") else "")
            break
    if len(word) > 3 and word[-1] == word[-2] and word[-1] not in "aeiouls":
        word = word[:-1]
    return word.removesuffix("e") if len(word) > 3 else word


def first_of(found: Iterable[str], wanted: frozenset[str]) -> str | None:
    """The first word that is among those wanted."""
    return next((word for word in found if word in wanted), None)


def quoted_apart(text: str) -> str:
    """The text without what stands in quotation marks: the article's words are not the item writer's."""
    pieces, place = [], 0
    for start, end in _quotations(text, '“"‘'):
        pieces.append(text[place:start])
        place = end
    return " ".join([*pieces, text[place:]])


def unframed(text: str) -> str:
    """The text without words that only say that the article is meant ("according to the article")."""
    return _FRAME.sub(" ", text).strip()


def statement_of(item: Item) -> str:
    """What a true/false item puts up for judgement: the quoted part of its stem, else the whole."""
    return max(quoted(item.stem), key=len, default=item.stem)


def parsed_texts(item: Item) -> list[str]:
    """What of an item the checks that need a parse look at."""
    asked = statement_of(item) if item.interaction == "true_false" else quoted_apart(item.stem)
    options = item.options if item.interaction in ("choice", "multiple") else ()
    return [text for text in (asked, *(option.text for option in options)) if text.strip()]


def quoted(text: str, opening: str = "“") -> list[str]:
    """What stands in quotation marks of those kinds, without the marks."""
    return [text[start + 1 : end - 1] for start, end in _quotations(text, opening)]


def _quotations(text: str, opening: str) -> Iterator[tuple[int, int]]:
    """From each mark to the next one that closes it, with both; one that is never closed opens nothing.

    Not one expression: where nothing closes, that would look through the rest again from each mark.
    """
    closed: dict[str, int] = {}
    place = 0
    for found in re.finditer(f"[{opening}]", text):
        start, mark = found.start(), found[0]
        if start < place:
            continue
        if closed.get(mark, 0) <= start:
            closed[mark] = text.find(_CLOSING[mark], start + 1) % (len(text) + 1)
        end = closed[mark] + 1
        if end > len(text) or (mark == "‘" and not _AFTER_INNER.match(text, end)):
            continue
        place = end
        yield start, end
