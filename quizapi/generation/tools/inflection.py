"""Forms of verbs and nouns."""

from functools import lru_cache
from typing import Literal

_IRREGULAR = {("be", "VBD"): "was", ("be", "VBP"): "are", ("be", "VBZ"): "is", ("be", "VB"): "be"}


@lru_cache(maxsize=4096)
def inflected(lemma: str, tag: str) -> str:
    """The form of a lemma for a Penn Treebank tag; the lemma itself where no form is known."""
    import lemminflect  # loads its tables on import

    if (lemma, tag) in _IRREGULAR:
        return _IRREGULAR[lemma, tag]
    forms = lemminflect.getInflection(lemma, tag=tag)
    return str(forms[0]) if forms else lemma


@lru_cache(maxsize=4096)
def lemma_of(word: str, pos: Literal["VERB", "NOUN", "ADJ"]) -> str:
    """The dictionary form of a word."""
    import lemminflect

    forms = lemminflect.getLemma(word.lower(), upos=pos)
    return str(forms[0]) if forms else word.lower()
