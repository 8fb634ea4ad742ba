"""The tools as one object, as `quizapi.plugin_api.GeneratorTools` describes them."""

from __future__ import annotations

import random
from collections.abc import Iterable
from typing import TYPE_CHECKING

from quizapi.domain import Attribution, Span
from quizapi.generation.tools.distractors import find_distractors
from quizapi.generation.tools.inflection import inflected
from quizapi.generation.tools.negation import negated
from quizapi.generation.tools.parsing import Parser
from quizapi.generation.tools.rewording import reworded
from quizapi.generation.tools.standalone import reported, stand_alone
from quizapi.plugin_api import AnnotatedArticle

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


class Tools:
    """Deterministic helpers over one pipeline; safe to share by all generators of a process."""

    def __init__(self, nlp: Language) -> None:
        self._parser = Parser(nlp)

    def parse(self, text: str) -> Doc:
        """Parse a short text with the model that read the article; our own readers do not run.

        Raises:
            ValueError: The text is longer than 5,000 characters.
        """
        return self._parser(text)

    def parse_ahead(self, texts: Iterable[str]) -> None:
        """Parse short texts in one go, which is quicker than one by one; `parse` then has them at hand."""
        self._parser.ahead(texts)

    def standalone(self, article: AnnotatedArticle, span: Span) -> str | None:
        """A sentence that says what the span says and is understood without the article; None if unsafe."""
        return stand_alone(article, span, parse=self.parse)

    def reported(self, article: AnnotatedArticle, attribution: Attribution, span: Span) -> str | None:
        """ "Rita Low said that ...", of a clause of direct speech; None if unsafe."""
        return reported(article, attribution, span, parse=self.parse)

    def reword(self, statement: str, *, rng: random.Random) -> str | None:
        """The same in another order or voice; None where no safe rewording is known."""
        return reworded(self.parse(statement), parse=self.parse, rng=rng)

    def negate(self, statement: str) -> str | None:
        """The opposite, by the main verb; None where a "not" would not surely deny the statement."""
        return negated(self.parse(statement))

    def inflect(self, lemma: str, tag: str) -> str:
        """The form of a lemma for a Penn Treebank tag."""
        return inflected(lemma, tag)

    def distractors(
        self,
        article: AnnotatedArticle,
        *,
        type: str,
        exclude: Iterable[int] = (),
        like: int | None = None,
        count: int = 3,
        rng: random.Random,
    ) -> list[str]:
        """Names that could stand in for one of `type`, none of which may mean an excluded entity."""
        return find_distractors(article, type=type, exclude=exclude, like=like, count=count, rng=rng)
