from quizapi.domain import Item
from quizapi.generation.difficulty import difficulty, estimate_of, with_difficulty
from tests.generation.builders import choice, evidence

PROOF = (evidence(0, 40, text="Ann Roe said that the old bridge would stay shut."),)


def test_words_shared_with_the_proof_make_it_easier() -> None:
    same = choice("Who said that the old bridge would stay shut?", key="Ann Roe", evidence=PROOF)
    other = choice("Which official announced a longer closure?", key="Ann Roe", evidence=PROOF)
    assert difficulty(same) < difficulty(other)


def test_answer_to_be_written_is_harder_than_one_to_be_chosen() -> None:
    stem = "Who said that the old bridge would stay shut?"
    written = Item(interaction="text", stem=stem, key="Ann Roe", evidence=PROOF)
    assert difficulty(written) > difficulty(choice(stem, key="Ann Roe", evidence=PROOF))


def test_proof_that_lies_apart_and_options_that_resemble_the_key_make_it_harder() -> None:
    apart = (PROOF[0], evidence(900, 940))
    plain = choice("Who spoke?", key="Ann Roe", others=["the bridge company"], evidence=PROOF)
    assert difficulty(choice("Who spoke?", key="Ann Roe", others=["the bridge company"], evidence=apart)) > (
        difficulty(plain)
    )
    assert difficulty(choice("Who spoke?", key="Ann Roe", others=["Bob Roe"], evidence=PROOF)) > (
        difficulty(plain)
    )


def test_estimate_is_told_as_a_tag_once_and_lies_between_0_and_1() -> None:
    item = with_difficulty(choice("Who spoke?", evidence=PROOF, tags=("difficulty:hard",)))
    assert 0 <= estimate_of(item) <= 1
    assert item.tags == ("difficulty:hard", f"difficulty:{estimate_of(item):.2f}")
    assert with_difficulty(item) == item
