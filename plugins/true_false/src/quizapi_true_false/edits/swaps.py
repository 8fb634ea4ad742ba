"""Two people exchanged: who did what to whom, who said what of whom."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapi_true_false.edits.base import Candidate, Scene, edit_of, in_quotes, is_reported
from quizapi_true_false.edits.deeds import is_speaker
from quizapi_true_false.edits.naming import (
    GENDERED,
    NEGATIVE,
    gender_told,
    is_listed,
    span_of,
    tells_of_crime,
)
from quizapi_true_false.edits.parts import are_comparable
from quizapi_true_false.edits.stand_ins import has_said_so
from quizapi_true_false.lexicon import words
from quizapi_true_false.statements import Named, Statement

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token

_SYMMETRIC = words(
    "meet marry talk fight trade agree differ negotiate share join border resemble match play face tie"
)


_SHOWING = words("show find put give see have")
#: Deeds that the one who suffers them does not do to the doer at the same time.
_ONE_WAY = words(
    """defeat beat lead trail outspend outnumber outpoll outsell overtake oust unseat invade conquer annex
    occupy colonise colonize appoint hire employ dismiss succeed replace precede buy acquire own found
    nominate interview pardon owe overrule outlive inherit rescue teach train coach manage supervise
    eliminate knock"""
)


#: What the other may feel, know or leave undone as well.
_MUTUAL = words(
    """know avoid like love hate respect admire trust distrust dislike befriend date divorce campaign compete
    clash spar argue disagree debate feud correspond cooperate help need understand fear want work live
    rival"""
)


def swap_roles(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """ "Orrenia sued Dunmark" → "Dunmark sued Orrenia", where the deed goes one way only."""
    if tells_of_crime(statement):
        return
    for verb in statement.doc:
        if verb.pos_ != "VERB" or verb.lemma_.lower() not in _ONE_WAY or is_reported(verb):
            continue
        if verb.dep_ in ("xcomp", "pcomp") and verb.head.lemma_ not in _SHOWING:
            # "has avoided criticizing Low": Low may have avoided it as well.
            continue
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
        target = next((c for c in verb.children if c.dep_ == "dobj"), None)
        if subject is None or target is None:
            continue
        one, other = _named_at(statement, subject), _named_at(statement, target)
        if one is None or other is None or one.type != other.type or one.entity == other.entity:
            continue
        if (
            in_quotes(statement, one.start)
            or GENDERED.search(statement.text)
            or _also_back(one, other, verb, scene)
        ):
            continue
        before = statement.text[one.start : other.end]
        between = statement.text[one.end : other.start]
        after = statement.text[other.start : other.end] + between + statement.text[one.start : one.end]
        yield Candidate(
            edit_of("role-swap", statement, one.start, before, after),
            f"The article says it the other way round: {statement.text}",
            claimed="",
        )


def swap_names(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """ "Low said that Maas had left" → "Maas said that Low had left"."""
    if tells_of_crime(statement):
        return
    pairs = itertools.combinations(statement.names, 2)
    for one, other in pairs:
        if one.entity == other.entity or not (_is_somebody(one, scene) and _is_somebody(other, scene)):
            continue
        first, second = span_of(statement, one), span_of(statement, other)
        if first is None or second is None or not _stand_apart(first, second):
            continue
        if not is_speaker(first) or has_said_so(statement.text[other.start : other.end], statement, scene):
            # Only who said it of whom: of a deed the article may leave open whether it was returned.
            continue
        if _names_own(statement, other) or not _hold_like_offices(one, other, scene):
            continue
        if (
            in_quotes(statement, one.start)
            or in_quotes(statement, other.start)
            or NEGATIVE.search(statement.text)
        ):
            continue
        if not are_comparable(one.entity, other.entity, scene.article):
            continue
        verb = next((token for token in first.root.ancestors if token.pos_ == "VERB"), None)
        if verb is not None and _also_back(one, other, verb, scene):
            continue
        if not _same_gender(one, other, statement, scene):
            continue
        before = statement.text[one.start : other.end]
        a, b = statement.text[one.start : one.end], statement.text[other.start : other.end]
        after = b + statement.text[one.end : other.start] + a
        yield Candidate(
            edit_of("role-swap", statement, one.start, before, after),
            f"The article says it the other way round: {statement.text}",
            claimed="",
        )


def _names_own(statement: Statement, spoken_of: Named) -> bool:
    """ "Low said that Maas had left his family": whose it is goes with one of the two alone."""
    return any(token.tag_ == "PRP$" and token.idx > spoken_of.start for token in statement.doc)


def _named_at(statement: Statement, token: Token) -> Named | None:
    """The name that the token heads, where the whole phrase is that name."""
    for named in statement.names:
        if named.start <= token.idx < named.end:
            phrase = [t for t in token.subtree if not t.is_punct]
            inside = all(named.start <= t.idx < named.end or t.lower_ == "the" for t in phrase)
            return named if inside else None
    return None


def _stand_apart(one: DocSpan, other: DocSpan) -> bool:
    """Whether two names play different parts: not in one list, not on both sides of what goes both ways."""
    if is_listed(one) or is_listed(other) or any(_is_titled(span) for span in (one, other)):
        return False
    if any(
        span.root.dep_ in ("poss", "compound", "nmod") or span.text.endswith(("'", "’"))
        for span in (one, other)
    ):
        return False
    verbs = {token.lemma_ for span in (one, other) for token in span.root.ancestors if token.pos_ == "VERB"}
    if verbs & _MUTUAL:
        return False
    between = one.doc[one.end : other.start].text.lower()
    if verbs & _SYMMETRIC or re.search(r"\b(?:and|with|between|versus|against)\b", between):
        return False
    # One inside the other's phrase ("Shultz of the United States") belongs to it.
    return other.root not in one.root.subtree and one.root not in other.root.subtree


def _is_titled(span: DocSpan) -> bool:
    """Whether an office or a land stands before the name."""
    before = span.doc[span.start - 1] if span.start else None
    return before is not None and (before.pos_ == "PROPN" or before.head.i == span.root.i)


def _is_somebody(named: Named, scene: Scene) -> bool:
    """Whether the name is a person's, beyond the recogniser's doubt."""
    mentions = scene.article.mentions(named.entity)
    return named.type == "PERSON" and any(m.role or m.gender for m in mentions) and " " in mentions[0].name


def _hold_like_offices(one: Named, other: Named, scene: Scene) -> bool:
    """Two candidates, two ministers: what is said of the one is not absurd of the other."""
    roles = [next((m.role for m in scene.article.mentions(n.entity) if m.role), None) for n in (one, other)]
    return all(roles) and len({str(role).split()[-1].lower() for role in roles}) == 1


def _same_gender(one: Named, other: Named, statement: Statement, scene: Scene) -> bool:
    if gender_told(statement.text) is None:
        return True
    genders = [next((e.gender for e in scene.article.mentions(n.entity)), None) for n in (one, other)]
    return genders[0] is not None and genders[0] == genders[1]


def _also_back(one: Named, other: Named, verb: Token, scene: Scene) -> bool:
    """Whether some sentence has both with the other first and the same verb."""
    article = scene.article
    for span in article.sentences:
        sentence = article.text_of(span)
        a = min((sentence.find(n) for n in article.names(one.entity) if n in sentence), default=-1)
        b = min((sentence.find(n) for n in article.names(other.entity) if n in sentence), default=-1)
        if 0 <= b < a and verb.lemma_ in sentence.lower():
            return True
    return False
