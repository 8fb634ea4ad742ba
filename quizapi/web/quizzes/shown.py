"""An item as a teacher reads it: the key beside each option, and the sentences that prove it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from quizapi.web.calling import get
from quizapi.web.languages.speaking import gettext
from quizapi.web.marking import Marked, article_html, passage_around

Json = Mapping[str, Any]
#: Evidence that only tells what the proof speaks of.
_CONTEXT = "context"


@dataclass(frozen=True, slots=True)
class ShownOption:
    """One line of an item; `place` is its place in the right order, `partner` what it is matched with."""

    text: str
    right: bool
    place: int = 0
    partner: str = ""


@dataclass(frozen=True, slots=True)
class Article:
    """An article of a quiz, as the pages show it."""

    id: str
    title: str
    text: str
    html: Any


def options_of(item: Json) -> list[ShownOption]:
    """The options with what is right about each; for `order` in the right order."""
    key = item["key"]
    options = {option["id"]: option["text"] for option in item.get("options") or ()}
    if item["interaction"] == "order":
        return [ShownOption(options.get(part, ""), True, place) for place, part in enumerate(key, 1)]
    if item["interaction"] == "match":
        matches = {match["id"]: match["text"] for match in item.get("matches") or ()}
        pairs = dict(key)
        return [
            ShownOption(text, True, partner=matches.get(pairs.get(option_id, ""), ""))
            for option_id, text in options.items()
        ]
    if item["interaction"] == "true_false":
        return [ShownOption(gettext("True"), key is True), ShownOption(gettext("False"), key is False)]
    if item["interaction"] == "text":
        return [ShownOption(text, True) for text in (key, *(item.get("accepted") or ()))]
    right = key if isinstance(key, list) else [key]
    return [ShownOption(text, option_id in right) for option_id, text in options.items()]


def on_paper(item: Json) -> Json:
    """The item as it may be printed: the parts of an `order` or a `match` not in the order of the key."""
    parts = {"order": "options", "match": "matches"}.get(item["interaction"])
    if parts is None:
        return item
    shown = list(item[parts])
    partners = dict(item["key"]) if parts == "matches" else {}
    right = [partners.get(o["id"]) for o in item["options"]] if partners else item["key"]
    if [one["id"] for one in shown][: len(right)] == right:
        shown = [*shown[1:], *shown[:1]]
    return {**item, parts: shown}


def load_articles(references: Iterable[Json], items: Iterable[Json]) -> list[Article]:
    """The articles of a quiz in the revisions that it asks about, the evidence of its items in place.

    Raises:
        ApiRefusal
    """
    shown = []
    for reference in references:
        article = get(f"/articles/{reference['id']}", revision=reference["revision"])
        # A stale item's evidence stands in an older text only.
        held = [item for item in items if not item.get("stale")]
        marks = [mark for item in held for mark in evidence_marks(item, article["id"])]
        html = article_html(article["text"], marks)
        shown.append(Article(article["id"], article["title"], article["text"], html))
    return shown


def evidence_marks(item: Json, article_id: str, *, classes: str = "evidence") -> list[Marked]:
    """Marks for an item's evidence in that article.

    The first that is more than context bears the id `e-<item>`: a page leads there.
    """
    spans = [span for span in item.get("evidence") or () if span.get("article_id") in (article_id, None)]
    proof = next((span for span in spans if span.get("role") != _CONTEXT), spans[0] if spans else None)
    return [
        Marked(
            span["start"],
            span["end"],
            f"{classes} context" if span.get("role") == _CONTEXT else classes,
            id=f"e-{item['id']}" if span is proof else "",
            item=item["id"],
        )
        for span in spans
    ]


def in_context(text: str, span: Json) -> Any:
    """A span of evidence with the paragraph around it, marked."""
    start, end = passage_around(text, span["start"], span["end"])
    inner = Marked(span["start"] - start, span["end"] - start)
    return article_html(text[start:end], [inner])
