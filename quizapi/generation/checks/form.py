"""Has the item the form of its kind, with exactly one key among options that differ?"""

from collections.abc import Iterator

from quizapi.domain import Flaw, Item
from quizapi.domain.item_faults import OPTION_COUNTS, answer_in_stem, plain_words
from quizapi.generation.checks.proof import entity_of
from quizapi.generation.checks.words import quoted_apart
from quizapi.plugin_api import AnnotatedArticle, GeneratorTools


class StemCheck:
    """A stem asks something and does not hold its own answer.

    Source: Haladyna, Downing and Rodriguez (2002), guidelines 14 and 15 (clear directions, central idea in
    the stem) and 28 (no clues to the right answer).
    """

    name = "stem"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        stem = item.stem.strip()
        if not stem:
            yield Flaw("stem-missing", "The item asks nothing.", fatal=True)
        elif len(stem) > 1500:
            yield Flaw("stem-long", "The question is longer than a student reads.", fatal=True)
        told = list(answer_in_stem(item))
        yield from told or _another_name(item, article)


class OptionsCheck:
    """Options differ from each other in more than case, articles and punctuation, and there are enough.

    Source: Haladyna, Downing and Rodriguez (2002), guidelines 18 (as many plausible options as there are),
    22 (independent, not overlapping).
    """

    name = "options"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        low, high = OPTION_COUNTS.get(item.interaction, (0, 26))
        if not low <= len(item.options) <= high:
            yield Flaw(
                "option-count", f"{len(item.options)} options; there must be {low} to {high}.", fatal=True
            )
        if item.interaction == "match" and len(item.matches) < len(item.options):
            yield Flaw("option-count", "There are fewer matches than options.", fatal=True)
        for options in (item.options, item.matches):
            texts = [plain_words(option.text) for option in options]
            if len(set(texts)) < len(texts):
                yield Flaw("options-equal", "Two options say the same.", fatal=True)
            if any(not option.text.strip() for option in options):
                yield Flaw("option-empty", "An option has no text.", fatal=True)
            if len({option.id for option in options}) < len(options):
                yield Flaw("option-ids", "Two options have one id.", fatal=True)


class KeyCheck:
    """The key has the shape of its kind and names options that are there, exactly one for a choice.

    Source: Haladyna, Downing and Rodriguez (2002), guideline 19 (only one right answer).
    """

    name = "key"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        if not _key_fits(item):
            yield Flaw("key-form", "The key does not fit the options.", fatal=True)


def _another_name(item: Item, article: AnnotatedArticle) -> Iterator[Flaw]:
    """The question names the key as the article does elsewhere: "Which bank did the ECB's head lead?"

    What it quotes may do so, and a name that others of the article share is none.
    """
    entity = entity_of(item.key_text, article) if item.interaction in ("choice", "text") else None
    if entity is None:
        return
    asked = f" {plain_words(quoted_apart(item.stem))} "
    others = [
        f" {plain_words(text)} "
        for mention in article.annotations.entities
        if mention.id != entity
        for text in (mention.name, article.text_of(mention.span))
    ]
    for name in article.names(entity):
        shown = f" {plain_words(name)} "
        if len(shown) > 4 and shown in asked and not any(shown in other for other in others):
            yield Flaw("key-in-stem", f"The question names its answer: “{name}”.", fatal=True)
            return


def _key_fits(item: Item) -> bool:
    ids = {option.id for option in item.options}
    key = item.key
    match item.interaction:
        case "choice":
            return isinstance(key, tuple) and len(key) == 1 and set(key) <= ids
        case "multiple":
            return isinstance(key, tuple) and 0 < len(set(key)) == len(key) and set(key) <= ids
        case "true_false":
            return isinstance(key, bool)
        case "order":
            return isinstance(key, tuple) and len(key) == len(ids) and set(key) == ids
        case "match":
            if not isinstance(key, tuple) or not all(isinstance(pair, tuple) for pair in key):
                return False
            right = {option.id for option in item.matches}
            pairs = [pair for pair in key if isinstance(pair, tuple)]
            return {a for a, _ in pairs} == ids and len(pairs) == len(ids) and {b for _, b in pairs} <= right
        case "text":
            return isinstance(key, str) and bool(key.strip())
        case _:
            return True
