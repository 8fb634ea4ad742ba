"""What a student does in tests: join, answer all; and what the server then has."""

from playwright.sync_api import Page

from tests.web.site import Teacher


def join(page: Page, name: str = "Noor") -> str:
    """Join by the form; the attempt's id."""
    page.get_by_label("Your name").fill(name)
    page.get_by_role("button", name="Begin").click()
    page.wait_for_url("**/attempts/*")
    return page.url.rsplit("/", 1)[1]


def answer_all(page: Page) -> None:
    """The right answers, with the mouse."""
    page.get_by_role("radio", name="Henrik Vold").check()
    page.get_by_label("Delayed factories").check()
    page.get_by_label("Higher prices").check()
    page.get_by_label("True", exact=True).check()
    order = page.locator('[data-interaction="order"]')
    for place, text in enumerate(("Inspectors find chips in a wreck", "The rules come into force")):
        while order_of(page).index(text) > place:
            order.get_by_role("button", name=f"Move up: {text}").click()
    order.get_by_role("button", name="The order is right as it stands").click()
    pairs = page.locator('[data-interaction="match"]')
    pairs.get_by_label("Henrik Vold").select_option("Commissioner")
    pairs.get_by_label("Bruno Halle").select_option("Director")
    pairs.get_by_label("Lena Aas").select_option("Spokeswoman")
    page.get_by_label("Your answer").fill("Talvik Microdevices")


def stored(teacher: Teacher, attempt_id: str) -> list[object]:
    """The answers that the server has, in the quiz's order; None where there is none."""
    found = teacher.api("GET", f"/attempts/{attempt_id}")
    answers = {response["item_id"]: response["answer"] for response in found["responses"]}
    return [answers.get(item["id"]) for item in found["items"]]


def order_of(page: Page) -> list[str]:
    return page.locator(".order-text").all_inner_texts()
