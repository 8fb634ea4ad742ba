"""Opposites of certain sense.

Each pair is one where the one excludes the other in the same place. A verb's kind says in which use that is
so: `view` verbs need something that one can be for or against ("supported the ban", not "supported the
study"), `moves` verbs a subject that is measured ("prices rose", not "the sun rose"), `moved` verbs an object
that is ("raised taxes", not "raised a question"), `contest`, `policy`, `paper` and `rival` verbs an object of
that kind, `thing` verbs any object, `to` and `clause` verbs an infinitive or a clause.
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
    "policy": "impose/lift introduce/abolish",
    "thing": """
        accept/reject approve/reject ban/allow block/approve prohibit/allow convict/acquit open/close
        confirm/deny admit/deny
        praise/criticise praise/criticize welcome/condemn
        hire/dismiss encourage/discourage tighten/ease
        legalise/outlaw
        adopt/reject buy/sell
        export/import lend/borrow conceal/reveal grant/deny appoint/dismiss
        mock/praise denounce/praise applaud/condemn hail/condemn dismiss/welcome propose/oppose
        recommend/oppose defend/attack defend/criticise defend/criticize reopen/close
        lock/unlock underestimate/overestimate permit/forbid load/unload overturn/uphold trust/distrust
    """,
    "built": "build/demolish repair/damage create/abolish establish/dissolve protect/endanger restore/revoke",
    "ruled": "require/forbid enforce/ignore guarantee/deny tolerate/ban",
    "lasting": "extend/shorten delay/speed_up",
    "harm": "cause/prevent",
    "room": "enter/leave join/leave",
    "race": "lead/trail",
    "rival": "defeat/lose_to beat/lose_to endorse/oppose support/oppose",
    "paper": "release/withhold publish/withhold disclose/conceal unveil/conceal",
    "venture": "launch/cancel announce/cancel",
    "view": "support/oppose back/oppose",
    "to": """
        agree/refuse vow/refuse pledge/refuse offer/refuse decide/refuse promise/refuse decline/agree
        manage/fail allow/forbid
    """,
    "moves": """
        rise/fall increase/decrease climb/drop grow/shrink strengthen/weaken improve/worsen accelerate/slow
        jump/plunge soar/tumble gain/lose surge/slump expand/contract double/halve advance/decline
        rebound/fall recover/worsen slip/rise drop/climb dip/rise shrink/grow
    """,
    "moved": """
        raise/lower increase/reduce boost/cut lift/lower expand/reduce widen/narrow double/halve
        improve/worsen strengthen/weaken tighten/loosen lengthen/shorten speed/slow
        cut/increase slash/increase trim/increase hike/cut curb/expand
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
    "rise/fall increase/decrease growth/decline gain/loss surplus/deficit majority/minority success/failure"
)
#: Comparatives and superlatives.
ADJECTIVES: Final = _both_ways(
    """
    higher/lower larger/smaller longer/shorter better/worse older/younger earlier/later faster/slower
    stronger/weaker richer/poorer warmer/colder heavier/lighter cheaper/dearer bigger/smaller highest/lowest
    largest/smallest longest/shortest oldest/youngest fastest/slowest
    strongest/weakest greater/smaller narrower/wider slimmer/wider tighter/looser deeper/shallower
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
#: Before a noun or as one, in small letters: "the west coast", "in winter", "her elder sister".
PLAIN: Final = _both_ways(
    """
    western/eastern northern/southern west/east north/south winter/summer morning/evening brother/sister
    son/daughter mother/father uncle/aunt nephew/niece grandmother/grandfather public/private
    urban/rural legal/illegal temporary/permanent voluntary/compulsory mandatory/voluntary
    male/female elder/younger junior/senior direct/indirect maximum/minimum upper/lower
    inner/outer former/current opening/closing large/small big/small strict/relaxed
    narrow/broad short-term/long-term domestic/foreign
    young/elderly indoor/outdoor positive/negative
    wholesale/retail mental/physical incoming/outgoing
    strong/weak rising/falling increased/reduced higher/lower major/minor left-wing/right-wing
    conservative/liberal open/closed
    """
)
#: Relatives: only as somebody's, not "the father of modern rowing".
KIN: Final = words(
    "brother sister son daughter husband wife mother father uncle aunt nephew niece grandmother grandfather"
)
_STRICT = words(
    """rule law limit control measure lifestyle diet standard regulation policy order regime requirement
    condition"""
)
#: What is open to all or to some.
_OPENED = words(
    "primary caucus market border session meeting hearing door shop store contest ballot trial one office"
)
#: Before other nouns these words have another sense.
ONLY_OF: Final = {"open": _OPENED, "closed": _OPENED, "strict": _STRICT, "relaxed": _STRICT}
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
#: What one wins or loses.
CONTESTS: Final = words(
    """
    election vote match game race case contest war battle seat title cup final appeal trial championship
    award medal
    """
)
#: What one can be for or against; a study or a festival is supported with money.
VIEWED: Final = words(
    """
    plan bill law ban proposal measure motion reform sanction policy call strike amendment merger sale tax
    decision idea deal treaty candidate war withdrawal demand boycott resolution rule restriction cut move
    candidacy bid closure expansion tariff change initiative petition referendum independence appeal
    """
)
#: What is begun and called off.
VENTURES: Final = words(
    """
    campaign project programme program tour inquiry investigation festival tournament scheme service probe
    conference exhibition search mission sale strike appeal boycott
    """
)
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
#: What one goes into and out of.
ROOMS: Final = words(
    """
    race building country party room coalition government union club league alliance group hospital prison
    city town house market war contest talks competition agreement pact board committee council army
    """
)
#: What has a beginning and an end.
COURSES: Final = words(
    """
    talk campaign strike war investigation inquiry program programme project tour season negotiation boycott
    operation relationship service work production construction trial protest hearing search partnership
    """
)
#: What one has more or less of as others see one.
STANDING: Final = words(
    "support ground seat vote popularity momentum delegate control lead majority share customer power"
)
#: Without "the" as well there is one of each: "Low is president of the club".
SOLE_OFFICES: Final = words(
    """
    president chairman chairwoman chair director head leader founder mayor governor editor owner executive
    officer secretary treasurer manager
    """
)
#: What is made known or held back.
PAPERS: Final = words(
    """
    report document data figure result statement email list file transcript record letter study finding
    image recording name detail plan proposal draft budget return account memo
    """
)
#: What a state puts on and takes off.
POLICIES: Final = words(
    """
    sanction ban tariff duty restriction embargo limit tax curfew blockade penalty quota curb levy control
    charge fee fine rationing
    """
)
#: What stands, and what is set up: it can be built and pulled down.
BUILT: Final = words(
    """
    house building bridge road wall tower church school hospital dam pier harbour station tunnel railway
    stadium factory court commission committee agency fund department council office post tax scheme
    """
)
#: What lays down rules.
RULERS: Final = words("law rule bill act court government state constitution order contract treaty policy")
#: What has an end that can be moved.
LASTING: Final = words(
    "deadline term contract visit stay season hour period sentence mandate lease run life ban truce ceasefire"
)
#: What one would rather not have.
HARMS: Final = words(
    "damage delay loss injury death accident fire flood crisis shortage outbreak decline pollution congestion"
)
#: What goes up and down.
MEASURED: Final = words(
    """
    price rate tax tariff duty cost fare fee wage salary income profit loss revenue sale export import output
    production yield share stock index currency dollar euro yen pound crown value number amount level volume
    demand supply inflation unemployment temperature population crime turnout spending budget debt deficit
    surplus trade traffic emission pollution speed pressure interest figure total percentage order employment
    growth economy market rent premium dose capacity limit age bonus pension subsidy fund attendance
    membership takings shipment consumption lead intake stake risk
    probability likelihood chance rating popularity support market-share margin lead usage enrolment
    enrollment
    """
)
