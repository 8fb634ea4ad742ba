from typing import Any

import pytest
import spacy

from quizapi.domain import Annotations, Article, Item, Option
from quizapi.generation.checks import SHIPPED_CHECKS
from quizapi.plugin_api import AnnotatedArticle
from tests.generation.builders import choice, evidence

TEXT = "Ann said it would rain."
PROOF = (evidence(0, 3, text="Ann"),)


def codes(item: Item) -> set[str]:
    article = AnnotatedArticle(Article(TEXT, id="a"), Annotations(), spacy.blank("en")(TEXT))
    return {
        flaw.code for check in SHIPPED_CHECKS[:4] for flaw in check.check(item, article, None) if flaw.fatal
    }


def other(interaction: str, key: Any, ids: str = "", **fields: Any) -> Item:
    options = tuple(Option(i, f"text {i}") for i in ids)
    return Item(interaction=interaction, stem="Is it?", key=key, options=options, evidence=PROOF, **fields)


def test_sound_item_passes() -> None:
    assert codes(choice(evidence=PROOF)) == set()


@pytest.mark.parametrize(
    ("item", "code"),
    [
        (choice(evidence=()), "evidence-missing"),
        (choice(evidence=(evidence(20, 40),)), "evidence-outside"),
        (choice(evidence=(evidence(0, 3, text="Bob"),)), "evidence-changed"),
        (choice(" ", evidence=PROOF), "stem-missing"),
        (choice("Was it the Ann we know?", evidence=PROOF), "key-in-stem"),
        (choice(key="The minister", others=("minister", "Bob"), evidence=PROOF), "options-equal"),
        (choice(key="Ann", others=("Bob",), evidence=PROOF), "option-count"),
        (choice(key="Ann", others=("Bob", " "), evidence=PROOF), "option-empty"),
        (other("choice", ("x",), "abc"), "key-form"),
        (other("choice", ("a", "b"), "abc"), "key-form"),
        (other("multiple", (), "abc"), "key-form"),
        (other("true_false", "true"), "key-form"),
        (other("order", ("a", "b"), "abc"), "key-form"),
        (other("text", " "), "key-form"),
        (other("match", (("a", "1"),), "abc", matches=(Option("1", "x"),)), "option-count"),
    ],
)
def test_fault_is_found(item: Item, code: str) -> None:
    assert code in codes(item)


@pytest.mark.parametrize(
    "item",
    [
        other("multiple", ("a", "b"), "abc"),
        other("true_false", True),
        other("order", ("c", "a", "b"), "abc"),
        other("text", "rain"),
        other(
            "match",
            (("a", "1"), ("b", "2"), ("c", "3")),
            "abc",
            matches=tuple(Option(i, f"match {i}") for i in "1234"),
        ),
    ],
)
def test_other_interactions_pass(item: Item) -> None:
    assert codes(item) == set()
