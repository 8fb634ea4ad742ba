"""What can stand as a claim, how it is meant, and whose it is."""

import json
from pathlib import Path

import pytest
from spacy.language import Language
from spacy.tokens import Doc

from quizapi.domain import Annotations, Claim
from quizapi.reading.claims import find_claims, find_genre
from quizapi.reading.pipeline import read

FIXTURES = sorted((Path(__file__).parents[2] / "fixtures" / "articles").glob("*.gold.json"))
#: Floors under what was measured when the reader was written (0.87, 0.85, 0.81, 0.97).
LEAST_PRECISION, LEAST_RECALL, LEAST_STATUS, LEAST_WHOSE = 0.82, 0.80, 0.76, 0.92
_SAME_SPAN = 0.7


def claims_of(nlp: Language, text: str) -> dict[str, Claim]:
    return {claim.span.text(text): claim for claim in read(nlp, text).annotations.claims}


def statuses(nlp: Language, text: str) -> list[str]:
    return [claim.status for claim in read(nlp, text).annotations.claims]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The council closed the old harbour on Monday.", "factual"),
        ("The harbour may close next year.", "hedged"),
        ("The fire was probably caused by a lamp.", "hedged"),
        ("The council will close the harbour.", "prediction"),
        ("The firm is expected to cut 200 jobs.", "prediction"),
        ("The council should close the harbour.", "opinion"),
        ("The decision was a disgraceful mistake and it was wrong.", "opinion"),
        ("The fair offered a tremendous choice of lamps.", "opinion"),
        ("The stand of the board was quite prominent.", "opinion"),
        ("Did the council close the old harbour?", "question"),
    ],
)
def test_status_is_told_by_its_signs(quizapi_nlp: Language, text: str, status: str) -> None:
    assert statuses(quizapi_nlp, text)[0] == status


def test_sign_inside_a_relative_clause_does_not_count(quizapi_nlp: Language) -> None:
    assert statuses(quizapi_nlp, "A firm that may close next year sold two ships on Monday.") == ["factual"]


def test_additive_too_is_no_judgement(quizapi_nlp: Language) -> None:
    assert statuses(quizapi_nlp, "Dunmark closed its ports too.") == ["factual"]


def test_coordinated_clauses_are_claims_of_their_own(quizapi_nlp: Language) -> None:
    found = claims_of(quizapi_nlp, "The council closed the harbour, and the fishers sold their boats.")

    assert list(found) == ["The council closed the harbour", "the fishers sold their boats"]


def test_relative_clause_behind_a_comma_is_left_off(quizapi_nlp: Language) -> None:
    found = claims_of(quizapi_nlp, "The bank closed two branches, which had lost money for years.")

    assert list(found) == ["The bank closed two branches"]


def test_what_a_source_says_is_its_own(quizapi_nlp: Language) -> None:
    text = "Mayor Helen Tarrow said that the bridge would open in May. The council met on Monday."
    annotations = read(quizapi_nlp, text).annotations
    said, own = annotations.claims

    assert said.attributed_to is not None and own.attributed_to is None
    source = annotations.attributions[said.attributed_to].source
    assert source is not None and source.name == "Helen Tarrow"
    assert said.status == "prediction"


def test_what_is_denied_is_not_claimed(quizapi_nlp: Language) -> None:
    found = claims_of(quizapi_nlp, "The water company denied that it had ignored a warning.")

    assert not any(text.startswith("it had ignored") for text in found)


def test_what_is_watched_is_no_clause_of_its_own(quizapi_nlp: Language) -> None:
    text = (
        "Record crowds in Velisk watched over 400 clubs and thousands of singers participate in the lantern "
        "parade of Elm Bay."
    )

    (claim,) = claims_of(quizapi_nlp, text)
    assert claim.endswith("parade of Elm Bay")


def test_line_break_ends_a_claim(quizapi_nlp: Language) -> None:
    text = 'Nobody came. "\n\nThe council closed the harbour on Monday.'

    assert all("\n" not in claim for claim in claims_of(quizapi_nlp, text))


def test_colon_inside_a_title_cuts_nothing(quizapi_nlp: Language) -> None:
    text = "Players of Batman: Arkham Nights walked through the old harbour."

    assert len(claims_of(quizapi_nlp, text)) == 1


@pytest.mark.parametrize("text", ["", " ", "…", "Rates", "“”", "\n\n"])
def test_text_without_a_clause_has_no_claim(quizapi_nlp: Language, text: str) -> None:
    reading = read(quizapi_nlp, text)

    assert reading.annotations.claims == ()
    assert reading.annotations.genre == "report"


def test_doc_without_a_parse_has_no_claim(quizapi_nlp: Language) -> None:
    doc = Doc(quizapi_nlp.vocab, words=["Rates", "rose", "."])

    assert find_claims(doc, (), ()) == ()


def test_opinion_piece_is_told_from_a_report(quizapi_nlp: Language) -> None:
    opinion = (
        "I have never believed in bridges. They cost too much, and we pay for them. My view is simple. "
        "We should "
        "close the harbour, and we must do it now. I think the council is wrong. It is a shameful waste. Why "
        "should we wait? I will not wait any longer, and neither should you. "
    )
    report = (
        "The council closed the harbour on Monday. Mayor Helen Tarrow said: “I think we must do it now. I am "
        "tired of it, and I will not wait.” Two ferries sail from the new pier. About 400 people work there. "
        "The firm which owns the ferries bought the pier in 2019. It paid 12 million crowns. "
    )

    assert read(quizapi_nlp, opinion * 2).annotations.genre == "opinion"
    assert read(quizapi_nlp, report * 2).annotations.genre == "report"


def test_genre_of_an_empty_doc_is_report(quizapi_nlp: Language) -> None:
    assert find_genre(quizapi_nlp.make_doc(""), ()) == "report"


def test_claims_lie_in_the_text_in_order(quizapi_nlp: Language) -> None:
    for path in FIXTURES:
        text = json.loads(path.read_text("utf-8"))["text"]
        annotations = read(quizapi_nlp, text).annotations
        spans = [claim.span for claim in annotations.claims]
        assert spans == sorted(spans)
        assert all(span.end <= len(text) and span.text(text).strip() == span.text(text) for span in spans)
        assert all(
            claim.attributed_to is None or claim.attributed_to < len(annotations.attributions)
            for claim in annotations.claims
        )


def test_sample_articles_are_read_as_their_gold_says(quizapi_nlp: Language) -> None:
    counts = {"gold": 0, "found": 0, "right": 0, "status": 0, "whose": 0}
    for path in FIXTURES:
        gold = json.loads(path.read_text("utf-8"))
        annotations = read(quizapi_nlp, gold["text"]).annotations
        counts["gold"] += len(gold["claims"])
        counts["found"] += len(annotations.claims)
        assert annotations.genre == gold["kind"], path.name
        for claim in gold["claims"]:
            found = _nearest(annotations, claim["start"], claim["end"])
            if found is not None:
                counts["right"] += 1
                counts["status"] += found.status == claim["status"]
                counts["whose"] += (found.attributed_to is None) == (claim["attributed_to"] is None)

    print(counts)
    assert counts["right"] >= LEAST_PRECISION * counts["found"]
    assert counts["right"] >= LEAST_RECALL * counts["gold"]
    assert counts["status"] >= LEAST_STATUS * counts["right"]
    assert counts["whose"] >= LEAST_WHOSE * counts["right"]


def _nearest(annotations: Annotations, start: int, end: int) -> Claim | None:
    """The claim whose span is the gold one's by at least the overlap that counts as the same."""

    def overlap(claim: Claim) -> float:
        shared = min(end, claim.span.end) - max(start, claim.span.start)
        return shared / (max(end, claim.span.end) - min(start, claim.span.start))

    best = max(annotations.claims, key=overlap, default=None)
    return best if best is not None and overlap(best) >= _SAME_SPAN else None
