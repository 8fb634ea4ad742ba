"""Launches from learning platforms by LTI 1.3 Advantage. Imported only where that is switched on."""

from flask import Flask

from quizapi.lti import choosing, learning, views
from quizapi.lti.pages import blueprint

#: Importing a module adds its addresses to the blueprint.
MODULES = (views, choosing, learning)


def register(app: Flask) -> None:
    """Serve the addresses that platforms and people who come from them use."""
    app.register_blueprint(blueprint)


__all__ = ["register"]
