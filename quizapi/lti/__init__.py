"""Launches from learning platforms by LTI 1.3 Advantage. Imported only where that is switched on."""

from flask import Flask

from quizapi.lti.views import blueprint


def register(app: Flask) -> None:
    """Serve the addresses that platforms and people who come from them use."""
    app.register_blueprint(blueprint)


__all__ = ["register"]
