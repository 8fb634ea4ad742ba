"""How hard an item is likely to be, from its own features alone."""

from dataclasses import replace

from quizapi.domain import Item
from quizapi.generation.checks.words import content_words, statement_of

TAG = "difficulty:"
#: Where nothing is known, by interaction: the more there is to be produced or ordered, the harder.
_START = {"true_false": 0.3, "choice": 0.4, "multiple": 0.55, "text": 0.55, "match": 0.55, "order": 0.6}
_LONG_STEM = 40
_WIDE = 400
_MANY_OPTIONS = 6


def difficulty(item: Item) -> float:
    """An estimate in [0, 1], 1 the hardest; the same item always has the same.

    It adds what the research on reading items finds to make them harder: an answer that must be produced, few
    words shared by question and proof (the reader cannot match words), proof that is long or lies apart, a
    long question, and wrong options that resemble the right one. It does not see the class: what students
    really do (`facility_index`) is measured and shown beside it, and never steers a selection.

    Source: Freedle and Kostin (1993), "The prediction of TOEFL reading item difficulty"; Embretson and Wetzel
    (1987), component latent trait models for paragraph comprehension tests. The weights are our own.
    """
    estimate = _START.get(item.interaction, 0.5)
    estimate += 0.25 * (1 - _shared_with_proof(item)) - 0.1
    estimate += 0.1 * min(1.0, _distance(item) / _WIDE)
    estimate += 0.1 * min(1.0, len(item.stem.split()) / _LONG_STEM)
    estimate += 0.15 * _closeness(item)
    if item.interaction in ("choice", "multiple"):
        estimate += 0.05 * min(1.0, len(item.options) / _MANY_OPTIONS)
    return round(min(1.0, max(0.0, estimate)), 2)


def with_difficulty(item: Item) -> Item:
    """The item with its estimate as a tag ("difficulty:0.42"); one that its plugin gave in numbers stays."""
    if any(_is_estimate(tag) for tag in item.tags):
        return item
    return replace(item, tags=(*item.tags, f"{TAG}{difficulty(item):.2f}"))


def estimate_of(item: Item) -> float:
    """The estimate that the item carries, else a new one."""
    told = next((tag for tag in item.tags if _is_estimate(tag)), None)
    return float(told.removeprefix(TAG)) if told else difficulty(item)


def _is_estimate(tag: str) -> bool:
    return tag.startswith(TAG) and tag.removeprefix(TAG).replace(".", "", 1).isdigit()


def _shared_with_proof(item: Item) -> float:
    """The share of the question's words, key included, that stand in the proof."""
    asked = content_words(statement_of(item) if item.interaction == "true_false" else item.stem)
    if item.interaction != "true_false":
        asked |= content_words(item.key_text)
    proof = content_words(" ".join(evidence.text for evidence in item.evidence))
    return len(asked & proof) / len(asked) if asked else 0.0


def _distance(item: Item) -> int:
    """Code points from the first to the last span of the proof."""
    if not item.evidence:
        return 0
    spans = [evidence.span for evidence in item.evidence]
    return max(span.end for span in spans) - min(span.start for span in spans)


def _closeness(item: Item) -> float:
    """How much the nearest wrong option shares with the right one: words, else its form."""
    key = content_words(item.key_text)
    best = 0.0
    for option in item.distractors:
        other = content_words(option.text)
        whole = key | other
        words = len(key & other) / len(whole) if whole else 0.0
        alike = len(option.text.split()) == len(item.key_text.split())
        best = max(best, words, 0.5 * alike)
    return best
