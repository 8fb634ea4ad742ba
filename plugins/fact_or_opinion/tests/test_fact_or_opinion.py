"""Fact or opinion: what settles a statement's status, and what every generator promises."""

from collections.abc import Callable
from typing import Any

import pytest
from quizapi_fact_or_opinion import FactOrOpinion
from quizapi_fact_or_opinion.statements import find_statements
from quizapi_fact_or_opinion.wording import is_name

from quizapi.plugin_api import AnnotatedArticle, Item, NothingToAsk
from quizapi.testing import GeneratorContract

Make = Callable[..., AnnotatedArticle]
Run = Callable[..., list[Item]]

TEXT = (
    "The city of Brandow closed its Selm tunnel on 3 May 2019. Ostrail repaired 40 lamps in the northern "
    "lane of the Selm tunnel. The drivers' union Rotor collected 9,000 signatures against a new road.\n\n"
    "Mayor Ada Kroll said the closure of the Selm tunnel was a shameful mistake. Engineer Tomas Veit said "
    "a longer closure would harm the shops of Brandow. Union leader Mira Sand said Brandow should open a "
    "second lane."
)
OPINION = (
    "I have driven through the Selm tunnel for twenty years, and I am tired of it. The closure was a foolish "
    "decision. We must not accept it. Nobody asked us, and nobody asked my neighbours. Our council should "
    "open a second lane at once. I think the mayor, Ada Kroll, knows it. My own street is full of "
    "lorries, and our children cannot cross it. What are we waiting for? “The repair will cost 12 million "
    "crowns,” the engineer Tomas Veit told Radio Brandow. I do not care. We pay our taxes, and we "
    "should be heard."
)


class TestContract(GeneratorContract):
    @pytest.fixture
    def generator(self) -> FactOrOpinion:
        return FactOrOpinion()

    @pytest.fixture
    def article(self, make_article: Make) -> AnnotatedArticle:
        return make_article(TEXT)


def kinds(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those whose kind is settled, not only whose they are."""
    return [(status, source) for status, source in found if status != "said"]


def statuses(make_article: Make, tools: Any, text: str) -> list[tuple[str, str]]:
    return [(s.status, s.source) for s in find_statements(make_article(text), tools)]


def test_facts_views_and_forecasts_are_told_apart_with_their_sources(
    make_article: Make, quizapi_tools: Any
) -> None:
    found = statuses(make_article, quizapi_tools, TEXT)
    assert ("opinion", "Ada Kroll") in found
    assert ("prediction", "Tomas Veit") in found
    assert ("opinion", "Mira Sand") in found
    assert found.count(("fact", "")) >= 2
    assert len(found) <= 6


def test_key_says_what_the_statement_is_and_whose(make_article: Make, run_generator: Run) -> None:
    items = run_generator(FactOrOpinion(), make_article(TEXT), options={"forms": ["status"]})
    keys = {item.stem.split("? ", 1)[1]: item.key_text for item in items}
    assert keys["“The closure of the Selm tunnel was a shameful mistake.”"] == "An opinion held by a source"
    assert keys["“A longer closure will harm the shops of Brandow.”"] == "A prediction made by a source"
    assert "A fact that the article itself reports" in keys.values()
    for item in items:
        assert item.stem.startswith("According to the article, ")
        assert len(item.options) == 4


@pytest.mark.parametrize(
    ("sentence", "sign"),
    [
        ("“I think Brandow closed the Selm tunnel without a plan,” Mayor Ada Kroll said.", "I think"),
        (
            "“In Ostrail we think Brandow closed the Selm tunnel without a plan,” Mayor Ada Kroll said.",
            "we think",
        ),
        ("“We should open the eastern lane of the Selm tunnel,” Mayor Ada Kroll said.", "should"),
        ("“The lamps of the Selm tunnel are too dim,” Mayor Ada Kroll said.", "too dim"),
        (
            "“The plan for the Selm tunnel is late and very disappointing,” Mayor Ada Kroll said.",
            "disappointing",
        ),
    ],
)
def test_view_in_the_words_of_its_source_is_an_opinion(
    make_article: Make, quizapi_tools: Any, sentence: str, sign: str
) -> None:
    (found,) = find_statements(make_article(sentence), quizapi_tools)
    assert (found.status, found.source, found.sign) == ("opinion", "Ada Kroll", sign)
    assert found.text.strip(".") in sentence
    assert found.in_first_person is bool({"I", "We", "we"} & set(found.text.split()))


def test_of_one_view_one_is_asked_and_more_of_its_kind_are_not(
    make_article: Make, run_generator: Run
) -> None:
    article = make_article(
        "Mayor Ada Kroll said the closure of the Selm tunnel was a shameful mistake.\n\n"
        "Union leader Mira Sand said Brandow should open the eastern lane of Karn bridge."
    )
    (item,) = run_generator(FactOrOpinion(), article, options={"forms": ["status"]})
    assert item.key_text == "An opinion held by a source"


def test_no_set_of_facts_holds_words_of_a_speaker_about_himself(
    make_article: Make, quizapi_tools: Any, run_generator: Run
) -> None:
    article = make_article(
        TEXT + "\n\n“I think the drivers of Brandow deserve a better road,” said Ostrail's Otto Wray."
    )
    assert any(s.in_first_person for s in find_statements(article, quizapi_tools))
    items = [
        i
        for n in range(6)
        for i in run_generator(FactOrOpinion(), article, seed=n, options={"forms": ["facts"]})
    ]
    assert items and not any("I think" in option.text for item in items for option in item.options)


def test_evidence_of_a_view_names_its_source(make_article: Make, run_generator: Run) -> None:
    items = run_generator(FactOrOpinion(), make_article(TEXT), options={"forms": ["status"]})
    views = [item for item in items if "source" in item.key_text]
    assert views
    for item in views:
        (name,) = [n for n in ("Ada Kroll", "Tomas Veit", "Mira Sand") if n in item.explanation]
        assert any(name in evidence.text for evidence in item.evidence)


def test_set_of_facts_has_all_of_them_in_the_key(make_article: Make, run_generator: Run) -> None:
    items = run_generator(FactOrOpinion(), make_article(TEXT), options={"forms": ["facts"]})
    assert items
    for item in items:
        assert not any("mistake" in text or "will" in text or "should" in text for text in item.key_texts)
        assert all("mistake" in o.text or "will" in o.text or "should" in o.text for o in item.distractors)


def test_author_of_an_opinion_piece_has_opinions_and_reports_no_fact(
    make_article: Make, quizapi_tools: Any
) -> None:
    article = make_article(OPINION)
    assert article.annotations.genre == "opinion"
    found = {s.status for s in find_statements(article, quizapi_tools)}
    assert "author" in found
    assert "fact" not in found


@pytest.mark.parametrize(
    "sentence",
    [
        "Mayor Ada Kroll said the city must file the report by May.",
        "Mayor Ada Kroll said the lane should open by Friday.",
        "Mayor Ada Kroll said she would close the Selm tunnel.",
        "“We will close the Selm tunnel in the autumn,” Mayor Ada Kroll said.",
        "Mayor Ada Kroll said the Selm tunnel would close if Ostrail left Brandow.",
        "They said the closure of the Selm tunnel was a shameful mistake.",
        "Ostrail may have repaired the Selm tunnel in May.",
        "The Selm tunnel reportedly closed on 3 May 2019.",
        "Ostrail repaired the Selm tunnel, the city of Brandow said.",
        "Ostrail did not repair the Selm tunnel.",
        "It closed again.",
        "Minister Ada Kroll said Brandow would do well to close the Selm tunnel.",
        "Minister Ada Kroll said Brandow would not open the Selm tunnel until Ostrail left.",
        "The Selm tunnel offered Brandow a tremendous sight.",
        "Who closed the Selm tunnel?",
        "“I think the council of Brandow will close the Selm tunnel,” Mayor Ada Kroll said.",
        "“I feel sorry for the drivers of Brandow,” Mayor Ada Kroll said.",
        "“I think that he closed the Selm tunnel,” Mayor Ada Kroll said.",
        "“Some pupils of Brandow are too young to vote,” Mayor Ada Kroll said.",
        "How a fire at Brandow emptied the Selm tunnel",
        # a figure of speech, a state, a judgement in an adjective: no plain facts
        "Ostrail took repeated swipes at Brandow.",
        "Ostrail sought to calm the drivers of Brandow.",
        "Ostrail proved popular in Brandow.",
        "Ostrail became a forceful voice in Brandow.",
        "The 19th century brought Brandow a railway.",
        "Ostrail is at 20 percent.",
        # says nothing, of what, whose, or is torn
        "“You have to be able to adapt and should,” Mayor Ada Kroll said.",
        "The margin of error is 5 percent.",
        "Ada Kroll said Tomas Veit should drop his plan for Brandow.",
        "Ostrail repaired 40 lamps” in Brandow.",
        "Ostrail pulled almost 70 percent in Brandow and Norrholm.",
        "Ostrail won in Brandow, 4-2.",
        "“The toll of the Selm tunnel will make you poor in Brandow,” Mayor Ada Kroll said.",
        "“Your plan for the Selm tunnel of Brandow is a mistake,” Mayor Ada Kroll said.",
        # nothing tells which
        "The council of Brandow closed the lane.",
        "Mayor Ada Kroll said the closure was a shameful mistake.",
        # must, and did not
        "Ada Kroll said the Selm tunnel would have to fall into decay.",
        "Ada Kroll said the Selm tunnel would have collapsed.",
    ],
)
def test_what_no_word_settles_is_left_alone(make_article: Make, quizapi_tools: Any, sentence: str) -> None:
    assert kinds(statuses(make_article, quizapi_tools, sentence)) == []


def test_statement_made_twice_with_another_status_is_left_alone(
    make_article: Make, quizapi_tools: Any
) -> None:
    text = (
        "Ostrail closed the eastern lane of the Selm tunnel on 3 May 2019.\n\n"
        "The engineer Tomas Veit said Ostrail would close the eastern lane of the Selm tunnel."
    )
    assert statuses(make_article, quizapi_tools, text) == []


def test_article_of_facts_alone_gives_nothing_to_tell_apart(make_article: Make, run_generator: Run) -> None:
    with pytest.raises(NothingToAsk, match="facts"):
        run_generator(FactOrOpinion(), make_article("Ostrail repaired 40 lamps in Brandow on 3 May 2019."))


@pytest.mark.parametrize(
    ("sentence", "status", "source"),
    [
        ("A resident said the closure of the Selm tunnel was a shameful mistake.", "opinion", "a resident"),
        (
            "Ostrail repaired 40 lamps in the Selm tunnel, engineers of Brandow said.",
            "claim",
            "engineers of Brandow",
        ),
        ("Ada Kroll said the Selm tunnel is the best road in Brandow.", "opinion", "Ada Kroll"),
        ("Mayor Ada Kroll said it is clear that Brandow needs a new bridge.", "opinion", "Ada Kroll"),
        (
            "“Brandow deserves a better road than the Selm tunnel,” Mayor Ada Kroll said.",
            "opinion",
            "Ada Kroll",
        ),
        (
            "“The Selm tunnel is going to lose half of its drivers,” Ada Kroll said.",
            "prediction",
            "Ada Kroll",
        ),
        (
            "The engineer Tomas Veit predicted Ostrail would close the Selm tunnel.",
            "prediction",
            "Tomas Veit",
        ),
        ("Ada Kroll said the lamps of the Selm tunnel come from a factory in Norrholm.", "said", "Ada Kroll"),
    ],
)
def test_sources_and_kinds_of_what_is_said(
    make_article: Make, quizapi_tools: Any, sentence: str, status: str, source: str
) -> None:
    assert statuses(make_article, quizapi_tools, sentence) == [(status, source)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Ada Kroll said the city would close the Selm tunnel.",
        "Ada Kroll announced that the Selm tunnel would cost Brandow 12 million crowns.",
        "Ada Kroll said her plan for the Selm tunnel would change Brandow.",
    ],
)
def test_plan_or_promise_is_no_prediction(make_article: Make, quizapi_tools: Any, sentence: str) -> None:
    assert "prediction" not in [status for status, _ in statuses(make_article, quizapi_tools, sentence)]


def test_figure_is_a_fact_in_any_tense(make_article: Make, quizapi_tools: Any) -> None:
    text = "The Selm tunnel of Brandow has 40 lamps. The lamps of the Selm tunnel light the road to Norrholm."
    assert statuses(make_article, quizapi_tools, text) == [("fact", "")]


def test_account_that_goes_on_from_a_source_is_no_fact(make_article: Make, quizapi_tools: Any) -> None:
    text = "Mayor Ada Kroll said Ostrail left Brandow. The company Ostrail repaired 40 lamps in Norrholm."
    assert "fact" not in [status for status, _ in statuses(make_article, quizapi_tools, text)]


def test_whose_offers_the_report_itself_and_others_of_the_article(
    make_article: Make, run_generator: Run
) -> None:
    items = [
        item
        for seed in range(4)
        for item in run_generator(
            FactOrOpinion(), make_article(TEXT), seed=seed, options={"forms": ["whose"]}
        )
    ]
    keys = {item.key_text for item in items}
    assert {"Tomas Veit", "The report itself"} <= keys
    for item in items:
        texts = [option.text for option in item.options]
        assert texts[0] == "The report itself"
        assert set(texts[1:]) <= {"Ada Kroll", "Tomas Veit", "Mira Sand", "Rotor", "Ostrail"}
        asked, quoted = item.stem.split("“", 1)
        as_it_stands = quoted.rstrip("”").rstrip(".")[1:] in TEXT
        assert asked.endswith("the following? " if as_it_stands else "in these or similar words? ")
        assert not any(text.split()[-1] in quoted for text in texts[1:])


def test_who_she_is_stands_in_the_evidence(make_article: Make, run_generator: Run) -> None:
    article = make_article(
        "Mayor Ada Kroll opened a bridge in Brandow.\n\n“Brandow deserves a better road to Selm,” she said."
    )
    items = run_generator(FactOrOpinion(), article, options={"forms": ["status"]})
    assert items
    for item in items:
        assert any("Ada Kroll" in e.text for e in item.evidence)


def test_options_of_kinds_name_nobody(make_article: Make, run_generator: Run) -> None:
    items = run_generator(FactOrOpinion(), make_article(TEXT), options={"forms": ["status"]})
    names = {word for item in items for option in item.options for word in option.text.split()[1:]}
    assert items and not any(word[0].isupper() for word in names)


def test_forecast_is_quoted_in_the_words_of_its_day(make_article: Make, quizapi_tools: Any) -> None:
    article = make_article("The engineer Tomas Veit said a longer closure would harm the shops of Brandow.")
    (found,) = find_statements(article, quizapi_tools)
    assert (found.text, found.sign) == ("A longer closure will harm the shops of Brandow.", "would")


def test_condition_is_quoted_as_it_stands(make_article: Make, quizapi_tools: Any) -> None:
    text = "The engineer Tomas Veit said a longer closure would harm the shops of Brandow if Ostrail stayed."
    (found,) = find_statements(make_article(text), quizapi_tools)
    assert (found.status, " would " in found.text) == ("said", True)


def test_source_without_a_name_never_meets_one_with_a_name(make_article: Make, run_generator: Run) -> None:
    article = make_article(
        "Two residents of Selm said Brandow has too few bridges for its lorries.\n\n"
        "Mayor Ada Kroll said the lamps of the Selm tunnel come from a factory in Norrholm.\n\n"
        "The engineer Tomas Veit said the walls of the Selm tunnel are of red brick.\n\n"
        "Drivers from Norrholm said Ostrail hires drivers of old lorries."
    )
    items = [
        item
        for seed in range(4)
        for item in run_generator(FactOrOpinion(), article, seed=seed, options={"forms": ["whose"]})
    ]
    shown = [{option.text for option in item.options[1:]} for item in items]
    assert {"Ada Kroll", "Tomas Veit"} in shown
    assert {"Two residents of Selm", "Drivers from Norrholm"} in shown
    assert all(len(texts & {"Ada Kroll", "Tomas Veit"}) in (0, len(texts)) for texts in shown)


def test_words_that_name_their_source_do_not_ask_for_it(make_article: Make, run_generator: Run) -> None:
    article = make_article(
        "Engineers of Ostrail said the lamps of Ostrail come from a factory in Karn.\n\n"
        "Two residents of Selm said Brandow has too few bridges for its lorries.\n\n"
        "Drivers from Norrholm said Ostrail hires drivers of old lorries."
    )
    keys = {
        item.key_text
        for seed in range(4)
        for item in run_generator(FactOrOpinion(), article, seed=seed, options={"forms": ["whose"]})
    }
    assert keys == {"Two residents of Selm", "Drivers from Norrholm"}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ada Kroll", True),
        ("the Harbour Board", True),
        ("Bill de Selm", True),
        ("Army Capt.", False),
        ("Kroll 46 percent to", False),
        ("Rotor Union, Ostrail", False),
        ("Pe\u00c3\u00b1a Nieto", False),
    ],
)
def test_what_is_no_whole_name_is_no_option(text: str, named: bool) -> None:
    assert is_name(text) is named
