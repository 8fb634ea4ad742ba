"""The plot that `make bench` writes is XML that tells the same without being seen."""

from pathlib import Path
from xml.etree import ElementTree

from tests.bench.report import Figure, kept, merged, svg, write

FIGURES = [
    Figure("a & b", 1.5, "times", most=2.0),
    Figure("c", 0.5, least=0.8),
    Figure("d", 12345.0, "words/s"),
]


def test_plot_names_each_figure_that_something_is_asked_of() -> None:
    plot = ElementTree.fromstring(svg(FIGURES[:2]))  # noqa: S314 (our own)
    texts = [element.text or "" for element in plot.iter() if element.tag.endswith(("desc", "title"))]
    assert "a & b: 1.5 times, at most 2; c: 0.5, at least 0.8" in texts
    assert plot.get("role") == "img"


def test_table_says_what_was_not_reached(tmp_path: Path) -> None:
    write(FIGURES, tmp_path)
    table = (tmp_path / "figures.md").read_text()
    assert "| a & b | 1.5 times | at most 2 | reached |" in table
    assert "| c | 0.5 | at least 0.8 | **not reached** |" in table
    assert "| d | 12,345 words/s |  |  |" in table
    assert (tmp_path / "figures.svg").exists()


def test_parts_measured_again_take_the_place_of_the_older_figures(tmp_path: Path) -> None:
    write(FIGURES, tmp_path)
    again, new = Figure("c", 0.9, least=0.8), Figure("e", 1.0)
    write(merged(kept(tmp_path), [again, new]), tmp_path)
    assert kept(tmp_path) == [FIGURES[0], again, FIGURES[2], new]
    assert kept(tmp_path / "nothing") == []
