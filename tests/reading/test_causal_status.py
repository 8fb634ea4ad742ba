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
# One way of saying it after the other, as the guideline's section on status goes through them.
SAID = [
    (
        "The foreign minister said that the asset freeze had not caused the collapse of the currency.",
        "denied",
    ),
    ("Officials deny that the grain ban led to hunger in the north.", "denied"),
    ("The tariffs failed to stop the imports.", "denied"),
    ("The sanctions did not prevent the firm from selling its oil.", "denied"),
    ("Nothing suggests that the tariff has created jobs.", "denied"),
    ("Nobody believes that the embargo will cut exports.", "denied"),
    ("The ministry rejected suggestions that the boycott had hurt tourism.", "denied"),
    ("The envoy denied that the talks had collapsed because of the sanctions.", "denied"),
    ("The sanctions cannot be held responsible for the state of the roads.", "denied"),
    ("Nor has the freeze had any effect on the flow of arms.", "denied"),
    ("The lifting of the ban brought no relief to the fishermen.", "denied"),
    ("The railway strike had nothing to do with the ban on coal.", "denied"),
    ("People say the embargo created an industry in this town. It did not.", "denied"),
    ("Historians have long held that the boycott ruined the mills. The records suggest otherwise.", "denied"),
    ("Dockers fear that the boycott will empty the harbour.", "feared"),
    ("There are fears that the new quota could close the last mill.", "feared"),
    ("The chamber warned of a wave of bankruptcies if the embargo was extended.", "feared"),
    ("Exporters warn that the new licences will push buyers towards rivals.", "feared"),
    ("Any attempt to seize the ships would trigger a war, the envoy warned.", "feared"),
    ("The council threatened to suspend aid over the arrests.", "proposed"),
    ("The president plans to impose tariffs on steel in order to protect local mills.", "proposed"),
    ("Unless the troops withdraw by Friday, the league will close the border.", "proposed"),
    ("The army threatened to shell the town if the convoy moved.", "proposed"),
    ("The embargo will be eased if inspectors are let in.", "proposed"),
    ("The commission is considering a ban on diamonds in response to the killings.", "proposed"),
    ("The league is weighing a ban in the hope that it would ground the bombers.", "proposed"),
    ("The company pledged to close its plant in protest at the arrests.", "proposed"),
    ("The union would retaliate should the tariff be raised.", "proposed"),
    ("The sanctions could push the economy into recession, the bank said.", "hedged"),
    ("Analysts expect the ban to raise the price of copper.", "hedged"),
    ("The ban is expected to raise the price of copper.", "hedged"),
    ("The measures are likely to hurt ordinary families.", "hedged"),
    ("The ban may have caused the shortage, a trader said.", "hedged"),
    ("The tariff would have ruined the growers.", "hedged"),
    ("The sanctions seem to have hit the poor hardest.", "hedged"),
    ("The union hopes that the boycott will force the owners to negotiate.", "hedged"),
    ("Traders doubt that the tariff has hurt exports.", "hedged"),
    ("Critics argued that the embargo had strengthened the regime.", "asserted"),
    ("In a bid to halt the fighting, the union froze the accounts of eleven generals.", "asserted"),
    ("The mission was meant to persuade the general to step down.", "asserted"),
    ("The threat of sanctions persuaded the firm to withdraw.", "asserted"),
    ("Because of the embargo, the hospital has not been able to buy new scanners.", "asserted"),
    ("There is little doubt that the tariff cost the governor his seat.", "asserted"),
    ("Nobody doubts that the closure of the border killed the market.", "asserted"),
    ("The envoy said the tariff had hurt exports. The minister thinks otherwise.", "asserted"),
    ("The duty has spared the growers from ruin.", "asserted"),
]
# What stands above a clause: nouns, adjectives and phrases of denying, fearing, hoping, planning and urging.
ABOVE = [
    ("The inquiry found no evidence that the tariff led to the run.", "denied"),
    ("There was nothing to suggest that the tariff had caused the panic.", "denied"),
    ("Critics are wrong to say that the tariff destroyed the trade.", "denied"),
    ("Claims that the tariff destroyed the trade are without foundation.", "denied"),
    ("The tariff proved powerless to stop the war.", "denied"),
    ("The envoy ruled out that the tariff had caused the slump.", "denied"),
    ("The tariff was no reason for the closure.", "denied"),
    ("Some say that the tariff closed the mills. We do not agree.", "denied"),
    ("The danger is that the tariff will drive up prices.", "feared"),
    ("Shipowners are alarmed that the tariff could bankrupt them.", "feared"),
    ("There are fears that it would halt the sale of ore, which would raise the price of steel.", "feared"),
    ("That would hurt our own millers, objected Sister Hall.", "feared"),
    ("The cabinet will impose duties to punish Tarn.", "proposed"),
    ("The cabinet will raise the tariff to punish Tarn for shelling the port.", "proposed"),
    ("The cabinet is planning a tariff on steel to punish Tarn.", "proposed"),
    ("The junta threatened to stop exports to punish the league.", "proposed"),
    ("Senators asked for a quota to give the factories time.", "proposed"),
    ("Under the plan, banks would be fined for helping smugglers.", "proposed"),
    ("Let us lift the tariff so that the farmers can live.", "proposed"),
    ("Publish the list in one place, to spare people the search.", "proposed"),
    ("It is possible that the tariff caused the shortage.", "hedged"),
    ("The hope is that the tariff will end the war.", "hedged"),
    ("Should the talks fail again, the smaller states will probably withdraw.", "hedged"),
    ("Had the tariff held, the war would have ended.", "hedged"),
    ("If they had let the farmers through, I would still be on the water.", "hedged"),
    ("He rejected the idea, saying that the slump was due to the tariff.", "asserted"),
    ("The tariff seems to have been a reaction to the raid.", "hedged"),
    ("Thanks to the mild weather no household was cut off.", "asserted"),
]


@pytest.mark.parametrize(("text", "status"), [*MODALITY, *EMBEDDING, *ACTS, *SAID, *ABOVE])
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
        "The tariff must have cut exports.",
        "The tariff did not necessarily cut exports.",
        "Ministers are accused of cutting the tariff in a bid to win votes.",
        "He did not believe the tariff would be lifted because too many people lived by it.",
        "The spokesman refused to say whether the tariff had cut exports.",
        "It is too early to say how the tariff will affect exports.",
        "No state has been fined for breaking the ban.",
        "To join the league, a state must lift its tariffs.",
        "The plant will close because of the tariff.",
        "If anybody is to blame, it is the ministry.",
        "The price fell on Monday to close at 12 crowns.",
        "The port reopened on Monday, a month after the ban was lifted.",
        "I do not say that the tariff killed him.",
        "I want to speak tonight because the tariff is a month old.",
        "The assembly has met. I blame it for its haste.",
        "Smith has suggested a duty. It might also give Veld a pretext for a ban.",
        "Nobody can say that the tariff has not hurt the poor.",
        "He is not convinced that the tariff raised prices.",
        "People like to say that the tariff killed the ferry.",
        "The claim that the tariff destroyed the trade was repeated on Monday.",
        "The ministry would regret it if the tariff were lifted.",
        "The delay was caused less by the tariff than by a fire.",
        "The tariff did not so much save the mills as ruin the bakers.",
        "If the cabinet were to lift the tariff tomorrow, I should not go back.",
        "The ministry is in trouble. It said that it would raise its key rate.",
        "The penalties will lapse to everybody's relief.",
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
