"""Whether a finished question or statement is understood by somebody who has not the article before him."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import is_told_in_full
from quizapi_cause_effect.naming import is_bare_definite, is_half_told
from quizapi_cause_effect.sanctions import SANCTIONS
from quizapi_cause_effect.speakers import BODIES
from quizapi_cause_effect.wording import DATED, word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from quizapi.plugin_api import AnnotatedArticle, GeneratorTools

_MEASURES: Final = SANCTIONS.instruments | SANCTIONS.ambiguous | SANCTIONS.references
#: Of these there is one in view, or they are meant in general.
_ONE: Final = word_set(
    """government president parliament congress senate world public economy market police army navy media
    press internet climate environment constitution opposition treasury poor rich elderly young future past
    present article author report text sea sun air war"""
)
_OF_WHAT: Final = frozenset({"on", "against", "of", "to"})
_NAMES: Final = frozenset({"GPE", "NORP", "ORG", "PERSON", "LOC", "FAC", "EVENT", "LAW", "PRODUCT"})


def leans(text: str, article: AnnotatedArticle, tools: GeneratorTools) -> bool:
    """Whether a text needs the article to be understood.

    Looked for are a day that only the article's date settles; a thing told by "the" alone that the article
    has called by more words elsewhere; a subject told so; and a measure without more words in a text that
    names nobody and no place. What the text itself has brought in before may be taken up.
    """
    if DATED.search(text):
        return True
    doc = tools.parse(text)
    named = any(t.ent_type_ in _NAMES or (t.pos_ == "PROPN" and t.i) for t in doc)
    told: set[str] = set()
    for noun in doc:
        lemma = noun.lemma_.lower()
        if lemma not in told | _ONE and _needs_name(noun, article.doc, named=named):
            return True
        if noun.pos_ in ("NOUN", "PROPN"):
            told.add(lemma)
    return False


def _needs_name(noun: Token, whole: Doc, *, named: bool) -> bool:
    is_measure = bool({noun.lemma_.lower(), noun.lower_} & _MEASURES)
    if is_bare_definite(noun) and not (is_measure and _is_told_by_verb(noun)):
        bare_subject = noun.dep_ in ("nsubj", "nsubjpass") and not is_measure and noun.lemma_ not in BODIES
        return bare_subject or (is_measure and not named) or is_told_in_full(noun, whole)
    return not named and is_measure and is_half_told(noun)


def _is_told_by_verb(noun: Token) -> bool:
    """ "The sanctions were imposed against Iran in 1995": which ones, the verb tells."""
    return noun.dep_ == "nsubjpass" and any(
        c.dep_ == "prep" and c.lower_ in _OF_WHAT and any(t.ent_type_ in _NAMES for t in c.subtree)
        for c in noun.head.rights
    )
