"""What the figures mean, in words for a teacher. Bounds follow Moodle's "Quiz report statistics"."""

from quizapi.scoring.statistics import FEW, ItemStatistics, QuizStatistics

_NONE = "Not defined: there are too few attempts, or all of them scored the same."


def quiz_hints(figures: QuizStatistics) -> dict[str, str]:
    """A sentence beside each figure of the quiz, by the figure's name; `summary` is what matters most."""
    return {
        "summary": _quiz_summary(figures),
        "mean": _mean(figures),
        "median": "Half of the attempts have fewer points than this.",
        "standard_deviation": _spread(figures),
        "skewness": _skewness(figures.skewness),
        "kurtosis": _kurtosis(figures.kurtosis),
        "internal_consistency": _consistency(figures.internal_consistency),
        "error_ratio": _error_ratio(figures.error_ratio),
        "standard_error": _standard_error(figures.standard_error),
    }


def item_hints(figures: ItemStatistics, *, random_guess_score: float | None) -> dict[str, str]:
    """A sentence beside each figure of an item, by the figure's name; `summary` is what matters most."""
    return {
        "summary": _item_summary(figures, random_guess_score),
        "facility_index": _facility(figures.facility_index, random_guess_score),
        "standard_deviation": _item_spread(figures.standard_deviation),
        "random_guess_score": _guess(random_guess_score),
        "intended_weight": "The share of the points that this item can give.",
        "effective_weight": _weight(figures),
        "discrimination_index": _discrimination(figures.discrimination_index),
        "discriminative_efficiency": _efficiency(figures.discriminative_efficiency),
    }


def _quiz_summary(figures: QuizStatistics) -> str:
    if figures.n == 0:
        return "Nobody has finished yet."
    if figures.n < FEW:
        if figures.n == 1:
            return f"Too few to judge: one attempt. From {FEW} on the figures begin to mean something."
        return f"Too few to judge: {figures.n} attempts. From {FEW} on the figures begin to mean something."
    return _consistency(figures.internal_consistency)


def _item_summary(figures: ItemStatistics, guess: float | None) -> str:
    if figures.n == 0:
        return "Nobody has finished yet."
    if figures.n < FEW:
        return (
            "Too few to judge: one attempt." if figures.n == 1 else f"Too few to judge: {figures.n} attempts."
        )
    index = figures.discrimination_index
    if index is not None and index < 0:
        return _discrimination(index)
    facility = figures.facility_index
    if facility is not None and guess and facility < guess:
        return _facility(facility, guess)
    if index is not None and index < 0.2:
        return _discrimination(index)
    return _facility(facility, guess)


def _facility(value: float | None, guess: float | None) -> str:
    if value is None:
        return _NONE
    if guess and value < guess:
        return "Worse than guessing: many were led to the same wrong answer. Look at the key and the wording."
    if value < 0.35:
        return "Hard: few got it right."
    if value > 0.95:
        return "Nearly everybody got it right: it tells little about who has understood the article."
    return "Easy: most got it right." if value > 0.8 else "Neither too easy nor too hard."


def _discrimination(value: float | None) -> str:
    if value is None:
        return _NONE
    if value < 0:
        return "Strong students missed this one more than weak ones: look at the key."
    if value < 0.2:
        return "Weak students did about as well here as strong ones: it may be unclear, or test other things."
    if value < 0.4:
        return "Strong students did better here than weak ones, as they should."
    return "Strong students did better here than weak ones, clearly."


def _efficiency(value: float | None) -> str:
    if value is None:
        return _NONE
    if value < 0:
        return "The item works against the rest of the quiz."
    return (
        "The item tells strong from weak students about as well as one of its difficulty can."
        if value >= 0.5
        else "An item of this difficulty could tell strong from weak students much better."
    )


def _item_spread(value: float | None) -> str:
    if value is None:
        return _NONE
    return "Everybody scored the same." if value == 0 else "How far the scores on this item lie apart."


def _guess(value: float | None) -> str:
    if value is None:
        return "Not known for this kind of item."
    return f"What pure guessing would score on average: {value:.0%}."


def _weight(figures: ItemStatistics) -> str:
    value = figures.effective_weight
    if value is None:
        return "Not defined: the item works against the rest, or nothing varies."
    if value > 1.5 * figures.intended_weight:
        return "This item decides more about the order of the students than its points suggest."
    if value < 0.5 * figures.intended_weight:
        return "This item decides less about the order of the students than its points suggest."
    return "This item decides about as much as its points suggest."


def _mean(figures: QuizStatistics) -> str:
    if figures.mean is None or not figures.max_points:
        return _NONE
    share = figures.mean / figures.max_points
    if share < 0.5:
        return "The quiz was hard: less than half of the points on average."
    return (
        "The quiz was easy: more than three quarters." if share > 0.75 else "Neither too easy nor too hard."
    )


def _spread(figures: QuizStatistics) -> str:
    value = figures.standard_deviation
    if value is None or not figures.max_points:
        return _NONE
    share = value / figures.max_points
    if share < 0.12:
        return "The points lie close together: the quiz hardly tells students apart."
    return "The points lie far apart." if share > 0.18 else "The points lie well apart."


def _skewness(value: float | None) -> str:
    if value is None:
        return _NONE
    if value < -1:
        return "Most scored high, a few far below."
    return "Most scored low, a few far above." if value > 1 else "High and low scores are about balanced."


def _kurtosis(value: float | None) -> str:
    if value is None:
        return _NONE
    return (
        "Many scored nearly the same, and some lie far off."
        if value > 1
        else "The points are spread without a sharp peak."
    )


def _consistency(value: float | None) -> str:
    if value is None:
        return _NONE
    if value < 0:
        return (
            "The items contradict each other: who is right on one is rather wrong on others. Check the keys."
        )
    if value < 0.64:
        return "The items hang together loosely: take the points as a rough picture, not as a measure."
    if value < 0.75:
        return "The items hang together passably."
    return "The items hang together well: the points say something about the students."


def _error_ratio(value: float | None) -> str:
    if value is None:
        return _NONE
    return f"{value:.0%} of the spread between students comes from chance rather than from what they know."


def _standard_error(value: float | None) -> str:
    if value is None:
        return _NONE
    return f"Two students less than {2 * value:.1f} points apart may well know the same."
