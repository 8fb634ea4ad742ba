"""The order in which sound candidates are proposed."""

from dataclasses import replace

from quizapi.domain import Flaw, Item
from quizapi.generation.ranking import clearness, rank_of
from tests.generation.builders import evidence


def _says(text: str) -> Item:
    stem = f"According to the article, is this true or false? “{text}”"
    return Item(interaction="true_false", stem=stem, key=True, evidence=(evidence(0, 5),))


def test_what_says_who_and_where_comes_before_what_leans_on_the_article() -> None:
    full = _says(
        "Rita Low closed the harbour of Elm Bay in May because the storm had broken two of the piers."
    )
    bare = _says("The closure was caused by the storm.")
    assert rank_of(full) > rank_of(bare) + 0.2


def test_what_is_too_long_to_take_in_loses_little_by_little_and_not_without_end() -> None:
    words = "the council of the town of Elm Bay voted on a plan to mend the old pier of the harbour "
    long, longer, endless = (clearness(_says((words * n).capitalize().strip() + ".")) for n in (2, 3, 40))
    assert long > longer
    assert longer - endless < 0.2


def test_a_name_said_twice_is_one_and_the_frame_names_nobody() -> None:
    once = _says("In May the harbour was closed by Rita Low for as long as the pier was being mended.")
    twice = _says("In May the harbour was closed by Rita Low for as long as Rita Low mended the pier.")
    assert clearness(once) == clearness(twice) > 0
    framed = replace(
        once, stem="True or false? According to Rita Low, quoted in the article, prices rose in May."
    )
    plain = replace(once, stem="True or false? According to the article, prices rose in May.")
    assert clearness(framed) == clearness(plain)


def test_a_copy_of_the_article_costs_less_than_another_flaw() -> None:
    item = _says(
        "Rita Low closed the harbour of Elm Bay in May because the storm had broken two of the piers."
    )
    copied = replace(item, flaws=(Flaw("verbatim", "…"),))
    longest = replace(item, flaws=(Flaw("key-longest", "…"),))
    assert rank_of(item) > rank_of(copied) > rank_of(longest)
