"""Lists of names are in the order in which a person looks for one."""

import random

import pytest

from quizapi.services.nicknames import name_order


@pytest.mark.parametrize(
    "names",
    [
        ["Åse", "bo", "Çelik", "Dan"],
        ["Lucas", "Łucja", "Lucy", "Mia"],
        ["Oda", "Øde", "Oed", "Œdip", "Zoë"],
        ["Group 2", "Group 10", "Group 10b"],
        ["Jana", "Jána", "jana", "Janek"],
        ["Иван", "Йован", "Никита"],
        ["Ann", "🎈"],
    ],
)
def test_names_are_sorted_as_a_person_looks_for_them(names: list[str]) -> None:
    mixed = random.Random(7).sample(names, len(names))
    assert sorted(mixed, key=name_order) == names


def test_names_written_with_other_digits_are_counted_too() -> None:
    assert sorted(["فريق ١٠", "فريق ٢"], key=name_order) == ["فريق ٢", "فريق ١٠"]
