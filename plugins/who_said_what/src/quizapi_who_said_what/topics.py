"""What several statements are about, so that a stem can name it without giving the key away."""

from __future__ import annotations

from quizapi.plugin_api import AnnotatedArticle
from quizapi_who_said_what.statements import Statement
from quizapi_who_said_what.wording import is_vague


def shared_topic(
    article: AnnotatedArticle, statement: Statement, others: list[Statement]
) -> tuple[str | None, list[Statement]]:
    """A noun that the statement and at least two others have, and those others; else None and all."""
    best: tuple[str, list[Statement]] | None = None
    for phrase, lemma in _nouns(article, statement):
        having = [other for other in others if lemma in other.lemmas]
        if len(having) >= 2 and (best is None or len(having) > len(best[1])):
            best = phrase, having
    return best if best is not None else (None, others)


def _nouns(article: AnnotatedArticle, statement: Statement) -> list[tuple[str, str]]:
    words = article.doc.char_span(statement.span.start, statement.span.end, alignment_mode="expand")
    found = []
    for token in words or ():
        lemma = token.lemma_.lower()
        if (
            token.pos_ not in ("NOUN", "PROPN")
            or is_vague(lemma)
            or token.dep_ == "compound"
            or len(lemma) < 4
        ):
            continue
        if token.ent_type_ in ("DATE", "TIME", "CARDINAL", "PERCENT", "MONEY", "PERSON"):
            continue
        definite = any(child.lower_ == "the" for child in token.children)
        if token.pos_ == "PROPN":
            found.append((("the " if definite else "") + token.text, lemma))
        else:
            plural = token.tag_ == "NNS" and not definite
            found.append((token.text.lower() if plural else "the " + token.text.lower(), lemma))
    return found
