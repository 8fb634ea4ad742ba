"""Texts that other parts of the product write, in the visitor's language.

The API, the checks and the statistics speak English, to programs and to people. Where a page shows what they
said, it looks the text up in the catalogue; a text with values in it ("Line 3 has no name.") was extracted
with a place for each value, and is found by its pattern.
"""

import re
from functools import cache

from quizapi.web.languages.catalogues import read_catalogue
from quizapi.web.languages.speaking import SOURCE, present_language

_PLACE = re.compile(r"%\((\w+)\)s")


def translated(text: str) -> str:
    """The text in the language of the page; as it is where the catalogue does not know it."""
    language = present_language()
    if language == SOURCE or not text:
        return text
    exact, patterns = _texts_of(language)
    if text in exact:
        return exact[text]
    for pattern, words in patterns:
        if found := pattern.fullmatch(text):
            return words % found.groupdict()
    return text


@cache
def _texts_of(language: str) -> tuple[dict[str, str], tuple[tuple[re.Pattern[str], str], ...]]:
    exact: dict[str, str] = {}
    patterns: list[tuple[re.Pattern[str], str]] = []
    for message in read_catalogue(language, "elsewhere"):
        if not message.id or not isinstance(message.id, str) or not message.string:
            continue
        if _PLACE.search(message.id):
            patterns.append((_pattern_of(message.id), str(message.string)))
        else:
            exact[message.id] = str(message.string)
    # The pattern with the most words of its own is the likeliest: it is tried first.
    patterns.sort(key=lambda pair: -len(_PLACE.sub("", pair[0].pattern)))
    return exact, tuple(patterns)


def _pattern_of(text: str) -> re.Pattern[str]:
    parts, seen = [], set()
    for index, part in enumerate(_PLACE.split(text)):
        if index % 2 == 0:
            parts.append(re.escape(part.replace("%%", "%")))
        elif part in seen:
            parts.append(f"(?P={part})")
        else:
            seen.add(part)
            parts.append(f"(?P<{part}>.+?)")
    return re.compile("".join(parts), re.DOTALL)
