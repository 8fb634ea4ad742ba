"""True or false: a relation as the article tells it, denied, or turned round."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item
from quizapi_cause_effect.facts import Fact, proof, words
from quizapi_cause_effect.pool import Pool
from quizapi_cause_effect.statements import joined, told, turned, with_cause

_MOST_WORDS = 42
_UNSURE = re.compile(
    r"\b(?:may|might|could|would|will|likely|possibly|perhaps|probably|plans?|should|must)\b"
)


def items(
    article: AnnotatedArticle, facts: list[Fact], pool: Pool, rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """One item for each relation that is told as a fact, denied or tied to a condition.

    True and false in turn. The false one says the opposite of the article's own sentence, or takes the
    cause for the effect.
    """
    false = rng.random() < 0.5
    for fact in facts:
        true = told(fact)
        if true is None or len(true.split()) > _MOST_WORDS or not _says_how_sure(fact, true):
            continue
        wrong = _wrong(article, fact, true, pool, rng, tools)
        if false and wrong is None:
            continue
        shown = wrong if false and wrong is not None else tools.reword(true, rng=rng) or true
        yield Item(
            interaction="true_false",
            stem=f"True or false? {fact.according}, {joined(shown, (fact.effect, fact.cause), tools)}",
            key=not false,
            evidence=proof(article, [fact]),
            explanation=f"The article says: “{words(article, fact)}”",
            confidence=round(fact.relation.confidence - 0.05, 3),
            tags=("form:true-false", f"status:{fact.relation.status}"),
        )
        false = not false


def _says_how_sure(fact: Fact, statement: str) -> bool:
    """Whether the sentence keeps what makes it less than a fact: a plan, a chance, a fear."""
    if fact.relation.status in ("asserted", "denied"):
        return True
    if fact.signal in ("until", "if"):
        return True
    return bool(_UNSURE.search(statement))


def _wrong(
    article: AnnotatedArticle, fact: Fact, true: str, pool: Pool, rng: random.Random, tools: GeneratorTools
) -> str | None:
    """A sentence that the article contradicts: cause and effect exchanged, the two sides, or its opposite."""
    found = turned(fact) or _exchanged(article, true) or _opposite(fact, true, tools)
    if found is not None:
        return found
    candidates = {"infinitive": pool.infinitives, "phrase": pool.phrases, "gerund": pool.gerunds}
    chosen = pool.pick(candidates.get(fact.cause.kind, []), fact.cause.text or "", fact, count=1, rng=rng)
    if not chosen or fact.relation.status == "denied":
        return None
    text = chosen[0].text.removeprefix("To ")
    return with_cause(fact, chosen[0].inner or text[:1].lower() + text[1:])


def _exchanged(article: AnnotatedArticle, true: str) -> str | None:
    """The sentence with its two states exchanged: who acted against whom."""
    names = {e.name for e in article.annotations.entities if e.type == "GPE" and len(e.name) > 3}
    inside = sorted(name for name in names if re.search(rf"\b{re.escape(name)}\b", true))
    if len(inside) != 2 or inside[0] in inside[1] or inside[1] in inside[0]:
        return None
    if not re.match(rf"(?:The )?(?:{re.escape(inside[0])}|{re.escape(inside[1])})\b(?!['’])", true):
        return None
    swap = {inside[0]: inside[1], inside[1]: inside[0]}
    return re.sub(rf"\b(?:{'|'.join(map(re.escape, inside))})\b", lambda m: swap[m[0]], true)


def _opposite(fact: Fact, true: str, tools: GeneratorTools) -> str | None:
    if fact.signal == "until" and " not " in true:
        return true.replace(" not ", " ", 1).replace(" until ", " even before ", 1)
    if fact.effect.kind == "clause":
        return None  # a "not" before "because" could deny the reason or the deed
    if re.search(r"\b(?:may|might)\b", true):
        return None  # what may be may also not be
    return tools.negate(true)
