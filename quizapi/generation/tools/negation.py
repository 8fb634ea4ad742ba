"""Says the opposite of a statement by its main verb, where that is certain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapi.generation.tools.inflection import inflected, lemma_of
from quizapi.generation.tools.standalone.words import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: With these around, "not" would deny another part of the sentence, or less than the whole.
_SCOPE_WORDS = words(
    """all any anyone anything anybody both each either enough even ever every everyone everything few hardly
    just little many mostly much neither never no nobody none nor nothing often only rarely seldom several
    some still too yet already also always almost nearly most least longer more less than"""
)
#: Clauses behind the verb that a "not" could be read to deny instead of the verb.
_OPEN_CLAUSES = frozenset({"advcl", "conj", "parataxis"})
_PLAIN_AUX = {
    "will": "will", "wo": "will", "would": "would", "can": "can", "ca": "can", "could": "could",
    "may": "may", "might": "might", "must": "must", "should": "should", "sha": "shall", "shall": "shall",
    "is": "is", "are": "are", "was": "was", "were": "were", "has": "has", "have": "have", "had": "had",
    "do": "do", "does": "does", "did": "did",
}  # fmt: skip


def negated(doc: Doc) -> str | None:
    """The statement with its main verb denied, or affirmed where it was denied; None where not certain.

    Not done: statements whose verb has clauses, conjuncts or quantifiers that the "not" could reach instead
    ("did not close because ..."), questions, quotations.
    """
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    if root is None or root.pos_ not in ("VERB", "AUX") or not _certain(doc, root):
        return None
    nots = [child for child in root.children if child.dep_ == "neg"]
    if len(nots) > 1:
        return None
    return _affirmed(doc, root, nots[0]) if nots else _denied(doc, root)


def _certain(doc: Doc, root: Token) -> bool:
    if any(token.lower_ in _SCOPE_WORDS or token.text in '?"“”' for token in doc):
        return False
    if any(child.dep_ in _OPEN_CLAUSES for child in root.children):
        return False
    denied = any(child.dep_ == "neg" for child in root.children)
    # "has not publicly accused": taken away, the "not" leaves nothing open.
    manners = {child.i for child in root.children if denied and child.lower_.endswith("ly")}
    if any(child.dep_ == "advmod" and child.i not in manners for child in root.children):
        return False
    return any(child.dep_ in ("nsubj", "nsubjpass") and child.i < root.i for child in root.children)


def _denied(doc: Doc, root: Token) -> str | None:
    auxiliaries = [child for child in root.children if child.dep_ in ("aux", "auxpass") and child.i < root.i]
    if any(token.tag_ == "TO" for token in auxiliaries):
        return None
    if auxiliaries or root.lemma_ == "be":
        first = auxiliaries[0] if auxiliaries else root
        word = first.lower_
        if word not in _PLAIN_AUX or "'" in first.text or "’" in first.text:
            return None
        return _replaced(doc, first, first, "cannot" if word == "can" else f"{first.text} not")
    if root.lemma_ == "have" and root.tag_ in ("VBZ", "VBP", "VBD") and root.pos_ == "AUX":
        return None
    helper = {"VBD": "did", "VBZ": "does", "VBP": "do"}.get(root.tag_)
    if helper is None:
        return None
    lemma = lemma_of(root.text, "VERB")
    if inflected(lemma, root.tag_) != root.lower_:
        return None
    return _replaced(doc, root, root, f"{helper} not {lemma}")


def _affirmed(doc: Doc, root: Token, negation: Token) -> str | None:
    if negation.lower_ not in ("not", "n't", "n’t"):
        return None
    before = doc[negation.i - 1] if negation.i else None
    if before is None or before.lower_ not in _PLAIN_AUX or before.head not in (root, root.head):
        return None
    full = _PLAIN_AUX[before.lower_]
    if full not in ("do", "does", "did"):
        return _replaced(doc, before, negation, full)
    if root.i != negation.i + 1:
        return None
    tag = {"do": "VBP", "does": "VBZ", "did": "VBD"}[full]
    return _replaced(doc, before, root, inflected(root.lemma_.lower(), tag))


def _replaced(doc: Doc, first: Token, last: Token, words: str) -> str:
    return "".join(_pieces(doc, first, last, words)).strip()


def _pieces(doc: Doc, first: Token, last: Token, words: str) -> Iterator[str]:
    yield doc[: first.i].text_with_ws if first.i else ""
    yield words
    yield last.whitespace_
    yield doc[last.i + 1 :].text_with_ws if last.i + 1 < len(doc) else ""
