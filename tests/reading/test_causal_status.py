"""What a text says of a link, one way of saying it at a time, in several constructions."""

import pytest
from spacy.language import Language

from quizapi.reading.pipeline import read


def statuses(nlp: Language, text: str) -> list[str]:
    return [relation.status for relation in read(nlp, text).annotations.causal_relations]


MODALITY = [
    ("The tariff cut exports by a third.", "asserted"),
    ("The tariff has not cut exports.", "denied"),
    ("The tariff never cut exports.", "denied"),
    ("The tariff will not topple the government.", "denied"),
    ("The tariff caused no shortage of coal.", "denied"),
    ("The tariff could hurt exports.", "hedged"),
    ("The tariff will cut exports.", "hedged"),
    ("The tariff probably cut exports.", "hedged"),
    ("Prices rose, perhaps because of the tariff.", "hedged"),
    ("The mill could not buy wool because of the tariff.", "asserted"),
    ("The tariff no longer hurts exports.", "asserted"),
    ("The blockade meant that no grain left the port.", "asserted"),
    ("The tariff is weak, but it may be harsh enough to prompt a boycott.", "hedged"),
]
EMBEDDING = [
    ("The envoy rejected the notion that the tariff had caused the shortage.", "denied"),
    ("It is not true that the tariff caused the shortage.", "denied"),
    ("There is no evidence that the tariff caused the shortage.", "denied"),
    ("Traders do not expect the tariff to hurt exports.", "denied"),
    ("The tariff failed to end the strike.", "denied"),
    ("Traders doubt that the tariff will end the strike.", "hedged"),
    ("The tariff is said to have hurt exports.", "hedged"),
    ("The union warned that the tariff would hurt exports.", "feared"),
    ("The union fears that the tariff will lead to layoffs.", "feared"),
    ("The tariff threatens to ruin the mills.", "feared"),
    ("The tariff, the union warned, would hurt exports.", "feared"),
    ("The union said that the tariff had hurt exports.", "asserted"),
    ("The tariff, which hurt exports, may be lifted.", "asserted"),
]
ACTS = [
    ("The senate plans to raise the tariff in order to punish the junta.", "proposed"),
    ("Miners demanded a tariff so that they could compete.", "proposed"),
    ("We shall stop buying its oil if it does not withdraw its troops.", "proposed"),
    ("The planned tariff would hurt exports.", "proposed"),
    ("If the tariff holds, the mill will lose its market.", "hedged"),
    ("Had the tariffs been enforced, the war would have ended sooner.", "hedged"),
    ("Several plans were considered because of the tariff.", "asserted"),
    ("The senate raised the tariff to punish the junta.", "asserted"),
    ("The senate will lift the tariffs imposed for the raid on the port.", "asserted"),
]


@pytest.mark.parametrize(("text", "status"), [*MODALITY, *EMBEDDING, *ACTS])
def test_the_status_follows_the_words(nlp: Language, text: str, status: str) -> None:
    assert status in statuses(nlp, text)
    assert len(set(statuses(nlp, text))) == 1


@pytest.mark.parametrize(
    "text",
    [
        "A tariff would hurt exports.",
        "Traders believe that the tariff has hurt exports.",
        "The tariff may not hurt exports.",
        "The tariff hardly hurt exports.",
        "The tariff had little effect on exports.",
        "The team will not travel in protest against the war.",
        "Would the tariff hurt exports?",
        "Nobody knows whether the tariff hurt exports.",
        "If the tariff is lifted, prices will still be too high.",
    ],
)
def test_what_is_not_settled_is_not_told(nlp: Language, text: str) -> None:
    assert statuses(nlp, text) == []


@pytest.mark.parametrize(
    ("text", "holds", "denied"),
    [
        (
            "The mill closed because wool ran out, not because the tariff rose.",
            "wool ran out",
            "the tariff rose",
        ),
        (
            "Smuggling grew because of the tariff rather than the drought.",
            "the tariff",
            "the drought",
        ),
    ],
)
def test_of_two_causes_set_against_each_other_the_second_is_denied(
    nlp: Language, text: str, holds: str, denied: str
) -> None:
    found = {r.cause.text(text): r.status for r in read(nlp, text).annotations.causal_relations}
    assert found == {holds: "asserted", denied: "denied"}


def test_the_only_reason_that_is_denied_is_denied(nlp: Language) -> None:
    assert statuses(nlp, "The league would not exclude a club simply because of its owner.") == ["denied"]
