"""The candidates of `quizapi generate --explain` in lines of text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any


def lines(candidates: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    """The candidates (as `Fate.as_json` gives them) of each generator, a count in front."""
    for name in dict.fromkeys(c["generator"] for c in candidates):
        own = [c for c in candidates if c["generator"] == name]
        counts = Counter(c["fate"] for c in own)
        yield f"{name}: {len(own)} candidates: {', '.join(f'{n} {fate}' for fate, n in counts.items())}"
        for candidate in own:
            yield f"  {candidate['fate']:10} {candidate['stem']} [{candidate['key']}]"
            if candidate["why"]:
                yield f"  {'':10} {candidate['why']}"
