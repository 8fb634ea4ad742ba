"""True or false: a relation as the article tells it, denied, or turned round."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item
from quizapi_cause_effect.alone import leans
from quizapi_cause_effect.facts import Fact, proof, words
from quizapi_cause_effect.pool import REASONS, Pool
from quizapi_cause_effect.reasons import is_one_of_several, reasons_from_outside, unfit_for
from quizapi_cause_effect.statements import (
    is_itself_denied,
    is_participle,
    joined,
    opposed,
    takes_stance,
    told,
    turned,
    with_cause,
    without_not,
)
from quizapi_cause_effect.wording import capital, word_set

_MOST_WORDS = 42
#: A longer wrong reason drags its own sentence with it.
_MOST_WORDS_OF_WRONG = 12
_POLAR = re.compile(r"\b(?:a single|any|anybody|anything|ever|at all|yet)\b")
_JOINING = word_set("because since as due in to for if unless until after owing thanks on while when with")
_UNSURE = re.compile(
    r"\b(?:may|might|could|would|will|likely|possibly|perhaps|probably|plans?|should|must)\b"
)


def items(
    article: AnnotatedArticle, facts: list[Fact], pool: Pool, rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """One item for each relation that is told as a fact, denied or tied to a condition.

    As many false as true ones, as far as the article gives sentences that it contradicts. The false one says
    the opposite of the article's own sentence, gives another reason, or takes the cause for the effect.
    """
    found = list(_pairs(article, facts, pool, rng, tools))
    able = [place for place, (_, _, wrong) in enumerate(found) if wrong is not None]
    # Half of them, where so many can be told falsely; of one, three in four: not every one in an article can.
    half = len(found) // 2 + int((rng.getrandbits(2) + len(article.text)) % 4 > 0) * (len(found) % 2)
    places = set(rng.sample(able, min(half, len(able))))
    for place, (fact, true, wrong) in enumerate(found):
        is_false = place in places
        shown = wrong if is_false and wrong is not None else _reworded(true, tools, rng)
        sentence = joined(shown, (fact.effect, fact.cause), tools)
        yield Item(
            interaction="true_false",
            stem=f"True or false? {fact.according}, {sentence}",
            key=not is_false,
            evidence=proof(article, [fact]),
            explanation=f"{'False' if is_false else 'True'}. The article says: “{words(article, fact)}”",
            confidence=round(fact.relation.confidence - 0.05, 3),
            tags=("form:true-false", f"status:{fact.relation.status}"),
        )


def _pairs(
    article: AnnotatedArticle, facts: list[Fact], pool: Pool, rng: random.Random, tools: GeneratorTools
) -> Iterator[tuple[Fact, str, str | None]]:
    """(relation, a true sentence, one that the article contradicts, if there is one)."""
    for fact in facts:
        true, denied = _told(fact, tools)
        if fact.speaker is None and article.annotations.genre == "opinion":
            continue  # what an opinion piece says is no report
        if takes_stance(fact) or fact.is_left_to_somebody:
            continue
        if true is None or len(true.split()) > _MOST_WORDS or not _says_how_sure(fact, true):
            continue
        if loses_day(fact) or (fact.speaker is not None and true.startswith(fact.speaker)):
            continue  # "according to the ministry, the ministry ..."
        if leans(true, article, tools):
            continue
        wrong = denied or _wrong(article, fact, true, pool, rng, tools)
        if wrong is not None and fact.relation.status == "denied" and _POLAR.search(wrong):
            wrong = None  # "cost the colonel a single dinner" is only said with a "not"
        yield fact, true, None if wrong is not None and leans(wrong, article, tools) else wrong


def _told(fact: Fact, tools: GeneratorTools) -> tuple[str | None, str | None]:
    """(a true sentence, a sentence that the article denies in so many words, if it does)."""
    found = told(fact)
    if found is None or not is_itself_denied(fact, found):
        return found, None
    return tools.negate(found), found


def _reworded(true: str, tools: GeneratorTools, rng: random.Random) -> str:
    """In other words where they read as well: a "because" at the head trips over "according to"."""
    other = tools.reword(true, rng=rng)
    if other is None or other.split()[0].lower() in _JOINING:
        return true
    return other


def loses_day(fact: Fact) -> bool:
    """Whether something still to come was told with its day ("likely to announce today")."""
    words = {t.lower_ for t in fact.effect.tokens}
    if re.search(r"\b\d{4}\b", fact.effect.text or ""):
        return False
    if not words & {"today", "tomorrow", "tonight"}:
        return False
    return bool(words & {"will", "would", "likely", "may", "might", "could", "going"})


def _says_how_sure(fact: Fact, statement: str) -> bool:
    """Whether the sentence keeps what makes it less than a fact: a plan, a chance, a fear."""
    if fact.relation.status in ("asserted", "denied"):
        return True
    if fact.signal in ("until", "if", "should"):
        return True
    return bool(_UNSURE.search(statement))


def _wrong(
    article: AnnotatedArticle, fact: Fact, true: str, pool: Pool, rng: random.Random, tools: GeneratorTools
) -> str | None:
    """A sentence that the article contradicts: cause and effect exchanged, the two sides, or its opposite."""
    if fact.signal == "aimed at":
        return None  # what others are punished for is no aim
    if fact.signal == "after" or is_participle(fact):
        return _exchanged(article, true, tools)
    if fact.relation.status == "denied" and fact.effect.kind == "phrase" and fact.signal.endswith(" by"):
        return without_not(true)
    found = turned(fact) or _exchanged(article, true, tools) or _opposite(fact, true, tools)
    if found is not None:
        return found
    candidates = {
        "infinitive": pool.infinitives,
        "phrase": pool.phrases,
        "gerund": pool.gerunds,
        "clause": pool.in_tense(pool.clauses, fact.cause.tokens),
    }
    likely = [
        candidate
        for candidate in candidates.get(fact.cause.kind, [])
        if (
            (candidate.rank == 0 and fact.cause.kind != "phrase")
            or fact.cause.kind == "clause"
            or candidate.lemmas & REASONS
        )
        and len(candidate.text.split()) <= _MOST_WORDS_OF_WRONG
    ]
    if fact.relation.status in ("denied", "hedged", "feared") or is_one_of_several(fact, pool):
        return None  # of what is only possible another reason may be as possible
    unfit = unfit_for(fact, fact.cause.kind)
    chosen = pool.pick(likely, fact.cause.text or "", fact, count=1, rng=rng, unfit=unfit)
    if chosen:
        text = chosen[0].inner or chosen[0].text
    else:
        outside = reasons_from_outside(article, fact, fact.cause.kind, [], rng)
        if not outside:
            return None
        text = outside[0]
    text = text.removeprefix("To ")
    return with_cause(fact, text if chosen and chosen[0].inner else text[:1].lower() + text[1:])


def _exchanged(article: AnnotatedArticle, true: str, tools: GeneratorTools) -> str | None:
    """The sentence with its two states exchanged: who acted against whom."""
    doc = tools.parse(true)
    places = [e for e in doc.ents if e.label_ in ("GPE", "NORP")]
    names = sorted({e.text.removeprefix("the ").removeprefix("The ") for e in places})
    known = {article.text_of(e.span) for e in article.annotations.entities if e.type == "GPE"}
    if len(names) != 2 or any(name not in known for name in names):
        return None
    if any(e.label_ == "NORP" or e.root.dep_ not in ("nsubj", "dobj", "pobj") for e in places):
        return None  # "Japanese goods" cannot be exchanged for another country's
    if places[0].root.dep_ != "nsubj" or places[0].start > 1:
        return None
    written = {name: _with_article(true, name) for name in names}
    swap = {written[names[0]]: written[names[1]], written[names[1]]: written[names[0]]}
    pattern = "|".join(_either_case(text) for text in sorted(swap, key=len, reverse=True))
    exchanged = re.sub(pattern, lambda m: swap[m[0].replace("The ", "the ", 1)], true)
    return exchanged[:1].upper() + exchanged[1:]


def _either_case(text: str) -> str:
    """The pattern of a name with its article in either case."""
    found = re.escape(text)
    if text.startswith("the "):
        found = "[Tt]" + found[1:]
    return rf"(?<!\w){found}(?!\w)"


def _with_article(sentence: str, name: str) -> str:
    """ "the United States", where the sentence writes it so."""
    return f"the {name}" if re.search(rf"\b[Tt]he {re.escape(name)}", sentence) else name


def _opposite(fact: Fact, true: str, tools: GeneratorTools) -> str | None:
    if fact.signal == "until" and " not " in true:
        return true.replace(" not ", " ", 1).replace(" until ", " even before ", 1)
    if fact.effect.kind == "clause":
        return None  # a "not" before "because" could deny the reason or the deed
    if re.search(r"\b(?:may|might)\b", true):
        return None  # what may be may also not be
    if fact.is_purpose or fact.effect.span.start < fact.cause.span.start:
        return None  # "the aim is not to protest": a bare "not" betrays itself
    against = opposed(fact, tools)
    if against is not None and fact.relation.status == "asserted" and fact.cause.text is not None:
        return f"{capital(fact.cause.inner)} {against}."
    return tools.negate(true)
