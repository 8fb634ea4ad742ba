"""Opposites of certain sense, comparisons turned round, and what came before what."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapi_true_false.edits.base import Candidate, Scene, edit_of, in_quotes
from quizapi_true_false.lexicon import (
    ADJECTIVES,
    BUILT,
    CONTESTS,
    CRIMES,
    FIXED,
    HARMS,
    KIN,
    LASTING,
    MEASURED,
    MEDALS,
    NOUNS,
    PAPERS,
    PEOPLE,
    PLAIN,
    POLICIES,
    PREDICATES,
    QUANTITIES,
    ROOMS,
    RULERS,
    VENTURES,
    VERBS,
    VIEWED,
    words,
)
from quizapi_true_false.statements import Statement

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_EVENTS = frozenset({"VBD", "VBN", "VBZ", "VBP", "VBG"})


def change_antonym(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """ "Prices rose" → "Prices fell", "the council approved" → "the council rejected"."""
    for token in statement.doc:
        after = _opposite(token, scene)
        if after is None or in_quotes(statement, token.idx) or _is_denied(token) or _is_subordinate(token):
            continue
        if _is_wished(token) or _names_reason(token.doc) or _is_given_away(token, after):
            continue
        yield Candidate(
            edit_of("antonym", statement, token.idx, token.text, after),
            f"The article says “{token.text}”, not “{after}”.",
            claimed=after,
        )


def change_comparison(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """ "more than 40" → "fewer than 40", "higher" → "lower"."""
    for token in statement.doc:
        after = _turned(token)
        if after is None or in_quotes(statement, token.idx) or _is_denied(token.head) or _has_no(token.doc):
            continue
        if _is_wished(token):
            continue
        yield Candidate(
            edit_of("comparison", statement, token.idx, token.text, after),
            f"The article says “{_phrase(token, token.text)}”, not “{_phrase(token, after)}”.",
            claimed="",
        )


def change_order(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """ "after inspectors found chips" → "before inspectors found chips"."""
    for token in statement.doc:
        other = {"after": "before", "before": "after"}.get(token.lower_)
        if other is None or in_quotes(statement, token.idx) or not _orders_events(token):
            continue
        after = other.capitalize() if token.text[0].isupper() else other
        yield Candidate(
            edit_of("order", statement, token.idx, token.text, after),
            f"The article tells it in the other order: “{token.lower_}”, not “{other}”.",
            claimed="",
        )


def _opposite(token: Token, scene: Scene) -> str | None:
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" and lemma in VERBS:
        other = next((word for word, kind in VERBS[lemma] if _sense_is_certain(token, kind)), None)
        if other is None:
            return None
        head, _, particle = other.partition("_")
        form = token.text if token.tag_ == "VB" else ""
        changed: str | None = scene.tools.inflect(head, token.tag_) if token.tag_ != "VB" else head
        if particle and any(c.dep_ == "auxpass" for c in token.children):
            return None
        changed = f"{changed} {particle}".rstrip() if changed else None
        return _cased(token, changed) if changed and changed != form else None
    if token.dep_ in ("acomp", "oprd") and token.lower_ in PREDICATES and not _is_compared(token):
        return PREDICATES[token.lower_]
    if (
        token.pos_ in ("ADJ", "NOUN")
        and token.text.islower()
        and (token.whitespace_ or token.dep_ == "pobj")
        and token.lower_ in PLAIN
        and token.dep_ in ("amod", "compound", "pobj")
    ):
        kin = token.lower_ in KIN and (
            token.head.lower_ == "as" or any(t.dep_ == "poss" for t in token.children) is False
        )
        return _with_article(token, PLAIN[token.lower_]) if not (_in_name(token) or kin) else None
    if token.lower_ in MEDALS and token.dep_ in ("amod", "compound") and token.head.lemma_.lower() == "medal":
        return MEDALS[token.lower_]
    if token.pos_ == "NOUN" and lemma in NOUNS and token.tag_ == "NN":
        behind = [c for c in token.children if c.dep_ == "prep" and c.lower_ in ("in", "of")]
        if _names_extreme(token.doc):
            return None
        return (
            _cased(token, _with_article(token, NOUNS[lemma]))
            if behind and _with_article(token, NOUNS[lemma])
            else None
        )
    return None


def _names_reason(doc: Doc) -> bool:
    """ "was freed after he paid", "in retaliation for": a reason shows which word was right."""
    return any(
        (
            token.lower_ in _REASONS
            and token.dep_ in ("mark", "prep", "advmod", "pcomp", "amod", "acomp", "npadvmod")
        )
        or (token.lower_ == "thanks" and token.i + 1 < len(doc) and token.nbor(1).lower_ == "to")
        or (token.lower_ == "as" and token.dep_ == "mark")
        or (token.lower_ in _REASON_NOUNS and token.i and token.nbor(-1).lower_ == "in")
        for token in doc
    )


_REASONS = words("thanks due after because since despite although though so")
_REASON_NOUNS = words("retaliation response line protest reaction contrast addition")
_LIMITS = words("until till by for from to between during pending")
_OF_TIME = words("temporary permanent annual former current")


def _is_given_away(token: Token, after: str) -> bool:
    """ "permanent until July": a limit told beside it, or the same thing said again."""
    if after in _OF_TIME and any(t.lower_ in _LIMITS for t in token.doc):
        return True
    lemma = token.lemma_.lower()
    if any(t.lemma_.lower() in _LACKING for t in token.doc[: token.i]):
        # "the lack of strong support"
        return True
    return any(t.i != token.i and t.lemma_.lower() in (lemma, after) for t in token.doc)


_LACKING = words("lack absence without dearth shortage avoid despite spite")


def _names_extreme(doc: Doc) -> bool:
    """ "fell to a 40-year low": the direction is told twice."""
    return any(
        token.lemma_.lower() in ("low", "high", "record", "peak") and token.pos_ == "NOUN" for token in doc
    )


def _in_name(token: Token) -> bool:
    """Whether the word belongs to a name or a fixed pair ("high school")."""
    after = token.doc[token.i + 1] if token.i + 1 < len(token.doc) else None
    return token.ent_type_ in ("PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART") or (
        after is not None and (after.text[0].isupper() or (token.lower_, after.lemma_.lower()) in FIXED)
    )


def _is_compared(token: Token) -> bool:
    """ "more likely", "less common", "mild to moderate": another word says how much."""
    behind = list(token.doc[token.i + 1 : token.i + 3])
    if behind and (behind[0].lower_ == "or" or (behind[0].lower_ == "to" and behind[-1].tag_ != "VB")):
        return behind[0].lower_ == "or" or behind[-1].pos_ in ("ADJ", "ADV")
    return any(child.dep_ in ("advmod", "neg", "npadvmod", "nummod") for child in token.children) or any(
        child.dep_ in ("advmod", "neg") for child in token.head.children
    )


def _with_article(token: Token, word: str) -> str | None:
    """The word, where the "a" or "an" before it still fits."""
    before = token.doc[token.i - 1].lower_ if token.i else ""
    vowel = word[0] in "aeiou"
    if (before == "a" and vowel) or (before == "an" and not vowel):
        return None
    return word


def _sense_is_certain(verb: Token, kind: str) -> bool:
    """Whether the verb is used in the sense that its opposite is the opposite of."""
    target = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    if any(c.dep_ == "prt" for c in verb.children) or any(c.dep_ == "acomp" for c in verb.children):
        return False
    if any(c.dep_ in ("cc", "preconj") for c in (*verb.children, *verb.head.children)) and (
        verb.dep_ == "conj" or any(c.dep_ == "conj" and c.pos_ == "VERB" for c in verb.children)
    ):
        # "either eliminated or reduced": what stands beside it goes with the one alone.
        return False
    behind = {c.lower_ for c in verb.children if c.dep_ == "prep"}
    if _names_extreme(verb.doc):
        return False
    if {"from", "to"} <= {t.lower_ for t in verb.doc[verb.i + 1 :]} or not _is_asserted(verb):
        return False
    if kind in _OBJECTS:
        return target is not None and target.lemma_.lower() in _OBJECTS[kind]
    if kind == "ruled":
        doer = subject or next((c for c in verb.children if c.dep_ == "agent"), None)
        return target is not None and doer is not None and _is_ruler(doer)
    if kind == "venture":
        return target is not None and target.lemma_.lower() in VENTURES
    if kind == "view":
        return target is not None and target.lemma_.lower() in VIEWED
    if kind == "policy":
        return target is not None and target.lemma_.lower() in POLICIES
    if kind == "room":
        return target is not None and (
            target.lemma_.lower() in ROOMS or target.ent_type_ in ("GPE", "ORG", "FAC")
        )
    if kind == "rival":
        return target is not None and target.ent_type_ in ("PERSON", "ORG", "GPE", "NORP")
    if kind == "paper":
        return target is not None and target.lemma_.lower() in PAPERS
    if kind == "contest":
        if any(t.lower_ in ("most", "fewest") for t in verb.doc[verb.i :]):
            return False
        return target is not None and target.lemma_.lower() in CONTESTS
    if kind == "moves":
        # "Prices rose": something that is measured moves, by itself.
        return subject is not None and target is None and _is_measured(subject)
    if kind == "moved":
        return target is not None and _is_measured(target)
    if kind == "thing":
        return target is not None and target.pos_ in ("NOUN", "PROPN") and "from" not in behind
    if kind == "to":
        return any(c.dep_ in ("xcomp",) for c in verb.children)
    return kind == "clause" and any(c.dep_ in ("ccomp", "xcomp", "dobj") for c in verb.children)


_OBJECTS = {"built": BUILT, "lasting": LASTING, "harm": HARMS}


def _is_ruler(noun: Token) -> bool:
    """Whether it can lay down what others have to do."""
    return noun.lemma_.lower() in RULERS or noun.ent_type_ in ("ORG", "GPE", "PERSON", "LAW")


def _is_asserted(verb: Token) -> bool:
    """Whether the verb is what the sentence, or its source, says; not what something "helped to" do."""
    if verb.dep_ in ("ROOT", "ccomp") or (verb.dep_ == "conj" and verb.head.dep_ in ("ROOT", "ccomp")):
        return True
    if verb.dep_ in ("acl", "relcl") and verb.tag_ == "VB":
        # "announced plans to cut output": as good as said of who plans.
        return _is_plan(verb)
    return verb.dep_ in ("xcomp", "ccomp") and verb.head.lemma_ in _LEADING


def _is_plan(verb: Token) -> bool:
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    return infinitive and verb.head.pos_ == "NOUN" and verb.head.lemma_.lower() in _PLANS


_PLANS = words(
    """plan decision agreement proposal promise pledge offer vote deal contract order request call move bid
    campaign attempt law bill measure petition motion threat"""
)
_LEADING = words(
    """agree plan decide propose vote promise refuse threaten offer expect vow pledge want intend urge tell
    order ask recommend likely due set"""
)


def _is_measured(noun: Token) -> bool:
    words = {noun.lemma_.lower()} | {t.lemma_.lower() for t in noun.subtree if t.dep_ in ("compound",)}
    return bool(words & MEASURED)


def _turned(token: Token) -> str | None:
    word = token.lower_
    doc = token.doc
    after = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
    if word == "more" and after == "than" and token.i + 2 < len(doc) and doc[token.i + 2].like_num:
        return _cased(token, "fewer" if _counts_things(token) else "less")
    if word in QUANTITIES and token.i == 0 and not _has_no(doc):
        return _quantity(token, after)
    if word in ("fewer", "less") and after == "than" and token.i + 2 < len(doc) and doc[token.i + 2].like_num:
        return _cased(token, "more")
    if word in ("earlier", "later") and after != "than":
        # "earlier losses": before what?
        return None
    if word in ("older", "younger", "oldest", "youngest") and token.head.lemma_.lower() not in PEOPLE:
        return None
    if word in ADJECTIVES and _names_reason(token.doc):
        return None
    if word in ADJECTIVES and token.tag_ in ("JJR", "JJS", "RBR"):
        return _cased(token, ADJECTIVES[word])
    return None


_MEASURES = words(
    "percent pct percentage year month week day hour minute mile kilometre metre meter tonne ton degree"
)


def _quantity(token: Token, after: str) -> str | None:
    """Another quantity, where the words behind it go with both ("most farmers", "all of the farmers")."""
    other = QUANTITIES[token.lower_]
    if other == "none" and after != "of":
        return None
    if token.lower_ == "most" and token.head.tag_ == "NN" and token.dep_ == "amod":
        return _cased(token, "little")
    if token.lower_ in ("most", "many", "few") and after != "of" and token.head.tag_ != "NNS":
        return None
    return _cased(token, other)


def _counts_things(token: Token) -> bool:
    """Whether the number behind "more than" counts things; shares, sums and measures are "less"."""
    for t in token.doc[token.i + 2 : token.i + 7]:
        if t.text in ("$", "€", "£", "%"):
            return False
        if t.pos_ == "NOUN" and t.lower_ not in ("million", "billion"):
            return t.lemma_.lower() not in _MEASURES
    return False


def _orders_events(token: Token) -> bool:
    """Whether the word joins two events that each happened once."""
    if token.dep_ == "mark":
        clause = token.head
        if clause.head.lemma_ not in _BY_PLAN or any(t.tag_ in ("PRP", "PRP$") for t in clause.subtree):
            # "fell after the party left", "freed after he paid": one led to the other and cannot come behind.
            return False
        return (
            clause.dep_ == "advcl"
            and clause.tag_ in _EVENTS
            and clause.head.pos_ == "VERB"
            and _is_event(clause.head)
        )
    if token.dep_ == "prep" and token.head.pos_ == "VERB" and _is_event(token.head):
        inner = next((c for c in token.children if c.dep_ in ("pcomp", "pobj")), None)
        if inner is None:
            return False
        return inner.dep_ == "pcomp" or (
            inner.pos_ == "NOUN"
            and any(c.lower_ in ("the", "a", "an") for c in inner.children)
            and not inner.ent_type_
        )
    return False


def _is_event(verb: Token) -> bool:
    forms = {verb.tag_, *(c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass"))}
    return "VBD" in forms and verb.lemma_ not in CRIMES | _LASTING


_BY_PLAN = words(
    """approve visit meet open start publish vote arrive leave sign announce return travel speak play sell buy
    build move send debate write test inspect read call finish launch"""
)
_LASTING = words(
    "be have want know remain live receive get award win lose hear learn welcome respond react reply"
)


def _is_subordinate(token: Token) -> bool:
    """Whether the word stands in a relative or adverbial clause, whose opposite may be no clash."""
    node = token
    while node.head.i != node.i:
        if node.dep_ in ("relcl", "acl", "advcl", "pcomp") and not _is_plan(node):
            return True
        node = node.head
    return False


_WISHING = words("hope hopes hoped hoping wish want fear doubt demand insist prefer")


def _is_wished(token: Token) -> bool:
    """ "hopes it will be able to", "helped to make it better": the opposite is not hoped for."""
    doc = token.doc
    return any({t.lemma_.lower(), t.lower_} & _WISHING for t in doc[: token.i]) or any(
        t.lemma_ == "help" for t in doc
    )


def _is_denied(token: Token) -> bool:
    return any(c.dep_ == "neg" for c in token.children) or token.lower_ in ("no", "not")


def _has_no(doc: Doc) -> bool:
    return any(t.lower_ in ("no", "none", "nobody", "nothing", "never", "not", "n't", "n’t") for t in doc)


def _cased(token: Token, word: str | None) -> str | None:
    if not word:
        return None
    return word.capitalize() if token.text[0].isupper() else word


def _phrase(token: Token, word: str) -> str:
    """The word with what it compares, for an explanation."""
    doc = token.doc
    behind = doc[token.i + 1 : min(len(doc), token.i + 3)].text if token.i + 1 < len(doc) else ""
    return f"{word} {behind}".rstrip(" .,")
