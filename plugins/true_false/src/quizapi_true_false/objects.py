"""What goes with what: the things that both verbs, or both adjectives, of a pair of opposites are said of."""

from typing import Final

from quizapi_true_false.lexicon import words

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
#: What one wins or loses.
CONTESTS: Final = words(
    """
    election vote match game race case contest war battle seat title cup final appeal trial championship
    primary caucus nomination presidency runoff referendum semifinal lawsuit
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
#: What is laid before somebody who can say yes or no.
PROPOSED: Final = VIEWED | words(
    """offer invitation apology argument nomination request bid resignation compromise budget takeover
    petition appeal contract loan draft agreement bailout recommendation purchase acquisition project"""
)
#: What is decided by a court and can be undone by a higher one.
RULED: Final = words("ruling decision conviction law ban verdict sentence judgment judgement order acquittal")
#: What is begun and called off.
VENTURES: Final = words(
    """
    campaign project programme program tour inquiry investigation festival tournament scheme service probe
    conference exhibition search mission sale strike appeal boycott
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
#: What has doors, or is as good as shut.
OPENED: Final = words(
    """shop store office school factory plant museum border market bridge road airport station library
    restaurant bakery clinic hospital branch door harbour port park theatre theater church hotel mine
    embassy consulate centre center street tunnel pool beach mill yard pub bar cafe gate campus"""
)
#: What is said of somebody and may be so or not.
ALLEGED: Final = words(
    """report claim rumor rumour allegation existence involvement responsibility guilt wrongdoing accusation
    charge talks affair meeting mistake error"""
)
#: What one asks an authority for.
ASKED: Final = words(
    """request permission bail access visa asylum licence license permit status waiver appeal citizenship
    extension exemption leave pardon entry"""
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
#: What is open to all or to some.
_OPENED = words(
    "primary caucus market border session meeting hearing door shop store contest ballot trial one office"
)
_OWNED = words(
    """school university college company hospital museum library land beach bank insurer firm clinic pool
    pension railway broadcaster hearing meeting session ceremony investor donor money fund funding"""
)
_DAYTIME = words("meeting session rally service class train flight ferry concert match game walk debate")
_TRADED = words("market demand trade sale production product producer supplier investment investor flight")
#: Before other nouns these words have another sense, or the other of the pair is not said.
ONLY_OF: Final = {
    **dict.fromkeys(words("open closed"), _OPENED),
    **dict.fromkeys(words("public private"), _OWNED),
    **dict.fromkeys(words("morning evening"), _DAYTIME),
    **dict.fromkeys(words("domestic foreign"), _TRADED),
    **dict.fromkeys(words("opening closing"), words("match game ceremony day night speech session price")),
    **dict.fromkeys(words("upper lower"), words("floor deck storey story house chamber limit")),
    **dict.fromkeys(words("short-term long-term"), words("loan contract lease rate bond debt visa resident")),
    **dict.fromkeys(words("higher lower"), MEASURED),
}
