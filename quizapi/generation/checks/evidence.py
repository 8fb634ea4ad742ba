"""Is the proof there, word for word?"""

from collections.abc import Iterator

from quizapi.domain import Flaw, Item
from quizapi.domain.item_faults import no_evidence
from quizapi.plugin_api import AnnotatedArticle, GeneratorTools


class EvidenceCheck:
    """Every generated item has evidence, inside the article, that is the article's own text.

    Source: the product's first promise; Haladyna, Downing and Rodriguez (2002), guideline 1 (content that
    the text settles).
    """

    name = "evidence"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        yield from no_evidence(item)
        for evidence in item.evidence:
            if evidence.span.end > len(article.text) or not evidence.text.strip():
                yield Flaw("evidence-outside", "The evidence lies outside the article.", fatal=True)
            elif article.text_of(evidence.span) != evidence.text:
                yield Flaw("evidence-changed", "The evidence is not what the article says there.", fatal=True)
