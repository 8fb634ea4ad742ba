"""How many items the generators give, article by article.

`python -m tests.eval.yields [--articles FOLDER] [--count N] [--seed N] [GENERATOR ...]`: FOLDER holds texts
(`.txt`) or articles as JSON (`text`, `title`, `published`); without it our own fixtures are read. No
GENERATOR means all.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from quizapi.cli.generate import make_quiz
from quizapi.domain import Article
from quizapi.generation.requests import GeneratorRequest
from quizapi.plugin_api.registry import load_registry
from quizapi.reading.cleaning import clean_article
from quizapi.reading.pipeline import load_pipeline

FIXTURES = Path(__file__).parents[2] / "fixtures" / "articles"


def main() -> int:
    parser = argparse.ArgumentParser(description="Items that the generators give, article by article.")
    parser.add_argument("generators", nargs="*")
    parser.add_argument("--articles", type=Path, default=FIXTURES)
    parser.add_argument("--count", type=int, default=5)
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args()
    registry = load_registry()
    names = given.generators or sorted(registry.generators)
    nlp = load_pipeline(lexicons=registry.lexicons)
    requests = [GeneratorRequest(name, given.count) for name in names]
    found: list[Counter[str]] = []
    words = 0
    for title, article in articles(given.articles):
        made = make_quiz(article, registry, requests, nlp, given.seed, explain=False)
        counts = Counter(item["generator"] for item in made["items"])
        words += len(article.text.split())
        found.append(counts)
        print(f"{title}: {', '.join(f'{name} {counts[name]}' for name in names)}", flush=True)
    print(f"{len(found)} articles of {words // max(1, len(found))} words on average, count {given.count}")
    for name in names:
        each = [counts[name] for counts in found]
        some, two = sum(n >= 1 for n in each), sum(n >= 2 for n in each)
        print(f"{name}: {sum(each)} items; {some} articles give one or more, {two} two or more")
    return 0


def articles(folder: Path) -> Iterator[tuple[str, Article]]:
    """The articles of a folder by their file names, cleaned as `quizapi generate` cleans them."""
    for path in sorted([*folder.glob("*.txt"), *folder.glob("*.json")]):
        if path.name.endswith(".gold.json"):
            continue
        text = path.read_text(encoding="utf-8")
        told = json.loads(text) if path.suffix == ".json" else {"text": text}
        cleaned = clean_article(told["text"], title=told.get("title"))
        published = date.fromisoformat(told["published"]) if told.get("published") else cleaned.published_on
        title = told.get("title") or cleaned.title or ""
        article = Article(text=cleaned.text, title=title, author=cleaned.author, published_on=published)
        yield path.stem, article


if __name__ == "__main__":
    raise SystemExit(main())
