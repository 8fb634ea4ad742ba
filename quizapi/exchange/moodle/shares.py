"""The shares of a full score that Moodle takes for one of several right options."""

from quizapi.exchange.errors import CannotHold

_SHARES = {
    1: "100",
    2: "50",
    3: "33.33333",
    4: "25",
    5: "20",
    6: "16.66667",
    7: "14.28571",
    8: "12.5",
    9: "11.11111",
    10: "10",
    20: "5",
}


def share_of_each(right: int) -> str:
    """The share in percent of each of `right` right options.

    Raises:
        CannotHold: Moodle has no such share.
    """
    if right not in _SHARES:
        raise CannotHold(f"Moodle cannot share a score among {right} right options")
    return _SHARES[right]
