"""Faults that a set of options shows."""

import re
from collections.abc import Iterator, Sequence

from quizapi.domain import Flaw, Item
from quizapi.domain.item_faults import telling_lengths
from quizapi.generation.checks.quantities import is_number, numbers, plain_tokens
from quizapi.generation.checks.senses import sense_of
from quizapi.generation.checks.words import content_words, words
from quizapi.plugin_api import AnnotatedArticle, GeneratorTools

_NUMBER = re.compile(r"^\W*+([\d.,]*\d)(?:\s|%|$)")
_TITLE = re.compile(
    r"^(?:mr|mrs|ms|miss|dr|prof|professor|sir|president|minister|mayor|senator)\.? ", re.IGNORECASE
)
_DENIES = re.compile(r"\b(?:not|no|never|nobody|nothing|without|cannot)\b|n['’]t\b", re.IGNORECASE)
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
        texts = [option.text for option in item.options]
        for i, one in enumerate(texts):
            for other in texts[i + 1 :]:
                short, long = sorted((one, other), key=len)
                if _lies_within(short, long):
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
        shown = [option.text for option in item.options]
        leading = [value for text in shown if (value := _leading_number(text)) is not None]
        values = _only_numbers(shown) or (leading if len(leading) == len(shown) else [])
        if len(values) > 2 and values not in (sorted(values), sorted(values, reverse=True)):
            yield Flaw("numbers-unordered", "The numbers do not stand in order.")
        if 0 < len(leading) < len(shown):
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


def _lies_within(short: str, long: str) -> bool:
    """Are the words of one a part of the other's, and both affirmed or both denied?

    As they stand, or, where they are two and more, those that carry meaning and the numbers.
    """
    plain, whole = (" ".join(words(text)) for text in (short, long))
    if len(plain) > 3 and plain != whole and f" {plain} " in f" {whole} ":
        return True
    (values, own), (others, all_) = _meaning(short), _meaning(long)
    is_part = len(own) > 1 and own < all_ and set(values) <= set(others)
    return is_part and bool(_DENIES.search(short)) == bool(_DENIES.search(long))


def _ends(text: str) -> bool:
    return text.rstrip("”\"'’ ").endswith((".", "!", "?"))


def _capital(text: str) -> bool:
    letters = text.lstrip("“\"'‘ ")
    return letters[:1].isupper() or letters[:1].isdigit()


def _meaning(text: str) -> tuple[tuple[str, ...], frozenset[str]]:
    """The numbers of a text in their order, and the senses of its other words that carry meaning."""
    tokens = plain_tokens(text)
    values = tuple(token for token in tokens if is_number(token))
    rest = " ".join(token for token in tokens if not is_number(token))
    return values, frozenset(map(sense_of, content_words(rest)))


def _only_numbers(texts: Sequence[str]) -> list[float]:
    """The number of each text, where each has one and they differ in nothing else; else none."""
    split = [plain_tokens(text) for text in texts]
    rest = {tuple(token for token in tokens if not is_number(token)) for tokens in split}
    values = [numbers(text) for text in texts]
    return [value for (value,) in values] if len(rest) == 1 and all(len(v) == 1 for v in values) else []


def _leading_number(text: str) -> float | None:
    found = _NUMBER.match(text)
    if not found:
        return None
    try:
        return float(found[1].replace(",", ""))
    except ValueError:
        return None
