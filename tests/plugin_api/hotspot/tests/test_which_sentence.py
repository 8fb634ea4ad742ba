"""The sample's own tests, as its author would write them."""

import pytest
from quizapi_hotspot.generator import WhichSentence
from quizapi_hotspot.interaction import SentenceScorer

from quizapi.plugin_api import AnnotatedArticle, Response
from quizapi.testing import GeneratorContract, ScorerContract

TEXT = (
    "The harbour of Port Selby was closed on Monday. Mayor Ilse Brandt said the old hall was no longer safe. "
    "The traders moved to a field near the station.\n\n"
    "The new hall will open in the spring. It has room for forty traders. A bus will stop at its door."
)


class TestWhichSentence(GeneratorContract):
    """What every generator promises."""

    @pytest.fixture
    def generator(self) -> WhichSentence:
        return WhichSentence()

    @pytest.fixture
    def article(self, make_article) -> AnnotatedArticle:
        return make_article(TEXT, title="Hall closed")


class TestSentenceScorer(ScorerContract):
    """What every scorer promises."""

    @pytest.fixture
    def scorer(self) -> SentenceScorer:
        return SentenceScorer()

    @pytest.fixture
    def item(self, make_article):
        (item,) = WhichSentence().generate(make_article(TEXT), options={}, limit=5, rng=None, tools=None)
        return item

    answers = (["s2"], ["s1"], ["s9"])
    bad_answers = ([], ["s1", "s2"], "s1", [["s1", "s2"]])


def test_half_a_point_beside_it(make_article):
    (item,) = WhichSentence().generate(make_article(TEXT), options={}, limit=5, rng=None, tools=None)
    scores = [SentenceScorer().score(item, Response((f"s{n}",))).value for n in (1, 2, 3, 9)]
    assert scores == [0.5, 1.0, 0.5, 0.0]
