"""Is the right answer worth asking for, and no more exact than the others?"""

import re
from collections.abc import Iterator

from quizapi.domain import Flaw, Item
from quizapi.generation.checks.quantities import is_number, plain_tokens
from quizapi.plugin_api import AnnotatedArticle, GeneratorTools

_CLOCK = re.compile(
    r"^\W*(?:at )?(?:\d{1,2}[:.]\d\d|\d{1,2} ?(?:a\.?m\.?|p\.?m\.?|o['’]clock))", re.IGNORECASE
)
_WEEKDAY = re.compile(r"^\W*(?:on )?(?:mon|tues|wednes|thurs|fri|satur|sun)day\W*$", re.IGNORECASE)
_SHORT = 4
#: What is no aside is passed over whole: tried anew at each comma, a long number would take its square.
_ASIDE = re.compile(
    r"\b([\w,.]++)-(?:[a-z]+)(?:-[a-z]+)*\b|\baged ([\w-]+)|\b(?:(?!aged )[\w,.])++", re.IGNORECASE
)
_ONE = re.compile(r"\b1\b")
_QUOTES = '“"‘'


class TrivialDetailCheck:
    """A clock time, a weekday, an age or the measure in a hyphenated adjective is seldom worth a question.

    Source: Haladyna, Downing and Rodriguez (2002), guidelines 2 (important content) and 4 (avoid trivial
    content).
    """

    name = "trivial-detail"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        if item.interaction not in ("choice", "text"):
            return
        key = item.key_text
        tokens = plain_tokens(key)
        values = [token for token in tokens if is_number(token)]
        if _CLOCK.match(key) or _WEEKDAY.match(key):
            yield Flaw("trivial-detail", "It asks for a time of day or a weekday.")
        elif values and len(tokens) <= _SHORT and _is_aside(values[0], item):
            yield Flaw("trivial-detail", "It asks for a measure or an age that the article gives in passing.")


class SpecificKeyCheck:
    """Where the key alone names a number or a name, it is found without reading.

    Source: Tarrant, Knierim, Hayes and Ware (2006), flaw "greater detail in the correct option"; Haladyna,
    Downing and Rodriguez (2002), guideline 28.
    """

    name = "specific-key"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        if item.interaction != "choice" or len(item.distractors) < 2:
            return
        if _details(item.key_text) and not any(_details(option.text) for option in item.distractors):
            yield Flaw("key-most-specific", "The key alone names a number or a name.")


def _is_aside(value: str, item: Item) -> bool:
    """Does the number stand in the evidence only as part of an adjective ("four-hour") or as an age?"""
    text = " ".join(evidence.text for evidence in item.evidence)
    asides = _ASIDE.findall(text)
    held = [token for pair in asides for token in plain_tokens(pair[0] or pair[1])]
    return value in held and plain_tokens(text).count(value) == held.count(value)


def _details(text: str) -> int:
    """Numbers, and names within a phrase; a bare name, or the article's own words, has no more detail."""
    if text.lstrip()[:1] in _QUOTES:
        return 0
    _, *rest = text.split() or [""]
    is_phrase = any(word[:1].islower() for word in text.split())
    capitals = sum(word[:1].isupper() and not word.startswith("I") for word in rest) if is_phrase else 0
    # The word "one" is more often a pronoun than a number.
    values = [held for held in plain_tokens(text) if is_number(held) and held != "1"]
    return capitals + len(values) + len(_ONE.findall(text))
