"""Asks in which sentence of a passage somebody's words are given."""

import random
from collections.abc import Iterator

from quizapi.plugin_api import (
    AnnotatedArticle,
    GeneratorTools,
    Item,
    NothingToAsk,
    Option,
    Options,
    Span,
    options_schema,
)

LEAST, MOST = 3, 6


class WhichSentence:
    """Which sentence of a paragraph gives somebody's words?"""

    name = "which-sentence"
    version = "1.0.0"
    title = "Which sentence"
    description = "Mark the sentence of a passage that gives somebody's words."
    interactions = ("hotspot:sentence",)
    languages = ("en",)
    options_schema: Options = options_schema()

    def generate(
        self,
        article: AnnotatedArticle,
        *,
        options: Options,
        limit: int,
        rng: random.Random,
        tools: GeneratorTools,
    ) -> Iterator[Item]:
        """Yield an item for each paragraph of which exactly one sentence gives somebody's words.

        Raises:
            NothingToAsk: There is no such paragraph.
        """
        given = 0
        for paragraph in article.paragraphs:
            sentences = [s for s in article.sentences if paragraph.contains(s)]
            item = self._item(article, sentences)
            if item is not None and given < limit:
                given += 1
                yield item
        if not given:
            raise NothingToAsk(
                "No paragraph of three to six sentences has one sentence with somebody's words."
            )

    def _item(self, article: AnnotatedArticle, sentences: list[Span]) -> Item | None:
        if not LEAST <= len(sentences) <= MOST:
            return None
        speaking = {
            place: attribution.source.name
            for place, sentence in enumerate(sentences, 1)
            for attribution in article.annotations.attributions
            if sentence.overlaps(attribution.content)
            and attribution.source is not None
            and attribution.source.name is not None
        }
        others = any(
            sentence.overlaps(a.content)
            for a in article.annotations.attributions
            for sentence in sentences
            if a.source is None or a.source.name is None
        )
        if len(speaking) != 1 or others:
            return None
        ((place, name),) = speaking.items()
        return Item(
            interaction="hotspot:sentence",
            stem=f"According to the article, in which sentence of this passage are words of {name} given?",
            options=tuple(Option(f"s{n}", article.text_of(s)) for n, s in enumerate(sentences, 1)),
            key=(f"s{place}",),
            evidence=(article.evidence(sentences[place - 1]),),
            explanation=f"That sentence says what {name} said.",
        )
