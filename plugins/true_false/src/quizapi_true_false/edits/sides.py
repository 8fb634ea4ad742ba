"""Which side, which way: voted for or against, ahead of or behind, to or from, support or opposition."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from quizapi_true_false.edits.around import cased, has_no, is_denied, is_wished, names_reason
from quizapi_true_false.edits.base import Candidate, Scene, edit_of, in_quotes
from quizapi_true_false.lexicon import words
from quizapi_true_false.objects import VIEWED
from quizapi_true_false.statements import Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

_SIDING = words("vote campaign argue speak rule lobby decide")
_RANKING = words("be finish come place poll stand lie rank remain")
_MOVING = words("travel move fly return transfer defect drive emigrate")
_NAMED = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_PLACES = frozenset({"GPE", "LOC", "FAC", "ORG"})
_ROOMS = words("court courthouse building hotel station hall stadium church house school office mosque store")
_LEVELS = words("average level target limit forecast expectation estimate threshold")
_VIEWS = {("support", "for"): "opposition to", ("opposition", "to"): "support for"}
_SIDES = words("supporter opponent critic")
_OTHER_SIDE = {
    "supporter": "opponent",
    "opponent": "supporter",
    "critic": "supporter",
}


@dataclass(frozen=True, slots=True)
class _Turn:
    """Tokens from `token` to `last`, both included, and what stands there instead."""

    last: Token
    after: str


def change_side(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """ "voted for the plan" → "voted against the plan", "ahead of Low" → "behind Low"."""
    if has_no(statement.doc) or names_reason(statement.doc):
        return
    for token in statement.doc:
        turn = _preposition(token) or _direction(token) or _noun(token, scene) or _prefix(token)
        if turn is None or in_quotes(statement, token.idx) or is_denied(token.head) or is_wished(token):
            continue
        if _is_asked_besides(token):
            continue
        before = statement.doc[token.i : turn.last.i + 1].text
        yield Candidate(
            edit_of("antonym", statement, token.idx, before, turn.after),
            f"The article says “{before}”, not “{turn.after}”.",
            claimed="",
        )


def _preposition(token: Token) -> _Turn | None:
    """Prepositions that tell a side, a rank, a level or a way, by what they hang on and what follows."""
    if token.dep_ not in ("prep", "advmod", "prt"):
        return None
    word, head, target = token.lower_, token.head, _object(token)
    if target is None:
        return None
    named = target.ent_type_ in _NAMED
    other = {"for": "against", "against": "for"}.get(word)
    if other and head.lemma_.lower() in _SIDING:
        return _Turn(token, other) if named or target.lemma_.lower() in VIEWED else None
    if word == "in" and target.lower_ in ("favor", "favour") and head.lemma_.lower() in _SIDING | {"be"}:
        last = target.doc[target.i + 1] if target.i + 1 < len(target.doc) else target
        return _Turn(last, "against") if last.lower_ == "of" else None
    other = {"above": "below", "below": "above"}.get(word)
    if other and (target.like_num or target.lemma_.lower() in _LEVELS or target.ent_type_ == "PERCENT"):
        return _Turn(token, other)
    other = {"inside": "outside", "outside": "inside"}.get(word)
    if other and (target.lemma_.lower() in _ROOMS or target.ent_type_ == "FAC"):
        return _Turn(token, other)
    other = {"to": "from", "from": "to"}.get(word)
    if other and head.pos_ == "VERB" and head.lemma_.lower() in _MOVING and target.ent_type_ in _PLACES:
        alone = not any(c.lower_ in ("to", "from") and c.i != token.i for c in head.children)
        return _Turn(token, other) if alone else None
    return None


def _direction(token: Token) -> _Turn | None:
    """ "ahead of Low" and "behind Low", "up 3 percent" and "down 3 percent"."""
    doc = token.doc
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if after is None:
        return None
    if token.lower_ == "behind" and token.head.lemma_ in _RANKING:
        target = _object(token)
        return _Turn(token, "ahead of") if target is not None and target.ent_type_ in _NAMED else None
    if token.lower_ == "ahead" and after.lower_ == "of" and token.head.lemma_ in _RANKING:
        target = _object(after)
        return _Turn(after, "behind") if target is not None and target.ent_type_ in _NAMED else None
    other = {"up": "down", "down": "up"}.get(token.lower_)
    if other and token.head.lemma_ in ("be", "go") and (after.like_num or after.ent_type_ == "PERCENT"):
        return _Turn(token, other)
    return None


def _noun(token: Token, scene: Scene) -> _Turn | None:
    """ "support for the plan" → "opposition to the plan", "critics of the plan" → "supporters of ..."."""
    doc, lemma = token.doc, token.lemma_.lower()
    after = doc[token.i + 1] if token.i + 1 < len(doc) else None
    if token.pos_ != "NOUN" or after is None:
        return None
    if (
        lemma in _SIDES
        and token.dep_ == "attr"
        and any(c.dep_ in ("compound", "poss") and c.ent_type_ in _NAMED for c in token.children)
    ):
        return _Turn(token, scene.tools.inflect(_OTHER_SIDE[lemma], token.tag_))
    if after.head.i != token.i:
        return None
    view = _VIEWS.get((token.lower_, after.lower_))
    if view is not None and token.dep_ in ("dobj", "nsubj", "nsubjpass", "pobj"):
        return _Turn(after, view)
    if lemma in _SIDES and after.lower_ == "of" and token.dep_ in ("nsubj", "nsubjpass", "attr", "dobj"):
        led = doc[token.i - 1].lower_ if token.i else ""
        other = scene.tools.inflect(_OTHER_SIDE[lemma], token.tag_)
        if led in ("a", "an") and (led == "an") != (other[0] in "aeiou"):
            return None
        return _Turn(token, cased(token, other))
    return None


def _prefix(token: Token) -> _Turn | None:
    """ "anti-immigrant", "pro-Europe"."""
    match = _FOR_OR_AGAINST.fullmatch(token.text)
    if match is None or token.dep_ not in ("amod", "compound", "acomp", "nmod"):
        return None
    other = {"anti": "pro", "pro": "anti"}[match[1].lower()]
    return _Turn(token, f"{cased(token, other)}-{match[2]}")


_FOR_OR_AGAINST = re.compile(
    r"([Aa]nti|[Pp]ro)-([A-Z]\w+|immigrants?|immigration|war|government|abortion|gun|tax|trade|union|business"
    r"|establishment|refugee|nuclear|independence|democracy)"
)


def _object(token: Token) -> Token | None:
    """What stands behind a preposition, or behind a word that was read as an adverb."""
    found = next((c for c in token.children if c.dep_ == "pobj"), None)
    if found is None and token.dep_ != "prep" and token.i + 1 < len(token.doc):
        found = next((t for t in token.doc[token.i + 1 : token.i + 4] if t.pos_ in ("PROPN", "NUM")), None)
    return found


def _is_asked_besides(token: Token) -> bool:
    """Whether the word stands in a clause that tells something besides, whose opposite may be no clash."""
    node = token
    while node.head.i != node.i:
        if node.dep_ in ("relcl", "acl", "advcl", "pcomp"):
            return True
        node = node.head
    return False
