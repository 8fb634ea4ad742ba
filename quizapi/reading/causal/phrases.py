"""Matching of fixed phrases at a token."""

from collections.abc import Iterable, Mapping

from spacy.tokens import Doc

Phrase = tuple[str, ...]


def by_first_word(phrases: Iterable[Phrase]) -> Mapping[str, tuple[Phrase, ...]]:
    """Phrases by their first word, longest first."""
    table: dict[str, list[Phrase]] = {}
    for item in phrases:
        table.setdefault(item[0], []).append(item)
    return {first: tuple(sorted(found, key=len, reverse=True)) for first, found in table.items()}


def match_at(doc: Doc, index: int, table: Mapping[str, tuple[Phrase, ...]]) -> int | None:
    """The index behind the longest phrase that starts at `index`, None where none does."""
    for candidate in table.get(doc[index].lower_, ()):
        end = index + len(candidate)
        if end <= len(doc) and all(doc[index + n].lower_ == word for n, word in enumerate(candidate)):
            return end
    return None
