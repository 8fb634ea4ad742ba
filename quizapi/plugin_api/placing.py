"""Words that whoever has not read the rest of an article cannot place."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan


def _list(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: There is one, or everybody takes it as the one that is meant.
_ONE = _list(
    """world country nation planet economy media press internet web law military police government weather
    climate environment sun moon sea sky air earth universe future past present public people truth west east
    north south left right rich poor fact time"""
)
#: These compare with something that stands elsewhere, unless what it is follows ("than", "as", "to", "from").
_COMPARING = _list("similar separate same other another additional further such latter")
_COMPARED = _list("than as to from")
#: What stands behind a noun and tells which one is meant.
_TOLD_BEHIND = ("prep", "relcl", "acl", "appos", "poss")
_TOLD_BEFORE = ("amod", "compound", "nmod", "nummod")
_DEGREES = _list("first last only")
_VAGUE_TYPES = ("", "CARDINAL", "DATE", "TIME", "ORDINAL", "QUANTITY")


def vague_words(words: Doc | DocSpan, *, known: Collection[str] = ()) -> list[Token]:
    """The nouns and adjectives of a text by itself of which nothing in it tells which, or like what.

    "The council", "the new rules", "the police response", "the state" behind "the" that no name, superlative,
    "of", relative clause or earlier word of the text settles, and "a similar case". Stricter than
    `leans_on_context`, which lets pass what the reader of the whole article knows.

    Args:
        words: The text as it is shown, parsed.
        known: Nouns, in small letters, that may stand with a bare "the".
    """
    found = []
    for token in words:
        before = words.doc[words[0].i : token.i]
        if token.lower_ == "the" and token.dep_ == "det":
            noun = token.head
            if noun.pos_ == "NOUN" and noun.lower_ not in known and not _is_placed(noun, before):
                found.append(noun)
        elif token.lower_ in _COMPARING and token.dep_ in ("amod", "det") and not _is_compared(token, before):
            found.append(token)
    return found


def _is_placed(noun: Token, before: DocSpan) -> bool:
    """Whether the noun is the only one of its kind, named before, or told by what stands beside it."""
    if noun.lower_ in _ONE or noun.ent_type_ not in _VAGUE_TYPES:
        return True
    if any(t.lemma_ == noun.lemma_ and t.pos_ == "NOUN" for t in before):
        return True
    return any(_tells(child) for child in noun.children)


def _tells(child: Token) -> bool:
    if child.dep_ in _TOLD_BEHIND:
        return True
    if child.dep_ not in _TOLD_BEFORE:
        return False
    degree = child.tag_ in ("JJS", "RBS") or child.lower_ in _DEGREES
    named = child.pos_ == "PROPN" or child.ent_type_ not in _VAGUE_TYPES
    return degree or named or any(t.tag_ == "RBS" or t.pos_ == "PROPN" for t in child.children)


def _is_compared(word: Token, before: DocSpan) -> bool:
    """ "A plan similar to Selm's", "other towns than Selm", "Selm and other towns", "the same lane that"."""
    near = (*word.children, *word.head.children)
    told = any(t.lower_ in _COMPARED and t.i > word.i for t in near) or any(t.dep_ == "relcl" for t in near)
    # "each other", "Brandow and other towns", "one ... another"
    return told or (len(before) > 0 and before[-1].lower_ in ("each", "and", "or", "one", "among"))
