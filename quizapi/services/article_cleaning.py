"""From what a teacher sent to the text that is stored, with what was taken out and can be put back."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from quizapi.reading.cleaning import Cleaned, check_text, clean_article
from quizapi.reading.cleaning.characters import plain_characters
from quizapi.reading.cleaning.paragraphs import split_paragraphs
from quizapi.reading.errors import LanguageNotSupported
from quizapi.reading.language import check_language, language_name
from quizapi.services.errors import Invalid, located
from quizapi.services.html_text import PageText, page_text

#: Markup has more characters than the text in it.
_MARKUP_FACTOR = 10
_TITLE_WORDS = 10
_LONGEST_TITLE = 300
Json = dict[str, Any]


class RemovedUnknown(Invalid):
    """There is no such removed piece."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """An article ready to be stored.

    `removed` is `[{text, why, before_paragraph}]`: the index of the paragraph of `text` that the piece stood
    before, so that it can be put back.
    """

    text: str
    title: str
    author: str | None
    published_on: date | None
    language: str
    removed: list[Json]


def prepare_text(text: str, details: Mapping[str, Any], *, max_chars: int) -> Prepared:
    """Check and clean a text; what is found fills the details that are not given.

    Args:
        details: `title`, `author`, `published_on` and `language`, where given.

    Raises:
        TextEmpty, TextTooLong, TextNotText, TextIsHtml, TextTooShort, LanguageNotSupported
    """
    _check_given_language(details.get("language"))
    with located("/text"):
        check_text(text, max_chars=max_chars)
        return _prepared(text, details, max_chars)


def prepare_html(html: str, details: Mapping[str, Any], *, max_chars: int) -> Prepared:
    """The same from a page's markup.

    Raises:
        TextEmpty, TextTooLong, TextNotText, TextTooShort, LanguageNotSupported
    """
    _check_given_language(details.get("language"))
    with located("/html"):
        # Only the length and the characters matter here: markup of a page is what it should be.
        check_text(re.sub(r"<", " ", html), max_chars=_MARKUP_FACTOR * max_chars, min_words=0)
        page = page_text(html)
        check_text(page.text.replace("<", "‹"), max_chars=max_chars)
        return _prepared(page.text, _with_page(details, page), max_chars)


def checked_text(text: str, *, max_chars: int) -> str:
    """A text that the teacher has edited: checked and its paragraphs set apart, but nothing taken out.

    Raises:
        TextEmpty, TextTooLong, TextNotText, TextIsHtml, TextTooShort, LanguageNotSupported
    """
    check_text(text, max_chars=max_chars)
    check_language(text)
    whole = "\n\n".join(paragraph.text for paragraph in split_paragraphs(plain_characters(text)))
    check_text(whole, max_chars=max_chars)
    return whole


def put_back(text: str, removed: Sequence[Json], indexes: Collection[int]) -> tuple[str, list[Json]]:
    """Put removed pieces back where they stood.

    Args:
        indexes: Into `removed`.

    Returns:
        The text, and the pieces that are still removed.

    Raises:
        RemovedUnknown
    """
    if unknown := [index for index in indexes if index >= len(removed)]:
        raise RemovedUnknown(f"{unknown[0]} is no index into the article's {len(removed)} removed pieces.")
    paragraphs = text.split("\n\n")
    whole: list[str] = []
    left: list[Json] = []
    for index in range(len(paragraphs) + 1):
        prefix = ""
        for number, piece in enumerate(removed):
            # The text may have lost paragraphs since then.
            if min(piece.get("before_paragraph", 0), len(paragraphs)) != index:
                continue
            if number not in indexes:
                left.append({**piece, "before_paragraph": len(whole)})
            elif piece["why"] == "dateline":
                prefix = piece["text"] + " "
            else:
                whole.append(piece["text"])
        if index < len(paragraphs):
            whole.append(prefix + paragraphs[index])
        elif prefix:
            whole.append(prefix.strip())
    return "\n\n".join(whole), left


def _prepared(raw: str, details: Mapping[str, Any], max_chars: int) -> Prepared:
    cleaned = clean_article(raw, title=details.get("title"))
    check_text(cleaned.text.replace("<", "‹"), max_chars=max_chars)
    check_language(cleaned.text)
    return Prepared(
        text=cleaned.text,
        title=(details.get("title") or cleaned.title or _first_words(cleaned.text))[:_LONGEST_TITLE],
        author=details.get("author") or cleaned.author,
        published_on=details.get("published_on") or cleaned.published_on,
        language="en",
        removed=_with_places(raw, cleaned),
    )


def _with_page(details: Mapping[str, Any], page: PageText) -> Json:
    found = {"title": page.title, "author": page.author, "published_on": page.published_on}
    given = {name: value for name, value in details.items() if value is not None}
    return {**found, **given}


def _with_places(raw: str, cleaned: Cleaned) -> list[Json]:
    """The removed pieces, each with the place it stood at: body and pieces, read together, are the whole."""
    body = cleaned.text.split("\n\n")
    waiting = list(cleaned.removed)
    places: list[Json] = []
    at = 0
    for paragraph in split_paragraphs(plain_characters(raw)):
        if at < len(body) and paragraph.text == body[at]:
            at += 1
            continue
        if waiting and paragraph.text == waiting[0].text:
            places.append({"text": waiting[0].text, "why": waiting[0].why, "before_paragraph": at})
            waiting.pop(0)
        elif at < len(body) and paragraph.text.endswith(body[at]):
            at += 1
    # The dateline is told last, and was the beginning of the first paragraph.
    places += [{"text": piece.text, "why": piece.why, "before_paragraph": 0} for piece in waiting]
    return places


def _first_words(text: str) -> str:
    words = text[:500].split()
    return " ".join(words[:_TITLE_WORDS]) + (" …" if len(words) > _TITLE_WORDS else "")


def _check_given_language(language: str | None) -> None:
    if language is not None and language.lower().split("-")[0] != "en":
        error = LanguageNotSupported(
            f"{language_name(language.lower())} ({language}) was given; only English articles can be read."
        )
        error.pointer = "/language"
        raise error
