"""What can end a call to the child, or a job."""

from typing import Any, Final, Literal

FaultType = Literal["timed-out", "out-of-memory", "crashed", "failed"]

#: A step's answer when there is nothing left to do for its job: it was cancelled, or is gone.
STOP: Final[dict[str, Any]] = {"stop": True}


class ChildFault(Exception):
    """A call to the child gave nothing: it was stopped by a limit, died, or what it ran raised an error.

    `type` is the type of the problem that it becomes. After all but "failed" the child is a new one.
    `from_outside` tells that something else than we or the plugin ended it (SIGKILL, as of a system without
    memory): a fault of the machinery, worth another try.
    """

    def __init__(self, type: FaultType, detail: str, *, from_outside: bool = False) -> None:
        super().__init__(detail)
        self.type = type
        self.detail = detail
        self.from_outside = from_outside


class JobEnded(Exception):
    """The job was cancelled or deleted while it was worked on."""


class ChildUnavailable(Exception):
    """The child cannot be started. `lasting` where it is for want of a model, a library or a plugin, so that
    trying again is of no use until someone has changed that."""

    def __init__(self, detail: str, *, lasting: bool = False) -> None:
        super().__init__(detail)
        self.lasting = lasting
