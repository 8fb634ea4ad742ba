"""Statements that are wrong on their face, and phrases that nobody would write."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapi.domain import Flaw, Item
from quizapi.generation.checks.words import parsed_texts
from quizapi.plugin_api import AnnotatedArticle, GeneratorTools

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_YEAR = re.compile(r"(?:1[6-9]|20)\d\d")
_COMING = frozenset({"will", "shall", "'ll", "’ll"})
_STACKED = frozenset({"at", "in", "on"})
_LEAST_STACK = 3
_TIMES = frozenset({"DATE", "TIME", "CARDINAL", "PERCENT", "MONEY"})


class ImpossibleDateCheck:
    """What "will" be done in a year long gone, or was done in one to come, is false without reading.

    Told only where the day of publication is known; the year must belong to the verb itself.

    Source: Haladyna, Downing and Rodriguez (2002), guideline 29 (make all distractors plausible).
    """

    name = "impossible-date"
    needs_parse = True

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        published = article.article.published_on
        if published is None:
            return
        for text in parsed_texts(item):
            for token in tools.parse(text):
                if not _YEAR.fullmatch(token.text):
                    continue
                verb = _verb_of(token)
                if verb is None:
                    continue
                coming = any(c.dep_ == "aux" and c.lower_ in _COMING for c in verb.children)
                past = verb.tag_ == "VBD"
                if (coming and int(token.text) < published.year) or (
                    past and int(token.text) > published.year
                ):
                    yield Flaw("impossible-date", f"“{token.text}” cannot be, whatever the article says.")
                    return


class StackedPhrasesCheck:
    """ "At the headquarters in Sel at the fair in May": a place beside another on one verb is read twice.

    Source: Heilman and Smith (2010), deficiency "ungrammatical"; Haladyna, Downing and Rodriguez (2002),
    guideline 12 (correct grammar).
    """

    name = "stacked-phrases"
    needs_parse = True

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        for text in parsed_texts(item):
            found = _stack(tools.parse(text))
            if found is not None:
                yield Flaw("phrases-stacked", f"“{found}” says where twice over.")
                return


def _verb_of(year: "Token") -> "Token | None":
    """The verb that a year says when of: over its preposition, through no other noun."""
    holder = year.head
    if holder.pos_ == "ADP":
        holder = holder.head
        if holder.pos_ == "VERB" and holder.tag_ == "VBG" and holder.dep_ == "prep":
            holder = holder.head  # "starting in 2011"
        elif holder.dep_ == "advcl" and holder.tag_ == "VBG":
            holder = holder.head
    return holder if holder.pos_ in ("VERB", "AUX") else None


def _stack(doc: "Doc") -> str | None:
    """Three phrases of place in a row, of which two begin alike and are no times."""
    run: list[Token] = []
    for token in doc:
        if token.pos_ in ("VERB", "AUX", "PUNCT", "CCONJ", "SCONJ") or token.tag_ in ("TO", "WDT", "WP"):
            run = []
        elif token.dep_ == "prep" and token.pos_ == "ADP":
            run.append(token)
            alike = [
                t
                for t in run
                if t.lower_ == token.lower_ in _STACKED and not any(c.ent_type_ in _TIMES for c in t.subtree)
            ]
            if len(run) >= _LEAST_STACK and len(alike) > 1 and token in alike:
                return doc[alike[0].i : token.right_edge.i + 1].text
    return None
