"""What is told only to be contradicted: "People say the embargo created an industry. It didn't."."""

from spacy.tokens import Span, Token

from quizapi.reading.causal.clauses import VERBAL
from quizapi.reading.causal.context import Context
from quizapi.reading.causal.lexicon import REPORTING, words
from quizapi.reading.causal.links import Link
from quizapi.reading.causal.modality import negated
from quizapi.reading.causal.nouns import is_agent
from quizapi.reading.causal.status import LINKING

_POINTING = words("it they that this he she")
_OTHERWISE = words("otherwise untrue wrong false nonsense myth absurd mistaken untenable")
_AUXILIARY = words("do be have will can")
_NEGATORS = frozenset({"not", "n't", "n\u2019t"})
_NOT_SO = _NEGATORS | {"so", "true"}
_MARKS = frozenset({",", ";", ".", "!", ":", "\u2013", "\u2014"})
_SHORT = 5


def is_contradicted(link: Link, context: Context) -> bool:
    """Whether the next sentence is a short "It did not", or takes back what somebody was said to think."""
    after = context.following(link.anchor)
    if after is None:
        return False
    if not _is_reported(link.anchor):
        return False
    return (link.construction in LINKING and _says_no(after)) or _takes_back(after)


def _says_no(sent: Span) -> bool:
    """ "It didn't; my brother did", "They have not." """
    told = []
    for token in sent:
        if token.text in _MARKS:
            break
        told.append(token)
    pointing = 2 < len(told) <= _SHORT and told[0].lower_ in _POINTING and told[1].lemma_ in _AUXILIARY
    return pointing and told[-1].lower_ in _NOT_SO and any(t.lower_ in _NEGATORS for t in told)


def _takes_back(sent: Span) -> bool:
    """ "The records suggest otherwise", "That is untrue"; not "he thinks otherwise": his view only."""
    root = sent.root
    own = [t for t in root.lefts if t.dep_ == "nsubj"]
    if any(t.lower_ == "otherwise" for t in root.rights):
        return bool(own) and not is_agent(own[0])
    if root.lemma_ in ("agree", "accept", "share", "believe") and negated(root):
        return bool(own) and own[0].lower_ in ("we", "i")
    points = any(t.lower_ in ("that", "this", "they") or t.lemma_ in ("claim", "view", "story") for t in own)
    called = any(t.lemma_ in _OTHERWISE for t in root.rights)
    return points and called and not negated(root)


def _is_reported(verb: Token) -> bool:
    node = verb
    while node.head != node:
        if node.dep_ == "ccomp" and node.head.pos_ in VERBAL:
            return node.head.lemma_ in REPORTING | {"hold"}
        node = node.head
    return False
