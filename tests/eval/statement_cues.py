"""Can a classifier tell true statements from false ones without the article? It should not.

Run `python -m tests.eval.statement_cues [FOLDER ...]`: generates statements from the sample articles and from
the JSON articles ("text", optionally "title" and "published") of the folders given, over several seeds, and
prints the balanced accuracy of a logistic regression on the statement alone: five folds split by article,
mean of twenty shufflings. The form with a third answer is measured twice: true from false, and what is not in
the article from what is. One JSON line at the end.
"""

from __future__ import annotations

import argparse
import itertools
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
from scipy.sparse import csr_matrix, hstack
from sklearn.feature_extraction.text import CountVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import balanced_accuracy_score
from sklearn.model_selection import StratifiedGroupKFold

from quizapi.domain import Article, Item
from quizapi.generation.checks import item_checks
from quizapi.generation.engine import propose
from quizapi.generation.requests import GeneratorRequest
from quizapi.generation.selection import select
from quizapi.generation.tools import Tools
from quizapi.plugin_api import AnnotatedArticle
from quizapi.plugin_api.registry import load_registry
from quizapi.reading.cleaning import clean_article
from quizapi.reading.pipeline import load_pipeline, read

FIXTURES = Path(__file__).parents[2] / "fixtures" / "articles"
FORMS = ("true-false", "true-false-not-given")
GOAL = 0.55
LEAST = 600
_NEGATIONS = re.compile(r"\b(?:not|no|never|none|nobody|nothing|cannot)\b|n['’]t\b", re.IGNORECASE)
_HEDGES = re.compile(
    r"\b(?:may|might|could|would|likely|perhaps|probably|about|some|expected)\b", re.IGNORECASE
)


@dataclass(frozen=True)
class Sample:
    """One statement as a student sees it."""

    article: str
    text: str
    #: The key: "true", "false" or "not given".
    key: str


def articles_of(folder: Path) -> Iterator[Article]:
    """The articles of a folder: `.txt` as pasted, `.json` with a text and what is known about it."""
    for path in sorted((*folder.glob("*.txt"), *folder.glob("*.json"))):
        if path.name.endswith(".gold.json"):
            continue
        data = (
            json.loads(path.read_text("utf-8"))
            if path.suffix == ".json"
            else {"text": path.read_text("utf-8")}
        )
        cleaned = clean_article(data["text"], title=data.get("title"))
        published = cleaned.published_on
        if published is None and data.get("published"):
            published = date.fromisoformat(data["published"])
        yield Article(text=cleaned.text, title=cleaned.title or "", published_on=published, id=path.stem)


def samples_of(articles: Sequence[Article], *, seeds: Sequence[int], count: int) -> dict[str, list[Sample]]:
    """The statements of quizzes of `count` items, one quiz an article and seed, by the form asked for."""
    registry = load_registry(allow=["true-false"], strict=True)
    nlp = load_pipeline()
    tools = Tools(nlp)
    found: dict[str, list[Sample]] = {form: [] for form in FORMS}
    for article in articles:
        reading = read(nlp, article.text)
        annotated = AnnotatedArticle(article, reading.annotations, reading.doc)
        for form, seed in itertools.product(FORMS, seeds):
            request = GeneratorRequest("true-false", count, {"form": form})
            proposal = propose(
                registry.generators["true-false"],
                annotated,
                article_index=0,
                request=request,
                seed=seed,
                tools=tools,
                checks=item_checks(()),
            )
            chosen = select([proposal], [request], lengths=[len(article.text)])
            found[form] += [_sample(article, item) for item in chosen.items]
    return found


def _sample(article: Article, item: Item) -> Sample:
    shown = re.search(r"“(.*)”", item.stem, re.DOTALL)
    key = item.key_text.replace("Not in the article", "not given").lower()
    return Sample(article.id or "", shown[1] if shown else item.stem, key)


def features(train: Sequence[Sample], test: Sequence[Sample]) -> tuple[csr_matrix, csr_matrix]:
    """Words and pairs of words of the training part, with length, negation, numbers, names and hedges."""
    words = CountVectorizer(ngram_range=(1, 2), min_df=3, binary=True, lowercase=True)
    lexical = words.fit_transform([s.text for s in train]), words.transform([s.text for s in test])
    return tuple(  # type: ignore[return-value]
        hstack([matrix, csr_matrix(np.array([_shape(s.text) for s in part]))]).tocsr()
        for matrix, part in zip(lexical, (train, test), strict=True)
    )


def _shape(text: str) -> list[float]:
    words = text.split()
    return [
        len(words) / 10,
        len(text) / 100,
        float(len(_NEGATIONS.findall(text))),
        float(sum(word[0].isdigit() for word in words)),
        sum(word[0].isupper() for word in words[1:]) / 3,
        float(len(_HEDGES.findall(text))),
        float(text.count(",")),
        float("‘" in text),
    ]


def balanced_accuracy(samples: Sequence[Sample], *, told: str = "true", shufflings: int = 20) -> float:
    """Mean balanced accuracy of telling the key `told` from the others.

    Over shufflings of five folds that keep an article in one fold.
    """
    truth = np.array([sample.key == told for sample in samples])
    groups = np.array([sample.article for sample in samples])
    scores = []
    for seed in range(shufflings):
        folds = StratifiedGroupKFold(n_splits=5, shuffle=True, random_state=seed)
        predicted = np.zeros(len(samples), dtype=bool)
        for train, test in folds.split(truth, truth, groups):
            seen, unseen = features([samples[i] for i in train], [samples[i] for i in test])
            model = LogisticRegression(class_weight="balanced", solver="liblinear", random_state=seed)
            predicted[test] = model.fit(seen, truth[train]).predict(unseen)
        scores.append(balanced_accuracy_score(truth, predicted))
    return float(np.mean(scores))


def main(arguments: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, help="folders of further articles")
    parser.add_argument("--seeds", type=int, default=5)
    parser.add_argument("--count", type=int, default=8)
    options = parser.parse_args(arguments)
    articles = [article for folder in (FIXTURES, *options.folders) for article in articles_of(folder)]
    samples = samples_of(articles, seeds=range(options.seeds), count=options.count)
    two, three = (samples[form] for form in FORMS)
    given = [sample for sample in three if sample.key != "not given"]
    accuracies = {
        "balanced_accuracy": balanced_accuracy(two),
        "three_answers_true": balanced_accuracy(given),
        "three_answers_not_given": balanced_accuracy(three, told="not given"),
    }
    print(f"{len(two)} statements of {len(articles)} articles, {len(set(two))} different")
    print(f"with a third answer {len(three)}, of them {len(three) - len(given)} not in the article")
    for name, accuracy in accuracies.items():
        print(f"{name} on the statement alone: {accuracy:.3f} (goal: at most {GOAL})")
    if min(len(two), len(three)) < LEAST:
        print(f"fewer than {LEAST} statements: give more articles or seeds", file=sys.stderr)
    result = {
        "statements": len(two),
        "true_share": round(sum(s.key == "true" for s in two) / max(1, len(two)), 3),
        **{name: round(accuracy, 4) for name, accuracy in accuracies.items()},
    }
    print(json.dumps({"statement_cues": result}))
    return 0 if accuracies["balanced_accuracy"] <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
