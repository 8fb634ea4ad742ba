"""The parts of an item as writers ask for them: right options, pairs, the right order, accepted texts."""

from quizapi.domain import Item, Option
from quizapi.exchange.errors import CannotHold


def right_ids(item: Item) -> frozenset[str]:
    """The ids of the right options of a `choice` or `multiple`."""
    key = item.key if isinstance(item.key, tuple) else ()
    return frozenset(part for part in key if isinstance(part, str))


def is_true(item: Item) -> bool:
    """The key of a `true_false`."""
    return item.key is True


def texts_accepted(item: Item) -> tuple[str, ...]:
    """The key of a `text` and what counts as the same, each once."""
    key = item.key if isinstance(item.key, str) else ""
    return tuple(dict.fromkeys(text for text in (key, *item.accepted) if text))


def in_right_order(item: Item) -> tuple[Option, ...]:
    """The options of an `order` in the key's order.

    Raises:
        CannotHold: The key names options that there are not.
    """
    by_id = {option.id: option for option in item.options}
    key = item.key if isinstance(item.key, tuple) else ()
    found = tuple(by_id[part] for part in key if isinstance(part, str) and part in by_id)
    if len(found) != len(by_id):
        raise CannotHold("its key does not name every option")
    return found


def in_shown_order(item: Item) -> tuple[Option, ...]:
    """The options of an `order` as they may be printed: never in the key's order."""
    if item.options == in_right_order(item):
        return item.options[1:] + item.options[:1]
    return item.options


def pairs(item: Item) -> tuple[tuple[Option, Option], ...]:
    """The right pairs of a `match`, in the order of the options."""
    left = {option.id: option for option in item.options}
    right = {option.id: option for option in item.matches}
    key = [part for part in item.key if isinstance(part, tuple)] if isinstance(item.key, tuple) else []
    partners = {a: right[b] for a, b in key if a in left and b in right}
    return tuple((option, partners[option.id]) for option in item.options if option.id in partners)


def unmatched(item: Item) -> tuple[Option, ...]:
    """The right sides of a `match` that belong to no left one."""
    used = {right.id for _, right in pairs(item)}
    return tuple(option for option in item.matches if option.id not in used)


def all_pairs(item: Item) -> tuple[tuple[Option, Option], ...]:
    """The right pairs, where every left side has one.

    Raises:
        CannotHold: One has none, which most formats cannot say.
    """
    found = pairs(item)
    if len(found) != len(item.options):
        raise CannotHold("a left side without a right one has no place in this format")
    return found
