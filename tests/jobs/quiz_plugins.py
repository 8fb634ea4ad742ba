"""Generators for the tests of workers: some well-behaved, some as bad as a plugin can be.

Each run of a generator is written down in the file that `QUIZAPI_TEST_RUNS` names, so that tests can count.
"""

import ctypes
import os
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from quizapi.plugin_api import AnnotatedArticle, Item, Response, Score, ScorerBase, hookimpl, lettered


def _note(name: str, article: AnnotatedArticle) -> None:
    with Path(os.environ["QUIZAPI_TEST_RUNS"]).open("a") as file:
        file.write(f"{name} {article.article.id} {os.getpid()}\n")


class _Generator:
    name = "steady"
    version = "1.0.0"
    title = "Steady"
    description = "Asks for each sentence."
    interactions = ("tests:recall",)
    languages = ("en",)
    options_schema: Mapping[str, Any] = {
        "type": "object",
        "properties": {"pause": {"type": "number", "default": 0}, "how": {"type": "string", "default": ""}},
        "additionalProperties": False,
    }

    def generate(
        self, article: AnnotatedArticle, *, options: Any, limit: int, rng: Any, tools: Any
    ) -> Iterator[Item]:
        _note(self.name, article)
        time.sleep(options["pause"])
        if options["how"] == "flawed":
            proof = (article.evidence(article.sentences[0]),)
            yield Item(interaction="tests:recall", stem=" ", key="nothing", evidence=proof)
        for n, sentence in enumerate(article.sentences, start=1):
            yield Item(
                interaction="tests:recall",
                stem=f"{self.title}: what does sentence {n} of the article say?",
                key=article.text_of(sentence),
                evidence=(article.evidence(sentence),),
                explanation="The article says so.",
            )


class Steady(_Generator):
    pass


class Second(_Generator):
    name = "second"
    title = "Second"


class Third(_Generator):
    name = "third"
    title = "Third"


class Borrower(_Generator):
    """Asks who spoke, among names that the tool finds."""

    name = "borrower"
    title = "Borrower"
    interactions = ("choice",)

    def generate(
        self, article: AnnotatedArticle, *, options: Any, limit: int, rng: Any, tools: Any
    ) -> Iterator[Item]:
        for entity in article.annotations.entities:
            if entity.type != "PERSON":
                continue
            names = tools.distractors(
                article, type="PERSON", exclude=[entity.id], like=entity.id, count=3, rng=rng
            )
            shown, key = lettered(entity.name, names, rng=rng)
            yield Item(
                interaction="choice",
                stem="According to the article, who spoke about the building?",
                options=shown,
                key=(key,),
                evidence=(article.evidence(article.sentence_of(entity.span)),),
            )


class Busy(_Generator):
    """Takes its `pause` in time of the processor."""

    name = "busy"
    title = "Busy"

    def generate(
        self, article: AnnotatedArticle, *, options: Any, limit: int, rng: Any, tools: Any
    ) -> Iterator[Item]:
        end = time.process_time() + options["pause"]
        while time.process_time() < end:
            pass
        quick = {**options, "pause": 0}
        return super().generate(article, options=quick, limit=limit, rng=rng, tools=tools)


class Poison(_Generator):
    """Gives one sound item, then does what `how` says."""

    name = "poison"
    title = "Poison"

    def generate(
        self, article: AnnotatedArticle, *, options: Any, limit: int, rng: Any, tools: Any
    ) -> Iterator[Item]:
        yield from list(super().generate(article, options=options, limit=limit, rng=rng, tools=tools))[:1]
        _POISONS[options["how"]]()


def _hang() -> None:
    while True:
        pass


def _hang_in_c() -> None:
    # The interpreter's lock is kept: no thread of Python's runs any more.
    ctypes.PyDLL(None).sleep(1000)


def _eat_memory() -> None:
    eaten = []
    while True:
        eaten.append(bytearray(20_000_000))
        time.sleep(0.005)


def _segfault() -> None:
    ctypes.string_at(0)


def _print() -> None:
    print("noise on standard output", flush=True)
    os.write(1, b"and past Python\n")
    sys.stdin.read()


def _raise() -> None:
    raise LookupError("nothing here")


_POISONS = {
    "hang": _hang,
    "hang-in-c": _hang_in_c,
    "memory": _eat_memory,
    "exit": lambda: sys.exit(3),
    "os-exit": lambda: os._exit(3),
    "segfault": _segfault,
    "print": _print,
    "raise": _raise,
}


class Recall(ScorerBase):
    """What the items ask for: a text, as the article has it."""

    interaction = "tests:recall"
    title = "Recall"
    answer_schema: Mapping[str, Any] = {"type": "string"}
    key_schema: Mapping[str, Any] = {"type": "string"}

    def score(self, item: Item, response: Response) -> Score:
        """Does what the answer says where that is one of the harms below."""
        if response.answer == "nonsense":
            return 7  # type: ignore[return-value]
        if response.answer in _POISONS:
            _POISONS[response.answer]()
        return super().score(item, response)


class _Plugin:
    @hookimpl
    def quizapi_register_generators(self, register: Any) -> None:
        for generator in (Steady(), Second(), Third(), Borrower(), Busy(), Poison()):
            register(generator)

    @hookimpl
    def quizapi_register_scorers(self, register: Any) -> None:
        register(Recall())


plugin = _Plugin()
