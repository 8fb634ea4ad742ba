""" "The country", "the city": the one place of that kind that has just been named."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quizapi.generation.tools.gazetteer import is_city, is_country, places_of
from quizapi.generation.tools.standalone.words import words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapi.generation.tools.standalone.draft import Draft
    from quizapi.plugin_api import AnnotatedArticle

_COUNTRIES: Final = words("country nation")
_CITIES: Final = words("city town capital")
#: "Across the country" is the country of whoever reads.
_ALL_OVER: Final = words("across around throughout")
_SENTENCES_BACK: Final = 2
_NAMED: Final = frozenset({"GPE", "LOC", "FAC"})


def is_placed(noun: Token, draft: Draft) -> bool:
    """Whether the statement names a place before: "comes to Vietnam because the country ..."."""
    if noun.dep_ == "pobj" and noun.head.lower_ in _ALL_OVER:
        return True
    return any(t.i < noun.i and t.ent_type_ in _NAMED and t.pos_ == "PROPN" for t in draft.tokens)


def place_called(noun: Token, article: AnnotatedArticle) -> str | None:
    """The name of the country, or city, that "the country" means; None where several could be meant.

    Its people and its capital count as the country itself, those of another leave it open.
    """
    lemma = noun.lemma_.lower()
    if noun.tag_ != "NN" or lemma not in _COUNTRIES | _CITIES:
        return None
    start = noun.sent.start
    for _ in range(_SENTENCES_BACK):
        start = noun.doc[start - 1].sent.start if start else 0
    low, high = noun.doc[start].idx, noun.idx
    near = [
        e for e in article.annotations.entities if low <= e.span.start < high and e.type in ("GPE", "NORP")
    ]
    fits = is_country if lemma in _COUNTRIES else is_city
    names = {e.name for e in near if e.type == "GPE" and fits(e.name)}
    if len(names) != 1:
        return None
    name = names.pop()
    if lemma in _COUNTRIES:
        open_ = any(own and not own & places_of(name) for own in (places_of(e.name) for e in near))
    else:
        open_ = any(e.name != name and not is_country(e.name) for e in near if e.type == "GPE")
    return None if open_ else article.written(name)
