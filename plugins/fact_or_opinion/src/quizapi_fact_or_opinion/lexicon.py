"""Words that settle how a statement is meant, and words that unsettle it."""

from __future__ import annotations

import re
from typing import Final


def words(text: str) -> frozenset[str]:
    """The words of a list written as a text."""
    return frozenset(text.split())


#: Predicates that judge, whoever says them.
JUDGING: Final = words(
    """good better best bad worse worst great greatest terrible awful horrible horrific wonderful excellent
    brilliant stupid foolish wise unwise wrong unfair shameful disgraceful absurd ridiculous nonsense disgrace
    shame outrage outrageous insult ugly beautiful disappointing reckless irresponsible cowardly brave cruel
    unacceptable intolerable inexcusable immoral hypocritical pointless useless worthless appalling
    deplorable regrettable mistake catastrophe catastrophic sensible scandalous pathetic laudable admirable
    senseless tremendous amazing stunning impressive remarkable spectacular harsh fantastic
    clever cynical failure triumph unnecessary unreasonable dishonest disastrous disaster joke
    inappropriate disrespectful offensive disgusting laughable
    inhumane unjust heartless misguided naive ludicrous silly crazy insane weird strange odd
    disturbing troubling worrying alarming sickening tragic inspiring incredible unbelievable heroic
    unhelpful counterproductive nightmare farce travesty blunder tragedy mess
    perfect ideal superb splendid magnificent marvellous boring dull overrated underrated
    reasonable unrealistic realistic promising courageous incompetent
    unqualified unfit arrogant selfish greedy lazy ignorant racist sexist vulgar crude fair"""
)
#: Words that a plain report does without, besides those: in them the author may judge.
COLOURED: Final = words(
    """important crucial essential vital necessary
    dramatic dramatically successful popular famous easy hard difficult poor rich strong weak huge tiny
    generous lucky unlucky sad happy lovely proud dangerous massive enormous whopping hefty brazen notorious
    infamous controversial embarrassing bold humble tough fierce bitter heated explosive shocking
    significant meagre paltry mere sharp steep drastic serious severe special unique historic legendary
    prominent renowned beloved hated so-called slam blast bash rip lash gush boast tout hail mock smear rant
    scramble bungle squander flaunt cave devastate devastating fail manage dominate cherish narrow
    disgruntled enthusiastic polarizing polarising crush trounce thrash rout stun iconic unprecedented
    deep deeply
    underdog well maverick firebrand darling staunch chastise slick little enough barely scarcely merely
    only just continue assail
    denounce decry lambast lambaste rebuke berate deride ridicule disparage chide scold"""
)
#: Verbs whose subject is judged by them: "the town deserves better".
JUDGING_VERBS: Final = words("deserve disgrace")
#: "I think that ...": the speaker's own view.
VIEWS: Final = words("think believe feel doubt regret prefer")
#: "It is clear that ...", "there is no doubt that ...": a view dressed as a fact.
DRESSED: Final = words("clear obvious doubt question evident")
#: What a report itself may not have seen, or holds back.
HELD_BACK: Final = words(
    """may might could would will shall should must ought can perhaps possibly probably reportedly
    allegedly apparently likely unlikely supposedly presumably seemingly seem appear expect plan
    hope fear want believe think say tell claim announce warn according promise threaten
    feel intend aim try credit blame accuse cite criticise criticize condemn welcome call
    describe consider deny report argue add note suggest show find indicate reveal estimate allege
    insist explain acknowledge admit confirm conclude predict maintain assert contend imply suspect assume
    alleged suspected apparent possible probable wish
    vow pledge urge testify write tweet question wonder recall remember
    mean tie speak talk address discuss praise hear learn
    comment interview contribute agree disagree respond reply react"""
)
#: Adverbs in -ly that neither judge nor hold back.
PLAIN_ADVERBS: Final = words(
    """recently early daily weekly monthly yearly annually quarterly formerly previously officially formally
    originally jointly publicly currently directly immediately initially privately temporarily only family
    electronically internationally nationally locally federally legally wholly shortly later subsequently
    simultaneously respectively july italy nearly
    approximately roughly mostly briefly quickly partly jointly unanimously newly"""
)
#: Endings of adjectives that mostly tell how somebody finds it.
COLOURING: Final = re.compile(r"(?:ful|less|some|ous|ing)$")
#: Those with such an ending that do not.
PLAIN_ADJECTIVES: Final = words(
    """previous various religious numerous indigenous anonymous simultaneous homeless wireless stateless
    existing remaining incoming outgoing upcoming ruling governing sitting visiting opposing
    voting living ongoing pending missing working neighbouring neighboring participating competing retiring
    commanding acting presiding investigating founding opening closing housing banking shipping mining
    building fishing farming training teaching nursing polling spending hunting parking running"""
)
#: What these tell is in the noun behind them, and often a figure of speech: "took swipes".
LIGHT: Final = words("get take make give do put go keep bring hold have run come turn")
#: Verbs that are deeds with "to" and another verb behind them, too: "agreed to pay", "voted to close".
DEEDS_TO: Final = words(
    """agree refuse decline vote begin start stop finish offer ask order decide elect choose move use pay
    invite allow help force lead arrest hire appoint train order sign sue send leave return
    travel meet"""
)
#: These point to whoever speaks, whom the question names where it quotes the speaker.
FIRST_PERSON: Final = words("i me my mine we us our ours myself ourselves")
#: What is said stands behind these.
SAYING: Final = words(
    "say tell add note claim argue insist state write tweet warn explain announce report reply"
)
#: With one of these a view ("I think ...") may be of what is to come.
AHEAD: Final = words("will would shall going gonna 'll ’ll wo 'd ’d")
CONDITIONS: Final = words("if unless whether otherwise until once till")
NAMED: Final = words("PERSON ORG GPE NORP FAC LOC EVENT PRODUCT LAW MONEY PERCENT CARDINAL QUANTITY")
#: Verbs of saying by which what is to come is foretold, whatever it is.
FORETELLING: Final = words("predict forecast foresee expect project anticipate prophesy reckon estimate")
#: Verbs of saying by which it is decided or promised.
DECIDING: Final = words(
    """announce promise pledge vow decide agree order threaten rule plan propose confirm commit swear
    guarantee undertake offer assure tell"""
)
#: What comes about, and nobody does on purpose: "will" before one of these is a forecast, not a plan.
COMES_ABOUT: Final = words(
    """be have become remain stay rise fall grow shrink drop climb decline increase decrease gain lose win
    benefit suffer hurt face lead cause create improve worsen boost damage harm affect disappear
    survive happen result exceed reach double triple bring mean struggle fail succeed prove add destroy
    weaken strengthen recover bounce slow change make depend outpace jeopardise jeopardize undermine
    deter discourage encourage ruin devastate deteriorate dominate prevail outperform vanish collapse"""
)
FIGURES: Final = words("MONEY PERCENT CARDINAL QUANTITY")
#: With these a sentence goes on from the one before it.
LEANING_STARTS: Final = (
    "in return",
    "in turn",
    "in response",
    "as a result",
    "at the time",
    "at that time",
    "by then",
    "in addition",
    "for example",
    "for instance",
    "on the other hand",
    "by contrast",
    "the second ",
    "the third ",
    "the other ",
    "the latter",
    "the former",
)
#: What a paper does with the words of somebody else.
PASSING_ON: Final = words("report quote cite")
#: What is so now, with a figure: in the present, other verbs are a headline's.
HOLDING: Final = words("be have cost hold stand total number measure weigh own employ contain include cover")
