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
    plan blame cite explain defend welcome forget tell say claim admit publish document film"""
)
#: These take part in, do or bring about their object, which then is of the same time: "won the race in 2010".
SAME_TIME: Final = words(
    """attend hold host stage win lose organise organize fight make take give pay issue release file sign
    launch begin start open found form pass adopt introduce submit set score suffer finish deliver"""
)
#: What lasts rather than happens: its date does not say when it began.
STATES: Final = words(
    """be have own live remain stay know belong seem contain include exist last stand believe want need like
    think feel hope love hate consist involve depend cost mean appear look consider lack expect represent
    serve work lead run support continue understand tend spend account dominate comprise constitute feature"""
)
#: Telling that somebody tells something: what is told has a time of its own.
TELLING: Final = words("say tell add note claim argue insist quote cite write report")
#: These tell something only with a clause behind them: "found that ...", not "found the chips".
TELLING_THAT: Final = words(
    """warn suggest state explain acknowledge admit imagine joke wonder see show find hear assume fear
    doubt worry learn discover realise realize reveal indicate"""
)
#: Nouns that have a time of their own, besides those with an ending of `EVENT_ENDING`.
EVENT_NOUNS: Final = words(
    """war attack fire crash strike vote protest deal flood storm crisis trip speech match game death visit
    raid riot march festival fair race trial summit exhibition talk conference earthquake accident murder
    birth report study survey budget scandal coup treaty law sale theft battle siege campaign season tour
    fall rise release launch loss contract debt bid offer result record figure plan test event debate primary
    rally poll letter book article interview"""
)
#: What has such an ending, and is a body, a place or a thing.
NO_EVENTS: Final = words(
    """commission organization organisation administration association corporation department government
    parliament nation institution station television building hospital capital official foundation delegation
    federation coalition opposition population region million billion section mission material journal
    general principal rival animal festival tribunal individual document statement apartment
    ration card instrument equipment garment segment parent audience ambulance evidence science ceiling
    king ring string thing morning evening clothing treasure picture furniture"""
)
EVENT_ENDING: Final = re.compile(r"(?:tion|sion|ment|ing|al|ance|ence|ure|sis)s?$")
#: Behind these stands what has a time of its own.
TIMED: Final = words("after before since following during ahead until amid upon")
#: Entities that a verb's own place, agent or amount is named by.
NAMED: Final = words("PERSON ORG GPE LOC FAC NORP MONEY PERCENT")
NOT_SO: Final = words(
    """never almost nearly allegedly reportedly supposedly repeatedly often always regularly frequently
    sometimes usually continually constantly typically routinely"""
)
#: These tell the order, or lean on what is not shown.
TELLTALE: Final = words(
    """then again later earlier first last next previous latter second third already finally
    before after since eventually subsequently another ago until ever following resume return
    reopen initially originally previously recent latest upcoming prior similar same such"""
)
#: Verbs in front of "before", of which it may never have come to that: "left before paying".
BROKEN_OFF: Final = words(
    """die leave withdraw flee quit stop fall resign pull collapse crash drop cancel end back wait hesitate
    pause escape abandon go come get happen spend take have be"""
)
#: What stands at the start of a sentence that goes on from what the one before told.
LATER: Final = re.compile(
    r"(?:(?:\w{1,20} )?(?:hours?|days?|weeks?|months?|years?|decades?) (?:later|after(?:wards?)?)"
    r"|(?:the|the very) (?:next|following) (?:day|morning|evening|night|week|month|year)"
    r"|(?:soon|shortly|not long|moments|immediately) (?:after(?:wards?)?|thereafter)"
    r"|(?:later|then|afterwards?|subsequently|eventually)"
    r"|later (?:that|the same) (?:day|night|week|month|year|morning|evening))"
    r"(?=,? )",
    re.IGNORECASE,
)
#: Between two verbs of one subject: the second came later.
THEN: Final = words("then later subsequently eventually afterward afterwards")
#: A part with one of these is no plain event.
LIMITING: Final = words(
    "not n't n’t never no only if unless until would could might may should hardly few little than as"
)
#: A part that is cut off and has one of these may have limited what is left.
CONDITIONS: Final = words("if unless until except provided")
#: Clauses behind these are told as so.
TELLING_MARKS: Final = words("after before when while as because since although though where")
#: "After seeing him": whom, is told elsewhere.
OPEN: Final = words("it they them he she him")
#: Words that tell by how much, before "after" and "before".
BY_HOW_MUCH: Final = words(
    "shortly soon just immediately right long only even the day days hours minutes weeks months years"
)
