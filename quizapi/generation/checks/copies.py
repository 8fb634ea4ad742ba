"""Is a true statement the article's own sentence, or nearly?"""

from collections.abc import Iterator, Sequence

from quizapi.domain import Flaw, Item
from quizapi.generation.checks.words import FUNCTION_WORDS, statement_of, stem, unframed, words
from quizapi.plugin_api import AnnotatedArticle, GeneratorTools

_LEAST_WORDS = 8
#: A statement of so many words that carry meaning may differ from a copy in one of them and still be one.
_LONG = 8
#: Of the evidence; the comparison takes time by the product of both lengths.
_MOST_WORDS = 1_000


class VerbatimCheck:
    """A true statement that copies the article word for word asks for memory, not for understanding.

    It is one as well where it differs in small words and endings alone, or, being long, in a single word.

    Source: Haladyna, Downing and Rodriguez (2002), guideline 3 (novel material, no exact wording).
    """

    name = "verbatim"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        if item.interaction != "true_false" or item.key is not True:
            return
        asked = words(unframed(statement_of(item)))
        if len(asked) < _LEAST_WORDS:
            return
        proof = [words(evidence.text) for evidence in item.evidence]
        near = [said for said in proof if len(said) <= _MOST_WORDS]
        if any(f" {' '.join(asked)} " in f" {' '.join(said)} " for said in proof):
            yield Flaw("verbatim", "The true statement stands in the article word for word.")
            return
        mine = _meaning(asked)
        if mine and any(_nearest(mine, _meaning(said)) <= (len(mine) >= _LONG) for said in near):
            yield Flaw("verbatim", "The true statement stands in the article with hardly a word changed.")


def _meaning(found: Sequence[str]) -> list[str]:
    return [stem(word) for word in found if word not in FUNCTION_WORDS]


def _nearest(short: Sequence[str], long: Sequence[str]) -> int:
    """How many words must be put in, left out or exchanged until `short` stands in `long` (Sellers 1980)."""
    row = [0] * (len(long) + 1)  # it may begin anywhere
    for n, word in enumerate(short, 1):
        last, row = row, [n]
        for m, other in enumerate(long, 1):
            row.append(min(last[m] + 1, row[m - 1] + 1, last[m - 1] + (word != other)))
    return min(row)
