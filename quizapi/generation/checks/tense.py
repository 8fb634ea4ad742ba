"""Does the form of its verb set the key apart?"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapi.domain import Flaw, Item
from quizapi.plugin_api import AnnotatedArticle, GeneratorTools

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MOST_WORDS = 20
_QUOTES = '“"‘'
_FORMS = {"VBD": "past", "VBZ": "present", "VBP": "present", "VBG": "-ing"}
_FUTURE = frozenset({"will", "shall", "'ll", "’ll"})


class TenseCueCheck:
    """Where the key alone has another tense or form of the verb than all other options, that gives it away.

    Source: Haladyna, Downing and Rodriguez (2002), guidelines 23 (homogeneous in structure) and 28d
    (grammatical inconsistency).
    """

    name = "tense-cue"
    needs_parse = True

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        if item.interaction != "choice" or len(item.distractors) < 2:
            return
        if any(
            not 1 < len(o.text.split()) <= _MOST_WORDS or o.text.lstrip()[:1] in _QUOTES for o in item.options
        ):
            return
        others = {_form(tools.parse(option.text), tools) for option in item.distractors}
        if len(others) > 1 or "" in others:
            return
        own = _form(tools.parse(item.key_text), tools)
        if own and own not in others:
            yield Flaw("tense-cue", f"The key alone has its verb in this form: {own}.")


def _form(doc: "Doc", tools: GeneratorTools) -> str:
    """The form of an option's verb, in a word; empty where it has none, or none that is certain."""
    root = next((token for token in doc if token.dep_ == "ROOT"), None)
    if root is None or root.pos_ not in ("VERB", "AUX"):
        return ""
    helpers = [child for child in root.children if child.dep_ in ("aux", "auxpass") and child.i < root.i]
    first = min([root, *helpers], key=lambda token: token.i)
    if first.lower_ == "to":
        return "infinitive"
    if first.tag_ == "MD":
        return "future" if first.lower_ in _FUTURE else ""
    return "" if _is_one_form(first, tools) else _FORMS.get(first.tag_, "")


def _is_one_form(verb: "Token", tools: GeneratorTools) -> bool:
    """Verbs like "cut" are written alike in present and past."""
    return verb.tag_ != "VBG" and tools.inflect(verb.lemma_, "VBD").lower() == verb.lemma_.lower()
