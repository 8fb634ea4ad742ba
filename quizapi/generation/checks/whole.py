"""Faults that only the whole quiz shows."""

from collections import Counter
from collections.abc import Iterator, Sequence

from quizapi.domain import Flaw, Item
from quizapi.generation.checks.words import content_words, words

_FEW = 6
_LONG_ANSWER = 4


class GivenAwayCheck:
    """One item's text must not hold another one's answer.

    Source: Haladyna, Downing and Rodriguez (2002), guideline 5 (keep the content of items independent).
    """

    name = "given-away"

    def check_quiz(self, items: Sequence[Item]) -> Iterator[tuple[int, Flaw]]:
        stems = [f" {' '.join(words(item.stem))} " for item in items]
        for index, item in enumerate(items):
            answer = " ".join(words(item.key_text))
            if item.interaction not in ("choice", "text") or not answer:
                continue
            # A short answer stands in many stems; one that asks about the same things gives it away.
            asked = content_words(item.stem) if len(answer.split()) < _LONG_ANSWER else set()
            for other, stem in enumerate(stems):
                told = content_words(items[other].stem)
                if other != index and f" {answer} " in stem and len(asked & told) >= 0.5 * len(asked):
                    yield index, Flaw("given-away", f"Question {other + 1} holds the answer.")
                    break


class KeyPositionCheck:
    """The key stands in each place about equally often.

    Source: Haladyna, Downing and Rodriguez (2002), guideline 20 (vary the location of the right answer).
    """

    name = "key-positions"

    def check_quiz(self, items: Sequence[Item]) -> Iterator[tuple[int, Flaw]]:
        places = {
            index: [option.id for option in item.options].index(str(item.key[0]))
            for index, item in enumerate(items)
            if item.interaction == "choice" and isinstance(item.key, tuple) and item.key
        }
        if len(places) < _FEW:
            return
        place, often = Counter(places.values()).most_common(1)[0]
        if often > 0.6 * len(places):
            for index, own in places.items():
                if own == place:
                    yield (
                        index,
                        Flaw("key-positions", f"{often} of {len(places)} keys stand in place {place + 1}."),
                    )


class TrueFalseRatioCheck:
    """True and false are about equally frequent.

    Source: Ebel and Frisbie (1991), chapter on true-false items (more false than true, never all one way).
    """

    name = "true-false-ratio"

    def check_quiz(self, items: Sequence[Item]) -> Iterator[tuple[int, Flaw]]:
        keys = {index: item.key for index, item in enumerate(items) if item.interaction == "true_false"}
        if len(keys) < _FEW:
            return
        true = sum(1 for key in keys.values() if key is True)
        for answer, often in ((True, true), (False, len(keys) - true)):
            if often > 0.75 * len(keys):
                for index, key in keys.items():
                    if key is answer:
                        word = "true" if answer else "false"
                        yield index, Flaw("ratio-skewed", f"{often} of {len(keys)} statements are {word}.")
