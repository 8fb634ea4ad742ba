"""because, since, as, after, so that, if, unless, should: clause and clause."""

from collections.abc import Iterator

from spacy.tokens import Token

from quizapi.reading.causal.clauses import (
    SUBJECTS,
    VERBAL,
    act_verb,
    child,
    clause,
    content_verb,
    modals,
    phrase,
    subject,
    trimmed,
)
from quizapi.reading.causal.context import Context
from quizapi.reading.causal.lexicon import (
    FEARING,
    FUTURE_MODALS,
    JUDGING_VERBS,
    MARKET_VERBS,
    MEASURE_NOUNS,
    MEASURE_VERBS,
    REACTION_VERBS,
    REPORTING,
    words,
)
from quizapi.reading.causal.links import Link, Tokens
from quizapi.reading.causal.nouns import is_agent, is_event


def because(token: Token, context: Context) -> Iterator[Link]:
    """ "Y because X", "Because X, Y", "That is because X"."""
    pair = _clauses(token)
    if pair is None:
        return
    yield from _reason(token, pair, "because", 0.9)


def since(token: Token, context: Context) -> Iterator[Link]:
    """ "Y, since X", where `since` gives a reason: behind a comma and with no span of time meant."""
    pair = _clauses(token)
    if pair is None:
        return
    if token.is_sent_start and pair[1].i > pair[0].i:
        if pair[0].tag_ in ("VBZ", "VBP") or modals(pair[0]) or _is_stative(pair[0]):
            yield from _reason(token, pair, "since", 0.7)
        return
    if token.i == 0 or context.doc[token.i - 1].text != ",":
        return
    doubtful = _is_past(pair[0]) and _is_perfect(pair[1]) and not _is_stative(pair[0])
    yield from _reason(token, pair, "since", 0.65 if doubtful else 0.8)


def as_(token: Token, context: Context) -> Iterator[Link]:
    """ "Y, as X", where X is a state or a present and not another event of the same moment."""
    pair = _clauses(token)
    if pair is None or token.i == 0 or context.doc[token.i - 1].text != ",":
        return
    if not _is_stative(pair[0]):
        return
    yield from _reason(token, pair, "as", 0.58)


def after(token: Token, context: Context) -> Iterator[Link]:
    """A market that moves, or a measure taken, "after" somebody did something."""
    pair = _clauses(token)
    if pair is None:
        return
    doing, main = pair[1], act_verb(pair[1])
    own = subject(main)
    if doing.dep_ == "acl" and doing.lemma_ in REACTION_VERBS and own is None:
        yield from _reason(token, (pair[0], doing), "after", 0.7)  # "the ban, adopted after X annexed Y"
        return
    if own is None or _is_dated(token):
        return
    reaction = doing.lemma_ in MARKET_VERBS and not is_agent(own)
    reaction = reaction or (doing.lemma_ in REACTION_VERBS and subject(pair[0]) is not None)
    reaction = reaction or (doing.lemma_ in MEASURE_VERBS and takes_measure(doing))
    reaction = reaction or (doing.lemma_ == "come" and is_event(own))
    reaction = reaction or (pair[0].lemma_ in _MEASURES and own.dep_ != "nsubjpass" and doing.tag_ == "VBD")
    reaction = reaction or (own.dep_ == "nsubjpass" and subject(pair[0]) is not None and doing.tag_ == "VBN")
    reaction = reaction or doing.lemma_ in _CHANGES_OF_COURSE
    if not reaction:
        return
    yield from _reason(token, (pair[0], main), "after", 0.7)


def _is_dated(token: Token) -> bool:
    """ "two days after", "soon after", "even after": a point in time and no reason."""
    if token.i == 0:
        return False
    before = token.nbor(-1)
    return before.lower_ in _TIMING or child(token, "npadvmod") is not None


_TIMING = words("soon shortly long even just only immediately hours days weeks months years minutes day year")
_MEASURES = words("freeze blacklist sanction embargo boycott ban bar suspend list")
_CHANGES_OF_COURSE = words(
    "collapse resign quit exclude flee evacuate cancel reverse delay postpone abandon scrap reopen walk"
    " recall retaliate apologise apologize deploy"
)


def takes_measure(verb: Token) -> bool:
    """Whether the verb's object is a measure ("announced a series of sanctions")."""
    target = child(verb, "dobj", "nsubjpass")
    if target is None:
        return False
    inner = child(target, "prep")
    governed = child(inner, "pobj") if inner is not None else None
    return target.lemma_ in MEASURE_NOUNS or (governed is not None and governed.lemma_ in MEASURE_NOUNS)


def until(token: Token, context: Context) -> Iterator[Link]:
    """ "will not lift them until X": X is what the step waits for."""
    verb = token.head
    if verb.dep_ != "advcl" or verb.i < token.i or subject(verb) is None:
        return
    main = verb.head
    for _ in range(3):
        if main.pos_ in VERBAL and child(main, "neg") is not None and modals(main) & FUTURE_MODALS:
            break
        main = main.head
    else:
        return
    cause, effect = clause(verb, start=_behind(token, verb)), clause(main, stop=token.i)
    if cause is not None and effect is not None and not _overlap(cause, effect):
        yield Link(cause, effect, (token.i, token.i + 1), "until", main, 0.7, conditional=True)


def alleged_reason(verb: Token, context: Context) -> Iterator[Link]:
    """ "cut jobs, citing weak demand", "imposed duties, alleging that the pact was broken"."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or verb.i == 0 or context.doc[verb.i - 1].text != ",":
        return
    main = verb.head
    if main.pos_ not in VERBAL or main.i > verb.i or main.lemma_ in REPORTING:
        return
    if verb.lemma_ == "cite":
        target = child(verb, "dobj")
        cause = phrase(target) if target is not None else None
        signal: Tokens | None = (verb.i, verb.i + 1)
    elif main.lemma_ in REACTION_VERBS | MEASURE_VERBS | JUDGING_VERBS:
        cause, signal = clause(verb, start=verb.i), None
    else:
        return
    effect = _effect_of(act_verb(main), verb)
    if cause is not None and effect is not None and not _overlap(cause, effect):
        yield Link(cause, effect, signal, "alleged reason", act_verb(main), 0.72)


def hoping_to(verb: Token, context: Context) -> Iterator[Link]:
    """ "outlawed the sale, hoping to bring them to terms": the hope is what the act is for."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or verb.i == 0 or context.doc[verb.i - 1].text != ",":
        return
    inner, main = child(verb, "xcomp"), verb.head
    marker = child(inner, "aux") if inner is not None else None
    if (
        inner is None
        or marker is None
        or marker.i != verb.i + 1
        or main.pos_ not in VERBAL
        or main.i > verb.i
    ):
        return
    wanted, effect = clause(inner, start=marker.i + 1), _effect_of(act_verb(main), verb)
    if wanted is not None and effect is not None and not _overlap(wanted, effect):
        yield Link(wanted, effect, (verb.i, marker.i + 1), "in order to", act_verb(main), 0.7, act=True)


def when(token: Token, context: Context) -> Iterator[Link]:
    """ "When X did this, Y did that" at the head of a sentence, where the second answers the first."""
    verb = token.head
    if verb.dep_ != "advcl" or verb.head.i < verb.i:
        return
    main = act_verb(verb.head)
    if main.lemma_ not in REACTION_VERBS or subject(main) is None:
        return
    yield from _reason(token, (verb, main), "when", 0.5)


def so(token: Token, context: Context) -> Iterator[Link]:
    """ "X, so Y"; "X so that Y" (what is wanted); "so weak that Y"."""
    doc = context.doc
    following = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if following is not None and following.lower_ == "that":
        yield from _so_that(token, following)
    elif token.i > 0 and doc[token.i - 1].text in (",", ";", "and", "–", "—"):
        yield from _and_so(token, context)
    elif token.dep_ == "advmod" and token.head.pos_ in ("ADJ", "ADV"):
        yield from _so_much_that(token)


def _so_that(token: Token, that: Token) -> Iterator[Link]:
    verb = that.head if that.head.pos_ in VERBAL else token.head
    if verb.dep_ != "advcl" or verb.i < token.i or verb.head.i > token.i:
        return
    main = verb.head
    while main.dep_ in ("relcl", "pcomp", "csubj", "acl") and main.head != main:
        # The aim belongs to the deed, not to a clause that only says who or what.
        main = main.head
        while main.pos_ not in VERBAL and main.head != main:
            main = main.head
    main = act_verb(main)
    wanted, act = clause(verb, start=that.i + 1), clause(main, stop=token.i)
    if wanted is None or act is None:
        return
    signal = (token.i, that.i + 1)
    yield Link(wanted, act, signal, "so that", main, 0.75, act=True)


def _and_so(token: Token, context: Context) -> Iterator[Link]:
    effect_verb = token.head
    doc = context.doc
    if effect_verb.pos_ not in VERBAL or effect_verb.i < token.i or subject(effect_verb) is None:
        return
    if doc[token.i + 1].lower_ in ("did", "do", "does", "is", "was", "far", "on", "much", "many", "called"):
        return
    cause_verb = _clause_before(effect_verb, token)
    if cause_verb is None:
        return
    cause_verb = content_verb(cause_verb)
    cause, effect = clause(cause_verb, stop=token.i), clause(effect_verb)
    if cause is None or effect is None or cause[1] > token.i:
        return
    yield Link(cause, effect, (token.i, token.i + 1), "so", effect_verb, 0.85)


def _clause_before(verb: Token, signal: Token) -> Token | None:
    """The verb of the clause that stands before `signal` in the same sentence."""
    if verb.dep_ in ("conj", "advcl") and verb.head.i < signal.i and verb.head.pos_ in VERBAL:
        return verb.head
    for other in verb.children:
        if other.dep_ in ("ccomp", "conj", "advcl") and other.i < signal.i and other.pos_ in VERBAL:
            return other if other.dep_ != "advcl" and subject(other) is not None else None
    return None


def _so_much_that(token: Token) -> Iterator[Link]:
    word = token.head
    holder = word.head
    for verb in (child(word, "ccomp"), child(holder, "ccomp", "advcl")):
        if verb is None or verb.i < word.i or subject(verb) is None:
            continue
        mark = child(verb, "mark")
        if mark is None or mark.lower_ != "that":
            continue
        main = word.head if word.head.pos_ in VERBAL else None
        cause = clause(main, stop=mark.i) if main is not None else None
        effect = clause(verb)
        if cause is not None and effect is not None:
            yield Link(cause, effect, (token.i, token.i + 1), "so that (degree)", verb, 0.7)
        return


def condition(token: Token, context: Context) -> Iterator[Link]:
    """ "If X, Y", "Y unless X", "Should X, Y"."""
    verb = token.head
    # "If sanctions lapse", "unless parliament votes": the model may take the subject for part of a compound.
    whole = subject(verb) is not None or any(c.dep_ == "compound" and c.i > token.i for c in verb.lefts)
    if verb.dep_ != "advcl" or verb.head.pos_ not in VERBAL or not whole:
        return
    doc = context.doc
    before = doc[token.i - 1].lower_ if token.i else ""
    if before in ("as", "even", "what", "wonder", "ask"):
        return
    own = subject(verb)
    if token.lower_ == "should" and (own is None or own.i < token.i or verb.i > verb.head.i):
        return
    main = content_verb(verb.head) if verb.head.lemma_ in REPORTING else act_verb(verb.head)
    if subject(main) is None and main.dep_ not in ("xcomp", "ccomp"):
        return
    feared = child(main, "dobj") if main.lemma_ in FEARING else None
    about = child(main, "prep") if main.lemma_ in FEARING and feared is None else None
    if about is not None and about.lower_ in ("of", "about"):
        feared = child(about, "pobj")
    if feared is not None and token.i > feared.i:
        cause, effect = clause(verb, start=_behind(token, verb)), phrase(feared, stop=token.i)
        if cause is not None and effect is not None:
            yield Link(cause, effect, (token.i, token.i + 1), "feared condition", feared, 0.7)
        return
    cause = clause(verb) if token.lower_ == "should" else clause(verb, start=_behind(token, verb))
    effect = clause(main, stop=token.i if token.i > main.i else None)
    if cause is None or effect is None or _overlap(cause, effect):
        return
    yield Link(cause, effect, (token.i, token.i + 1), "condition", main, 0.72, conditional=True)


def _clauses(token: Token) -> tuple[Token, Token] | None:
    """(verb behind the conjunction, verb of the main clause)."""
    verb = token.head
    if token.dep_ not in ("mark", "advmod", "prep") or verb.pos_ not in VERBAL or verb.i < token.i:
        if token.dep_ == "prep" and token.head.pos_ in VERBAL:
            inner = child(token, "pcomp")
            if inner is not None and inner.pos_ in VERBAL and subject(inner) is not None:
                return inner, token.head
        return None
    if verb.dep_ not in ("advcl", "ccomp") or verb.head.pos_ not in VERBAL | {"ADJ", "NOUN"}:
        return None
    if verb.head.i > token.i and verb.head.i < verb.i:
        return None
    return verb, verb.head


def _reason(token: Token, pair: tuple[Token, Token], name: str, confidence: float) -> Iterator[Link]:
    verb, main = pair
    signal = (token.i, token.i + 1)
    denied = token.i > 0 and token.nbor(-1).lower_ == "not"
    cause = clause(verb, start=_behind(token, verb))
    if cause is None:
        return
    if _is_only_pointing(main, token):
        own = subject(main)
        effect = phrase(own) if own is not None else None
    else:
        main = _reattached(main, verb, token)
        effect = _effect_of(main, token)
    if effect is None or _overlap(cause, effect):
        return
    denied = denied or (child(main, "neg") is not None and _is_only_pointing(main, token))
    yield Link(cause, effect, signal, name, main, confidence, denied=denied)


def _behind(token: Token, verb: Token) -> int:
    own = subject(verb)
    if own is not None and own.left_edge.i > token.i:
        return int(own.left_edge.i)
    return token.i + 1


def _is_only_pointing(main: Token, token: Token) -> bool:
    """ "That is because ...", "It was not because ..."."""
    if main.lemma_ not in ("be", "come") or main.pos_ not in VERBAL:
        return False
    return (
        all(
            other.dep_ in SUBJECTS
            or (
                other.dep_ in ("advcl", "punct", "neg", "aux", "advmod", "ccomp", "cc", "mark", "prep")
                and (other.dep_ not in ("prep",) or other.right_edge.i < main.i or other.i >= token.i)
            )
            for other in main.children
        )
        and subject(main) is not None
    )


def _reattached(main: Token, verb: Token, token: Token) -> Token:
    """The verb that the reason belongs to: the reported one, where the reporting clause holds both."""
    if main.lemma_ in REPORTING:
        inner = child(main, "ccomp")
        if inner is not None and inner.pos_ in VERBAL and (inner.i < token.i or token.i < main.i):
            return act_verb(inner)
    return act_verb(main)


def _effect_of(main: Token, token: Token) -> Tokens | None:
    if main.pos_ not in VERBAL:
        holder = main.head
        if main.dep_ in ("acomp", "attr", "oprd") and holder.pos_ in VERBAL:
            return clause(holder, stop=token.i if token.i > main.i else None)
        return phrase(main, stop=token.i if token.i > main.i else None)
    if main.dep_ in ("relcl", "acl") and main.head.i < main.i < token.i:
        return trimmed(main.doc, main.head.left_edge.i, token.i)
    return clause(main, stop=token.i if token.i > main.i else None)


def _overlap(left: Tokens, right: Tokens) -> bool:
    return left[0] < right[1] and right[0] < left[1]


def _is_past(verb: Token) -> bool:
    return verb.tag_ == "VBD" or any(c.dep_ == "auxpass" and c.tag_ == "VBD" for c in verb.children)


def _is_perfect(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)


def _is_stative(verb: Token) -> bool:
    if any(c.dep_ == "neg" or (c.dep_ == "aux" and c.tag_ == "MD") for c in verb.children):
        return True
    return verb.lemma_ in _STATIVE


_STATIVE = words(
    "be have know believe fear think want need lack feel seem appear contain depend belong cost own"
    " like dislike hate love hope expect remain consider regard owe deserve mean require"
)
