"""The account page changes the password and keeps its own browser signed in, under a new session."""

import html
import re

from tests.api.delivery import School
from tests.api.test_accounts import MARA

NEW = "seven green lanterns"


def field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found is not None
    return html.unescape(found[1])


def test_this_browser_stays_and_every_other_is_signed_out(school: School) -> None:
    here, there = school.app.test_client(), school.app.test_client()
    here.post("/sign-up", data=MARA)
    there.post("/sign-in", data=MARA)
    assert there.get("/account").status_code == 200
    page = here.get("/account").text
    form = {"csrf_token": field(page, "csrf_token"), "etag": field(page, "etag"), "password": NEW}
    refused = here.post("/account/password", data={**form, "current_password": "something else"})
    assert refused.status_code == 422 and NEW not in refused.text
    changed = here.post("/account/password", data={**form, "current_password": MARA["password"]})
    assert changed.status_code == 303, changed.text
    assert here.get("/account").status_code == 200
    assert there.get("/account").headers["Location"].startswith("/sign-in")
    assert field(here.get("/account").text, "csrf_token") != form["csrf_token"]
