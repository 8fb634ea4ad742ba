"""Proposes statements that are true by the article, and false ones made of true ones by one edit."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item, NothingToAsk, Options
from quizapi_true_false.absent import Absent, absent_statements, is_open
from quizapi_true_false.alone import stands_alone
from quizapi_true_false.asides import aside_statements
from quizapi_true_false.choosing import Choice, Deny, Material, Pair, choose, material_of
from quizapi_true_false.claims import true_statements
from quizapi_true_false.colour import is_coloured
from quizapi_true_false.edits import MAKERS, Candidate, Scene
from quizapi_true_false.edits.naming import NEGATIVE
from quizapi_true_false.lexicon import words
from quizapi_true_false.options import SCHEMA, Wanted
from quizapi_true_false.phrasing import judged, not_given, with_three_answers
from quizapi_true_false.proof import is_contradicted
from quizapi_true_false.quotes import quoting_statements
from quizapi_true_false.sequences import sequence_statements
from quizapi_true_false.statements import Statement, names_in
from quizapi_true_false.substance import is_judging, is_trivial
from quizapi_true_false.worth import worth_of

#: Of "not everyone is gloomy" no other edit is surely false: not everyone need be cheerful either.
_OF_DENIALS = frozenset({"source", "polarity"})


#: Opposites that a writer would deny, and that are surely not so: who approved has not rejected, but who
#: hired may have dismissed later.
_DENIED = words(
    """
    reject oppose allow refuse condemn deny ban fall rise lose win decrease increase agree welcome forbid
    require support approve prohibit overturn uphold weaken strengthen improve worsen grow shrink decline"""
)


_EVERY = 3
_OPEN_SHARE = 0.2


class TrueFalse:
    """Statements to be judged true or false by the article."""

    name = "true-false"
    version = "1.1.0"
    title = "True or false"
    description = "Statements that the article proves, and statements that it contradicts by one detail."
    interactions: Sequence[str] = ("true_false", "choice")
    languages: Sequence[str] = ("en",)
    options_schema: Options = SCHEMA

    def generate(
        self,
        article: AnnotatedArticle,
        *,
        options: Options,
        limit: int,
        rng: random.Random,
        tools: GeneratorTools,
    ) -> Iterable[Item]:
        """Yield statements, the best first, true and false mixed by the ratio asked for.

        Raises:
            NothingToAsk: No claim of the article can be asked by itself.
        """
        wanted = Wanted.of(options)
        scene = Scene(article, tools, rng)
        statements = list(_statements(scene))
        if not statements:
            raise NothingToAsk("The article has no claim that can be asked by itself.")
        pairs = [(statement, tuple(_false_ones(statement, scene, wanted))) for statement in statements]
        if wanted.form == "true-false":
            choices = choose(pairs, true_ratio=wanted.true_ratio, rng=rng, deny=_denier(scene))
            yield from (judged(choice, article) for choice in choices[:limit])
            return
        yield from _with_open_ones(pairs, scene, wanted)


def _statements(scene: Scene) -> Iterator[Statement]:
    """All that can be asked, each with its worth."""
    article, tools = scene.article, scene.tools
    single = list(_single_statements(scene))
    yield from sequence_statements(single, article, tools=tools, rng=scene.rng)
    yield from single


def _single_statements(scene: Scene) -> Iterator[Statement]:
    article, tools = scene.article, scene.tools
    for statement in (
        *true_statements(article, tools=tools, rng=scene.rng),
        *aside_statements(article, tools=tools),
        *quoting_statements(article, tools=tools),
    ):
        fit = stands_alone(statement, article) and not is_trivial(statement, article)
        if fit and not (is_judging(statement) or is_coloured(statement)):
            yield replace(statement, worth=worth_of(statement, article))


def _denier(scene: Scene) -> Deny:
    """Makes "The council did not reject the plan" of "The council approved the plan"."""

    def deny(statement: Statement, candidates: tuple[Candidate, ...]) -> Statement | None:
        if statement.attribution is not None or statement.claim.status != "factual":
            return None
        root = next(token for token in statement.doc if token.dep_ == "ROOT")
        for candidate in candidates:
            opposite = scene.tools.parse(candidate.edit.apply())[root.i].lemma_
            if candidate.edit.kind == "antonym" and candidate.edit.start == root.idx and opposite in _DENIED:
                text = scene.tools.negate(candidate.edit.apply())
                if text is not None:
                    names = names_in(scene.article, text)
                    return replace(statement, text=text, doc=scene.tools.parse(text), names=names)
        return None

    return deny


def _false_ones(statement: Statement, scene: Scene, wanted: Wanted) -> Iterator[Candidate]:
    denies = bool(NEGATIVE.search(statement.text))
    for maker in MAKERS:
        for candidate in maker(statement, scene):
            if denies and candidate.edit.kind not in _OF_DENIALS:
                continue
            if statement.joined_at is not None and candidate.edit.kind != "order":
                # Of two things told together only their order is asked.
                continue
            if candidate.edit.kind in wanted.kinds and is_contradicted(candidate, statement, scene.article):
                yield candidate


def _with_open_ones(pairs: Sequence[Pair], scene: Scene, wanted: Wanted) -> Iterator[Item]:
    """Items of the form with three answers, as many left open by the article as false ones."""
    article = scene.article
    # Whether another did or said the same, too, the article leaves open: here that is no false statement.
    pairs = [(s, tuple(c for c in candidates if not is_open(c))) for s, candidates in pairs]
    absent = absent_statements([statement for statement, _ in pairs], scene)
    left: list[Absent] = []
    free: list[Pair] = []
    opened: Counter[Material] = Counter()
    told: Counter[Material] = Counter()
    for statement, candidates in pairs:
        one, material = absent.get(statement.text), material_of(statement)
        # Of each material about a third of what is asked, so that the reporting words do not tell the answer.
        if one is not None and opened[material] * _EVERY <= told[material]:
            left.append(one)
            opened[material] += 1
        else:
            free.append((statement, candidates))
            told[material] += 1
    # About a fifth is left open; of the rest so many are true that the ratio holds for all.
    share = min(1.0, wanted.true_ratio / (1 - _OPEN_SHARE))
    choices = choose(free, true_ratio=share, rng=scene.rng, deny=_denier(scene))
    yield from _mixed(choices, sorted(left, key=lambda one: -one.worth), article)


def _mixed(choices: Sequence[Choice], absent: Sequence[Absent], article: AnnotatedArticle) -> Iterator[Item]:
    """What the article leaves open after every second or third of the others."""
    left = list(absent)[: max(1, len(choices) // 2)]
    for number, choice in enumerate(choices):
        yield with_three_answers(judged(choice, article))
        if number % 2 and left:
            yield not_given(left.pop(0), article)
    for one in left:
        yield not_given(one, article)
