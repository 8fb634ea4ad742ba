"""Verbs and nouns that report what somebody said, thought or showed, in levels.

The levels follow what the verb tells of the act (compare the classes of Levin 1993: say, tell, talk, manner
of speaking; and of verbs of cognition): how sure a clause under it is somebody's words differs by level, not
by verb. A verb outside the lexicon still reports where its place beside a quotation says so.
"""

from __future__ import annotations

from typing import Final


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


#: Saying, and nothing else.
SAY: Final = words(
    "say tell add ask reply answer respond state remark comment note mention continue conclude begin"
)

#: Saying or writing in some manner or medium.
MANNER: Final = words(
    """
    whisper shout yell scream cry murmur mutter mumble exclaim call joke quip laugh sigh snap roar bark
    growl groan moan chant sing recite read write tweet post blog email text message cable telegraph type
    deadpan drawl hiss bellow blurt interject intone retort shoot thunder fume muse gush reminisce crow vent
    rant chuckle beam smile shrug scoff sneer enthuse gripe grumble grouse remonstrate expound
    """
)

#: Speech acts: the verb tells what the words were meant to do.
ACT: Final = words(
    """
    argue claim insist assert aver maintain contend allege declare announce proclaim pronounce affirm reaffirm
    confirm deny admit concede acknowledge confess agree disagree warn caution predict forecast promise vow
    pledge swear threaten explain clarify stress emphasise emphasize underline underscore reiterate repeat
    recall recount relate report reveal disclose testify certify attest suggest propose recommend advise
    urge object protest complain lament boast brag observe point counter rebut rejoin reply conclude
    speculate estimate calculate reckon joke tease elaborate specify theorise theorize hypothesise
    hypothesize posit postulate surmise opine pontificate assure reassure inform notify brief remind teach
    instruct order command demand request plead beg appeal apologise apologize thank congratulate persist
    press summarise summarize volunteer offer venture signal hint imply intimate stipulate rule hold find
    decree dispute reject refute charge accuse counsel quote cite express voice
    """
)

#: Thinking and feeling: reported, but nobody need have said it.
THINK: Final = words(
    """
    believe think feel expect hope fear worry doubt suspect know understand realise realize recognise
    recognize consider assume presume guess imagine anticipate wonder figure regret wish want prefer decide
    determine see
    """
)

#: What documents and studies do.
SHOW: Final = words(
    "show indicate suggest find reveal read demonstrate report document state say note conclude estimate warn"
)

#: Verbs that characterise: their object is named, and a few of its words may be quoted.
CHARACTERISE: Final = words(
    """
    call describe label brand dub term deem portray depict characterise characterize denounce dismiss
    condemn criticise criticize slam blast attack mock ridicule praise hail laud applaud accuse blame decry
    deride deplore reject refer liken compare cite defend speak talk boast complain credit
    """
)

#: Judging somebody or something in words (VerbNet's judgment classes): the object is what is judged.
JUDGE: Final = words(
    """
    accuse blame fault criticise criticize condemn denounce decry deplore deride mock ridicule dismiss slam
    blast lambaste castigate rebuke scold chide assail censure disparage praise applaud laud hail commend
    congratulate thank salute tout credit lament bemoan compare liken
    """
)

#: Naming what something is: the object is followed by its name, or by "as".
NAME: Final = words(
    "call label brand dub deem term describe portray depict characterise characterize paint cast view regard "
    "see consider"
)

#: Taking a stand for or against something.
STANCE: Final = words("defend reject endorse oppose favor favour attack challenge promote support back")

#: Speaking of a thing, without a clause that tells what of it.
MENTION: Final = words(
    """
    announce mention cite reiterate recall report note propose recommend predict acknowledge emphasise
    emphasize stress underline underscore highlight reference list question discuss suggest describe say
    demand explain outline detail voice express share reveal deny
    """
)

#: Promises, refusals and hopes with an infinitive: what the one who speaks means to do, or not.
PROMISE: Final = words(
    "promise vow pledge swear threaten agree claim propose refuse decline hope hop want plan intend expect "
    "aim"
)

#: Prepositions before the thing that a verb speaks of: "called for reform", "warned of a flood".
TOPIC: Final = {
    **dict.fromkeys(words("speak talk boast brag complain joke tweet write"), words("about of")),
    **dict.fromkeys(words("warn"), words("about of against")),
    **dict.fromkeys(words("refer allude point object"), words("to")),
    **dict.fromkeys(words("call argue apologise apologize plead appeal press push"), words("for against")),
    **dict.fromkeys(words("rail protest vote campaign"), words("against")),
    **dict.fromkeys(words("insist comment elaborate"), words("on")),
    **dict.fromkeys(words("ask"), words("for")),
    **dict.fromkeys(words("agree disagree"), words("with")),
}

#: Requests with a person and an infinitive.
URGE: Final = words(
    "ask urge tell order advise warn encourage instruct beg request implore exhort remind call"
)

REPORTING: Final = SAY | MANNER | ACT
ALL_CUES: Final = REPORTING | THINK | CHARACTERISE | SHOW

#: Verbs whose clause is, as a rule, what the subject said or wrote.
CLAUSE_CUES: Final = (SAY | ACT) - words(
    "begin continue order hold offer charge accuse press quote cite thank request demand appeal "
    "express voice point see relate order command urge plead beg"
) | words("tweet write joke point indicate")

#: Of these, the ones whose subject must have said it, whatever it is: a trip may suggest, but states nothing.
PLAIN_CUES: Final = CLAUSE_CUES - words(
    "suggest hint imply signal find rule testify observe recall reveal report indicate"
)

#: Verbs whose object is the person told.
TELLING: Final = words("tell inform remind assure warn advise notify teach ask promise show")

#: The same for thinking: weaker.
THOUGHT_CUES: Final = words(
    "believe think expect hope fear worry doubt suspect feel anticipate consider assume reckon predict know "
    "learn discover realise realize recognise recognize understand hear imagine figure guess presume "
    "conclude decide determine hop"
)

#: Adjectives of belief and feeling that take a clause: "confident that", "glad that".
ATTITUDES: Final = words(
    """
    confident sure certain convinced afraid worried concerned hopeful optimistic pessimistic sceptical
    skeptical doubtful aware unaware glad happy pleased proud sorry sad angry upset surprised amazed shocked
    disappointed thrilled delighted grateful thankful adamant satisfied persuaded frustrated
    critical supportive dismissive wary
    """
)

#: Verbs that only tell how an act goes: "went on to say", "continued to insist".
ASPECTUAL: Final = words("go continue proceed begin hasten rush rise step appear")

#: Nouns for something said or written, whose clause ("the claim that ...") or whose author speaks.
DOCUMENTS: Final = words(
    """
    report study survey poll paper document statement memo letter email e-mail article story book review
    analysis research data figure statistic record filing lawsuit complaint indictment affidavit ruling
    verdict transcript release post tweet message note editorial column blog website site account source
    newspaper magazine journal bulletin communique communiqué manifesto petition law bill treaty agreement
    constitution census index ad advertisement commercial video headline caption sign banner placard leaflet
    pamphlet brochure findings memo memorandum briefing ledger dossier log diary notice projection forecast
    estimate poster testimony polling reporting evidence result finding experiment trial
    """
)
