"""Words that decide whether a date is surely the verb's, and whether a text tells the order by itself."""

from __future__ import annotations

import re
from typing import Final


def words(text: str) -> frozenset[str]:
    """The words of a list written as a text."""
    return frozenset(text.split())


#: A date behind such a verb and its object may be the object's: "criticised the raid in 2015".
ABOUT_ANOTHER: Final = words(
    """criticise criticize condemn praise describe discuss recall remember mention investigate review study
    examine deny confirm regret mourn mark commemorate celebrate analyse analyze report reveal predict expect
    plan blame cite explain defend welcome forget tell say claim admit plead publish document film"""
)
#: What lasts rather than happens: its date does not say when it began.
STATES: Final = words(
    "be have own live remain stay know belong seem contain include exist last stand believe want need like"
)
#: Nouns that have a time of their own, besides those with an ending of `EVENT_ENDING`.
EVENT_NOUNS: Final = words(
    """war attack fire crash strike vote protest deal flood storm crisis trip speech match game death visit
    raid riot march festival fair race trial summit exhibition talk conference earthquake accident murder
    birth report study survey budget scandal coup treaty law sale theft battle siege campaign season tour
    fall rise release launch loss contract debt bid offer result record figure plan test event"""
)
EVENT_ENDING: Final = re.compile(r"(?:tion|sion|ment|ing|al|ance|ence|ure|sis)s?$")
#: Entities that a verb's own place, agent or amount is named by.
NAMED: Final = words("PERSON ORG GPE LOC FAC NORP MONEY PERCENT")
NOT_SO: Final = words("never almost nearly allegedly reportedly supposedly")
#: These tell the order, or lean on what is not shown.
TELLTALE: Final = words(
    """then again later earlier first last next previous former latter second third still already finally
    before after since new old eventually subsequently also another"""
)
