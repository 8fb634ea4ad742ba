"""How good each kind of question has been: what became of its items, and how students fared with them."""

from typing import Any

from flask import render_template

from quizapi.web.blueprint import blueprint
from quizapi.web.calling import Json, get
from quizapi.web.languages.speaking import gettext
from quizapi.web.results.charts import Bar, bar_chart
from quizapi.web.wording import percent

#: What can become of an item, in the order of the chart.
FATES = ("accepted", "rejected", "replaced", "proposed")


@blueprint.get("/quizzes/quality")
def generators_quality() -> str:
    """A section a generator, a part of it a version."""
    rows = [
        {"generator": generator, "versions": [_shown(version) for version in _versions(generator["name"])]}
        for generator in get("/generators")
    ]
    return render_template(
        "quizzes/quality.html",
        rows=[row for row in rows if row["versions"]],
        unused=[row["generator"] for row in rows if not row["versions"]],
    )


def _versions(name: str) -> list[Json]:
    """The newest version first."""
    versions: list[Json] = get(f"/generators/{name}/quality")["versions"]
    return versions[::-1]


def _shown(version: Json) -> dict[str, Any]:
    return {
        **version,
        "chart": _chart(version),
        "reasons": [row for row in version["reject_reasons"] if row["reason"]],
    }


def _chart(version: Json) -> Any:
    words = {
        "accepted": gettext("Accepted"),
        "rejected": gettext("Rejected"),
        "replaced": gettext("Replaced"),
        "proposed": gettext("Not decided yet"),
    }
    offered = version["offered"]
    bars = [
        Bar(words[fate], version[fate] / offered, f"{version[fate]} ({percent(version[fate] / offered)})")
        for fate in FATES
        if offered
    ]
    return bar_chart(bars, title=gettext("What became of the questions"), is_short=True)
