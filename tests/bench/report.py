"""Results as a table and as a plot, written by `make bench` under docs/bench/."""

import json
import os
import platform
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path

FOLDER = Path("docs/bench")
_ROW, _LEFT, _BAR = 30, 430, 300


@dataclass(frozen=True)
class Figure:
    """One measured value. `least` and `most` are what it must reach, where anything is asked for."""

    name: str
    value: float
    unit: str = ""
    least: float | None = None
    most: float | None = None

    @property
    def wanted(self) -> str:
        if self.least is not None:
            return f"at least {self.least:g}"
        return "" if self.most is None else f"at most {self.most:g}"

    @property
    def is_reached(self) -> bool:
        return (self.least is None or self.value >= self.least) and (
            self.most is None or self.value <= self.most
        )

    @property
    def shown(self) -> str:
        number = f"{self.value:,.0f}" if abs(self.value) >= 100 else f"{self.value:.3g}"
        return f"{number} {self.unit}".strip()


def kept(folder: Path = FOLDER) -> list[Figure]:
    """The figures that were written there before."""
    path = folder / "figures.json"
    return [Figure(**entry) for entry in json.loads(path.read_text("utf-8"))] if path.exists() else []


def merged(before: Sequence[Figure], now: Sequence[Figure]) -> list[Figure]:
    """What was measured now in the place of what had the same name, and new ones at the end."""
    newest = {figure.name: figure for figure in now}
    known = {figure.name for figure in before}
    return [newest.get(f.name, f) for f in before] + [f for f in now if f.name not in known]


def write(figures: Sequence[Figure], folder: Path = FOLDER) -> None:
    """Write `figures.json`, `figures.md` and `figures.svg`."""
    folder.mkdir(parents=True, exist_ok=True)
    entries = [asdict(figure) for figure in figures]
    (folder / "figures.json").write_text(json.dumps(entries, indent=1) + "\n", encoding="utf-8")
    machine = f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}"
    lines = [
        "# Measured",
        "",
        f"By `make bench` ({machine}; load {os.getloadavg()[0]:.1f} at the end). Ratios are of one run.",
        "",
        "![Measured values against what is asked for](figures.svg)",
        "",
        "| Figure | Measured | Asked for | |",
        "|---|---|---|---|",
    ]
    for figure in figures:
        verdict = ("reached" if figure.is_reached else "**not reached**") if figure.wanted else ""
        lines.append(f"| {figure.name} | {figure.shown} | {figure.wanted} | {verdict} |")
    (folder / "figures.md").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "figures.svg").write_text(
        svg([figure for figure in figures if figure.wanted]), encoding="utf-8"
    )


def svg(figures: Sequence[Figure]) -> str:
    """Bars against the line of what is asked for; whoever cannot see them finds the same as text."""
    height = _ROW * (len(figures) + 1)
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_LEFT + _BAR + 120} {height}" role="img" '
        'aria-labelledby="title desc" font-family="sans-serif" font-size="13" fill="#1a1a1a">',
        '<title id="title">Measured values against what is asked for</title>',
        f'<desc id="desc">{escape("; ".join(f"{f.name}: {f.shown}, {f.wanted}" for f in figures))}</desc>',
        '<rect width="100%" height="100%" fill="#ffffff"/>',
    ]
    middle = _LEFT + _BAR / 2
    for number, figure in enumerate(figures):
        y = _ROW * number + 10
        limit = figure.least if figure.least is not None else figure.most or 1.0
        width = max(2.0, min(_BAR, _BAR / 2 * figure.value / limit))
        fill = "#1b5e9b" if figure.is_reached else "#b3261e"
        sign = "" if figure.is_reached else " ✗"
        parts += [
            f'<text x="{_LEFT - 8}" y="{y + 15}" text-anchor="end">{escape(figure.name)}</text>',
            f'<rect x="{_LEFT}" y="{y}" width="{width:.1f}" height="20" fill="{fill}"/>',
            f'<text x="{_LEFT + _BAR + 8}" y="{y + 15}">{escape(figure.shown)}{sign}</text>',
        ]
    parts += [
        f'<path d="M{middle} 4V{height - 24}" stroke="#1a1a1a" stroke-dasharray="4 3"/>',
        f'<text x="{middle}" y="{height - 8}" text-anchor="middle">asked for</text>',
        "</svg>",
    ]
    return "\n".join(parts) + "\n"
