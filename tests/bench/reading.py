"""Reading over `nlp()` alone: same warm process, same texts, `nlp.pipe`, alternating, median of 5."""

import statistics
import time
from collections.abc import Callable

import spacy

from quizapi.domain import Article
from quizapi.plugin_api.registry import load_registry
from quizapi.reading.components import COMPONENTS
from quizapi.reading.pipeline import DEFAULT_MODEL, doc_from_bytes, doc_to_bytes, load_pipeline, read
from quizapi.reading.serializing import annotations_from_json, annotations_to_json
from tests.bench.texts import public_texts, sample_texts

ROUNDS = 5


def timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ratios() -> dict[str, float]:
    """Time with our components over the time of the installed pipeline, unmodified."""
    texts = public_texts() or sample_texts()
    bare = spacy.load(DEFAULT_MODEL)
    full = load_pipeline(lexicons=load_registry().lexicons)
    parts = {
        "entities and attributions": COMPONENTS[2:],
        "with claims": COMPONENTS[3:],
        "all reading": (),
    }
    for nlp in (bare, full):
        list(nlp.pipe(texts))
    times: dict[str, list[float]] = {name: [] for name in parts}
    for _ in range(ROUNDS):
        base = timed(lambda: list(bare.pipe(texts)))
        for name, left_out in parts.items():
            with full.select_pipes(disable=list(left_out)):
                times[name].append(timed(lambda: list(full.pipe(texts))) / base)
    return {name: round(statistics.median(values), 3) for name, values in times.items()}


def words_per_second() -> tuple[float, float]:
    """Words a second of bare `nlp()` and of all reading."""
    texts = public_texts() or sample_texts()
    words = sum(len(text.split()) for text in texts)
    bare = spacy.load(DEFAULT_MODEL)
    full = load_pipeline(lexicons=load_registry().lexicons)
    results = []
    for nlp in (bare, full):
        list(nlp.pipe(texts))
        results.append(
            words / statistics.median(timed(lambda nlp=nlp: list(nlp.pipe(texts))) for _ in range(ROUNDS))
        )  # type: ignore[misc]
    return results[0], results[1]


def stored_over_parsed() -> float:
    """How many times faster a stored annotation is loaded than the text is read again (median over texts)."""
    nlp = load_pipeline(lexicons=load_registry().lexicons)
    values = []
    for text in public_texts() or sample_texts():
        reading = read(nlp, text)
        data, found = doc_to_bytes(reading.doc), annotations_to_json(reading.annotations)

        def load(data: bytes = data, found: dict[str, object] = found) -> object:
            return doc_from_bytes(data, nlp), annotations_from_json(found)

        load()
        parse = statistics.median(timed(lambda text=text: read(nlp, text)) for _ in range(3))  # type: ignore[misc]
        values.append(parse / statistics.median(timed(load) for _ in range(3)))
    return statistics.median(values)


def articles() -> list[Article]:
    """The texts as articles."""
    return [Article(text) for text in public_texts() or sample_texts()]
