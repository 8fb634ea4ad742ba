"""Says the same in another order or voice."""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc


def reworded(doc: Doc, *, parse: Callable[[str], Doc], rng: random.Random) -> str | None:
    """One of the safe rewordings of a statement, chosen by `rng`; None where there is none."""
    return None
