"""How good a generator's items are: what teachers do with them, and how students fare."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from sqlalchemy import select
from sqlalchemy.orm import Session

from quizapi.scoring.moments import mean
from quizapi.scoring.statistics import FEW, ItemStatistics
from quizapi.services.statistics import figures_of
from quizapi.store.models import AssignmentItemRow, AssignmentRow, ItemRow, QuizRow

#: Figures come from this many of the teacher's newest assignments that hold items of the generator.
NEWEST_ASSIGNMENTS = 50
#: Statuses of items that a teacher has been shown.
_OFFERED = ("proposed", "accepted", "rejected", "replaced")


@dataclass(slots=True)
class VersionQuality:
    """One version of a generator. The means are over items with at least `FEW` attempts."""

    version: str
    offered: int = 0
    proposed: int = 0
    accepted: int = 0
    edited: int = 0
    rejected: int = 0
    replaced: int = 0
    reject_reasons: Counter[str] = field(default_factory=Counter)
    measured: list[ItemStatistics] = field(default_factory=list)

    @property
    def accepted_share(self) -> float | None:
        """Of the items that the teacher has decided about."""
        decided = self.accepted + self.rejected + self.replaced
        return self.accepted / decided if decided else None

    @property
    def mean_facility_index(self) -> float | None:
        return _mean(figures.facility_index for figures in self.measured)

    @property
    def mean_discrimination_index(self) -> float | None:
        return _mean(figures.discrimination_index for figures in self.measured)


def generator_quality(session: Session, owner_id: str, generator: str) -> list[VersionQuality]:
    """What came of a generator's items in the teacher's quizzes, by version; none where it made none."""
    versions: dict[str, VersionQuality] = {}
    for row in session.execute(
        select(ItemRow.generator_version, ItemRow.status, ItemRow.reject_reason, ItemRow.tags)
        .join(QuizRow, QuizRow.id == ItemRow.quiz_id)
        .where(QuizRow.owner_id == owner_id, ItemRow.generator == generator, ItemRow.status.in_(_OFFERED))
    ):
        quality = versions.setdefault(row.generator_version, VersionQuality(row.generator_version))
        quality.offered += 1
        setattr(quality, row.status, getattr(quality, row.status) + 1)
        quality.edited += "edited" in row.tags
        if row.status == "rejected":
            quality.reject_reasons[row.reject_reason or ""] += 1
    for version, measured in _measured(session, owner_id, generator).items():
        versions.setdefault(version, VersionQuality(version)).measured += measured
    return [versions[version] for version in sorted(versions)]


def _measured(session: Session, owner_id: str, generator: str) -> Mapping[str, list[ItemStatistics]]:
    """Figures of the published items that enough students have answered, by version."""
    content = AssignmentItemRow.content
    holding = (
        select(AssignmentItemRow.assignment_id)
        .join(AssignmentRow, AssignmentRow.id == AssignmentItemRow.assignment_id)
        .where(AssignmentRow.owner_id == owner_id, content["generator"].as_string() == generator)
    )
    newest = select(AssignmentRow).where(AssignmentRow.id.in_(holding)).order_by(AssignmentRow.id.desc())
    found: dict[str, list[ItemStatistics]] = defaultdict(list)
    for assignment in session.scalars(newest.limit(NEWEST_ASSIGNMENTS)).all():
        figures = figures_of(session, assignment)
        for item in figures.items:
            measured = figures.by_item.get(item.item_id)
            if item.content["generator"] == generator and measured is not None and measured.n >= FEW:
                found[item.content["generator_version"]].append(measured)
    return found


def _mean(values: Iterable[float | None]) -> float | None:
    return mean([value for value in values if value is not None])
