"""What the article tells as so."""

from __future__ import annotations

import re
from typing import Final

from quizapi.plugin_api import AnnotatedArticle, Span

#: Words of a speaker, or of an author who speaks as one. ("US" is a country.)
_SOMEBODYS: Final = re.compile(r"[“”\"?]|\b(?:I|[Ww]e|[Mm]y|[Oo]ur|[Aa]ccording)\b")


def is_told(article: AnnotatedArticle, span: Span) -> bool:
    """Whether the article tells it as so: in its own words, or as what a source says without quoting it.

    Words in quotation marks and the "I" of an author or a speaker are left alone.
    """
    for attribution in article.annotations.attributions:
        if attribution.level == "phrase" or not attribution.content.overlaps(span):
            continue
        whole = attribution.content.contains(span) and attribution.kind == "indirect"
        if not whole or attribution.level not in ("said", "shown") or attribution.inner:
            return False
    text = article.text_of(span)
    return not _SOMEBODYS.search(text) and not _is_in_quotes(article, span)


def is_own(article: AnnotatedArticle, span: Span) -> bool:
    """Whether it is told in the article's own words."""
    sourced = any(a.level != "phrase" and a.content.overlaps(span) for a in article.annotations.attributions)
    return not sourced and is_told(article, span)


def _is_in_quotes(article: AnnotatedArticle, span: Span) -> bool:
    """Whether a quotation that begins before it goes on: its speaker may not have been found."""
    before = article.text[article.paragraph_of(span).start : span.start]
    return before.count("“") > before.count("”") or before.count('"') % 2 == 1
