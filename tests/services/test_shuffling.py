"""The order in which an attempt shows things: its own, the same on every device, and never the key's."""

from hypothesis import given
from hypothesis import strategies as st

from quizapi.services.shuffling import shown_matches, shown_options, shuffled

OPTIONS = [{"id": i, "text": f"part {i}"} for i in "abcd"]
MATCHES = [{"id": i, "text": f"match {i}"} for i in "1234"]
CHOICE = {"interaction": "choice", "options": OPTIONS, "key": ["a"]}
ORDER = {"interaction": "order", "options": OPTIONS, "key": ["c", "a", "d", "b"]}
PAIRS = {"interaction": "match", "options": OPTIONS, "matches": MATCHES, "key": []}
SEEDS = range(60)


def test_attempts_differ_and_one_attempt_stays_as_it_is() -> None:
    for show in (
        lambda seed: shown_options(CHOICE, item_id="i", seed=seed, shuffle=True),
        lambda seed: shown_matches(PAIRS, item_id="i", seed=seed),
    ):
        first = [str(show(seed)[0]["id"]) for seed in SEEDS]
        assert len(set(first)) == 4  # each may stand in front
        assert [str(show(seed)[0]["id"]) for seed in SEEDS] == first


def test_options_keep_their_order_where_they_are_not_to_be_shuffled() -> None:
    assert all(shown_options(CHOICE, item_id="i", seed=seed, shuffle=False) == OPTIONS for seed in SEEDS)


def test_parts_to_be_put_in_order_never_stand_in_it() -> None:
    for shuffle in (True, False):
        shown = [shown_options(ORDER, item_id="i", seed=seed, shuffle=shuffle) for seed in range(300)]
        orders = {tuple(option["id"] for option in options) for options in shown}
        assert tuple(ORDER["key"]) not in orders
        assert len(orders) > 15


@given(st.lists(st.integers()), st.integers(), st.text(max_size=3))
def test_nothing_is_lost_or_doubled(things: list[int], seed: int, salt: str) -> None:
    before = list(things)
    assert sorted(shuffled(things, seed=seed, salt=salt)) == sorted(things)
    assert things == before
