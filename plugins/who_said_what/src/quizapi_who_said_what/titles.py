"""Titles of people of whom the article gives no first name: "President Orr"."""

from __future__ import annotations

import re
from typing import Final

from quizapi.plugin_api import AnnotatedArticle, Entity

#: Capitalised words right before a name.
_BEFORE: Final = re.compile(r"((?:\b[A-Z][a-z]+\.? ){1,2})$")


def titled(article: AnnotatedArticle, entity: int) -> str | None:
    """The surname with the title that the article writes before it; None for names of more than one word.

    Among full names a bare surname stands out; with its title it is as full as the article knows it.
    """
    for mention in article.mentions(entity):
        if mention.type != "PERSON" or " " in mention.name or not mention.role:
            continue
        found = _BEFORE.search(article.text[max(0, mention.span.start - 40) : mention.span.start])
        if found is None or article.text_of(mention.span) != mention.name:
            continue
        title = found[1].strip()
        if title.casefold() in mention.role.casefold():
            return f"{title} {mention.name}"
    return None


def shown_name(article: AnnotatedArticle, entity: Entity) -> str:
    """What an option calls somebody: the name, with a title where the article gives no first name."""
    return titled(article, entity.id) or entity.name
