"""The interaction `hotspot:sentence`: one sentence of a passage is marked."""

from dataclasses import replace

from quizapi.plugin_api import Item, Options, Response, Score, ScorerBase

ONE_SENTENCE: Options = {
    "type": "array",
    "items": {"type": "string", "pattern": "^s[0-9]+$"},
    "minItems": 1,
    "maxItems": 1,
}


class SentenceScorer(ScorerBase):
    """All for the sentence, half for the one before or behind it."""

    interaction = "hotspot:sentence"
    title = "Mark the sentence"
    hint = "Choose one sentence of the passage."
    answer_schema = ONE_SENTENCE
    key_schema = ONE_SENTENCE
    shown = ("options",)
    keeps_order = True
    renderer = "quizapi_hotspot/sentence.js"

    def score(self, item: Item, response: Response) -> Score:
        """1, 0.5 beside it, else 0."""
        places = {option.id: place for place, option in enumerate(item.options)}
        (given,), (right,) = response.answer, item.key
        if given not in places:
            return Score(0.0)
        distance = abs(places[given] - places[right])
        return Score({0: 1.0, 1: 0.5}.get(distance, 0.0))

    def fallback(self, item: Item) -> Item:
        """A choice of the same sentences."""
        return replace(item, interaction="choice")
