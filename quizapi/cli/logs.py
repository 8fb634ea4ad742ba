"""Logs: one event a line on standard error, JSON where nobody looks on."""

from __future__ import annotations

import logging
import sys

import structlog

from quizapi.jobs.logs import log_as_json


def configure_logging(level: str) -> None:
    """Set up structlog for a process of ours. Never logs an article's text, a name or a token.

    What errors say of themselves is shown on a terminal alone.
    """
    if not sys.stderr.isatty():
        log_as_json(level.upper())
        return
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="%H:%M:%S", utc=False),
            structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback),
        ],
        wrapper_class=structlog.make_filtering_bound_logger(logging.getLevelNamesMapping()[level.upper()]),
        logger_factory=lambda *_: structlog.WriteLogger(sys.stderr),
    )
