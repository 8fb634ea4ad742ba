"""The library: adding, reading with layers, searching, changing, deleting."""

from playwright.sync_api import expect

from tests.web.axe import PHONE
from tests.web.conftest import OpenPage, Watch
from tests.web.site import FIXTURES, SAMPLE, Teacher, gold

PASTED = (FIXTURES / f"{SAMPLE}.txt").read_text()


def test_an_article_is_pasted_previewed_and_stored(open_page: OpenPage, teacher: Teacher) -> None:
    page = open_page("/articles", teacher)
    page.get_by_role("link", name="Add your first article").click()
    page.get_by_label("Text").fill(PASTED)
    page.get_by_role("button", name="Preview", exact=True).click()
    expect(page.get_by_role("heading", level=1)).to_have_text(gold()["title"])
    expect(page.get_by_text("Taken out of the text")).to_be_visible()
    expect(page.get_by_text("By Jonas Perrin")).to_be_visible()
    assert teacher.api("GET", "/articles")["items"] == []
    page.get_by_role("button", name="Store the article").click()
    expect(page.get_by_text("The article is stored")).to_be_visible()
    stored = teacher.api("GET", "/articles")["items"]
    assert [article["title"] for article in stored] == [gold()["title"]]


def test_the_form_keeps_what_was_written_and_tells_the_fault_beside_the_field(
    open_page: OpenPage, teacher: Teacher, watch: Watch
) -> None:
    watch.expected_statuses = {422}
    page = open_page("/articles/new", teacher)
    page.get_by_label("Text").fill("Too short to be read.")
    page.get_by_label("Headline").fill("A headline")
    page.get_by_role("button", name="Store without preview").click()
    expect(page.locator("#field-text-error")).to_be_visible()
    expect(page.get_by_label("Text")).to_have_attribute("aria-invalid", "true")
    expect(page.get_by_label("Text")).to_have_value("Too short to be read.")
    expect(page.get_by_label("Headline")).to_have_value("A headline")
    page.get_by_role("alert").get_by_role("link").click()
    expect(page.get_by_label("Text")).to_be_focused()


def test_layers_are_switched_without_a_reload_and_show_what_was_found(
    open_page: OpenPage, teacher: Teacher
) -> None:
    article = teacher.article()
    page = open_page(f"/articles/{article['id']}", teacher)
    found = gold()
    expect(page.locator(".findings:visible summary")).to_contain_text(["Who said what"])
    assert page.locator(".findings[data-layer=quotes] li").count() == len(found["attributions"])
    page.get_by_label("effect").check()
    expect(page.locator(".findings:visible")).to_have_count(2)
    relation = found["causal_relations"][0]
    marked = page.locator("[data-layers~=causes] .l-cause:not(.label)").first
    assert relation["cause"]["text"].startswith(marked.inner_text().removeprefix("cause 1").strip()[:20])
    drawn = "part => [getComputedStyle(part).textDecorationLine, getComputedStyle(part).textDecorationStyle]"
    lines = [page.locator(f".legend .l-{part}").evaluate(drawn) for part in ("claim", "cause", "effect")]
    assert lines == [["underline", "dotted"], ["underline", "solid"], ["underline", "double"]]
    page.reload()
    expect(page.get_by_label("effect")).to_be_checked()
    page.locator(".findings[data-layer=quotes] a").nth(3).click()
    assert page.evaluate("document.activeElement.id") == "q4"


def test_layers_work_without_scripts(open_page: OpenPage, teacher: Teacher) -> None:
    article = teacher.article()
    page = open_page(f"/articles/{article['id']}", teacher, java_script_enabled=False)
    page.get_by_label("claims").check()
    page.get_by_label("what is said").uncheck()
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".layered")).to_have_attribute("data-layers", "claims")
    expect(page.locator(".findings:visible summary")).to_contain_text(["Claims"])


def test_the_marked_text_is_the_stored_text(open_page: OpenPage, teacher: Teacher) -> None:
    article = teacher.article()
    page = open_page(f"/articles/{article['id']}?shown=1&layers=quotes&layers=claims&layers=causes", teacher)
    shown = page.evaluate(
        """() => [...document.querySelectorAll('.layered p')].map((paragraph) => {
            const copy = paragraph.cloneNode(true);
            for (const label of copy.querySelectorAll('.label')) label.remove();
            return copy.textContent;
        })"""
    )
    assert "\n\n".join(shown) == article["text"]


def test_an_unread_article_says_so_and_shows_what_was_found_by_itself(
    open_page: OpenPage, teacher: Teacher
) -> None:
    article = teacher.article(read=False)
    page = open_page(f"/articles/{article['id']}", teacher)
    expect(page.get_by_text("The article is being read")).to_be_visible()
    page.wait_for_timeout(300)
    teacher.read(article)
    expect(page.get_by_text("Mark in the text")).to_be_visible(timeout=15_000)


def test_searching_finds_titles_and_texts(open_page: OpenPage, teacher: Teacher) -> None:
    teacher.article()
    teacher.article("ferry-merger")
    page = open_page("/articles", teacher)
    page.get_by_label("Search titles and texts").fill("lithography")
    page.get_by_role("button", name="Search").click()
    expect(page.locator(".entries li")).to_have_count(1)
    page.get_by_label("Search titles and texts").fill("xylophone")
    page.get_by_role("button", name="Search").click()
    expect(page.get_by_text("Nothing found")).to_be_visible()


def test_details_are_changed_without_a_new_version_and_the_text_with_one(
    open_page: OpenPage, teacher: Teacher
) -> None:
    article = teacher.article()
    page = open_page(f"/articles/{article['id']}/edit", teacher)
    page.get_by_label("Headline").fill("A better headline")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("A better headline")
    changed = teacher.api("GET", f"/articles/{article['id']}")
    assert (changed["revision"], changed["text"]) == (1, article["text"])
    assert changed["published_on"] == article["published_on"]


def test_a_change_made_meanwhile_is_not_overwritten(
    open_page: OpenPage, teacher: Teacher, watch: Watch
) -> None:
    watch.expected_statuses = {412}
    article = teacher.article()
    page = open_page(f"/articles/{article['id']}/edit", teacher)
    teacher.api("PATCH", f"/articles/{article['id']}", {"title": "First"}, etag=article["etag"])
    page.get_by_label("Headline").fill("Second")
    page.get_by_role("button", name="Save").click()
    expect(page.get_by_role("alert")).to_contain_text("has changed since you read it")
    assert teacher.api("GET", f"/articles/{article['id']}")["title"] == "First"


def test_a_piece_that_was_taken_out_is_put_back(open_page: OpenPage, teacher: Teacher) -> None:
    article = teacher.article()
    assert "Advertisement" not in article["text"]
    page = open_page(f"/articles/{article['id']}", teacher)
    page.get_by_text("What was taken out of the text").click()
    page.get_by_role("button", name="Put back: Advertisement").click()
    expect(page.get_by_text("The article is saved")).to_be_visible()
    assert "Advertisement" in teacher.api("GET", f"/articles/{article['id']}")["text"]


def test_an_article_is_deleted(open_page: OpenPage, teacher: Teacher) -> None:
    article = teacher.article()
    page = open_page(f"/articles/{article['id']}", teacher)
    page.get_by_text("Delete this article").click()
    page.get_by_role("button", name="Delete for good").click()
    expect(page.get_by_text("The article is deleted")).to_be_visible()
    expect(page.get_by_text("No articles yet")).to_be_visible()


def test_markup_in_an_article_is_text(open_page: OpenPage, teacher: Teacher) -> None:
    text = gold()["text"]
    article = teacher.api("POST", "/articles", {"text": text, "title": "<img src=x onerror=alert(1)>"})
    page = open_page(f"/articles/{article['id']}", teacher)
    expect(page.get_by_role("heading", level=1)).to_have_text("<img src=x onerror=alert(1)>")
    page.goto("/articles")
    expect(page.locator(".entries")).to_contain_text("<img src=x onerror=alert(1)>")


def test_the_page_fits_a_phone(open_page: OpenPage, teacher: Teacher) -> None:
    article = teacher.article()
    page = open_page(f"/articles/{article['id']}", teacher, viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
