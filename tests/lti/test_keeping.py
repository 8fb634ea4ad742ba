"""What launches leave behind, what they never store or show, and when it goes."""

import re
from datetime import timedelta
from pathlib import Path
from typing import Any

from quizapi.services.retention import Retention, forget
from quizapi.store.models import AttemptRow, LtiLearnerRow, LtiLoginRow, LtiTicketRow
from tests.api.delivery import RIGHT
from tests.jobs.outgoing.delivering import messages
from tests.lti.conftest import World
from tests.lti.launches import answer_and_submit, open_attempt
from tests.lti.platform import MEMBERSHIP


def test_no_name_is_stored(world: World, assignment: dict[str, Any]) -> None:
    browser = world.browser()
    open_attempt(world, browser, world.launch(browser, assignment_id=assignment["id"]))
    path = world.school.context.engine.url.database
    assert path is not None
    stored = b"".join(Path(path + ending).read_bytes() for ending in ("", "-wal"))
    for name in (b"Noor", b"Haddad", b"noor@school.example"):
        assert name not in stored
    with world.school.context.sessions() as session:
        attempt = session.query(AttemptRow).one()
    assert re.fullmatch(r"Learner \w{6}", attempt.nickname)


def test_what_is_erased_goes_with_the_platforms_id(world: World, assignment: dict[str, Any]) -> None:
    browser = world.browser()
    attempt_id = open_attempt(world, browser, world.launch(browser, assignment_id=assignment["id"]))
    answer_and_submit(world, browser, attempt_id, RIGHT)
    path = f"/assignments/{assignment['id']}/students/{attempt_id}"
    record = world.school.teacher.ok("GET", path)
    assert record["learner"]["subject"] == "person-7"
    assert record["learner"]["platform"] == world.platform.issuer
    assert [message["kind"] for message in record["attempts"][0]["messages"]] == ["lti_score"]
    world.school.teacher.send("DELETE", path, If_Match="*")
    with world.school.context.sessions() as session:
        assert session.query(AttemptRow).count() == session.query(LtiLearnerRow).count() == 0
    assert messages(world.school) == []


def test_a_learner_who_was_named_and_never_came_is_exported_and_erased(
    world: World, assignment: dict[str, Any]
) -> None:
    world.platform.members = [{"user_id": "person-8", "name": "Sam", "roles": [MEMBERSHIP + "Learner"]}]
    world.launch(world.browser(), role="Instructor", sub="teacher", assignment_id=assignment["id"])
    teacher, path = world.school.teacher, f"/assignments/{assignment['id']}/students"
    other = world.assignment()
    assert teacher.ok("GET", f"/assignments/{other['id']}/students")["items"] == []
    (record,) = teacher.ok("GET", path)["items"]
    assert (record["learner"]["subject"], record["attempts"]) == ("person-8", [])
    own = f"{path}/{record['student_id']}"
    assert teacher.ok("GET", own) == record
    assert teacher.send("GET", own.replace(assignment["id"], other["id"])).status_code == 404
    assert teacher.send("DELETE", own, If_Match="*").status_code == 200
    with world.school.context.sessions() as session:
        assert session.query(LtiLearnerRow).count() == 0


def test_learners_go_with_their_attempts_when_their_time_is_over(
    world: World, assignment: dict[str, Any]
) -> None:
    browser = world.browser()
    open_attempt(world, browser, world.launch(browser, assignment_id=assignment["id"]))
    later = world.school.clock() + timedelta(days=800)
    forget(world.school.context.sessions, Retention(attempts_days=730), now=later)
    with world.school.context.sessions() as session:
        assert session.query(LtiLearnerRow).count() == 0
        # Nor is anything left of the launches themselves.
        assert session.query(LtiTicketRow).count() == session.query(LtiLoginRow).count() == 0


def test_no_byte_of_a_launch_holds_a_key_before_its_time(world: World) -> None:
    made = world.assignment(feedback="close", show_article="never", attempts_allowed=2)
    browser = world.browser()
    pages = [world.launch(browser, assignment_id=made["id"])]
    attempt_id = open_attempt(world, browser, pages[0])
    pages.append(browser.ask("GET", f"/attempts/{attempt_id}"))
    answer_and_submit(world, browser, attempt_id, RIGHT)
    pages.append(browser.ask("GET", f"/attempts/{attempt_id}"))
    pages.append(world.launch(browser, assignment_id=made["id"]))
    pages.append(world.launch(browser, assignment_id=made["id"], destination="document"))
    sent = "\n".join(page.text + str(page.headers) for page in pages)
    # The student's own answers are the keys here: what tells of them is searched, and the other texts.
    for secret in (
        "OKAPIVARIANT",
        "LLAMAWHY",
        "ZEBRAPROOF",
        "data-key",
        "data-correct",
        "Not right",
    ):
        assert secret not in sent


def test_old_logins_and_tickets_are_swept(world: World, assignment: dict[str, Any]) -> None:
    world.launch(world.browser(), assignment_id=assignment["id"])
    world.school.clock.forward(hours=3)
    world.begin(world.browser())
    with world.school.context.sessions() as session:
        assert session.query(LtiLoginRow).count() == 1
        assert session.query(LtiTicketRow).count() == 0
