"""Words that signal cause and effect, by the frame they take.

General English, drawn from reference grammars (Quirk et al. on adverbials of cause, purpose, result and
condition; Levin on verbs of causing and of change of state) and not fitted to any corpus. All are lemmas.
"""


def words(text: str) -> frozenset[str]:
    """A set of the space-separated words of `text`."""
    return frozenset(text.split())


# Verbs whose object is the effect: "caused a shortage", "triggered a run".
CAUSE_OBJECT = words(
    "cause trigger spark provoke prompt precipitate induce engender ignite unleash fuel stoke spur"
    " necessitate kindle arouse create generate breed"
)
# Verbs with an object and an infinitive: "forced the yard to close", "allowed Iraq to sell oil".
CAUSE_INFINITIVE = words(
    "let force prompt lead cause compel oblige push drive allow enable permit help encourage induce"
    " persuade inspire tempt spur motivate pressure condemn leave"
)
# The same with a noun alone: "encouraged smuggling", "allows night sailings".
EITHER = words("encourage discourage enable allow permit inspire motivate")
# Verbs with an object and "from" or "out of": "prevented the bank from paying".
PREVENT_FROM = words("prevent block keep stop deter hinder discourage save spare")
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
    "save rescue surprise astonish please disappoint divide feed delight"
    "cut reduce lower raise increase boost hit hurt harm damage weaken strengthen curb cripple halve"
    " double triple slow delay depress ruin wreck destroy erode undermine strand starve spare drain"
    " deprive disrupt paralyse paralyze isolate strain squeeze shrink swell widen worsen ease deepen"
    " prolong shorten halt stop end close shut empty kill injure wound split shake choke stifle cost"
    " rob bolster lift restore improve dent batter devastate bankrupt impoverish displace dampen"
    " hamper impede hinder restrict constrain thwart frustrate stall block jeopardise jeopardize"
    " endanger inflate deflate push drive knock wipe slash trim diminish lessen alleviate aggravate"
    " exacerbate intensify accelerate speed lengthen stabilise stabilize destabilise destabilize"
    " unsettle rattle alarm anger enrage infuriate embarrass frighten scare worry upset shock relieve"
    " bring open protect shield clear interrupt suspend quell defuse calm fill divert scatter disperse"
    " burn flood bury topple oust overthrow sink crush ravage sour poison harden soften tighten loosen"
    " cool chill heighten fan exhaust deplete stretch offset affect favour favor break persuade choke change alter transform"
)
# Of these, what people do with their hands as often as an event does it: only a plain event is their cause.
HANDS_ON = words(
    "kill injure wound block close shut open lift burn damage tighten protect clear fill bring stop halt end"
    " split drive push knock save rescue crush bury topple hit shake wipe slash trim loosen empty scatter"
    " disperse quell defuse sink ravage rob divert sour cut raise feed mean make come"
)
# Changes that need a particle or a complement to be one ("pushed up prices", "drove trade into").
CHANGE_WITH_PARTICLE = words("push drive knock wipe bring plunge")
# Light verbs in participles of result: "leaving ships adrift", "making supply impossible".
RESULT_PARTICIPLES = words("leave make send turn throw plunge render deal")

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
    ("in", "view", "of"),
    ("in", "light", "of"),
    ("in", "the", "light", "of"),
    ("in", "the", "wake", "of"),
    ("in", "wake", "of"),
    ("by", "reason", "of"),
    ("as", "retaliation", "for"),
    ("out", "of", "fear", "of"),
    ("following",),
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
    ("so", "as", "to"),
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
}

# "for" after these names the reason: judging, punishing, rewarding.
# ("fin" is what the lemmatizer makes of "fined".)
JUDGING_VERBS = words(
    "fin punish penalise penalize fine sanction blacklist expel criticise criticize condemn thank arrest"
    " jail imprison sentence convict sue charge prosecute suspend sack dismiss fire reprimand rebuke"
    " denounce praise honour honor reward apologise apologize detain disqualify censure chide"
    " scold slam attack deport execute hang indict discipline demote shun boycott forgive pardon"
    " excuse compensate list target freeze"
)
MEASURE_VERBS = words("impose place put levy slap announce adopt recommend apply introduce slapped add")
MEASURE_NOUNS = words(
    "sanction penalty fine punishment sentence tariff duty ban embargo boycott criticism apology"
    " reprisal retaliation blacklist measure restriction freeze action levy quota curb cap"
    " rule law"
)
# "over" after these names the matter in dispute.
DISPUTE_WORDS = words(
    "protest demonstrate march rally strike clash quarrel dispute row argue fight criticise criticize"
    " condemn resign sue arrest charge sanction punish penalise penalize fine blacklist expel suspend"
    " halt impose cut ban bar boycott freeze embargo tariff duty penalty threaten outrage anger"
    " anxiety fear worry concern unrest tension frustration dismay outcry protests demonstration"
    " complaint criticism lawsuit walkout stoppage list add adopt raise break withdraw recall summon"
    " detain kill attack investigate question violence riot backlash resignation angry furious unhappy"
    " worried concerned"
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
FEAR_ADJECTIVES = words("afraid worried concerned fearful anxious")
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

# People and bodies that act: agents and no causes.
AGENT_NOUNS = words(
    "government utility university ministry minister president police army court company firm bank"
    " group union party council parliament congress senate committee board agency authority state country"
    " nation kingdom opposition establishment section"
    " people crowd man woman child boy girl person citizen resident official leader worker employee"
    " member staff team family student teacher doctor nurse lawyer judge soldier officer troop force"
    " rebel militant protester demonstrator activist politician lawmaker senator governor mayor chief"
    " chairman chairwoman spokesman spokeswoman analyst expert economist farmer grower trader dealer"
    " broker investor buyer seller producer maker manufacturer supplier customer consumer voter"
    " villager local gang mob assailant attacker gunman bomber militia navy administration cabinet"
    " department office bureau organisation organization institution association federation commission"
    " tribunal jury prosecutor king queen prince bishop ambassador envoy diplomat delegate delegation"
    " colonel general captain commander guerrilla terrorist youth kid mother father parent son"
    " daughter brother sister wife husband friend neighbour neighbor colleague opponent supporter"
    " critic ally enemy player coach club fan driver pilot passenger crew everyone someone anyone"
    " nobody somebody who miner guard owner founder director manager boss pupil applicant monk priest"
    " cleric victim suspect accused thief criminal prisoner inmate refugee migrant immigrant community"
    " public populace tribe operator personnel cadre regime coalition league utility cop policeman ultra"
    " management leadership generation miscreant hooligan troops forces militants outfit faction squad"
    " patrol brigade battalion unit guerilla insurgent extremist separatist host hostess"
)
# Bodies and firms that act under the name of what they are, and more people: no causes of a change by default.
BODY_NOUNS = words(
    "airline carrier newspaper paper magazine channel network station website platform exchange fund trust"
    " insurer lender refiner refinery retailer brand chain store shop supermarket factory plant mill mine"
    " shipyard yard farm restaurant hotel hospital clinic school college church mosque temple museum theatre"
    " theater orchestra band league squad cartel conglomerate subsidiary partner affiliate startup venture"
    " studio publisher charity foundation institute laboratory lab academy embassy consulate mission court"
    " municipality council county province region district town city village capital island republic empire"
    " monarchy junta dictatorship democracy power neighbour neighbor bloc bench chamber house secretariat"
    " treasury ministry watchdog regulator ombudsman inspectorate police constabulary fleet squadron army"
    " syndicate mob crowd audience electorate majority minority side camp wing faction delegation household"
    " family couple pair duo trio group body organ outlet broadcaster daily weekly tabloid maker giant"
    " developer contractor landlord tenant shareholder stakeholder client buyer youngster veteran expatriate"
    " exile migrant asylum-seeker dissident hostage captive ruler tyrant despot dictator autocrat oligarch"
    " tycoon magnate mogul premier chancellor secretary deputy aide adviser counsel attorney inspector"
    " sheriff monitor envoy negotiator mediator arbitrator scientist scholar researcher professor student"
    " team-mate captain skipper athlete swimmer runner rider striker goalkeeper referee umpire sailor seaman"
    " fisherman driver docker"
)
PERSONAL_PRONOUNS = words("i he she we you who whoever one")
# Endings of nouns made from verbs and adjectives: events and states.
EVENT_ENDINGS = (
    "tion", "sion", "ment", "ing", "ance", "ence", "ancy", "ency", "ure", "ness", "ity", "ism", "acy",
)  # fmt: skip
EVENT_NOUNS = words(
    "decree edict statute tax fee charge subsidy statute sanctions deadline delay detour deal rent salt"
    "arrival refusal removal denial approval renewal disposal proposal reversal betrayal survival revival"
    " usage shortage damage blockage leakage storage passage growth death birth wealth health hardship"
    " censorship robbery bribery slavery mystery delivery recovery discovery injury "
    "war attack strike protest ban embargo tariff duty quota sanction boycott blockade rule law cap"
    " ceiling move step measure decision order act policy plan programme program change rise fall drop"
    " increase cut decline growth loss gain shortage glut crisis crash accident storm flood drought"
    " rain snow fire quake earthquake blast explosion bomb bombing raid invasion march rally riot"
    " clash unrest violence dispute quarrel row conflict tension fear panic anger hope doubt news"
    " report rumour rumor threat warning vote election poll result price cost rate tax debt deficit"
    " surplus demand supply weather wind heat cold disease epidemic virus pandemic outbreak death"
    " murder killing arrest release deal pact treaty agreement accord talks failure success delay"
    " breach theft fraud corruption poverty hunger famine inflation recession curb restriction control"
    " freeze list listing penalty fine punishment response reaction action campaign effort attempt"
    " project reform budget package subsidy lack absence presence use abuse misuse rivalry race trend"
    " wave spread collapse siege crackdown curfew lockdown closure shutdown outage fault error mistake"
    " bug hack breakdown suspension exclusion imbalance withdrawal purchase sale export import trade"
    " work noise smoke pollution leak spill run surge slump plunge jump boom bust coup revolution"
    " uprising revolt mutiny resignation dismissal visit speech statement remark comment letter video"
    " photo image footage article book film ruling verdict judgment sentence trial lawsuit inquiry"
    " investigation search seizure money fund aid loan credit currency dollar value strength weakness"
    " power pressure gravity influence incident event situation issue problem matter question factor"
    " method approach system regime thing snowfall rainfall ice frost fog heatwave cyclone hurricane"
    " tornado landslip landslide avalanche eruption tsunami stampede fighting shelling bombardment"
    " hostilities effect impact consequence practice strategy tactic habit idea belief theory drug"
    " medicine poison drink alcohol tobacco harvest crop neglect upkeep maintenance competition"
    " monopoly contract hike complaint request appeal petition plea objection concern end stoppage scheme repair blacklist letter uncertainty certainty poverty loyalty"
    " penalty royalty warranty vote warning fall exit entry return departure retreat advance switch shift turn"
    " absence dearth lack want scarcity plenty abundance idleness exhaustion fatigue drop rebound upturn"
    " downturn thaw chill squeeze clampdown exemption waiver loophole licence license permit certificate"
    " verdict charge allegation accusation rumour talk talks summit negotiation pause break interruption"
    " scandal affair dismissal appointment defeat victory win draw relegation promotion espionage sabotage"
    " arson piracy poaching fishing mining logging farming drilling thrift waste overfishing overuse"
    " faith distrust trust mistrust pride shame guilt envy greed love hatred enthusiasm optimism pessimism"
    " nationality religion age size speed distance proximity cost costs prices wages interest isolation"
    " currency depreciation devaluation default bankruptcy insolvency merger takeover sale"
)
