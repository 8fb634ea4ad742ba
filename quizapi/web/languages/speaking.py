"""Saying a text in the visitor's language: Flask-Babel with types, in one place."""

from typing import Any

import flask_babel  # type: ignore[import-untyped]
from babel import Locale

SOURCE = "en"


def gettext(text: str, **values: Any) -> str:
    """The text in the language of the page, each `%(name)s` in it replaced."""
    words: str = flask_babel.gettext(text, **values)
    return words


def ngettext(one: str, many: str, num: int, **values: Any) -> str:
    """The form of the text that fits the number, which is `%(num)d` in it."""
    words: str = flask_babel.ngettext(one, many, num, **values)
    return words


def present_locale() -> Locale:
    """The locale of the page that is being written; English outside a request."""
    return flask_babel.get_locale() or Locale(SOURCE)


def present_language() -> str:
    """The language of the page, for its attribute `lang`."""
    return present_locale().language


def text_direction() -> str:
    """`ltr` or `rtl`, as the language is written."""
    return present_locale().text_direction
