"""Tries what a plugin registers beside generators, inside the child: scorers, formats, article files."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import jsonschema

from quizapi.domain import Item, Option, Response, Score
from quizapi.exchange.building import checked
from quizapi.exchange.errors import NotTaken
from quizapi.exchange.item_json import answer_from_json, answer_to_json
from quizapi.plugin_api import ArticleImporter, ArticleRefused, Exporter, ImportedArticle, Scorer

if TYPE_CHECKING:
    from quizapi.cli.conformance.guard import Guard
    from quizapi.plugin_api.registry import Registry

_MOST_ITEMS = 20
_A, _B, _C = (
    Option(id, f"The {word} option") for id, word in (("a", "first"), ("b", "second"), ("c", "third"))
)
#: One of each shipped interaction.
SAMPLE_ITEMS = (
    Item("choice", "Which?", ("b",), (), (_A, _B, _C)),
    Item("multiple", "Which of these?", ("a", "b"), (), (_A, _B, _C)),
    Item("true_false", "True or false?", True, ()),
    Item("order", "In which order?", ("b", "a", "c"), (), (_A, _B, _C)),
    Item(
        "match",
        "What belongs together?",
        (("a", "1"), ("b", "2")),
        (),
        (_A, _B),
        (Option("1", "x"), Option("2", "y")),
    ),
    Item("text", "What is its name? \u202eשלום 👩‍👩‍👧 \t", "Żółw", ()),
)
#: Answers as a hostile client sends them; those that fit the schema must be scored.
HOSTILE_ANSWERS: tuple[Any, ...] = (
    *(True, False, "", "\u202e", "x" * 2_000, [], [""], ["no-such-option"], ["x" * 2_000]),
    *([str(n) for n in range(100)], [["a", "a"]], [["", ""]], [["no", "such"], ["no", "such"]]),
)
HOSTILE_FILES = (
    b"",
    b"\x00" * 1_000,
    b"\xff\xfe\xff",
    bytes(range(256)) * 100,
    b"<!DOCTYPE x [<!ENTITY a 'b'>]>",
    b"PK\x03\x04",
)


class ExtensionTrials:
    """Tells of each thing tried what was wrong with it, in words.

    Args:
        items: What the plugin's own generators gave, by their interaction.
        tell: Gets the kind `extension` with `what`, `faults` and `notes`.
    """

    def __init__(
        self, registry: Registry, guard: Guard, items: Mapping[str, Sequence[Item]], tell: Callable[..., None]
    ) -> None:
        self._registry, self._guard, self._items, self._tell = registry, guard, items, tell

    def run(self) -> None:
        """Try all of them."""
        for interaction, scorer in self._registry.scorers.items():
            items = self._items.get(interaction, ())[:_MOST_ITEMS]
            notes = [] if items else ["no generator of the plugin gave an item of it, so it was not tried"]
            self._try(f"interaction {interaction}", partial(_of_scorer, scorer, items), notes)
        for name, exporter in self._registry.exporters.items():
            self._try(f"format {name}", partial(_of_exporter, exporter))
        for name, importer in self._registry.importers.items():
            self._try(f"article files {name}", partial(_of_importer, importer))

    def _try(self, what: str, trial: Callable[[], Iterator[str]], notes: Sequence[str] = ()) -> None:
        self._tell("stage", name=f"the {what}")
        faults: list[str] = []
        try:
            with self._guard.watching():
                faults += trial()
        except BaseException as error:
            faults.append(f"{type(error).__name__}: {error}")
        self._tell("extension", what=what, faults=list(dict.fromkeys(faults))[:4], notes=list(notes))


def _of_scorer(scorer: Scorer, items: Sequence[Item]) -> Iterator[str]:
    schema = jsonschema.Draft202012Validator(scorer.answer_schema)
    fitting = [answer for answer in HOSTILE_ANSWERS if schema.is_valid(answer)]
    for item in items:
        key = answer_to_json(item.key)
        if not jsonschema.Draft202012Validator(scorer.key_schema).is_valid(key):
            yield f"the key {key!r} of an item does not fit key_schema"
            continue
        if not schema.is_valid(key):
            yield f"a student cannot give the key {key!r}: it does not fit answer_schema"
        if scorer.score(item, Response(scorer.normalise(item, item.key))) != Score(1.0):
            yield f"the key {key!r} does not score fully"
        for answer in fitting:
            yield from _of_answer(scorer, item, answer)
        other = scorer.fallback(item)
        try:
            if other is not None:
                checked(other)
        except NotTaken as reason:
            yield f"its other form is no item that formats hold: {reason}"


def _of_answer(scorer: Scorer, item: Item, answer: Any) -> Iterator[str]:
    shown = f"the answer {str(answer)[:40]!r}, which fits its schema"
    try:
        given = scorer.normalise(item, answer_from_json(item.interaction, answer))
        score = scorer.score(item, Response(given))
    except Exception as error:
        yield f"{shown}, raises {type(error).__name__}: {error}"
        return
    if not isinstance(score, Score) or score.value is None:
        yield f"{shown}, is given {score!r}, not a Score with a value"
    elif score != scorer.score(item, Response(given)):
        yield f"{shown}, scores differently the second time"


def _of_exporter(exporter: Exporter) -> Iterator[str]:
    held = [item for item in SAMPLE_ITEMS if not exporter.refuses(item)]
    if not held:
        yield "it refuses every shipped interaction"
        return
    for items in (held, *([item] for item in held)):
        data = exporter.export(items, title="Sample “quiz” <1> & more")
        if not isinstance(data, bytes) or not data:
            kind = items[0].interaction
            yield f"export gives {type(data).__name__} of {kind}, not bytes with something in them"
        elif data != exporter.export(items, title="Sample “quiz” <1> & more"):
            yield "the same items are written differently the second time"


def _of_importer(importer: ArticleImporter) -> Iterator[str]:
    for ending in importer.endings:
        for data in HOSTILE_FILES:
            try:
                found = importer.read(data, filename=f"sample.{ending}")
            except ArticleRefused:
                continue
            except Exception as error:
                yield f"a damaged file raises {type(error).__name__}: {error}; raise ArticleRefused instead"
                continue
            if not isinstance(found, ImportedArticle):
                yield f"read gives {type(found).__name__}, not an ImportedArticle"
