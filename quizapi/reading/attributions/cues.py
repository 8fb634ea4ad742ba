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
    rant chuckle beam smile shrug scoff sneer
    """
)

#: Speech acts: the verb tells what the words were meant to do.
ACT: Final = words(
    """
    argue claim insist assert maintain contend allege declare announce proclaim pronounce affirm reaffirm
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

REPORTING: Final = SAY | MANNER | ACT
ALL_CUES: Final = REPORTING | THINK | CHARACTERISE | SHOW

#: Verbs whose clause is, as a rule, what the subject said or wrote.
CLAUSE_CUES: Final = (SAY | ACT) - words(
    "begin continue order hold offer charge accuse press quote cite thank request demand appeal "
    "express voice point see relate order command urge plead beg"
) | words("tweet write joke point")

#: The same for thinking: weaker.
THOUGHT_CUES: Final = words(
    "believe think expect hope fear worry doubt suspect feel anticipate consider assume reckon predict know "
    "learn realise realize recognise recognize understand hear imagine figure guess presume conclude decide "
    "determine hop"
)

#: Nouns for something said or written, whose clause ("the claim that ...") or whose author speaks.
DOCUMENTS: Final = words(
    """
    report study survey poll paper document statement memo letter email e-mail article story book review
    analysis research data figure statistic record filing lawsuit complaint indictment affidavit ruling
    verdict transcript release post tweet message note editorial column blog website site account source
    newspaper magazine journal bulletin communique communiqué manifesto petition law bill treaty agreement
    constitution census index ad advertisement commercial video headline caption sign banner placard leaflet
    pamphlet brochure findings
    """
)
