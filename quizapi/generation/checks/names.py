"""Are the names and quotations of an item whole?"""

import re
from collections.abc import Iterator

from quizapi.domain import Flaw, Item
from quizapi.plugin_api import AnnotatedArticle, GeneratorTools

_OPENING, _CLOSING = "“", "”"
#: An inner quotation opens behind a space or a bracket; elsewhere the mark is an apostrophe.
_INNER_OPENS = re.compile(r"(?:^|(?<=[\s(“]))‘(?=\w)")
_INNER_CLOSES = re.compile(r"(?<=[\w.,!?…])’(?![\w])")


class CutNameCheck:
    """An option that stands in the article only as part of a longer name is a name cut short.

    "Commerce" of "Commerce Secretary Ann Roe" or "State" of "Secretary of State" is nobody who can be chosen.

    Source: Haladyna, Downing and Rodriguez (2002), guideline 29 (all distractors plausible).
    """

    name = "cut-name"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        if item.interaction not in ("choice", "multiple"):
            return
        for option in item.options:
            if re.fullmatch(r"[A-Z][\w'’-]*", option.text) and _only_within_names(option.text, article.text):
                yield Flaw(
                    "name-cut", f"“{option.text}” is only a part of a name in the article.", fatal=True
                )


class WholeQuotationCheck:
    """Quotation marks are closed, also those within a quotation.

    Source: Haladyna, Downing and Rodriguez (2002), guideline 12 (correct punctuation).
    """

    name = "whole-quotation"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        for text in (item.stem, *(option.text for option in item.options)):
            opened = len(_INNER_OPENS.findall(text))
            if text.count(_OPENING) != text.count(_CLOSING) or opened > len(_INNER_CLOSES.findall(text)):
                yield Flaw("quotation-cut", "A quotation is opened and not closed.", fatal=True)
                return


def _only_within_names(word: str, text: str) -> bool:
    """Does the word never stand alone: is each mention followed by a capital, or behind one with "of"?"""
    places = [match.span() for match in re.finditer(rf"\b{re.escape(word)}\b", text)]
    return bool(places) and all(_is_part(text, start, end) for start, end in places)


def _is_part(text: str, start: int, end: int) -> bool:
    if re.match(r" [A-Z][\w'’-]*", text[end:]):
        return True
    before = text[:start].rsplit(None, 2)[-2:] if text[:start].endswith(" ") else []
    return len(before) == 2 and before[1] == "of" and before[0][:1].isupper()
