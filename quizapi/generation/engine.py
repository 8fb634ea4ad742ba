"""Runs one generator over one read article: candidates, checked and ranked. Plugin faults stop here."""

import random
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import islice

import structlog

from quizapi.domain import Flaw, Item
from quizapi.generation.checks.words import parsed_texts
from quizapi.generation.difficulty import with_difficulty
from quizapi.generation.ranking import rank_of
from quizapi.generation.requests import GeneratorRequest, Problem, Proposal
from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, ItemCheck, ItemGenerator, NothingToAsk
from quizapi.plugin_api.options import resolve_options

log = structlog.get_logger(__name__)

#: Candidates looked at for each item asked for: enough for checks to refuse some and for spares.
CANDIDATES_PER_ITEM = 6
_LEAST_CANDIDATES = 40
#: Sound candidates kept for each item asked for, of one article: the quiz's own and its spares.
FINALISTS_PER_ITEM = 3
_LEAST_FINALISTS = 12
#: Is told of each candidate that the engine lets go: the item, why ("repeated", "flawed", "not-needed"), and
#: the fatal flaws.
Watcher = Callable[[Item, str, tuple[Flaw, ...]], None]


def propose(
    generator: ItemGenerator,
    article: AnnotatedArticle,
    *,
    article_index: int,
    request: GeneratorRequest,
    seed: int,
    tools: GeneratorTools,
    checks: Sequence[ItemCheck],
    watch: Watcher = lambda item, why, flaws: None,
) -> Proposal:
    """Ask one generator for candidates from one article, and keep the sound ones.

    A plugin's exception becomes a problem of the proposal; candidates that it gave before stay. The rng is
    seeded by the quiz's seed, the generator's name and the article's place in the quiz, so that one
    generator's chance never moves another's.

    Raises:
        InvalidOptions: The request's options do not fit the generator's schema.
    """
    options = resolve_options(generator, request.options)
    limit = max(_LEAST_CANDIDATES, CANDIDATES_PER_ITEM * request.count)
    rng = random.Random(f"{seed}/{generator.name}/{article_index}")
    problems: list[Problem] = []
    candidates: list[Item] = []
    dropped: Counter[str] = Counter()

    def candidates_of_plugin() -> Iterator[Item]:
        try:
            yield from generator.generate(article, options=options, limit=limit, rng=rng, tools=tools)
        except NothingToAsk as reason:
            problems.append(Problem(generator.name, "nothing-to-ask", reason.detail))
        except Exception as error:
            log.warning("generator_failed", generator=generator.name, error=type(error).__name__)
            problems.append(Problem(generator.name, "failed", f"{type(error).__name__}: {error}"))

    cheap = [check for check in checks if not check.needs_parse]
    parsing = [check for check in checks if check.needs_parse]
    seen: set[tuple[str, str]] = set()
    for candidate in islice(candidates_of_plugin(), limit):
        if not isinstance(candidate, Item):
            problems.append(
                Problem(generator.name, "failed", f"gave {type(candidate).__name__}, not an Item")
            )
            break
        item = replace(candidate, generator=generator.name, generator_version=generator.version)
        fingerprint = (item.stem.casefold(), item.key_text.casefold())
        if fingerprint in seen:
            watch(item, "repeated", ())
            continue
        seen.add(fingerprint)
        checked = _checked(item, article, cheap, tools, problems, dropped, watch)
        if checked is not None:
            candidates.append(checked)
    finalists: list[Item] = []
    enough = max(_LEAST_FINALISTS, FINALISTS_PER_ITEM * request.count)
    ranked = _ranked(candidates)
    if parsing:
        tools.parse_ahead(text for item in ranked[:enough] for text in parsed_texts(item))
    for item in ranked:
        if len(finalists) == enough:
            watch(item, "not-needed", ())
            continue
        checked = _checked(item, article, parsing, tools, problems, dropped, watch)
        if checked is not None:
            finalists.append(checked)
    return Proposal(
        generator=generator.name,
        article_index=article_index,
        candidates=tuple(with_difficulty(item) for item in _ranked(finalists)),
        problems=tuple(problems),
        dropped=dict(sorted(dropped.items())),
    )


def _checked(
    item: Item,
    article: AnnotatedArticle,
    checks: Sequence[ItemCheck],
    tools: GeneratorTools,
    problems: list[Problem],
    dropped: Counter[str],
    watch: Watcher,
) -> Item | None:
    """The item with the flaws found; None, counted and told, where one of them is fatal."""
    found: list[Flaw] = []
    for check in checks:
        try:
            found.extend(check.check(item, article, tools))
        except Exception as error:
            # An item that a broken check could not judge is not proposed: silence before a wrong key.
            found.append(Flaw("check-failed", f"{check.name}: {type(error).__name__}", fatal=True))
            problem = Problem(item.generator, "check-failed", f"the check {check.name!r}: {error}")
            if problem not in problems:
                problems.append(problem)
    fatal = tuple(flaw for flaw in found if flaw.fatal)
    dropped.update(flaw.code for flaw in fatal)
    if fatal:
        watch(item, "flawed", fatal)
    return None if fatal else replace(item, flaws=item.flaws + tuple(found))


def _ranked(candidates: list[Item]) -> list[Item]:
    """Surest, clearest and with fewest flaws first; the generator's own order decides between equals."""
    return sorted(candidates, key=lambda item: -round(rank_of(item), 2))
