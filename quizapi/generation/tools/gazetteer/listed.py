"""Is a name one of ours?"""

from functools import lru_cache

from quizapi.generation.tools.gazetteer.bodies import organisations
from quizapi.generation.tools.gazetteer.invented import is_invented
from quizapi.generation.tools.gazetteer.states import countries, demonyms
from quizapi.generation.tools.gazetteer.towns import cities


@lru_cache(maxsize=1)
def _names() -> frozenset[str]:
    return frozenset((*countries(), *demonyms(), *cities(), *organisations()))


def is_listed(name: str) -> bool:
    """Whether the gazetteer may have given this name."""
    return name in _names() or is_invented(name)
