"""Opposites of certain sense.

Each pair is one where the one excludes the other in the same place. A verb's kind says in which use that is
so: `view` verbs need something that one can be for or against ("supported the ban", not "supported the
study"), `moves` verbs a subject that is measured ("prices rose", not "the sun rose"), `moved` verbs an object
that is ("raised taxes", not "raised a question"); most other kinds need an object that goes with both verbs
(one opens and closes a shop, but nobody closes a debate that he opened), `thing` verbs any object, `to` and
`clause` verbs an infinitive or a clause.
"""

from typing import Final


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


def _both_ways(pairs: str) -> dict[str, str]:
    """Each word's opposite; of several, the first one given."""
    found: dict[str, str] = {}
    for pair in pairs.split():
        one, other = pair.split("/")
        found.setdefault(one, other)
        found.setdefault(other, one)
    return found


#: In the order in which a verb's use is looked up.
_VERBS: Final = {
    "contest": "win/lose",
    "course": "begin/end start/end continue/end resume/end",
    "standing": "gain/lose retain/lose",
    "policy": "impose/lift introduce/abolish tighten/ease",
    "decision": """
        accept/reject approve/reject block/approve adopt/reject propose/oppose recommend/oppose
        dismiss/welcome overturn/uphold
    """,
    "practice": "ban/allow prohibit/allow permit/forbid legalise/outlaw legalize/outlaw",
    "judged": "convict/acquit",
    "opened": "open/close reopen/close lock/unlock",
    "alleged": "confirm/deny admit/deny",
    "asked": "grant/deny",
    "attitude": """
        praise/criticise praise/criticize welcome/condemn mock/praise denounce/praise applaud/condemn
        hail/condemn defend/attack defend/criticise defend/criticize
    """,
    "somebody": "hire/dismiss trust/distrust",
    "thing": "encourage/discourage underestimate/overestimate",
    "built": "build/demolish",
    "ruled": "require/forbid",
    "lasting": "extend/shorten delay/speed_up",
    "harm": "cause/prevent",
    "room": "enter/leave join/leave",
    "race": "lead/trail",
    "rival": "defeat/lose_to beat/lose_to endorse/oppose support/oppose",
    "paper": "release/withhold publish/withhold disclose/conceal unveil/conceal reveal/conceal",
    "venture": "launch/cancel announce/cancel",
    "view": "support/oppose back/oppose",
    "to": """
        agree/refuse vow/refuse pledge/refuse offer/refuse decide/refuse promise/refuse decline/agree
        manage/fail allow/forbid
    """,
    "moves": """
        rise/fall increase/decrease climb/drop grow/shrink strengthen/weaken improve/worsen accelerate/slow
        jump/plunge soar/tumble gain/lose surge/slump expand/contract double/halve advance/decline
        rebound/fall slip/rise drop/climb dip/rise shrink/grow
    """,
    "moved": """
        raise/lower increase/reduce boost/cut lift/lower expand/reduce widen/narrow double/halve
        improve/worsen strengthen/weaken tighten/loosen lengthen/shorten
        cut/increase slash/increase trim/increase hike/cut
    """,
    "gerund": "propose/oppose recommend/oppose suggest/oppose",
    "clause": "confirm/deny accept/deny acknowledge/deny admit/deny believe/doubt",
}


def _by_verb() -> dict[str, tuple[tuple[str, str], ...]]:
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for kind, pairs in _VERBS.items():
        for one, other in _both_ways(pairs).items():
            # Of what is two words ("lose_to") no opposite is known.
            if "_" not in one:
                found[one] = (*found.get(one, ()), (other, kind))
    return found


#: Lemma of a verb: its opposites, each with the kind of use in which it is one.
VERBS: Final = _by_verb()
#: Nouns with "in" or "of" behind them.
NOUNS: Final = _both_ways(
    "rise/fall increase/decrease growth/decline gain/loss surplus/deficit majority/minority"
)
#: Comparatives and superlatives.
ADJECTIVES: Final = _both_ways(
    """
    higher/lower larger/smaller longer/shorter better/worse older/younger earlier/later faster/slower
    stronger/weaker richer/poorer warmer/colder heavier/lighter cheaper/dearer bigger/smaller highest/lowest
    largest/smallest longest/shortest oldest/youngest fastest/slowest
    greater/smaller narrower/wider slimmer/wider tighter/looser deeper/shallower
    """
)
#: Who can be older or younger; things are newer.
PEOPLE: Final = words(
    """
    adult people person man woman child boy girl brother sister son daughter patient voter worker viewer
    reader student pupil player driver resident citizen user customer visitor member generation audience
    """
)
#: What is said of something by "is": "the firm is profitable", "the plan was popular".
PREDICATES: Final = _both_ways(
    """
    open/closed legal/illegal possible/impossible likely/unlikely common/rare safe/dangerous rich/poor
    full/empty cheap/expensive strong/weak high/low large/small long/short hot/cold early/late easy/difficult
    able/unable effective/ineffective satisfied/dissatisfied optimistic/pessimistic happy/unhappy
    guilty/innocent mild/severe crowded/empty successful/unsuccessful reliable/unreliable popular/unpopular
    alive/dead wet/dry heavy/light public/secret visible/invisible available/unavailable aware/unaware
    clear/unclear sufficient/insufficient accurate/inaccurate willing/unwilling responsible/irresponsible
    related/unrelated necessary/unnecessary temporary/permanent voluntary/compulsory mandatory/voluntary
    adequate/inadequate free/expensive concerned/unconcerned pleased/displeased
    gloomy/cheerful independent/dependent
    """
)
#: How many: each excludes the other at the start of a statement.
QUANTITIES: Final = {
    "all": "none",
    "most": "few",
    "many": "few",
    "few": "most",
}
#: Before a noun or as one, in small letters: "the west coast", "in winter", "her elder sister". None that
#: tells a size or a strength: which of the two goes with a noun is a matter of custom.
PLAIN: Final = _both_ways(
    """
    western/eastern northern/southern west/east north/south winter/summer morning/evening brother/sister
    son/daughter mother/father uncle/aunt nephew/niece grandmother/grandfather public/private
    urban/rural temporary/permanent voluntary/compulsory mandatory/voluntary
    male/female elder/younger maximum/minimum upper/lower inner/outer opening/closing
    short-term/long-term domestic/foreign indoor/outdoor wholesale/retail incoming/outgoing
    rising/falling increased/reduced higher/lower open/closed
    """
)
#: Relatives: only as somebody's, not "the father of modern rowing".
KIN: Final = words(
    "brother sister son daughter husband wife mother father uncle aunt nephew niece grandmother grandfather"
)
#: Of three only one was won.
MEDALS: Final = {"gold": "silver", "silver": "bronze", "bronze": "silver"}
#: Pairs in which a word of `PLAIN` has another sense.
FIXED: Final = frozenset(
    {
        ("public", "school"), ("private", "school"), ("foreign", "minister"), ("foreign", "ministry"),
        ("foreign", "secretary"), ("foreign", "policy"), ("public", "health"), ("legal", "adviser"),
        ("north", "pole"), ("public", "opinion"), ("private", "life"), ("public", "prosecutor"),
        ("upper", "house"), ("lower", "house"), ("private", "sector"), ("public", "sector"),
    }
)  # fmt: skip
#: Deeds and sufferings that nobody is named for who had no part in them, not even in a false statement.
CRIMES: Final = words(
    """
    massacre shooting bomb bombing racist supremacist KKK klan nazi
    arrest charge convict sentence accuse kill murder steal rob abuse assault attack rape jail imprison shoot
    bribe launder smuggle defraud cheat harass stab kidnap injure die wound suspect indict prosecute
    detain fine sue plead blackmail threaten crash drown hang execute deport crime murderer thief theft fraud
    corruption abuse allegation scandal suspect prison jail guilty criminal death victim suicide violence
    robbery burglary bribery racism racist misconduct felony manslaughter terrorism terrorist drug alcohol
    doping cancer disease bankrupt bankruptcy lawsuit offence offense penalty illegal illegally allege lie
    resign dismiss fire sack apologise apologize
    """
)
#: Without "the" as well there is one of each: "Low is president of the club".
SOLE_OFFICES: Final = words(
    """
    president chairman chairwoman chair director head leader founder mayor governor editor owner executive
    officer secretary treasurer manager
    """
)
