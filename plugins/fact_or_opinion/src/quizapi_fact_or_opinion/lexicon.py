"""Words that settle how a statement is meant, and words that unsettle it."""

from __future__ import annotations

from typing import Final


def words(text: str) -> frozenset[str]:
    """The words of a list written as a text."""
    return frozenset(text.split())


#: Predicates that judge, whoever says them.
JUDGING: Final = words(
    """good better best bad worse worst great terrible awful horrible wonderful excellent brilliant stupid
    foolish wise unwise wrong unfair fair shameful disgraceful absurd ridiculous nonsense disgrace
    shame outrage insult ugly beautiful disappointing reckless irresponsible cowardly brave cruel
    unacceptable intolerable inexcusable immoral hypocritical pointless useless worthless appalling
    deplorable regrettable mistake catastrophe sensible scandalous pathetic laudable admirable
    senseless tremendous amazing stunning impressive remarkable spectacular dramatic successful
    popular famous important easy hard difficult poor rich strong weak huge tiny generous harsh
    clever lucky unlucky sad happy lovely proud dangerous cynical
    failure triumph unnecessary unreasonable dishonest"""
)
#: "I think that ...": the speaker's own view.
VIEWS: Final = words("think believe feel doubt regret prefer")
#: What a report itself may not have seen, or holds back.
HELD_BACK: Final = words(
    """may might could would will shall should must ought can perhaps possibly probably reportedly
    allegedly apparently likely unlikely supposedly presumably seemingly seem appear expect plan
    hope fear want believe think say tell claim announce warn according promise threaten propose
    feel intend aim try credit blame accuse cite praise criticise criticize condemn welcome call
    describe consider deny"""
)
#: Words that point elsewhere; a statement quoted with one is not understood by itself.
POINTING: Final = words(
    """he she it they him her them his its their this that these those here there so such who which one
    himself herself itself themselves you your"""
)
#: These point to whoever speaks, whom the question names where it quotes the speaker.
FIRST_PERSON: Final = words("i me my mine we us our ours myself ourselves")
#: With one of these a view ("I think ...") may be of what is to come.
AHEAD: Final = words("will would shall going 'll ’ll wo ca")
CONDITIONS: Final = words("if unless whether otherwise until once till")
NAMED: Final = words("PERSON ORG GPE NORP FAC LOC EVENT PRODUCT LAW MONEY PERCENT CARDINAL QUANTITY")
