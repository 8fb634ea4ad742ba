"""The check of items with a plugin's own interaction: is it installed, and does the key fit it?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

import jsonschema

from quizapi.domain import Flaw, Item

if TYPE_CHECKING:
    from quizapi.plugin_api.annotated import AnnotatedArticle
    from quizapi.plugin_api.extending import Scorer
    from quizapi.plugin_api.protocols import GeneratorTools


class OwnInteractionCheck:
    """Refuses items that nobody could score.

    Args:
        scorers: The registered ones, by their interaction.
    """

    name = "own-interaction"
    needs_parse = False

    def __init__(self, scorers: Mapping[str, Scorer]) -> None:
        self._scorers = scorers

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        """Yield a fatal flaw where no scorer has the interaction or the key does not fit its schema."""
        if ":" not in item.interaction:
            return
        scorer = self._scorers.get(item.interaction)
        if scorer is None:
            yield Flaw("interaction-unknown", f"No plugin registers {item.interaction!r}.", fatal=True)
            return
        validator = jsonschema.Draft202012Validator(scorer.key_schema)
        fault = jsonschema.exceptions.best_match(validator.iter_errors(_as_json(item.key)))
        if fault is not None:
            yield Flaw("key-misfit", f"The key does not fit: {fault.message[:200]}", fatal=True)


def _as_json(key: object) -> Any:
    return [_as_json(part) for part in key] if isinstance(key, tuple) else key
