"""Links that run over the end of a clause: "As a result", "Therefore", "That is why", "In response"."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from quizapi.reading.causal.clauses import VERBAL, child, clause, content_verb, phrase, subject
from quizapi.reading.causal.context import Context
from quizapi.reading.causal.lexicon import ANSWER_PHRASES, DENYING, FEARING, REPORTING, RESULT_PHRASES, words
from quizapi.reading.causal.links import Link, Tokens
from quizapi.reading.causal.nouns import is_event
from quizapi.reading.causal.phrases import by_first_word, match_at

RESULTS = by_first_word(RESULT_PHRASES)
ANSWERS = by_first_word(ANSWER_PHRASES)


def as_a_result(token: Token, context: Context) -> Iterator[Link]:
    """The fixed adverbials of result, at the head of a clause."""
    end = match_at(context.doc, token.i, RESULTS)
    if end is None or (end < len(context.doc) and context.doc[end].lower_ == "of"):
        return
    yield from _result(token, (token.i, end), token.head, context, 0.82)


def so_then(token: Token, context: Context) -> Iterator[Link]:
    """ "The port was closed. So the grain went by rail."."""
    verb, doc = token.head, context.doc
    if not token.is_sent_start or token.dep_ != "advmod" or verb.pos_ not in VERBAL or verb.i < token.i:
        return
    own = subject(verb)
    if own is None or own.left_edge.i != token.i + 1 or own.tag_ in ("WDT", "WP", "EX"):
        return  # "So far", "So, what did they do?"
    previous = context.previous(token)
    if previous is None or any("\n" in t.text for t in doc[previous.end - 1 : token.i]):
        return
    yield from _result(token, (token.i, token.i + 1), verb, context, 0.7)


def with_the_result(token: Token, context: Context) -> Iterator[Link]:
    """ "X, with the result that Y"."""
    doc = context.doc
    if [t.lower_ for t in doc[token.i : token.i + 4]] != ["with", "the", "result", "that"] or token.i == 0:
        return
    verb, main = doc[token.i + 3].head, token.head
    if verb.pos_ not in VERBAL or verb.i < token.i or main.pos_ not in VERBAL or main.i > token.i:
        return
    cause, effect = clause(content_verb(main), stop=token.i), clause(verb, start=token.i + 4)
    if cause is not None and effect is not None and cause[1] <= effect[0]:
        yield Link(cause, effect, (token.i, token.i + 4), "result", verb, 0.8)


def adverb_of_result(token: Token, context: Context) -> Iterator[Link]:
    """ "therefore", "thus", "hence", "consequently"."""
    if token.dep_ not in ("advmod", "cc", "mark", "dep") or token.head.pos_ not in VERBAL:
        return
    if token.lower_ == "thus" and token.head.tag_ == "VBG" and subject(token.head) is None:
        return
    yield from _result(token, (token.i, token.i + 1), token.head, context, 0.72)


def thereby(token: Token, context: Context) -> Iterator[Link]:
    """ "X and thereby Y", "X, thereby Ying": both with one subject."""
    verb = token.head
    if verb.pos_ not in VERBAL or verb.head == verb or verb.head.pos_ not in VERBAL or verb.head.i > token.i:
        return
    cause = clause(content_verb(verb.head), stop=_before(token))
    effect = clause(verb, start=max(verb.i, token.i + 1))
    if cause is not None and effect is not None and cause[1] <= effect[0]:
        yield Link(cause, effect, (token.i, token.i + 1), "thereby", verb, 0.8)


def that_is_why(token: Token, context: Context) -> Iterator[Link]:
    """ "That is why Y": the cause is the clause before."""
    doc = context.doc
    if (
        token.i < 2
        or doc[token.i - 1].lemma_ != "be"
        or doc[token.i - 2].lower_ not in ("that", "this", "which")
    ):
        return
    verb = token.head
    if verb.i < token.i or verb.pos_ not in VERBAL:
        return
    cause = _clause_before(doc[token.i - 2], context)
    effect = clause(verb, start=None)
    if cause is not None and effect is not None:
        yield Link(cause, effect, (token.i - 2, token.i + 1), "that is why", verb, 0.8)


def consequence(noun: Token, context: Context) -> Iterator[Link]:
    """ "Belmar halted exports. The consequence was a shortage": of the clause before."""
    verb, sent = noun.head, context.sent(noun)
    if noun.dep_ != "nsubj" or verb.lemma_ != "be" or noun.left_edge.i - sent.start > 2:
        return
    told = child(verb, "attr", "ccomp")
    pointed = all(c.lower_ in ("the", "one", "first", "main", "immediate", "only") for c in noun.lefts)
    if told is None or told.i < verb.i or not pointed or any(True for _ in noun.rights) or noun.tag_ == "NNS":
        return
    previous = context.previous(noun)
    if previous is None or (told.pos_ == "NOUN" and not is_event(told)):
        return
    cause = _last_clause(previous)
    effect = clause(told) if told.pos_ in VERBAL else phrase(told)
    if cause is not None and effect is not None and cause[1] <= effect[0]:
        yield Link(cause, effect, (noun.i, noun.i + 1), "result", verb, 0.7)


def in_response(token: Token, context: Context) -> Iterator[Link]:
    """A bare "in response": an answer to what the sentence before tells."""
    end = match_at(context.doc, token.i, ANSWERS)
    if end is None or (
        end < len(context.doc) and context.doc[end].lower_ in ("to", "for", "against", "over", "at")
    ):
        return
    verb = token.head
    if verb.pos_ not in VERBAL:
        return
    act = content_verb(verb)
    effect = clause(act, stop=token.i if token.i > act.i else None)
    cause = _answered(token, context)
    if effect is not None and cause is not None and cause[1] <= effect[0]:
        yield Link(cause, effect, (token.i, end), "in response", act, 0.64, act=True)


def _result(token: Token, signal: Tokens, verb: Token, context: Context, confidence: float) -> Iterator[Link]:
    while verb.pos_ not in VERBAL and verb.head != verb:
        verb = verb.head
    if verb.pos_ not in VERBAL:
        return
    cause = _clause_before(token, context)
    if verb.lemma_ in REPORTING and token.i < verb.i and child(verb, "ccomp") is not None:
        verb = content_verb(verb)
    effect = clause(verb, stop=token.i if token.i > verb.i else None)
    if effect is None or cause is None or cause[1] > effect[0]:
        return
    yield Link(cause, effect, signal, "result", verb, confidence)


def _answered(token: Token, context: Context) -> Tokens | None:
    """What is answered: the measure that the sentence before speaks of, or what somebody does in it."""
    previous = context.previous(token)
    if previous is not None and any("\n" in t.text for t in token.doc[previous.end - 1 : token.i]):
        return None  # what is answered stands further back
    if previous is not None and previous.root.pos_ in VERBAL:
        own = subject(content_verb(previous.root))
        if own is not None and own.pos_ == "NOUN" and is_event(own):
            return phrase(own)
    return _clause_before(token, context)


def _before(token: Token) -> int:
    index = token.i
    while index > 0 and token.doc[index - 1].pos_ in ("CCONJ", "PUNCT"):
        index -= 1
    return int(index)


def _clause_before(token: Token, context: Context) -> Tokens | None:
    """The clause before `token`: in its sentence, else the last of the sentence before."""
    sent = context.sent(token)
    for index in range(token.i - 1, sent.start - 1, -1):
        other = context.doc[index]
        if other.pos_ in VERBAL and _is_clause(other) and _ends_before(other, token):
            return clause(content_verb(other), stop=_before(token))
    previous = context.previous(token)
    if previous is None or _is_far_in(token, sent):
        return None
    return _last_clause(previous)


def _is_far_in(token: Token, sent: Span) -> bool:
    """Whether another clause of the same report stands before: "said that X, and that Y would therefore"."""
    verb = token.head
    return verb.dep_ == "conj" and verb.head.pos_ in VERBAL and sent.start <= verb.head.i < token.i


def _ends_before(verb: Token, token: Token) -> bool:
    """Whether a mark or conjunction parts the verb's clause from `token`, and the two are coordinated."""
    doc = token.doc
    if not any(doc[i].text in (",", ";", "–", "—") or doc[i].dep_ == "cc" for i in range(verb.i, token.i)):
        return False
    return token.head != verb and (token.head.head == verb or verb.head == token.head)


def _is_clause(verb: Token) -> bool:
    return subject(verb) is not None and verb.dep_ in ("ROOT", "conj", "ccomp", "parataxis")


def _last_clause(sent: Span) -> Tokens | None:
    """What the sentence tells, from its first clause to its last."""
    root = sent.root
    if root.pos_ not in VERBAL or (root.lemma_ in _ATTITUDES and child(root, "ccomp") is not None):
        return None  # "Diplomats doubt it. It would therefore": because they doubt, or because it is so?
    if any(t.lower_ == "which" and t.i > root.i and t.nbor(-1).text == "," for t in sent):
        return None  # "told them to check, which slowed it. As a result": of which of the two?
    verb = content_verb(root)
    first = clause(verb)
    while True:
        later = [c for c in verb.rights if c.dep_ == "conj" and c.pos_ in VERBAL and subject(c) is not None]
        if not later:
            break
        verb = content_verb(later[-1])
    last = clause(verb)
    if first is None or last is None or any(t.text in _BREAKS for t in sent.doc[first[0] : last[1]]):
        return last
    return (first[0], last[1])


_ATTITUDES = DENYING | FEARING | words("doubt hope expect suspect believe think")
_BREAKS = frozenset({";", ":", "\u2013", "\u2014", "--"})
