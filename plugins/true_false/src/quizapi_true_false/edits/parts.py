"""What parts people and bodies play in an article: who acts, who only speaks, who publishes."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapi.plugin_api import AnnotatedArticle
from quizapi_true_false.lexicon import words

if TYPE_CHECKING:
    from spacy.tokens import Token

_TELLING = words(
    "say tell add argue claim announce state note warn report explain insist write believe think"
)
_FIRMS = words("inc corp corporation co company ltd plc llc group ag sa gmbh limited holdings & bank")
#: An entity named so many times more often than another is what the article is about.
_MUCH_MORE = 6


def are_comparable(one: int, other: int, article: AnnotatedArticle) -> bool:
    """Whether one could be taken for the other: both act in the news, and neither is its sole subject.

    Bodies must be of a kind by name: two firms, two ministries.
    """
    mentions = [article.mentions(entity) for entity in (one, other)]
    counts = sorted(len(found) for found in mentions)
    if counts[0] == 0 or counts[1] > _MUCH_MORE * counts[0]:
        return False
    if not all(
        speaks(entity, article) or any(_acts(token) for token in _roots(entity, article))
        for entity in (one, other)
    ):
        return False
    types = {found[0].type for found in mentions}
    roles = [next((m.role for m in found if m.role), None) for found in mentions]
    if types == {"PERSON"} and not _are_alike(*roles):
        return False
    if types == {"ORG"}:
        return bool(_kinds(mentions[0][0].name) & _kinds(mentions[1][0].name))
    return len(types) == 1


def _are_alike(one: str | None, other: str | None) -> bool:
    """Whether two offices are of a kind: no referee for a player."""
    if one is None or other is None:
        return True
    return one.split()[-1].lower() == other.split()[-1].lower()


def speaks(entity: int, article: AnnotatedArticle) -> bool:
    """Whether the article gives somebody's words as this one's."""
    return any(a.source is not None and a.source.entity == entity for a in article.annotations.attributions)


def acts(entity: int, article: AnnotatedArticle) -> bool:
    """Whether the article tells of something that this one did, besides speaking."""
    return any(_acts(token) for token in _roots(entity, article))


def competes(entity: int, article: AnnotatedArticle) -> bool:
    """Whether the article tells that this one won, lost, led or ran."""
    return any(
        token.dep_ in ("nsubj", "nsubjpass") and token.head.lemma_ in _COMPETING
        for token in _roots(entity, article)
    )


_COMPETING = words("win lose lead trail run beat defeat finish compete vie score qualify")


def is_medium(entity: int, article: AnnotatedArticle) -> bool:
    """ "told the Herald", "the Herald has learned": who brings the news is no part of it."""
    for name in article.names(entity):
        plain = re.escape(name)
        if re.search(
            rf"\b(?:told|tell|tells|telling|interview(?:ed)? (?:with|by)|according to) (?:the )?{plain}",
            article.text,
        ):
            return True
        if re.search(
            rf"\b{plain} (?:has |have )?(?:learned|learnt|reports?|reported|understands|contacted|spoke)\b",
            article.text,
        ):
            return True
    return False


def belongs_to(text: str, entity: int, article: AnnotatedArticle) -> bool:
    """Whether a text names what the article calls this one's: "Northwind's Aero 9", in "the Aero site"."""
    own: set[str] = set()
    for name in article.names(entity):
        for match in re.finditer(rf"\b{re.escape(name)}['’]s? ((?:[A-Z][\w-]*[ ,.]?)+)", article.text):
            own |= set(re.findall(r"[A-Z]\w{2,}", match[1]))
    return bool(own & set(re.findall(r"[A-Z]\w{2,}", text)))


def _roots(entity: int, article: AnnotatedArticle) -> Iterator[Token]:
    for mention in article.mentions(entity):
        span = article.doc.char_span(mention.span.start, mention.span.end, alignment_mode="expand")
        if span is not None:
            yield span.root


def _acts(token: Token) -> bool:
    """Whether it is the subject of a verb that is more than saying."""
    verb = token.head
    if token.dep_ == "pobj" and verb.dep_ == "agent":
        verb = verb.head
    elif token.dep_ not in ("nsubj", "nsubjpass"):
        return False
    return verb.pos_ in ("VERB", "AUX") and verb.lemma_ not in _TELLING


def _kinds(name: str) -> frozenset[str]:
    """The kind that a body's name tells: its last word, or that it is a firm."""
    parts = [part.strip(".,").lower() for part in name.split()]
    kinds = {"firm"} if set(parts) & _FIRMS else set()
    if len(parts) > 1:
        kinds.add(parts[-1])
        kinds.add(parts[0] if parts[0] in _KINDS else parts[-1])
    return frozenset(kinds)


_KINDS = words(
    "ministry department university council office bank court federation union institute committee"
)
