"""All generators, with options of their own and an article beside, in processes with other hash seeds."""

import os
import subprocess
import sys

SCRIPT = """
import json
from quizapi.domain import Article
from quizapi.exchange.item_json import item_to_json
from quizapi.generation.checks import item_checks, quiz_checks
from quizapi.generation.engine import propose
from quizapi.generation.requests import GeneratorRequest
from quizapi.generation.sample_texts import SAMPLES
from quizapi.generation.selection import select
from quizapi.generation.tools import Tools
from quizapi.plugin_api import AnnotatedArticle
from quizapi.plugin_api.registry import load_registry
from quizapi.reading.pipeline import load_pipeline, read

OPTIONS = {
    "who-said-what": {"forms": ["speaker", "complete"], "min_confidence": 0.6},
    "true-false": {"form": "true-false-not-given"},
    "cause-effect": {"topic": "any"},
    "fact-or-opinion": {"forms": ["facts", "status"]},
    "timeline": {"events": 3},
}
registry = load_registry()
nlp = load_pipeline(lexicons=registry.lexicons)
read_all = {name: read(nlp, text) for name, text in SAMPLES.items()}
articles = [
    AnnotatedArticle(Article(text=SAMPLES[name], title=name, id=name), found.annotations, found.doc)
    for name, found in read_all.items()
]
proposals, requests = [], [GeneratorRequest(name, 2, options) for name, options in OPTIONS.items()]
for index, (own, beside) in enumerate((articles, articles[::-1])):
    article = AnnotatedArticle(own.article, own.annotations, own.doc, context=(beside,))
    for name, options in OPTIONS.items():
        found = propose(
            registry.generators[name], article, article_index=index, seed=3,
            request=GeneratorRequest(name, 4, options), tools=Tools(nlp), checks=item_checks(()),
        )
        proposals.append(found)
        line = {"generator": name, "items": [item_to_json(item) for item in found.candidates]}
        print(json.dumps(line, ensure_ascii=False))
    for kind in ("PERSON", "ORG", "GPE"):
        import random
        print(Tools(nlp).distractors(article, type=kind, count=12, rng=random.Random(1)))
lengths = [len(article.text) for article in articles]
quiz = select(proposals, requests, lengths=lengths, quiz_checks=quiz_checks(()))
print("chosen", json.dumps([item_to_json(item) for item in (*quiz.items, *quiz.spares)]), quiz.problems)
"""


def test_all_generators_give_the_same_bytes_under_other_hash_seeds() -> None:
    first, second = (
        subprocess.run(
            [sys.executable, "-c", SCRIPT],
            capture_output=True,
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONIOENCODING": "utf-8"},
            timeout=120,
            check=True,
        ).stdout
        for seed in ("0", "77")
    )

    assert first == second
    assert first.count(b'"stem"') > 10
    assert first.split(b"chosen", 1)[1].count(b'"stem"') > 5
