"""The child's program: `python -m quizapi.jobs.child_main`, messages on its standard streams.

What plugins print goes to standard error, so that it cannot get between the messages.
"""

import os
from typing import TYPE_CHECKING

from quizapi.jobs.frames import Json, read_frame, write_frame
from quizapi.jobs.logs import log_as_json
from quizapi.jobs.orphans import die_with_parent

if TYPE_CHECKING:
    from quizapi.jobs.workbench import Workbench


def main() -> None:
    """Load all, say so, and answer one request after the other until the pipe ends."""
    requests, replies = _take_streams()
    setup = read_frame(requests)
    if setup is None:
        return
    die_with_parent(setup["parent"])
    log_as_json(setup["log_level"])
    try:
        # Imported here: spaCy takes a second, and what fails is to be told in a message.
        from quizapi.jobs.workbench import Workbench

        workbench = Workbench(setup["model"], setup["plugins"])
    except Exception as error:
        write_frame(replies, {"fatal": f"{type(error).__name__}: {error}"})
        return
    write_frame(replies, workbench.info())
    while (request := read_frame(requests)) is not None:
        write_frame(replies, _answer(workbench, request))
    # Threads that a plugin has left behind must not keep the process.
    os._exit(0)


def _take_streams() -> tuple[int, int]:
    """Descriptors of our own for the messages; the standard ones lead elsewhere from here on."""
    requests, replies = os.dup(0), os.dup(1)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    os.dup2(2, 1)
    return requests, replies


def _answer(workbench: "Workbench", request: Json) -> Json:
    try:
        return workbench.handle(request)
    except MemoryError:
        return {"fault": "out-of-memory", "detail": "there was no memory left"}
    except Exception as error:
        return {"fault": "failed", "detail": f"{type(error).__name__}: {error}"}
    except BaseException as error:
        # sys.exit() and its like: a plugin wanted to end the process.
        return {"fault": "crashed", "detail": f"it raised {type(error).__name__}"}


if __name__ == "__main__":
    main()
