"""Turns at what a worker has one of, for the jobs that it has at work at once."""

import threading
from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from quizapi.jobs.faults import JobEnded

#: How often whoever waits asks whether its job was cancelled.
CANCEL_CHECK_S = 0.4


class Turns:
    """Lines of waiting threads, one for each thing by its name; who came first is next."""

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._lines: dict[str, deque[object]] = {}

    @contextmanager
    def taken(self, thing: str, is_active: Callable[[], bool] = lambda: True) -> Iterator[None]:
        """Wait for the turn, and keep it to the end of the block.

        Args:
            is_active: Asked now and then while waiting.

        Raises:
            JobEnded: `is_active` was false.
        """
        ticket = object()
        with self._changed:
            line = self._lines.setdefault(thing, deque())
            line.append(ticket)
        try:
            while not self._is_first(line, ticket):
                if not is_active():
                    raise JobEnded
            yield
        finally:
            with self._changed:
                line.remove(ticket)
                if not line:
                    del self._lines[thing]
                self._changed.notify_all()

    def _is_first(self, line: deque[object], ticket: object) -> bool:
        with self._changed:
            return self._changed.wait_for(lambda: line[0] is ticket, timeout=CANCEL_CHECK_S)
