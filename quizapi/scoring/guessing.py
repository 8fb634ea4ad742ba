"""What a student who knows nothing may expect to score."""

from math import comb

from quizapi.domain import Item


def random_guess_score(item: Item) -> float | None:
    """The expected score of a reply chosen by chance among all replies of the item's form.

    `choice`: one of the options; `true_false`: a coin; `multiple`: each option with a coin; `order`: any
    order; `match`: any of the matches for each option; `text`: nothing to guess from, 0.

    Returns:
        A score in [0, 1]; None for a plugin's own interaction.
    """
    options, parts = len(item.options), len(item.key) if isinstance(item.key, tuple) else 0
    match item.interaction:
        case "choice":
            return 1 / options if options else None
        case "true_false":
            return 0.5
        case "multiple":
            return _expected_right_minus_wrong(parts, options - parts) if parts else None
        case "order":
            return 1 / options if options else None  # a random order has one option in its place on average
        case "match":
            return 1 / len(item.matches) if item.matches else None
        case "text":
            return 0.0
    return None


def _expected_right_minus_wrong(right: int, wrong: int) -> float:
    total = sum(
        comb(right, r) * comb(wrong, w) * (r - w) for r in range(right + 1) for w in range(min(r, wrong + 1))
    )
    return float(total / right / 2 ** (right + wrong))
