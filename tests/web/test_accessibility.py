"""axe-core on every page and state: WCAG 2.2, levels A and AA."""

from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from playwright.sync_api import BrowserContext, Page

from quizapi.web.attempts.tokens import cookie_of
from tests.web.axe import DESKTOP, LOOKS, MODES, PHONE, faults_of_page, violations
from tests.web.conftest import Watch
from tests.web.pages import Shown, all_pages, empty_pages
from tests.web.site import Site, Teacher

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
}
#: Pages that answer with an error on purpose.
STATUSES = {401, 404, 422}


@pytest.fixture(scope="module")
def pages(site: Site) -> tuple[Teacher, list[Shown]]:
    """The pages of a teacher with content."""
    teacher = site.teacher()
    return teacher, all_pages(teacher)


def open_shown(context: BrowserContext, site: Site, shown: Shown) -> Page:
    """Open the page as the one who sees it."""
    if shown.attempt is not None:
        with site.app.app_context():
            name = cookie_of(shown.attempt["id"])
        context.add_cookies([site.cookie(name, shown.attempt["token"])])  # type: ignore[list-item]
    page = context.new_page()
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
    signed_in = open_context(teacher, **{"viewport": DESKTOP, **MODES[mode]})
    faults = []
    for shown in pages:
        context = signed_in if shown.as_teacher else open_context(**{"viewport": DESKTOP, **MODES[mode]})
        page = open_shown(context, site, shown)
        faults += faults_of_page(page, axe, what=f"{shown.name} ({mode})", rules=rules)
        page.close()
    return "\n".join(faults)


def test_no_page_breaks_a_rule(
    pages: tuple[Teacher, list[Shown]],
    site: Site,
    open_context: Callable[..., BrowserContext],
    axe_source: str,
    watch: Watch,
) -> None:
    watch.expected_statuses = STATUSES
    teacher, shown = pages
    assert faults_of("light", shown, teacher, site, open_context, axe_source) == ""


def test_pages_on_a_phone_in_the_dark_fit_and_have_contrast(
    pages: tuple[Teacher, list[Shown]],
    site: Site,
    open_context: Callable[..., BrowserContext],
    axe_source: str,
    watch: Watch,
) -> None:
    watch.expected_statuses = STATUSES
    teacher, shown = pages
    typical = [page for page in shown if page.name in TYPICAL]
    assert len(typical) == len(TYPICAL)
    assert faults_of("phone-dark", typical, teacher, site, open_context, axe_source, LOOKS) == ""


def test_pages_in_german_fit_on_a_phone(
    pages: tuple[Teacher, list[Shown]],
    site: Site,
    open_context: Callable[..., BrowserContext],
    watch: Watch,
) -> None:
    """Words are longer there; what is pressed and typed for a page's state is left out, it is in English."""
    watch.expected_statuses = STATUSES
    teacher, shown = pages
    signed_in = open_context(teacher, viewport=PHONE, locale="de-DE")
    wide = []
    for one in (page for page in shown if page.name in TYPICAL):
        context = signed_in if one.as_teacher else open_context(viewport=PHONE, locale="de-DE")
        page = open_shown(context, site, replace(one, prepare=None))
        assert page.evaluate("document.documentElement.lang") == "de"
        if page.evaluate("document.documentElement.scrollWidth > innerWidth"):
            wide.append(one.name)
        page.close()
    assert wide == []


@pytest.mark.long
@pytest.mark.parametrize("mode", ["dark", "forced", "forced-dark", "phone", "phone-dark"])
def test_no_page_breaks_a_rule_in_other_modes(
    mode: str,
    pages: tuple[Teacher, list[Shown]],
    site: Site,
    open_context: Callable[..., BrowserContext],
    axe_source: str,
    watch: Watch,
) -> None:
    watch.expected_statuses = STATUSES
    teacher, shown = pages
    assert faults_of(mode, shown, teacher, site, open_context, axe_source) == ""


def test_empty_pages_break_no_rule(
    site: Site, teacher: Teacher, open_context: Callable[..., BrowserContext], axe_source: str
) -> None:
    assert faults_of("light", empty_pages(), teacher, site, open_context, axe_source) == ""


@pytest.mark.parametrize("name", ["review", "answering", "article", "results", "publish"])
def test_right_to_left_pages_fit_and_break_no_rule(
    name: str,
    pages: tuple[Teacher, list[Shown]],
    site: Site,
    open_context: Callable[..., BrowserContext],
    axe_source: str,
) -> None:
    teacher, all_shown = pages
    shown = next(page for page in all_shown if page.name == name)
    for viewport in (DESKTOP, PHONE):
        page = open_shown(open_context(teacher, viewport=viewport), site, shown)
        page.evaluate("document.documentElement.dir = 'rtl'")
        assert not violations(page, axe_source, what=name)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
