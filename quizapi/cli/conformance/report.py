"""What was found out, as a person reads it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, Literal

Level = Literal["ok", "warning", "fault"]
_COLOURS = {"ok": "green", "warning": "yellow", "fault": "red"}


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. A `fault` fails the check; `advice` says what to do about it."""

    level: Level
    area: str
    detail: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """All findings about one plugin, in the order in which they were looked at."""

    plugin: str
    findings: tuple[Finding, ...]

    @property
    def passed(self) -> bool:
        """Whether there is no fault; warnings do not count."""
        return not self.count("fault")

    def count(self, level: Level) -> int:
        return sum(finding.level == level for finding in self.findings)

    def as_json(self) -> dict[str, Any]:
        return {
            "plugin": self.plugin,
            "passed": self.passed,
            "findings": [asdict(finding) for finding in self.findings],
        }

    def lines(self) -> Iterator[tuple[str, str]]:
        """(line, colour)"""
        yield self.plugin, "bold"
        for finding in self.findings:
            yield f"  {finding.level:8} {finding.area:12} {finding.detail}", _COLOURS[finding.level]
            if finding.advice:
                yield f"  {'':8} {'':12} -> {finding.advice}", _COLOURS[finding.level]
        faults, warnings = self.count("fault"), self.count("warning")
        verdict = "keeps what generators promise" if self.passed else "does not keep what generators promise"
        yield f"  {self.plugin} {verdict}: {faults} faults, {warnings} warnings", "bold"
