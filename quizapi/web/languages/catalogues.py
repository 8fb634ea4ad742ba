"""Catalogues, read from their `.po` files when a process first needs them: nothing is compiled."""

import io
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import NullTranslations, Translations
from flask_babel import Domain  # type: ignore[import-untyped]

from quizapi.web.languages.speaking import SOURCE, present_language

TRANSLATIONS = Path(__file__).parent.parent / "translations"
#: The languages by their short name, each in its own words.
LANGUAGES = {"en": "English", "de": "Deutsch"}


def catalogue_path(language: str, domain: str = "messages") -> Path:
    """Where a language's catalogue lies."""
    return TRANSLATIONS / language / "LC_MESSAGES" / f"{domain}.po"


@cache
def read_catalogue(language: str, domain: str = "messages") -> Catalog:
    """A language's catalogue as it is written; the source has an empty one."""
    path = catalogue_path(language, domain)
    if language == SOURCE or not path.exists():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


@cache
def read_translations(language: str) -> NullTranslations:
    """The catalogue as gettext looks it up, with the language's own plural forms."""
    if language == SOURCE:
        return NullTranslations()
    compiled = io.BytesIO()
    write_mo(compiled, read_catalogue(language))
    compiled.seek(0)
    return Translations(compiled)


@cache
def script_catalogue(language: str) -> dict[str, str | list[str]]:
    """What the ES modules say, by the English text; a plural has a list of its forms."""
    found: dict[str, str | list[str]] = {}
    for message in read_catalogue(language):
        if not any(path.endswith(".js") for path, _ in message.locations):
            continue
        if isinstance(message.id, str):
            found[message.id] = str(message.string)
        else:
            found[message.id[0]] = list(message.string or ())
    return found


class PageDomain(Domain):  # type: ignore[misc]
    """Flask-Babel's domain over catalogues that are not compiled."""

    def get_translations(self) -> NullTranslations:
        return read_translations(present_language())
