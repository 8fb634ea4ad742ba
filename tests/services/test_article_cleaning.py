"""Removed pieces know where they stood, whatever was removed."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from quizapi.services.article_cleaning import RemovedUnknown, prepare_text, put_back

SENTENCES = [
    "The council of Port Selby voted on Tuesday to close the old fish market at the end of the year.",
    "Traders said that they had not been asked, and that they would go to court in the spring.",
    "The new hall will be built near the railway station, the council said in a statement.",
    "It will cost about four million euros, and most of that will come from the state.",
]
FURNITURE = ["Advertisement", "Read more: The market in pictures", "Share this article", "© Selby Post 2026"]
piece = st.sampled_from(["body", "furniture"])


@settings(max_examples=150, deadline=None)
@given(st.lists(piece, min_size=5, max_size=14), st.randoms(use_true_random=False))
def test_putting_all_back_gives_the_whole_text(kinds: list[str], random: object) -> None:
    body = iter(SENTENCES * 14)
    furniture = iter(FURNITURE * 14)
    paragraphs = [SENTENCES[0], *(next(body if kind == "body" else furniture) for kind in kinds), *SENTENCES]
    whole = "\n\n".join(paragraphs)
    prepared = prepare_text(whole, {}, max_chars=100_000)
    text, left = put_back(prepared.text, prepared.removed, range(len(prepared.removed)))
    assert text == whole
    assert left == []


def test_pieces_left_out_keep_their_places() -> None:
    removed = [
        {"text": "H", "why": "headline", "before_paragraph": 0},
        {"text": "A", "why": "advertisement", "before_paragraph": 1},
        {"text": "E", "why": "end mark", "before_paragraph": 2},
    ]
    text, left = put_back("one\n\ntwo", removed, [1])
    assert text == "one\n\nA\n\ntwo"
    assert put_back(text, left, [0, 1])[0] == "H\n\none\n\nA\n\ntwo\n\nE"


def test_a_piece_behind_a_text_that_was_shortened_goes_to_its_end() -> None:
    text, _ = put_back("one", [{"text": "E", "why": "end mark", "before_paragraph": 9}], [0])
    assert text == "one\n\nE"


def test_an_index_without_a_piece_is_refused() -> None:
    with pytest.raises(RemovedUnknown):
        put_back("one", [], [0])
