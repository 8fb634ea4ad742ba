"""Every text goes through the catalogues, and a second language is whole."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po
from flask.testing import FlaskClient
from jinja2 import Environment, nodes
from playwright.sync_api import expect

from quizapi.reading.cleaning import clean_article
from quizapi.services.item_shapes import ItemInvalid, check_shape
from quizapi.web.languages.catalogues import LANGUAGES, catalogue_path, script_catalogue
from quizapi.web.languages.elsewhere import translated
from quizapi.web.languages.extracting import PAGE_ROOMS, PAGES, gather, template_path
from quizapi.web.wording import day, duration, moment, number, percent, points
from tests.web.answering import answer_all, join
from tests.web.conftest import OpenPage
from tests.web.site import CONTENT, FIXTURES, SAMPLE, Site, Teacher

OTHERS = [language for language in LANGUAGES if language != "en"]
#: The reference of the API is for programmers, in the API's own language.
TEMPLATES = sorted(path for room in PAGE_ROOMS for path in room.rglob("*.html") if path.parent.name != "docs")
#: Names, keys of a keyboard and formats, which are the same in every language.
NOT_WORDS = re.compile(r"\b(?:Quizapi|XLSX|CSV)\b|\b[A-Z]\b")
SPOKEN = {"aria-label", "placeholder", "title", "alt"}
EXPRESSION = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)


class _Texts(HTMLParser):
    """What a page says by itself: its text and its spoken attributes."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_data(self, data: str) -> None:
        self.found.append(data)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value or "" for name, value in attrs if name in SPOKEN]


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_no_template_has_a_text_of_its_own(path: Path) -> None:
    source = path.read_text()
    parser = _Texts()
    parser.feed(_without_expressions(source))
    bare = [text.strip() for text in parser.found if re.search(r"[A-Za-z]{2}", NOT_WORDS.sub("", text))]
    assert bare == []
    assert list(_bare_constants(source)) == []


def _without_expressions(source: str) -> str:
    # A block's own name and what chooses a class are no texts; inner blocks that only hold a class go whole.
    source = re.sub(r"\{% block (?:body|main)_class %\}.*?\{% endblock %\}", "", source, flags=re.DOTALL)
    # A macro that writes attributes has no element of its own to read them in.
    source = re.sub(r"\{% macro described.*?endmacro %\}", "", source, flags=re.DOTALL)
    return EXPRESSION.sub("", source)


def _bare_constants(source: str) -> Iterator[str]:
    """Words written into expressions without a call of gettext around them."""
    environment = Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
    for output in environment.parse(source).find_all(nodes.Output):
        for node in output.nodes:
            yield from _constants(node)


def _constants(node: nodes.Node) -> Iterator[str]:
    if isinstance(node, nodes.Call) and getattr(node.node, "name", "") in ("_", "ngettext", "url_for"):
        texts = 0 if node.node.name == "url_for" else 2 if node.node.name == "ngettext" else 1
        for argument in (*node.args[texts:], *(keyword.value for keyword in node.kwargs)):
            yield from _constants(argument)
        return
    if isinstance(node, nodes.Compare | nodes.TemplateData):
        return
    if isinstance(node, nodes.Const):
        if isinstance(node.value, str) and re.match(r"[A-Z][a-z]+(?: |$|[.:])", node.value):
            yield node.value
        return
    for child in node.iter_child_nodes():
        yield from _constants(child)


def test_the_template_of_the_catalogues_has_the_texts_of_the_pages() -> None:
    hint = "run `python -m quizapi.web.languages` and translate what is new"
    assert _ids(_read(template_path("messages"))) == _ids(gather("messages")), hint


def test_the_template_of_what_others_say_is_not_far_behind() -> None:
    kept, now = _ids(_read(template_path("elsewhere"))), _ids(gather("elsewhere"))
    assert len(kept & now) >= 0.9 * len(now), sorted(map(str, now - kept))


@pytest.mark.parametrize("domain", ["messages", "elsewhere"])
@pytest.mark.parametrize("language", OTHERS)
def test_a_language_has_every_text_with_the_same_places_and_elements(language: str, domain: str) -> None:
    catalogue = _read(catalogue_path(language, domain))
    template = _read(template_path(domain))
    assert _ids(catalogue) == _ids(template)
    assert not catalogue.obsolete
    for message in catalogue:
        if not message.id:
            continue
        assert not message.fuzzy, message.id
        ids, strings = _forms(message.id), _forms(message.string)
        assert all(strings), f"not translated: {message.id}"
        assert len(strings) == (catalogue.num_plurals if message.pluralizable else 1)
        for text in strings:
            assert _marks(text) == _marks(ids[-1]), message.id
            assert (text[:1] == " ", text[-1:] == " ") == (ids[-1][:1] == " ", ids[-1][-1:] == " ")


def _marks(text: str) -> list[str]:
    """The places for values and the elements of a text, in any order."""
    return sorted(re.findall(r"%\(\w+\)[sd]|</?\w+[^>]*>", text))


def _forms(text: object) -> tuple[str, ...]:
    return tuple(map(str, text)) if isinstance(text, tuple | list) else (str(text),)


def _ids(catalogue: Catalog) -> set[object]:
    return {message.id for message in catalogue if message.id}


def _read(path: Path) -> Catalog:
    with path.open("rb") as file:
        return read_po(file, locale=None if path.suffix == ".pot" else path.parts[-3])


def test_scripts_say_nothing_that_the_catalogue_does_not_know() -> None:
    said: set[str] = {_first(message) for message in gather("messages") if _is_of_script(message)}
    assert len(said) > 40
    for language in OTHERS:
        assert set(script_catalogue(language)) == said


def _first(message: Message) -> str:
    return _forms(message.id)[0]


def _is_of_script(message: Message) -> bool:
    return any(path.endswith(".js") for path, _ in message.locations)


@pytest.mark.parametrize(
    ("asked", "language"),
    [("de-AT,de;q=0.9,en;q=0.5", "de"), ("fr-FR, en;q=0.3", "en"), ("fr", "en"), ("", "en")],
)
def test_the_browser_is_asked_for_the_language(site: Site, asked: str, language: str) -> None:
    page = site.app.test_client().get("/sign-in", headers={"Accept-Language": asked}).text
    assert f'<html lang="{language}" dir="ltr">' in page
    assert ("Anmelden" in page) == (language == "de")


def test_a_chosen_language_is_remembered_and_leads_back(site: Site) -> None:
    client = site.app.test_client()
    answer = client.post("/language", data={"language": "de", "next": "/join?code="})
    assert (answer.status_code, answer.headers["Location"]) == (303, "/join?code=")
    assert "An einem Quiz teilnehmen" in client.get("/join", headers={"Accept-Language": "en"}).text
    client.post("/language", data={"language": "xx", "next": "/"})
    assert '<html lang="de"' in client.get("/join").text


@pytest.mark.parametrize(
    "address",
    ["//elsewhere.example/", "https://elsewhere.example/", "/\\elsewhere", "/\t/elsewhere.example", "/\n/x"],
)
def test_choosing_a_language_leads_to_no_other_site(site: Site, address: str) -> None:
    answer = site.app.test_client().post("/language", data={"language": "de", "next": address})
    assert answer.headers["Location"] == "/"


def test_problems_of_the_api_are_told_in_the_language_of_the_page(site: Site, teacher: Teacher) -> None:
    assignment = teacher.published()
    teacher.attempt(assignment, "Noor")
    client = _german(site)
    taken = client.post(f"/join/{assignment['join_code']}", data={"name": "Noor", "key": ""}).text
    assert "Unter diesem Namen nimmt schon jemand teil" in taken
    assert "Nimm einen anderen Namen" in taken
    assert "Diese Seite gibt es nicht" in client.get("/nothing", headers={"Accept": "text/html"}).text
    short = client.post("/sign-up", data={"name": "A", "email": "a@b.example", "password": "short"}).text
    assert "10 Zeichen oder mehr" in short


def test_texts_with_values_are_found_by_their_pattern(site: Site) -> None:
    with site.app.test_request_context(headers={"Accept-Language": "de"}):
        assert translated("The text has 12 words; an article needs at least 40.") == (
            "Der Text hat 12 Wörter; ein Artikel braucht mindestens 40."
        )
        with pytest.raises(ItemInvalid) as refused:
            check_shape({**CONTENT[0], "options": [], "matches": [], "accepted": []})
        assert translated(refused.value.detail) == "Diese Art von Frage hat 3 bis 6 Antworten, nicht 0."
        assert translated("Nobody has ever written this.") == "Nobody has ever written this."
    with site.app.test_request_context():
        assert translated("The text is too long") == "The text is too long"


def test_what_was_taken_out_of_an_article_and_too_few_attempts_are_told_in_german(
    site: Site, teacher: Teacher
) -> None:
    removed = clean_article((FIXTURES / f"{SAMPLE}.txt").read_text()).removed
    assert {piece.why for piece in removed} >= {"headline", "byline", "date line"}
    with site.app.test_request_context(headers={"Accept-Language": "de"}):
        assert [piece.why for piece in removed if translated(piece.why) == piece.why] == []
    assignment = teacher.published()
    home = f"/assignments/{assignment['id']}"
    for name in ("Noor", "Idris"):
        attempt = teacher.attempt(assignment, name)
        teacher.api("POST", f"/attempts/{attempt['id']}/submit", token=attempt["token"])
        found = teacher.api("GET", f"{home}/statistics")
        texts = [found["quiz"]["hints"]["summary"], found["items"][0]["hints"]["summary"]]
        with site.app.test_request_context(headers={"Accept-Language": "de"}):
            assert all("attempt" not in translated(text) for text in texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_part_of_an_assignment_that_is_open_is_marked(
    site: Site, teacher: Teacher, language: str
) -> None:
    home = f"/assignments/{teacher.published()['id']}"
    client = site.app.test_client()
    client.set_cookie("__Host-quizapi", teacher.session)
    for part in ("", "/students", "/results", "/statistics"):
        page = client.get(f"{home}{part}", headers={"Accept-Language": language}).text
        assert f'href="{home}{part}" aria-current="page"' in page


def test_dates_numbers_and_plurals_are_written_as_the_language_does(site: Site) -> None:
    with site.app.test_request_context(headers={"Accept-Language": "de"}):
        assert (day("2025-05-03"), moment("2025-05-03T14:05:00Z")) == (
            "3. Mai 2025",
            "3. Mai 2025, 14:05 UTC",
        )
        assert (number(1.25), number(7.0), percent(0.5)) == ("1,25", "7", "50\N{NO-BREAK SPACE}%")
        assert duration(5400) == "1 h 30 min"
        assert (points(1.0), points(0.5), points(2), points(None)) == (
            "1 Punkt",
            "0,5 Punkte",
            "2 Punkte",
            "–",
        )
    with site.app.test_request_context():
        assert (day("2025-05-03"), number(1.25), percent(0.5)) == ("3 May 2025", "1.25", "50%")


def test_no_page_of_a_teacher_is_left_in_english(site: Site, teacher: Teacher) -> None:
    """The words of the pages' own frame and forms, page by page: none of the source is left."""
    article = teacher.article()
    quiz = teacher.quiz(article)
    assignment = teacher.assignment(quiz)
    home = f"/assignments/{assignment['id']}"
    english = {
        str(text)
        for message in gather("messages")
        for text in _forms(message.id)
        if len(text.split()) > 2 and "%(" not in text and "<" not in text
    }
    german = {str(text) for text in _read(catalogue_path("de")) for text in _forms(text.string)}
    client = _german(site)
    client.set_cookie("__Host-quizapi", teacher.session)
    for path in (
        *("/articles", "/articles/new", f"/articles/{article['id']}", "/quizzes", "/quizzes/new"),
        *(f"/quizzes/{quiz}", f"/quizzes/{quiz}/publish", f"/quizzes/{quiz}/print", "/quizzes/import"),
        *("/assignments", home, f"{home}/students", f"{home}/results", f"{home}/statistics", "/account"),
        "/account/webhooks",
    ):
        page = client.get(path).text
        assert '<html lang="de"' in page
        left = [text for text in english - german if re.search(rf">\s*{re.escape(text)}\s*<", page)]
        assert left == [], path


def test_a_student_answers_in_german_from_scripts_too(teacher: Teacher, open_page: OpenPage) -> None:
    page = open_page(teacher.published()["join_url"], locale="de-DE")
    expect(page.get_by_text("6 Fragen, kein Zeitlimit")).to_be_visible()
    page.get_by_label("Name").fill("Noor")
    page.get_by_role("button", name="Beginnen").click()
    page.wait_for_url("**/attempts/*")
    page.get_by_role("radio", name="Henrik Vold").check()
    expect(page.locator("#save-state")).to_have_text("Alles gespeichert")
    expect(page.get_by_role("button", name="⚐ Markieren").first).to_be_visible()
    page.get_by_role("button", name="Durchsehen und abgeben").click()
    expect(page.get_by_text("5 Fragen sind noch leer.")).to_be_visible()
    page.get_by_role("button", name="Abgeben").click()
    expect(page.locator(".score")).to_have_text("1 von 6 Punkten")


def test_the_language_is_switched_on_the_page_and_kept(teacher: Teacher, open_page: OpenPage) -> None:
    page = open_page(teacher.published()["join_url"])
    page.get_by_role("button", name="Deutsch").click()
    expect(page.get_by_role("button", name="Beginnen")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    page.get_by_role("button", name="English").click()
    join(page)
    answer_all(page)
    expect(page.locator("#save-state")).to_have_text("All saved")


def _german(site: Site) -> FlaskClient:
    client = site.app.test_client()
    client.environ_base["HTTP_ACCEPT_LANGUAGE"] = "de"
    return client


def test_pages_whose_scripts_speak_and_only_those_load_their_words_early() -> None:
    """A catalogue that is loaded early and not used is a warning on the console."""
    scripts = {path.stem: path.read_text() for path in (PAGES / "static").glob("*.js")}

    def reaches_words(module: str) -> bool:
        imports = re.findall(r'from "\./(\w+)\.js"', scripts.get(module, ""))
        return "words" in imports or any(map(reaches_words, imports))

    for template in TEMPLATES:
        source = template.read_text()
        modules = re.findall(r"<script type=\"module\" src=\"\{\{ asset_url\('(\w+)\.js'\)", source)
        speaks = re.search(r"\{% set speaks = (?!speaks)", source) is not None
        assert any(map(reaches_words, modules)) == speaks, template.name
