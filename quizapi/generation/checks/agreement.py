"""Faults of grammar that a parse and a table of forms show together."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapi.domain import Flaw, Item
from quizapi.generation.checks.words import quoted_apart, statement_of
from quizapi.plugin_api import AnnotatedArticle, GeneratorTools

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Nouns that take either number, and words that say how much of a set is meant.
_EITHER_WORDS = """
team government police staff crew committee council board family public press company majority minority
number percent per cent half rest group couple pair party media data series crowd army union lot
opposition leadership cabinet parliament congress audience squad side club firm ministry percentage
"""
_EITHER = frozenset(_EITHER_WORDS.split())
_SINGULAR = {"is", "was", "has", "does"}
_PLURAL = {"are", "were", "have", "do"}
_WANTED = {"have": ("VBN",), "be": ("VBN", "VBG"), "do": ("VB",)}


class AgreementCheck:
    """Subject and verb agree, and a verb has the form that its auxiliary asks for.

    Told only where the parse and the table of forms agree that it is wrong.

    Source: Heilman and Smith (2010), deficiency "ungrammatical"; Haladyna, Downing and Rodriguez (2002),
    guideline 12 (correct grammar).
    """

    name = "agreement"
    needs_parse = True

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        asked = statement_of(item) if item.interaction == "true_false" else quoted_apart(item.stem)
        sentences = [option.text for option in item.options if option.text.rstrip().endswith(".")]
        for text in (asked, *sentences):
            fault = _fault(tools.parse(text), tools) if text.strip() else None
            if fault:
                yield Flaw("grammar", f"“{fault}” is not grammatical.", fatal=True)
                return


def _fault(doc: "Doc", tools: GeneratorTools) -> str | None:
    for token in doc:
        if token.dep_ in ("nsubj", "nsubjpass") and not _agrees(token):
            return f"{token.text} … {_finite(token.head).text}"
        if token.dep_ in ("aux", "auxpass") and token.i < token.head.i and not _has_form(token, tools):
            return f"{token.text} {token.head.text}"
        helper = _helper_before_subject(token) if token.tag_ == "VBD" else None
        if helper is not None and token.lower_ != tools.inflect(token.lemma_, "VB").lower():
            return f"{helper.text} … {token.text}"
    return None


def _finite(verb: "Token") -> "Token":
    """The word of a verb's group that carries its number."""
    auxiliaries = [child for child in verb.children if child.dep_ in ("aux", "auxpass")]
    return min([verb, *auxiliaries], key=lambda token: token.i)


def _agrees(subject: "Token") -> bool:
    if subject.tag_ not in ("NN", "NNS") or subject.lemma_.lower() in _EITHER:
        return True
    if any(child.dep_ in ("conj", "cc", "nummod", "prep") for child in subject.children):
        return True
    if any(token.tag_ in ("WRB", "WDT", "WP", "WP$") for token in subject.subtree):
        return True  # "how many drivers was the union promised": the parser takes the object for the subject
    verb = _finite(subject.head)
    form = verb.text.lower()
    if subject.tag_ == "NNS":
        return form not in _SINGULAR or subject.text.lower() == subject.lemma_.lower()
    return form not in _PLURAL or form == "were" or verb.tag_ == "VB"


def _helper_before_subject(verb: "Token") -> "Token | None":
    """The "did" of a question before the subject of a verb in the past ("did the firm announced"), if any."""
    doc = verb.doc
    for subject in verb.children:
        if subject.dep_ in ("nsubj", "nsubjpass") and subject.i < verb.i:
            # The parser may take the helper for a part of the name behind it.
            first = subject.left_edge.i
            for place in (first - 1, first):
                if 0 < place < subject.i and doc[place].lower_ in ("do", "does", "did"):
                    return doc[place]
    return None


def _has_form(auxiliary: "Token", tools: GeneratorTools) -> bool:
    verb = auxiliary.head
    if verb.tag_ == "NNS" and auxiliary.i == verb.i - 1 and auxiliary.tag_ in ("VBP", "VBZ", "VBD", "MD"):
        return False  # "have rejects": no noun follows its own auxiliary
    if verb.pos_ not in ("VERB", "AUX") or verb.text.lower() in ("been", "be", "being"):
        return True
    nearest = max(
        (c for c in verb.children if c.dep_ in ("aux", "auxpass") and c.i < verb.i), key=lambda c: c.i
    )
    if auxiliary != nearest:
        return True
    wanted = ("VB",) if auxiliary.tag_ == "MD" else _WANTED.get(auxiliary.lemma_.lower(), ())
    forms = {tools.inflect(verb.lemma_, tag).lower() for tag in wanted}
    form = verb.text.lower()
    if not wanted or form in forms or form == verb.lemma_.lower():
        return not wanted or form in forms or verb.tag_ in wanted
    if verb.tag_ not in wanted:
        return False
    # A tag follows what should stand there ("was drew"). The table knows better, where both its forms of the
    # past are irregular: of others it gives one and leaves out its variant ("had lit", "had proved").
    irregular = not any(word.endswith("ed") for word in (form, *forms)) and form != "got"
    return not (irregular and form == tools.inflect(verb.lemma_, "VBD").lower())
