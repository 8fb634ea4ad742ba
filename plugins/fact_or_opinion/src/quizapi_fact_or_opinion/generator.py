"""The generator: what is this statement, and whose; and which of these does the article report as facts."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
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

OPTIONS_SCHEMA: Final[Options] = options_schema(forms=forms_option(("status", "facts")))
_LEAST_OF_EACH: Final = 2
_MOST_OPTIONS: Final = 5


class FactOrOpinion:
    """Asks whether a statement is a reported fact, an opinion or a prediction, and whose."""

    name = "fact-or-opinion"
    version = "1.0.0"
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
            NothingToAsk: No view or forecast is settled.
        """
        settings: Any = options
        statements = find_statements(article, tools)
        if all(statement.status == "fact" for statement in statements):
            raise NothingToAsk("The article does not settle which statements are facts and which are views.")
        make = {"status": _statuses, "facts": _sets}
        yield from in_turn(
            [make[form](article, statements, rng) for form in settings["forms"]],
            limit,
            nothing="The article has too few facts and views to be told apart.",
        )


def _statuses(
    article: AnnotatedArticle, statements: Sequence[Statement], rng: random.Random
) -> Iterator[Item]:
    """One item for each statement, the kinds in turn; of one kind alone one, as all would have its answer."""
    sources = list(dict.fromkeys(s.source for s in statements if s.source)) or _named_sources(article)
    queues = {kind: [s for s in statements if s.status == kind] for kind in _KINDS}
    for queue in queues.values():
        rng.shuffle(queue)
    if sum(map(bool, queues.values())) == 1:
        queues = {kind: queue[-1:] for kind, queue in queues.items()}
    while any(queues.values()):
        for queue in queues.values():
            if queue:
                statement = queue.pop()
                source = statement.source or (rng.choice(sources) if sources else "")
                if source:
                    yield _status(article, statement, source)


_KINDS: Final = ("opinion", "fact", "prediction", "author")


def _status(article: AnnotatedArticle, statement: Statement, source: str) -> Item:
    """The options stand in one order always: no place of the key tells anything."""
    texts = {
        "fact": "A fact that the article itself reports",
        "opinion": f"An opinion that {source} holds",
        "prediction": f"A prediction that {source} makes",
        "author": "An opinion that the author of the article holds",
    }
    ids = dict(zip(texts, "abcd", strict=True))
    return Item(
        interaction="choice",
        stem=f"According to the article, what is this statement? {in_quotes(statement.text)}",
        options=tuple(Option(ids[kind], text) for kind, text in texts.items()),
        key=(ids[statement.status],),
        evidence=_evidence(article, statement),
        explanation=_explained(statement),
        confidence=statement.confidence,
        tags=(f"form:{statement.status}", ABOUT_QUOTED),
    )


def _sets(article: AnnotatedArticle, statements: Sequence[Statement], rng: random.Random) -> Iterator[Item]:
    """Facts among opinions and predictions, as many sets as there are without a statement twice."""
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
    match statement.status:
        case "fact":
            said = "the article reports it in its own words, as something that happened."
        case "prediction":
            said = f"{statement.source} says it, about what is to come: “{statement.sign}”."
        case "opinion":
            said = f"{statement.source} says it, and it judges: “{statement.sign}”."
        case _:
            said = f"the author says it in a piece of opinion, and it judges: “{statement.sign}”."
    return f"{which}{said if named else said[0].upper() + said[1:]}"


def _named_sources(article: AnnotatedArticle) -> list[str]:
    """People whom the article quotes, each once."""
    names = [a.source.name for a in article.annotations.attributions if a.source and a.source.name]
    return list(dict.fromkeys(names))
