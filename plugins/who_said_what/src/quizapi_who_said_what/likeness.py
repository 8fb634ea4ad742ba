"""Whether one noun could stand for another: general groups of English, none of any article."""

from __future__ import annotations

from typing import Final

from quizapi_who_said_what.wording import word_set

_SAME_STEM: Final = 5

#: Nouns that can stand for nearly anything told before.
_SHELLS: Final = word_set(
    """
    issue problem matter plan move measure step action decision proposal policy effort programme program
    situation condition circumstance result outcome effect impact consequence reason purpose goal aim target
    change development process approach system method idea concept view opinion statement comment remark
    claim argument debate discussion question concern thought feeling sense area aspect element factor
    level amount number rate range series group member side form type example instance difference role
    work job task activity event incident case story report news information detail record data evidence
    chance opportunity possibility risk challenge difficulty need interest support response reaction
    attention experience success failure progress future past present history moment period term
    place location home house centre center top bottom front back
    name word thing success start beginning order rule law regulation legislation bill act
    """
)
#: A line each: nouns of which one could stand for another.
_LISTED: Final = """
    people person public population citizen resident inhabitant voter individual folk man woman human
    child kid youngster teenager youth boy girl student pupil baby infant toddler
    worker employee staff labourer laborer workforce personnel crew
    boss leader chief head director manager executive chairman president owner founder
    official officer authority spokesman spokeswoman representative delegate minister secretary
    politician lawmaker legislator senator congressman candidate nominee contender rival opponent
    friend ally partner supporter backer colleague fan follower
    enemy foe adversary
    soldier troop fighter rebel militant army force military
    police policeman cop detective investigator inspector
    criminal offender thief killer murderer suspect attacker gunman prisoner inmate
    doctor physician nurse surgeon medic
    teacher professor lecturer tutor instructor
    scientist researcher expert scholar academic analyst economist
    writer author journalist reporter editor columnist
    customer consumer client buyer shopper user
    company firm business corporation enterprise employer industry
    country nation state land
    city town village community neighbourhood neighborhood district
    government administration regime state
    money cash fund funding dollar capital finance budget
    cost price fee charge expense bill
    tax duty tariff levy
    pay wage salary income earnings
    profit gain revenue earnings return
    loss deficit shortage lack
    rise increase growth gain surge jump
    fall drop decline decrease slump cut reduction
    war conflict fight battle fighting combat struggle
    peace truce ceasefire
    attack assault strike raid bombing
    death killing murder loss casualty
    illness disease sickness infection virus epidemic
    treatment therapy cure medicine drug medication
    injury wound damage harm
    danger threat hazard menace
    fear worry anxiety alarm
    anger rage fury
    joy happiness delight pleasure
    sadness grief sorrow
    hope dream wish desire
    car vehicle truck van automobile
    road street highway route way path
    ship boat vessel ferry
    plane aircraft jet flight
    house home building apartment flat property
    job post position office employment
    school college university
    election vote ballot poll primary caucus
    campaign race contest competition
    talk talks negotiation discussion dialogue meeting summit conference interview conversation rally event
    rally gathering event assembly demonstration protest march
    deal agreement accord pact treaty contract
    trade commerce business
    goods product item merchandise ware
    food meal diet
    crop harvest grain wheat corn
    water sea ocean river lake
    storm rain flood hurricane weather
    fire blaze flame
    area region zone territory
    border frontier boundary
    law rule regulation statute bill
    court judge trial tribunal
    crime offence offense violation
    right freedom liberty
    duty obligation responsibility
    power strength force influence authority
    goal aim target objective
    mistake error fault failure
    truth fact reality
    lie falsehood
    message letter email note
    book novel volume
    film movie picture
    game match contest
    player athlete
    team side squad club
    win victory triumph
    defeat loss
    family relative parent relation
    speech address talk
    word language term phrase
    machine device equipment tool instrument
    phone telephone mobile
    computer laptop
    website site page web internet
    picture image photo photograph
    ban embargo sanction restriction prohibition
    weapon gun arm rifle firearm
    terrorist extremist militant
    immigrant migrant refugee
    gift present donation contribution
    donor contributor
    investor shareholder
    market economy
    bank lender
    religion faith belief
    church mosque temple
    value principle standard
    strategy tactic
    promise pledge vow
    relationship tie link relation
"""
_GROUPS: Final = tuple(word_set(line) for line in _LISTED.splitlines() if line.strip())


def says_too_little(lemma: str) -> bool:
    """Whether a noun can stand for nearly anything, and so fits nearly everywhere."""
    return lemma in _SHELLS


def may_mean_the_same(one: str, other: str) -> bool:
    """Whether two nouns are of one stem, of one group of meaning, or one is a piece of the other."""
    one, other = one.lower(), other.lower()
    if one[:_SAME_STEM] == other[:_SAME_STEM] or one in other or other in one:
        return True
    return any({_singular(one), one} & group and {_singular(other), other} & group for group in _GROUPS)


def _singular(word: str) -> str:
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word
