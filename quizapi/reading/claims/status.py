"""How a claim is meant: as a fact, hedged, as an opinion, as a question or about what is to come."""

from __future__ import annotations

from quizapi.domain import AttributionKind, ClaimStatus
from quizapi.reading.claims import lexicon
from quizapi.reading.claims.clauses import Clause
from quizapi.reading.entities.tokens import Tokens

_SCOPE_BREAKS = ("relcl", "acl", "csubj", "pcomp")


def status_of(tokens: Tokens, clause: Clause, *, kind: AttributionKind | None) -> tuple[ClaimStatus, float]:
    """The status of one clause and how sure that is.

    Signs are looked for at the clause's own verb and what it governs directly, not inside relative clauses:
    "a firm that may close said it grew" is a fact.

    Args:
        tokens: Of the whole text.
        clause: Its head is the verb that is asserted.
        kind: Of the attribution whose words these are; None for the article's own.
    """
    if _is_question(tokens, clause):
        return "question", 0.95
    near = _near(tokens, clause)
    if _is_opinion(tokens, clause, near) or (kind in ("direct", "mixed") and _is_general(tokens, clause)):
        return "opinion", 0.7
    if _is_hedged(tokens, clause, near):
        return "hedged", 0.75
    if _is_prediction(tokens, clause):
        return "prediction", 0.8
    return "factual", 0.8


def _near(tokens: Tokens, clause: Clause) -> list[int]:
    """Tokens of the clause outside relative clauses."""
    found, left = [], [clause.head]
    while left:
        i = left.pop()
        if not clause.first <= i <= clause.last:
            continue
        found.append(i)
        left += [child for child in tokens.children[i] if tokens.dep[child] not in _SCOPE_BREAKS]
    return sorted(found)


def _is_question(tokens: Tokens, clause: Clause) -> bool:
    for i in range(clause.last, min(clause.last + 4, len(tokens))):
        if tokens.words[i] == "?":
            return True
        if tokens.words[i] in (".", "!"):
            return False
    return False


def _auxiliaries(tokens: Tokens, clause: Clause) -> set[str]:
    kinds = ("aux", "auxpass")
    found = {tokens.lower[c] for c in tokens.children[clause.head] if tokens.dep[c] in kinds}
    # "would probably be lower": the modal may hang on a conjunct or a copula.
    for child in tokens.children[clause.head]:
        if tokens.dep[child] in ("conj", "xcomp") and clause.first <= child <= clause.last:
            found |= {tokens.lower[c] for c in tokens.children[child] if tokens.dep[c] == "aux"} - {"to"}
    return found


def _is_opinion(tokens: Tokens, clause: Clause, near: list[int]) -> bool:
    """A duty, a view of the speaker's own, or a judging word that the verb predicates."""
    if _auxiliaries(tokens, clause) & lexicon.DUTY_MODALS:
        return True
    head = clause.head
    subject = tokens.child(head, "nsubj")
    own = subject is not None and tokens.lower[subject] in ("i", "we")
    if own and tokens.lemma[head] in lexicon.VIEW_VERBS:
        return True
    predicates = [c for c in tokens.children[head] if tokens.dep[c] in ("acomp", "attr", "oprd", "advmod")]
    reach = {i for c in predicates for i in (c, *tokens.children[c])}
    if any(tokens.lower[i] in lexicon.EVALUATIVE for i in near if i in reach):
        return True
    if any(tokens.lower[i] in lexicon.PRAISING and tokens.dep[i] in ("amod", "acomp", "attr") for i in near):
        return True
    impressions = (c for a in tokens.children[head] if tokens.dep[a] == "acomp" for c in tokens.children[a])
    if any(tokens.lower[c] in lexicon.IMPRESSIONS for c in impressions):
        return True
    # "too soft" judges, "worried too" does not.
    return any(
        tokens.lower[i] == "too" and i < tokens.head[i] and tokens.dep[tokens.head[i]] == "acomp"
        for i in near
    )


def _is_general(tokens: Tokens, clause: Clause) -> bool:
    """ "Luck is not a plan", "Nobody asks for hygiene": quoted words about how things are."""
    head = clause.head
    if tokens.tag[head] not in ("VBZ", "VBP") and not (
        tokens.tag[head] == "VB" and {"do", "does"} & _auxiliaries(tokens, clause)
    ):
        return False
    attribute = tokens.child(head, "attr")
    if attribute is not None and tokens.lemma[head] == "be":
        return any(tokens.lower[c] in ("a", "an", "no") for c in tokens.children[attribute])
    subject = tokens.child(head, "nsubj")
    if subject is None:
        return False
    if tokens.lower[subject] in lexicon.GENERIC_SUBJECTS:
        return True
    bare = not any(tokens.dep[c] in ("det", "poss", "nummod") for c in tokens.children[subject])
    return bare and tokens.tag[subject] in ("NNS", "NN") and tokens.child(head, "dobj", "attr") is not None


def _is_hedged(tokens: Tokens, clause: Clause, near: list[int]) -> bool:
    auxiliaries = _auxiliaries(tokens, clause)
    head = clause.head
    if auxiliaries & {"may", "might"}:
        return True
    if "could" in auxiliaries and not any(tokens.dep[i] == "neg" for i in near):
        return True
    if tokens.lemma[head] in lexicon.HEDGE_VERBS and tokens.pos[head] == "VERB":
        return tokens.child(head, "ccomp", "xcomp", "oprd", "acomp") is not None
    return any(
        tokens.lower[i] in lexicon.HEDGES
        and (tokens.head[i] == head or tokens.dep[tokens.head[i]] in ("aux", "acomp", "attr"))
        for i in near
    )


def _is_prediction(tokens: Tokens, clause: Clause) -> bool:
    auxiliaries = _auxiliaries(tokens, clause)
    if auxiliaries & (lexicon.FUTURE_MODALS | {"would"}):
        return True
    head = clause.head
    if tokens.lemma[head] in lexicon.FUTURE_VERBS and tokens.tag[head] in ("VBZ", "VBP", "VBN", "VBG"):
        passive = tokens.child(head, "auxpass") is not None
        ahead = tokens.child(head, "xcomp", "dobj", "ccomp") is not None or (
            passive and tokens.lemma[head] == "expect"
        )
        return ahead and not auxiliaries & {"had", "did", "has", "have"}
    return any(
        tokens.lower[c] in lexicon.FUTURE_ADJECTIVES and tokens.child(c, "xcomp") is not None
        for c in (head, *tokens.children[head])
        if c == head or tokens.dep[c] in ("acomp", "advmod")
    )
