"""How much a statement is worth to be asked: is it what the article is about?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizapi.plugin_api import AnnotatedArticle
from quizapi_true_false.lexicon import words
from quizapi_true_false.statements import Statement, content_of

if TYPE_CHECKING:
    from spacy.tokens import Doc

_LEAST, _MOST = 0.5, 0.95
#: What one does on purpose, and what follows from it: the news, more often than how things are.
_STATES = words("be have seem appear remain look feel like know want love include stand live contain")
_SHORT, _LONG = 8, 27


def worth_of(statement: Statement, article: AnnotatedArticle) -> float:
    """How central a statement is, in [0.5, 0.95].

    Signs that need no knowledge of the matter: words of the headline, an early place, names that the article
    is about, a cause or a reason told, a deed and not a state, a number; and against it: what is short, long,
    hedged or only quoted.
    """
    doc = statement.doc
    score = 0.6
    score += 0.06 * min(2, len(content_of(doc) & _of_title(article)))
    score += 0.08 * (1 - statement.evidence[0].span.start / max(1, len(article.text)))
    score += 0.08 * _centrality(statement, article)
    score += 0.04 * any(
        statement.evidence[0].span.overlaps(r.cause) for r in article.annotations.causal_relations
    )
    score += 0.04 * (_verb(doc) not in _STATES)
    score += 0.03 * any(token.like_num for token in doc)
    score -= 0.1 * (len(doc) < _SHORT) + 0.06 * (len(doc) > _LONG)
    score -= 0.08 * (statement.claim.status in ("hedged", "opinion", "prediction"))
    score -= 0.25 * statement.is_quotation
    return round(max(_LEAST, min(_MOST, score)), 2)


def _of_title(article: AnnotatedArticle) -> frozenset[str]:
    """Words of the headline and of the first paragraph's names, in small letters, without endings."""
    found = {word.lower() for word in re.findall(r"\w{4,}", article.article.title)}
    return frozenset(found | {word.removesuffix("s") for word in found})


def _centrality(statement: Statement, article: AnnotatedArticle) -> float:
    """How often the article names those whom the statement names, as a share of whom it names most."""
    counts = [len(article.mentions(named.entity)) for named in statement.names]
    most = max((len(article.mentions(e.id)) for e in article.annotations.entities), default=0)
    return max(counts, default=0) / most if most else 0.0


def _verb(doc: Doc) -> str:
    return next((token.lemma_.lower() for token in doc if token.dep_ == "ROOT"), "")
