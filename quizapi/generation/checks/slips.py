"""Slips that a template leaves behind: no parse is needed to see them."""

import re
from collections.abc import Iterator

from quizapi.domain import Flaw, Item
from quizapi.generation.checks.words import quoted_apart, statement_of
from quizapi.plugin_api import AnnotatedArticle, GeneratorTools

_DOUBLED = re.compile(r"\b(the|an?|of|to|in|for|and|by|from|with|at|was|are|were) \1\b")
_TWO_ARTICLES = re.compile(r"\b(?:the|a|an) (?:the|a|an)\b")
#: Small letters alone: letters that are spelt ("an MP") sound otherwise than they are written.
_AN_BEFORE_CONSONANT = re.compile(r"\b[Aa]n [bcdfgjklmnpqrstvwz][a-z]+\b")
_A_BEFORE_VOWEL = re.compile(
    r"(?:^|(?<=\s))(?:a|(?<!.)A) (?!(?:and|are|as|at|if|in|is|it|of|on|or|one|once)\b)"
    r"(?:[ai]|e(?![uw])|o(?!ui|ne-))[a-z]+\b"
)
#: "HIllary", and not "MPs" or "BBC"; "the most precious — the most precious", as somebody has stammered.
_MISTYPED = re.compile(r"\b[A-Z]{2}[a-z]{3,}\b")
_STAMMERED = re.compile(r"\b(\w{2,20}(?: \w{1,20}){1,4}),? ?(?:—|–|--|\.\.\.|…) ?\1\b")


class SlipCheck:
    """A word written twice, two articles in a row, "a" before a vowel or "an" before a consonant.

    In quoted words, too: what the paper has mistyped, or somebody has begun twice.

    Source: Heilman and Smith (2010), deficiency "ungrammatical"; Haladyna, Downing and Rodriguez (2002),
    guideline 12 (correct grammar).
    """

    name = "slips"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        asked = statement_of(item) if item.interaction == "true_false" else quoted_apart(item.stem)
        for text in (asked, *(quoted_apart(option.text) for option in item.options)):
            for slip in (_DOUBLED, _TWO_ARTICLES, _AN_BEFORE_CONSONANT, _A_BEFORE_VOWEL):
                found = slip.search(text)
                if found:
                    yield Flaw("grammar", f"“{found[0]}” is not grammatical.", fatal=True)
                    return
        for text in (item.stem, *(option.text for option in item.options)):
            found = _MISTYPED.search(text) or _STAMMERED.search(text)
            if found:
                yield Flaw("grammar", f"“{found[0]}” is a slip of the article's.", fatal=True)
                return
