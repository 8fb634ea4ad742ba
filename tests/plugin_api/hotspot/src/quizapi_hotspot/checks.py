"""A check of items, of all generators."""

from collections.abc import Iterator

from quizapi.plugin_api import AnnotatedArticle, Flaw, GeneratorTools, Item


class OneSpeakerCheck:
    """A passage is asked about only where its stem names somebody whom the article knows."""

    name = "one-speaker"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        """Yield a flaw where an item of the interaction names nobody."""
        if item.interaction != "hotspot:sentence":
            return
        if not any(entity.name in item.stem for entity in article.annotations.entities):
            yield Flaw("names-nobody", "The question names nobody of the article.", fatal=True)
