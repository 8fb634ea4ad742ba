"""Which pattern looks at which word."""

from collections.abc import Callable, Iterator, Mapping
from typing import TypeAlias

from spacy.tokens import Token

from quizapi.reading.causal import (
    across,
    conditions,
    grounds,
    nominals,
    prepositions,
    purpose,
    reasons,
    results,
    verbs,
)
from quizapi.reading.causal.context import Context
from quizapi.reading.causal.lexicon import PURPOSE_PARTICIPLES, RESULT_ADVERBS
from quizapi.reading.causal.links import Link

Pattern: TypeAlias = Callable[[Token, Context], Iterator[Link]]


def _table() -> tuple[Mapping[str, tuple[Pattern, ...]], Mapping[str, tuple[Pattern, ...]]]:
    by_word: dict[str, list[Pattern]] = {}
    by_lemma: dict[str, list[Pattern]] = {}

    def word(pattern: Pattern, *keys: str) -> None:
        for key in keys:
            by_word.setdefault(key, []).append(pattern)

    def lemma(pattern: Pattern, *keys: str) -> None:
        for key in keys:
            by_lemma.setdefault(key, []).append(pattern)

    word(reasons.because, "because")
    word(reasons.since, "since")
    word(reasons.as_, "as")
    word(reasons.after, "after")
    word(conditions.until, "until")
    word(reasons.alleged_reason, "citing", "alleging", "accusing", "claiming")
    word(reasons.hoping_to, "hoping", "seeking", "trying", "aiming", "attempting")
    word(reasons.when, "when")
    word(results.so, "so")
    word(across.so_then, "so")
    word(across.with_the_result, "with")
    word(results.such, "such")
    word(results.in_order_that, "order")
    word(grounds.ground, *grounds.FIRST_WORDS)
    word(grounds.for_fear, "for")
    word(grounds.lest, "lest")
    word(conditions.condition, "if", "unless", "should", "had")
    word(prepositions.phrase_of_cause, *prepositions.PHRASES)
    word(prepositions.over, "over")
    word(prepositions.for_, "for")
    word(prepositions.out_of, "out", "under")
    word(prepositions.through, "through")
    word(prepositions.at, "at")
    word(prepositions.market, "on", "under", "amid")
    word(purpose.in_order_to, *purpose.PHRASES)
    word(purpose.to_infinitive, "to")
    word(across.as_a_result, *across.RESULTS)
    word(across.in_response, *across.ANSWERS)
    word(across.adverb_of_result, *RESULT_ADVERBS)
    word(across.thereby, "thereby")
    word(across.that_is_why, "why")
    word(nominals.done_nothing_to, "nothing")
    word(nominals.responsible_for, "responsible")
    lemma(nominals.plays_part_in, "part", "role")
    lemma(nominals.has_effect_on, "effect", "impact", "influence", "consequence", "result")
    word(nominals.nothing_to_do_with, "nothing", *nominals.UNRELATED)
    word(verbs.opposed, "instead", "rather", "far")
    word(verbs.source_taken_for_noun, "emanates", "stems", "arises", "springs")
    lemma(verbs.verb_of_causing, *verbs.VERBS)
    word(verbs.verb_taken_for_noun, *verbs.SAME_PAST)
    lemma(purpose.participle_of_purpose, *PURPOSE_PARTICIPLES)
    lemma(nominals.noun_of_cause, *nominals.NOUNS, *nominals.AIMS)
    lemma(across.consequence, "consequence", "result", "upshot", "outcome")
    lemma(nominals.blame, *nominals.BLAMING)
    return (
        {key: tuple(found) for key, found in by_word.items()},
        {key: tuple(found) for key, found in by_lemma.items()},
    )


_BY_WORD, _BY_LEMMA = _table()
_OF_NOUNS = (across.consequence, nominals.noun_of_cause, nominals.has_effect_on, nominals.plays_part_in)
_NOMINAL = frozenset({"NOUN"})
_VERBAL = frozenset({"VERB", "AUX", "ADJ"})


def candidates(context: Context) -> Iterator[Link]:
    """All links that some pattern sees, in the order of the text."""
    for token in context.doc:
        for pattern in _BY_WORD.get(token.lower_, ()):
            yield from pattern(token, context)
        for pattern in _BY_LEMMA.get(token.lemma_, ()):
            kinds = _NOMINAL if pattern in _OF_NOUNS else _VERBAL
            if token.pos_ in kinds:
                yield from pattern(token, context)
