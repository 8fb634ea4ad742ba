"""Checks of key, proof, gaps, numbers and grammar: each fires on its fault and is silent beside it."""

from typing import Any

import pytest

from quizapi.domain import Evidence, Item, Option, Span
from quizapi.generation.checks import SHIPPED_CHECKS, SHIPPED_QUIZ_CHECKS
from quizapi.generation.checks.quantities import interval, numbers, plain_tokens
from quizapi.plugin_api import GeneratorTools
from quizapi.testing.pytest_plugin import MakeArticle

TEXT = (
    "The dairy of Ulmen laid off a fifth of its 240 workers on Tuesday after a three-hour meeting. "
    "“We sold every cow but not the name,” said Karla Voss, who runs the dairy. "
    "The union of Ulmen wants the decision reversed. "
    "Its chairman, Piet Marn, called the lay-offs cruel. The mayor, aged 61, did not comment. "
    "The town will lend the dairy 2.5 million florins and the county will lend the dairy 400,000 florins."
)


@pytest.fixture
def codes(make_article: MakeArticle, quizapi_tools: GeneratorTools) -> Any:
    article = make_article(TEXT)

    def find(item: Item) -> set[str]:
        return {flaw.code for check in SHIPPED_CHECKS for flaw in check.check(item, article, quizapi_tools)}

    return find


def proof(text: str) -> tuple[Evidence, ...]:
    start = TEXT.index(text)
    return (Evidence(Span(start, start + len(text)), text),)


def asked(stem: str, key: str, *others: str, by: str = TEXT) -> Item:
    options = tuple(Option(chr(97 + n), text) for n, text in enumerate([key, *others]))
    return Item(interaction="choice", stem=stem, key=("a",), options=options, evidence=proof(by))


def typed(stem: str, key: str, *, by: str = TEXT) -> Item:
    return Item(interaction="text", stem=stem, key=key, evidence=proof(by))


def statement(text: str, *, by: str = TEXT) -> Item:
    return Item(interaction="true_false", stem=text, key=True, evidence=proof(by))


WHO = "Who runs the dairy of Ulmen?"
VOSS = "said Karla Voss, who runs the dairy"
UNION = "The union of Ulmen wants the decision reversed. Its chairman, Piet Marn, called the lay-offs cruel."
HOW_MANY = "How much will the town lend the dairy?"
FAULTY = [
    ("evidence-unproving", asked(WHO, "Karla Voss", "Piet Marn", "Ann Roe", by="called the lay-offs cruel")),
    ("evidence-unproving", typed("How many workers has the dairy?", "240", by=VOSS)),
    ("evidence-unproving", statement("Forests burn in summer.", by=VOSS)),
    (
        "two-keys",
        asked("Who wants the lay-offs reversed?", "Piet Marn", "The union", "Karla Voss", by=UNION),
    ),
    ("gap-ambiguous", typed("Complete the sentence: “_____ is unhappy with the dairy today.”", "Piet Marn")),
    ("gap-ambiguous", typed("Complete: “… will lend the dairy _____ florins”", "400,000")),
    ("gap-ambiguous", typed("Complete: “but not _____”", "the name")),
    ("gap-ambiguous", typed("Complete the sentence: will lend the dairy _____ florins.", "400,000")),
    ("gap-ambiguous", typed("According to the article, [...] will lend the dairy 2.5 million.", "the town")),
    ("key-said-again", asked("What happened?", "Workers quit in June", "Workers left in June", "Cows died")),
    ("options-overlap", asked("How long was it?", "10-20 days", "20-30 days", "40-50 days")),
    ("options-overlap", asked("When was it?", "Before 2010", "After 2005", "In May")),
    ("options-overlap", asked("What fell?", "Prices of milk", "The price of milk and of bread", "Rents")),
    ("numbers-unordered", asked("When was it?", "In 1999", "In 1987", "In 2003")),
    ("numbers-unordered", asked(HOW_MANY, "2.5 million florins", "400,000 florins", "3 million florins")),
    ("negative-stem", asked("Which of these statements is false?", "Cows died", "Cows sang", "Cows left")),
    ("relative-date", asked("Who laid off workers a year ago?", "The dairy", "The union", "The town")),
    ("vague-word", asked("Who regularly visits the dairy?", "Karla Voss", "Piet Marn", "Ann Roe")),
    ("absolute-word", asked(WHO, "A woman", "A man whom everybody knows", "A child")),
    ("grammar", asked("What did the the dairy sell?", "Cows", "Names", "Fields")),
    ("grammar", asked("Who is an minister?", "Karla Voss", "Piet Marn", "Ann Roe")),
    ("grammar", statement("The dairy made a offer to the union.")),
    ("tense-cue", asked("What did it do?", "sold its cows", "sells its name", "sells its fields")),
    ("tense-cue", asked("What does it plan?", "to sell the cows", "selling the name", "selling the field")),
    ("key-said-again", asked("What share of the workers must go?", "A fifth", "20 percent", "A half")),
    ("key-said-again", asked(HOW_MANY, "2.5 million florins", "2,500,000 florins", "3 million florins")),
    ("one-entity", asked(WHO, "Karla Voss", "Ms Voss", "Piet Marn")),
    ("key-in-stem", typed("The union of Ulmen belongs to which town, Ulmen or Tarn?", "Ulmen")),
    ("pronoun", asked("What did she sell?", "Cows", "Names", "Fields")),
    ("points-back", asked("Who opposes that?", "The union", "The mayor", "The county")),
    ("points-back", statement("The proposal was called cruel.")),
    ("key-most-specific", asked("When was it decided that workers go?", "On 4 May", "Recently", "In summer")),
    ("trivial-detail", asked("How long did the meeting last?", "Three hours", "Four hours", "Five hours")),
    ("trivial-detail", typed("How old is the mayor?", "61")),
    ("trivial-detail", asked("On which day were workers laid off?", "On Tuesday", "On Friday", "On Monday")),
    (
        "options-overlap",
        asked("How many workers has it?", "240", "Between 200 and 300", "More than 400"),
    ),
    (
        "kinds-unequal",
        asked("What did the dairy do?", "It laid off workers.", "Karla Voss", "Because cows were sold."),
    ),
    ("name-cut", asked("Who runs it?", "Karla Voss", "Piet", "Ann Roe")),
    ("quotation-cut", asked("Who said: “We sold ‘every cow”?", "Karla Voss", "Piet Marn", "Ann Roe")),
    ("quotation-cut", asked("Who said: “We sold every cow?", "Karla Voss", "Piet Marn", "Ann Roe")),
    ("connective", statement("In return, the dairy will sell its cows.")),
    ("points-back", statement("The mayor has found forged ones so far.")),
    ("points-back", statement("The cows of Ulmen, by contrast, were sold in 2015.")),
    ("points-back", statement("The mayor immediately removed two workers from the dairy.")),
    ("points-back", statement("A paper tried to separate the two effects.")),
    ("grammar", statement("Two cows of the dairy was drew by the mayor.")),
    ("grammar", statement("The workers has left the dairy of Ulmen.")),
    ("grammar", statement("The dairy of KArla Voss was sold.")),
    (
        "grammar",
        asked("Who said: “It was the best dairy — the best dairy of Ulmen”?", "Karla Voss", "Ann Roe"),
    ),
    ("grammar", statement("The dairy have laid offs its workers, and the mayor has went home.")),
]


@pytest.mark.parametrize(("code", "item"), FAULTY, ids=[f"{n}-{code}" for n, (code, _) in enumerate(FAULTY)])
def test_fault_is_told(codes: Any, code: str, item: Item) -> None:
    assert code in codes(item)


BESIDE = [
    ("evidence-unproving", asked(WHO, "Karla Voss", "Piet Marn", "Ann Roe", by=VOSS)),
    # The source of the words proves who said them, even where only the words are shown.
    (
        "evidence-unproving",
        asked(
            "Who spoke of a name?",
            "Karla Voss",
            "Piet Marn",
            "Ann Roe",
            by="We sold every cow but not the name",
        ),
    ),
    ("evidence-unproving", statement("Cows are being sold.", by="We sold every cow but not the name")),
    ("evidence-unproving", typed("What share had to go?", "20%", by="laid off a fifth of its 240 workers")),
    ("two-keys", asked("Who called the lay-offs cruel?", "Piet Marn", "The union", "Karla Voss", by=UNION)),
    ("gap-ambiguous", typed("Complete: “laid off a fifth of its _____ workers on Tuesday”", "240")),
    ("gap-ambiguous", typed("According to the article, the dairy dismissed _____ workers.", "48")),
    ("gap-ambiguous", asked("Who said: “We sold […] but not the name”?", "Karla Voss", "Piet Marn", "Ann")),
    ("key-said-again", asked("What happened?", "Workers quit in June", "Workers left in May", "Cows died")),
    ("options-overlap", asked("How long was it?", "10-20 days", "21-30 days", "40-50 days")),
    ("options-overlap", asked("When was it?", "Before 2010", "In 2010", "After 2010")),
    ("options-overlap", asked("What happened?", "Milk prices fell", "Milk prices never fell", "Cows died")),
    ("options-overlap", asked("What happened?", "Prices fell by 5%", "Prices fell by 7% here", "Cows died")),
    ("numbers-unordered", asked("When was it?", "In 1987", "In 1999", "In 2003")),
    ("negative-stem", asked("How many cows, at least, were sold?", "Three", "Four", "Five")),
    ("grammar", asked("Is an MP an honest man in an hour?", "Yes", "No", "A one-off")),
    ("grammar", statement("MPs, DVDs and McCain stood beside the best dairy — the best of all.")),
    ("grammar", statement("The dairy said that a European union had had a use for it.")),
    ("tense-cue", asked("What did it do?", "cut the price", "sold the name", "sold the fields")),
    ("tense-cue", asked("What did it do?", "sold its cows", "sells its name", "sold its fields")),
    ("key-said-again", asked(HOW_MANY, "2.5 million florins", "25 million florins", "250,000 florins")),
    ("one-entity", asked(WHO, "Karla Voss", "Mr Marn", "Ann Roe")),
    ("key-in-stem", typed("Which union wants the workers back?", "The union of Ulmen")),
    ("pronoun", asked("What does Karla Voss say she did not sell?", "The name", "The cows", "The land")),
    ("pronoun", asked("Which union says they want it reversed?", "Ulmen's", "Tarn's", "Orvel's")),
    ("points-back", statement("The decision to lay off workers was called cruel.")),
    ("key-most-specific", asked("When was it?", "On 4 May", "On 5 May", "On 6 May")),
    ("key-most-specific", asked(WHO, "Karla Voss", "Marn", "Roe")),
    ("trivial-detail", typed("How many workers did the dairy have?", "240")),
    ("options-overlap", asked("How many may it be?", "At most 80", "At most 120", "At most 200")),
    ("options-overlap", asked("How many are they?", "Fewer than 100", "240", "More than 400")),
    ("kinds-unequal", asked("Which word is it?", "talent", "processing", "freeze")),
    ("kinds-unequal", asked("What happened?", "The dairy closed.", "Workers were laid off.", "Cows died.")),
    ("grammar", statement("The police are in Ulmen, and a number of workers have left.")),
    ("grammar", statement("The town and the county have lent money that had been refused before.")),
    ("grammar", asked("Why would the workers have been laid off?", "No money came.", "A", "B")),
    ("name-cut", asked("Which town is it?", "Ulmen", "Tarn", "Orvel")),
    ("quotation-cut", asked("Who said: “We don’t ‘sell’ the farmers’ cows”?", "Karla Voss", "Piet", "Ann")),
    ("points-back", statement("New cows cost more than old ones.")),
    (
        "points-back",
        statement("The dairy is small in comparison with the union, and left immediately after it."),
    ),
    ("grammar", typed("How many cows was the dairy of Ulmen promised?", "240")),
    ("grammar", statement("The dairy had lit a lamp, and the union had proved that it has got cows.")),
    ("grammar", statement("The cows were found in Ulmen, and the mayor has read of it.")),
    ("no-question", typed("Name the town of the dairy.", "Ulmen")),
    ("no-question", statement("The dairy has sold its cows.")),
]


@pytest.mark.parametrize(("code", "item"), BESIDE, ids=[f"{n}-{code}" for n, (code, _) in enumerate(BESIDE)])
def test_no_false_alarm(codes: Any, code: str, item: Item) -> None:
    assert code not in codes(item)


def test_answer_in_a_stem_about_the_same_is_told_even_where_it_is_a_name() -> None:
    teller = statement("Karla Voss runs the dairy of Ulmen.")
    other = statement("Karla Voss spoke of a name.")
    given = [
        flaw.code for c in SHIPPED_QUIZ_CHECKS for _, flaw in c.check_quiz([typed(WHO, "Karla Voss"), teller])
    ]
    assert given == ["given-away"]
    assert not [f for c in SHIPPED_QUIZ_CHECKS for f in c.check_quiz([typed(WHO, "Karla Voss"), other])]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a fifth", ["share:0.2"]),
        ("20 per cent", ["share:0.2"]),
        ("two thirds of it", ["share:0.6667", "of", "it"]),
        ("half", ["share:0.5"]),
        ("7.5 million", ["7500000"]),
        ("twenty-one cows", ["21", "cows"]),
        ("a million", ["1000000"]),
        ("the fifth man", ["the", "fifth", "man"]),
        ("a third-rate", ["share:0.3333", "rate"]),
    ],
)
def test_numbers_are_spelt_one_way(text: str, expected: list[str]) -> None:
    assert plain_tokens(text) == expected


def test_ranges_are_read() -> None:
    assert interval("at most 120") == (float("-inf"), 120)
    assert interval("no fewer than 5") == (5, float("inf"))
    assert interval("no earlier than 2015") == (2015, float("inf"))
    assert interval("no longer than 5 days") == (float("-inf"), 5)
    assert interval("between 10 and 30") == (10, 30)
    assert interval("10-30 days") == (10, 30)
    assert interval("7 of 9") is None
    assert numbers("from 3 to half") == [3.0, 0.5]
