"""A small gazetteer of our own: countries, cities, organisations by kind, and invented people.

It is the last source of wrong options, where neither the article nor those named beside it give enough. What
comes of it is marked (`checks.borrowed`).
"""

from quizapi.generation.tools.gazetteer.bodies import kinds_of, organisations
from quizapi.generation.tools.gazetteer.invented import area_of_name, people
from quizapi.generation.tools.gazetteer.listed import is_listed
from quizapi.generation.tools.gazetteer.states import (
    areas_of,
    capitals,
    countries,
    demonyms,
    is_capital,
    is_country,
    may_mean_the_same,
    places_of,
)
from quizapi.generation.tools.gazetteer.towns import cities, is_city

__all__ = [
    "area_of_name",
    "areas_of",
    "capitals",
    "cities",
    "countries",
    "demonyms",
    "is_capital",
    "is_city",
    "is_country",
    "is_listed",
    "kinds_of",
    "may_mean_the_same",
    "organisations",
    "people",
    "places_of",
]
