"""Ids of options tell nothing of the key, and the key stays the same key."""

from collections import Counter
from string import ascii_lowercase

from hypothesis import given
from hypothesis import strategies as st

from quizapi.exchange.item_json import item_from_json
from quizapi.services.item_shapes import check_shape
from quizapi.services.option_ids import with_plain_ids

texts = st.lists(
    st.text("abcdefgh ", min_size=1).filter(str.strip),
    min_size=3,
    max_size=6,
    unique_by=lambda t: " ".join(t.split()),
)


def written(interaction: str, stem: str, words: list[str]) -> dict[str, object]:
    """An item as people write it: the key first, or in the order of the options."""
    options = [{"id": ascii_lowercase[n], "text": word} for n, word in enumerate(words)]
    matches = [{"id": str(n + 1), "text": f"{word}!"} for n, word in enumerate(words)]
    ids = [option["id"] for option in options]
    key = {
        "choice": ids[:1],
        "multiple": ids[:2],
        "order": ids,
        "match": [[a, str(n + 1)] for n, a in enumerate(ids)],
        "true_false": True,
        "text": "port",
    }[interaction]
    has_options = interaction not in ("true_false", "text")
    return {
        "interaction": interaction, "stem": stem, "options": options if has_options else [],
        "matches": matches if interaction == "match" else [], "key": key, "accepted": [], "explanation": "",
        "evidence": [], "confidence": 1.0, "flaws": [], "tags": [], "generator": "", "generator_version": "",
        "edit": None,
    }  # fmt: skip


@given(st.sampled_from(["choice", "multiple", "order", "match", "true_false", "text"]), texts)
def test_the_key_says_the_same_and_the_item_keeps_its_form(interaction, words):
    before = written(interaction, "Which?", words)
    after = with_plain_ids(before)
    check_shape(after)
    assert sorted(item_from_json(after).key_texts) == sorted(item_from_json(before).key_texts)
    if interaction == "order":
        assert item_from_json(after).key_texts == item_from_json(before).key_texts
    if interaction in ("choice", "multiple"):
        assert [option["text"] for option in after["options"]] == words
    assert after == with_plain_ids(before) == with_plain_ids(after)


@given(st.sampled_from(["choice", "multiple"]), texts, st.randoms(use_true_random=False))
def test_ids_do_not_tell_in_which_order_options_were_written(interaction, words, rng):
    """Else who knows this program could undo the shuffling, and the key is often written first."""
    others = list(words)
    rng.shuffle(others)
    ids = [
        {
            option["text"]: option["id"]
            for option in with_plain_ids(written(interaction, "Which?", some))["options"]
        }
        for some in (words, others)
    ]
    assert ids[0] == ids[1]


@given(texts)
def test_an_order_is_never_named_or_kept_in_the_keys_order(words):
    after = with_plain_ids(written("order", "In which order?", words))
    ids = [option["id"] for option in after["options"]]
    assert ids == sorted(ids) and after["key"] != ids


def test_over_many_items_no_id_is_more_often_right_than_chance_has_it():
    firsts, pairs, n = Counter(), Counter(), 400
    for number in range(n):
        words = [f"{number} {word}" for word in ("one", "two", "three", "four")]
        firsts[with_plain_ids(written("choice", f"Which {number}?", words))["key"][0]] += 1
        pairs.update(map(tuple, with_plain_ids(written("match", f"Match {number}.", words))["key"]))
    assert len(firsts) == 4 and max(firsts.values()) < 0.36 * n
    assert len(pairs) == 16 and max(pairs.values()) < 0.36 * n
