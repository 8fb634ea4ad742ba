"""Faults that a parse shows."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapi.domain import Flaw, Item
from quizapi.generation.checks.words import statement_of
from quizapi.plugin_api import AnnotatedArticle, GeneratorTools

if TYPE_CHECKING:
    from spacy.tokens import Doc

_VOWEL = re.compile(r"^\W*(?:[aeio]|u(?!ni|se|ti|ro)|hour|honest|heir)", re.IGNORECASE)


class SentenceCheck:
    """A statement to be judged is one whole sentence: it has a finite verb with a subject.

    Source: Heilman and Smith (2010), deficiency "ungrammatical"; the parse is the model's.
    """

    name = "sentence"
    needs_parse = True

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        if item.interaction != "true_false":
            return
        doc = tools.parse(statement_of(item))
        roots = [token for token in doc if token.dep_ == "ROOT" and not token.is_punct and not token.is_space]
        if not any(_finite(doc, root.i) for root in roots):
            yield Flaw("no-sentence", "The statement has no finite verb.", fatal=True)
        elif not any(child.dep_ in _SUBJECTS for root in roots for child in root.children):
            yield Flaw("no-subject", "The statement has no subject.", fatal=True)


class ArticleCueCheck:
    """A stem that ends with "a" or "an" must fit every option.

    Source: Haladyna, Downing and Rodriguez (2002), guideline 28d (grammatical inconsistency).
    """

    name = "article-cue"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        found = re.search(r"\b(an?)\s*+(?:_{2,}+|…|\?|:)*+\s*+[”\"]?\s*$", item.stem, re.IGNORECASE)
        if not found or item.interaction != "choice":
            return
        wants_vowel = found[1].lower() == "an"
        misfits = [o for o in item.options if bool(_VOWEL.match(o.text)) != wants_vowel]
        if misfits and len(misfits) < len(item.options):
            yield Flaw("article-cue", f"“{found[1]}” does not fit “{misfits[0].text}” and rules it out.")


class NumberCueCheck:
    """Where the key alone is singular or plural, its number gives it away.

    Source: Haladyna, Downing and Rodriguez (2002), guideline 28d (grammatical inconsistency).
    """

    name = "number-cue"
    needs_parse = True

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        if item.interaction != "choice" or len(item.distractors) < 2:
            return
        if any(len(option.text.split()) > 6 for option in item.options):
            return
        plurals = {option.id: _plural(tools.parse(option.text)) for option in item.options}
        key = item.key[0] if isinstance(item.key, tuple) else ""
        others = {plurals[option.id] for option in item.distractors}
        if len(others) == 1 and None not in others and plurals.get(str(key)) not in (None, *others):
            yield Flaw("number-cue", "The key alone is singular, or alone plural.")


_SUBJECTS = {"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"}


def _finite(doc: "Doc", index: int) -> bool:
    verb = doc[index]
    chain = [verb, *(child for child in verb.children if child.dep_ in ("aux", "auxpass"))]
    return any(token.morph.get("VerbForm", []) == ["Fin"] or token.tag_ == "MD" for token in chain)


def _plural(doc: "Doc") -> bool | None:
    """Is the head noun plural? None where there is none, or it is a name."""
    head = next((token for token in doc if token.dep_ == "ROOT"), None)
    if head is None or head.tag_ not in ("NN", "NNS"):
        return None
    return head.tag_ == "NNS"
