"""What became of each candidate of a generator, and why: for the authors of generators."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from quizapi.domain import Flaw, Item
from quizapi.generation.requests import Proposal, Selection
from quizapi.generation.selection import same_fact


@dataclass(frozen=True, slots=True)
class Fate:
    """`what` is chosen, spare, flawed, repeated or not-needed; `why` says it in words."""

    item: Item
    what: str
    why: str

    def as_json(self) -> dict[str, Any]:
        return {
            "generator": self.item.generator,
            "fate": self.what,
            "why": self.why,
            "interaction": self.item.interaction,
            "stem": self.item.stem,
            "key": self.item.key_text,
            "evidence": [{"start": e.span.start, "end": e.span.end} for e in self.item.evidence],
            "confidence": self.item.confidence,
        }


class Explanation:
    """Gathers what the engine lets go (`watch` is its watcher), then adds what came through."""

    def __init__(self) -> None:
        self._let_go: list[Fate] = []

    @property
    def let_go(self) -> tuple[Fate, ...]:
        """What the engine has let go so far."""
        return tuple(self._let_go)

    def watch(self, item: Item, what: str, flaws: tuple[Flaw, ...]) -> None:
        why = {
            "repeated": "the same question was a candidate before",
            "not-needed": "enough better candidates had passed the cheap checks before it",
        }.get(what) or _worded(flaws)
        self._let_go.append(Fate(item, what, why))

    def fates(self, proposals: Sequence[Proposal], selection: Selection) -> list[Fate]:
        """All candidates: chosen ones first, then spares, then what was let go, each kind as it came."""
        chosen = {_bare(item): item for item in selection.items}
        spares = {_bare(item) for item in selection.spares}
        through = [item for proposal in proposals for item in proposal.candidates]
        fates = [Fate(i, "chosen", _worded(i.flaws)) for i in selection.items]
        for item in through:
            if _bare(item) in chosen:
                continue
            rival = next((other for other in selection.items if same_fact(item, other)), None)
            why = (
                f"it asks about the same fact as “{rival.stem}”"
                if rival
                else "the count was reached without it"
            )
            fates.append(Fate(item, "spare" if _bare(item) in spares else "not-needed", why))
        return sorted(fates, key=lambda fate: _ORDER.index(fate.what)) + self._let_go


_ORDER = ("chosen", "spare", "not-needed")


def _bare(item: Item) -> Item:
    """Without flaws: those that only the whole quiz shows are added to chosen items."""
    return replace(item, flaws=())


def _worded(flaws: Sequence[Flaw]) -> str:
    return "; ".join(f"{flaw.code}: {flaw.detail}" for flaw in flaws)
