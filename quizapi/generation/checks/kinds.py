"""Are the options of one kind?"""

import math
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapi.domain import Flaw, Item
from quizapi.generation.checks.quantities import interval, is_number, plain_tokens
from quizapi.plugin_api import AnnotatedArticle, GeneratorTools

if TYPE_CHECKING:
    from spacy.tokens import Doc

_REASON = re.compile(r"^\W*(?:because|since|due to|owing to)\b", re.IGNORECASE)
_MOST_WORDS = 20
_QUOTES = '“"‘'


class KindCheck:
    """Options are all things, all actions, all whole sentences or all reasons.

    Source: Haladyna, Downing and Rodriguez (2002), guideline 23 (homogeneous in content and structure).
    """

    name = "option-kind"
    needs_parse = True

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        if item.interaction not in ("choice", "multiple") or len(item.options) < 3:
            return
        if any(len(option.text.split()) > _MOST_WORDS for option in item.options):
            return
        kinds = {option.text: _kind(option.text, article, tools) for option in item.options}
        known = {kind for kind in kinds.values() if kind}
        if len(known) > 1:
            first = min(known, key=lambda kind: (list(kinds.values()).count(kind), kind))
            odd = next(text for text, kind in kinds.items() if kind == first)
            yield Flaw("kinds-unequal", f"“{odd}” is {first}; other options are not.")


class RangeCheck:
    """Ranges of numbers do not overlap, unless all options are bounds of one sort ("at most ...").

    Source: Haladyna, Downing and Rodriguez (2002), guideline 22 (options not overlapping).
    """

    name = "ranges"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        if item.interaction != "choice":
            return
        ranges = [(option.text, interval(option.text)) for option in item.options]
        found = [(text, span) for text, span in ranges if span is not None]
        frames = {tuple(token for token in plain_tokens(text) if not is_number(token)) for text, _ in found}
        if len(found) < 2 or (len(frames) == 1 and any(math.isinf(end) for _, span in found for end in span)):
            return
        for n, (one, a) in enumerate(found):
            for other, b in found[n + 1 :]:
                if max(a[0], b[0]) <= min(a[1], b[1]) and a != b:
                    yield Flaw("options-overlap", f"“{one}” and “{other}” can both hold.")
                    return


def _kind(text: str, article: AnnotatedArticle, tools: GeneratorTools) -> str:
    """What an option is, in plain words; empty where a parse of so few words does not tell."""
    if text.lstrip()[:1] in _QUOTES:
        return ""
    if _REASON.match(text):
        return "a reason"
    plain = text.casefold().strip(" .")
    for mention in article.annotations.entities:
        if plain in (article.text_of(mention.span).casefold(), mention.name.casefold()):
            return "a thing or a person"
    # One word alone ("freeze", "bend") is read as a verb as easily as a noun.
    return _kind_of_parse(tools.parse(text)) if len(text.split()) > 1 else ""


def _kind_of_parse(doc: "Doc") -> str:
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    if root is None:
        return ""
    has_subject = any(child.dep_ in ("nsubj", "nsubjpass", "expl", "csubj") for child in root.children)
    finite = [root, *(child for child in root.children if child.dep_ in ("aux", "auxpass"))]
    if has_subject and any("Fin" in t.morph.get("VerbForm", []) or t.tag_ == "MD" for t in finite):
        return "a whole sentence"
    if root.tag_ in ("VB", "VBG") and root.i == next(t.i for t in doc if not t.is_punct):
        return "an action"
    if root.pos_ in ("NOUN", "PROPN") and not any(token.pos_ in ("VERB", "AUX") for token in doc):
        return "a thing or a person"
    return ""
