"""axe-core on every page and state: WCAG 2.2, levels A and AA."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page

from quizapi.web.attempts.tokens import cookie_of
from tests.web.axe import DESKTOP, LOOKS, MODES, PHONE, faults_of_page
from tests.web.conftest import Watch
from tests.web.pages import Shown, all_pages, empty_pages
from tests.web.site import Site, Teacher
from tests.web.states import more_states

#: Pages that have between them all parts of the design.
TYPICAL = {
    "front",
    "join a timed quiz",
    "article",
    "new quiz",
    "review",
    "edit item",
    "publish",
    "assignment",
    "students",
    "results",
    "statistics",
    "answering",
    "answering, judged",
    "before handing in",
    "result",
    "answering, no connection",
    "answering, long names",
    "assignment of a long word",
    "publish refused",
}
#: Pages that answer with an error on purpose.
STATUSES = {401, 404, 422}


@pytest.fixture
def lenient_watch(watch: Watch) -> Watch:
    """Without the errors that some states are about."""
    watch.expected_statuses = STATUSES
    watch.offline_is_expected = True
    return watch


@pytest.fixture(scope="module")
def pages(site: Site) -> tuple[Teacher, list[Shown]]:
    """The pages of a teacher with content, in all of their states."""
    teacher = site.teacher()
    return teacher, [*all_pages(teacher), *more_states(teacher)]


class Visitors:
    """The teacher, a student and somebody else, each in a browser profile and a page of their own."""

    def __init__(
        self,
        site: Site,
        teacher: Teacher,
        open_context: Callable[..., BrowserContext],
        axe: str,
        **looks: Any,
    ) -> None:
        self._site = site
        contexts = [open_context(who, **{"viewport": DESKTOP, **looks}) for who in (teacher, None, None)]
        for context in contexts:
            context.add_init_script(axe)
        self._teacher, self._student, self._anybody = (context.new_page() for context in contexts)

    def show(self, shown: Shown) -> Page:
        """The page as the one who sees it."""
        page = self._teacher if shown.as_teacher else self._student if shown.attempt else self._anybody
        page.context.set_offline(False)
        if shown.attempt is not None:
            with self._site.app.app_context():
                name = cookie_of(shown.attempt["id"])
            page.context.add_cookies([self._site.cookie(name, shown.attempt["token"])])  # type: ignore[list-item]
        page.goto(shown.path)
        if shown.prepare is not None:
            shown.prepare(page)
        return page


def faults_of(
    mode: str,
    pages: list[Shown],
    teacher: Teacher,
    site: Site,
    open_context: Callable[..., BrowserContext],
    axe: str,
    rules: Sequence[str] = (),
) -> str:
    """What is wrong with those pages in that mode, one line each."""
    visitors = Visitors(site, teacher, open_context, axe, **MODES[mode])
    faults = []
    for shown in pages:
        page = visitors.show(shown)
        if mode.startswith("rtl"):
            page.evaluate("document.documentElement.dir = 'rtl'")
        faults += faults_of_page(page, what=f"{shown.name} ({mode})", rules=rules)
    return "\n".join(faults)


def test_no_page_breaks_a_rule(
    pages: tuple[Teacher, list[Shown]],
    site: Site,
    open_context: Callable[..., BrowserContext],
    axe_source: str,
    lenient_watch: Watch,
) -> None:
    teacher, shown = pages
    assert faults_of("light", shown, teacher, site, open_context, axe_source) == ""


def test_pages_on_a_phone_in_the_dark_fit_and_have_contrast(
    pages: tuple[Teacher, list[Shown]],
    site: Site,
    open_context: Callable[..., BrowserContext],
    axe_source: str,
    lenient_watch: Watch,
) -> None:
    teacher, shown = pages
    typical = [page for page in shown if page.name in TYPICAL]
    assert len(typical) == len(TYPICAL)
    assert faults_of("phone-dark", typical, teacher, site, open_context, axe_source, LOOKS) == ""


def test_pages_in_german_fit_on_a_phone(
    pages: tuple[Teacher, list[Shown]],
    site: Site,
    open_context: Callable[..., BrowserContext],
    lenient_watch: Watch,
) -> None:
    """Words are longer there; what is pressed and typed for a page's state is left out, it is in English."""
    teacher, shown = pages
    visitors = Visitors(site, teacher, open_context, "", viewport=PHONE, locale="de-DE")
    wide = []
    for one in (page for page in shown if page.name in TYPICAL):
        page = visitors.show(replace(one, prepare=None))
        assert page.evaluate("document.documentElement.lang") == "de"
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(one.name)
    assert wide == []


@pytest.mark.long
@pytest.mark.parametrize("mode", sorted({*MODES} - {"light"}))
def test_no_page_breaks_a_rule_in_other_modes(
    mode: str,
    pages: tuple[Teacher, list[Shown]],
    site: Site,
    open_context: Callable[..., BrowserContext],
    axe_source: str,
    lenient_watch: Watch,
) -> None:
    teacher, shown = pages
    assert faults_of(mode, shown, teacher, site, open_context, axe_source) == ""


def test_empty_pages_break_no_rule(
    site: Site, teacher: Teacher, open_context: Callable[..., BrowserContext], axe_source: str
) -> None:
    assert faults_of("light", empty_pages(), teacher, site, open_context, axe_source) == ""


def test_right_to_left_pages_fit_and_break_no_rule(
    pages: tuple[Teacher, list[Shown]],
    site: Site,
    open_context: Callable[..., BrowserContext],
    axe_source: str,
    lenient_watch: Watch,
) -> None:
    teacher, shown = pages
    mirrored = [
        page for page in shown if page.name in {"review", "answering", "article", "results", "publish"}
    ]
    assert len(mirrored) == 5
    for mode in ("rtl", "rtl-phone"):
        assert faults_of(mode, mirrored, teacher, site, open_context, axe_source, LOOKS) == ""
