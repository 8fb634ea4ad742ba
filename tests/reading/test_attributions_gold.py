"""Precision and recall of attributions over the fixture articles, printed and held above a floor."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from spacy.language import Language

from quizapi.domain import Attribution
from quizapi.reading.pipeline import read

ARTICLES = sorted((Path(__file__).parents[2] / "fixtures" / "articles").glob("*.gold.json"))


@dataclass
class Count:
    found: int = 0
    right: int = 0
    named_wrong: int = 0
    gold: int = 0
    recalled: int = 0

    @property
    def precision(self) -> float:
        return self.right / max(1, self.found)

    @property
    def recall(self) -> float:
        return self.recalled / max(1, self.gold)


def overlap(a: Attribution, gold: dict[str, Any]) -> float:
    start, end = gold["content"]["start"], gold["content"]["end"]
    shared = min(a.content.end, end) - max(a.content.start, start)
    return max(0, shared) / min(len(a.content), end - start)


def same_source(a: Attribution, gold: dict[str, Any]) -> bool:
    source = gold["source"]
    if source is None or a.source is None:
        return source is None and a.source is None
    return a.source.span.start < source["end"] and source["start"] < a.source.span.end


def counted(found: Sequence[Attribution], golds: list[dict[str, Any]]) -> Count:
    count = Count(found=len(found), gold=len(golds))
    matched: set[int] = set()
    for a in found:
        fits = [n for n, g in enumerate(golds) if overlap(a, g) >= 0.8 and same_source(a, g)]
        count.right += bool(fits)
        matched.update(fits)
        names = {golds[n]["source"]["name"] for n in fits if golds[n]["source"]}
        wrong = bool(a.source and a.source.name and fits and a.source.name not in names)
        count.named_wrong += wrong
    count.recalled = len(matched)
    return count


def test_attributions_over_the_fixture_articles(nlp: Language, capsys: pytest.CaptureFixture[str]) -> None:
    whole = {"direct": Count(), "all": Count()}
    for path in ARTICLES:
        gold = json.loads(path.read_text(encoding="utf-8"))
        found = read(nlp, gold["text"]).annotations.attributions
        golds = gold["attributions"]
        direct = counted([a for a in found if a.kind == "direct"], golds)
        direct.gold = sum(g["kind"] == "direct" for g in golds)
        direct.recalled = counted(found, [g for g in golds if g["kind"] == "direct"]).recalled
        for kind, count in (("direct", direct), ("all", counted(found, golds))):
            for field in vars(count):
                setattr(whole[kind], field, getattr(whole[kind], field) + getattr(count, field))
    with capsys.disabled():
        for kind, count in whole.items():
            print(
                f"\nattributions, {kind}: precision {count.precision:.3f} of {count.found}, "
                f"recall {count.recall:.3f} of {count.gold}, wrong names {count.named_wrong}"
            )
    assert len(ARTICLES) >= 4
    assert whole["direct"].precision >= 0.95
    assert whole["direct"].recall >= 0.9
    assert whole["all"].precision >= 0.9
    assert whole["all"].recall >= 0.75
    assert whole["all"].named_wrong == 0
