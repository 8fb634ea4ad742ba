"""First answers in one statement: what is remembered lets nothing pass that the database forbids."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from quizapi.api.callers import hash_token
from quizapi.services.first_answers import FirstAnswers
from quizapi.services.frozen_items import AnswerInvalid
from quizapi.services.responses import Saved, save_answer
from quizapi.services.timing import GRACE
from quizapi.store.models import AssignmentRow, ResponseRow
from tests.api.delivery import RIGHT, WRONG, Caller, School


class Answering:
    """Answers of students, past HTTP."""

    def __init__(self, school: School, **rules: Any) -> None:
        self.school = school
        self.assignment = school.assignment(**rules)
        self.first = FirstAnswers(school.context.engine)
        self.items: list[str] = [item["id"] for item in self.join("Scout").answer["items"]]

    def join(self, nickname: str) -> Caller:
        return self.school.join(self.assignment, nickname)

    def arguments(self, student: Caller, place: int, answer: Any, **more: Any) -> dict[str, Any]:
        given = {
            "attempt_id": student.answer["id"],
            "token_hash": hash_token(student.token),
            "item_id": self.items[place],
            "answer": answer,
            "client_seq": 7,
            "now": self.school.clock(),
        }
        return given | more

    def save(self, student: Caller, place: int, answer: Any, **more: Any) -> Saved:
        """The usual way; the item is remembered."""
        context = self.school.context
        saved = save_answer(context.engine, context.queue, **self.arguments(student, place, answer, **more))
        self.first.remember(saved)
        return saved

    def save_first(self, student: Caller, place: int, answer: Any, **more: Any) -> Saved | None:
        return self.first.save(**self.arguments(student, place, answer, **more))

    def meet_all(self) -> None:
        student = self.join("Somebody")
        for place, answer in enumerate(RIGHT):
            self.save(student, place, answer)

    def stored(self, student: Caller) -> list[tuple[Any, ...]]:
        query = select(ResponseRow).where(ResponseRow.attempt_id == student.answer["id"])
        with self.school.context.sessions() as session:
            rows = session.scalars(query.order_by(ResponseRow.item_id)).all()
        return [(r.item_id, r.answer, r.client_seq, r.score, r.saved_at) for r in rows]


def test_the_same_is_stored_and_told_as_by_the_usual_way(school_of_each: School) -> None:
    here = Answering(school_of_each)
    for number, answers in enumerate((RIGHT, WRONG)):
        usual, first = here.join(f"Noor {number}"), here.join(f"Ida {number}")
        for place, answer in enumerate(answers):
            if number == 0:
                assert here.save_first(first, place, answer) is None  # nobody has met the item yet
            told = here.save(usual, place, answer)
            assert here.save_first(first, place, answer) == told
            assert here.save_first(first, place, answer) is None  # there is one now
        assert here.stored(first) == here.stored(usual)
        assert len(here.stored(first)) == len(here.items)


def test_only_first_answers_to_items_of_the_tokens_own_attempt_are_stored(school: School) -> None:
    here, there = Answering(school), Answering(school)
    here.meet_all()
    one, other, stranger = here.join("Noor"), here.join("Ida"), there.join("Sam")
    assert here.save_first(one, 0, ["b"], token_hash=hash_token(other.token)) is None
    assert here.save_first(one, 0, ["b"], token_hash=hash_token("qas_nobody")) is None
    assert here.save_first(stranger, 0, ["b"]) is None  # an item of another assignment
    with pytest.raises(AnswerInvalid):
        here.save_first(one, 0, ["nonsense"])
    assert here.stored(one) == here.stored(other) == there.stored(stranger) == []
    assert here.save_first(one, 0, ["a"], client_seq=None) is not None
    before = here.stored(one)
    for answer in (["a"], ["b"]):  # there is one now
        assert here.save_first(one, 0, answer, client_seq=9) is None
    assert here.stored(one) == before


def test_nothing_comes_after_the_end_however_it_came(school_of_each: School) -> None:
    here = Answering(school_of_each, time_limit_s=60)
    here.meet_all()
    submitted, closed, erased, slow = (here.join(name) for name in ("Noor", "Ida", "Sam", "Lea"))
    submitted.ok("POST", f"/attempts/{submitted.answer['id']}/submit")
    assert here.save_first(submitted, 0, ["b"]) is None
    code = erased.answer["deletion_code"]
    erased.ok("POST", f"/attempts/{erased.answer['id']}/erase", {"deletion_code": code})
    assert here.save_first(erased, 0, ["b"]) is None
    late = here.school.clock.time + timedelta(seconds=60) + GRACE
    assert here.save_first(slow, 0, ["b"], now=late) is not None
    assert here.save_first(slow, 1, ["a"], now=late + timedelta(microseconds=1)) is None
    here.school.teacher.ok("POST", f"/assignments/{here.assignment['id']}/close")
    here.school.clock.forward(seconds=GRACE.total_seconds() + 1)
    assert here.save_first(closed, 0, ["b"]) is None
    assert here.stored(submitted) == here.stored(closed) == here.stored(erased) == []
    assert len(here.stored(slow)) == 1


def test_what_has_changed_since_is_met_anew(school_of_each: School) -> None:
    """Or students would be scored by an old key, or told keys since another class has been."""
    here = Answering(school_of_each, feedback="each")
    here.meet_all()
    for action, score in (("full_credit", 1.0), ("drop", None)):
        path = f"/quizzes/{here.assignment['quiz_id']}/items/{here.items[0]}/repair"
        here.school.teacher.ok("POST", path, {"action": action, "reason": "The key was wrong."})
        one, other = here.join(f"Noor {action}"), here.join(f"Ida {action}")
        assert here.save_first(one, 0, ["a"]) is None
        assert here.save(one, 0, ["a"]).answer.score == score
        again = here.save_first(other, 0, ["a"])
        assert again is not None
        assert again.answer.score == score
        assert [row[3] for row in here.stored(other)] == [score]
    rule = update(AssignmentRow).where(AssignmentRow.id == here.assignment["id"])
    with here.school.context.sessions.begin() as session:
        session.execute(rule.values(feedback="never"))
    assert here.save_first(here.join("Lea"), 1, ["a"]) is None
    assert here.save(here.join("Sam"), 1, ["a"]).feedback == "never"


def test_items_of_more_assignments_than_are_remembered_are_still_saved(
    school: School, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quizapi.services.first_answers._MOST_ITEMS", 2)
    here = Answering(school)
    here.meet_all()
    student = here.join("Noor")
    saved = [here.save_first(student, place, answer) for place, answer in enumerate(RIGHT)]
    assert 1 <= sum(one is not None for one in saved) <= 2
