"""A writer's colour: judgements, figures of speech and headline style, which are no facts to be asked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizapi_true_false.lexicon import words
from quizapi_true_false.statements import Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

#: Verbs that paint: a reporter who writes so means a plainer one.
_VIVID = words(
    """skyrocket slam blast rip hammer trounce crush scintillate unload barnstorm decamp pounce pummel
    skewer grill eviscerate obliterate thrash bludgeon savage lambast lambaste taunt gush fawn swoon
    seethe rail rant scoff sneer smirk crow gloat wallow flounder limp lurch dazzle sizzle electrify
    captivate mesmerize stun jolt unleash loom simmer fizzle fester haunt plague bedevil hound torpedo
    steamroll bulldoze kowtow grovel spar inflame clobber belittle loathe relish savor savour bask
    revel scramble wrestle grapple juggle shun flirt court cling tout trumpet peddle parrot spew vilify
    demonize demonise whip"""
)
#: Words that judge wherever a writer uses them in his own voice.
_JUDGED = words(
    """jingoistic xenophobic nativist bigoted demagogic divisive toxic polarizing polarising outlandish
    bombastic flamboyant brash fiery bruising bitter bizarre odd strange clumsy inept incompetent
    corrupt dishonest crooked woeful woefully abysmal lackluster lacklustre lukewarm tepid stellar
    masterful savvy shrewd astute clever dumb silly foolish ugly nasty vicious vile blatant flagrant
    glaring gaping yawning stark staggering startling striking stunning shocking dramatic dramatically
    remarkable remarkably extraordinary unprecedented momentous iconic legendary formidable daunting
    uphill impossible inevitable unthinkable inconceivable undeniable unmistakable unquestionable insane
    crazy ludicrous preposterous sham farce fiasco debacle disaster spectacle nightmare nonsense lunacy
    madness hysteria charade travesty bonanza windfall juggernaut powerhouse trainwreck meltdown
    distaste disdain contempt hypocrisy cynicism arrogance vitriol nicest worst greatest perfectly
    prized devastating crippling punishing brutal grueling gruelling fierce fiercely furious furiously
    rampant relentless relentlessly feverish frantic desperate desperately tellingly ironically
    curiously oddly strangely predictably understandably rightly wrongly arguably admittedly simply
    merely truly utterly downright lopsided outsized smoking-gun hefty sweeping smile"""
)
#: What has to be, by whom nobody says; what somebody is up to, without a deed.
_STANCES = words(
    """need deserve owe matter stink underscore underline highlight illustrate signal symbolize symbolise
    exemplify epitomize epitomise mirror"""
)
#: Figures of speech that tell nothing that could be checked.
_FIGURES = re.compile(
    r"\beven \w+ed\b|\bso-called\b|\bto watch is\b|\bmightily\b|\bprowess\b|\bfor all (?:his|her"
    r"|its|their)\b|"
    r"\bof sorts\b|\bthe moment (?:\w+ ){1,8}(?:waiting|waited)\b|\boff to an? \w+ start\b|\bbidding war\b"
    r"|\bjust (?:keeps?|kept)\b|\bkeeps? (?:getting|on)\b|\ball (?:eyes|bets)\b|\bgame[- ]changer\b"
    r"|\bon (?:track|course|fire|the ropes|the rise|the brink|the cusp|a roll)\b|\bin hot water\b"
    r"|\b(?:shed|shedding) light\b|\bturn(?:s|ed|ing)? (?:the|a) (?:page|corner|tide)\b|\bfair game\b"
    r"|\b(?:tip of the|perfect storm|elephant in|double[- ]edged|slippery slope|silver lining)\b"
    r"|\b(?:heart and soul|hearts and minds|rank[- ]and[- ]file|red meat|dog whistle|witch hunt)\b"
    r"|\b(?:win|winning|won) (?:favor|favour|hearts)\b"
    r"|\bhead(?:ed)? for (?:a|an|the) (?:fall|exit|exits)\b"
    r"|\b(?:near|nearly|almost|virtually|next to) impossible\b|\bcould not be (?:more|clearer)\b"
    r"|\b(?:so|too) (?:much|many|far|little)\b.{0,20}\bthat\b"
    r"|\bno (?:wonder|surprise|secret|accident|stranger)\b"
    r"|\bit (?:is|was) (?:fine|ok|okay|time|clear|easy|hard|good|bad|safe)\b|\bit['’]s\b"
    r"|\b(?:that|there)['’]s\b|\b(?:proved|proves|showed|shows|demonstrated|proof) that (?:\w+ ){1,8}can\b"
    r"|\b(?:spread|feel|feeling) the \w+\b|\bgot? (?:even|a lot|much) \w+er\b|\bup in arms\b"
    r"|\b(?:big|biggest|giant|huge|massive) (?:worry|difference|problem|question|test|blow|boost|loser"
    r"|winner)\b"
    r"|\b(?:is|are|was|were|has|have) explod(?:ing|ed)\b|\bended up\b|\b(?:taking|took|takes) heat\b"
    r"|\bunder fire\b|\ball but\b|\bin many (?:respects|ways)\b|\b(?:the|an) opportunity to\b"
    r"|^It (?:is|was)\b"
    r"|\b(?:caused|causes|causing) (?:an? )?(?:\w+ )?(?:stir|consternation|uproar|outrage|sensation|furor"
    r"|furore|alarm)\b"
    r"|\b(?:with|in) just\b|\b(?:the|its|his|her|their) (?:best|worst|greatest|nicest|smartest)\b"
    r"|\battack dog\b|\bpull(?:s|ed|ing)? an? [A-Z]|\btak(?:es?|ing) no chances\b|\bfar from\b|\bnot alone\b"
    r"|\bstak\w+ (?:its|his|her|their|a) claim\b|\braunchy\b"
    r"|\braise[sd]? the (?:possibility|question|specter|spectre|prospect)\b|\b(?:caught|taken) off guard\b"
    r"|\bfamously\b|\bdrubbing\b|\bsurefire\b|\bschmooz\w+\b|\bsmoking[- ]gun\b|\b(?:the|one) only way\b"
    r"|\bnot even\b|\bwag(?:ing|ed|es)\b|\breminiscent\b|\bwide open\b|\b(?:huddl|resonat|siz)\w+ "
    r"|\bsaw (?:\w+ ){1,6}as an?\b"
    r"|^(?:One|An|The) (?:\w+ )?(?:advantage|problem|reason|difference|question|irony|lesson|danger|risk"
    r"|challenge|issue|trouble|upside|downside|catch|key)\b"
    r"|\b(?:look|looks|looked|looking) like\b|\bincreasingly\b|\bfor better or worse\b|\bso much as\b"
    r"|\ba (?:significant|large|huge|great|good) (?:amount|number|deal|part) of\b"
    r"|\b(?:are|is) (?:not )?through with\b|\bproud\b|\buncertain future\b|\bcomic relief\b|\bon top by\b"
    r"|\btrouble spot\b|\bgadfly\b|\btough\b|\bhopefully\b|\bup for grabs\b|\bburrow\w*\b|\bbragg\w+\b"
    r"|\ba master of\b|^For one\b|\bherald(?:s|ed)\b|\bpattern\b|\bturned out to be\b"
    r"|\bas (?:big|good|bad) as\b|\b(?:went|go|gone|going) (?:big|viral|rogue)\b"
    r"|\bin an? \w+ (?:way|fashion|manner)\b|\bwould-be\b|\bone thing\b|\bnothing but\b|\bjust another\b",
    re.IGNORECASE,
)
_ANYBODY = words("nobody nothing everybody everyone everything anybody anyone something things")
_EMPTY_WORK = words(
    "lot bit kind sort hint touch slew host litany barrage flurry string series wave tide sea"
)
#: "faces a hard task", "has a strong case": what it is like is the writer's view.
_LIKENED = words(
    """task challenge case chance shot hope path fight battle climb problem job question test risk opportunity
    advantage edge message topic issue concern record reputation image brand appeal performance barrier
    obstacle threat danger hurdle setback step"""
)


def is_coloured(statement: Statement) -> bool:
    """Whether it judges, paints or puns in the writer's own words; what a source says, it says."""
    if statement.is_quotation:
        return False
    if _FIGURES.search(statement.text) or _is_vague(statement.doc):
        return True
    if statement.attribution is not None:
        return False
    root = next(token for token in statement.doc if token.dep_ == "ROOT")
    if root.lemma_.lower() in _STANCES or _is_likened(root):
        return True
    if any(
        token.lower_ == "should" and token.dep_ == "aux" and token.head.dep_ not in ("ccomp", "advcl")
        for token in statement.doc
    ):
        # What ought to be, by the writer.
        return True
    for token in statement.doc:
        if token.ent_type_ in ("PERSON", "ORG", "GPE", "WORK_OF_ART", "EVENT"):
            continue
        if token.lower_ in _JUDGED and token.pos_ in ("ADJ", "ADV", "NOUN"):
            return True
        if token.pos_ == "VERB" and token.lemma_.lower() in _VIVID and not _is_passive_name(token):
            return True
    return False


def _is_passive_name(verb: Token) -> bool:
    """ "the court", "a rock" read as verbs stand beside a determiner."""
    return verb.i > 0 and verb.nbor(-1).lower_ in ("the", "a", "an", "of")


def _is_likened(root: Token) -> bool:
    """ "faces a near impossible task", "has a strong message": an adjective tells the view."""
    if root.lemma_.lower() not in ("face", "have", "be", "remain", "offer", "make", "represent", "pose"):
        return False
    target = next((c for c in root.children if c.dep_ in ("dobj", "attr")), None)
    if target is None or target.lemma_.lower() not in _LIKENED:
        return False
    return any(c.dep_ == "amod" for c in target.children)


def _is_vague(doc: Doc) -> bool:
    """ "has a lot of problems", "a slew of attacks", "Things went wrong": how many, and which?"""
    if any(token.lower_ in _ANYBODY and token.dep_ in ("nsubj", "nsubjpass") for token in doc):
        return True
    return any(
        token.lower_ in _EMPTY_WORK
        and token.dep_ in ("dobj", "attr", "nsubj", "nsubjpass")
        and any(c.lower_ == "of" for c in token.children)
        and any(c.lower_ in ("a", "an") for c in token.children)
        for token in doc
    )
