"""Draws the rooms of the house and which imports which, from the import graph.

Usage: python scripts/draw_imports.py FILE
"""

import sys
import tomllib
from collections.abc import Iterator
from html import escape
from pathlib import Path

import grimp

WIDTH, ROOM_WIDTH, ROOM_HEIGHT, GAP = 900, 128, 40, 74
TOP, LEFT = 24, 20
#: The pure half. Whatever is not named here knows a web, a database or a network.
INSIDE = ("exchange", "generation", "scoring", "plugin_api", "reading", "domain")


def rooms_by_layer() -> list[list[str]]:
    """The layers that the import contract names, from the outside in."""
    contracts = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["tool"]["importlinter"]
    layers = next(c["layers"] for c in contracts["contracts"] if c["type"] == "layers")
    return [[room.strip() for room in layer.split("|")] for layer in layers]


def imports_between(rooms: list[str]) -> dict[tuple[str, str], int]:
    """How many imports lead from one room to another."""
    graph = grimp.build_graph("quizapi", exclude_type_checking_imports=True, cache_dir=None)
    counts: dict[tuple[str, str], int] = {}
    for importer in graph.modules:
        here = room_of(importer, rooms)
        for imported in graph.find_modules_directly_imported_by(importer):
            there = room_of(imported, rooms)
            if here and there and here != there:
                counts[here, there] = counts.get((here, there), 0) + 1
    return counts


def room_of(module: str, rooms: list[str]) -> str | None:
    parts = module.split(".")
    return parts[1] if len(parts) > 1 and parts[1] in rooms else None


def draw(layers: list[list[str]], imports: dict[tuple[str, str], int]) -> str:
    """The picture. An arrow leads from who imports to what is imported, thicker for more imports."""
    places: dict[str, tuple[float, float]] = {}
    for row, layer in enumerate(layers):
        step = (WIDTH - 2 * LEFT) / len(layer)
        for column, room in enumerate(layer):
            places[room] = (LEFT + step * (column + 0.5), TOP + row * (ROOM_HEIGHT + GAP))
    height = TOP * 2 + len(layers) * (ROOM_HEIGHT + GAP) - GAP
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" '
            'aria-labelledby="t d">',
            '<title id="t">The rooms of quizapi and their imports</title>',
            f'<desc id="d">{escape(in_words(layers))}</desc>',
            f'<rect width="{WIDTH}" height="{height}" fill="#ffffff"/>',
            '<defs><marker id="a" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" '
            'orient="auto" markerUnits="userSpaceOnUse"><path d="M0 0 8 4 0 8z" fill="#5b6472"/>',
            "</marker></defs>",
            *arrows(places, imports),
            *boxes(places),
            "</svg>",
            "",
        ]
    )


def in_words(layers: list[list[str]]) -> str:
    return "From the outside in: " + "; ".join(", ".join(layer) for layer in layers) + "."


def arrows(places: dict[str, tuple[float, float]], imports: dict[tuple[str, str], int]) -> Iterator[str]:
    for (here, there), count in sorted(imports.items()):
        if here not in places or there not in places:
            continue
        (x1, y1), (x2, y2) = places[here], places[there]
        y1 += ROOM_HEIGHT
        bend = (y2 - y1) / 2
        width = min(4.0, 0.6 + count**0.5 / 4)
        way = f"M{x1:.0f} {y1:.0f}C{x1:.0f} {y1 + bend:.0f} {x2:.0f} {y2 - bend:.0f} {x2:.0f} {y2 - 2:.0f}"
        yield (
            f'<path d="{way}" fill="none" stroke="#5b6472" stroke-opacity=".55" '
            f'stroke-width="{width:.1f}" marker-end="url(#a)">'
            f"<title>{here} imports {there}: {count}</title></path>"
        )


def boxes(places: dict[str, tuple[float, float]]) -> Iterator[str]:
    for room, (x, y) in places.items():
        fill = "#e6f4ea" if room in INSIDE else "#e8eef8"
        yield (
            f'<rect x="{x - ROOM_WIDTH / 2:.0f}" y="{y:.0f}" width="{ROOM_WIDTH}" height="{ROOM_HEIGHT}" '
            f'rx="6" fill="{fill}" stroke="#2b3a55"/><text x="{x:.0f}" y="{y + 25:.0f}" text-anchor="middle" '
            f'font-family="sans-serif" font-size="15" fill="#14213d">{room}</text>'
        )


def picture() -> str:
    """The drawing of the house as its code is now."""
    layers = rooms_by_layer()
    return draw(layers, imports_between([room for layer in layers for room in layer]))


def main(path: str) -> None:
    Path(path).write_text(picture(), encoding="utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
