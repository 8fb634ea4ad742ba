"""The generator: what is this statement, and whose; and which of these does the article report as facts."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from itertools import zip_longest
from typing import Any, Final

from quizapi.plugin_api import (
    ABOUT_QUOTED,
    AnnotatedArticle,
    Evidence,
    GeneratorTools,
    Item,
    NothingToAsk,
    Option,
    Options,
    forms_option,
    in_quotes,
    in_turn,
    options_schema,
)
from quizapi_fact_or_opinion.statements import Statement, find_statements
from quizapi_fact_or_opinion.wording import is_name

OPTIONS_SCHEMA: Final[Options] = options_schema(forms=forms_option(("status", "whose", "facts")))
_LEAST_OF_EACH: Final = 2
_MOST_OPTIONS: Final = 5
_MOST_NAMED: Final = 3
_MOST_OF_ONE: Final = 2
_ALIKE: Final = 0.85
#: Kinds are asked first: whose a statement is, other generators ask too.
_WHOSE_LATER: Final = 0.06
_KINDS: Final = ("opinion", "prediction", "claim", "fact", "author")
#: What each kind is called in the options, which stand in this order always: no place of a key tells. They
#: name no source: one that has nothing to do with the statement would give the key away.
_CALLED: Final = {
    "fact": "A fact that the article itself reports",
    "claim": "A piece of information given by a source",
    "opinion": "An opinion held by a source",
    "prediction": "A prediction made by a source",
    "author": "An opinion held by the author of the article",
}
#: A report has no views of its author, an opinion piece no facts that are not part of the author's case.
_OFFERED: Final = {
    "report": ("fact", "claim", "opinion", "prediction"),
    "opinion": ("claim", "opinion", "prediction", "author"),
}
_ITSELF: Final = {"report": "The report itself", "opinion": "The author of the piece"}


class FactOrOpinion:
    """Asks whether a statement is a reported fact, an opinion or a prediction, and whose."""

    name = "fact-or-opinion"
    version = "3.0.0"
    title = "Fact or opinion"
    description = "Is a statement a reported fact, an opinion or a prediction, and whose is it?"
    interactions: Sequence[str] = ("choice", "multiple")
    languages: Sequence[str] = ("en",)
    options_schema: Options = OPTIONS_SCHEMA

    def generate(
        self,
        article: AnnotatedArticle,
        *,
        options: Options,
        limit: int,
        rng: random.Random,
        tools: GeneratorTools,
    ) -> Iterable[Item]:
        """Yield statements of all kinds and sets of facts among what are none, in turn.

        Raises:
            NothingToAsk: No statement is settled, or the article names no source beside itself.
        """
        settings: Any = options
        statements = find_statements(article, tools)
        sources = list(dict.fromkeys(s.source for s in statements if s.source)) or _named_sources(article)
        if not statements or not sources:
            raise NothingToAsk("The article does not settle which statements are facts and which are views.")
        make = {
            "status": _statuses(article, statements, rng),
            "whose": _whose(article, statements, rng, tools),
            "facts": _sets(article, statements, rng),
        }
        yield from in_turn(
            [make[form] for form in settings["forms"]],
            limit,
            nothing="The article has too few facts and views to be told apart.",
        )


def _statuses(
    article: AnnotatedArticle, statements: Sequence[Statement], rng: random.Random
) -> Iterator[Item]:
    """One item for each statement, the kinds in turn.

    Where all are of one kind one is asked, and facts are at most one more than all others: else "a fact"
    would be the answer to give to all.
    """
    queues = {kind: [s for s in statements if s.status == kind] for kind in _KINDS}
    for queue in queues.values():
        rng.shuffle(queue)
    queues["fact"] = queues["fact"][: 1 + sum(s.status != "fact" for s in statements)]
    if len({s.status for s in statements}) == 1:
        queues = {kind: queue[-1:] for kind, queue in queues.items()}
    while any(queues.values()):
        for queue in queues.values():
            if queue:
                yield _status(article, queue.pop())


def _status(article: AnnotatedArticle, statement: Statement) -> Item:
    ids = dict(zip(_OFFERED[article.annotations.genre], "abcd", strict=True))
    return Item(
        interaction="choice",
        stem=f"According to the article, what is this statement? {in_quotes(statement.text)}",
        options=tuple(Option(id, _CALLED[kind]) for kind, id in ids.items()),
        key=(ids[statement.status],),
        evidence=_evidence(article, statement),
        explanation=_explained(statement),
        confidence=statement.confidence,
        tags=(f"form:{statement.status}", ABOUT_QUOTED),
    )


def _whose(
    article: AnnotatedArticle, statements: Sequence[Statement], rng: random.Random, tools: GeneratorTools
) -> Iterator[Item]:
    """Is it the article's own statement, or a source's? Its kind need not be settled for that."""
    said = [s for s in statements if s.source and s.status != "opinion"]
    facts = [s for s in statements if s.status == "fact"]
    rng.shuffle(said)
    rng.shuffle(facts)
    mixed = zip_longest(said, facts[: len(said)])
    asked: Counter[str] = Counter()
    for statement in (s for pair in mixed for s in pair if s is not None):
        asked[statement.source] += 1
        if asked[statement.source] > _MOST_OF_ONE or _names_its_source(statement):
            continue
        others = _others(article, statement, statements, rng, tools)
        named = [statement.source, *others] if statement.source else others
        if len(named) >= _LEAST_OF_EACH:
            yield _who(article, statement, sorted(named[:_MOST_NAMED]))


def _names_its_source(statement: Statement) -> bool:
    """ "An official of Ostrail" says something of Ostrail: the words give the key away."""
    told = set(statement.text.rstrip(".").split())
    return any(word[0].isupper() and word in told for word in statement.source.split())


def _others(
    article: AnnotatedArticle,
    statement: Statement,
    statements: Sequence[Statement],
    rng: random.Random,
    tools: GeneratorTools,
) -> list[str]:
    """Who else could say it: other sources, then people and bodies of the article.

    Sources with a name and without ("officials") never meet: the one may be among the others.
    """
    described = statement.is_described
    sources = [s.source for s in statements if s.source and s.is_described is described]
    every = sources if described else [*sources, *_named_sources(article)]
    offered = [s for s in dict.fromkeys(every) if s != statement.source]
    rng.shuffle(offered)
    found: list[str] = []
    small = {token.text for token in article.doc if token.is_lower}
    for type in ("",) if described else ("", "PERSON", "ORG"):
        # Bodies only where there are too few sources and people.
        if type == "ORG" and len(found) >= _LEAST_OF_EACH:
            break
        names = tools.distractors(article, type=type, count=_MOST_NAMED, rng=rng) if type else offered
        for name in names:
            # A single word, or one that the article writes small too, may be no name.
            small_too = " " not in name or name.split()[-1].casefold() in small
            if type and (small_too or not _acts(article, name)):
                continue
            written = article.written(name) if type else name
            fits = described or (is_name(name) and not _is_part_of_a_name(article, written))
            if fits and not _is_told_of(name, statement) and not _are_alike(name, statement.source, *found):
                found.append(written)
    return found


def _acts(article: AnnotatedArticle, name: str) -> bool:
    """Whether the article tells of something that the bearer of the name does."""
    return any(
        article.words(e.span).root.dep_ in ("nsubj", "nsubjpass")
        for e in article.annotations.entities
        if e.name == name
    )


def _is_part_of_a_name(article: AnnotatedArticle, written: str) -> bool:
    """ "The Kroll" of "the Kroll plan": no body, but a person's name."""
    first, _, rest = written.partition(" ")
    people = {e.name.split()[-1] for e in article.annotations.entities if e.type == "PERSON"}
    return first.casefold() == "the" and rest in people


def _are_alike(name: str, *others: str) -> bool:
    """Whether one of the others has the same last word, or one that differs by a slip."""
    last = name.split()[-1].casefold()
    words = " ".join(others).casefold().split()
    return bool(get_close_matches(last, words, n=1, cutoff=_ALIKE))


def _is_told_of(name: str, statement: Statement) -> bool:
    return name.split()[-1].casefold() in statement.text.casefold()


def _who(article: AnnotatedArticle, statement: Statement, named: Sequence[str]) -> Item:
    itself = _ITSELF[article.annotations.genre]
    ids = dict(zip([itself, *named], "abcd", strict=False))
    asked = _following(article, statement)
    return Item(
        interaction="choice",
        stem=f"According to the article, who says {asked}? {in_quotes(statement.text)}",
        options=tuple(Option(id, text[0].upper() + text[1:]) for text, id in ids.items()),
        key=(ids[statement.source or itself],),
        evidence=_evidence(article, statement),
        explanation=_explained(statement),
        confidence=statement.confidence - _WHOSE_LATER,
        tags=(f"form:whose-{statement.status}", ABOUT_QUOTED),
    )


def _following(article: AnnotatedArticle, statement: Statement) -> str:
    """What stands in quotation marks is somebody's own words only where the article has just these."""
    words = statement.text.rstrip(".")[1:]  # the first letter may have become a capital
    as_it_stands = words in " ".join(article.article.text.split())
    return "the following" if as_it_stands else "this, in these or similar words"


def _sets(article: AnnotatedArticle, statements: Sequence[Statement], rng: random.Random) -> Iterator[Item]:
    """Facts among what sources say, as many sets as there are without a statement twice."""
    facts = [s for s in statements if s.status == "fact"]
    others = [s for s in statements if s.status != "fact" and not s.in_first_person]
    rng.shuffle(facts)
    rng.shuffle(others)
    while len(facts) >= _LEAST_OF_EACH and len(others) >= _LEAST_OF_EACH:
        right = [facts.pop() for _ in range(_LEAST_OF_EACH)]
        wrong = [others.pop() for _ in range(min(len(others), _MOST_OPTIONS - _LEAST_OF_EACH))]
        shown = [*right, *wrong]
        rng.shuffle(shown)
        ids = {statement: chr(ord("a") + n) for n, statement in enumerate(shown)}
        yield Item(
            interaction="multiple",
            stem="According to the article, which of these are facts that the article itself reports?",
            options=tuple(Option(ids[s], s.text) for s in shown),
            key=tuple(sorted(ids[s] for s in right)),
            evidence=tuple(dict.fromkeys(e for s in shown for e in _evidence(article, s))),
            explanation=" ".join(_explained(s, named=True) for s in shown),
            confidence=min(s.confidence for s in shown) - 0.05,
            tags=("form:facts",),
        )


def _evidence(article: AnnotatedArticle, statement: Statement) -> tuple[Evidence, ...]:
    return tuple(
        article.evidence(span, role="proof" if n == 0 else "source") for n, span in enumerate(statement.proof)
    )


def _explained(statement: Statement, *, named: bool = False) -> str:
    which = f"{in_quotes(statement.text.rstrip('.'))}: " if named else ""
    by = f"the article gives this in the words of {statement.source}"
    match statement.status:
        case "fact":
            said = "the article reports it in its own words."
        case "claim" | "said":
            said = f"{by} and does not say it itself."
        case "prediction":
            said = f"{by}, about what is to come: “{statement.sign}”."
        case "opinion":
            said = f"{by}, and it judges: “{statement.sign}”."
        case "author":
            said = f"the author says it in a piece of opinion, and it judges: “{statement.sign}”."
    return f"{which}{said if named else said[0].upper() + said[1:]}"


def _named_sources(article: AnnotatedArticle) -> list[str]:
    """People whom the article quotes, each once."""
    found = [a.source.name for a in article.annotations.attributions if a.source and a.source.name]
    return [article.written(name) for name in dict.fromkeys(found)]
