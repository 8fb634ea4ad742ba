"""What a verb of causing has behind it: its effect (or cause), its signal, and how it names them."""

from dataclasses import dataclass

from spacy.tokens import Token

from quizapi.reading.causal.clauses import VERBAL, child, clause, complement, phrase, predicate, subject
from quizapi.reading.causal.lexicon import (
    CAUSE_INFINITIVE,
    CAUSE_OBJECT,
    CAUSE_PARTICLE,
    CAUSE_PREPOSITION,
    CHANGE,
    CHANGE_WITH_PARTICLE,
    EFFECT_PREPOSITION,
    EITHER,
    PREVENT_FROM,
    words,
)
from quizapi.reading.causal.links import Tokens
from quizapi.reading.causal.nouns import is_agent, is_event, is_time

_INTO = words("turn shame talk force pressure frighten bully scare lure coerce goad")
# Verbs that move something, and where to: "turned them against it", "handed the market to rivals".
_TURNED = {
    "turn": words("into against"),
    "throw": words("into"),
    "plunge": words("into"),
    "hand": words("to"),
    "shift": words("to into from"),
}
_LEVELS = words("level high low peak record ruin bottom brink")
_SAID = words(
    "slogan question issue objection voice pitch flag point matter alarm demand topic eyebrow possibility"
)


_FROM = words("from out")
_AWAY = {"keep": words("from out off")}


@dataclass(frozen=True, slots=True)
class Frame:
    """`other` is the side behind the verb: the effect, or the cause for the construction "effect of".

    `lexical` is true where the verb may also tell what an agent does, so that its subject makes it causal.
    """

    other: Tokens
    signal: Tokens | None
    lexical: bool
    construction: str


def frame_of(verb: Token) -> Frame | None:
    """The first frame that an active verb fills."""
    for fill in _FRAMES:
        found = fill(verb)
        if found is not None:
            return found
    return None


def _frame(
    other: Tokens | None, verb: Token, name: str, *, lexical: bool = False, last: Token | None = None
) -> Frame | None:
    """A frame whose signal runs from the verb to `last`."""
    end = (verb if last is None else last).i + 1
    return None if other is None else Frame(other, (verb.i, end), lexical, name)


def _effect_of(verb: Token) -> Frame | None:
    """ "resulted from a strong currency"."""
    preposition = _preposition(verb, EFFECT_PREPOSITION.get(verb.lemma_))
    inner = child(preposition, "pobj", "pcomp") if preposition is not None else None
    if (
        inner is None
        or is_time(inner)
        or is_agent(inner)
        or (verb.lemma_ == "come" and not _is_change(inner))
    ):
        return None
    found = clause(inner) if inner.pos_ in VERBAL else phrase(inner)
    return _frame(found, verb, "effect of", last=preposition)


def _is_change(inner: Token) -> bool:
    """ "came from exhaustion", not "comes from milk"."""
    return inner.pos_ in VERBAL or is_event(inner)


def _follows(verb: Token) -> Frame | None:
    """ "The move follows the arrest"."""
    target = child(verb, "dobj") if verb.lemma_ == "follow" else None
    if target is None or not is_event(target) or is_time(target):
        return None
    return _frame(phrase(target), verb, "effect of", lexical=True)


def _leads_to(verb: Token) -> Frame | None:
    """ "led to a shortage", "led the cabinet to ration petrol"."""
    preposition = _preposition(verb, CAUSE_PREPOSITION.get(verb.lemma_))
    if preposition is None:
        return None
    if verb.lemma_ == "lead" and child(verb, "dobj") is not None:
        return _frame(complement(verb), verb, "cause verb with infinitive")
    if verb.lemma_ == "give" and not _object_is(verb, "rise"):
        return None
    governed = child(preposition, "pobj", "pcomp")
    if governed is not None and is_time(governed):
        return None
    return _frame(complement(verb, after=preposition.i), verb, "cause verb", last=preposition)


def _brings_about(verb: Token) -> Frame | None:
    """ "brought about a change", "set off a panic"."""
    particle = child(verb, "prt", "prep", "advmod")
    if particle is None or particle.lower_ not in CAUSE_PARTICLE.get(verb.lemma_, ()):
        return None
    if particle.i != verb.i + 1 or child(verb, "dobj") is None:
        return None
    return _frame(complement(verb, after=particle.i), verb, "cause verb", last=particle)


def _forces(verb: Token) -> Frame | None:
    """ "forced the yard to close"."""
    infinitive = _infinitive(verb) if verb.lemma_ in CAUSE_INFINITIVE else None
    if infinitive is None:
        return None
    effect = complement(verb)
    if effect is not None and not effect[0] <= infinitive.i < effect[1]:
        tail = clause(infinitive)
        effect = None if tail is None else (effect[0], tail[1])
    return _frame(effect, verb, "cause verb with infinitive")


def _drives_into(verb: Token) -> Frame | None:
    """ "forced the palace to the table", "drove the firm out of business"."""
    target = child(verb, "dobj") if verb.lemma_ in ("force", "drive", "pressure") else None
    if target is None or target.i < verb.i:
        return None
    moved = any(c.dep_ == "prep" and c.lower_ in ("to", "into", "out", "off", "from") for c in verb.rights)
    moved = moved or any(c.dep_ in ("prt", "advmod") and c.lower_ in ("out", "off") for c in verb.rights)
    return _frame(complement(verb), verb, "cause verb", lexical=True) if moved else None


def _prevents(verb: Token) -> Frame | None:
    """ "prevented the bank from paying", "kept engineers out of the country"."""
    if verb.lemma_ not in PREVENT_FROM or child(verb, "dobj") is None:
        return None
    away = any(
        (
            other.dep_ == "prep"
            and other.lower_ in _AWAY.get(verb.lemma_, _FROM)
            and other.right_edge.i > other.i
        )
        or (
            verb.lemma_ == "keep"
            and other.dep_ in ("advmod", "prt")
            and other.lower_ in ("away", "out", "down")
        )
        for other in verb.rights
    )
    return _frame(complement(verb), verb, "prevent") if away or verb.lemma_ == "prevent" else None


def _means(verb: Token) -> Frame | None:
    """ "means that they can no longer buy", "means higher prices"."""
    if verb.lemma_ != "mean":
        return None
    inner, meant = child(verb, "ccomp"), child(verb, "dobj")
    if inner is not None and subject(inner) is not None:
        return _frame(complement(verb), verb, "mean")
    if meant is None or meant.pos_ != "NOUN":
        return None
    return _frame(complement(verb), verb, "mean", lexical=True)


def _makes(verb: Token) -> Frame | None:
    """ "made supply impossible"."""
    inner = child(verb, "ccomp") if verb.lemma_ == "make" else None
    if inner is None or inner.i < verb.i or subject(inner) is None:
        return None
    return _frame(complement(verb), verb, "make", lexical=True)


def _helps(verb: Token) -> Frame | None:
    """ "helped to end apartheid", "helped the farmers"."""
    if verb.lemma_ != "help":
        return None
    target = child(verb, "dobj")
    if child(verb, "xcomp", "ccomp") is not None:
        to = verb.i + 1 < len(verb.doc) and verb.nbor(1).lower_ == "to"
        return _frame(complement(verb, after=verb.i + to), verb, "help", lexical=True)
    if target is None or target.i < verb.i or target.lower_ in ("nobody", "none"):
        return None
    return _frame(complement(verb), verb, "help", lexical=True)


def _causes(verb: Token) -> Frame | None:
    """ "caused a shortage", "encouraged smuggling"."""
    target = child(verb, "dobj")
    if target is None:
        return None
    if verb.lemma_ in EITHER and not is_agent(target) and target.i > verb.i:
        return _frame(complement(verb), verb, "cause verb", lexical=True)
    if verb.lemma_ in CAUSE_INFINITIVE and target.pos_ == "NOUN" and is_agent(target):
        return None  # "spurred a million people": to do what?
    if verb.lemma_ in CAUSE_OBJECT and target.lower_ not in ("which", "that", "what"):
        return _frame(complement(verb), verb, "cause verb")
    return None


def _changes(verb: Token) -> Frame | None:
    """ "cut exports", "pushed up prices", "turned the port into a ghost town": no signal but the verb."""
    target, lemma = child(verb, "dobj"), verb.lemma_
    if target is None or target.i < verb.i or target.ent_type_ in ("DATE", "TIME"):
        return None
    if any(c.lower_ == "thereby" for c in verb.lefts) or (lemma == "raise" and target.lemma_ in _SAID):
        return None
    leaves = lemma == "leave" and (
        child(verb, "oprd", "acomp") is not None
        or any(
            c.dep_ == "prep" and c.lower_ in ("without", "with", "in") for c in (*verb.rights, *target.rights)
        )
    )
    turns = leaves or any(
        c.dep_ == "prep" and c.lower_ in _TURNED.get(lemma, {"into"} if lemma in _INTO else ())
        for c in (*verb.rights, *target.rights)
    )
    turns = turns or (lemma == "give" and child(verb, "dative") is not None)
    turns = turns or (lemma == "put" and _puts_out(verb, target))
    if not turns and lemma not in CHANGE and not (lemma in CHANGE_WITH_PARTICLE and _moves(verb)):
        return None
    degree = any(c.lower_ == "so" and c.dep_ == "advmod" for c in verb.lefts)  # "so angered it that ..."
    that = next((t for t in verb.subtree if t.i > verb.i and t.lower_ == "that" and t.dep_ == "mark"), None)
    effect = predicate(verb, stop=that.i if degree and that is not None else None)
    return None if effect is None else Frame(effect, None, True, "change")


def _puts_out(verb: Token, target: Token) -> bool:
    """ "put eight hundred pickers out of work", "put the harvest at risk", "put pressure on prices"."""
    for other in (*verb.rights, *target.rights):
        inner = child(other, "pobj", "prep") if other.dep_ in ("prep", "advmod") else None
        if inner is None:
            continue
        if (other.lower_, inner.lower_) in (
            ("out", "of"),
            ("at", "risk"),
            ("in", "danger"),
            ("in", "jeopardy"),
        ):
            return True
    return False


def _opens_the_way(verb: Token) -> Frame | None:
    """ "paved the way for the sale", "opened the door to imports"."""
    way = child(verb, "dobj") if verb.lemma_ in ("pave", "open", "clear", "prepare", "lay") else None
    if way is None or way.lemma_ not in ("way", "door", "path", "ground", "groundwork", "foundation"):
        return None
    for other in (*way.rights, *verb.rights):
        if other.dep_ == "prep" and other.lower_ in ("for", "to") and other.right_edge.i > other.i:
            return _frame(complement(verb, after=other.i), verb, "cause verb", last=other)
    return None


def _sends(verb: Token) -> Frame | None:
    """ "sent the price soaring", "sent shares lower"."""
    if verb.lemma_ == "send" and _to_a_level(verb):
        return _frame(complement(verb), verb, "cause verb", lexical=True)
    inner = child(verb, "ccomp", "xcomp") if verb.lemma_ == "send" else None
    if inner is None or inner.i < verb.i or inner.tag_ == "VB":
        return None
    return _frame(complement(verb), verb, "cause verb", lexical=True) if inner.tag_ == "VBG" else None


def _to_a_level(verb: Token) -> bool:
    """ "sent freight rates to their highest level"."""
    target, to = child(verb, "dobj"), next((c for c in verb.rights if c.lower_ == "to"), None)
    level = child(to, "pobj") if to is not None else None
    return target is not None and level is not None and level.lemma_ in _LEVELS


_FRAMES = (
    *(_opens_the_way, _sends),
    *(
        _effect_of,
        _leads_to,
        _brings_about,
        _forces,
        _drives_into,
        _prevents,
        _means,
        _makes,
        _helps,
        _follows,
    ),
    *(_causes, _changes),
)


def _moves(verb: Token) -> bool:
    if verb.lemma_ == "send":
        return any(
            c.dep_ == "prep" and c.lower_ in ("into", "through", "below", "above") for c in verb.rights
        )
    return any(
        other.dep_ in ("prt", "prep", "oprd", "acomp") and other.lower_ != "by" for other in verb.rights
    )


def _infinitive(verb: Token) -> Token | None:
    """The infinitive that completes verb and object ("forced the yard to close")."""
    for other in verb.rights:
        if verb.lemma_ == "let" and other.dep_ in ("xcomp", "ccomp") and other.tag_ == "VB":
            return other
        if other.dep_ in ("xcomp", "ccomp", "advcl") and other.tag_ == "VB":
            to = child(other, "aux")
            if to is None or to.lower_ != "to":
                continue
            if child(verb, "dobj") is not None or subject(other) is not None:
                return other
    target = child(verb, "dobj")
    behind = None if target is None else target.right_edge.i + 1
    if behind is not None and verb.i < behind < len(verb.doc) - 1:
        marker = verb.doc[behind]
        # The parser may hang the infinitive elsewhere ("might persuade the U.S. to drop it, analysts said").
        if marker.tag_ == "TO" and marker.head.tag_ == "VB" and marker.head.i > behind:
            return marker.head
    return None


def _object_is(verb: Token, lemma: str) -> bool:
    target = child(verb, "dobj")
    return target is not None and target.lemma_ == lemma


def _preposition(verb: Token, allowed: frozenset[str] | None) -> Token | None:
    for other in verb.rights if allowed is not None else ():
        if other.i > 0 and other.nbor(-1).lower_ == "not":
            continue  # "stems not from X but from Y"
        if (
            other.dep_ in ("prep", "prt", "dative")
            and other.lower_ in (allowed or ())
            and other.right_edge.i > other.i
        ):
            return other
    return None
