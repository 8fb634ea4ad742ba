"""Items made of what a reader found, refused where no sound item can be made of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from quizapi.domain import Answer, Item, Option
from quizapi.exchange.errors import NotTaken
from quizapi.exchange.formats import INTERACTIONS
from quizapi.exchange.texts import clean, clean_item, folded

LONGEST_STEM = 1_500
LONGEST_OPTION = 1_000
LONGEST_EXPLANATION = 20_000
_MOST_OPTIONS = 26


@dataclass(frozen=True, slots=True)
class Details:
    """What an item may have beside its task."""

    explanation: str = ""
    tags: tuple[str, ...] = ()


PLAIN = Details()


def option_ids(count: int) -> list[str]:
    """a, b, c ..."""
    return [chr(ord("a") + n) for n in range(count)]


def choice(
    stem: str, options: Sequence[tuple[str, bool]], *, several: bool = False, details: Details = PLAIN
) -> Item:
    """A `choice`, or a `multiple` where `several`.

    Args:
        options: Texts, each with whether it is right.

    Raises:
        NotTaken
    """
    shown = _options([text for text, _ in options])
    key = tuple(option.id for option, (_, right) in zip(shown, options, strict=True) if right)
    return _item("multiple" if several else "choice", stem, key, options=shown, details=details)


def true_false(stem: str, key: bool, *, details: Details = PLAIN) -> Item:
    """A `true_false`.

    Raises:
        NotTaken
    """
    return _item("true_false", stem, key, details=details)


def text(stem: str, texts: Sequence[str], *, details: Details = PLAIN) -> Item:
    """A `text`: the first text is the key, the others are accepted as well.

    Raises:
        NotTaken
    """
    distinct = list(dict.fromkeys(clean(one) for one in texts if clean(one)))
    if not distinct:
        raise NotTaken("it has no right answer")
    return _item("text", stem, distinct[0], accepted=tuple(distinct[1:]), details=details)


def order(
    stem: str, right_order: Sequence[str], shown: Sequence[int] = (), *, details: Details = PLAIN
) -> Item:
    """An `order`.

    Args:
        right_order: Texts.
        shown: Indexes into `right_order` in the order in which the file shows them; where it shows them in
            the right one, or does not say, another is made (the first moves to the end).

    Raises:
        NotTaken
    """
    places = list(shown) or list(range(len(right_order)))
    if places == sorted(places):
        places = places[1:] + places[:1]
    options = _options([right_order[place] for place in places])
    key = tuple(options[places.index(n)].id for n in range(len(right_order)))
    return _item("order", stem, key, options=options, details=details)


def match(
    stem: str, found: Sequence[tuple[str, str]], spare: Iterable[str] = (), *, details: Details = PLAIN
) -> Item:
    """A `match` of pairs (left, right); equal right sides are one.

    Args:
        spare: Right sides that belong to no left one.

    Raises:
        NotTaken
    """
    left = _options([one for one, _ in found])
    rights = list(dict.fromkeys([clean(right) for _, right in found] + [clean(one) for one in spare]))
    right = tuple(Option(str(n), one) for n, one in enumerate(rights, 1))
    key = tuple(
        (option.id, right[rights.index(clean(partner))].id)
        for option, (_, partner) in zip(left, found, strict=True)
    )
    return _item("match", stem, key, options=left, matches=right, details=details)


def checked(item: Item) -> Item:
    """The item with clean texts, where it is one that can be asked.

    Raises:
        NotTaken: With what is wrong.
    """
    item = clean_item(item)
    if item.interaction not in INTERACTIONS:
        raise NotTaken(f"there is no kind of item {item.interaction[:40]!r}")
    if not item.stem:
        raise NotTaken("it has no text")
    for name, text, longest in (
        ("text", item.stem, LONGEST_STEM),
        ("explanation", item.explanation, LONGEST_EXPLANATION),
    ):
        if len(text) > longest:
            raise NotTaken(f"its {name} has {len(text)} characters; {longest} are the most")
    for options in (item.options, item.matches):
        _check_options(options)
    _CHECKS[item.interaction](item)
    return item


def _item(
    interaction: str,
    stem: str,
    key: Answer,
    *,
    options: tuple[Option, ...] = (),
    matches: tuple[Option, ...] = (),
    accepted: tuple[str, ...] = (),
    details: Details,
) -> Item:
    names = [folded(tag)[:100] for tag in details.tags]
    return checked(
        Item(
            interaction=interaction,
            stem=stem,
            key=key,
            evidence=(),
            options=options,
            matches=matches,
            accepted=accepted,
            explanation=details.explanation,
            tags=tuple(dict.fromkeys(name for name in names if name)),
        )
    )


def _options(texts: Sequence[str]) -> tuple[Option, ...]:
    if len(texts) > _MOST_OPTIONS:
        raise NotTaken(f"it has {len(texts)} options; {_MOST_OPTIONS} are the most")
    return tuple(Option(id, text) for id, text in zip(option_ids(len(texts)), texts, strict=True))


def _check_options(options: tuple[Option, ...]) -> None:
    texts = [option.text for option in options]
    if not all(texts):
        raise NotTaken("one of its options is empty")
    if any(len(one) > LONGEST_OPTION for one in texts):
        raise NotTaken(f"one of its options is longer than {LONGEST_OPTION} characters")
    if len(set(texts)) < len(texts):
        raise NotTaken("two of its options are the same")
    if len({option.id for option in options}) < len(options):
        raise NotTaken("two of its options have one id")


def _check_choice(item: Item) -> None:
    if not 3 <= len(item.options) <= 6:
        raise NotTaken(f"it has {len(item.options)} options; a choice has 3 to 6")
    if len(_key_of_ids(item)) != 1:
        raise NotTaken(f"it has {len(_key_of_ids(item))} right options; a choice has one")


def _check_multiple(item: Item) -> None:
    if len(item.options) < 2:
        raise NotTaken("it has fewer than two options")
    if not _key_of_ids(item):
        raise NotTaken("it has no right option")


def _check_order(item: Item) -> None:
    if len(item.options) < 2:
        raise NotTaken("it has fewer than two parts to be put in order")
    if sorted(_key_of_ids(item)) != sorted(option.id for option in item.options):
        raise NotTaken("its right order does not name every part once")


def _check_match(item: Item) -> None:
    left, right = {option.id for option in item.options}, {option.id for option in item.matches}
    if len(left) < 2 or not right:
        raise NotTaken("it has fewer than two parts to be matched")
    parts = [part for part in item.key if isinstance(part, tuple)] if isinstance(item.key, tuple) else []
    if sorted(a for a, _ in parts) != sorted(left) or not {b for _, b in parts} <= right:
        raise NotTaken("its pairs do not give every left side one right side")


def _check_text(item: Item) -> None:
    if not isinstance(item.key, str) or not item.key:
        raise NotTaken("it has no right answer")
    if max(map(len, (item.key, *item.accepted))) > LONGEST_OPTION:
        raise NotTaken(f"its answer is longer than {LONGEST_OPTION} characters")


def _check_true_false(item: Item) -> None:
    if not isinstance(item.key, bool):
        raise NotTaken("its answer is neither true nor false")


def _key_of_ids(item: Item) -> tuple[str, ...]:
    known = {option.id for option in item.options}
    key = item.key if isinstance(item.key, tuple) else ()
    return tuple(part for part in key if isinstance(part, str) and part in known)


_CHECKS = {
    "choice": _check_choice,
    "multiple": _check_multiple,
    "true_false": _check_true_false,
    "order": _check_order,
    "match": _check_match,
    "text": _check_text,
}
