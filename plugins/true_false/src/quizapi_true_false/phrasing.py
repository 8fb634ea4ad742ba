"""Choices as items: stem, key, explanation."""

from __future__ import annotations

import re
from dataclasses import replace

from quizapi.plugin_api import AnnotatedArticle, Item, Option, shortened
from quizapi_true_false.absent import Absent
from quizapi_true_false.choosing import Choice
from quizapi_true_false.options import difficulty_of

_SHOWN_WORDS = 40
_ANSWERS = (Option("a", "True"), Option("b", "False"), Option("c", "Not in the article"))
_ABSENT_CONFIDENCE = 0.75


def judged(choice: Choice, article: AnnotatedArticle) -> Item:
    """A statement to be judged true or false."""
    statement, candidate = choice.statement, choice.candidate
    text = candidate.edit.apply() if candidate else statement.text
    tags: tuple[str, ...] = ("form:true-false", f"edit:{candidate.edit.kind if candidate else 'none'}")
    if candidate is None:
        explanation = f"True. The article says: {quoted(shortened(statement.proof, _SHOWN_WORDS))}"
    else:
        explanation = f"False. {candidate.explanation}"
        tags += (f"difficulty:{difficulty_of(candidate.edit.kind)}",)
    return Item(
        interaction="true_false",
        stem=f"According to the {_whose(article)}, is this true or false? {quoted(text)}",
        key=candidate is None,
        evidence=statement.evidence,
        explanation=explanation,
        confidence=choice.confidence,
        tags=tags,
        edit=candidate.edit if candidate else None,
    )


def with_three_answers(item: Item) -> Item:
    """The item with a third answer: that the article does not say."""
    stem = item.stem.replace("is this true or false?", "is this true, false or not in the article?", 1)
    tags = tuple("form:true-false-not-given" if tag == "form:true-false" else tag for tag in item.tags)
    key = ("a",) if item.key is True else ("b",)
    return replace(item, interaction="choice", stem=stem, options=_ANSWERS, key=key, tags=tags)


def not_given(absent: Absent, article: AnnotatedArticle) -> Item:
    """A statement that the article leaves open."""
    shown = quoted(shortened(absent.evidence[0].text, _SHOWN_WORDS))
    asked = "is this true, false or not in the article?"
    stem = f"According to the {_whose(article)}, {asked} {quoted(absent.text)}"
    return Item(
        interaction="choice",
        stem=stem,
        options=_ANSWERS,
        key=("c",),
        evidence=absent.evidence,
        explanation=f"Not in the article. It says: {shown} It does not say {absent.open_question}.",
        confidence=_ABSENT_CONFIDENCE,
        tags=("form:true-false-not-given", "edit:absent", "difficulty:hard"),
    )


def quoted(text: str) -> str:
    """A statement between typographic marks; double marks inside become single ones."""
    inner = re.sub(r"\s+", " ", text).strip()
    inner = re.sub(r'(^|[\s(\[])"', r"\1‘", inner).replace('"', "’")
    return f"“{inner.replace('“', '‘').replace('”', '’')}”"


def _whose(article: AnnotatedArticle) -> str:
    return "author" if article.annotations.genre == "opinion" else "article"
