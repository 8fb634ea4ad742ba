"""Whose words a relation is, as it can be put before a student."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapi.plugin_api import AnnotatedArticle, CausalRelation
from quizapi_cause_effect.wording import clean, is_lost, lowered, small_again, tokens_of, word_set

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens


#: An office or a firm, which its noun tells well enough.
BODIES = word_set("""
    government ministry council committee commission court bank union department agency party board
    administration parliament senate treasury army police company firm association organisation
    organization""")


def speaker_of(article: AnnotatedArticle, relation: CausalRelation) -> tuple[str | None, bool]:
    """(name, whether it is somebody whom the article does not name here)."""
    attribution = article.attribution(relation.attributed_to)
    if attribution is None:
        return None, False
    if attribution.source is None:
        return None, True
    source = attribution.source
    tokens = tokens_of(article.doc, source.span.start, source.span.end)
    name = source.name
    if name is None and tokens is not None and _hides_a_person(tokens):
        return None, True
    if tokens is not None and tokens.root.pos_ in ("NOUN", "PROPN"):
        written = lowered(clean(tokens.text), tokens[0])
        if (name is None and not is_lost(tokens)) or (
            name is not None and (name == tokens.text or written.endswith(" " + name))
        ):
            name = written
    if name is None or any(mark in name for mark in '<>"“”\n,()'):
        return None, True
    return small_again(name, article.text), False


def _hides_a_person(tokens: Tokens) -> bool:
    """ "the California Republican": one person whom the article names elsewhere, and not here."""
    root = tokens.root
    return tokens[0].lower_ == "the" and root.tag_ in ("NN", "NNP") and not _is_body(tokens)


def _is_body(tokens: Tokens) -> bool:
    """ "the Treasury", "the ministry": an office or a firm, which its name or noun tells well enough."""
    if any(t.ent_type_ in ("ORG", "GPE") and t.i == tokens.root.i for t in tokens):
        return True
    return tokens.root.lemma_.lower() in BODIES
