"""Events of workers and their children: one JSON object a line on standard error."""

import logging
import sys
import traceback
from typing import Any

import structlog
from structlog.typing import EventDict, WrappedLogger


def log_as_json(level: str) -> None:
    """Write events of that level ("INFO") and above."""
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            tell_where,
            structlog.processors.JSONRenderer(),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level]),
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
    )


def tell_where(logger: WrappedLogger, method: str, event: EventDict) -> EventDict:
    """What went wrong and where, without the words of the errors: these may quote an article or a name."""
    info: Any = event.pop("exc_info", None)
    if info:
        error = info if isinstance(info, BaseException) else (sys.exc_info() if info is True else info)[1]
        event["exception"] = where(error)
    return event


def where(error: BaseException | None) -> str:
    """The traceback of an error and of those that led to it, the first one first, each by its type alone."""
    told: list[str] = []
    while error is not None:
        kind = type(error)
        told.insert(
            0, "".join([*traceback.format_tb(error.__traceback__), f"{kind.__module__}.{kind.__qualname__}"])
        )
        error = error.__cause__ or (None if error.__suppress_context__ else error.__context__)
    return "\n".join(told)
