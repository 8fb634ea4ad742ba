"""Comparisons and quantities turned round."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapi_true_false.edits.around import cased, has_no, is_denied, is_wished, names_reason
from quizapi_true_false.edits.base import Candidate, Scene, edit_of, in_quotes
from quizapi_true_false.lexicon import ADJECTIVES, PEOPLE, QUANTITIES, words
from quizapi_true_false.objects import BUILT, MEASURED
from quizapi_true_false.statements import Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

_MEASURES = words(
    "percent pct percentage year month week day hour minute mile kilometre metre meter tonne ton degree"
)


def change_comparison(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """ "more than 40" → "fewer than 40", "higher" → "lower"."""
    for token in statement.doc:
        after = _turned(token)
        if after is None or in_quotes(statement, token.idx) or is_denied(token.head) or has_no(token.doc):
            continue
        if is_wished(token):
            continue
        yield Candidate(
            edit_of("comparison", statement, token.idx, token.text, after),
            f"The article says “{_phrase(token, token.text)}”, not “{_phrase(token, after)}”.",
            claimed="",
        )


def _turned(token: Token) -> str | None:
    word = token.lower_
    doc = token.doc
    after = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
    if word in _DEGREES and after != "than" and token.i:
        return _degree(token)
    if word == "more" and after == "than" and token.i + 2 < len(doc) and doc[token.i + 2].like_num:
        return cased(token, "fewer" if _counts_things(token) else "less")
    if word in QUANTITIES and token.i == 0 and not has_no(doc):
        return _quantity(token, after)
    if word in ("fewer", "less") and after == "than" and token.i + 2 < len(doc) and doc[token.i + 2].like_num:
        return cased(token, "more")
    if word in ("earlier", "later") and after != "than":
        # "earlier losses": before what?
        return None
    if word in ("older", "younger", "oldest", "youngest") and token.head.lemma_.lower() not in PEOPLE:
        return None
    if word in ADJECTIVES and token.tag_ in ("JJR", "JJS", "RBR"):
        said = _goes_with_both(token) and not names_reason(token.doc) and not _is_one_of_two_deeds(token)
        return cased(token, ADJECTIVES[word]) if said else None
    return None


def _goes_with_both(token: Token) -> bool:
    """Whether the opposite is said in the same place: "lower prices", "is lower", "slower than".

    Not "worse shape" or "a weaker case": what these words are said of with another noun is custom.
    """
    head = token.head
    behind = {t.lower_ for t in token.doc[token.i + 1 : token.i + 4]}
    if "than" in behind and token.dep_ in ("acomp", "advmod", "attr", "amod"):
        return True
    if token.dep_ == "acomp":
        return True
    if token.dep_ == "advmod":
        return token.tag_ == "RBR" and head.pos_ == "VERB"
    if token.dep_ != "amod":
        return False
    lemma = head.lemma_.lower()
    if token.lower_ in ("older", "younger", "oldest", "youngest"):
        return True
    if lemma in MEASURED:
        return token.lower_ not in ("better", "worse")
    return lemma in BUILT and head.dep_ in ("nsubj", "nsubjpass", "dobj") and token.tag_ == "JJS"


def _is_one_of_two_deeds(token: Token) -> bool:
    """ "to rally supporters and raise more money": what stands beside it shows which of the two is meant."""
    node = token
    while node.head.i != node.i:
        if node.pos_ in ("VERB", "AUX") and (
            node.dep_ == "conj" or any(c.dep_ == "conj" and c.pos_ == "VERB" for c in node.children)
        ):
            return True
        node = node.head
    return False


#: "more common", "the most popular"; behind these the other degree would sound wrong.
_DEGREES = {"more": "less", "less": "more", "most": "least", "least": "most"}
_STRESSED = words("even still no any or much ever once far at")


def _degree(token: Token) -> str | None:
    """ "more likely" → "less likely", "more debates" → "fewer debates", "the most popular" → "the least"."""
    doc, head = token.doc, token.head
    before = doc[token.i - 1].lower_ if token.i else ""
    if head.i != token.i + 1 or before in _STRESSED or head.lower_ == "far" or names_reason(doc):
        return None
    if _is_one_of_two_deeds(token):
        return None
    if token.tag_ in ("RBR", "RBS") and head.pos_ in ("ADJ", "ADV") and head.dep_ != "pcomp":
        # "the least popular city" of a city that makes the news?
        asked = token.tag_ == "RBR" or head.dep_ == "acomp"
        return cased(token, _DEGREES[token.lower_]) if asked else None
    if token.tag_ != "JJR" or head.pos_ != "NOUN" or head.lemma_.lower() in _MEASURES:
        return None
    if head.dep_ not in ("dobj", "nsubj", "nsubjpass", "attr") or head.head.dep_ not in ("ROOT", "ccomp"):
        # "to raise less money": nobody sets out to.
        return None
    if token.lower_ == "more":
        return cased(token, "fewer" if head.tag_ == "NNS" else "less")
    return cased(token, "more")


def _quantity(token: Token, after: str) -> str | None:
    """Another quantity, where the words behind it go with both ("most farmers", "all of the farmers")."""
    other = QUANTITIES[token.lower_]
    root = next(t for t in token.doc if t.dep_ == "ROOT")
    if any(c.dep_ == "conj" and c.pos_ in ("VERB", "AUX") for c in root.children):
        # "None of them oppose it, and have promised ...": the second half shows the first to be wrong.
        return None
    if other == "none" and after != "of":
        return None
    if token.lower_ == "most" and token.head.tag_ == "NN" and token.dep_ == "amod":
        return cased(token, "little")
    if token.lower_ in ("most", "many", "few") and after != "of" and token.head.tag_ != "NNS":
        return None
    return cased(token, other)


def _counts_things(token: Token) -> bool:
    """Whether the number behind "more than" counts things; shares, sums and measures are "less"."""
    for t in token.doc[token.i + 2 : token.i + 7]:
        if t.text in ("$", "€", "£", "%"):
            return False
        if t.pos_ == "NOUN" and t.lower_ not in ("million", "billion"):
            return t.lemma_.lower() not in _MEASURES
    return False


def _phrase(token: Token, word: str) -> str:
    """The word with what it compares, for an explanation."""
    doc = token.doc
    behind = doc[token.i + 1 : min(len(doc), token.i + 3)].text if token.i + 1 < len(doc) else ""
    return f"{word} {behind}".rstrip(" .,")
