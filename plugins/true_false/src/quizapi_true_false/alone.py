"""Is a statement understood by who has read the article once and does not see it now?

The tool that makes a claim stand alone settles pronouns and nouns. Here is refused what it cannot see: names
cut short, shares and margins of nothing named, and nouns that only the sentence before it explained.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizapi.plugin_api import AnnotatedArticle
from quizapi_true_false.lexicon import words
from quizapi_true_false.statements import Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_TITLES = words(
    """president senator governor mayor minister king queen pope prince princess judge justice general colonel
    captain sheriff professor doctor chancellor secretary congressman congresswoman representative
    mr mrs ms dr sen rep gov gen lt sir lady lord"""
)
#: Marks that a feed has doubled or lost.
_BROKEN = re.compile(r"''|``|“[^”]*$")
_OTHERWISE = re.compile(r"\b(?:otherwise|likewise|as such|the same|so)[.!]?$")
#: With these and a number it is told by how much, and in what is to be told as well.
_STANDING = words("lose win lead trail hit reach poll finish beat drop rise fall climb gain get stand tie")
_CONTESTED = words("in over against of from to for with")
#: Bodies and places: a name that stands before them is what they may mean.
_BODIES = words(
    """group company firm organization organisation agency department ministry network paper newspaper outlet
    magazine station channel union club league tribunal body committee panel council team campaign"""
)
_TOWNS = words("state city county district town village country region province")
#: What only another sentence of the article can have brought up.
_BROUGHT_UP = words(
    """episode incident task ballot race contest event move step remark comment statement question issue poll
    survey study report list measure bill plan deal agreement decision ruling case lawsuit suit decree
    letter email video interview speech debate meeting rally convention visit trip call attack shooting
    accident storm crash project program programme proposal investigation inquiry probe position role post
    job claim charge allegation message answer response reply topic subject matter problem situation crisis
    effort trial announcement publication"""
)
#: Who is called so has a name.
_NAMELESS = words(
    """group company firm organization organisation agency outlet newspaper magazine candidate nominee senator
    governor mayor congressman congresswoman lawmaker politician businessman billionaire mogul actor actress
    singer player coach lawyer attorney officer spokesman spokeswoman tycoon contender frontrunner"""
)
_OFTEN = 3
_TELLING = frozenset({"prep", "relcl", "acl", "compound", "amod", "poss", "nummod", "nmod", "appos", "ccomp"})


def stands_alone(statement: Statement, article: AnnotatedArticle) -> bool:
    """Whether nothing in a statement asks for the sentence before it."""
    doc = statement.doc
    if _BROKEN.search(statement.text) or any(
        _is_cut_short(token, article, quoted=statement.is_quotation) for token in doc
    ):
        return False
    if statement.is_quotation:
        return True
    if _OTHERWISE.search(doc.text) or _COUNTED.search(doc.text) or any(map(_has_nobody_before, doc)):
        return False
    if _VOTED.search(doc.text) and not _VOTE.search(doc.text):
        return False
    if _is_bare_deed(doc) or _OF_WHOM.search(doc.text) or _starts_with_rank(doc):
        return False
    return not (
        _is_share_of_nothing(doc) or _is_part_of_nothing(doc) or any(_was_brought_up(token) for token in doc)
    )


def _is_cut_short(token: Token, article: AnnotatedArticle, *, quoted: bool) -> bool:
    """ "Low", where the article has "Rita Low": no full name before it, and no office.

    Who is quoted says "Low" as well, and a reader knows him; "Rita" alone he may not.
    """
    doc = token.doc
    if not token.text[0].isupper() or token.pos_ not in ("PROPN", "NOUN", "VERB", "ADJ"):
        return False
    if token.dep_ in ("compound", "nmod") and token.head.pos_ == "NOUN" and token.head.i > token.i:
        # "the Low campaign" is known by that name.
        return False
    left = doc[token.i - 1] if token.i else None
    right = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if left is not None and (left.pos_ == "PROPN" or left.lower_.rstrip(".") in _TITLES or left.text == "-"):
        return False
    if right is not None and (right.pos_ == "PROPN" or right.text == "-"):
        return False
    full = rf"[A-Z][\w.’'-]+ (?:[A-Z]\.? )?{re.escape(token.text)}\b"
    people = [e.name for e in article.annotations.entities if e.type == "PERSON"]
    last = not quoted and any(re.search(rf"\w {re.escape(token.text)}$", name) for name in people)
    first = token.ent_type_ == "PERSON" and any(name.startswith(f"{token.text} ") for name in people)
    if (last or first) and not re.search(full, doc[: token.i].text):
        return True
    mentions = len(re.findall(rf"\b{re.escape(token.text)}\b", article.text))
    return token.ent_type_ == "PERSON" and not (last or first or quoted) and mentions < _OFTEN


def _is_share_of_nothing(doc: Doc) -> bool:
    """ "Low lost by 54 points", "only the Herald hit 50%": in what, of what?"""
    root = next(token for token in doc if token.dep_ == "ROOT")
    if root.lemma_.lower() not in _STANDING:
        return False
    margin = any(
        c.lower_ in ("by", "at", "with") and any(t.like_num for t in c.subtree)
        for c in root.children
        if c.dep_ == "prep"
    )
    target = next((c for c in root.children if c.dep_ == "dobj"), None)
    share = target is not None and (target.text in ("%", "percent") or target.lemma_ == "point")
    if not (margin or share):
        return False
    if margin and target is not None and not share:
        return False
    measured = any(c.dep_ in ("nsubj", "nsubjpass") and c.pos_ == "NOUN" for c in root.children)
    told = any(
        t.dep_ == "prep"
        and t.lower_ in _CONTESTED
        and any(c.dep_ == "pobj" and not c.like_num for c in t.children)
        for t in doc
    )
    return not (told or measured)


#: "support from only 15 percent", "at each place": of whom, and which?
_OF_WHOM = re.compile(
    r"\b(?:from|among) (?:\w+ )?\d[\d.]*(?: percent|%)(?=[.,;]|$| and\b| or\b| who\b| in\b)"
    r"|\b(?:at|in|of|from|on) each \w+",
    re.IGNORECASE,
)


def _starts_with_rank(doc: Doc) -> bool:
    """ "Fourth was the Harbour group": of what?"""
    return len(doc) > 1 and doc[0].ent_type_ == "ORDINAL" and doc[1].pos_ in ("AUX", "VERB")


_ANSWERING = words("respond react reply retaliate object comply agree disagree")


def _is_bare_deed(doc: Doc) -> bool:
    """ "A dozen candidates squared off", "There is General Low"."""
    root = next(token for token in doc if token.dep_ == "ROOT")
    kinds = {c.dep_ for c in root.children}
    if root.lemma_.lower() in _ANSWERING and not kinds & {"ccomp", "dobj", "xcomp"}:
        return not any(c.dep_ == "prep" and c.lower_ in ("to", "by", "against") for c in root.children)
    if "expl" in kinds and any(c.dep_ == "attr" and c.ent_type_ == "PERSON" for c in root.children):
        return True
    told = kinds & {"dobj", "ccomp", "xcomp", "attr", "acomp", "npadvmod", "advcl", "agent", "dative", "oprd"}
    placed = any(c.dep_ == "prep" and c.lower_ != "including" for c in root.children)
    return "prt" in kinds and not told and not placed


def _is_part_of_nothing(doc: Doc) -> bool:
    """ "Just over a quarter say so": of whom?"""
    subject = next((t for t in doc if t.dep_ in ("nsubj", "nsubjpass") and t.head.dep_ == "ROOT"), None)
    if subject is None or subject.lemma_.lower() not in _SHARES:
        return False
    return not any(c.dep_ == "prep" for c in subject.children)


_SHARES = words("half third quarter fifth tenth percent % majority minority most some others rest many few")


def _was_brought_up(token: Token) -> bool:
    """ "used the episode", "a majority of the state's delegates": which, nothing in the sentence tells."""
    lemma = token.lemma_.lower()
    if token.pos_ != "NOUN" or token.ent_type_ or token.dep_ in ("compound", "nmod"):
        return False
    if not any(c.lower_ == "the" for c in token.children):
        return False
    before = {t.ent_type_ for t in token.doc[: token.i]}
    if lemma in _NAMELESS and _has_no_name(token):
        return not before & {"ORG", "PERSON"}
    if (lemma in _BODIES and "ORG" in before) or (lemma in _TOWNS and "GPE" in before):
        return False
    known = lemma in _BROUGHT_UP | _BODIES | _TOWNS
    return known and not any(c.dep_ in _TELLING and not _is_when(c) for c in token.children)


def _is_when(prep: Token) -> bool:
    """ "the group in March": when, and not which."""
    return prep.dep_ == "prep" and any(c.ent_type_ in ("DATE", "TIME") for c in prep.children)


def _has_no_name(noun: Token) -> bool:
    """ "The city advocacy group", not "the advocacy group Mosul Eye" or "the owner of the yard"."""
    told = [
        c
        for c in noun.children
        if c.i > noun.i and c.dep_ in ("appos", "relcl", "acl", "prep") and not _is_when(c)
    ]
    behind = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
    named = any(c.pos_ == "PROPN" and c.dep_ == "compound" and c.i == noun.i - 1 for c in noun.children)
    return (
        not (told or named) and behind.pos_ != "PROPN" and not any(c.lower_ in _RANKED for c in noun.children)
    )


_RANKED = words("first second third last only other next former leading biggest largest")


def _has_nobody_before(token: Token) -> bool:
    """ "Along with Low, he left": who?"""
    if token.lower_ not in ("he", "she", "his", "her", "him"):
        return False
    before = token.doc[: token.i]
    root = next(t for t in token.doc if t.dep_ == "ROOT")
    if token.tag_ == "PRP$" and any(c.dep_ == "nsubj" and c.i > token.i for c in root.children):
        # "In his second term, Low sold the pier."
        return False
    taken = ("nsubj", "nsubjpass", "poss", "dobj")
    return not any(
        t.ent_type_ == "PERSON"
        and (t.dep_ in taken or (t.dep_ == "pobj" and t.head.lower_ not in ("with", "unlike", "like")))
        for t in before
    )


#: "All three candidates", "cast ballots in Florida": which ones, and in what?
_COUNTED = re.compile(r"^(?:All|Both) (?:the )?(?:two|three|four|five|six|seven|\d+)? ?(?!of\b)\w+s\b")
_VOTED = re.compile(r"\bcast (?:\w+ )?(?:ballots?|votes?)\b", re.IGNORECASE)
_VOTE = re.compile(
    r"\b(?:elections?|primar(?:y|ies)|caucus(?:es)?|referendum|runoff|in \d{4}|for)\b", re.IGNORECASE
)
