"""Reviewing: item and evidence side by side, by keyboard, by mouse, and without scripts."""

from typing import Any

from playwright.sync_api import Page, expect
from sqlalchemy import select

from quizapi.store.engine import write_transaction
from quizapi.store.models import ItemRow
from tests.web.axe import PHONE
from tests.web.conftest import OpenPage, Watch
from tests.web.site import CONTENT, Site, Teacher


def statuses(teacher: Teacher, quiz_id: str) -> list[str]:
    items = teacher.api("GET", f"/quizzes/{quiz_id}/items")["items"]
    return [item["status"] for item in items]


def open_review(open_page: OpenPage, teacher: Teacher, quiz_id: str, **options: Any) -> Page:
    page = open_page(f"/quizzes/{quiz_id}", teacher, **options)
    page.locator(".item").first.wait_for()
    return page


def proposed(teacher: Teacher, **options: Any) -> str:
    return teacher.quiz(teacher.article(), status="proposed", **options)


def test_the_current_items_evidence_is_marked_and_in_view(open_page: OpenPage, teacher: Teacher) -> None:
    quiz_id = proposed(teacher)
    page = open_review(open_page, teacher, quiz_id)
    items = teacher.api("GET", f"/quizzes/{quiz_id}/items")["items"]
    for number in (0, 5):
        page.locator(".item").nth(number).click(position={"x": 20, "y": 10})
        mark = page.locator(".evidence.on").first
        assert mark.inner_text() == items[number]["evidence"][0]["text"]
        expect(mark).to_be_in_viewport()
        expect(page.locator(".item").nth(number)).to_have_attribute("aria-current", "true")


def test_what_proves_the_key_is_in_view_and_not_what_it_speaks_of(
    site: Site, open_page: OpenPage, teacher: Teacher
) -> None:
    article = teacher.article()
    quiz_id = teacher.quiz(article, status="proposed")
    last = article["text"].rindex("\n\n") + 2
    with write_transaction(site.parts.sessions) as session:
        item = session.scalars(select(ItemRow).where(ItemRow.quiz_id == quiz_id, ItemRow.position == 0)).one()
        proof = {"start": last, "end": len(article["text"]), "text": article["text"][last:], "role": "proof"}
        item.evidence = [{**item.evidence[0], "role": "context"}, {**item.evidence[0], **proof}]
        item_id = item.id
    page = open_review(open_page, teacher, quiz_id, viewport={"width": 1440, "height": 600})
    expect(page.locator(".evidence.on").last).to_be_in_viewport()
    assert page.locator(f"#e-{item_id}").inner_text() == proof["text"]


def test_items_are_judged_by_keyboard_and_judgements_undone(open_page: OpenPage, teacher: Teacher) -> None:
    quiz_id = proposed(teacher)
    page = open_review(open_page, teacher, quiz_id)
    page.keyboard.press("a")
    expect(page.locator("#review-progress")).to_contain_text("1 of 6 reviewed · 1 accepted")
    expect(page.locator(".item").nth(1)).to_be_focused()
    page.keyboard.press("r")
    expect(page.locator("#review-progress")).to_contain_text("2 of 6 reviewed · 1 accepted")
    assert statuses(teacher, quiz_id)[:3] == ["accepted", "rejected", "proposed"]
    expect(page.locator(".item").nth(2)).to_be_focused()
    page.keyboard.press("k")
    expect(page.locator(".item").nth(1)).to_be_focused()
    page.keyboard.press("j")
    page.keyboard.press("j")
    expect(page.locator(".item").nth(3)).to_be_focused()
    page.keyboard.press("u")
    expect(page.locator("#review-progress")).to_contain_text("1 of 6 reviewed")
    assert statuses(teacher, quiz_id)[:2] == ["accepted", "proposed"]
    page.keyboard.press("u")
    expect(page.locator("#review-progress")).to_contain_text("0 of 6 reviewed")
    assert statuses(teacher, quiz_id) == ["proposed"] * 6
    page.keyboard.press("e")
    page.wait_for_url("**/edit")


def test_the_keys_are_shown_and_can_be_switched_off(open_page: OpenPage, teacher: Teacher) -> None:
    quiz_id = proposed(teacher)
    page = open_review(open_page, teacher, quiz_id)
    page.keyboard.press("?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    page.get_by_label("Single keys act").uncheck()
    page.get_by_role("button", name="Close").click()
    page.keyboard.press("a")
    page.wait_for_timeout(300)
    assert statuses(teacher, quiz_id) == ["proposed"] * 6


def test_an_item_is_replaced_by_the_next_best(open_page: OpenPage, teacher: Teacher) -> None:
    quiz_id = proposed(teacher, spares=1)
    page = open_review(open_page, teacher, quiz_id)
    page.keyboard.press("x")
    expect(page.locator(".item", has_text="Spare 0?")).to_be_focused()
    expect(page.locator(".item")).to_have_count(6)
    assert page.get_by_role("button", name="Replace").count() == 0


def test_a_replacement_is_undone_and_the_question_comes_back_as_it_was_judged(
    open_page: OpenPage, teacher: Teacher
) -> None:
    quiz_id = proposed(teacher, spares=1)
    page = open_review(open_page, teacher, quiz_id)
    stem = page.locator(".item").first.locator(".stem").inner_text()
    page.keyboard.press("a")
    expect(page.locator("#review-progress")).to_contain_text("1 of 6")
    page.keyboard.press("k")
    page.keyboard.press("x")
    expect(page.locator(".item", has_text="Spare 0?")).to_be_focused()
    page.keyboard.press("u")
    expect(page.locator("#review-said")).to_have_text("Undone.")
    expect(page.locator(".item", has_text=stem)).to_be_focused()
    expect(page.locator(".item", has_text=stem)).to_have_attribute("data-status", "accepted")
    expect(page.locator(".item", has_text="Spare 0?")).to_have_count(0)
    page.keyboard.press("u")
    expect(page.locator(".item", has_text=stem)).to_have_attribute("data-status", "proposed")


def test_all_that_are_left_are_accepted_at_once(open_page: OpenPage, teacher: Teacher) -> None:
    quiz_id = proposed(teacher)
    page = open_review(open_page, teacher, quiz_id)
    page.keyboard.press("r")
    expect(page.locator("#review-progress")).to_contain_text("1 of 6")
    page.get_by_role("button", name="Accept all that are left (5)").click()
    expect(page.locator("#review-progress")).to_contain_text("6 of 6 reviewed · 5 accepted")
    assert sorted(statuses(teacher, quiz_id)) == ["accepted"] * 5 + ["rejected"]


def test_once_all_are_judged_the_next_step_stands_beside_the_progress(
    open_page: OpenPage, teacher: Teacher
) -> None:
    page = open_review(open_page, teacher, teacher.quiz(teacher.article()))
    hand_out = page.locator("#review-done").get_by_role("link", name="Publish")
    expect(hand_out).to_be_visible()
    page.locator(".item").first.get_by_role("button", name="Review again").click()
    expect(hand_out).to_have_count(0)
    page.keyboard.press("a")
    hand_out.click()
    expect(page.get_by_role("heading", name="Publish")).to_be_visible()


def test_a_judgement_on_an_old_state_is_told_and_the_present_one_shown(
    open_page: OpenPage, teacher: Teacher, watch: Watch
) -> None:
    watch.expected_statuses = {412}
    quiz_id = proposed(teacher)
    page = open_review(open_page, teacher, quiz_id)
    item = teacher.api("GET", f"/quizzes/{quiz_id}/items")["items"][0]
    teacher.api(
        "PATCH", f"/quizzes/{quiz_id}/items/{item['id']}", {"stem": "Changed elsewhere?"}, etag=item["etag"]
    )
    page.keyboard.press("a")
    expect(page.locator(".item").first).to_contain_text("Changed elsewhere?")
    expect(page.locator(".item").first.locator(".error")).to_contain_text("has changed since you read it")
    assert statuses(teacher, quiz_id)[0] == "proposed"


def test_items_are_judged_without_scripts(open_page: OpenPage, teacher: Teacher) -> None:
    quiz_id = proposed(teacher, spares=1)
    page = open_review(open_page, teacher, quiz_id, java_script_enabled=False)
    first = page.locator(".item").first
    expect(first.locator("blockquote").first).to_be_visible()
    first.get_by_role("button", name="Replace").click()
    expect(page.locator(".item", has_text="Spare 0?")).to_be_visible()
    page.locator(".item").nth(1).get_by_role("button", name="Accept").click()
    expect(page.locator("#review-progress")).to_contain_text("1 of 6 reviewed · 1 accepted")
    page.locator(".item").nth(2).get_by_role("button", name="Reject").click()
    page.locator(".item").nth(1).get_by_role("button", name="Review again").click()
    expect(page.locator("#review-progress")).to_contain_text("1 of 6 reviewed · 0 accepted")


def test_an_item_is_edited_and_accepted(open_page: OpenPage, teacher: Teacher) -> None:
    quiz_id = proposed(teacher)
    page = open_review(open_page, teacher, quiz_id)
    page.locator(".item").first.get_by_role("link", name="Edit").click()
    page.get_by_label("Question").fill("Who was not convinced?")
    page.get_by_label("Option 1", exact=True).fill("Dr Amara Kessel")
    page.get_by_role("button", name="Save and accept").click()
    page.wait_for_url("**/quizzes/*#item-*")
    item = teacher.api("GET", f"/quizzes/{quiz_id}/items")["items"][0]
    assert (item["stem"], item["status"], item["key"]) == ("Who was not convinced?", "accepted", ["b"])
    assert item["options"][0]["text"] == "Dr Amara Kessel"
    expect(page.locator(".item").first).to_be_focused()


def test_a_fault_in_an_edit_is_told_and_nothing_is_lost(
    open_page: OpenPage, teacher: Teacher, watch: Watch
) -> None:
    watch.expected_statuses = {422}
    quiz_id = proposed(teacher)
    page = open_page(f"/quizzes/{quiz_id}/items/new?interaction=choice", teacher)
    page.get_by_role("textbox", name="Question").fill("Which one?")
    page.get_by_label("Option 1", exact=True).fill("This")
    page.get_by_role("button", name="Add the question").click()
    expect(page.get_by_role("alert")).to_be_visible()
    expect(page.get_by_role("textbox", name="Question")).to_have_value("Which one?")
    expect(page.get_by_label("Option 1", exact=True)).to_have_value("This")


def test_items_of_every_kind_are_written_by_hand(open_page: OpenPage, teacher: Teacher) -> None:
    quiz_id = teacher.quiz(teacher.article())
    for content in CONTENT:
        page = open_page(f"/quizzes/{quiz_id}/items/new?interaction={content['interaction']}", teacher)
        _write(page, content)
        page.get_by_role("button", name="Add the question").click()
        expect(page.get_by_text("Your item is added")).to_be_visible()
    items = teacher.api("GET", f"/quizzes/{quiz_id}/items")["items"][len(CONTENT) :]
    for item, content in zip(items, CONTENT, strict=True):
        assert (item["interaction"], item["generator"]) == (content["interaction"], "")
        assert _texts_of_key(item) == _texts_of_key(content)


def test_the_paper_has_the_accepted_items_and_the_key_only_when_asked(
    open_page: OpenPage, teacher: Teacher
) -> None:
    quiz_id = teacher.quiz(teacher.article())
    page = open_page(f"/quizzes/{quiz_id}/print", teacher)
    expect(page.locator(".paper-items > li")).to_have_count(6)
    assert "Talvik Microdevices" not in page.locator("main").inner_text()
    page.get_by_label("With the answer key").check()
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".answer-key")).to_contain_text("Talvik Microdevices")


def test_the_checks_of_an_item_are_in_words(open_page: OpenPage, teacher: Teacher) -> None:
    quiz_id = proposed(teacher)
    with write_transaction(teacher.site.parts.sessions) as session:
        item = session.query(ItemRow).filter_by(quiz_id=quiz_id, position=0).one()
        item.flaws = [{"code": "key-longest", "detail": "The right answer is the longest.", "fatal": False}]
        item.confidence = 0.4
    page = open_review(open_page, teacher, quiz_id, viewport=PHONE)
    first = page.locator(".item").first
    expect(first).to_contain_text("The right answer is the longest.")
    expect(first).to_contain_text("Unsure: read it closely")
    expect(page.locator(".item").nth(1)).to_contain_text("All checks passed")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def _write(page: Page, content: dict[str, Any]) -> None:
    kind, key = content["interaction"], content["key"]
    page.locator("#field-stem").fill(f"By hand: {content['stem']}")
    if kind == "true_false":
        page.get_by_label("True" if key else "False", exact=True).check()
    elif kind == "text":
        page.get_by_label("Right answer").fill(key)
    else:
        options = {option["id"]: option["text"] for option in content["options"]}
        matches = {match["id"]: match["text"] for match in content.get("matches", ())}
        pairs = dict(key) if kind == "match" else {}
        for index, option_id in enumerate(key if kind == "order" else options):
            page.locator(f"[name=line-{index}]").fill(options[option_id])
            if kind == "match":
                page.locator(f"[name=partner-{index}]").fill(matches[pairs[option_id]])
            elif kind != "order" and option_id in key:
                page.get_by_label(f"Option {index + 1} is right").check()


def _texts_of_key(item: dict[str, Any]) -> Any:
    key = item["key"]
    if not isinstance(key, list):
        return key
    texts = {option["id"]: option["text"] for option in item["options"]}
    if item["interaction"] == "match":
        right = {match["id"]: match["text"] for match in item["matches"]}
        return [(texts[one], right[other]) for one, other in key]
    return [texts[part] for part in key]
