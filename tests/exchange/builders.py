"""Items of every kind, made by hypothesis, and what is kept of one in a format."""

import string
from collections.abc import Callable
from typing import Any

from hypothesis import strategies as st

from quizapi.domain import Evidence, Item, Option, Span
from quizapi.exchange.building import option_ids
from quizapi.exchange.formats import INTERACTIONS, Entry
from quizapi.exchange.texts import clean

#: Signs that formats use for themselves, scripts, mathematics, emoji, and markup.
PIECES = [
    *"~=#{}:\\[]%*<>&\"'`|_;,.!?@+-$^()/",
    "->",
    "::",
    "####",
    "//",
    "%50%",
    "[html]",
    "[plain]",
    "\\n",
    "\n",
    "<b>bold</b>",
    "<script>alert(1)</script>",
    "&amp;",
    "]]>",
    "A. ",
    "ANSWER: A",
    "=1+1",
    "√2 ≠ ½ ∑",
    "שלום עולם",
    "قال الوزير",
    "👩🏽‍🚒",
    "“quoted”",
    "x = {1: 2}",
    "1. ",
    "- ",
    "# ",
]
words = st.text(string.ascii_letters + string.digits, min_size=1, max_size=8)
pieces = st.lists(st.sampled_from(PIECES) | words, min_size=1, max_size=6).map(" ".join) | st.lists(
    st.sampled_from(PIECES) | words, min_size=1, max_size=6
).map("".join)
texts = (pieces | st.text(min_size=1, max_size=30)).map(clean).filter(bool)
lines = texts.map(lambda text: " ".join(text.split())).filter(bool)


def distinct(source: st.SearchStrategy[str], least: int, most: int) -> st.SearchStrategy[list[str]]:
    return st.lists(source, min_size=least, max_size=most, unique=True)


@st.composite
def items(
    draw: Any,
    interactions: tuple[str, ...] = INTERACTIONS,
    texts: st.SearchStrategy[str] = texts,
    extras: bool = True,
) -> Item:
    """A sound item of one of the interactions, with evidence where `extras`."""
    interaction = draw(st.sampled_from(interactions))
    options: list[Option] = []
    matches: list[Option] = []
    accepted: tuple[str, ...] = ()
    key: Any
    if interaction in ("choice", "multiple", "order"):
        shown = draw(distinct(texts, 3, 6))
        options = [Option(id, text) for id, text in zip(option_ids(len(shown)), shown, strict=True)]
        ids = [option.id for option in options]
        if interaction == "choice":
            key = (draw(st.sampled_from(ids)),)
        elif interaction == "multiple":
            chosen = draw(st.sets(st.sampled_from(ids), min_size=1))
            key = tuple(id for id in ids if id in chosen)
        else:
            key = tuple(draw(st.permutations(ids).filter(lambda order: list(order) != ids)))
    elif interaction == "match":
        left, right = draw(distinct(texts, 2, 5)), draw(distinct(texts, 2, 5))
        options = [Option(id, text) for id, text in zip(option_ids(len(left)), left, strict=True)]
        matches = [Option(str(n), text) for n, text in enumerate(right, 1)]
        partner = st.sampled_from([option.id for option in matches])
        key = tuple((option.id, draw(partner)) for option in options)
    elif interaction == "text":
        key, *others = draw(distinct(texts, 1, 4))
        accepted = tuple(others)
    else:
        key = draw(st.booleans())
    evidence = Evidence(Span(3, 9), draw(texts), "quote", "0199a3c2-7d1e-7c44-9a51-3f0c6f0f5b1a", 2)
    return Item(
        interaction=interaction,
        stem=draw(texts),
        key=key,
        evidence=(evidence,) if extras and draw(st.booleans()) else (),
        options=tuple(options),
        matches=tuple(matches),
        accepted=accepted,
        explanation=draw(st.just("") | texts) if extras else "",
        confidence=1.0,
        tags=tuple(draw(distinct(words, 0, 2))) if extras else (),
        generator="true-or-false",
        generator_version="1.0",
    )


def entries(
    interactions: tuple[str, ...] = INTERACTIONS,
    texts: st.SearchStrategy[str] = texts,
    extras: bool = True,
) -> st.SearchStrategy[list[Entry]]:
    """Several items, each with an id."""
    return st.lists(items(interactions, texts, extras), min_size=1, max_size=4).map(
        lambda found: [Entry(f"item-{n}", item) for n, item in enumerate(found)]
    )


def meaning(item: Item, text: Callable[[str], str] = clean) -> Any:
    """What is asked and what is right, in texts, whatever ids options have or stand in what order.

    Args:
        text: What the format does to every text.
    """
    left = {option.id: text(option.text) for option in item.options}
    right = {option.id: text(option.text) for option in item.matches}
    key: Any = item.key
    shown: Any = list(left.values())
    if item.interaction in ("choice", "multiple"):
        key = sorted(left[part] for part in item.key)  # type: ignore[union-attr, index, misc]
    elif item.interaction == "order":
        key = [left[part] for part in item.key]  # type: ignore[union-attr, index, misc]
    elif item.interaction == "match":
        key = sorted((left[a], right[b]) for a, b in item.key)  # type: ignore[union-attr, misc]
    elif item.interaction == "text":
        key = [text(one) for one in (str(item.key), *item.accepted)]
    return item.interaction, text(item.stem), shown, sorted(right.values()), key
