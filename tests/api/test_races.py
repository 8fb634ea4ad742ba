"""Answers, submissions and the end of time at the same moment: what was acknowledged counts, and nothing
comes after the end. Threads against the real application, on each database."""

import random
import threading
from concurrent.futures import ThreadPoolExecutor

from sqlalchemy import select

from quizapi.services.attempts import expire_all
from quizapi.store.models import AttemptRow, ResponseHistoryRow, ResponseRow
from tests.api.delivery import RIGHT, WRONG, Caller, School

_STUDENTS = 5
_DEVICES = 3


class Race:
    """A student on several devices that answer everything, while the attempt is ended."""

    def __init__(self, school: School, student: Caller, chance: random.Random) -> None:
        self.school, self.student, self.chance = school, student, chance
        self.attempt = student.answer["id"]
        self.start = threading.Barrier(_DEVICES + 1)
        #: By item: every (client_seq, answer) that was acknowledged and not ignored.
        self.acknowledged: dict[str, list[tuple[int, object]]] = {}
        self.statuses: set[int] = set()
        self._lock = threading.Lock()

    def answer(self, device: int) -> None:
        """Each item twice, now right, now wrong, from this device."""
        caller = self.school.anybody(self.student.token)
        turns = [(n, item["id"]) for n, item in enumerate(self.student.answer["items"])] * 2
        random.Random(self.chance.random() + device).shuffle(turns)
        self.start.wait()
        for turn, (place, item) in enumerate(turns):
            answer = RIGHT[place] if (turn + device) % 2 else WRONG[place]
            seq = turn * _DEVICES + device
            path = f"/attempts/{self.attempt}/responses/{item}"
            saved = caller.send("PUT", path, {"answer": answer, "client_seq": seq})
            with self._lock:
                self.statuses.add(saved.status_code)
                if saved.status_code == 200 and not saved.json["ignored"]:
                    # After the end the same answer under a new number is confirmed as it is stored.
                    told = (saved.json["client_seq"], saved.json["answer"])
                    self.acknowledged.setdefault(item, []).append(told)

    def check(self) -> None:
        """What is stored is the newest of what was acknowledged, and the points are of that."""
        with self.school.context.sessions() as session:
            attempt = session.get_one(AttemptRow, self.attempt)
            rows = session.scalars(select(ResponseRow).where(ResponseRow.attempt_id == self.attempt)).all()
            kept = session.scalars(
                select(ResponseHistoryRow).where(ResponseHistoryRow.attempt_id == self.attempt)
            ).all()
        assert attempt.state in ("submitted", "expired")
        newest = {item: max(sent, key=lambda one: one[0]) for item, sent in self.acknowledged.items()}
        assert {row.item_id: (row.client_seq, row.answer["value"]) for row in rows} == newest
        assert attempt.points == sum(row.score or 0.0 for row in rows)
        assert len({row.item_id for row in rows}) == len(rows)
        # Of each change the answer before is kept, and none twice.
        assert len({(row.item_id, row.client_seq) for row in kept}) == len(kept)
        for row in kept:
            assert (row.client_seq, row.answer["value"]) in self.acknowledged[row.item_id]


def run(school: School, end: str) -> list[Race]:
    assignment = school.assignment(time_limit_s=600)
    races = []
    for number in range(_STUDENTS):
        student = school.join(assignment, f"Student {number}")
        race = Race(school, student, random.Random(number))

        def finish(race: Race = race) -> None:
            race.start.wait()
            if end == "submit":
                threading.Event().wait(race.chance.random() / 10)
                path = f"/attempts/{race.attempt}/submit"
                assert school.anybody(race.student.token).send("POST", path).status_code == 200
            else:
                threading.Event().wait(race.chance.random() / 10)
                school.clock.forward(hours=1)
                assert expire_all(school.context.sessions, now=school.clock()) == 1

        with ThreadPoolExecutor(_DEVICES + 1) as pool:
            work = [pool.submit(race.answer, device) for device in range(_DEVICES)] + [pool.submit(finish)]
        for one in work:
            one.result()
        races.append(race)
    return races


def test_answers_from_all_sides_while_the_student_submits(school_of_each: School) -> None:
    races = run(school_of_each, "submit")
    for race in races:
        race.check()
        assert race.statuses <= {200, 409}
    assert any(race.statuses == {200, 409} for race in races), "no submission came amid the answers"


def test_answers_from_all_sides_while_time_runs_out(school_of_each: School) -> None:
    for race in run(school_of_each, "time"):
        race.check()
        assert race.statuses <= {200, 409}


def test_of_two_first_answers_at_once_under_each_one_is_final(school_of_each: School) -> None:
    school = school_of_each
    assignment = school.assignment(feedback="each")
    for number in range(4):
        student = school.join(assignment, f"Student {number}")
        for place, item in enumerate(student.answer["items"]):
            path = f"/attempts/{student.answer['id']}/responses/{item['id']}"
            start = threading.Barrier(2)

            def save(
                answer: object,
                caller: Caller = student,
                path: str = path,
                start: threading.Barrier = start,
            ) -> int:
                start.wait()
                sent = school.anybody(caller.token).send("PUT", path, {"answer": answer})
                status: int = sent.status_code
                return status

            with ThreadPoolExecutor(2) as pool:
                statuses = sorted(pool.map(save, (RIGHT[place], WRONG[place])))
            assert statuses == [200, 409]
    with school.context.sessions() as session:
        assert session.scalar(select(ResponseHistoryRow).limit(1)) is None
