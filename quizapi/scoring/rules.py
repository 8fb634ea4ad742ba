"""The rules of partial credit, one for each interaction."""

from quizapi.domain import Item, Response, Score
from quizapi.scoring.texts import matches_text


def score(item: Item, response: Response) -> Score:
    """What a reply is worth, in [0, 1].

    `choice`, `true_false`, `text`: all or nothing. `multiple`: right minus wrong options, as a share of the
    right ones, never below 0. `order`: the share of options in their place. `match`: the share of pairs.

    Args:
        response: A reply that `checked_answer` has let through.

    Returns:
        The score; its value is None for a plugin's own interaction, which has a scorer of its own.
    """
    answer, key = response.answer, item.key
    match item.interaction:
        case "choice" | "true_false":
            return Score(float(answer == key))
        case "text":
            texts = (str(key), *item.accepted)
            # All are compared, also after one that fits: the time must not tell which one it was.
            return Score(float(any([matches_text(str(answer), text) for text in texts])))  # noqa: C419
        case "multiple":
            return Score(_right_minus_wrong(_parts(answer), _parts(key)))
        case "order":
            places = list(zip(_parts(answer), _parts(key), strict=False))
            return Score(_share(sum(given == right for given, right in places), len(_parts(key))))
        case "match":
            return Score(_share(len(set(_parts(answer)) & set(_parts(key))), len(set(_parts(key)))))
    return Score(None)


def _parts(answer: object) -> tuple[object, ...]:
    return answer if isinstance(answer, tuple) else ()


def _right_minus_wrong(answer: tuple[object, ...], key: tuple[object, ...]) -> float:
    right = len(set(answer) & set(key))
    wrong = len(set(answer) - set(key))
    return _share(max(0, right - wrong), len(set(key)))


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
