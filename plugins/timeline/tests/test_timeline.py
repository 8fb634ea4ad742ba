"""Timeline: what is an event, whose order is settled, and what every generator promises."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from quizapi_timeline import DatedOrderCheck, Timeline
from quizapi_timeline.events import find_events
from quizapi_timeline.sequences import find_sequences

from quizapi.plugin_api import AnnotatedArticle, Item, NothingToAsk, Option
from quizapi.testing import GeneratorContract

Make = Callable[..., AnnotatedArticle]
Run = Callable[..., list[Item]]

TEXT = (
    "The Selm tunnel opened on 9 July 1987. A fire destroyed the Norrholm gate on 2 March 1994. The engineer "
    "Ada Kroll designed it. In May 1996, the city of Brandow sold the tunnel to Ostrail. Ostrail closed the "
    "Karn lane in 2003. The tunnel was painted blue in August 2011."
)


class TestContract(GeneratorContract):
    @pytest.fixture
    def generator(self) -> Timeline:
        return Timeline()

    @pytest.fixture
    def article(self, make_article: Make) -> AnnotatedArticle:
        return make_article(TEXT)


def events_of(make_article: Make, tools: Any, text: str) -> list[str]:
    return [event.text for event in find_events(make_article(text), tools)]


def test_what_the_author_tells_of_himself_is_no_event(make_article: Make, quizapi_tools: Any) -> None:
    text = "{} sold the Selm tunnel to Ostrail in May 1996."
    assert events_of(make_article, quizapi_tools, text.format("We")) == []
    assert events_of(make_article, quizapi_tools, text.format("Our city of Brandow")) == []
    assert events_of(make_article, quizapi_tools, text.format("The city of Brandow")) != []


def test_events_are_ordered_by_their_dates_and_shown_without_them(
    make_article: Make, quizapi_tools: Any, run_generator: Run
) -> None:
    told = [
        "The Selm tunnel opened.",
        "A fire destroyed the Norrholm gate.",
        "The city of Brandow sold the Selm tunnel to Ostrail.",
        "Ostrail closed the Karn lane.",
        "The Selm tunnel was painted blue.",
    ]
    assert events_of(make_article, quizapi_tools, TEXT) == told
    items = run_generator(Timeline(), make_article(TEXT), options={"forms": ["order"], "events": 6})
    assert list(items[0].key_texts) == told
    for item in items:
        assert [told.index(text) for text in item.key_texts] == sorted(map(told.index, item.key_texts))
        assert not any(char.isdigit() for option in item.options for char in option.text)


def test_no_order_is_shown_in_the_keys_order(make_article: Make, run_generator: Run) -> None:
    article = make_article(TEXT)
    for seed in range(6):
        for item in run_generator(Timeline(), article, seed=seed, options={"forms": ["order"]}):
            assert [option.id for option in item.options] != list(item.key)
            assert item.stem.startswith("According to the article")


def test_first_and_last_are_the_ends_of_the_same_order(make_article: Make, run_generator: Run) -> None:
    article = make_article(TEXT)
    keys = {
        (item.stem.rsplit(" ", 1)[1], item.key_text)
        for seed in range(6)
        for item in run_generator(
            Timeline(), article, seed=seed, options={"forms": ["first"], "events": 6}, count=1
        )
    }
    assert keys == {("first?", "The Selm tunnel opened."), ("last?", "The Selm tunnel was painted blue.")}


@pytest.mark.parametrize(
    ("sentence", "event"),
    [
        (
            "Ada Kroll won the race for mayor of Brandow in 2010.",
            "Ada Kroll won the race for mayor of Brandow.",
        ),
        ("Ostrail filed a complaint against Brandow in 2015.", "Ostrail filed a complaint against Brandow."),
        ("Ada Kroll opened a ferry to Norrholm on 3 May 2015.", "Ada Kroll opened a ferry to Norrholm."),
        ("Ostrail closed the Karn lane in 2003 after a loss of 40 lamps.", "Ostrail closed the Karn lane."),
    ],
)
def test_date_behind_what_the_verb_brings_about_is_the_verbs(
    make_article: Make, quizapi_tools: Any, sentence: str, event: str
) -> None:
    assert events_of(make_article, quizapi_tools, sentence) == [event]


@pytest.mark.parametrize(
    "text",
    [
        "Ostrail ended its strike after a loss in Norrholm on Monday.",
        "Ostrail fell silent. Ada Kroll signed on, in May.",
        "Indeed, it closed on Monday.",
        "The council opened a ferry on Monday.",
        "News of the fire was reported on Monday.",
    ],
)
def test_what_is_cut_short_vague_or_dated_by_another_is_no_event(
    make_article: Make, quizapi_tools: Any, text: str
) -> None:
    assert find_events(make_article(text, published_on=date(2025, 6, 6)), quizapi_tools) == []


def test_day_of_the_main_clause_does_not_belong_to_after(make_article: Make, quizapi_tools: Any) -> None:
    text = "The Selm tunnel collapsed on Tuesday after Ostrail removed a wall of red brick."
    (found,) = find_sequences(make_article(text), quizapi_tools)
    assert (found.first, found.second) == (
        "Ostrail removed a wall of red brick.",
        "The Selm tunnel collapsed.",
    )


def test_year_of_the_report_itself_is_not_asked(make_article: Make, run_generator: Run) -> None:
    article = make_article("Ostrail sold the Selm tunnel in 2019.", published_on=date(2019, 6, 6))
    with pytest.raises(NothingToAsk):
        run_generator(Timeline(), article, options={"forms": ["when"]})


@pytest.mark.parametrize(
    "sentence",
    [
        "The union criticised the raid in 2015.",
        "The court fined Norbank for trades in 2015.",
        "The court rejected the sale of the bridge in 2015.",
        "Mayor Oda Winter said the bridge opened in 2015.",
        "The bridge will open in 2031.",
        "The bridge did not open in 2015.",
        "The bridge may have opened in 2015.",
        "Ostrail has owned the bridge since 2015.",
        "Ostrail owned the bridge in 2015.",
        "The bridge opened on Monday.",
        "The bridge opened in the 1990s.",
        "The bridge, which opened in 2015, cost four million crowns.",
        "The bridge opened between 2015 and 2017.",
        "The bridge opened before 2015.",
    ],
)
def test_what_the_article_does_not_date_as_an_event_is_no_event(
    make_article: Make, quizapi_tools: Any, sentence: str
) -> None:
    assert events_of(make_article, quizapi_tools, sentence) == []


def test_dates_that_overlap_never_meet(make_article: Make, run_generator: Run) -> None:
    article = make_article(
        "The Selm tunnel opened on 9 July 1987. Ostrail closed the Karn lane in 1987. A fire destroyed "
        "the Norrholm gate on 2 March 1994. In 2003, the city of Brandow sold the tunnel."
    )
    for item in run_generator(Timeline(), article, options={"events": 6}):
        texts = " ".join(option.text for option in item.options)
        assert not ("opened" in texts and "Karn lane" in texts)


def test_one_event_has_no_order(make_article: Make, run_generator: Run) -> None:
    with pytest.raises(NothingToAsk, match="two events"):
        run_generator(
            Timeline(), make_article("The Selm tunnel opened in 1987."), options={"forms": ["order", "pair"]}
        )


def asked(article: AnnotatedArticle, run: Run, form: str) -> list[tuple[str, list[str]]]:
    """Keys with all options, over several seeds."""
    items = [i for seed in range(4) for i in run(Timeline(), article, seed=seed, options={"forms": [form]})]
    return [(item.key_text, [option.text for option in item.options]) for item in items]


def test_of_two_dated_events_the_earlier_is_the_key(make_article: Make, run_generator: Run) -> None:
    article = make_article(
        "The city of Brandow sold the Selm tunnel in 1994. Ostrail closed the Karn gate in 1987."
    )
    found = asked(article, run_generator, "pair")
    assert found
    for key, options in found:
        assert key == "Ostrail closed the Karn gate."
        assert options[-1] == "The article does not tell which came first."
        assert sorted(options[:-1]) == [key, "The city of Brandow sold the Selm tunnel."]


def test_events_of_one_day_have_no_order(make_article: Make, run_generator: Run) -> None:
    article = make_article(
        "Ostrail closed the Karn gate on 3 May 2019. Brandow sold the Selm tunnel on 3 May 2019."
    )
    with pytest.raises(NothingToAsk):
        run_generator(Timeline(), article, options={"forms": ["pair"]})


def test_events_of_one_year_have_no_order(make_article: Make, run_generator: Run) -> None:
    article = make_article(
        "Ostrail closed the Karn gate in 2019. The city of Brandow sold the Selm tunnel on 3 May 2019."
    )
    with pytest.raises(NothingToAsk):
        run_generator(Timeline(), article, options={"forms": ["pair"]})


@pytest.mark.parametrize(
    ("text", "first", "second"),
    [
        (
            "Ostrail closed the Karn lane after a lorry hit the Norrholm gate.",
            "A lorry hit the Norrholm gate.",
            "Ostrail closed the Karn lane.",
        ),
        (
            "Ostrail sold the Norrholm gate before Ada Kroll closed the Karn lane.",
            "Ostrail sold the Norrholm gate.",
            "Ada Kroll closed the Karn lane.",
        ),
        (
            "After losing the race for mayor, Ada Kroll sold her house in Norrholm.",
            "Ada Kroll lost the race for mayor.",
            "Ada Kroll sold her house in Norrholm.",
        ),
        (
            "Ada Kroll sold her house in Norrholm after being elected mayor of Brandow.",
            "Ada Kroll was elected mayor of Brandow.",
            "Ada Kroll sold her house in Norrholm.",
        ),
        (
            "Ostrail closed the lane of the Selm tunnel. Two days later, Ada Kroll opened a new ferry.",
            "Ostrail closed the lane of the Selm tunnel.",
            "Ada Kroll opened a new ferry.",
        ),
        (
            "Ostrail closed the Karn lane of the Selm tunnel. A lorry had destroyed the Norrholm gate.",
            "A lorry destroyed the Norrholm gate.",
            "Ostrail closed the Karn lane of the Selm tunnel.",
        ),
        (
            "Ostrail closed the Karn lane because a lorry hit the Norrholm gate.",
            "A lorry hit the Norrholm gate.",
            "Ostrail closed the Karn lane.",
        ),
        (
            "Ostrail repaired a lorry that had destroyed the Norrholm gate.",
            "A lorry destroyed the Norrholm gate.",
            "Ostrail repaired a lorry.",
        ),
        (
            "Engineer Tomas Veit said Ostrail closed the Karn lane after a lorry hit the gate of Selm.",
            "A lorry hit the gate of Selm.",
            "Ostrail closed the Karn lane.",
        ),
    ],
)
def test_words_that_tell_the_order_settle_it(
    make_article: Make, quizapi_tools: Any, text: str, first: str, second: str
) -> None:
    (found,) = find_sequences(make_article(text), quizapi_tools)
    assert (found.first, found.second) == (first, second)


@pytest.mark.parametrize(
    "text",
    [
        "Ostrail closed the Karn lane before a lorry could hit the Norrholm gate.",
        "Ada Kroll left Brandow before selling her house in Norrholm.",
        "Ostrail never closed the Karn lane after a lorry hit the Norrholm gate.",
        "Ostrail will close the Karn lane after a lorry hit the Norrholm gate.",
        "Ostrail closed the Karn lane after it lost the vote.",
        "“Ostrail closed the Karn lane after a lorry hit the Norrholm gate,” Ada Kroll said.",
        "Ostrail may have closed the Karn lane after a lorry hit the Norrholm gate.",
        "Ostrail owned the Karn lane after a lorry hit the Norrholm gate.",
        "Ada Kroll said Ostrail closed the Karn lane. A lorry had destroyed the Norrholm gate.",
        "Ostrail closed the Karn lane. By May, a lorry had destroyed the Norrholm gate.",
    ],
)
def test_order_that_no_word_settles_is_left_alone(make_article: Make, quizapi_tools: Any, text: str) -> None:
    assert find_sequences(make_article(text), quizapi_tools) == []


def test_pair_is_proven_by_what_tells_its_order(make_article: Make, run_generator: Run) -> None:
    text = "Ostrail closed the Karn lane after a lorry hit the Norrholm gate."
    (item,) = run_generator(Timeline(), make_article(text))
    assert item.key_text == "A lorry hit the Norrholm gate."
    assert [e.text for e in item.evidence] == [text]
    assert "after" in item.explanation


def test_time_of_an_event_is_among_others_in_their_order(make_article: Make, run_generator: Run) -> None:
    article = make_article(
        "Ostrail closed the Karn gate on 3 May 2019. In 2007, the city of Brandow sold the Selm tunnel.",
        published_on=date(2019, 6, 6),
    )
    found = asked(article, run_generator, "when")
    assert {key for key, _ in found} == {"May 3, 2019", "2007"}
    for key, options in found:
        assert options.count(key) == 1
        if key == "2007":
            assert options == sorted(options)
            assert all(int(option) <= 2019 for option in options)


def test_weekday_is_too_small_to_be_asked(make_article: Make, run_generator: Run) -> None:
    article = make_article("Ostrail closed the Karn gate on Monday.", published_on=date(2025, 6, 6))
    with pytest.raises(NothingToAsk):
        run_generator(Timeline(), article, options={"forms": ["when"]})


def test_event_of_a_clause_inside_another_is_told_by_itself(make_article: Make, quizapi_tools: Any) -> None:
    text = "Ada Kroll, who sold the Norrholm gate in 2007, opened a new ferry in 2011."
    assert events_of(make_article, quizapi_tools, text) == [
        "Ada Kroll sold the Norrholm gate.",
        "Ada Kroll opened a new ferry.",
    ]


def test_what_happened_twice_is_no_event(make_article: Make, quizapi_tools: Any) -> None:
    twice = "The Brandow museum opened in 1994. The Brandow museum opened in 2003."
    text = f"{twice} Ada Kroll left Brandow in 1999."
    assert events_of(make_article, quizapi_tools, text) == ["Ada Kroll left Brandow."]


def test_weekdays_are_ordered_by_the_day_of_publication(make_article: Make, run_generator: Run) -> None:
    text = (
        "Ostrail closed the Karn lane of the Selm tunnel on Monday. The city of "
        "Brandow sold its Norrholm gate on Thursday. A storm flooded the Selm tunnel on Wednesday."
    )
    article = make_article(text, published_on=date(2025, 6, 6))
    (item, *_) = run_generator(Timeline(), article, options={"forms": ["order"]})
    assert [text.split()[0] for text in item.key_texts] == ["Ostrail", "A", "The"]
    assert not any("day" in text for text in item.key_texts)
    with pytest.raises(NothingToAsk):
        run_generator(Timeline(), make_article(text))


@pytest.mark.parametrize(
    ("texts", "codes"),
    [
        (("It opened in 1987", "It burned in 1994", "It was sold"), ["order-dated"]),
        (("It opened", "It burned in 1994", "It was sold"), []),
        (("It cost 1,987 crowns", "It is 2000.5 m long", "It was sold for 20001"), []),
    ],
)
def test_years_in_the_options_of_an_order_are_told(texts: tuple[str, ...], codes: list[str]) -> None:
    options = tuple(Option(id, text) for id, text in zip("abc", texts, strict=True))
    item = Item("order", "Put them in order.", ("a", "b", "c"), (), options)
    assert [flaw.code for flaw in DatedOrderCheck().check(item, None, None)] == codes  # type: ignore[arg-type]
    assert not any(flaw.fatal for flaw in DatedOrderCheck().check(item, None, None))  # type: ignore[arg-type]
