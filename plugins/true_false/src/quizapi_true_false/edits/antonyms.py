"""Opposites of words whose sense is certain."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapi_true_false.edits.around import cased, is_denied, is_wished, names_reason
from quizapi_true_false.edits.base import Candidate, Scene, edit_of, in_quotes
from quizapi_true_false.edits.senses import is_plan, names_extreme, sense_is_certain
from quizapi_true_false.lexicon import FIXED, KIN, MEDALS, NOUNS, PLAIN, PREDICATES, VERBS, words
from quizapi_true_false.objects import ONLY_OF
from quizapi_true_false.statements import Statement

if TYPE_CHECKING:
    from spacy.tokens import Token


def change_antonym(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """ "Prices rose" → "Prices fell", "the council approved" → "the council rejected"."""
    for token in statement.doc:
        after = _opposite(token, scene)
        if after is None or in_quotes(statement, token.idx) or is_denied(token) or _is_subordinate(token):
            continue
        if is_wished(token) or names_reason(token.doc) or _is_given_away(token, after) or _is_judged(token):
            continue
        yield Candidate(
            edit_of("antonym", statement, token.idx, token.text, after),
            f"The article says “{token.text}”, not “{after}”.",
            claimed=after,
        )


def _opposite(token: Token, scene: Scene) -> str | None:
    lemma = token.lemma_.lower()
    if token.pos_ == "VERB" and lemma in VERBS:
        other = next((word for word, kind in VERBS[lemma] if sense_is_certain(token, kind)), None)
        if other is None:
            return None
        head, _, particle = other.partition("_")
        form = token.text if token.tag_ == "VB" else ""
        changed: str | None = scene.tools.inflect(head, token.tag_) if token.tag_ != "VB" else head
        if particle and any(c.dep_ == "auxpass" for c in token.children):
            return None
        changed = f"{changed} {particle}".rstrip() if changed else None
        return cased(token, changed) if changed and changed != form else None
    if token.head.lemma_ == "plead":
        return None
    if token.dep_ == "acomp" and token.lower_ in PREDICATES and not _is_compared(token):
        if any(c.tag_ == "MD" and c.lower_ not in ("will", "wo") for c in token.head.children):
            # "should be unable to use it": nobody says so.
            return None
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
        wanted = ONLY_OF.get(token.lower_)
        if wanted is not None and token.head.lemma_.lower() not in wanted:
            return None
        return _with_article(token, PLAIN[token.lower_]) if not (_in_name(token) or kin) else None
    if token.lower_ in MEDALS and token.dep_ in ("amod", "compound") and token.head.lemma_.lower() == "medal":
        return MEDALS[token.lower_]
    if token.pos_ == "NOUN" and lemma in NOUNS and token.tag_ == "NN":
        behind = [c for c in token.children if c.dep_ == "prep" and c.lower_ in ("in", "of")]
        other = None if names_extreme(token.doc) else _with_article(token, NOUNS[lemma])
        if lemma in ("majority", "minority") and token.dep_ not in ("nsubj", "nsubjpass"):
            # "gave her a minority of the delegates": nobody is given that.
            return None
        return cased(token, other) if behind and other else None
    return None


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


def _is_judged(token: Token) -> bool:
    """ "criticized her state's lax laws": the word beside it shows which of praise and blame was meant."""
    if token.lemma_.lower() not in _ATTITUDES:
        return False
    objects = [child for child in token.children if child.dep_ == "dobj"]
    return any(t.lower_ in _VALUED for target in objects for t in target.subtree)


_ATTITUDES = words(
    """praise criticise criticize condemn welcome applaud mock denounce hail dismiss defend attack support
    oppose back endorse"""
)
_VALUED = words(
    """lax poor bad weak failed failing reckless dangerous false unfair cruel harsh corrupt rigged broken
    lenient divisive offensive crude vulgar great good strong brave courageous historic generous
    kind heroic"""
)
_LACKING = words("lack absence without dearth shortage avoid despite spite")


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


def _is_subordinate(token: Token) -> bool:
    """Whether the word stands in a relative or adverbial clause, whose opposite may be no clash."""
    node = token
    while node.head.i != node.i:
        if node.dep_ in ("relcl", "acl", "advcl", "pcomp") and not is_plan(node):
            return True
        node = node.head
    return False
