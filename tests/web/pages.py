"""Every page and state of the product, for the tests that look at all of them."""

from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Page

from tests.web.site import RIGHT, Json, Teacher
from tests.web.trials import finish_trial

Prepare = Callable[[Page], None]


@dataclass(frozen=True)
class Shown:
    """A page in one state. `as_teacher` tells who is signed in; `attempt` whose cookie the browser has."""

    name: str
    path: str
    as_teacher: bool = False
    attempt: Json | None = None
    prepare: Prepare | None = None


def all_pages(teacher: Teacher) -> list[Shown]:
    """All pages with content of this teacher; `empty_pages` are those of a new teacher."""
    article = teacher.article()
    unread = teacher.article("ferry-merger", read=False)
    proposed = teacher.quiz(article, status="proposed", spares=2, title="To review")
    accepted = teacher.quiz(article)
    assignment = teacher.assignment(accepted)
    each = teacher.assignment(accepted, feedback="each", time_limit_s=3600)
    open_attempt = teacher.attempt(assignment, "Open", {0: RIGHT[0], 3: RIGHT[3]})
    judged = teacher.attempt(each, "Judged", {0: ["a"], 1: RIGHT[1], 3: ["z", "y", "x"], 4: [["a", "2"]]})
    ended = teacher.attempt(assignment, "Ended", {0: RIGHT[0], 1: ["a"], 2: False})
    teacher.api("POST", f"/attempts/{ended['id']}/submit", token=ended["token"])
    item = teacher.api("GET", f"/quizzes/{proposed}/items")["items"]
    listed = teacher.assignment(accepted)
    names = [{"name": name} for name in ("Noor Haddad", "Idris Vale", "Łucja Nowak")]
    teacher.api("PUT", f"/assignments/{listed['id']}/roster", {"entries": names})
    ended_student = teacher.api("GET", f"/attempts/{ended['id']}")["student_id"]
    home = f"/assignments/{assignment['id']}"
    repaired = [row["id"] for row in teacher.api("GET", f"/quizzes/{accepted}/items")["items"]]
    path = f"/quizzes/{accepted}/items/{repaired[1]}/repair"
    teacher.api("POST", path, {"action": "full_credit", "reason": "Two of the options were right."})
    hook = teacher.api("POST", "/webhooks", {"url": "https://hooks.example/quiz", "label": "Grade book"})[
        "id"
    ]
    teacher.api("POST", f"/webhooks/{hook}/test")
    trial = teacher.api("POST", "/playground", {"text": article["text"]})["id"]
    finish_trial(teacher.site, trial)
    return [
        Shown("front", "/"),
        Shown("sign in", "/sign-in"),
        Shown("sign up", "/sign-up"),
        Shown("sign in refused", "/sign-in", prepare=_refused_sign_in),
        Shown("join", "/join"),
        Shown("join a quiz", f"/join/{assignment['join_code']}"),
        Shown("join a timed quiz", f"/join/{each['join_code']}"),
        Shown("reference", "/docs", prepare=_open_some),
        Shown("problems", "/docs/problems"),
        Shown("articles", "/articles", as_teacher=True),
        Shown("articles not found", "/articles?q=nothing-of-the-kind", as_teacher=True),
        Shown(
            "article", f"/articles/{article['id']}?shown=1&layers=quotes&layers=claims&layers=causes", True
        ),
        Shown("article being read", f"/articles/{unread['id']}", as_teacher=True),
        Shown("new article", "/articles/new", as_teacher=True),
        Shown("article refused", "/articles/new", as_teacher=True, prepare=_refused_article),
        Shown("edit article", f"/articles/{article['id']}/edit", as_teacher=True),
        Shown("quizzes", "/quizzes", as_teacher=True),
        Shown("new quiz", f"/quizzes/new?article_id={article['id']}", as_teacher=True, prepare=_open_all),
        Shown("review", f"/quizzes/{proposed}", as_teacher=True, prepare=_open_all),
        Shown("review keys", f"/quizzes/{proposed}", as_teacher=True, prepare=_show_keys),
        Shown("edit item", f"/quizzes/{proposed}/items/{item[0]['id']}/edit", as_teacher=True),
        *(
            Shown(f"new item: {kind}", f"/quizzes/{proposed}/items/new?interaction={kind}", as_teacher=True)
            for kind in ("multiple", "true_false", "order", "match", "text")
        ),
        Shown("arrange", f"/quizzes/{proposed}/arrange", as_teacher=True),
        Shown("export that leaves questions out", f"/quizzes/{accepted}/export/aiken", as_teacher=True),
        Shown("import quiz", "/quizzes/import", as_teacher=True),
        Shown("students", f"/assignments/{listed['id']}/students", as_teacher=True),
        Shown("students without a list", f"{home}/students", as_teacher=True),
        Shown("slips", f"/assignments/{listed['id']}/slips", as_teacher=True),
        Shown(
            "student",
            f"{home}/students/{ended_student}",
            as_teacher=True,
            prepare=_open_all,
        ),
        Shown("join with a slip", f"/join/{listed['join_code']}"),
        Shown("print", f"/quizzes/{accepted}/print?with=article&with=key", as_teacher=True),
        Shown("publish", f"/quizzes/{accepted}/publish", as_teacher=True, prepare=_open_all),
        Shown("assignments", "/assignments", as_teacher=True),
        Shown("assignment", home, as_teacher=True),
        Shown("poster", f"{home}/poster", as_teacher=True),
        Shown("rules", f"{home}/rules", as_teacher=True, prepare=_open_all),
        Shown("results", f"{home}/results", as_teacher=True),
        Shown("statistics", f"{home}/statistics", as_teacher=True, prepare=_open_all),
        Shown("repair", f"{home}/items/{repaired[1]}/repair", as_teacher=True, prepare=_open_all),
        Shown("quality", "/quizzes/quality", as_teacher=True, prepare=_open_all),
        Shown("import quiz, looked at", "/quizzes/import", as_teacher=True, prepare=_look_at_file),
        Shown("student's answers", f"{home}/attempts/{ended['id']}", as_teacher=True),
        Shown("account", "/account", as_teacher=True),
        Shown("webhooks", "/account/webhooks", as_teacher=True),
        Shown("webhook", f"/account/webhooks/{hook}", as_teacher=True, prepare=_new_secret),
        Shown("playground", "/playground", as_teacher=True),
        Shown("trial", f"/playground/{trial}", as_teacher=True, prepare=_open_all),
        Shown("no such page", "/articles/nothing", as_teacher=True),
        Shown("answering", f"/attempts/{open_attempt['id']}", attempt=open_attempt),
        Shown("answering, judged", f"/attempts/{judged['id']}", attempt=judged),
        Shown("before handing in", f"/attempts/{open_attempt['id']}/review", attempt=open_attempt),
        Shown("result", f"/attempts/{ended['id']}", attempt=ended, prepare=_open_all),
        Shown("unknown attempt", f"/attempts/{ended['id']}"),
    ]


def empty_pages() -> list[Shown]:
    """What a new teacher sees."""
    return [
        Shown("no articles", "/articles", as_teacher=True),
        Shown("no quizzes", "/quizzes", as_teacher=True),
        Shown("no assignments", "/assignments", as_teacher=True),
        Shown("new quiz without articles", "/quizzes/new", as_teacher=True),
    ]


def _open_all(page: Page) -> None:
    page.evaluate("for (const part of document.querySelectorAll('details')) part.open = true")


def _open_some(page: Page) -> None:
    """All operations are written alike, and there are many."""
    page.evaluate("document.querySelectorAll('details').forEach((part, at) => (part.open = at % 10 === 0))")


def _new_secret(page: Page) -> None:
    page.get_by_role("button", name="Make a new secret").click()
    page.get_by_text("shown this once").wait_for()


def _show_keys(page: Page) -> None:
    page.keyboard.press("?")


def _look_at_file(page: Page) -> None:
    table = (
        "type,stem,key,option_1,option_2,option_3\n"
        "choice,Who said it?,A,Ann,Ben,Cy\nriddle,What is it?,A,Ann,Ben,Cy\n"
    )
    page.get_by_label("File").set_input_files(
        {"name": "quiz.csv", "mimeType": "text/csv", "buffer": table.encode()}
    )
    page.get_by_role("button", name="Look at it first").click()
    page.locator("#preview:not([hidden])").wait_for()


def _refused_sign_in(page: Page) -> None:
    page.get_by_label("E-mail address").fill("nobody@school.example")
    page.get_by_label("Password").fill("wrong words")
    page.get_by_role("button", name="Sign in").click()
    page.get_by_role("alert").wait_for()


def _refused_article(page: Page) -> None:
    page.get_by_label("Text").fill("Too short.")
    page.get_by_role("button", name="Preview", exact=True).click()
    page.get_by_role("alert").wait_for()
