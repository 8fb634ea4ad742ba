"""`make bench`: speed, as ratios of one run. Prints one line a figure and writes docs/bench/.

With names of parts only these are measured; `--keep` puts their figures in the place of the older ones.
`--brief` runs everything small, to see that it works; its figures mean little and are not kept.
"""

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

from tests.bench import beside, jobs, large, quizzes, reading, report, serving
from tests.bench.report import Figure


def main(arguments: list[str]) -> int:
    brief = "--brief" in arguments
    only = [name for name in arguments if not name.startswith("-")]
    parts: dict[str, Callable[[], list[Figure]]] = {
        "start": serving.cold_start,
        "answers": lambda: on_each(
            lambda database: serving.answer_over_bare(
                database, students=20 if brief else 300, rounds=1 if brief else 5
            )
        ),
        "burst": lambda: on_each(
            lambda database: serving.burst(database, *((40, 5) if brief else (1000, 5)))
        ),
        "results": lambda: on_each(
            lambda database: serving.burst(database, *((20, 30) if brief else (1000, 30)))
        ),
        "large": lambda: on_each(lambda database: large.figures(database, 50 if brief else 10_000)),
        "beside": lambda: on_each(
            lambda database: beside.p99_beside_worker(
                database, seconds=3.0 if brief else 20.0, rounds=1 if brief else 3
            )
        ),
        "jobs": lambda: jobs.figures([3, 6] if brief else [10, 100, 1000]),
        "workers": lambda: on_each(
            lambda database: jobs.two_over_one(database, *((6, 1) if brief else (200, 3)))
        ),
        "reading": reading_figures,
        "quizzes": lambda: [
            Figure("whole quiz over nlp() of its article", quizzes.ratio(), "times", most=2.0)
        ],
    }
    if unknown := set(only) - set(parts):
        print(f"no such part: {', '.join(unknown)}; there are {', '.join(parts)}", file=sys.stderr)
        return 2
    found: list[Figure] = []
    for name in only or parts:
        for figure in parts[name]():
            found.append(figure)
            verdict = "" if figure.is_reached else "  NOT REACHED"
            print(f"{figure.name}: {figure.shown}  {figure.wanted}{verdict}", flush=True)
    if only and "--keep" in arguments and not brief:
        report.write(report.merged(report.kept(), found))
    elif brief or only:
        with tempfile.TemporaryDirectory() as folder:
            report.write(found, Path(folder))
    else:
        report.write(found)
    return 0


def on_each(measure: Callable[[str], list[Figure]]) -> list[Figure]:
    """The figures of SQLite, then of PostgreSQL."""
    return [figure for database in serving.DATABASES for figure in measure(database)]


def reading_figures() -> list[Figure]:
    """Reading in the process itself."""
    # What our components add to the time of nlp(); at 0.8 of its words a second this is 1.25.
    limits = {"all reading": 1.25, "entities and attributions": 1 / 0.9}
    bare, full = reading.words_per_second()
    return [
        *(
            Figure(f"time over nlp(), {name}", value, "times", most=limits.get(name))
            for name, value in reading.ratios().items()
        ),
        Figure("bare nlp()", bare, "words/s"),
        Figure("all reading over bare nlp(), words a second", full / bare, least=0.8),
        Figure("stored annotation loaded over parsed", reading.stored_over_parsed(), "times", least=50),
    ]


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
