"""Words that lean on what was said before, and words that do not."""

from quizapi.reading.entities.lexicon import ROLE_NOUNS


def words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: Before a sentence's subject they join it to the one before and can go.
CONNECTIVES = words(
    """but and also however meanwhile moreover furthermore nevertheless nonetheless still yet so then thus
    therefore hence instead otherwise besides additionally finally lastly firstly secondly thirdly
    indeed consequently accordingly similarly likewise separately elsewhere afterwards afterward
    subsequently later recently currently now today yesterday or plus though overall eventually
    ultimately reportedly sadly fortunately outside inside specifically hopefully unfortunately
    interestingly surprisingly notably importantly incidentally again"""
)
#: Prepositional phrases that do the same.
CONNECTING_PHRASES = (
    "in addition", "as well", "for example", "for instance", "as a result", "as a consequence", "in fact",
    "of course", "on the other hand", "in contrast", "by contrast", "in turn", "at the same time",
    "in other words", "in particular", "in the end", "on top of that", "that said", "even so",
    "what is more", "rather", "to this end", "what's more", "what’s more",
)  # fmt: skip
#: What a clause says holds only then, or so; without them it says something else.
LEANING_PHRASES = (
    "in the meantime", "in response", "after that", "since then", "at that time", "by then", "at the time",
    "at that point", "until now", "so far", "in this way", "before that", "until then", "at this point",
    "in that case", "in this case", "under it", "on average", "far", "in return", "in the first case",
    "in the second case", "in some cases", "in the end",
)  # fmt: skip
#: Adverbs inside a clause that lean on the context and can go.
LEANING_ADVERBS = words(
    """also however meanwhile moreover furthermore nevertheless nonetheless then thus therefore hence instead
    too now currently recently later subsequently afterwards afterward besides indeed consequently accordingly
    similarly likewise soon today earlier already"""
)
#: Adjectives and determiners that point outside the sentence.
POINTING = words(
    """such same similar former latter previous preceding following above aforementioned respective
    subsequent other another said else different further domestic additional extra"""
)
#: Heads that only name again what was told before: "the move", "the company", "the plan".
SHELLS = words(
    """move decision measure step announcement plan proposal comment remark statement news incident case issue
    situation pair group trio duo company firm man woman boy girl city town country nation event attack latter
    former idea problem question result approach agreement deal pact law bill rule rules change changes effort
    action actions accusation claim claims allegation charge comments remarks news figure figures number
    rate increase decrease rise fall drop work project programme program initiative campaign process
    time period day week month year place area region site scene match game season team side
    vote ruling order request demand offer letter letters document documents video film book story post
    message interview speech visit trip meeting talks debate dispute conflict crisis war protest protests
    announcement list account idea remark appeal complaint finding findings estimate view
    thing things way reason reasons fact point end start beginning rest others ones one condition
    conditions organisation organization institution party person people"""
)
#: Of these the ones that always name again what was told, wherever they stand.
POINTING_SHELLS = words(
    """move decision measure step announcement comment comments remark remarks statement news incident case
    issue situation pair group trio duo company firm man woman boy girl latter former idea problem question
    result approach action actions accusation claim claims allegation matter change changes project
    appeal complaint finding findings view thing things list estimate area site place initiative effort
    others ones one response point measures steps cases issues problems claims moves practice device
    attack charge charges offer letter message plan proposal agreement deal pact law bill rule rules order
    request demand document book story post figures number report study conditions condition interview
    speech visit trip meeting talks authors researchers posting tweet task ruling verdict lawsuit suit"""
)
#: What is said to lie in one of these needs its name.
PLACES = words("country nation city town capital state province village island county district borough")
#: Nouns of which there is one in view, or that are meant in general.
UNIQUE = words(
    """
    government president minister parliament congress senate house public world sun moon sky earth
    internet web economy police king queen pope army military navy media press weather climate environment
    future past present market markets dollar euro pound yen sea ocean air population constitution
    opposition treasury poor rich elderly young unemployed sick dead wounded disabled universe planet
    telephone radio theatre cinema presidency premiership
    """
)
QUANTIFIERS = words("some several many most others few none all each both either neither one ones more")
FIRST_OR_SECOND = words("i me my mine myself we us our ours ourselves you your yours yourself yourselves")
COLLECTIVES = words(
    """government council committee company team party police group union board court ministry department
    organisation organization agency association federation commission family couple army public band club
    firm bank house senate congress parliament crew staff league"""
)
ANIMATE = words(
    """man woman boy girl child people person student pupil teenager girl resident citizen voter player fan
    user visitor worker employee employer customer patient buyer refugee migrant defendant suspect victim
    man's friend guest host reader viewer neighbour neighbor"""
)
#: Words by which one thing is told from others of its kind.
OTHERNESS = words(
    "first second third last next opening closing final another other each every new old previous"
)
#: What one person is: by such a word alone, or with an adjective, nobody is named.
PERSON_NOUNS = (
    ROLE_NOUNS
    | ANIMATE
    | words(
        """mogul magnate tycoon billionaire millionaire frontrunner front-runner hopeful incumbent challenger
        newcomer neophyte politician liberal conservative democrat republican host star celebrity legend icon
        dictator ruler strongman chairman defender midfielder forward winger rider skipper teammate radioman
        rival opponent successor predecessor killer gunman attacker shooter accuser plaintiff native
        winner loser insurgent retiree pensioner prodigy newcomer recruit rookie graduate dropout namesake"""
    )
) - words("public")
#: Of these there is one at a time.
SOLE_OFFICES = words(
    """president premier chancellor mayor governor king queen pope emperor sultan archbishop parliament
    minister ambassador"""
)
