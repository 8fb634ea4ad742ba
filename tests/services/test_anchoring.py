import pytest

from quizapi.services.anchoring import find_again

OLD = "Rates rose. The bank said so. Rates fell. The bank said so. Nobody knew why."


@pytest.mark.parametrize(
    ("new", "passage", "expected"),
    [
        pytest.param(OLD + " More.", "Rates rose.", "Rates rose.", id="before all that was edited"),
        pytest.param("First. " + OLD, "Nobody knew why.", "Nobody knew why.", id="behind it"),
        pytest.param(OLD.replace("fell", "sank"), "Rates fell.", None, id="edited itself"),
        pytest.param(OLD.replace("Rates fell. ", ""), "Rates fell.", None, id="deleted"),
        pytest.param("Nobody knew why. Rates rose.", "Nobody knew why.", "Nobody knew why.", id="moved"),
    ],
)
def test_passage_is_found_where_it_stands_now(new: str, passage: str, expected: str | None) -> None:
    start = OLD.index(passage)
    found = find_again(OLD, new, start, start + len(passage))
    assert (found and new[found[0] : found[1]]) == expected


def test_one_of_two_equal_passages_is_told_by_what_stands_beside_it() -> None:
    second = OLD.index("The bank", 20)
    new = OLD.replace("Rates rose.", "Costs rose.").replace("Nobody", "Somebody")
    assert find_again(OLD, new, second, second + 17) == (second, second + 17)


def test_passage_that_may_be_either_of_two_is_not_found() -> None:
    old = "A. Yes. B. Yes. C."
    assert find_again(old, "X Yes. Y Yes. Z", 3, 7) is None


def test_passage_at_the_seam_of_an_insertion_of_its_own_words_keeps_its_length() -> None:
    old = "ab ab cd"
    found = find_again(old, "ab ab ab cd", 3, 8)
    assert found == (6, 11)
