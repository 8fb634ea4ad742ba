from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Any

import pytest

from quizapi.domain import Flaw, Item
from quizapi.generation.requests import GeneratorRequest, Problem, Proposal
from quizapi.generation.selection import same_fact, select
from tests.generation.builders import choice, evidence


def item(n: int, *, article: str = "a", generator: str = "g", **fields: Any) -> Item:
    return choice(
        f"Question {n}?",
        key=f"Key {n}",
        generator=generator,
        evidence=(evidence(100 * n, 100 * n + 50, article_id=article),),
        **fields,
    )


def proposal(*items: Item, index: int = 0, generator: str = "g", **fields: Any) -> Proposal:
    return Proposal(generator, index, items, **fields)


def test_count_is_met_in_the_order_of_the_text() -> None:
    selection = select([proposal(item(3), item(1), item(2))], [GeneratorRequest("g", 2)], lengths=[900])
    assert [i.stem for i in selection.items] == ["Question 1?", "Question 3?"]
    assert [i.stem for i in selection.spares] == ["Question 2?"]
    assert selection.problems == ()


def test_no_fact_is_asked_twice_also_by_another_generator() -> None:
    proposals = [proposal(item(1)), proposal(item(1, generator="h"), item(2, generator="h"), generator="h")]
    selection = select(proposals, [GeneratorRequest("g", 1), GeneratorRequest("h", 2)], lengths=[900])
    assert [(i.generator, i.stem) for i in selection.items] == [("g", "Question 1?"), ("h", "Question 2?")]
    assert [p.type for p in selection.problems] == ["fewer-than-asked"]


def test_generator_with_few_candidates_is_not_left_without_its_facts() -> None:
    rich = [item(n, generator="rich") for n in range(6)]
    poor = [item(0, generator="poor"), item(1, generator="poor")]
    selection = select(
        [proposal(*rich, generator="rich"), proposal(*poor, generator="poor")],
        [GeneratorRequest("rich", 3), GeneratorRequest("poor", 2)],
        lengths=[900],
    )
    assert [i.generator for i in selection.items] == ["rich"] * 3 + ["poor"] * 2
    assert selection.problems == ()


@pytest.mark.parametrize(("true", "false", "wanted"), [(8, 8, 4), (12, 4, 6), (16, 0, 8)])
def test_true_and_false_keep_the_proportion_they_are_offered_in(true: int, false: int, wanted: int) -> None:
    def judged(n: int, key: bool) -> Item:
        proof = (evidence(100 * n, 100 * n + 50),)
        return Item(interaction="true_false", stem=f"Is {n} so?", key=key, evidence=proof, generator="g")

    offered = [judged(n, True) for n in range(true)] + [judged(100 + n, False) for n in range(false)]
    selection = select([proposal(*offered)], [GeneratorRequest("g", 8)], lengths=[900])
    assert sum(i.key is True for i in selection.items) == wanted


def test_span_that_only_settles_a_name_may_be_shared() -> None:
    settles = evidence(500, 520, role="source")
    one = choice("A?", evidence=(evidence(0, 50), settles))
    other = choice("B?", evidence=(evidence(100, 150), settles))
    assert not same_fact(one, other)
    assert same_fact(one, choice("C?", evidence=(evidence(10, 60),)))


def test_items_are_spread_over_articles_by_their_length() -> None:
    proposals = [
        proposal(*(item(n, article="a") for n in range(9)), index=0),
        proposal(*(item(n, article="b") for n in range(9)), index=1),
    ]
    selection = select(proposals, [GeneratorRequest("g", 4)], lengths=[3000, 1000])
    assert [i.evidence[0].article_id for i in selection.items] == ["a", "a", "a", "b"]


def test_what_one_article_lacks_another_gives() -> None:
    proposals = [proposal(item(1)), proposal(*(item(n, article="b") for n in range(9)), index=1)]
    selection = select(proposals, [GeneratorRequest("g", 4)], lengths=[1000, 1000])
    assert [i.evidence[0].article_id for i in selection.items] == ["a", "b", "b", "b"]


def test_forms_and_keys_are_varied() -> None:
    same = [item(n, tags=("form:who",)) for n in range(5)]
    other = item(7, tags=("form:complete",))
    selection = select([proposal(*same, other)], [GeneratorRequest("g", 3)], lengths=[900])
    assert other.stem in [i.stem for i in selection.items]


def test_problem_says_how_many_there_were() -> None:
    selection = select([proposal(item(1), dropped={"x": 2})], [GeneratorRequest("g", 5)], lengths=[900])
    (problem,) = selection.problems
    assert "1 of the 5" in problem.detail
    assert "2 more were refused" in problem.detail


def test_problems_of_generators_are_kept_once() -> None:
    told = Problem("g", "failed", "why")
    selection = select(
        [proposal(problems=(told,)), proposal(problems=(told,), index=1)],
        [GeneratorRequest("g", 1)],
        lengths=[1, 1],
    )
    assert selection.problems.count(told) == 1


def test_check_of_the_whole_quiz_takes_an_item_out_and_the_next_best_takes_its_place() -> None:
    class NoKeyOne:
        name = "no-key-one"

        def check_quiz(self, items: Sequence[Item]) -> Iterator[tuple[int, Flaw]]:
            for index, each in enumerate(items):
                if each.key_text == "Key 1":
                    yield index, Flaw("one", "never one", fatal=True)

    selection = select(
        [proposal(item(1), item(2), item(3))],
        [GeneratorRequest("g", 2)],
        lengths=[900],
        quiz_checks=[NoKeyOne()],
    )
    assert sorted(i.stem for i in selection.items) == ["Question 2?", "Question 3?"]


def test_check_of_the_whole_quiz_that_fails_costs_no_item_and_is_told_once() -> None:
    class Broken:
        name = "broken"

        def check_quiz(self, items: Sequence[Item]) -> Iterator[tuple[int, Flaw]]:
            yield 0, Flaw("half", "told before it broke")
            raise ZeroDivisionError("of its own making")

    selection = select(
        [proposal(item(1), item(2)), proposal(item(3, generator="h"), generator="h")],
        [GeneratorRequest("g", 2), GeneratorRequest("h", 1)],
        lengths=[900],
        quiz_checks=[Broken()],
    )
    assert [i.stem for i in selection.items] == ["Question 1?", "Question 2?", "Question 3?"]
    assert not any(i.flaws for i in selection.items)
    (problem,) = selection.problems
    assert (problem.type, "'broken'" in problem.detail) == ("check-failed", True)


def test_people_are_varied() -> None:
    ann = [item(5 * n, confidence=0.9) for n in range(3)]
    ann = [replace(each, stem=f"Why did Ann Roe say number {n}?") for n, each in enumerate(ann)]
    other = replace(item(40), stem="Why did Piet Marn say that?")
    selection = select([proposal(*ann, other)], [GeneratorRequest("g", 2)], lengths=[9000])
    assert other.stem in [i.stem for i in selection.items]


def test_items_lie_apart_and_differ_in_difficulty() -> None:
    near = [item(n, tags=("difficulty:0.30",)) for n in range(3)]
    far = item(30, tags=("difficulty:0.70",))
    selection = select([proposal(*near, far)], [GeneratorRequest("g", 2)], lengths=[9000])
    assert far.stem in [i.stem for i in selection.items]
