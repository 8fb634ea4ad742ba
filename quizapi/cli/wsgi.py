"""What gunicorn loads in each web process."""

from __future__ import annotations

from flask import Flask

from quizapi.app import create_app
from quizapi.cli.logs import configure_logging
from quizapi.settings import Settings


def application() -> Flask:
    """The application with the settings of the environment."""
    settings = Settings()
    configure_logging(settings.log_level)
    return create_app(settings)
