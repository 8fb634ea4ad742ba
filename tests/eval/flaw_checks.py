"""Recall and false alarms of the checks of items, on items whose flaws were marked by hand.

The flaws are those of Haladyna, Downing and Rodriguez (2002) and Tarrant, Knierim, Hayes and Ware (2006), and
those of questions about a text (Heilman and Smith 2010). Checks are improved on the half "dev" alone.

    python -m tests.eval.flaw_checks [--half dev|test|fresh] [--verbose]
"""

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from quizapi.domain import Article, Evidence, Item, Option, Span
from quizapi.generation.checks import SHIPPED_CHECKS, SHIPPED_QUIZ_CHECKS
from quizapi.plugin_api import AnnotatedArticle, GeneratorTools

DATA = Path(__file__).parent / "data" / "flawed_items.json"
#: Two halves of the first set, and a set written later, marked before any check was run on it, by somebody
#: who had read most of the checks' code.
HALVES = ("dev", "test", "fresh")
#: Which codes of the checks find the flaw that a person marked under this name.
CODES: Mapping[str, frozenset[str]] = {
    name: frozenset(codes.split())
    for name, codes in {
        "evidence-outside": "evidence-outside evidence-changed evidence-missing",
        "evidence-no-proof": "evidence-unproving",
        "two-keys": "two-keys gap-ambiguous",
        "key-as-distractor": "key-said-again one-entity options-equal",
        "dangling-reference": "points-back pronoun connective",
        "broken-grammar": "no-sentence no-subject grammar",
        "no-question": "no-question stem-missing",
        "answer-in-stem": "key-in-stem",
        "gap-ambiguous": "gap-ambiguous two-keys",
        "key-longest": "key-longest",
        "key-most-specific": "key-most-specific",
        "uneven-options": "lengths-unequal forms-unequal kinds-unequal",
        "overlapping-options": "options-overlap",
        "stem-word-in-key": "word-repeated key-in-stem",
        "grammatical-cue": "article-cue number-cue",
        "absolute-term": "absolute-word",
        "vague-term": "vague-word",
        "negative-stem": "negative-stem",
        "numbers-out-of-order": "numbers-unordered",
        "verbatim-copy": "verbatim",
        "relative-date": "relative-date",
        "trivial-detail": "trivial-detail",
        "all-or-none-option": "catch-all",
        "given-away": "given-away",
    }.items()
}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--half", choices=HALVES, action="append")
    parser.add_argument("--verbose", action="store_true", help="name each flaw missed and each false alarm")
    chosen = parser.parse_args()
    for half in chosen.half or HALVES:
        _report(half, verbose=chosen.verbose)
    return 0


def judged(half: str, *, article: Any, tools: GeneratorTools) -> Iterator[tuple[str, set[str], set[str]]]:
    """Each item and quiz of a half: its name, the flaws marked, and the codes that the checks gave.

    Args:
        article: Reads a text into an `AnnotatedArticle`.
    """
    data = json.loads(DATA.read_text(encoding="utf-8"))
    texts = data["articles"]
    for row in data["items"]:
        if row["half"] == half:
            read = article(texts[row["article"]])
            item = item_of(row, texts[row["article"]])
            codes = {flaw.code for check in SHIPPED_CHECKS for flaw in check.check(item, read, tools)}
            yield row["id"], set(row["flaws"]), codes
    for number, row in enumerate(data["quizzes"], start=1):
        if row["half"] == half:
            items = [item_of(one, texts[row["article"]]) for one in row["items"]]
            codes = {flaw.code for check in SHIPPED_QUIZ_CHECKS for _, flaw in check.check_quiz(items)}
            yield f"quiz-{number}", set(row["flaws"]), codes


def item_of(row: Mapping[str, Any], text: str) -> Item:
    """The item of a row; options get the ids a, b ... in their order."""
    start, end = row.get("evidence_at") or (text.index(row["evidence"]),) * 2
    if "evidence_at" not in row:
        end = start + len(row["evidence"])
    options = tuple(Option(chr(97 + n), shown) for n, shown in enumerate(row.get("options", ())))
    key = row["key"]
    if options:
        key = tuple(option.id for option in options if option.text == key)
    return Item(
        interaction=row["interaction"],
        stem=row["stem"],
        key=key,
        options=options,
        accepted=tuple(row.get("accepted", ())),
        evidence=(Evidence(Span(start, end), row["evidence"]),),
    )


def _report(half: str, *, verbose: bool) -> None:
    marked: Counter[str] = Counter()
    found: Counter[str] = Counter()
    alarms: Counter[str] = Counter()
    sound = clean = 0
    lines = []
    for name, flaws, codes in judged(half, article=_read, tools=_tools()):
        given = {flaw for flaw, known in CODES.items() if known & codes}
        marked.update(flaws)
        found.update(flaws & given)
        # A code that also stands for a flaw that is marked is no false alarm.
        explained = set().union(*(CODES[flaw] for flaw in flaws), set())
        wrong = {flaw for flaw in given - flaws if CODES[flaw] & (codes - explained)}
        alarms.update(wrong)
        if not flaws:
            sound, clean = sound + 1, clean + (not codes)
        if flaws - given or wrong:
            lines.append(f"  {name}: missed {sorted(flaws - given)}, false {sorted(wrong)}")
    print(f"\n{half}: {'flaw':<22} marked found false alarms")
    for flaw in CODES:
        if marked[flaw] or alarms[flaw]:
            print(f"      {flaw:<22} {marked[flaw]:>6} {found[flaw]:>5} {alarms[flaw]:>5}")
    recall = sum(found.values()) / sum(marked.values())
    print(f"      recall {sum(found.values())}/{sum(marked.values())} = {recall:.2f}", end="; ")
    print(f"sound items without any alarm {clean}/{sound}; false alarms {sum(alarms.values())}")
    if verbose:
        print("\n".join(lines))


@cache
def _nlp() -> Any:
    from quizapi.plugin_api.registry import load_registry
    from quizapi.reading.pipeline import load_pipeline

    return load_pipeline(lexicons=load_registry().lexicons)


@cache
def _tools() -> GeneratorTools:
    from quizapi.generation.tools import Tools

    return Tools(_nlp())


@cache
def _read(text: str) -> AnnotatedArticle:
    from quizapi.reading.pipeline import read

    reading = read(_nlp(), text)
    return AnnotatedArticle(Article(text=text), reading.annotations, reading.doc)


if __name__ == "__main__":
    raise SystemExit(main())
