"""Turns: one at a time, in the order of coming, and nobody waits for a job that has ended."""

import threading
from collections.abc import Callable

import pytest
from school import wait_for

from quizapi.jobs.faults import JobEnded
from quizapi.jobs.turns import Turns


def _in_thread(work: Callable[[], None]) -> threading.Thread:
    thread = threading.Thread(target=work)
    thread.start()
    return thread


def test_who_came_first_is_next() -> None:
    turns, order = Turns(), []
    arrived = threading.Semaphore(0)

    def take(name: str) -> None:
        arrived.release()
        with turns.taken("child"):
            order.append(name)

    threads = []
    with turns.taken("child"):
        for name in "abc":
            threads.append(_in_thread(lambda name=name: take(name)))  # type: ignore[misc]
            arrived.acquire()
            wait_for(lambda: len(turns._lines["child"]) == len(threads) + 1)
        assert order == []
    for thread in threads:
        thread.join()
    assert order == ["a", "b", "c"]
    assert turns._lines == {}


def test_one_thing_is_not_held_up_by_another() -> None:
    turns = Turns()
    with turns.taken("one"), turns.taken("other"):
        pass


def test_ended_job_gives_its_place_up_and_the_next_one_gets_it() -> None:
    turns = Turns()
    with turns.taken("child"):
        with pytest.raises(JobEnded), turns.taken("child", lambda: False):
            raise AssertionError("it was not its turn")
        after: list[str] = []

        def take() -> None:
            with turns.taken("child"):
                after.append("taken")

        thread = _in_thread(take)
    thread.join()
    assert after == ["taken"]


def test_fault_in_a_turn_ends_it() -> None:
    turns = Turns()
    with pytest.raises(LookupError), turns.taken("child"):
        raise LookupError
    with turns.taken("child"):
        pass
