"""Acts and what they are for: "to punish", "in order to", "aimed at", "meant to"."""

from collections.abc import Iterator

from spacy.tokens import Token

from quizapi.reading.causal.clauses import (
    VERBAL,
    act_verb,
    child,
    clause,
    is_content,
    modals,
    phrase,
    says_where,
    subject,
    trimmed,
)
from quizapi.reading.causal.context import Context
from quizapi.reading.causal.lexicon import (
    CAUSE_INFINITIVE,
    CAUSE_OBJECT,
    MARKET_VERBS,
    MEASURE_NOUNS,
    MEASURE_VERBS,
    PROPOSING,
    PURPOSE_PARTICIPLES,
    PURPOSE_PHRASES,
    RAISING,
    REACTION_VERBS,
    REPORTING,
    WANTING,
    words,
)
from quizapi.reading.causal.links import Link, Tokens
from quizapi.reading.causal.nouns import is_agent, is_event, is_time
from quizapi.reading.causal.phrases import by_first_word, match_at
from quizapi.reading.causal.proposing import is_urged

PHRASES = by_first_word(PURPOSE_PHRASES)
# Verbs whose infinitive is no purpose though the parser may hang it there as one.
_COMPLETED = words(
    "be have need take cost use fail seem appear begin continue start try attempt manage happen tend"
    " agree decide refuse wait ask tell allow permit force enable cause lead help require expect want"
    " order urge plan choose prepare hesitate threaten promise offer seek hope wish like prefer"
    " deserve afford vote learn remain go come get struggle strive vow pledge intend prove set think know"
    " believe say find make serve suffice"
)
# Verbs that tell somebody to do something: the infinitive is what is told.
_ASKING = (
    CAUSE_INFINITIVE
    | CAUSE_OBJECT
    | words(
        "press ask tell request appeal call urge invite warn direct instruct persuade pressurise pressurize"
        " beg"
        " advise command summon train teach challenge dare forbid implore lobby assign appoint entitle"
        " oblige tie lack owe schedule set organise organize"
    )
)
_COMING = words("come serve exist aim seek act work")
_GATHERINGS = words("meeting rally march protest demonstration assembly conference session strike group")
_GIVING = words("give offer hand lend grant leave find bring send provide")
_WITH_NOUN = words("deny refuse lack need have want")
# Nouns that take an infinitive of their own.
_TAKING_NOUNS = words(
    "means way ability chance right opportunity permission licence license permit visa factor tool capacity"
    " freedom authority incentive pressure willingness readiness obligation duty promise"
    " pledge refusal failure inability power room time deadline temptation tendency temerity courage"
    " ambition desire wish urge"
    " invitation mandate order instruction inaction strategy"
)
_DEMANDED = MEASURE_NOUNS | words("blockade deadline halt cut exemption suspension freeze boycott law bill")
_NO_PURPOSE = words("be become find discover learn reveal date begin put say name mean include cover embrace")
# "To repeat myself, ...": an aside about the words and no aim of anybody.
_OF_SPEECH = words("repeat quote paraphrase sum summarise summarize recap conclude clarify cut return")


def in_order_to(token: Token, context: Context) -> Iterator[Link]:
    """The long forms: "in order to", "so as to", "in a bid to"."""
    end = match_at(context.doc, token.i, PHRASES)
    if end is None:
        return
    verb = context.doc[end - 1].head
    if verb.pos_ not in VERBAL or verb.i < end - 1:
        return
    holder = token.head.head if token.head == verb else token.head
    if holder.pos_ not in VERBAL:
        governor = _governor(holder)
        if governor is None:
            return
        holder = governor
    yield from _purpose(verb, holder, (token.i, end), "in order to", 0.88)


def to_infinitive(token: Token, context: Context) -> Iterator[Link]:
    """A bare "to" with an infinitive that hangs on an act as an adverbial."""
    verb = token.head
    if verb.i < token.i or verb.tag_ != "VB" or verb.lemma_ in _NO_PURPOSE:
        return
    holder = verb.head
    demanded = _demanded(verb) or _planned(verb)
    if demanded is not None:
        wanted, effect = clause(verb, start=token.i + 1), phrase(demanded, stop=token.i)
        if wanted is not None and effect is not None:
            asker = demanded.head if demanded.head.pos_ in VERBAL else demanded.head.head
            yield Link(wanted, effect, (token.i, token.i + 1), "to", asker, 0.7, act=True)
        return
    if verb.dep_ == "xcomp" and holder.lemma_ == "do" and child(holder, "advmod") is not None:
        yield from _purpose(verb, holder, (token.i, token.i + 1), "to", 0.72)
        return
    if verb.dep_ in ("acl", "relcl") and is_time(holder) and holder.dep_ == "pobj":
        governor = _governor(holder)  # "shut their shops for a day | to protest"
        if governor is None or governor.i > token.i:
            return
        holder = governor
    elif _taken_for_relative(verb):
        holder = holder.head
    elif verb.dep_ != "advcl" and not _taken_for_complement(verb):
        return
    if holder.pos_ not in VERBAL:
        return
    fronted = verb.i < holder.i and holder.lemma_ in WANTING
    if holder.lemma_ in _COMPLETED and not fronted:
        return
    if _completes_noun_before(token) or (_begins(token) and verb.lemma_ in _OF_SPEECH):
        return
    if _only_ends(holder):
        return
    if holder.lemma_ in _ASKING or holder.lemma_ == "do" or not _is_told(holder):
        return
    if token.i > 0 and token.nbor(-1).lower_ in (
        "order",
        "as",
        "bid",
        "attempt",
        "effort",
        "move",
        "how",
        "what",
    ):
        return
    if child(verb, "mark", "advmod") is not None and child(verb, "mark", "advmod").i < token.i:  # type: ignore[union-attr]
        return
    yield from _purpose(verb, holder, (token.i, token.i + 1), "to", 0.72)


def participle_of_purpose(verb: Token, context: Context) -> Iterator[Link]:
    """ "The cap is designed to", "controls aimed at": what is wanted, and the measure."""
    if verb.lemma_ == "aim" and verb.tag_ in ("VBZ", "VBP", "VBD"):
        inner = child(verb, "xcomp")
        marker = child(inner, "aux") if inner is not None else None
    else:
        # "The cap, meant to": a participle, whatever the tagger makes of it.
        aside = verb.tag_ == "VBD" and verb.dep_ == "advcl" and verb.i > 0 and verb.nbor(-1).text == ","
        if verb.tag_ != "VBN" and not aside and not (verb.lemma_ == "aim" and verb.pos_ == "ADJ"):
            return
        inner, marker = _wanted(verb)
    if inner is None or marker is None or marker.i != verb.i + 1 or inner.right_edge.i == inner.i:
        return
    wanted = clause(inner, start=marker.i + 1) if inner.pos_ in VERBAL else phrase(inner)
    if inner.pos_ not in VERBAL and not is_event(inner):
        return  # "aimed at the generals" names a target and no end
    own = subject(verb)
    if own is not None and verb.dep_ == "relcl" and own.tag_ not in ("WDT", "WP"):
        return  # "the thing it was meant to starve"
    measure: Tokens | None
    if own is not None and own.tag_ in ("WDT", "WP") and verb.dep_ == "relcl":
        measure = phrase(verb.head, stop=own.i)
    elif own is not None:
        measure = phrase(own)
    elif verb.dep_ in ("acl", "advcl") and verb.head.pos_ in ("NOUN", "PROPN"):
        if is_agent(verb.head):
            return
        measure = trimmed(verb.doc, verb.head.left_edge.i, verb.i)
    elif verb.dep_ in ("advcl", "acl") and verb.head.pos_ in VERBAL and verb.head.i < verb.i:
        measure = clause(act_verb(verb.head), stop=verb.i)
    elif verb.dep_ == "conj" and verb.head.pos_ in VERBAL and subject(verb.head) is not None:
        measure = phrase(subject(verb.head))  # type: ignore[arg-type]
    else:
        return
    if verb.lemma_ == "suppose" and (own is None or own.lemma_ not in MEASURE_NOUNS):
        return  # "it is supposed to rain"
    if wanted is None or measure is None or (measure[0] < wanted[1] and wanted[0] < measure[1]):
        return
    if own is not None and own.tag_ not in ("WDT", "WP") and (is_agent(own) or _are_people(own, context)):
        return
    yield Link(wanted, measure, (verb.i, marker.i + 1), "meant to", verb, 0.85, act=True)


def _are_people(own: Token, context: Context) -> bool:
    if own.lower_ != "they":
        return False
    meant = context.antecedent(own)
    return meant is None or not is_event(meant)


def _planned(verb: Token) -> Token | None:
    """The measure of "is planning a ban to punish Tarn", where the infinitive hangs on the planning."""
    holder = verb.head
    noun = child(holder, "dobj") if verb.dep_ == "advcl" and holder.lemma_ in PROPOSING else None
    if noun is None or noun.lemma_ not in _DEMANDED or noun.i > verb.i or child(holder, "xcomp") is not None:
        return None
    return noun


def _demanded(verb: Token) -> Token | None:
    """The measure of "called for sanctions to punish the raid", "considered a blockade to stop the arms"."""
    noun = verb.head if verb.dep_ in ("acl", "relcl") else None
    if noun is None and verb.head.lemma_ in ("call", "ask", "press", "lobby", "campaign", "appeal"):
        preposition = child(verb.head, "prep")
        noun = child(preposition, "pobj") if preposition is not None and preposition.lower_ == "for" else None
    if noun is None or noun.lemma_ not in _DEMANDED:
        return None
    asker = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ == "for" else noun.head
    fits = noun.dep_ in ("dobj", "pobj") and asker.lemma_ in PROPOSING
    return noun if fits else None


def _completes_noun_before(token: Token) -> bool:
    """Whether what stands right before "to" takes the infinitive: "gave three days to respond",
    "no provocation to the police to open fire", "leading employees to demand"."""
    if token.i == 0:
        return False
    before, inner = token.nbor(-1), token.head
    if (
        before.dep_ == "dobj"
        and before.head.lemma_ in _GIVING
        and child(inner, "dobj", "ccomp", "prep") is None
    ):
        return True  # "gives them an enemy to curse"
    if before.dep_ == "dobj" and before.head.lemma_ in MEASURE_VERBS and before.lemma_ in MEASURE_NOUNS:
        return False  # "would impose duties to punish Tarn"
    if before.dep_ == "dobj" and (before.head.lemma_ in _WITH_NOUN or before.lemma_ in _TAKING_NOUNS):
        return True  # "had been denied visas to enter"
    if before.pos_ == "NOUN" and (before.lemma_ in _TAKING_NOUNS or before.lemma_.endswith("ness")):
        return True
    if before.ent_type_ in ("DATE", "TIME") and before.dep_ == "dobj":
        return True
    if before.dep_ in ("dobj", "nsubj") and before.head.lemma_ in _ASKING:
        return True
    if before.dep_ == "pobj" and before.head.lower_ == "to":
        giver = before.head.head
        return giver.pos_ == "NOUN" or child(giver, "dobj") is not None or before.pos_ == "PRON"
    return False


def _taken_for_complement(verb: Token) -> bool:
    """ "banned loans to punish the raid": a measure has no infinitive of its own, whatever the parse says."""
    holder = verb.head
    target = child(holder, "dobj")
    own = child(holder, "nsubjpass")
    if verb.dep_ == "xcomp" and own is not None and own.lemma_ in MEASURE_NOUNS:
        governing = _ASKING | _COMPLETED | RAISING | REPORTING | frozenset(PURPOSE_PARTICIPLES)
        return holder.lemma_ not in governing  # "was widened to hit the banks"
    measure = holder.lemma_ in REACTION_VERBS | MEASURE_VERBS and verb.dep_ == "xcomp"
    return measure and target is not None and holder.i < target.i < verb.i and not is_agent(target)


def _taken_for_relative(verb: Token) -> bool:
    """ "to stop exports | to punish the league": with an object of its own it says nothing of the exports."""
    noun = verb.head
    if verb.dep_ not in ("acl", "relcl") or noun.dep_ != "dobj" or child(verb, "dobj") is None:
        return False
    return noun.head.lemma_ in REACTION_VERBS | {"stop"} and noun.tag_ == "NNS" and not is_agent(noun)


def _begins(token: Token) -> bool:
    """Whether a sentence, or the words of a quotation, begin with the token."""
    return bool(token.is_sent_start) or token.nbor(-1).is_quote


def _only_ends(holder: Token) -> bool:
    """ "The price fell to close at 12": nobody acts, so nothing is aimed at."""
    own = subject(holder)
    acts = own is None or own.dep_ == "nsubjpass" or is_agent(own) or own.pos_ == "PROPN"
    happens = own is not None and own.dep_ == "nsubj" and is_event(own) and own.pos_ == "NOUN"
    if own is not None and happens and own.lemma_ not in _GATHERINGS:
        return child(holder, "dobj") is None and holder.lemma_ not in _COMING
    return holder.lemma_ in MARKET_VERBS | {"close"} and not acts and not modals(holder)


def _is_told(holder: Token) -> bool:
    """Whether the act is told as a clause of its own: it has a subject, or shares one."""
    node = holder
    for _ in range(4):
        if subject(node) is not None:
            return node.dep_ != "relcl" or says_where(node)
        if is_urged(node):
            return True
        if node.dep_ == "acl" and node.tag_ == "VBN":
            return child(node, "agent") is not None
        if node.dep_ not in ("conj", "xcomp"):
            return False
        node = node.head
    return False


def _wanted(verb: Token) -> tuple[Token | None, Token | None]:
    allowed = PURPOSE_PARTICIPLES[verb.lemma_]
    inner = child(verb, "xcomp", "advcl")
    if inner is not None:
        marker = child(inner, "aux")
        if marker is not None and marker.lower_ == "to" and "to" in allowed:
            return inner, marker
    for other in verb.rights:
        if other.dep_ == "prep" and other.lower_ in allowed:
            return child(other, "pcomp", "pobj"), other
    return None, None


def _governor(noun: Token) -> Token | None:
    node = noun
    while node.head != node:
        node = node.head
        if node.pos_ in VERBAL:
            return node
    return None


def _purpose(verb: Token, holder: Token, signal: Tokens, name: str, confidence: float) -> Iterator[Link]:
    wanted = clause(verb, start=signal[1])
    if holder.i > verb.i:
        act = act_verb(holder)
        effect = clause(act) if subject(act) is not None else None
    else:
        effect = _act(holder, signal[0])
        act = act_verb(holder)
    if wanted is None or effect is None or (effect[0] < wanted[1] and wanted[0] < effect[1]):
        return
    yield Link(wanted, effect, signal, name, act, confidence, act=True)


def _asked_for(verb: Token) -> Token | None:
    """ "a delay" of "asked for a delay"."""
    preposition = next((c for c in verb.rights if c.dep_ == "prep" and c.lower_ == "for"), None)
    return child(preposition, "pobj") if preposition is not None else None


def _act(holder: Token, stop: int) -> Tokens | None:
    if holder.lemma_ in PROPOSING and child(holder, "dobj") is not None and child(holder, "xcomp") is None:
        target = child(holder, "dobj")
        return phrase(target, stop=stop) if target is not None and target.i < stop else None
    asked = _asked_for(holder) if holder.lemma_ in PROPOSING else None
    if asked is not None and asked.i < stop:
        return phrase(asked, stop=stop)
    if (
        holder.dep_ in ("relcl", "acl")
        and not says_where(holder)
        and not is_content(holder)
        and holder.head.i < holder.i
        and holder.head.pos_ not in VERBAL
    ):
        return trimmed(holder.doc, holder.head.left_edge.i, stop)
    return clause(act_verb(holder), stop=stop)
