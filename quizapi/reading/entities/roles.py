"""Offices and jobs: titles before a name, and noun phrases set beside it."""

from __future__ import annotations

from quizapi.reading.entities.lexicon import COURTESY, RELATIVES, ROLE_NOUNS, TITLE_PARTS, TITLES
from quizapi.reading.entities.mentions import Mention, name_word, root_of
from quizapi.reading.entities.tokens import Tokens

_MAX_ROLE_WORDS = 8
_OFFICE = (TITLES | ROLE_NOUNS) - COURTESY - RELATIVES
_STANDING = ROLE_NOUNS - RELATIVES


def titles_before(tokens: Tokens, first: int) -> list[str]:
    """Words of titles directly before a name, nearest first."""
    found = []
    i = first - 1
    while i >= 0 and first - i <= _MAX_ROLE_WORDS:
        word = name_word(tokens.words[i])
        if word == "." or not word:
            i -= 1
            continue
        if word not in TITLES and word not in TITLE_PARTS and word not in _STANDING:
            break
        found.append(word)
        i -= 1
    return found


def role_of(tokens: Tokens, mention: Mention) -> str | None:
    """The office or job that the words around one mention give the person, or None."""
    root = root_of(tokens, mention.first, mention.last)
    return (
        _before(tokens, mention)
        or _beside(tokens, tokens.child(root, "appos"), mention.last + 1)
        or _named_by(tokens, root, mention)
        or _copula(tokens, root)
    )


def relative_of(tokens: Tokens, mention: Mention) -> str | None:
    """ "her husband, Tom Rowe", "Rowe's sister Ann": the word that tells a relative."""
    root = root_of(tokens, mention.first, mention.last)
    noun = tokens.head[root] if tokens.dep[root] == "appos" else mention.first - 1
    return tokens.lower[noun] if noun >= 0 and tokens.lower[noun] in RELATIVES else None


def _before(tokens: Tokens, mention: Mention) -> str | None:
    i = mention.first - 1
    words: list[str] = []
    while i >= 0 and len(words) < _MAX_ROLE_WORDS:
        word = name_word(tokens.words[i])
        modifies = tokens.dep[i] in ("compound", "amod", "nmod") and i < tokens.head[i] <= mention.last
        if word in COURTESY or not (word in _OFFICE or word in TITLE_PARTS or (modifies and words)):
            break
        words.append(_cased(tokens, i))
        i -= 1
    return " ".join(reversed(words)) if any(w.lower().rstrip(".") in _OFFICE for w in words) else None


def _cased(tokens: Tokens, i: int) -> str:
    word = name_word(tokens.words[i])
    if word in _OFFICE or word in TITLE_PARTS:
        return {"sen": "senator", "rep": "representative", "gov": "governor", "gen": "general"}.get(
            word, word
        )
    return tokens.words[i]


def _beside(tokens: Tokens, noun: int | None, after: int) -> str | None:
    """The phrase around a noun that stands beside a name: "the town engineer", "owner of the yard"."""
    if noun is None or noun < after or name_word(tokens.lemma[noun]) not in _STANDING:
        return None
    return _phrase(tokens, noun, after, len(tokens))


def _named_by(tokens: Tokens, root: int, mention: Mention) -> str | None:
    """ "a spokesman for the eight governments, Pieter Lind": the name stands beside the noun."""
    noun = tokens.head[root]
    if tokens.dep[root] != "appos" or noun >= mention.first or name_word(tokens.lemma[noun]) not in _STANDING:
        return None
    return _phrase(tokens, noun, 0, mention.first)


def _copula(tokens: Tokens, root: int) -> str | None:
    verb = tokens.head[root]
    if tokens.dep[root] != "nsubj" or tokens.lemma[verb] != "be" or tokens.child(verb, "neg") is not None:
        return None
    noun = tokens.child(verb, "attr")
    if noun is None or noun < verb or name_word(tokens.lemma[noun]) not in _STANDING:
        return None
    return _phrase(tokens, noun, verb + 1, len(tokens))


def _phrase(tokens: Tokens, noun: int, low: int, high: int) -> str | None:
    first = noun
    while (
        first - 1 >= low
        and tokens.dep[first - 1] in ("compound", "amod", "nmod")
        and (first - 1 < tokens.head[first - 1] <= noun)
    ):
        first -= 1
    last = noun
    for i in tokens.children[noun]:
        if i > last and i < high and tokens.dep[i] == "prep" and tokens.lower[i] in ("of", "for", "at", "to"):
            below = [k for k in tokens.subtree(i) if i <= k < high]
            stop = next((k for k in below if tokens.lower[k] in (",", "who", "which", "that", "and")), None)
            last = below[-1] if stop is None else stop - 1
            break
    if last - first >= _MAX_ROLE_WORDS:
        last = noun
    words = [_cased(tokens, i) for i in range(first, noun + 1)]
    tail = tokens.text[tokens.end[noun] : tokens.end[last]] if last > noun else ""
    if any("\n" in piece for piece in (*words, tail)):
        return None
    return " ".join(words) + tail
