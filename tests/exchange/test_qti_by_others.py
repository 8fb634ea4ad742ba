"""QTI as others read it: rendered and scored in a browser by qti-components, and taken down to 2.1."""

import io
import os
import zipfile
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from playwright.sync_api import Browser, Locator, Page, Playwright
from qti_convert import downgrade_package, upgrade_package

from quizapi.domain import Evidence, Item, Option, Span
from quizapi.exchange.formats import About, Entry
from quizapi.exchange.packages import pack
from quizapi.exchange.qti.reading import read_qti
from quizapi.exchange.qti.writing import write_qti3, write_qti21
from tests.exchange.builders import entries, meaning
from tests.exchange.node import module
from tests.exchange.test_qti import sorted_parts, squeezed

CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
ABOUT = About("Rates & banks", quiz_id="q1")
TEXTS = ("Ann <b>bold</b> & {{x}}", "שלום עולם", "√2 ≠ ½ 👩🏽‍🚒\nx = {1: 2}")
OPTIONS = tuple(Option(id, text) for id, text in zip("abc", TEXTS, strict=True))
EVIDENCE = (Evidence(Span(0, 9), "It was <Bo>."),)


def package(write: Callable[..., Any], *items: Item) -> dict[str, str]:
    """The files of a package by name."""
    data = write([Entry(str(n), item) for n, item in enumerate(items)], ABOUT).data
    with zipfile.ZipFile(io.BytesIO(data)) as files:
        return {name: files.read(name).decode() for name in files.namelist()}


class Player:
    """An item in a browser, shown by qti-components, answered with mouse and keys."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.faults: list[str] = []
        page.on("pageerror", lambda error: self.faults.append(str(error)))
        page.on("console", lambda said: self.faults.append(said.text) if said.type == "error" else None)
        page.on("request", lambda request: self.faults.append(request.url))
        page.set_default_timeout(10_000)

    def show(self, item: Item) -> None:
        self.page.set_content("<qti-item><item-container></item-container></qti-item>")
        self.page.add_script_tag(path=module("@citolab/qti-components/cdn/index.global.js"))
        xml = package(write_qti3, item)["items/ITEM-0.xml"]
        self.page.evaluate("xml => { document.querySelector('item-container').itemXML = xml }", xml)
        self.page.locator("qti-item-body").wait_for(state="attached")

    def part(self, identifier: str) -> Locator:
        return self.page.locator(f"[identifier={identifier}]").first

    def drag(self, identifier: str, to: Locator) -> None:
        before = self.response()
        self.part(identifier).drag_to(to)
        self._until(f"JSON.stringify(item.getResponse('RESPONSE').value) !== {before!r}")

    def response(self) -> str:
        return str(self._of_item("JSON.stringify(item.getResponse('RESPONSE').value)"))

    def score(self) -> float:
        """What the item's own processing gives for what was answered."""
        self._of_item("item.processResponse()")
        self._until("item.getOutcome('FEEDBACK').value === 'EXPLANATION'")
        return float(self._of_item("item.getOutcome('SCORE').value"))

    def shown(self) -> str:
        return " ".join(self.page.locator("qti-item-body").inner_text().split())

    def _of_item(self, expression: str) -> Any:
        found = "document.querySelector('item-container').shadowRoot.querySelector('qti-assessment-item')"
        return self.page.evaluate(f"() => {{ const item = {found}; return {expression} }}")

    def _until(self, expression: str) -> None:
        found = "document.querySelector('item-container').shadowRoot.querySelector('qti-assessment-item')"
        self.page.wait_for_function(f"() => {{ const item = {found}; return {expression} }}")


def choose(*identifiers: str) -> Callable[[Player], None]:
    def answer(player: Player) -> None:
        for identifier in identifiers:
            player.part(identifier).click()

    return answer


def write(text: str) -> Callable[[Player], None]:
    def answer(player: Player) -> None:
        line = player.page.locator("qti-text-entry-interaction input")
        line.press_sequentially(text)
        line.press("Tab")

    return answer


def put_in_order(*identifiers: str) -> Callable[[Player], None]:
    def answer(player: Player) -> None:
        for place, identifier in enumerate(identifiers):
            player.drag(identifier, player.page.locator("qti-order-interaction drop-list").nth(place))

    return answer


def join(*pairs: tuple[str, str]) -> Callable[[Player], None]:
    def answer(player: Player) -> None:
        for left, right in pairs:
            player.drag(left, player.part(right))

    return answer


CHOICE = Item("choice", "Who?", ("b",), EVIDENCE, OPTIONS, explanation="Says <i>the</i> article.")
MULTIPLE = Item("multiple", "Which & <which>?", ("a", "c"), (), OPTIONS)
TRUE_FALSE = Item("true_false", "Is it?\nReally?", False, ())
ORDER = Item("order", "When?", ("b", "c", "a"), (), OPTIONS)
RIGHTS = tuple(Option(str(n), f"Part {n}") for n in (1, 2, 3))
MATCH = Item("match", "Pairs", (("a", "2"), ("b", "1"), ("c", "1")), (), OPTIONS, RIGHTS)
TEXT = Item("text", "Name?", "Bo's 1:1 = {x}", (), accepted=("Bob",))
CASES: list[tuple[Item, Callable[[Player], None], float]] = [
    (CHOICE, choose("OPTION_2"), 1),
    (CHOICE, choose("OPTION_1"), 0),
    (MULTIPLE, choose("OPTION_1", "OPTION_3"), 1),
    (MULTIPLE, choose("OPTION_1"), 0.5),
    (MULTIPLE, choose("OPTION_1", "OPTION_2", "OPTION_3"), 0.5),
    (MULTIPLE, choose("OPTION_2"), 0),
    (TRUE_FALSE, choose("FALSE"), 1),
    (TRUE_FALSE, choose("TRUE"), 0),
    (ORDER, put_in_order("OPTION_2", "OPTION_3", "OPTION_1"), 1),
    (ORDER, put_in_order("OPTION_1", "OPTION_2", "OPTION_3"), 0),
    (MATCH, join(("LEFT_1", "RIGHT_2"), ("LEFT_2", "RIGHT_1"), ("LEFT_3", "RIGHT_1")), 1),
    (MATCH, join(("LEFT_1", "RIGHT_2"), ("LEFT_2", "RIGHT_3"), ("LEFT_3", "RIGHT_3")), 1 / 3),
    (MATCH, join(("LEFT_1", "RIGHT_1"), ("LEFT_2", "RIGHT_2"), ("LEFT_3", "RIGHT_3")), 0),
    (TEXT, write("Bo's 1:1 = {x}"), 1),
    (TEXT, write("bob"), 1),
    (TEXT, write("Bobby"), 0),
    (CHOICE, lambda player: None, 0),
    (MULTIPLE, lambda player: None, 0),
    (TEXT, lambda player: None, 0),
]


@pytest.fixture(scope="module")
def browser(playwright: Playwright) -> Iterator[Browser]:
    running = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
    yield running
    running.close()


@pytest.fixture
def player(browser: Browser) -> Iterator[Player]:
    page = browser.new_page()
    yield Player(page)
    page.close()


@pytest.mark.parametrize(
    ("item", "answer", "score"),
    CASES,
    ids=[f"{item.interaction}-{score:.2f}-{n}" for n, (item, _, score) in enumerate(CASES)],
)
def test_answers_are_shown_and_scored(
    player: Player, item: Item, answer: Callable[[Player], None], score: float
) -> None:
    player.show(item)
    for text in (item.stem, *(option.text for option in (*item.options, *item.matches))):
        assert " ".join(text.split()) in player.shown()
    answer(player)
    assert player.score() == pytest.approx(score, abs=1e-3)  # this reader rounds to 3 places
    if item.explanation:
        feedback = " ".join(player.page.locator("qti-modal-feedback").inner_text().split())
        assert item.explanation in feedback
        assert f"“{item.evidence[0].text}”" in feedback
    assert player.faults == []


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(given_entries=entries())
def test_package_of_3_is_taken_down_to_21_without_loss(given_entries: list[Entry]) -> None:
    result = downgrade_package(write_qti3(given_entries, ABOUT).data)
    assert [warning.code for warning in result.warnings] == []
    assert_same_items(result.files, given_entries)


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(given_entries=entries())
def test_package_of_21_is_taken_up_to_3_without_loss(given_entries: list[Entry]) -> None:
    result = upgrade_package(write_qti21(given_entries, ABOUT).data)
    assert_same_items(result.files, given_entries)


def assert_same_items(files: Any, given_entries: list[Entry]) -> None:
    members = [(n, c.encode() if isinstance(c, str) else c) for n, c in files.items()]
    found = read_qti(pack(members))
    assert not found.skipped
    got = [sorted_parts(meaning(item, squeezed)) for item in found.items]
    assert got == [sorted_parts(meaning(entry.item, squeezed)) for entry in given_entries]
    for item, entry in zip(found.items, given_entries, strict=True):
        assert squeezed(item.explanation).startswith(squeezed(entry.item.explanation))


def test_taken_down_package_is_what_is_written_as_21() -> None:
    items = (CHOICE, MULTIPLE, TRUE_FALSE, ORDER, MATCH, TEXT)
    ours = package(write_qti21, *items)
    data = write_qti3([Entry(str(n), item) for n, item in enumerate(items)], ABOUT).data
    theirs = downgrade_package(data).files
    assert set(theirs) == set(ours)
    for name, text in theirs.items():
        assert "qti-" not in str(text), name
        assert "imsqtiasi_v3p0" not in str(text), name
