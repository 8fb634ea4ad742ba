"""Is there enough in a statement to be right or wrong about, and is it worth a class's time?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizapi.plugin_api import AnnotatedArticle, Span
from quizapi_true_false.lexicon import words
from quizapi_true_false.statements import NAMED, Statement, content_of, figures_in

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MIN_CONTENT = 6
_LEAST_CONTENT = 4
#: A statement of more amounts only asks to look them up.
_MOST_FIGURES = 2
_SHORT = 12
_MOST_WORDS = 28
#: Said alone these leave open what it was about: "Low agreed", "Maas replied on Monday".
_BARE = words(
    """focus pivot tweet post agree disagree ask respond reply react answer comply speak laugh smile nod
    object apologise apologize
    concur insist continue wait try fail succeed begin start follow help happen occur matter comment"""
)
#: Talk, and what a column says to its reader.
_TALK = words("well hey oh yes yeah no-one anyway really indeed kinda gonna let's folks")
_OF_COURSE = re.compile(
    r"\bof course\b|\bin fact\b|\bI mean\b|\byou know\b|[―]|\bin question\b", re.IGNORECASE
)
_SAYING = words("say argue claim insist note suggest think believe warn")
_COMPLEMENTS = frozenset({"ccomp", "xcomp", "dobj", "attr", "acomp", "dative", "oprd", "agent", "advcl"})
_ASKING = words("ask tell inform remind question")
#: A game's minutes, halves and cards.
_OF_GAMES = re.compile(
    r"\b\d+(?:st|nd|rd|th)[- ]minute\b|\bminutes? (?:into|from|before|after|in)\b|\bhalf[- ]?time\b"
    r"|\bstoppage[- ]time\b|\binjury[- ]time\b|\bpenalty (?:spot|area|box)\b|\b(?:corner|free|goal) kick\b"
    r"|\b(?:booked|substituted|substitute|yellow card|volley|header|ball possession|dribbl\w+|crossbar)\b"
    r"|\b(?:first|second|opening|closing) (?:half|inning|quarter|period|set)\b(?! of)",
    re.IGNORECASE,
)
#: Goals and results are what a game is about; the minute is not.
_DECISIVE = words("score win lose beat defeat draw qualify finish equalise equalize advance")
_OF_MINUTES = re.compile(
    r"\b\d+(?:st|nd|rd|th)[- ]minute\b|\bminutes? (?:into|from|before|after|in)\b|\bhalf[- ]?time\b",
    re.IGNORECASE,
)
_GAME_WORDS = re.compile(r"\b(?:match|goal|score[sd]?|team|league|penalty|tournament|coach)\b", re.IGNORECASE)
#: Times of day and street numbers.
_INCIDENTAL = re.compile(
    r"\b\d{1,2}(?:[:.]\d\d)? ?(?:a\.?m\b|p\.?m\b)|\bo['’]clock\b"
    r"|\b\d+ (?:[A-Z][a-z]+ )+(?:Street|Road|Avenue|Lane|Drive|Boulevard|St|Rd|Ave|Blvd)\b"
)
#: About the telling, not about the news.
_ABOUT_TELLING = re.compile(
    r"\b(?:declined|refused|unavailable|available|asked|not respond|reached)\b.{0,30}\bcomment\b"
    r"|\b(?:spoke|talked|speaking|speaks|appeared|appearing) (?:to|with|on) (?:\w+['’]?s? ){0,4}"
    r"(?:News|Radio|Post|Times|Journal|TV|Herald|magazine|reporters|Network|CNN|MSNBC|BBC)\b"
    r"|\bmargin of (?:\w+ )?error\b|\b(?:poll|survey) was (?:conducted|taken|carried)\b"
    r"|\bcontributed (?:to|from)\b|\b(?:airs?|aired) on\b"
    r"|\brequests? for (?:comment|an interview)\b"
    r"|\b(?:photo|photograph|picture|image|footage|chart|graph)s?\b.{0,12}\b(?:shows?|above|below|courtesy)\b"
    r"|\bthis (?:article|story|post|piece|report)\b|\bclick\b|\bhttps?\b",
    re.IGNORECASE,
)
_OF_STAFF = re.compile(
    r"\bis (?:an?|the) ?(?:\w+ ){0,4}(?:editor|reporter|writer|columnist|correspondent|contributor|blogger"
    r"|fellow|author)\b|\bis (?:\w+ ){0,3}(?:editor|reporter|writer|columnist|correspondent|contributor)\b",
    re.IGNORECASE,
)
#: Judging words of a reporter: no fact that can be asked.
_JUDGING = words(
    """famed beloved controversial so-called brutal blistering scathing stunning shocking bizarre hilarious
    epic explosive fiery heroic disgraced embattled wildly notoriously infamous disastrous glorious
    folksy snide smug pompous razor-thin bombshell superior unhinged laughable powerful charismatic
    characteristically aggressively deftly masterfully cunning sinister ominous rabid radical selfish
    cherished beautiful lovely tremendous fantastic amazing incredible terrible horrible awful wonderful"""
)


def says_something(doc: Doc, *, strictly: bool = False) -> bool:
    """Whether there is enough to be right or wrong about: a name, a number, or several content words.

    Args:
        doc: The statement, parsed.
        strictly: It is the rest of a sentence that was cut: there must be a name and more words.
    """
    root = next(token for token in doc if token.dep_ == "ROOT")
    if any(t.lower_ == "ones" or t.pos_ == "INTJ" or t.lower_ in _TALK for t in doc) or _OF_COURSE.search(
        doc.text
    ):
        return False
    if _counts_nothing(root) or (root.lemma_ in _SAYING and not _says_what(root)):
        return False
    if (
        _is_score_of_something(root)
        or _is_bare(root, doc)
        or _is_of_the_paper(root)
        or _ABOUT_TELLING.search(doc.text)
    ):
        return False
    past = {"VBD"} & {root.tag_, *(c.tag_ for c in root.children if c.dep_ in ("aux", "auxpass"))}
    named = any(t.pos_ == "PROPN" or t.ent_type_ in NAMED for t in doc)
    if past and not named:
        # "Hundreds of traders offered their goods": where, and when?
        return False
    if figures_in(doc) > _MOST_FIGURES:
        return False
    content = len(content_of(doc))
    if strictly:
        return named and content >= _MIN_CONTENT
    if any(t.pos_ == "NUM" for t in doc):
        return True
    return content >= (_LEAST_CONTENT if any(t.pos_ == "PROPN" for t in doc) else _MIN_CONTENT)


def _counts_nothing(root: Token) -> bool:
    """ "Low has 17": of what?"""
    targets = [c for c in root.children if c.dep_ in ("dobj", "attr") and c.i > root.i]
    return any(
        c.pos_ == "NUM" and c.ent_type_ not in ("MONEY", "PERCENT", "DATE") and not list(c.children)
        for c in targets
    )


def _is_score_of_something(root: Token) -> bool:
    """ "Low was at nine percent", "received the most votes at 26 percent": of what, and where?"""
    if root.lemma_ not in ("be", "have", "get", "tie", "lead", "trail", "come", "stand", "receive", "win"):
        return False
    return any(
        (
            c.lower_ == "at"
            and any(g.pos_ == "NUM" or g.lower_ == "percent" or g.text == "%" for g in c.subtree)
        )
        or (
            c.dep_ in ("dobj", "attr")
            and c.text in ("%", "percent")
            and not any(g.lower_ == "of" for g in c.children)
        )
        for c in root.children
    )


def _says_what(root: Token) -> bool:
    return any(c.dep_ in ("ccomp", "dobj", "xcomp", "parataxis") for c in root.children)


def _is_bare(root: Token, doc: Doc) -> bool:
    """ "Industry groups are worried", "Todd asked the developer": about what?"""
    bare = [c for c in root.children if c.dep_ == "acomp" and not any(g.dep_ != "advmod" for g in c.children)]
    if root.lemma_ == "be" and bare and len(doc) < _SHORT:
        return True
    kinds = {c.dep_ for c in root.children}
    asks = any(c.dep_ == "prep" and c.lower_ in ("about", "for", "of") for c in root.children)
    if root.lemma_ in _ASKING and not asks and not kinds & {"ccomp", "xcomp", "dative"}:
        return True
    # "agrees with Low": about what?
    open_ = ("on", "with") if root.lemma_ in ("agree", "disagree") else ("on",)
    told = kinds & _COMPLEMENTS or any(c.dep_ == "prep" and c.lower_ not in open_ for c in root.children)
    return root.lemma_ in _BARE and not told


def _is_of_the_paper(root: Token) -> bool:
    """ "The Herald has learned that ...": about the paper, not about the news."""
    learned = root.lemma_ == "learn" and root.tag_ in ("VBN", "VBD")
    return learned and any(c.dep_ == "ccomp" for c in root.children)


def is_line_of_its_own(article: AnnotatedArticle, span: Span) -> bool:
    """A short paragraph without any "the" or "a": a heading inside the text, or a caption."""
    paragraph = article.text_of(article.paragraph_of(span)).strip()
    if not re.search(r"[.!?…][\"”’')\]]*$", paragraph):
        return True
    if len(paragraph.split()) > _SHORT:
        return False
    return not re.search(r"\b(?:the|an?|his|her|its|their)\b", paragraph, re.IGNORECASE)


def is_trivial(statement: Statement, article: AnnotatedArticle) -> bool:
    """A minute of a game, a time of day, a street number, who wrote the article: nothing to be asked."""
    text = statement.text
    if _INCIDENTAL.search(text):
        return True
    decisive = any(token.dep_ == "ROOT" and token.lemma_ in _DECISIVE for token in statement.doc)
    pattern = _OF_MINUTES if decisive else _OF_GAMES
    if pattern.search(text) and len(_GAME_WORDS.findall(article.text)) >= _LEAST_CONTENT:
        return True
    if _is_about_a_bystander(statement, article) or _tells_little(statement):
        return True
    if sum(not token.is_punct for token in statement.doc) > _MOST_WORDS:
        # Of so long a statement nobody can say which part was to be judged.
        return True
    return bool(_OF_STAFF.search(text)) and _is_at_the_end(statement, article)


def _tells_little(statement: Statement) -> bool:
    """ "Low remains a force", "Low is not alone": of one person, with no deed, number or other name."""
    if statement.attribution is not None:
        return False
    doc = statement.doc
    root = next(token for token in doc if token.dep_ == "ROOT")
    subject = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or not any(t.ent_type_ == "PERSON" for t in subject.subtree):
        return False
    own = {t.i for t in subject.subtree}
    told = {t.ent_type_ for t in doc if t.i not in own} - {"", "ORDINAL"}
    if told or any(n.start > root.idx for n in statement.names):
        return False
    past = "VBD" in {root.tag_, *(c.tag_ for c in root.children if c.dep_ in ("aux", "auxpass"))}
    deed = root.pos_ == "VERB" and any(
        c.dep_ in ("dobj", "ccomp", "xcomp", "nsubjpass") for c in root.children
    )
    return not (past and deed and len(content_of(doc)) >= _MIN_CONTENT)


def _is_about_a_bystander(statement: Statement, article: AnnotatedArticle) -> bool:
    """What somebody who is only heard is, likes or supports: "Low is a student from Fresno"."""
    doc = statement.doc
    root = next(token for token in doc if token.dep_ == "ROOT")
    if statement.attribution is not None or root.lemma_.lower() not in _PRIVATE:
        return False
    subject = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return False
    own = [n.entity for n in statement.names if n.start <= subject.idx < n.end and n.type == "PERSON"]
    if root.lemma_ == "be" and any(n.type == "ORG" and n.start > root.idx for n in statement.names):
        # Whom somebody speaks for is worth knowing, if he is more than a voice or the author.
        return any(len(article.mentions(e)) <= _SELDOM for e in own)
    most = max((len(article.mentions(e.id)) for e in article.annotations.entities), default=0)
    return any(len(article.mentions(e)) <= max(_SELDOM, most * _LITTLE) for e in own)


_PRIVATE = words("be work live support attend like love prefer study enjoy own grow hail come remain")
_SELDOM, _LITTLE = 2, 0.2


def _is_at_the_end(statement: Statement, article: AnnotatedArticle) -> bool:
    return len(article.text) - statement.evidence[0].span.end < _A_PARAGRAPH


_A_PARAGRAPH = 300


def is_judging(statement: Statement) -> bool:
    """Whether a reporter's own words praise or blame; what a source says, it says."""
    if statement.attribution is not None:
        return False
    return any(token.lower_ in _JUDGING and not token.ent_type_ for token in statement.doc)


def is_repeated(doc: Doc, article: AnnotatedArticle) -> bool:
    """Whether the article tells the same of several: three players won "the award", each in another match."""
    deed = _deed(next(token for token in doc if token.dep_ == "ROOT"))
    if deed is None:
        return False
    doers = {found[2] for token in article.doc if (found := _deed(token)) and found[:2] == deed[:2]}
    return len(doers - {deed[2]}) > 0


def _deed(verb: Token) -> tuple[str, str, str] | None:
    """Verb, what "the" thing is done to, and who does it; None where one of them is missing."""
    if verb.pos_ != "VERB":
        return None
    target = next((c for c in verb.children if c.dep_ == "dobj"), None)
    doer = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if target is None or doer is None or doer.pos_ == "PRON":
        return None
    if not any(c.lower_ == "the" for c in target.children):
        return None
    return verb.lemma_, target.lemma_.lower(), doer.lemma_.lower()
