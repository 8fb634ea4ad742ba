"""What the evidence says beside the key, in one breath with it."""

import re
from collections.abc import Iterator

from quizapi.domain import Flaw, Item
from quizapi.generation.checks.words import content_words, words
from quizapi.plugin_api import AnnotatedArticle, GeneratorTools

#: Between these two things that are joined are set against each other, or are two ends.
_OPPOSING = re.compile(
    r"\b(?:between|from|both sides|versus|against|neither|either|than|unlike|instead of)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_JOINED = r"(?:\s*,\s*|\s*,?\s+(?:and|as well as)\s+)(?:the\s+|a\s+|an\s+)?"
_APPOSED = r"[^,.;:!?()“”\"]{3,80}"


class JoinedKeyCheck:
    """A distractor that the evidence joins to the key by "and" is right as well.

    Source: Haladyna, Downing and Rodriguez (2002), guideline 19 (only one right answer).
    """

    name = "joined-key"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        if item.interaction != "choice" or _asks_about_one(item.stem):
            return
        for option in item.distractors:
            if any(_joins(e.text, item.key_text, option.text) for e in item.evidence):
                yield Flaw(
                    "two-keys", f"The evidence names “{option.text}” together with the key.", fatal=True
                )
                return


class ApposedKeyCheck:
    """A distractor by which the evidence itself describes the key is the key in other words.

    Source: Haladyna, Downing and Rodriguez (2002), guidelines 19 and 22 (independent options).
    """

    name = "apposed-key"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        if item.interaction != "choice":
            return
        described = {word for e in item.evidence for word in _descriptions(e.text, item.key_text)}
        for option in item.distractors:
            own = content_words(option.text)
            if len(own) > 1 and any(own <= content_words(text) for text in described):
                yield Flaw("key-said-again", f"The evidence calls the key “{option.text}”.", fatal=True)
                return


def _joins(text: str, key: str, other: str) -> bool:
    for one, two in ((key, other), (other, key)):
        pattern = rf"(?<!\w){re.escape(_bare(one))}{_JOINED}{re.escape(_bare(two))}(?!\w)"
        for found in re.finditer(pattern, text, re.IGNORECASE):
            if "and" in found[0].lower() and not _OPPOSING.search(text[: found.start()]):
                return True
    return False


def _bare(text: str) -> str:
    return re.sub(r"^(?:the|a|an)\s+", "", text.strip().rstrip("."), flags=re.IGNORECASE)


def _descriptions(text: str, key: str) -> Iterator[str]:
    """What stands beside the key between commas: "Petra Lindh, Bluewater's managing director"."""
    name = re.escape(_bare(key))
    for pattern in (rf"{name}, ({_APPOSED})(?=[,.;!?]|$)", rf"({_APPOSED}), {name}(?=[,.;!?]|$)"):
        for found in re.finditer(pattern, text, re.IGNORECASE):
            yield found[1]


def _asks_about_one(stem: str) -> bool:
    """Questions after the first, the other, the most: what is joined may still be told apart."""
    return bool(
        {"first", "last", "other", "most", "least", "more", "less", "before", "after"} & set(words(stem))
    )
