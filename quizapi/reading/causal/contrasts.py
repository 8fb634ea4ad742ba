"""Two causes set apart: "because of X and not Y", "owing to X rather than Y". The second is denied."""

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from quizapi.reading.causal.clauses import VERBAL, phrase, trimmed
from quizapi.reading.causal.links import Link, Tokens

_SPLITS = (("rather", "than"), ("and", "not"), (",", "not"), ("but", "not"), ("not",))
_CONSTRUCTIONS = frozenset({"phrase of cause", "blame", "noun of cause", "effect of", "passive"})
_LINKERS = frozenset({"because", "of", "to", "by", "from", "on", "for", "due", "owing", "with"})


def with_contrasts(link: Link) -> Iterator[Link]:
    """The link with the cause that holds, and one with the cause that is denied, where there are two."""
    found = _split(link.anchor.doc, link) if link.construction in _CONSTRUCTIONS else None
    if found is None:
        yield link
        return
    cause, other = found
    yield replace(link, cause=cause)
    if other is not None:
        yield replace(link, cause=other, denied=True)


def _split(doc: Doc, link: Link) -> tuple[Tokens, Tokens | None] | None:
    for index in range(link.cause[0] + 1, min(link.cause[1] + 2, len(doc) - 2)):
        for split in _SPLITS:
            end = index + len(split)
            if doc[index].dep_ == "neg" and doc[index].head.pos_ in VERBAL and doc[index].head.i > index:
                continue  # "the states can not agree"
            if all(doc[index + n].lower_ == word for n, word in enumerate(split) if index + n < len(doc)):
                return _sides(doc, link, index, end)
    return None


def _sides(doc: Doc, link: Link, index: int, start: int) -> tuple[Tokens, Tokens | None] | None:
    cause = trimmed(doc, link.cause[0], index)
    while start < len(doc) - 1 and doc[start].lower_ in _LINKERS:
        start += 1
    if any(t.lower_ in ("spite", "despite") for t in doc[start : start + 2]):
        return (cause, None) if cause is not None else None
    head = next(
        (t for t in doc[start : start + 6] if t.pos_ in ("NOUN", "PROPN") and t.dep_ != "compound"), None
    )
    if cause is None:
        return None
    other = phrase(head) if head is not None and head.left_edge.i >= start else None
    if other is not None and (other[0] < link.effect[1] and link.effect[0] < other[1]):
        other = None
    return cause, other
