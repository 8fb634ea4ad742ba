"""The topic of sanctions: measures by which states press another state, its firms or its people."""

from __future__ import annotations

from itertools import product
from typing import Final

from quizapi.plugin_api import TopicLexicon


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _phrases(text: str) -> frozenset[str]:
    return frozenset(" ".join(phrase.split()) for phrase in text.split(","))


#: Unmistakable by themselves, in any article.
_INSTRUMENTS: Final = _phrases(
    """embargo, arms embargo, oil embargo, trade embargo, grain embargo, boycott, trade boycott,
    sanctions, trade sanction, economic sanction, financial sanction, diplomatic sanction, sectoral
    sanction, secondary sanction, targeted sanction, sanctions regime, sanctions package, sanctions
    list, sanctions law, sanctions bill, sanction against, sanction on, tariff, import tariff,
    retaliatory tariff, punitive tariff, tariff barrier, trade barrier, trade curb, trade
    restriction, trade ban, trade war, customs duty, import duty, export duty, import duties,
    anti-dumping duty, countervailing duty, punitive duty, retaliatory duty, import quota, export
    quota, import ban, export ban, import restriction, export restriction, import curb, export curb,
    export control, technology control, chip control, oil ban, coal ban, gas ban, visa ban, visa
    restriction, travel ban, entry ban, asset freeze, freeze on asset, freezing of asset, frozen
    asset, blacklist, trade blacklist, entity list, denied persons list, price cap, oil price cap,
    capital control, punitive measure, retaliatory measure, restrictive measure, coercive measure,
    countermeasure, counter-sanction, countersanction, counter-measure, blockade, economic blockade,
    trade blockade, naval blockade, flight ban, airspace ban, landing ban, port ban, overflight ban,
    arms ban, investment ban, divestment, suspension of aid, aid cut, aid cutoff, aid freeze,
    cut-off of aid, most favoured nation status, list of banned, economic penalty,
    economic pressure campaign, maximum pressure, trade
    penalty, trade retaliation"""
)
#: These mean it only beside a state, a word of the contexts, or once the article has named an instrument.
_AMBIGUOUS: Final = _words(
    """sanction penalty ban freeze restriction curb control duty quota cap levy listing designation
    delisting blacklisting punish penalise penalize press pressure isolate prohibition suspension
    exclusion expulsion moratorium retaliation exemption waiver"""
) | _phrases("price ceiling, import licence, import license, export licence, export license, frozen fund")
_VERBS: Final = _words(
    """impose put lift ease tighten evade comply relax extend renew adopt announce threaten introduce
    waive repeal remove drop scrap reimpose reinstate broaden widen apply enforce circumvent skirt
    dodge bypass breach violate flout break defy levy slap strengthen loosen suspend end maintain
    withdraw rescind cancel delay postpone target sanction blacklist penalise penalize embargo
    boycott list delist"""
)
_CONTEXTS: Final = _words(
    """country state government ministry minister president premier foreign diplomat embassy export
    import trade exporter importer regime junta treaty alliance bloc union league council commission
    congress parliament senate administration treasury assets asset dollar oil gas grain arms weapon
    missile nuclear official oligarch firm company bank supplier good product microchip chip
    semiconductor steel vessel tanker shipment cargo customs border invasion war annexation coup
    dissident prisoner rights kingdom republic leadership general colonel ruler"""
)
#: Verbs that are the measure themselves, with an object of the second list.
_ACT_VERBS: Final = _words(
    """halt suspend stop ban bar freeze restrict block limit prohibit withhold cut seize confiscate
    boycott embargo blacklist sanction penalise penalize curb outlaw unfreeze resume expel blockade
    impound list"""
)
_ACT_OBJECTS: Final = _words(
    """export import sale shipment delivery supply aid loan credit asset account fund trade transaction
    investment oil gas grain coal steel gallium technology chip semiconductor flight vessel ship
    purchase payment reserve property visa money dealings company firm bank official oligarch
    country entity imports exports bullion diamond timber uranium"""
)
_REFERENCES: Final = _words(
    """measure step move decision rule restriction ban curb penalty order action policy freeze control
    duty restrictions vote law act resolution plan package pressure vote listing designation
    withdrawal exclusion embargo quota cap deadline threat isolation exemption waiver list regime
    boycott cut suspension programme program retaliation punishment response quarrel dispute dumping"""
) - _words("quarrel dispute dumping plan list program programme resolution withdrawal deadline")

_EVENTS: Final = [
    "marathon",
    "event",
    "match",
    "race",
    "game",
    "tournament",
    "competition",
    "course",
    "bout",
    "fight",
    "league",
    "team",
    "meet",
    "regatta",
    "rally",
    "championship",
    "route",
    "strike",
    "project",
    "scheme",
    "plan",
    "use",
    "body",
    "body's",
    "event's",
    "marriage",
    "union",
]
_EXCLUSIONS: Final = frozenset(
    " ".join(pair) for pair in product(("sanctioned", "sanction", "sanctioning"), _EVENTS)
) | _phrases(
    """give its sanction, give his sanction, give her sanction, give their sanction, sanction to the,
    sanction of the church, sanction of law, legal sanction, divine sanction, religious sanction,
    moral sanction, church sanction, without the sanction, with the sanction, whose sanction be,
    further sanction from the board, disciplinary sanction, sporting sanction, penalty kick, penalty
    shootout, penalty shoot-out, penalty area, death penalty, on duty, off duty, duty of, duty to,
    heavy duty, jury duty, gun control, birth control, air traffic control, price control, remote
    control, quality control, pest control, traffic control, control of, control over, smoking ban,
    hosepipe ban, driving ban, touchline ban, doping ban, hiring freeze, pay freeze, wage freeze,
    deep freeze"""
)

SANCTIONS: Final = TopicLexicon(
    name="sanctions",
    title="Sanctions and trade measures",
    version="1",
    instruments=_INSTRUMENTS,
    ambiguous=_AMBIGUOUS,
    verbs=_VERBS,
    contexts=_CONTEXTS,
    exclusions=_EXCLUSIONS,
    act_verbs=_ACT_VERBS,
    act_objects=_ACT_OBJECTS,
    references=_REFERENCES,
)
