"""Opposites of certain sense.

Each pair is one where the one excludes the other in the same place. `moves` verbs need a subject that is
measured ("prices rose", not "the sun rose"), `moved` verbs an object that is ("raised taxes", not "raised a
question"), `thing` verbs an object, `to` and `clause` verbs an infinitive or a clause.
"""

from typing import Final


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


_MOVES = (
    "rise/fall increase/decrease climb/drop grow/shrink strengthen/weaken improve/worsen accelerate/slow "
    "jump/plunge soar/tumble gain/lose surge/slump expand/contract double/halve advance/decline"
)
_MOVED = (
    "raise/lower increase/reduce boost/cut lift/lower expand/reduce widen/narrow double/halve improve/worsen "
    "strengthen/weaken tighten/loosen lengthen/shorten speed/slow"
)
_THING = (
    "accept/reject approve/reject support/oppose back/oppose ban/allow allow/ban block/approve arrest/release convict/acquit prohibit/allow blame/credit bar/admit protest/welcome dismiss/welcome deny/admit open/close "
    "start/end begin/end confirm/deny praise/criticise praise/criticize welcome/condemn include/exclude "
    "hire/dismiss encourage/discourage build/demolish tighten/ease admit/deny "
    "legalise/outlaw protect/endanger create/abolish adopt/reject launch/cancel buy/sell"
)
_CONTEST = "win/lose"
_POLICY = "impose/lift introduce/abolish"
_TO = "agree/refuse decline/agree manage/fail allow/forbid begin/stop continue/cease"
_CLAUSE = "confirm/deny accept/deny"

_NOUNS = (
    "rise/fall increase/decrease growth/decline gain/loss surplus/deficit majority/minority success/failure"
)
_ADJECTIVES = (
    "higher/lower larger/smaller longer/shorter better/worse older/younger earlier/later faster/slower "
    "stronger/weaker richer/poorer warmer/colder heavier/lighter cheaper/dearer bigger/smaller "
    "highest/lowest largest/smallest biggest/smallest longest/shortest oldest/youngest best/worst "
    "fastest/slowest strongest/weakest greater/smaller"
)


def _both_ways(pairs: str) -> dict[str, str]:
    """Each word's opposite; of several, the first one given."""
    found: dict[str, str] = {}
    for pair in pairs.split():
        one, other = pair.split("/")
        found.setdefault(one, other)
        found.setdefault(other, one)
    return found


def _verbs() -> dict[str, tuple[str, str]]:
    found: dict[str, tuple[str, str]] = {}
    kinds = (
        ("contest", _CONTEST),
        ("policy", _POLICY),
        ("thing", _THING),
        ("to", _TO),
        ("moves", _MOVES),
        ("moved", _MOVED),
        ("clause", _CLAUSE),
    )
    for kind, pairs in kinds:
        for one, other in _both_ways(pairs).items():
            found.setdefault(one, (other, kind))
    return found


VERBS: Final = _verbs()
#: Opposites before a noun or as one, in small letters: "the west coast", "in winter", "her elder sister".
_PLAIN = (
    "western/eastern northern/southern west/east north/south winter/summer morning/evening brother/sister "
    "son/daughter husband/wife mother/father uncle/aunt nephew/niece grandmother/grandfather public/private "
    "foreign/domestic urban/rural legal/illegal temporary/permanent voluntary/compulsory mandatory/voluntary "
    "male/female guilty/innocent elder/younger junior/senior direct/indirect "
    "underground/overground maximum/minimum upper/lower inner/outer former/current opening/closing"
)
#: Opposites that are said of something: "the firm is profitable", "the plan was popular".
_PREDICATES = (
    "open/closed legal/illegal possible/impossible likely/unlikely common/rare safe/dangerous rich/poor full/empty "
    "cheap/expensive strong/weak high/low large/small long/short hot/cold early/late easy/difficult able/unable "
    "effective/ineffective satisfied/dissatisfied optimistic/pessimistic happy/unhappy guilty/innocent mild/severe "
    "crowded/empty successful/unsuccessful reliable/unreliable popular/unpopular alive/dead wet/dry heavy/light "
    "public/secret visible/invisible available/unavailable aware/unaware clear/unclear sufficient/insufficient "
    "accurate/inaccurate willing/unwilling responsible/irresponsible related/unrelated necessary/unnecessary "
    "temporary/permanent voluntary/compulsory mandatory/voluntary prone/immune adequate/inadequate free/expensive"
)
PREDICATES: Final = _both_ways(_PREDICATES)
#: How many: each excludes the other at the start of a statement.
QUANTITIES: Final = {
    "all": "none",
    "most": "few",
    "many": "few",
    "few": "most",
    "hundreds": "dozens",
    "thousands": "dozens",
}
PLAIN: Final = _both_ways(_PLAIN)
#: Pairs in which the word has another sense.
FIXED: Final = frozenset(
    {("public", "school"), ("private", "school"), ("foreign", "minister"), ("foreign", "ministry"),
     ("foreign", "secretary"), ("foreign", "policy"), ("public", "health"), ("legal", "adviser"), ("north", "pole"),
     ("public", "opinion"), ("private", "life"), ("public", "prosecutor"), ("upper", "house"), ("lower", "house")}
)  # fmt: skip
CONTESTS: Final = words(
    "election vote match game race case contest war battle seat title cup final appeal trial championship award medal"
)
#: What a state puts on and takes off.
POLICIES: Final = words(
    """sanction ban tariff duty restriction embargo limit tax curfew blockade penalty quota curb levy control
    charge fee fine rationing"""
)
NOUNS: Final = _both_ways(_NOUNS)
ADJECTIVES: Final = _both_ways(_ADJECTIVES)

#: What goes up and down.
MEASURED: Final = words(
    """price rate tax tariff duty cost fare fee wage salary income profit loss revenue sale export import
    output production yield share stock index currency dollar euro yen pound crown value number amount
    level volume demand supply inflation unemployment temperature population crime turnout spending
    budget debt deficit surplus trade traffic emission pollution speed pressure interest figure total
    percentage budget order employment growth economy market rent premium dose capacity limit age salary
    bonus pension subsidy fund attendance membership takings shipment consumption lead intake stake risk"""
)
