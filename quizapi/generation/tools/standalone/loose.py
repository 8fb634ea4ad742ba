"""What still points out of a finished statement: nobody's "his", "those surveyed", "so far"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizapi.generation.tools.standalone.words import (
    ANIMATE,
    PERSON_NOUNS,
    SOLE_OFFICES,
    UNIQUE,
    words,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "EVENT"})
#: Times that only the day of writing fixes, and words that hang on the sentence before.
_OPEN_TIMES = re.compile(
    r"\b(?:so far|to date|until now|up to now|lately|nowadays|these days"
    r"|recent(?:ly)?|upcoming|the next (?!day|morning|to\b)|in that (?:race|election|case|year)"
    r"|(?:last|past) (?:two|three|four|five|six|seven|eight|nine|ten|\d+) (?!games)"
    r"|one of the \w+(?=[.,])|dropped out(?! of)|at the time|of late|(?:Mon|Tues|Wednes|Thurs|Fri"
    r"|Satur|Sun)day['’]s"
    r"|not (?:just|only|merely)(?!.*\bbut\b)"
    r"|(?:voters|people|adults|those|respondents) (?:surveyed|polled)(?! (?:by|in))"
    r"|(?:of|all) respondents|the latest|an? (?:\w+ )?source said|sources said"
    r"|(?:the|a) (?:pair|trio|couple) of (?!years|days|weeks|months|hours)"
    r"|\w+ (?:years?|months?|weeks?|days?|hours?) ago"
    r"|last (?:January|February|March|April|May|June|July|August|September|October|November|December)"
    r"|last (?:year|month|week|night|fall|summer|spring|winter)|this (?:year|month|week)"
    r"|as (?:proof|evidence|such|before|usual|expected|noted))\b|^As (?:proof|evidence)\b",
    re.IGNORECASE,
)
#: Bodies of people of whom one must know where, or on which side, they are.
_OF_SOME_PLACE = words(
    """officials authorities organizers organisers investigators prosecutors lawmakers legislators aides
    advisers advisors critics opponents supporters leaders residents protesters police attendees participants
    respondents donors planners staffers insiders strategists rivals delegates activists detectives sources
    observers spectators locals workers members"""
)
#: With an owner alone these only name again what was told before: "her proposal", "Low's aim".
_OWNED_SHELLS = words(
    """goal aim purpose intention intent idea plan proposal question answer response reply reason point move
    decision message announcement comment comments remark remarks claim claims objection conclusion comparison
    suggestion argument explanation statement opposition endorsement support criticism approval refusal
    denial involvement objections demand warning prediction assertion attempt effort"""
)
#: Of somebody, these are one certain person.
_OPPOSED = words("rival opponent challenger counterpart predecessor successor candidate running-mate")
#: Verbs that say nothing without what comes behind them.
_INCOMPLETE = words("become seem remain keep appear consider deem find make")
_REFLEXIVE = words("himself herself itself themselves")
_BEHIND = frozenset({"attr", "acomp", "xcomp", "ccomp", "oprd", "prep", "advmod", "dative", "prt", "agent"})
_OF_PEOPLE = ("surgeon", "ologist", "ician", "woman", "spokesman", "lawmaker", "businessman", "cialist")
_HEADS_OF_STATE = SOLE_OFFICES - words("governor mayor ambassador archbishop")
#: Without an object these were cut off from it: "speeches Low has given".
_TAKING = words("give make take put bring send hold use get want have cause produce provide raise spend")
_OBJECTS = frozenset({"dobj", "ccomp", "xcomp", "dative", "prt", "attr", "oprd", "acomp", "nsubjpass"})
_LINKING = words("become seem remain appear")
_FIXED = words("longer later earlier further higher lower elder older younger upper")


def is_loose(doc: Doc) -> bool:
    """Whether a finished statement, parsed, still needs the article to be understood.

    Looked for are open times, people and bodies told by a bare noun, shell nouns with only an owner, a
    comparison without its other side, and verbs whose complement was cut off.
    """
    if _OPEN_TIMES.search(doc.text) or _is_headline(doc):
        return True
    return _has_two_starts(doc) or any(
        _is_unknown_person(token)
        or _is_those(token)
        or _is_placeless(token)
        or _is_some_body(token)
        or _is_owner_untold(token)
        or _is_nobodys(token)
        or _is_owned_shell(token)
        or _is_an_example(token)
        or _is_half_compared(token)
        or _is_incomplete(token)
        for token in doc
    )


_OFTEN = 3
_SMALL = words("A An At Of To For On In By With From And Or")
_SHOUTED = re.compile(r"\b[A-Z]{4,} [A-Z]{4,}\b")


def _is_headline(doc: Doc) -> bool:
    """ "Low Is Calling Maas", "A Closer Look At The Race": verbs, or small words, with a capital inside."""
    small = [t for t in doc[1:] if t.text in _SMALL and not doc[t.i - 1].is_punct]
    return len(small) > 1 or any(
        t.i
        and t.text.istitle()
        and t.pos_ in ("VERB", "AUX")
        and not t.ent_type_
        and not doc[t.i - 1].is_punct
        for t in doc
    )


def _has_two_starts(doc: Doc) -> bool:
    """ "The number of people the Herald reported Low is vetting.": a noun with its clause, and no verb."""
    root = next(token for token in doc if token.dep_ == "ROOT")
    subject = next((c for c in root.children if c.dep_ in _SUBJECTS), None)
    if subject is None or subject.i > root.i or doc[0].i == subject.left_edge.i:
        return False
    before = [c for c in root.children if c.i < subject.left_edge.i and c.pos_ in ("NOUN", "PROPN")]
    loose = [c for c in before if c.dep_ in ("dobj", "dep", "nsubj", "npadvmod") and not c.ent_type_]
    return bool(loose) and doc[loose[0].right_edge.i + 1].text != ","


def names_somebody_half(doc: Doc, text: str) -> bool:
    """Whether a person is told by one word of his name alone: "Beverly said", but not "President Carter".

    A name that the article itself uses again and again without another is what a class knows him by.

    Args:
        doc: The statement, parsed.
        text: The article's.
    """
    if _SHOUTED.search(doc.text):
        return True
    for ent in doc.ents:
        if ent.label_ != "PERSON" or len(ent) > 1 + ent.text.endswith(("'s", "’s")):
            continue
        token = ent[0]
        before = doc[token.i - 1] if token.i else None
        titled = before is not None and before.pos_ in ("PROPN", "NOUN", "ADJ") and before.text[0].isupper()
        known = len(re.findall(rf"\b{re.escape(token.text)}\b", text)) > _OFTEN
        if token.dep_ in (*_SUBJECTS, "dobj", "pobj", "poss", "agent") and not titled and not known:
            return True
    return False


def _is_unknown_person(noun: Token) -> bool:
    """ "the 74-year-old Vermont senator", "a woman": somebody who is not named."""
    lemma = noun.lemma_.lower()
    if noun.pos_ not in ("NOUN", "PROPN") or noun.tag_ not in ("NN", "NNP"):
        return False
    if lemma not in PERSON_NOUNS and not _is_called_so(noun, lemma):
        return False
    if noun.dep_ not in (*_SUBJECTS, "dobj", "pobj", "poss", "dative") or (
        noun.dep_ == "pobj" and noun.head.lower_ in ("as", "of", "like", "for", "than")
    ):
        return False
    if noun.i + 1 < len(noun.doc) and noun.nbor(1).pos_ == "PROPN":
        # "the senator Rita Low"
        return False
    led = {c.lower_ for c in noun.children if c.dep_ == "det"}
    kinds = {c.dep_ for c in noun.children}
    if led & {"a", "an"}:
        bare = not kinds & {"prep", "relcl", "acl", "compound", "appos", "nmod", "amod"}
        return lemma in ANIMATE and noun.dep_ in (*_SUBJECTS, "poss") and bare
    placed = {c.lower_ for c in noun.children if c.dep_ == "prep"} - {"from"}
    if "the" not in led or placed or kinds & {"appos", "relcl", "acl", "poss"}:
        return False
    if any(_names_what(c) for c in noun.children) and lemma in _HEADS_OF_STATE:
        return False
    return bool(kinds & {"compound", "amod", "nmod", "nummod", "prep"})


def _is_called_so(noun: Token, lemma: str) -> bool:
    """ "the retired neurosurgeon": somebody told by what he is or was."""
    once = any(c.lower_ in ("retired", "former", "onetime", "ex") for c in noun.children)
    return once or lemma.endswith(_OF_PEOPLE)


def _names_what(child: Token) -> bool:
    return child.dep_ in ("compound", "amod", "nmod") and child.text[0].isupper()


def _is_those(token: Token) -> bool:
    """ "those surveyed", and the "that" of "said that overlooked the costs"."""
    if token.lower_ == "those" and token.dep_ in _SUBJECTS:
        return not any(
            c.dep_ in ("relcl", "prep") or (c.dep_ == "acl" and len(list(c.subtree)) > 2)
            for c in token.children
        )
    if token.lower_ not in ("that", "this") or token.dep_ not in _SUBJECTS:
        return False
    return token.head.dep_ != "relcl" or token.head.head.pos_ == "VERB"


def _is_placeless(noun: Token) -> bool:
    """ "Officials will scrap the test": of which land or firm, where no name tells?"""
    if noun.lower_ not in _OF_SOME_PLACE or noun.dep_ not in _SUBJECTS:
        return False
    if any(not c.is_punct and c.lower_ not in ("the", "some", "many", "most") for c in noun.children):
        return False
    return not any(t.ent_type_ in ("GPE", "ORG", "NORP", "EVENT") and t.i < noun.head.i for t in noun.doc)


#: Bodies of which a text tells that there is one; without a name they are any.
_BODIES = words(
    """company firm university group bank agency union club party panel network newspaper magazine paper
    hotel commission committee department council campaign survey poll study report team association
    organization organisation foundation institute charity airline retailer maker carrier nonprofit
    coalition unit force squad office store school bureau website site programme program ceremony pontiff
    seat pattern total trek"""
)


def _is_some_body(noun: Token) -> bool:
    """ "The university surveyed voters": which one?"""
    lemma = noun.lemma_.lower()
    if noun.pos_ != "NOUN" or lemma not in _BODIES or [c.lower_ for c in noun.children] != ["the"]:
        return False
    if noun.dep_ in _SUBJECTS:
        return noun.i < noun.head.i
    before = noun.doc[: noun.i - 1]
    known = any(t.ent_type_ in ("ORG", "FAC", "EVENT") or t.lemma_.lower() == lemma for t in before)
    return noun.dep_ in ("dobj", "pobj") and not known


def _is_owner_untold(noun: Token) -> bool:
    """ "the island's debt": of which island?"""
    if noun.dep_ != "poss" or noun.tag_ not in ("NN", "NNS") or noun.lemma_.lower() in UNIQUE:
        return False
    if [c.lower_ for c in noun.children if c.dep_ not in ("case", "punct")] != ["the"]:
        return False
    # "New York's mayor ... the city's": its own name stands before.
    return not any(t.ent_type_ in _NAMED for t in noun.doc[: max(0, noun.i - 1)])


def _is_nobodys(token: Token) -> bool:
    """ "their case", where nobody stands before whose it could be."""
    if token.lower_ not in ("their", "they", "them") or token.tag_ not in ("PRP", "PRP$"):
        return False
    before = token.doc[: token.i]
    return not any(
        t.tag_ in ("NNS", "NNPS", "CD") or t.dep_ == "conj" or t.ent_type_ in ("ORG", "NORP", "GPE")
        for t in before
    ) and not any(t.tag_ in ("NNS", "NNPS") and t.dep_ in _SUBJECTS for t in token.doc)


def _is_owned_shell(noun: Token) -> bool:
    """ "her proposal", "Low's aim was not ...": told of before."""
    lowered = {noun.lower_, noun.lemma_.lower()}
    if noun.pos_ != "NOUN" or not lowered & (_OWNED_SHELLS | _OPPOSED):
        return False
    kinds = {c.dep_ for c in noun.children if not c.is_punct}
    if "poss" in kinds and lowered & _OPPOSED:
        return not kinds & {"appos", "prep", "relcl"}
    owned = "poss" in kinds
    return owned and not kinds & {"prep", "acl", "relcl", "compound", "amod", "nmod", "ccomp"}


def _is_an_example(noun: Token) -> bool:
    """ "The ferry is one example": of what?"""
    kinds = {c.dep_ for c in noun.children}
    led = any(c.lower_ in ("one", "an", "a", "another") for c in noun.children)
    return noun.lemma_ in _EXAMPLES and noun.dep_ == "attr" and led and not kinds & {"prep", "relcl", "acl"}


_EXAMPLES = words("example instance exception reason factor")


def _is_half_compared(word: Token) -> bool:
    """ "keeps getting stronger", "are in better shape": than what?"""
    if word.tag_ not in ("JJR", "RBR") or word.lower_ in _FIXED:
        return False
    if word.lower_ in ("more", "less", "fewer") and word.dep_ != "acomp":
        return False
    if word.dep_ not in ("acomp", "oprd", "advmod") or word.head.pos_ not in ("VERB", "AUX"):
        return False
    return not any(t.lower_ in ("than", "by", "from", "to", "if", "the") for t in word.doc[word.i + 1 :])


def _is_incomplete(verb: Token) -> bool:
    """ "Low finds herself.", "The pier became.": cut where it begins to say something."""
    lemma = verb.lemma_.lower()
    if verb.dep_ == "ROOT" and verb.pos_ == "VERB" and lemma in _TAKING:
        behind = [c for c in verb.children if c.dep_ in _OBJECTS]
        return not behind or all(c.dep_ == "prep" for c in behind)
    if verb.pos_ != "VERB" or lemma not in _INCOMPLETE:
        return False
    if any(c.dep_ == "auxpass" for c in verb.children) or verb.dep_ in ("amod", "compound"):
        return False
    behind = [c for c in verb.children if c.i > verb.i and not c.is_punct]
    if lemma in _LINKING:
        return not behind
    reflexive = [c for c in behind if c.lower_ in _REFLEXIVE]
    return bool(reflexive) and len(behind) == len(reflexive)
