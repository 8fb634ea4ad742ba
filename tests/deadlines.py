"""Time-outs for tests: wide enough for the busiest machine, far short of what is guarded against.

No test compares times: what is slow by the square of a text's length takes minutes where a linear reader
takes less than a second, and what waits for ever is not ended by anything else.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager

#: Seconds of a processor.
MOST_WORK = 10.0
#: Seconds on the wall.
MOST_WAIT = 120.0


@contextmanager
def bounded_work(seconds: float = MOST_WORK) -> Iterator[None]:
    """Fail when the body takes more of the processor, whatever else the machine does meanwhile."""
    start = time.process_time()
    yield
    taken = time.process_time() - start
    assert taken < seconds, f"{taken:.1f} s of work, {seconds} at most"


@contextmanager
def bounded_wait(seconds: float = MOST_WAIT) -> Iterator[None]:
    """Fail when the body takes longer by the clock."""
    start = time.monotonic()
    yield
    taken = time.monotonic() - start
    assert taken < seconds, f"{taken:.1f} s, {seconds} at most"
