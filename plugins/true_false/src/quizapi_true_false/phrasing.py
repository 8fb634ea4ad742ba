"""Choices as items: stem, key, explanation."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import replace

from quizapi.plugin_api import ABOUT_QUOTED, AnnotatedArticle, Item, Option, shortened, without_quotes
from quizapi_true_false.absent import Absent
from quizapi_true_false.choosing import Choice
from quizapi_true_false.edits import Candidate
from quizapi_true_false.options import difficulty_of
from quizapi_true_false.statements import Statement

_SHOWN_WORDS = 40
_MONTHS = "|".join(calendar.month_name[1:])
#: Without the words of the answers, which a question does not hold.
_ASKED_OF_THREE = "how is this statement to be judged?"
_ANSWERS = (Option("a", "True"), Option("b", "False"), Option("c", "Not in the article"))


def judged(choice: Choice, article: AnnotatedArticle) -> Item:
    """A statement to be judged true or false."""
    statement, candidate = choice.statement, choice.candidate
    text = candidate.edit.apply() if candidate else statement.text
    tags: tuple[str, ...] = ("form:true-false", f"edit:{candidate.edit.kind if candidate else 'none'}")
    if candidate is None:
        explanation = f"True. {_proof(statement, article)}"
    else:
        why = _why(candidate, statement)
        proof = _proof(statement, article, why)
        told = statement.proof.startswith(statement.text[:-1]) and statement.text in why
        explanation = f"False. {why}" + ("" if told else f" {proof}")
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


def _why(candidate: Candidate, statement: Statement) -> str:
    """What the edit changed; a word that the statement has instead of the article's is not said to be its."""
    edit = candidate.edit
    quoted_word = f"“{edit.before}”" in candidate.explanation
    if quoted_word and edit.before.lower() not in statement.proof.lower():
        return f"By the article it is “{edit.before}”, not “{edit.after}”."
    return candidate.explanation


def _proof(statement: Statement, article: AnnotatedArticle, told: str = "") -> str:
    """The words that prove it, with the full names and the day that they only point to.

    Args:
        statement: The true one.
        article: Its article.
        told: What the explanation has said already.
    """
    words = statement.proof
    if len(words.split()) > _SHOWN_WORDS:
        # Of a long sentence the clause that was asked, never a sentence cut off before it.
        clause = article.text_of(statement.claim.span).strip()
        words = clause if len(clause.split()) <= _SHOWN_WORDS else shortened(words, _SHOWN_WORDS)
    if statement.is_quotation:
        words = without_quotes(words).rstrip(",")
    speaker = statement.attribution.source if statement.attribution else None
    spoken = statement.attribution is not None and statement.attribution.kind == "direct"
    if spoken and speaker is not None and speaker.name and speaker.name not in words:
        shown = f"{speaker.name} says in the article: {quoted(words)}"
    else:
        shown = f"The article says: {quoted(words)}"
    if statement.joined_at is not None:
        shown = f"{shown} It also says: {quoted(shortened(statement.evidence[1].text, _SHOWN_WORDS))}"
    return " ".join((shown, *_pointed_to(statement, f"{shown} {told}", article)))


def _pointed_to(statement: Statement, words: str, article: AnnotatedArticle) -> Iterator[str]:
    """What a reader of the proving words alone would miss: who is meant, and which day "today" is."""
    asked = dict.fromkeys(
        statement.text[named.start : named.end]
        for named in statement.names
        if named.type == "PERSON" and not statement.is_quotation
    )
    absent = [name for name in asked if " " in name and name not in words]
    if absent:
        yield f"In full: {', '.join(absent)}."
    published = article.article.published_on
    dates = re.findall(rf"\b(?:{_MONTHS})(?: \d+,?)?(?: \d{{4}})?|\b(?:19|20)\d\d\b", statement.text)
    if published is not None and any(told not in words for told in dates):
        yield f"The article is of {published:%B} {published.day}, {published.year}."


def with_three_answers(item: Item) -> Item:
    """The item with a third answer: that the article does not say."""
    stem = item.stem.replace("is this true or false?", _ASKED_OF_THREE, 1)
    tags = tuple("form:true-false-not-given" if tag == "form:true-false" else tag for tag in item.tags)
    tags = (*tags, ABOUT_QUOTED)
    key = ("a",) if item.key is True else ("b",)
    return replace(item, interaction="choice", stem=stem, options=_ANSWERS, key=key, tags=tags)


def not_given(absent: Absent, article: AnnotatedArticle) -> Item:
    """A statement that the article leaves open."""
    shown = quoted(shortened(absent.evidence[0].text, _SHOWN_WORDS))
    stem = f"According to the {_whose(article)}, {_ASKED_OF_THREE} {quoted(absent.text)}"
    return Item(
        interaction="choice",
        stem=stem,
        options=_ANSWERS,
        key=("c",),
        evidence=absent.evidence,
        explanation=f"Not in the article. It says: {shown} It does not say {absent.open_question}.",
        confidence=absent.worth,
        tags=("form:true-false-not-given", "edit:absent", "difficulty:hard", ABOUT_QUOTED),
    )


def quoted(text: str) -> str:
    """A statement between typographic marks; double marks inside become single ones."""
    inner = re.sub(r"\s+", " ", text).strip()
    inner = re.sub(r'(^|[\s(\[])"', r"\1‘", inner).replace('"', "’")
    return f"“{inner.replace('“', '‘').replace('”', '’')}”"


def _whose(article: AnnotatedArticle) -> str:
    return "author" if article.annotations.genre == "opinion" else "article"
