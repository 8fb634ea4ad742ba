"""Results as a table, one line for each attempt: CSV, written while they are read, or a workbook."""

import codecs
import csv
import io
from collections.abc import Callable, Iterator
from datetime import datetime

from sqlalchemy.orm import Session

from quizapi.services.repaired import blank_score, max_points
from quizapi.services.results import (
    AttemptResult,
    StudentResult,
    answer_text,
    assignment_items,
    student_results,
)
from quizapi.store.models import AssignmentItemRow, AssignmentRow

_HEADER = (
    "nickname",
    "student_id",
    "attempt_id",
    "attempt",
    "counts",
    "state",
    "started_at",
    "submitted_at",
    "points",
    "max",
)
#: What makes spreadsheet programs take a cell for a formula (OWASP, "CSV Injection"), wide forms included.
_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
_LONGEST_STEM = 80
Cell = str | int | float


def results_csv(
    session: Session, assignment: AssignmentRow, watch: Callable[[int], None] | None = None
) -> Iterator[str]:
    """The lines of the file (RFC 4180). Memory does not grow with the number of attempts.

    Args:
        watch: Told how many attempts have been read.
    """
    for row in _rows(session, assignment, watch):
        file = io.StringIO()
        csv.writer(file).writerow([guarded(cell) if isinstance(cell, str) else _number(cell) for cell in row])
        yield file.getvalue()


def results_xlsx(
    session: Session, assignment: AssignmentRow, watch: Callable[[int], None] | None = None
) -> Iterator[bytes]:
    """The same as a workbook, whose numbers are numbers and whose texts are never formulas; its pieces."""
    from quizapi.exchange.tables.sheet_streams import workbook_stream  # loads a large library

    return workbook_stream(assignment.title, _rows(session, assignment, watch), widths=[24])


def results_file(
    session: Session, assignment: AssignmentRow, format: str, watch: Callable[[int], None] | None = None
) -> Iterator[bytes]:
    """The pieces of a file to be opened by a person: "csv", with the mark that Excel needs, or "xlsx"."""
    if format == "xlsx":
        yield from results_xlsx(session, assignment, watch)
        return
    yield codecs.BOM_UTF8
    for line in results_csv(session, assignment, watch):
        yield line.encode()


def results_filename(assignment: AssignmentRow, extension: str) -> str:
    """A name for the file."""
    return f"results-{assignment.join_code}.{extension}"


def _rows(
    session: Session, assignment: AssignmentRow, watch: Callable[[int], None] | None
) -> Iterator[list[Cell]]:
    items = assignment_items(session, assignment.id)
    yield [*_HEADER, *_titles(items)]
    read = 0
    for student in student_results(session, assignment):
        for attempt in student.attempts:
            yield _cells(student, attempt, items, assignment.attempt_counts)
            read += 1
            if watch is not None:
                watch(read)


def guarded(text: str) -> str:
    """The text as a cell that no spreadsheet program takes for a formula."""
    return f"'{text}" if text.lstrip(" \u00a0\u3000\ufeff\u200b").startswith(_FORMULA_STARTS) else text


def _titles(items: list[AssignmentItemRow]) -> list[str]:
    titles = []
    for number, item in enumerate(items, start=1):
        stem = " ".join(item.content["stem"].split())[:_LONGEST_STEM]
        titles += [f"{number} score: {stem}", f"{number} answer"]
    return titles


def _cells(
    student: StudentResult, attempt: AttemptResult, items: list[AssignmentItemRow], rule: str
) -> list[Cell]:
    cells: list[Cell] = [
        attempt.nickname,
        attempt.student_id,
        attempt.id,
        attempt.number,
        "excused" if student.excused else "yes" if student.counts(attempt, rule) else "no",
        attempt.state,
        _time(attempt.started_at),
        _time(attempt.submitted_at),
        round(attempt.points, 4),
        max_points(items),
    ]
    for item in items:
        given = attempt.answers.get(item.item_id)
        if given is None:
            blank = blank_score(item.content)
            cells += ["" if blank is None or not attempt.has_ended else blank, ""]
        else:
            score = "" if given.score is None else round(given.score, 4)
            cells += [score, answer_text(item.content, given.answer)]
    return cells


def _number(value: float) -> str:
    return f"{value:.4f}".rstrip("0").rstrip(".")


def _time(value: datetime | None) -> str:
    return "" if value is None else value.strftime("%Y-%m-%dT%H:%M:%SZ")
