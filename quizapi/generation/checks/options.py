"""Faults that a set of options shows."""

import re
from collections.abc import Iterator

from quizapi.domain import Flaw, Item
from quizapi.domain.item_faults import telling_lengths
from quizapi.generation.checks.quantities import is_number, plain_tokens
from quizapi.generation.checks.words import content_words, words
from quizapi.plugin_api import AnnotatedArticle, GeneratorTools

_NUMBER = re.compile(r"^\W*+([\d.,]*\d)(?:\s|%|$)")
_TITLE = re.compile(
    r"^(?:mr|mrs|ms|miss|dr|prof|professor|sir|president|minister|mayor|senator)\.? ", re.IGNORECASE
)
_CATCH_ALL = re.compile(r"\b(all|none|both|neither) of (the )?(above|these|them)\b", re.IGNORECASE)


class LengthCheck:
    """The key must not be found by its length.

    Source: Haladyna, Downing and Rodriguez (2002), guideline 24 (length of options about equal) and 28.
    """

    name = "option-length"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        yield from telling_lengths(item)


class SameMeaningCheck:
    """Two options that say the same make two keys, or none.

    Source: Haladyna, Downing and Rodriguez (2002), guidelines 19 (one right answer) and 22
    (independent options).
    """

    name = "same-meaning"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        if item.interaction not in ("choice", "multiple"):
            return
        key = [_meaning(text) for text in item.key_texts]
        for option in item.distractors:
            mine = _meaning(option.text)
            if any(mine) and mine in key:
                yield Flaw("key-said-again", f"“{option.text}” says the key in other words.", fatal=True)
        yield from self._names(item, article)

    def _names(self, item: Item, article: AnnotatedArticle) -> Iterator[Flaw]:
        """Two options that name one entity of the article."""
        ids: dict[str, int] = {}
        surnames: dict[str, set[int]] = {}
        for mention in article.annotations.entities:
            if mention.type == "PERSON":
                surnames.setdefault(mention.name.casefold().split()[-1], set()).add(mention.id)
            ids.setdefault(article.text_of(mention.span).casefold(), mention.id)
            ids.setdefault(mention.name.casefold(), mention.id)
        seen: dict[int, str] = {}
        for option in item.options:
            plain = option.text.casefold()
            entity = ids.get(plain, ids.get(_TITLE.sub("", plain)))
            called = surnames.get(_TITLE.sub("", plain), set()) if _TITLE.match(plain) else set()
            if entity is None and len(called) == 1:
                (entity,) = called
            if entity is None:
                continue
            if entity in seen:
                yield Flaw("one-entity", f"“{seen[entity]}” and “{option.text}” are the same.", fatal=True)
            seen[entity] = option.text


class OverlapCheck:
    """An option that holds another one whole can be ruled in or out without reading.

    Source: Haladyna, Downing and Rodriguez (2002), guideline 22 (options not overlapping).
    """

    name = "overlap"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        if item.interaction not in ("choice", "multiple"):
            return
        texts = [" ".join(words(option.text)) for option in item.options]
        for i, one in enumerate(texts):
            for other in texts[i + 1 :]:
                short, long = sorted((one, other), key=len)
                if len(short) > 3 and short != long and f" {short} " in f" {long} ":
                    yield Flaw("options-overlap", f"“{short}” lies within “{long}”.")
                    return


class CatchAllCheck:
    """ "All of the above" and "none of the above".

    Source: Haladyna, Downing and Rodriguez (2002), guidelines 25 and 26.
    """

    name = "catch-all"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        for option in item.options:
            if _CATCH_ALL.search(option.text):
                yield Flaw(
                    "catch-all", f"“{option.text}” rewards guessing and breaks when options are shuffled."
                )


class NumberOrderCheck:
    """Numbers as options stand in order.

    Source: Haladyna, Downing and Rodriguez (2002), guideline 21 (logical or numerical order).
    """

    name = "number-order"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        if item.interaction != "choice":
            return
        values = [_leading_number(option.text) for option in item.options]
        numbers = [value for value in values if value is not None]
        if len(numbers) == len(values) > 2 and numbers not in (
            sorted(numbers),
            sorted(numbers, reverse=True),
        ):
            yield Flaw("numbers-unordered", "The numbers do not stand in order.")
        if 0 < len(numbers) < len(values):
            yield Flaw("forms-unequal", "Some options begin with a number and others do not.")


class FormCheck:
    """Options have one form: all sentences or none, all names or none.

    Source: Haladyna, Downing and Rodriguez (2002), guideline 23 (homogeneous in content and structure).
    """

    name = "option-form"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        if item.interaction not in ("choice", "multiple") or len(item.options) < 3:
            return
        for name, test in (("end with a full stop", _ends), ("begin with a capital letter", _capital)):
            found = [test(option.text) for option in item.options]
            if 0 < sum(found) < len(found):
                yield Flaw("forms-unequal", f"Some options {name} and others do not.")
                return


def _ends(text: str) -> bool:
    return text.rstrip("”\"'’ ").endswith((".", "!", "?"))


def _capital(text: str) -> bool:
    letters = text.lstrip("“\"'‘ ")
    return letters[:1].isupper() or letters[:1].isdigit()


def _meaning(text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The numbers of a text in their order, and its other words that carry meaning."""
    tokens = plain_tokens(text)
    values = tuple(token for token in tokens if is_number(token))
    rest = " ".join(token for token in tokens if not is_number(token))
    return values, frozenset(content_words(rest))


def _leading_number(text: str) -> float | None:
    found = _NUMBER.match(text)
    if not found:
        return None
    try:
        return float(found[1].replace(",", ""))
    except ValueError:
        return None
