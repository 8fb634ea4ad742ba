"""Options that the article does not have."""

from collections.abc import Iterator

from quizapi.domain import Flaw, Item
from quizapi.generation.tools import gazetteer
from quizapi.plugin_api import AnnotatedArticle, GeneratorTools

_NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT"})


class BorrowedOptionCheck:
    """A wrong option that stands nowhere in the article is found without reading, and its origin is told.

    Source: Haladyna, Downing and Rodriguez (2002), guideline 29 (make all distractors plausible).
    """

    name = "borrowed-option"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        shown = [option.text for option in (*item.distractors, *item.matches)]
        if item.edit is not None:
            shown.append(item.edit.after)
        told = article.text.casefold()
        beside: dict[str, list[str]] = {}
        listed = []
        for name in shown:
            if name.casefold() in told:
                continue
            title = _title_beside(name, article)
            if title is not None:
                beside.setdefault(title, []).append(f"“{name}”")
            elif gazetteer.is_listed(name):
                listed.append(f"“{name}”")
        for title, names in beside.items():
            yield Flaw("option-from-context", f"Of another article, “{title}”: {', '.join(names)}.")
        if listed:
            yield Flaw("option-from-list", f"Of no article, taken from a list of names: {', '.join(listed)}.")


def _title_beside(name: str, article: AnnotatedArticle) -> str | None:
    """The title of the article beside this one that has the name."""
    for other in article.context:
        if any(entity.type in _NAMES and entity.name == name for entity in other.annotations.entities):
            return other.article.title
    return None
