"""What a plugin's objects look like, and the tools they are handed."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING, Protocol, runtime_checkable

from quizapi.domain import Attribution, Flaw, Item, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc

    from quizapi.plugin_api.annotated import AnnotatedArticle

#: A value of JSON.
JsonValue = None | bool | int | float | str | Sequence["JsonValue"] | Mapping[str, "JsonValue"]
Options = Mapping[str, JsonValue]


class GeneratorTools(Protocol):
    """Helpers that the engine lends to a generator. All are deterministic for the same arguments."""

    def parse(self, text: str) -> Doc:
        """Parse a short text of the generator's own with the pipeline that read the article."""

    def parse_ahead(self, texts: Iterable[str]) -> None:
        """Parse several such texts in one go, which is quicker than one by one; `parse` then has them."""

    def standalone(self, article: AnnotatedArticle, span: Span) -> str | None:
        """Phrase a clause of the article so that it is understood without the rest of it.

        Pronouns and shortened names are written out, connectives dropped, relative dates made absolute; the
        result is a sentence with a capital and a full stop. None where that cannot be done safely.
        """

    def reported(self, article: AnnotatedArticle, attribution: Attribution, span: Span) -> str | None:
        """Turn a clause of direct speech into one that names its source: "Rita Low said that she ...".

        "I" becomes the third person where nobody else could be meant, so that it is understood without the
        article. None where that cannot be done safely, and for anything but direct speech of a named source.

        Args:
            attribution: One of `article.annotations.attributions`.
            span: A clause of its content.
        """

    def reword(self, statement: str, *, rng: random.Random) -> str | None:
        """Say the same in other words (voice, order of clauses); None where no safe rewording is known."""

    def negate(self, statement: str) -> str | None:
        """Say the opposite, with the right auxiliary and inflection; None where that is not safe."""

    def inflect(self, lemma: str, tag: str) -> str:
        """Inflect a lemma for a Penn Treebank tag ("VBD"); the lemma itself where no form is known."""

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
        """Names of other entities that could stand in for one of `type`.

        First of the article; where it has too few, of the articles beside it (`article.context`); then of a
        small gazetteer (countries, cities, bodies by kind, invented people). Names of the latter two stand
        nowhere in the article, and the teacher is told of each option that is one.

        Args:
            type: OntoNotes label ("PERSON"); people and organisations stand in for each other only where
                one kind alone gives fewer than `count`.
            exclude: Ids of entities that must not be given.
            like: Id of the entity to be resembled (role, number of words, gender, frequency).

        Returns:
            At most `count` names, best first, no two of one entity.
        """


@runtime_checkable
class ItemGenerator(Protocol):
    """Reads an article and proposes items."""

    name: str
    version: str
    title: str
    description: str
    interactions: Sequence[str]
    languages: Sequence[str]
    options_schema: Options

    def generate(
        self,
        article: AnnotatedArticle,
        *,
        options: Options,
        limit: int,
        rng: random.Random,
        tools: GeneratorTools,
    ) -> Iterable[Item]:
        """Yield candidates, best first; the engine checks, ranks and selects.

        Args:
            options: Valid against `options_schema`, defaults filled in.
            limit: More candidates than this are not looked at.
            rng: The only source of chance; seeded by quiz, generator and article.

        Raises:
            NothingToAsk: With the reason in plain words, where the article has nothing for this generator.
        """


@runtime_checkable
class ItemCheck(Protocol):
    """Finds faults of one item.

    `needs_parse` says that `check` parses text of the item: such checks run only on the candidates that come
    near the quiz, since a parse costs more than all the others together.
    """

    name: str
    needs_parse: bool

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterable[Flaw]:
        """Yield the faults found; nothing for a sound item."""


@runtime_checkable
class QuizCheck(Protocol):
    """Finds faults that only the whole quiz shows."""

    name: str

    def check_quiz(self, items: Sequence[Item]) -> Iterable[tuple[int, Flaw]]:
        """Yield (index of the item, fault)."""
