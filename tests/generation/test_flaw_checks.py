"""Each check fires on the fault it names, and is silent beside it."""

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from quizapi.domain import Item, Option, item_faults
from quizapi.generation import checks
from quizapi.generation.checks import SHIPPED_CHECKS, SHIPPED_QUIZ_CHECKS
from quizapi.plugin_api import GeneratorTools
from quizapi.testing.pytest_plugin import MakeArticle
from tests.generation.builders import choice, evidence

TEXT = (
    "Mike Pompeo, the secretary of state, met Sergei Lavrov in Sochi. "
    "Pompeo said that exports had fallen by 5%."
)
PROOF = (evidence(0, len(TEXT), text=TEXT, article_id=None),)


@pytest.fixture
def codes(make_article: MakeArticle, quizapi_tools: GeneratorTools) -> Any:
    article = make_article(TEXT)

    def find(item: Item) -> set[str]:
        return {flaw.code for check in SHIPPED_CHECKS for flaw in check.check(item, article, quizapi_tools)}

    return find


def asked(stem: str, key: str = "Mike Pompeo", *others: str) -> Item:
    return choice(stem, key=key, others=others or ("Sergei Lavrov", "Angela Merkel"), evidence=PROOF)


def statement(text: str, key: bool = True) -> Item:
    stem = f"According to the article, is this true or false? “{text}”"
    return Item(interaction="true_false", stem=stem, key=key, evidence=PROOF)


WHO = "According to the article, who met a colleague in the south?"
WHAT = "According to the article, what happened?"
SOUND = [
    asked(WHO),
    statement("The secretary of state travelled to Sochi to see Sergei Lavrov."),
    asked(WHAT, "Exports fell", "Imports fell", "Taxes rose"),
    asked("How far did exports fall, according to the article?", "5%", "6%", "7%"),
]


@pytest.mark.parametrize("item", SOUND, ids=range(len(SOUND)))
def test_sound_items_have_no_flaw(codes: Any, item: Item) -> None:
    assert codes(item) == set()


FAULTY = [
    ("no-question", asked("The meeting in Sochi.")),
    ("points-back", asked("According to the article, who announced the move?")),
    ("points-back", statement("The minister defended this decision.")),
    ("pronoun", statement("They met in Sochi.")),
    ("connective", statement("However, exports had fallen.")),
    ("key-said-again", asked(WHAT, "Exports dropped sharply", "The exports dropping sharply", "Taxes rose")),
    ("one-entity", asked(WHO, "Mike Pompeo", "Pompeo", "Sergei Lavrov")),
    (
        "key-longest",
        asked(WHAT, "The exports of the country fell by five per cent", "Taxes rose", "Imports fell"),
    ),
    (
        "lengths-unequal",
        asked(WHAT, "Exports fell", "Taxes rose in all of the country's provinces", "Imports fell"),
    ),
    ("options-overlap", asked(WHAT, "Taxes rose", "Exports fell", "Exports fell and taxes rose in May")),
    ("catch-all", asked(WHAT, "Exports fell", "Taxes rose", "None of the above")),
    ("numbers-unordered", asked("How many per cent, says the article?", "5", "9", "7")),
    ("forms-unequal", asked(WHAT, "5 exports fell", "Taxes rose", "Imports fell")),
    ("forms-unequal", asked(WHAT, "Exports fell.", "Taxes rose", "Imports fell")),
    ("absolute-word", asked(WHAT, "Exports fell", "Exports never fell", "Imports fell")),
    ("absolute-word", statement("The secretary of state always travels to Sochi.", key=False)),
    ("vague-word", asked("According to the article, who often meets colleagues?")),
    ("negative-stem", asked("According to the article, who did not meet Sergei Ivanov?")),
    ("relative-date", asked("According to the article, who met Lavrov yesterday?")),
    ("verbatim", statement("Pompeo said that exports had fallen by 5%.")),
    (
        "word-repeated",
        asked("According to the article, what hit the exports?", "Exports fell", "A tax", "A strike"),
    ),
    ("article-cue", asked("According to the article, who is an", "engineer", "minister", "painter")),
    ("number-cue", asked("According to the article, what fell?", "exports", "price", "tax")),
    ("no-sentence", statement("The fall of exports by a large share.")),
    ("no-subject", statement("Was hit by a large fall in the spring.")),
    ("stem-long", asked(f"Who met {'a colleague ' * 130}in Sochi?")),
    ("option-ids", replace(asked(WHO), options=tuple(Option("a", text) for text in ("Mike", "Ann", "Bo")))),
]


@pytest.mark.parametrize(("code", "item"), FAULTY, ids=[f"{n}-{code}" for n, (code, _) in enumerate(FAULTY)])
def test_fault_is_told(codes: Any, code: str, item: Item) -> None:
    assert code in codes(item)


BESIDE = [
    ("points-back", asked("According to the article, who called it “the move of the year”?")),
    ("negative-stem", asked("According to the article, who did NOT meet Sergei Ivanov?")),
    ("negative-stem", asked("According to the article, who said: “We will not pay”?")),
    ("relative-date", asked("According to the article, who was minister in this year of 2019?")),
    ("vague-word", asked("According to the article, who said: “We often meet”?")),
    ("absolute-word", asked(WHAT, "All exports fell", "Exports never fell", "Imports fell")),
    ("one-entity", asked(WHO, "Mike Pompeo", "Sergei Lavrov", "Anna Pompeo")),
    ("key-said-again", asked(WHAT, "Exports fell by 5%", "Exports fell by 7%", "Exports fell by 9%")),
    ("number-cue", asked("According to the article, what fell?", "exports", "prices", "tax")),
    ("article-cue", asked("According to the article, who is an", "engineer", "actor", "architect")),
    ("numbers-unordered", asked("How many per cent, says the article?", "5", "7", "9")),
    ("catch-all", asked(WHAT, "Exports fell", "Taxes rose", "None of the harbours closed")),
    ("connective", statement("Howard met Lavrov in Sochi.")),
    ("forms-unequal", asked(WHAT, "5 exports fell", "6 taxes rose", "7 imports fell")),
    ("key-longest", asked(WHAT, "The exports of the country fell", "The taxes of provinces rose", "It fell")),
    ("lengths-unequal", asked(WHAT, "Exports fell", "Taxes rose in all provinces", "Imports fell")),
    ("no-sentence", statement("Exports, by a large share, fell.")),
    ("no-subject", statement("In the spring the country was hit by a large fall.")),
    ("verbatim", statement("Pompeo said that exports had fallen by 5%.", key=False)),
    (
        "word-repeated",
        asked("According to the article, what hit the exports?", "Exports fell", "Exports rose", "A strike"),
    ),
    ("stem-long", asked(f"Who met {'a colleague ' * 100}in Sochi?")),
]


@pytest.mark.parametrize(("code", "item"), BESIDE, ids=[f"{n}-{code}" for n, (code, _) in enumerate(BESIDE)])
def test_no_false_alarm(codes: Any, code: str, item: Item) -> None:
    assert code not in codes(item)


def quiz_codes(items: list[Item]) -> dict[int, set[str]]:
    found: dict[int, set[str]] = {}
    for check in SHIPPED_QUIZ_CHECKS:
        for index, flaw in check.check_quiz(items):
            found.setdefault(index, set()).add(flaw.code)
    return found


def test_answer_in_another_items_stem_is_told() -> None:
    told = asked(WHAT, "The exports of oil fell", "Taxes rose", "Imports fell")
    teller = asked("Why is it said in the article that the exports of oil fell?")
    assert quiz_codes([told, teller]) == {0: {"given-away"}}


def test_name_in_another_stem_gives_nothing_away() -> None:
    assert quiz_codes([asked(WHO), asked("Whom did Mike Pompeo meet?", "Sergei Lavrov", "Ann", "Bob")]) == {}


def keyed(place: int) -> Item:
    options = tuple(Option(i, f"text {i}") for i in "abc")
    return Item(interaction="choice", stem="Who?", key=("abc"[place],), options=options, evidence=PROOF)


def test_keys_in_one_place_are_told_and_spread_ones_are_not() -> None:
    assert quiz_codes([keyed(1)] * 5 + [keyed(0)]) == {n: {"key-positions"} for n in range(5)}
    assert quiz_codes([keyed(n % 3) for n in range(9)]) == {}


def test_quiz_of_few_items_is_not_judged_by_its_positions() -> None:
    assert quiz_codes([keyed(1)] * 4) == {}


def test_statements_that_are_nearly_all_false_are_told() -> None:
    mostly = [statement("Exports fell.", key=n == 0) for n in range(7)]
    assert quiz_codes(mostly) == {n: {"ratio-skewed"} for n in range(1, 7)}
    assert quiz_codes([statement("Exports fell.", key=n % 2 == 0) for n in range(7)]) == {}


def test_every_check_names_the_source_of_its_rule() -> None:
    for check in (*SHIPPED_CHECKS, *SHIPPED_QUIZ_CHECKS):
        assert "Source:" in (type(check).__doc__ or ""), check.name


def test_every_flaw_that_a_check_tells_is_tried_here() -> None:
    source = Path(checks.__file__).parent
    code = [*source.glob("*.py"), Path(item_faults.__file__)]
    told = {name for path in code for name in re.findall(r'Flaw\(\s*"([a-z-]+)"', path.read_text())}
    assert len(told) > 45
    tests = "\n".join(path.read_text() for path in Path(__file__).parent.glob("test_*.py"))
    assert [name for name in sorted(told) if f'"{name}"' not in tests] == []


def test_names_of_checks_are_unique() -> None:
    names = [check.name for check in (*SHIPPED_CHECKS, *SHIPPED_QUIZ_CHECKS)]
    assert len(set(names)) == len(names)
