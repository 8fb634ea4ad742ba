"""Results while students answer and after, statistics in plain words, and one student's answers."""

from typing import Any

from flask import render_template, request

from quizapi.services.nicknames import name_order
from quizapi.web.attempts.answers import answer_lines
from quizapi.web.blueprint import blueprint
from quizapi.web.calling import Json, get
from quizapi.web.languages.marking import N_
from quizapi.web.languages.speaking import gettext
from quizapi.web.quizzes.shown import in_context
from quizapi.web.results.charts import Bar, bar_chart, distribution, distribution_chart
from quizapi.web.results.repairing import repairs_of
from quizapi.web.wording import percent, words

#: Figures of a quiz in the order of the page: name, words, in points.
QUIZ_FIGURES = (
    ("mean", N_("Mean"), "points"),
    ("median", N_("Median"), "points"),
    ("standard_deviation", N_("Standard deviation"), "points"),
    ("internal_consistency", N_("Internal consistency (alpha)"), ""),
    ("standard_error", N_("Standard error"), "points"),
    ("error_ratio", N_("Error ratio"), "share"),
    ("skewness", N_("Skewness"), ""),
    ("kurtosis", N_("Kurtosis"), ""),
)
ITEM_FIGURES = (
    ("facility_index", N_("Facility index"), "share"),
    ("discrimination_index", N_("Discrimination index"), ""),
    ("discriminative_efficiency", N_("Discriminative efficiency"), ""),
    ("standard_deviation", N_("Standard deviation"), "share"),
    ("random_guess_score", N_("Random guess score"), "share"),
    ("intended_weight", N_("Intended weight"), "share"),
    ("effective_weight", N_("Effective weight"), "share"),
)


@blueprint.get("/assignments/<assignment_id>/results")
def results(assignment_id: str) -> str:
    """Who is where, and how they did; `?part=live` is the part that changes while students answer."""
    found = get(f"/assignments/{assignment_id}/results")
    assignment = get(f"/assignments/{assignment_id}")
    students = found["students"]
    ended = [student for student in students if student["state"] != "open" and not student["excused"]]
    classes = distribution([student["points"] for student in ended], found["max"])
    template = "results/live.html" if request.args.get("part") == "live" else "results/results.html"
    return render_template(
        template,
        assignment=assignment,
        results=found,
        students=sorted(students, key=lambda student: name_order(student["nickname"])),
        given={
            student["student_id"]: {response["item_id"]: response for response in student["responses"]}
            for student in students
        },
        ended=len(ended),
        chart=distribution_chart(classes, title=gettext("How many students have how many points"))
        if ended
        else "",
        item_chart=_item_chart(found["items"]),
    )


@blueprint.get("/assignments/<assignment_id>/statistics")
def statistics(assignment_id: str) -> str:
    """The figures, each with what it means."""
    found = get(f"/assignments/{assignment_id}/statistics")
    assignment = get(f"/assignments/{assignment_id}")
    repairs = repairs_of(assignment["quiz_id"])
    items = [
        {**item, "chart": _options_chart(item), "repairs": repairs.get(item["item_id"], [])}
        for item in map(_in_words, found["items"])
    ]
    return render_template(
        "results/statistics.html",
        assignment=assignment,
        statistics=found,
        items=items,
        quiz_figures=QUIZ_FIGURES,
        item_figures=ITEM_FIGURES,
    )


@blueprint.get("/assignments/<assignment_id>/attempts/<attempt_id>")
def student_attempt(assignment_id: str, attempt_id: str) -> str:
    """All answers of one attempt."""
    found = get(f"/attempts/{attempt_id}")
    texts = {article["id"]: article["text"] for article in found["articles"]}
    told = {row["item_id"]: row for row in (*found["responses"], *found["unanswered"])}
    rows = [_row(item, told.get(item["id"], {}), texts) for item in found["items"]]
    return render_template(
        "results/attempt.html",
        assignment=get(f"/assignments/{assignment_id}"),
        attempt=found,
        rows=rows,
    )


def _row(item: Json, response: Json, texts: dict[str, str]) -> dict[str, Any]:
    return {
        "item": item,
        "response": response,
        "given": answer_lines(item, response.get("answer")),
        "key": answer_lines(item, response.get("key")),
        "proofs": [
            in_context(texts[span["article_id"]], span)
            for span in response.get("evidence") or ()
            if span.get("article_id") in texts
        ],
    }


def _item_chart(items: list[Json]) -> Any:
    bars = [
        Bar(f"{number}. {item['stem']}", item["mean_score"] or 0.0, _item_words(item))
        for number, item in enumerate(items, 1)
    ]
    return bar_chart(bars, title=gettext("Mean score of each question among those who answered it"))


def _item_words(item: Json) -> str:
    if item["mean_score"] is None:
        return gettext("no answers yet")
    return gettext(
        "%(share)s (%(right)s of %(answered)s right)",
        share=percent(item["mean_score"]),
        right=item["correct"],
        answered=item["answered"],
    )


def _in_words(item: Json) -> Json:
    """The options' texts as all pages write them: truth in the reader's language, pairs with an arrow."""
    kind = item["interaction"]
    if kind not in ("true_false", "match"):
        return item
    options = [{**option, "text": _option_words(kind, option["text"])} for option in item["options"]]
    return {**item, "options": options}


def _option_words(kind: str, text: str) -> str:
    return words(text.lower(), "TRUTH") if kind == "true_false" else text.replace(" = ", " → ", 1)


def _options_chart(item: Json) -> Any:
    counts = [*item["options"], {**item["no_answer"], "text": gettext("No answer"), "is_key": False}]
    bars = [
        Bar(
            option["text"],
            option["share"] or 0.0,
            f"{option['count']} ({percent(option['share'] or 0)})",
            is_right=option["is_key"],
        )
        for option in counts
    ]
    return bar_chart(bars, title=gettext("How many chose each answer; a tick marks the right one"))
