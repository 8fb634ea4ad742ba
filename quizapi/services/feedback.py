"""What a student may be told, and when: the one place that decides it."""

from datetime import datetime
from typing import Literal

Visible = Literal["nothing", "answered", "everything"]


def visible_feedback(rule: str, *, state: str, now: datetime, all_closed_at: datetime | None) -> Visible:
    """How much of keys, scores, explanations and evidence the student of an attempt may see.

    Args:
        rule: `each`, `submit`, `close` or `never`.
        state: The attempt's state.
        all_closed_at: When no student of the assignment can answer any more; None while that is not known.

    Returns:
        `answered`: only those of items that have been answered, and no total yet.
    """
    if rule == "never":
        return "nothing"
    if state == "open":
        return "answered" if rule == "each" else "nothing"
    if rule == "close" and (all_closed_at is None or now < all_closed_at):
        return "nothing"
    return "everything"
