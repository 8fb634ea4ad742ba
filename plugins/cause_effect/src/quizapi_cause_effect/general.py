"""Reasons and aims that measures often have, for articles that name too few others of their own."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final, Literal

from quizapi_cause_effect.wording import word_set

if TYPE_CHECKING:
    from spacy.tokens import Doc

Kind = Literal["phrase", "gerund", "infinitive"]

_TRADE: Final = word_set("tariff tariffs duty duties quota levy dumping semiconductor subsidy")


def _reasons(text: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """Lines of "reason | the lemmas that an article must not have if the reason is to be wrong"."""
    parts = (line.split("|") for line in text.strip().splitlines())
    return tuple((reason.strip(), word_set(lemmas)) for reason, lemmas in parts)


#: Of measures of trade, then of all others.
_PHRASES: Final = (
    _reasons(
        """
        subsidies paid to shipyards and steelworks | subsidy subsidise subsidize shipyard
        unpaid debts to foreign banks | debt loan default
        the copying of patented medicines | patent copy counterfeit piracy
        heavy taxes on foreign films and books | tax film book
        the arrest of foreign fishing crews | fishing fisherman fish
        a ban on foreign airlines | airline aircraft flight
        """
    ),
    _reasons(
        """
        the jailing of journalists and judges | journalist judge jail jailing imprison press
        the testing of nuclear missiles | nuclear missile test testing bomb
        the rigging of a national election | election vote rig rigging ballot
        unpaid debts to foreign banks | debt loan default
        the shelter given to hijackers | hijacker hijack hijacking shelter terrorism
        the seizure of foreign mines and farms | seizure seize mine farm nationalise nationalize
        """
    ),
)
_GERUNDS: Final = (
    _reasons(
        """
        paying subsidies to shipyards and steelworks | subsidy subsidise subsidize shipyard
        refusing to repay loans from foreign banks | debt loan default repay
        copying patented medicines without a licence | patent copy counterfeit piracy
        arresting the crews of foreign fishing boats | fishing fisherman fish
        """
    ),
    _reasons(
        """
        jailing journalists and judges | journalist judge jail jailing imprison press
        testing nuclear missiles over the sea | nuclear missile test testing bomb
        rigging a national election | election vote rig rigging ballot
        giving shelter to wanted hijackers | hijacker hijack hijacking shelter terrorism
        """
    ),
)
_AIMS: Final = (
    _reasons(
        """
        To stop the copying of patented medicines | patent copy counterfeit piracy
        To make the country repay its foreign debts | debt loan default repay
        To open fishing grounds to foreign crews | fishing fisherman fish
        To end state aid to shipyards | subsidy subsidise subsidize shipyard
        """
    ),
    _reasons(
        """
        To win the release of jailed journalists | journalist judge jail jailing imprison release prisoner
        To stop the testing of nuclear missiles | nuclear missile test testing bomb
        To have a national election held again | election vote rig rigging ballot
        To make the country repay its foreign debts | debt loan default repay
        """
    ),
)
_BY_KIND: Final = {"phrase": _PHRASES, "gerund": _GERUNDS, "infinitive": _AIMS}


def general_reasons(
    doc: Doc, kind: Kind, *, beside: Sequence[str], count: int, rng: random.Random
) -> list[str]:
    """Up to `count` reasons of one kind that the article cannot mean: it has none of their words.

    Args:
        doc: The article; whether it speaks of duties decides which reasons are likely.
        beside: Wrong answers that are there already.
    """
    said = {token.lemma_.lower() for token in doc} | {token.lower_ for token in doc}
    reasons = _BY_KIND[kind][0 if said & _TRADE else 1]
    free = [text for text, lemmas in reasons if not lemmas & said]
    rng.shuffle(free)
    there = {text.casefold() for text in beside}
    return [text[:1].upper() + text[1:] for text in free if text.casefold() not in there][:count]
