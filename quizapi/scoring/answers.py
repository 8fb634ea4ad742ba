"""Is a reply one that this item can have? Replies that mean the same are written in the same way."""

from collections.abc import Sequence

from quizapi.domain import Answer, Item, QuizApiError

#: The longest text that is taken as a reply, in code points.
LONGEST_TEXT = 2_000
#: The most parts of a reply to a plugin's own interaction.
MOST_PARTS = 500


class AnswerMisfit(QuizApiError):
    """This cannot be an answer to this item."""


def checked_answer(item: Item, answer: Answer) -> Answer:
    """The reply in its one written form: chosen options and pairs in the order of the item's options.

    A `multiple` may be answered with no option ("none of these"), a `match` with some of its pairs.

    Raises:
        AnswerMisfit: The shape is another, or it names options that the item does not have.
    """
    match item.interaction:
        case "true_false":
            if isinstance(answer, bool):
                return answer
            raise AnswerMisfit("Answer true or false.")
        case "text":
            return _text(answer)
        case "choice":
            chosen = _ids(item, answer)
            if len(chosen) != 1:
                raise AnswerMisfit("Choose exactly one option.")
            return chosen
        case "multiple":
            return _ids(item, answer)
        case "order":
            if len(_ids(item, answer)) != len(item.options):
                raise AnswerMisfit("Give the ids of all options, each once, in your order.")
            return answer
        case "match":
            return _pairs(item, answer)
    return _foreign(answer)


def _ids(item: Item, answer: Answer) -> tuple[str, ...]:
    """The chosen ids in the order of the options."""
    if not isinstance(answer, tuple) or not all(isinstance(part, str) for part in answer):
        raise AnswerMisfit("Answer with a list of option ids.")
    known = {option.id: place for place, option in enumerate(item.options)}
    chosen = [part for part in answer if isinstance(part, str)]
    _refuse_unknown(chosen, known)
    if len(set(chosen)) != len(chosen):
        raise AnswerMisfit("Name each option once at most.")
    return tuple(sorted(chosen, key=known.__getitem__))


def _pairs(item: Item, answer: Answer) -> tuple[tuple[str, str], ...]:
    if not isinstance(answer, tuple) or not all(isinstance(part, tuple) for part in answer):
        raise AnswerMisfit("Answer with a list of pairs [option id, match id].")
    pairs = [part for part in answer if isinstance(part, tuple)]
    left = {option.id: place for place, option in enumerate(item.options)}
    _refuse_unknown([pair[0] for pair in pairs], left)
    _refuse_unknown([pair[1] for pair in pairs], {option.id: 0 for option in item.matches})
    if len({pair[0] for pair in pairs}) != len(pairs):
        raise AnswerMisfit("Match each option once at most.")
    return tuple(sorted(pairs, key=lambda pair: left[pair[0]]))


def _refuse_unknown(ids: Sequence[str], known: dict[str, int]) -> None:
    unknown = [part for part in ids if part not in known]
    if unknown:
        raise AnswerMisfit(f"The item has no option {unknown[0][:40]!r}.")


def _text(answer: Answer) -> str:
    if not isinstance(answer, str):
        raise AnswerMisfit("Answer with a string.")
    if len(answer) > LONGEST_TEXT:
        raise AnswerMisfit(f"An answer has at most {LONGEST_TEXT} characters.")
    if any(character == "\x00" or "\ud800" <= character <= "\udfff" for character in answer):
        raise AnswerMisfit("The answer holds characters that are no text.")
    return answer


def _foreign(answer: Answer) -> Answer:
    """A plugin's own interaction: its scorer judges the content, the size is judged here."""
    if isinstance(answer, bool):
        return answer
    if isinstance(answer, str):
        return _text(answer)
    if len(answer) > MOST_PARTS:
        raise AnswerMisfit(f"An answer has at most {MOST_PARTS} parts.")
    for part in answer:
        for text in part if isinstance(part, tuple) else (part,):
            _text(text)
    return answer
