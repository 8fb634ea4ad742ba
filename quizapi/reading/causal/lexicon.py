"""Words that signal cause and effect, by the frame they take.

General English, drawn from reference grammars (Quirk et al. on adverbials of cause, purpose, result and
condition; Levin on verbs of causing and of change of state) and not fitted to any corpus. All are lemmas.
"""

#: What the rules of the lemmatizer make of "hoped", "scared", "spared", "fined".
_MISREAD = {"hope": "hop", "scare": "scar", "spare": "spar", "fine": "fin"}


def words(text: str) -> frozenset[str]:
    """A set of the space-separated words of `text`, and of what the lemmatizer makes of them."""
    found = frozenset(text.split())
    return found | {_MISREAD[word] for word in found if word in _MISREAD}


# Verbs whose object is the effect: "caused a shortage", "triggered a run".
CAUSE_OBJECT = words(
    "cause trigger spark provoke prompt precipitate induce engender ignite unleash fuel stoke spur"
    " necessitate kindle arouse create generate breed reignite spawn"
)
# Verbs with an object and an infinitive: "forced the yard to close", "allowed Iraq to sell oil".
CAUSE_INFINITIVE = words(
    "let force prompt lead cause compel oblige push drive allow enable permit help encourage induce"
    " persuade inspire tempt spur motivate pressure condemn leave teach"
)
# The same with a noun alone: "encouraged smuggling", "allows night sailings".
EITHER = words("explain encourage discourage enable allow permit inspire motivate influence invite")
# Verbs with an object and "from" or "out of": "prevented the bank from paying".
PREVENT_FROM = words("prevent block keep stop deter hinder discourage dissuade save spare")
# Verb and preposition, the effect behind it.
CAUSE_PREPOSITION = {
    "lead": words("to"),
    "result": words("in"),
    "contribute": words("to"),
    "give": words("to"),
    "account": words("for"),
}
# Verb and particle, the effect behind it: "brought about a change", "set off a panic".
CAUSE_PARTICLE = {
    "bring": words("about on"),
    "set": words("off"),
    "touch": words("off"),
    "spark": words("off"),
    "trigger": words("off"),
}
# Verb and preposition, the cause behind it: "resulted from a strong currency".
EFFECT_PREPOSITION = {
    "result": words("from"),
    "stem": words("from"),
    "arise": words("from"),
    "emanate": words("from"),
    "derive": words("from"),
    "spring": words("from"),
    "flow": words("from"),
    "suffer": words("from"),
    "die": words("from of"),
    "benefit": words("from"),
    "come": words("from"),
}
# Verbs that hold cause and change in one: "cut exports", "crippled the industry".
CHANGE = words(
    "separate"
    " save rescue surprise astonish please disappoint divide feed delight cut reduce lower raise increase"
    " boost hit hurt harm damage weaken strengthen curb cripple halve double triple slow delay depress"
    " ruin wreck destroy erode undermine strand starve spare drain deprive disrupt paralyse paralyze"
    " isolate strain squeeze shrink swell widen worsen ease deepen prolong shorten halt stop end close"
    " shut empty kill injure wound split shake choke stifle cost rob bolster lift restore improve dent"
    " batter devastate bankrupt impoverish displace dampen hamper impede hinder restrict constrain thwart"
    " frustrate stall block jeopardise jeopardize endanger inflate deflate push drive knock wipe slash"
    " trim diminish lessen alleviate aggravate exacerbate intensify accelerate speed lengthen stabilise"
    " stabilize destabilise destabilize unsettle rattle alarm anger enrage infuriate embarrass frighten"
    " scare worry upset shock relieve bring open protect shield clear interrupt suspend quell defuse calm"
    " fill divert scatter disperse burn flood bury topple oust overthrow sink crush ravage sour poison"
    " harden soften tighten loosen cool chill heighten fan exhaust deplete stretch offset affect favour"
    " favor break persuade enrich hasten empower embolden discredit entrench fragment undercut propel"
    " revive doom derail complicate simplify facilitate foment stimulate smother tame subdue soothe"
    " appease placate inflame polarise polarize unite demoralise demoralize humiliate radicalise"
    " radicalize marginalise marginalize sideline consolidate cement outweigh overwhelm change alter"
    " transform sap blunt hobble strip silence shatter sever spoil rekindle stymie scupper torpedo upend"
    " reshape reverse quench blight taint tarnish dishearten embitter galvanise galvanize fracture dull"
    " erase bloat buoy cushion reassure hearten cheer drown suffocate strangle hurry roil convulse"
    " immobilise immobilize ground beggar fatten burden saddle multiply treble quadruple"
    " uproot decimate alienate estrange perpetuate curtail narrow broaden"
)
# Of these, what people do with their hands as often as an event does it: only a plain event is their cause.
HANDS_ON = words(
    "kill injure wound block close shut open lift burn damage tighten protect clear fill bring stop halt"
    " end split drive push knock save rescue crush bury topple hit shake wipe slash trim loosen empty"
    " scatter disperse quell defuse sink ravage rob divert sour cut raise feed mean come favour favor"
    " cheer ground strip sever silence drown put hand shift give"
)
# Changes that need a particle or a complement to be one ("pushed up prices", "drove trade into").
CHANGE_WITH_PARTICLE = words("push drive knock wipe bring plunge send")
# Light verbs in participles of result: "leaving ships adrift", "making supply impossible".
RESULT_PARTICIPLES = words("leave make send turn throw plunge render deal add")

CAUSE_CONJUNCTIONS = words("because")
WEAK_CAUSE_CONJUNCTIONS = words("since as")

# Preposition phrases with the cause behind them, as lower-case words.
CAUSE_PHRASES: tuple[tuple[str, ...], ...] = (
    ("because", "of"),
    ("due", "to"),
    ("owing", "to"),
    ("thanks", "to"),
    ("thanks", "in", "part", "to"),
    ("due", "in", "part", "to"),
    ("on", "account", "of"),
    ("as", "a", "result", "of"),
    ("as", "a", "consequence", "of"),
    ("as", "a", "response", "to"),
    ("as", "a", "punishment", "for"),
    ("as", "punishment", "for"),
    ("as", "a", "reward", "for"),
    ("as", "reward", "for"),
    ("as", "a", "penalty", "for"),
    ("as", "compensation", "for"),
    ("in", "response", "to"),
    ("in", "reaction", "to"),
    ("in", "answer", "to"),
    ("in", "retaliation", "for"),
    ("in", "retaliation", "against"),
    ("in", "retaliation", "to"),
    ("in", "reprisal", "for"),
    ("in", "revenge", "for"),
    ("in", "protest", "at"),
    ("in", "protest", "against"),
    ("in", "protest", "over"),
    ("in", "recognition", "of"),
    ("in", "view", "of"),
    ("in", "light", "of"),
    ("in", "the", "light", "of"),
    ("in", "the", "wake", "of"),
    ("in", "wake", "of"),
    ("by", "reason", "of"),
    ("as", "retaliation", "for"),
    ("out", "of", "fear", "of"),
    ("following",),
    ("after",),
)
# Adverbials that tie a clause to the clause before it.
RESULT_ADVERBS = words("therefore thus hence consequently accordingly")
RESULT_PHRASES: tuple[tuple[str, ...], ...] = (
    ("as", "a", "result"),
    ("as", "a", "consequence"),
    ("in", "consequence"),
    ("for", "this", "reason"),
    ("for", "that", "reason"),
    ("for", "these", "reasons"),
)
ANSWER_PHRASES: tuple[tuple[str, ...], ...] = (
    ("in", "response"),
    ("in", "retaliation"),
    ("in", "reprisal"),
    ("in", "protest"),
)
# Before an infinitive of purpose.
PURPOSE_PHRASES: tuple[tuple[str, ...], ...] = (
    ("in", "order", "to"),
    ("in", "order", "not", "to"),
    ("so", "as", "to"),
    ("so", "as", "not", "to"),
    ("in", "a", "bid", "to"),
    ("in", "an", "apparent", "bid", "to"),
    ("in", "an", "attempt", "to"),
    ("in", "an", "effort", "to"),
    ("in", "a", "move", "to"),
)
# Participles whose complement is what a measure is for.
PURPOSE_PARTICIPLES = {
    "aim": words("at to"),
    "design": words("to for"),
    "mean": words("to"),
    "intend": words("to"),
    "calculate": words("to"),
    "target": words("at"),
    "suppose": words("to"),
}

# "for" after these names the reason: judging, punishing, rewarding.
JUDGING_VERBS = words(
    "fine punish penalise penalize fine sanction blacklist expel criticise criticize condemn thank arrest"
    " jail imprison sentence convict sue charge prosecute suspend sack dismiss fire reprimand rebuke"
    " denounce praise honour honor reward apologise apologize detain disqualify censure chide"
    " scold slam attack deport execute hang indict discipline demote shun boycott forgive pardon"
    " excuse compensate list target freeze exclude relegate seize impound"
)
MEASURE_VERBS = words(
    "impose place put levy slap announce adopt recommend apply introduce slapped add pay face receive incur"
)
MEASURE_NOUNS = words(
    "sanction penalty fine punishment sentence tariff duty ban embargo boycott criticism apology"
    " reprisal retaliation blacklist measure restriction freeze action levy quota curb cap"
    " rule law list"
)
# "over" after these names the matter in dispute.
DISPUTE_WORDS = words(
    "protest demonstrate march rally strike clash quarrel dispute row argue fight criticise criticize"
    " condemn resign sue arrest charge sanction punish penalise penalize fine blacklist expel suspend"
    " halt impose cut ban bar boycott freeze embargo tariff duty penalty threaten outrage anger"
    " anxiety fear worry concern unrest tension frustration dismay outcry protests demonstration"
    " complaint criticism lawsuit walkout stoppage list add adopt raise break withdraw recall summon"
    " detain kill attack act retaliate intervene investigate"
    " question violence riot backlash resignation angry furious unhappy"
    " worried concerned collapse stall founder"
)
FEELING_WORDS = words(
    "angry furious upset unhappy annoyed disappointed outraged shocked anger fury outrage dismay"
    " alarm frustration resentment glad happy pleased sad delighted surprised surprise worried"
    " concerned"
)
MARKET_VERBS = words(
    "fall rise drop slide slip jump climb soar surge plunge tumble gain decline slump rally sink dip"
    " plummet collapse weaken strengthen rebound ease crash"
)
# Answering something somebody did: a step "after" it is a reaction.
REACTION_VERBS = words(
    "impose retaliate sanction suspend halt ban bar freeze expel cut blacklist boycott withdraw"
    " recall summon condemn protest resign apologise apologize restrict tighten lift ease cancel"
    " punish penalise penalize raise introduce adopt evacuate ration arrest"
)

# Verbs that report; their clause is left out of a span and their content takes their place.
REPORTING = words(
    "say tell add note report state announce claim allege argue insist explain write believe think"
    " concede admit acknowledge deny warn fear worry predict forecast expect hope suggest maintain"
    " contend declare reply answer complain recall remark observe stress confirm reveal estimate"
    " assert feel know agree doubt caution conclude find show mean hear learn suspect assume"
    " understand accept charge"
)
# Verbs of saying and wanting: their infinitive stands for the act.
WANTING = words(
    "threaten promise want wish plan intend vow pledge offer hope expect seek aim propose refuse"
    " prepare warn claim like ask demand urge"
)
RAISING = words("appear seem continue begin start fail tend happen prove come threaten likely unlikely sure")

DENYING = words("deny reject dismiss dispute refute")
FEARING = words("fear warn worry caution dread")
FEAR_NOUNS = words("fear risk danger worry concern threat warning anxiety")
FEAR_ADJECTIVES = words("afraid worried concerned fearful anxious alarmed uneasy nervous apprehensive")
PROPOSING = words(
    "plan threaten propose demand urge want consider vow pledge promise intend seek call recommend"
    " ask suggest offer wish request prepare advocate mull contemplate weigh"
)
PROPOSAL_NOUNS = words("plan proposal threat demand call pledge promise idea bill suggestion")
HEDGING_VERBS = words(
    "expect hope predict forecast appear seem suspect allege doubt assume speculate anticipate"
)
HEDGING_ADVERBS = words(
    "allegedly probably possibly perhaps maybe reportedly apparently likely presumably supposedly"
    " conceivably purportedly ostensibly arguably"
)
HEDGING_MODALS = words("may might could would will should 'd 'll wo shall")
FUTURE_MODALS = words("will would shall should must 'll 'd wo")
WEAK_MODALS = words("may might could")
FAILING = words("fail cease refuse")
