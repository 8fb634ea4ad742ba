"""Parses short texts with the pipeline's own model, without our readers."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

_KEPT = 512
_MAX_CHARS = 5_000


class Parser:
    """Remembers the last parses: generators ask for the same statement more than once."""

    def __init__(self, nlp: Language) -> None:
        self._nlp = nlp
        self._skipped = [name for name in nlp.pipe_names if name.startswith("quizapi_")]
        self._docs: OrderedDict[str, Doc] = OrderedDict()

    def __call__(self, text: str) -> Doc:
        """Parse a text.

        Raises:
            ValueError: The text is longer than any statement or question.
        """
        if len(text) > _MAX_CHARS:
            raise ValueError(f"only short texts are parsed here, not {len(text)} characters")
        if text in self._docs:
            self._docs.move_to_end(text)
            return self._docs[text]
        self.ahead([text])
        return self._docs[text]

    def ahead(self, texts: Iterable[str]) -> None:
        """Parse texts that will be asked for, all in one go; those too long or too many are left out."""
        unknown = (
            text for text in dict.fromkeys(texts) if text not in self._docs and len(text) <= _MAX_CHARS
        )
        wanted = list(islice(unknown, _KEPT))
        for text, doc in zip(wanted, self._nlp.pipe(wanted, disable=self._skipped), strict=True):
            self._docs[text] = doc
        while len(self._docs) > _KEPT:
            self._docs.popitem(last=False)
