"""Runs generators on texts, inside the child process, and tells what they gave."""

from __future__ import annotations

import hashlib
import json
import random
import resource
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from time import perf_counter
from typing import TYPE_CHECKING, Any

from quizapi.domain import Article, Item
from quizapi.exchange.item_json import item_to_json
from quizapi.generation.checks import item_checks
from quizapi.generation.tools import Tools
from quizapi.plugin_api import AnnotatedArticle, ItemGenerator, NothingToAsk
from quizapi.plugin_api.options import resolve_options
from quizapi.reading.pipeline import load_pipeline, read

if TYPE_CHECKING:
    from quizapi.cli.conformance.guard import Guard
    from quizapi.plugin_api.registry import Registry

Json = dict[str, Any]
_LIMIT = 40


class Trials:
    """The reader and the tools, loaded once; `run` tries every generator on one text."""

    def __init__(self, registry: Registry, guard: Guard, tell: Callable[..., None]) -> None:
        self._generators = sorted(registry.generators.values(), key=lambda g: g.name)
        self._nlp = load_pipeline(lexicons=registry.lexicons)
        self._tools = Tools(self._nlp)
        self._checks = item_checks(registry.all_checks)
        self._guard = guard
        self._tell = tell
        self.own_items: dict[str, list[Item]] = {}
        """Items of interactions of the plugin's own, by these."""

    def run(self, name: str, text: str, *, seeds: Sequence[int], variants: bool) -> None:
        """Try all generators with every seed; with `variants` also with other values of their options.

        The first seed is run twice, so that something kept between two runs shows.
        """
        self._tell("stage", name=f"reading the article “{name}”")
        reading = read(self._nlp, text)
        article = AnnotatedArticle(Article(text=text, title=name), reading.annotations, reading.doc)
        for generator in self._generators:
            for number, seed in enumerate((*seeds, *seeds[:1])):
                self._try(generator, article, name, seed, {}, again=number == len(seeds))
            for options in option_variants(generator.options_schema) if variants else ():
                self._try(generator, article, name, seeds[0], options)

    def _try(
        self,
        generator: ItemGenerator,
        article: AnnotatedArticle,
        name: str,
        seed: int,
        options: Json,
        *,
        again: bool = False,
    ) -> None:
        self._tell("stage", name=f"{generator.name} on the article “{name}”")
        chance = random.getstate()
        error: str | None = None
        nothing: str | None = None
        items: list[Any] = []
        started = perf_counter()
        try:
            with self._guard.watching():
                given = generator.generate(
                    article,
                    options=resolve_options(generator, options),
                    limit=_LIMIT,
                    rng=random.Random(seed),
                    tools=self._tools,
                )
                items.extend(islice(given, _LIMIT))
        except NothingToAsk as reason:
            nothing = reason.detail
        except BaseException as fault:
            error = f"{type(fault).__name__}: {fault}"
        seconds = perf_counter() - started
        self._tell("stage", name=f"judging the items of {generator.name}")
        sound = [item for item in items if isinstance(item, Item)]
        for item in sound:
            if ":" in str(item.interaction):
                self.own_items.setdefault(item.interaction, []).append(item)
        if len(sound) < len(items):
            error = (
                error
                or f"it gave {next(type(i).__name__ for i in items if not isinstance(i, Item))}, not an Item"
            )
        self._tell(
            "items",
            generator=generator.name,
            text=name,
            seed=seed,
            options=options,
            again=again,
            seconds=seconds,
            megabytes=resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000,
            error=error,
            nothing=nothing,
            own_chance=random.getstate() != chance,
            count=len(sound),
            **self._judged(sound, article, generator),
        )

    def _judged(self, items: Sequence[Item], article: AnnotatedArticle, generator: ItemGenerator) -> Json:
        """Digest, flaws by code (the first of each in words), and what the protocol forbids."""
        fatal: Counter[str] = Counter()
        other: Counter[str] = Counter()
        examples: dict[str, str] = {}
        digest = hashlib.sha256()
        try:
            for item in items:
                digest.update(json.dumps(item_to_json(item), sort_keys=True, ensure_ascii=True).encode())
                for check in self._checks:
                    for flaw in check.check(item, article, self._tools):
                        (fatal if flaw.fatal else other)[flaw.code] += 1
                        examples.setdefault(flaw.code, f"{flaw.detail} In: {item.stem[:120]}")
        except Exception as error:
            # A field of another type than declared breaks whatever looks at it.
            fatal["malformed"] += 1
            examples["malformed"] = (
                f"an item's fields are not what Item declares ({type(error).__name__}: {error})"
            )
        return {
            "digest": digest.hexdigest(),
            "fatal": dict(fatal),
            "flaws": dict(other),
            "examples": examples,
            "undeclared": sorted({str(i.interaction) for i in items} - set(generator.interactions)),
            "not_said": sum("according to the article" not in str(i.stem).casefold() for i in items),
        }


def option_variants(schema: Mapping[str, Any]) -> list[Json]:
    """Options that change one property each: every value of an enum, both booleans, both ends of a range."""
    variants: list[Json] = []
    for name, rule in schema.get("properties", {}).items():
        values = list(rule.get("enum", ()))
        if rule.get("type") == "boolean":
            values = [True, False]
        values += [rule[bound] for bound in ("minimum", "maximum") if bound in rule]
        if rule.get("type") == "array" and "enum" in rule.get("items", {}):
            values += [[value] for value in rule["items"]["enum"]]
        variants += [{name: value} for value in values if value != rule.get("default")]
    return variants[:_LIMIT]
