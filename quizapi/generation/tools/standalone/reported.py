"""Direct speech as reported speech: "“I sell it,” Low said." → "Rita Low said that she sells it." """

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from quizapi.domain import Attribution, Span
from quizapi.generation.tools.standalone.phrase import stand_alone
from quizapi.generation.tools.standalone.voices import voice_of, written_for_first_person
from quizapi.generation.tools.standalone.words import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan

    from quizapi.plugin_api import AnnotatedArticle

_SUBJECTS = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
_COMMON_STARTS = words("the a an one two three some about")
_WRITTEN_OUT = words("the and percent million billion dollars")
_NOT = re.compile(r"n['’]t\b")
_WORDS = re.compile(r"\b[a-z]{3,}\b")


def reported(
    article: AnnotatedArticle, attribution: Attribution, span: Span, *, parse: Callable[[str], Doc]
) -> str | None:
    """What a source says in quotation marks as a sentence that names it: "Rita Low said that ...".

    "I" becomes "he" or "she" where the source's gender is known and nobody else could be meant, the "we" of a
    body "it". Nothing but names and these forms is put in that was not said.

    Args:
        article: The article.
        attribution: Direct speech.
        span: A clause of its content.
        parse: Parses a text anew.
    """
    source = attribution.source
    clause = article.doc.char_span(span.start, span.end, alignment_mode="expand")
    if clause is None or attribution.kind != "direct" or source is None or source.entity is None:
        return None
    if not source.name or source.name.split()[-1] in clause.text:
        # Who speaks of somebody of his own name may speak of himself, or not.
        return None
    text = stand_alone(article, span, parse=parse, voice=voice_of(article, attribution))
    if text is None or "“" in text or '"' in text or _puts_in(text, clause):
        return None
    doc = parse(text)
    first = doc[0]
    if first.dep_ in ("prep", "advcl", "mark", "cc") or _starts_twice(doc):
        return None
    said = text if _keeps_capital(first, article) else text[0].lower() + text[1:]
    return f"{source.name} said that {said}"


def _starts_twice(doc: Doc) -> bool:
    """ "Probably more than any room he has ever spoken.": words before the subject that no verb takes up."""
    root = next(token for token in doc if token.dep_ == "ROOT")
    subject = next((c for c in root.children if c.dep_ in _SUBJECTS), root)
    return any(token.pos_ in ("NOUN", "PROPN", "PRON") for token in doc[: subject.left_edge.i])


def _keeps_capital(first: Token, article: AnnotatedArticle) -> bool:
    """Whether the first word of quoted words has its capital from being a name, not from its place."""
    if first.lower_ in _COMMON_STARTS or first.pos_ in ("NUM", "PRON"):
        return False
    if first.text.isupper() or first.ent_type_:
        return True
    if first.dep_ == "compound" and first.nbor(1).tag_ == "NNP":
        # "Senator Low"
        return True
    # With a capital inside a sentence as well, and never without, it is a name that the model has not placed.
    inside = re.search(rf"[a-z,] {re.escape(first.text)}\b", article.text)
    small = re.search(rf"\b{re.escape(first.lower_)}\b", article.text)
    return first.pos_ in ("PROPN", "NOUN") and bool(inside) and not small


def _puts_in(text: str, clause: DocSpan) -> bool:
    """Whether a sentence has words, but names, that the speaker has not said.

    No dates either: "tomorrow" in words quoted from an old speech is not the day after the article.
    """
    if any(figure not in clause.text for figure in re.findall(r"\d+", text)):
        return True
    spoken = {word.lower() for word in re.findall(r"\w+", _NOT.sub(" not", clause.text))} | _WRITTEN_OUT
    spoken |= written_for_first_person(clause)
    return any(word not in spoken for word in _WORDS.findall(_NOT.sub(" not", text)))
