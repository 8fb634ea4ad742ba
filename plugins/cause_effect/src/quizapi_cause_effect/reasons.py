"""Why was it done, what is it for, on what condition: the cause is asked for."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final, Literal, cast

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Item, lettered
from quizapi_cause_effect.alone import leans
from quizapi_cause_effect.facts import Fact, proof, words
from quizapi_cause_effect.general import general_reasons
from quizapi_cause_effect.pool import GROUNDS, Candidate, Pool
from quizapi_cause_effect.sanctions import SANCTIONS
from quizapi_cause_effect.statements import is_reaction, says_which
from quizapi_cause_effect.wording import asked, capital, clean

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

_WHY: Final = frozenset(
    [
        "because",
        "because of",
        "due to",
        "owing to",
        "thanks to",
        "over",
        "for",
        "on",
        "since",
        "as",
        "after",
        "to",
        "in order to",
        "so as to",
        "so that",
        "in response to",
        "in reaction to",
        "in answer to",
        "in retaliation for",
        "in retaliation against",
        "in retaliation to",
        "in reprisal for",
        "in revenge for",
        "in protest at",
        "in protest against",
        "in protest over",
        "on account of",
        "as a result of",
        "as a consequence of",
        "in a bid to",
        "in an attempt to",
        "in an effort to",
        "in view of",
        "in light of",
        "in the light of",
        "in the wake of",
        "as punishment for",
        "citing",
        "",
    ]
)
_MEASURES: Final = SANCTIONS.instruments | SANCTIONS.ambiguous | SANCTIONS.references
_CONDITIONS: Final = frozenset({"if", "unless", "should", "until"})
_LYING_BEHIND: Final = ("stems from", "resulted from", "result of", "emanates from", "arose from")
_ANSWERS: Final = ("came in response to", "in response to", "in retaliation for", "answer to", "response to")


def items(
    article: AnnotatedArticle, facts: list[Fact], pool: Pool, rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """One choice for each relation whose cause is a reason, an aim or a condition that can be asked for."""
    for fact in facts:
        if fact.relation.status == "denied" or fact.cause.text is None or is_one_of_several(fact, pool):
            continue
        if fact.signal == "after" and not is_reaction(fact):
            continue
        found = _question(fact, tools)
        if found is None:
            continue
        stem, opening = found
        kind, text = _answer(fact)
        if text is None:
            continue
        key = capital(opening + text)
        if leans(f"{capital(fact.effect.text or '')}. {key}.", article, tools):
            continue
        distractors = _distractors(fact, kind, pool, key, opening, rng)
        from_outside = (
            reasons_from_outside(article, fact, kind, distractors, rng) if len(distractors) == 1 else []
        )
        distractors += from_outside
        if len(distractors) < 2:
            continue
        options, right = lettered(key, distractors, rng=rng)
        yield Item(
            interaction="choice",
            stem=stem,
            options=options,
            key=(right,),
            evidence=proof(article, [fact]),
            explanation=f"The article says: “{words(article, fact)}”",
            confidence=round(fact.relation.confidence + (0.08 if len(distractors) > 2 else 0.0), 3),
            tags=(
                "form:reason",
                f"status:{fact.relation.status}",
                *(("distractors:general",) if from_outside else ()),
            ),
        )


def _question(fact: Fact, tools: GeneratorTools) -> tuple[str, str] | None:
    """(stem, what each option begins with)."""
    if fact.effect.text is None:
        return None
    if fact.effect.kind == "clause":
        question = asked(_parsed(fact, tools), tools)
        if question is None:
            return None
        if fact.signal in _CONDITIONS:
            return _until(fact, question)
        if fact.signal in _WHY and (fact.signal or fact.cause.kind == "gerund"):
            opening = "To " if fact.cause.kind == "infinitive" else ""
            if fact.relation.status == "hedged":
                return None  # what may be a reason may also not be the one
            return f"{_according(fact)}, why {question}?", opening
        return None
    named = any(c.dep_ == "poss" and c.pos_ == "PROPN" for c in fact.effect.tokens.root.lefts)
    if fact.effect.kind == "phrase" and (fact.effect.text.split()[0] in ("the", "sanctions") or named):
        if fact.signal.endswith(" to") and fact.cause.kind == "infinitive":
            return f"{fact.according}, what is the aim of {fact.effect.text}?", "To "
        if fact.signal in _ANSWERS and fact.cause.kind == "phrase":
            return f"{fact.according}, what was the reason for {fact.effect.text}?", ""
        measure = bool({fact.effect.tokens.root.lemma_.lower(), fact.effect.tokens.root.lower_} & _MEASURES)
        reason = fact.signal in ("for", "over") and fact.cause.kind in ("phrase", "gerund")
        if reason and measure and says_which(fact.effect):
            return f"{fact.according}, what was the reason given for {fact.effect.text}?", ""
        if fact.signal in _LYING_BEHIND:
            return f"{fact.according}, what lies behind {fact.effect.text}?", ""
    return None


def is_one_of_several(fact: Fact, pool: Pool) -> bool:
    """Whether the article gives another reason for the same thing, so that this one is not "the" reason."""
    return any(
        other is not fact
        and other.relation.cause != fact.relation.cause
        and other.effect.span.overlaps(fact.effect.span)
        and not other.cause.span.overlaps(fact.cause.span)
        for other in pool.facts
    )


def _parsed(fact: Fact, tools: GeneratorTools) -> Tokens:
    """The effect's text, parsed by itself."""
    return tools.parse(capital(fact.effect.text or "") + ".")[:-1]


def _according(fact: Fact) -> str:
    """Who says it, unless the question names the same one again."""
    speaker = fact.speaker
    if speaker is not None and speaker.casefold() in (fact.effect.text or "").casefold():
        return "According to the article"
    return fact.according


def _until(fact: Fact, question: str) -> tuple[str, str] | None:
    """Only "not until": what a step waits for. With "if" the answers would have to be made up."""
    if fact.cause.kind != "clause" or fact.signal != "until":
        return None
    return f"{fact.according}, until when {question}?", "Until "


def _answer(fact: Fact) -> tuple[str, str | None]:
    """(kind, text) of the key."""
    cause = fact.cause
    if (
        cause.kind == "gerund"
        and cause.text is not None
        and cause.tokens[0].lemma_ in ("allege", "accuse", "claim")
    ):
        # "imposed duties, alleging that the pact was broken": said as a clause, its subject named by the stem
        own = next((t for t in fact.effect.tokens if t.dep_ == "nsubj"), None)
        if own is None or own.ent_type_ == "PERSON" or own.pos_ == "PRON":
            return cause.kind, None
        pronoun = "They" if "Plur" in own.morph.get("Number", []) else "It"
        return "clause", f"{pronoun} {cause.tokens[0].lemma_}d {clean(cause.tokens[1:].text)}"
    return cause.kind, cause.inner if fact.signal == "until" else cause.text


def _distractors(fact: Fact, kind: str, pool: Pool, key: str, opening: str, rng: random.Random) -> list[str]:
    candidates = {
        "clause": pool.in_tense(pool.clauses, fact.cause.tokens),
        "infinitive": pool.infinitives,
        "gerund": pool.gerunds,
        "phrase": pool.phrases,
    }.get(kind, [])
    if fact.signal in _LYING_BEHIND:
        candidates = []  # what else the article complains of may be a part of what lies behind it
    found = pool.pick(candidates, key, fact, count=3, rng=rng, unfit=unfit_for(fact, kind))
    if opening == "Until ":
        return [opening + candidate.inner for candidate in found]
    return [candidate.text for candidate in found]


def reasons_from_outside(
    article: AnnotatedArticle, fact: Fact, kind: str, own: list[str], rng: random.Random
) -> list[str]:
    """One more wrong answer to a question about a measure, where the article has too few of its own."""
    if kind not in ("phrase", "gerund", "infinitive"):
        return []
    if not _takes_a_measure(fact) or fact.signal in _CONDITIONS:
        return []
    return general_reasons(
        article.doc,
        cast("Literal['phrase', 'gerund', 'infinitive']", kind),
        beside=own,
        count=1,
        rng=rng,
    )


_SHORT: Final = 3
_UNFIT: Final = frozenset(
    ("because", "since", "therefore", "That", "would", "could", "might", "may", "should")
)


def unfit_for(fact: Fact, kind: str) -> Callable[[Candidate], bool]:
    """Which candidates cannot stand beside the reason of a fact as wrong ones, or would never be believed."""
    if kind == "phrase" and _takes_a_measure(fact):
        return _is_no_ground
    return unfit_reason if kind == "clause" else _is_measure


def _takes_a_measure(fact: Fact) -> bool:
    words = {token.lemma_.lower() for token in fact.effect.tokens} | {t.lower_ for t in fact.effect.tokens}
    words |= set((fact.effect.text or "").lower().split())  # "the ban was imposed" for "it was imposed"
    return bool(words & (SANCTIONS.instruments | SANCTIONS.ambiguous))


def _is_no_ground(candidate: Candidate) -> bool:
    """Nobody imposes an embargo for a late frost: the ground of a measure is what people do or leave."""
    return _is_measure(candidate) or not candidate.lemmas & GROUNDS


def _is_measure(candidate: Candidate) -> bool:
    """ "The Ostran order": no reason for a measure but one itself."""
    words = candidate.text.split()
    return len(words) <= _SHORT and bool(candidate.lemmas & _MEASURES)


def unfit_reason(candidate: Candidate) -> bool:
    """A clause with a reason of its own, or one about a measure: it could be part of the true reason."""
    words = candidate.text.split()
    if any(word in _UNFIT for word in words):
        return True
    return not candidate.text.startswith("To ") and bool(candidate.lemmas & _MEASURES)
