import random
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import pytest
import spacy

from quizapi.domain import Annotations, Article, Flaw
from quizapi.generation.checks import SHIPPED_CHECKS
from quizapi.generation.engine import propose
from quizapi.generation.requests import GeneratorRequest
from quizapi.plugin_api import AnnotatedArticle, Item, NothingToAsk
from quizapi.plugin_api.options import InvalidOptions
from tests.generation.builders import Given, choice, evidence

TEXT = "Ann said it would rain on Monday."


@pytest.fixture
def article() -> AnnotatedArticle:
    return AnnotatedArticle(Article(TEXT, id="a"), Annotations(), spacy.blank("en")(TEXT))


def sound(stem: str = "Who said it?", **fields: Any) -> Item:
    return choice(stem, evidence=(evidence(0, 3, text="Ann"),), **fields)


FORM_CHECKS = SHIPPED_CHECKS[:4]


def run(generator: Given, article: AnnotatedArticle, *, seed: int = 1, **request: Any) -> Any:
    return propose(
        generator,
        article,
        article_index=0,
        request=GeneratorRequest("given", **request),
        seed=seed,
        tools=None,  # type: ignore[arg-type]
        checks=FORM_CHECKS,
    )


def test_sound_candidates_are_stamped_with_the_generator(article: AnnotatedArticle) -> None:
    proposal = run(Given(sound()), article)
    assert [(i.generator, i.generator_version) for i in proposal.candidates] == [("given", "1.2.3")]
    assert proposal.problems == ()


def test_defaults_of_the_schema_reach_the_generator(article: AnnotatedArticle) -> None:
    generator = Given()
    run(generator, article)
    assert generator.seen["options"] == {"size": 3}


def test_unknown_option_is_refused(article: AnnotatedArticle) -> None:
    with pytest.raises(InvalidOptions) as caught:
        run(Given(), article, options={"sise": 1})
    assert caught.value.pointer == "/sise"


def test_candidates_before_an_exception_are_kept(article: AnnotatedArticle) -> None:
    proposal = run(Given(sound(), RuntimeError("broken")), article)
    assert len(proposal.candidates) == 1
    assert [(p.type, p.detail) for p in proposal.problems] == [("failed", "RuntimeError: broken")]


def test_nothing_to_ask_is_told_in_its_own_words(article: AnnotatedArticle) -> None:
    proposal = run(Given(NothingToAsk("no sanctions in it")), article)
    assert [(p.type, p.detail) for p in proposal.problems] == [("nothing-to-ask", "no sanctions in it")]


def test_what_is_no_item_is_a_problem(article: AnnotatedArticle) -> None:
    proposal = run(Given("an item, honestly"), article)
    assert proposal.candidates == ()
    assert proposal.problems[0].type == "failed"


def test_fatal_flaws_are_counted_and_refused(article: AnnotatedArticle) -> None:
    outside = choice(evidence=(evidence(0, 900),))
    changed = choice("Who then?", evidence=(evidence(0, 3, text="Bob"),))
    proposal = run(Given(outside, changed, sound("Who?")), article)
    assert [i.stem for i in proposal.candidates] == ["Who?"]
    assert proposal.dropped == {"evidence-outside": 1, "evidence-changed": 1}


def test_same_question_twice_is_one(article: AnnotatedArticle) -> None:
    assert len(run(Given(sound(), sound()), article).candidates) == 1


def test_endless_generator_is_cut_off(article: AnnotatedArticle) -> None:
    class Endless(Given):
        def generate(self, article: AnnotatedArticle, **call: Any) -> Iterator[Any]:
            self.given = 0
            while True:
                self.given += 1
                yield sound(f"Who said number {self.given}?")

    generator = Endless()
    assert len(run(generator, article, count=10).candidates) == 30
    assert generator.given == 60


def test_surest_candidates_come_first_and_flaws_cost(article: AnnotatedArticle) -> None:
    doubtful = sound("A?", confidence=0.6)
    flawed = sound("B?", confidence=0.9, flaws=tuple(Flaw(str(n), "") for n in range(4)))
    best = sound("C?", confidence=0.9)
    assert [i.stem for i in run(Given(doubtful, flawed, best), article).candidates] == ["C?", "A?", "B?"]


def test_broken_check_keeps_the_item_back(article: AnnotatedArticle) -> None:
    class Broken:
        name = "broken"
        needs_parse = False

        def check(self, item: Item, article: AnnotatedArticle, tools: object) -> Iterator[Flaw]:
            raise ZeroDivisionError

    proposal = propose(
        Given(sound()),
        article,
        article_index=0,
        request=GeneratorRequest("given"),
        seed=1,
        tools=None,  # type: ignore[arg-type]
        checks=[Broken()],
    )
    assert proposal.candidates == ()
    assert proposal.problems[0].type == "check-failed"


def test_checks_that_parse_see_only_what_comes_near_the_quiz(article: AnnotatedArticle) -> None:
    class Counting:
        name = "counting"
        needs_parse = True
        seen = 0

        def check(self, item: Item, article: AnnotatedArticle, tools: object) -> Iterator[Flaw]:
            Counting.seen += 1
            if item.stem == "Who said 0?":
                yield Flaw("broken", "", fatal=True)

    ahead: list[str] = []
    proposal = propose(
        Given(*(sound(f"Who said {n}?") for n in range(40))),
        article,
        article_index=0,
        request=GeneratorRequest("given", count=1),
        seed=1,
        tools=SimpleNamespace(parse_ahead=ahead.extend),  # type: ignore[arg-type]
        checks=[Counting()],
    )
    assert [text for text in ahead if text.startswith("Who")] == [f"Who said {n}?" for n in range(12)]
    assert (len(proposal.candidates), Counting.seen) == (12, 13)
    assert proposal.dropped == {"broken": 1}


def test_chance_depends_on_seed_generator_and_article_alone(article: AnnotatedArticle) -> None:
    def draw(seed: int, name: str = "given") -> float:
        generator = Given(name=name)
        run(generator, article, seed=seed)
        rng: random.Random = generator.seen["rng"]
        return rng.random()

    assert draw(1) == draw(1)
    assert len({draw(1), draw(2), draw(1, "other")}) == 3


def test_watcher_is_told_why_each_candidate_was_let_go(article: AnnotatedArticle) -> None:
    told: list[tuple[str, str, list[str]]] = []
    broken = choice("Which one?", evidence=())
    many = [sound(f"Who said number {n}?") for n in range(14)]
    proposal = propose(
        Given(sound(), sound(), broken, *many),
        article,
        article_index=0,
        request=GeneratorRequest("given", 1),
        seed=1,
        tools=None,  # type: ignore[arg-type]
        checks=FORM_CHECKS,
        watch=lambda item, why, flaws: told.append((item.stem, why, [f.code for f in flaws])),
    )
    assert ("Who said it?", "repeated", []) in told
    assert ("Which one?", "flawed", ["evidence-missing"]) in told
    assert sum(why == "not-needed" for _, why, _ in told) == 15 - len(proposal.candidates) > 0
