"""Things told by "the" alone."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapi.domain import Flaw, Item
from quizapi.generation.checks.words import parsed_texts
from quizapi.generation.tools.standalone.words import UNIQUE
from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, is_told_in_full

if TYPE_CHECKING:
    from spacy.tokens import Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "NORP", "FAC", "PRODUCT", "EVENT", "LAW", "WORK_OF_ART"})
#: Nouns by which a report takes up a name that it has just given, and the kinds of name that they stand for.
_TAKING_UP = {
    **dict.fromkeys(("state", "country", "city", "town", "village", "province", "county", "island"), "place"),
    **dict.fromkeys(("body", "firm", "company", "agency", "club", "airline", "carrier", "council"), "body"),
}
_KINDS = {
    "place": frozenset({"GPE", "LOC", "NORP", "FAC"}),
    "body": frozenset({"ORG", "NORP", "GPE", "FAC", "PRODUCT"}),
}
#: The text that is asked about, and what there is but one of.
_KNOWN = UNIQUE | {"article", "author", "text", "report", "writer", "day", "year", "week", "month", "time"}


class UnnamedThingCheck:
    """ "The study was published": the article has said which study, the item does not.

    A subject with "the" and nothing else, which the article calls by more words elsewhere. First in what is
    asked, before any name, it is fatal: of 15 such items strict readers took 5, of all others two in three.
    Elsewhere it is told; as an object it is not, for readers minded it no more than other words. "The state"
    or "the body" is told anywhere in an item that names no place and no body.

    Source: Heilman and Smith (2010), deficiency "vague" of generated questions; the definite noun phrase that
    takes up what was brought in before, after Hawkins (1978).
    """

    name = "unnamed-thing"
    needs_parse = True

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        docs = [tools.parse(text) for text in parsed_texts(item)]
        kinds = {token.ent_type_ for doc in docs for token in doc}
        told: set[str] = set()
        named = False
        for token in docs[0] if docs else ():
            lemma = token.lemma_.lower()
            if lemma not in told | _KNOWN and _is_bare(token):
                kind = _TAKING_UP.get(lemma)
                if kind is not None and not kinds & _KINDS[kind]:
                    yield _unnamed(token)
                    return
                if token.dep_ in _SUBJECTS and is_told_in_full(token, article.doc):
                    yield _unnamed(token, fatal=not named and token.head.dep_ == "ROOT")
                    return
            if token.pos_ in ("NOUN", "PROPN"):
                told.add(lemma)
            named = named or token.ent_type_ in _NAMES


def _unnamed(noun: "Token", *, fatal: bool = False) -> Flaw:
    return Flaw("unnamed-thing", f"Which {noun.text} is meant, only the article tells.", fatal=fatal)


def _is_bare(noun: "Token") -> bool:
    """Whether "the" and the noun are all there is of the phrase."""
    if noun.pos_ != "NOUN" or noun.dep_ in ("compound", "nmod"):
        return False
    own = [child for child in noun.children if not child.is_punct and child.dep_ not in ("cc", "conj")]
    return len(own) == 1 and own[0].lower_ == "the" and own[0].i == noun.i - 1
