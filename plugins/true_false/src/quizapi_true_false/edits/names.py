"""Another person, organisation or place of the article; the two sides of a deed exchanged."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapi_true_false.edits.base import Candidate, Scene, edit_of, in_quotes, is_reported
from quizapi_true_false.lexicon import words
from quizapi_true_false.statements import Named, Statement

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token

_SUBJECTS = ("nsubj", "nsubjpass", "agent")
#: Deeds that more than one can have done, or that go both ways: another name would not be false.
_SHARED = words(
    """meet talk speak join attend support back oppose include cover participate compete agree differ marry
    fight trade share cooperate negotiate live work know like love want hope face need have be become
    remain belong exist use see visit play help study travel take say tell believe think expect continue
    try seek suffer border resemble match equal sell buy offer accompany collaborate partner merge"""
)
_SPEAKING = words(
    """say tell add argue claim announce state note warn report explain insist write believe think predict
    acknowledge admit stress suggest reveal describe observe declare estimate"""
)
_GENDERED = re.compile(r"\b(he|she|him|her|his|hers|himself|herself)\b", re.IGNORECASE)
_NEGATIVE = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|neither|without|cannot)\b|n['’]t\b", re.IGNORECASE
)
_LISTED = re.compile(
    r"\b(?:including|such as|among|one of|like|as well as|along with|and|or|both)\b", re.IGNORECASE
)


def change_name(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """Another person or organisation does it, or it happens in another place."""
    if _NEGATIVE.search(statement.text):
        # What one did not do, another may not have done either.
        return
    for named in statement.names:
        span = _span(statement, named)
        if span is None or in_quotes(statement, named.start) or _is_listed(span):
            continue
        if named.type == "PERSON" and _is_described(span):
            yield from _others(statement, named, scene, "name")
        if _happened_again(span, scene):
            continue
        if named.type in ("PERSON", "ORG", "GPE") and (_is_sole_doer(span) or _is_owner(span)):
            yield from _others(statement, named, scene, "name")
        elif named.type in ("GPE", "LOC", "FAC") and _is_scene_of(span):
            yield from _others(statement, named, scene, "place")


def change_source(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """Somebody else of the article said it."""
    for named in statement.names:
        span = _span(statement, named)
        if span is None or named.type not in ("PERSON", "ORG") or not _is_speaker(span):
            continue
        if _is_listed(span):
            continue
        for candidate in _others(statement, named, scene, "source"):
            if not _has_said_so(candidate.edit.after, statement, scene):
                yield candidate


def swap_roles(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """ "Orrenia sued Dunmark" → "Dunmark sued Orrenia", where the deed goes one way only."""
    for verb in statement.doc:
        if verb.pos_ != "VERB" or verb.lemma_ in _SHARED or is_reported(verb):
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
            or _GENDERED.search(statement.text)
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


def _others(statement: Statement, named: Named, scene: Scene, kind: str) -> Iterator[Candidate]:
    article = scene.article
    in_statement = [other.entity for other in statement.names]
    titled = _with_title(statement, named)
    if titled is None:
        return
    start, before = titled
    names = scene.tools.distractors(
        article, type=named.type, exclude=in_statement, like=named.entity, count=4, rng=scene.rng
    )
    for name in names:
        if not _fits(name, named, statement, scene):
            continue
        said = statement.text[named.start : named.end]
        if kind == "source":
            explanation = f"The article gives these words to {said}, not to {name}."
        else:
            explanation = f"The article names {said} here, not {name}."
        yield Candidate(edit_of(kind, statement, start, before, name), explanation, claimed=name)


def _fits(name: str, named: Named, statement: Statement, scene: Scene) -> bool:
    """Same type and gender, not in the evidence, and for places neither inside the other."""
    article = scene.article
    entity = next((e for e in article.annotations.entities if e.name == name), None)
    if entity is None or entity.type != named.type:
        # A name that the article does not have tells by itself that the statement is false.
        return False
    if named.type == "PERSON":
        own = next((e.gender for e in article.mentions(named.entity)), None)
        gender = entity.gender
        if _GENDERED.search(statement.text) and (own is None or gender != own):
            return False
        if " " not in name:
            return False
    if named.type in ("GPE", "LOC", "FAC") and not _are_apart(named, name, scene):
        return False
    known = article.names(entity.id)
    if any(re.search(rf"(?<!\w){re.escape(n)}(?!\w)", e.text) for n in known for e in statement.evidence):
        return False
    if statement.text[: named.start].lower().endswith("the ") and not _takes_the(name, scene):
        return False
    if not statement.text[: named.start].lower().endswith("the ") and _takes_the(name, scene):
        return False
    return named.type == "PERSON" or not _seen_together(named.entity, name, scene)


def _are_apart(named: Named, name: str, scene: Scene) -> bool:
    """Whether neither place can lie in the other: both are countries, which the service's names tell.

    A country of ours is asked for by its likeness: the tool gives countries for a country only, so a place
    for which it also knows one that the article does not name is a country.
    """
    known = scene.tools.distractors(
        scene.article,
        type="GPE",
        like=named.entity,
        exclude=_all_places(scene),
        count=1,
        rng=random.Random(0),
    )
    return bool(known)


def _all_places(scene: Scene) -> list[int]:
    return [e.id for e in scene.article.annotations.entities if e.type in ("GPE", "LOC")]


def _takes_the(name: str, scene: Scene) -> bool:
    return bool(re.search(rf"\bthe {re.escape(name)}(?!\w)", scene.article.text, re.IGNORECASE))


def _seen_together(entity: int, name: str, scene: Scene) -> bool:
    """Places and bodies that the article names in one sentence may lie in, or belong to, each other."""
    article = scene.article
    own = article.names(entity)
    return any(
        name in sentence and any(n in sentence for n in own)
        for sentence in (article.text_of(span) for span in article.sentences)
    )


def _has_said_so(name: str, statement: Statement, scene: Scene) -> bool:
    """Whether the other one is quoted with much the same words."""
    own = {t.lemma_.lower() for t in statement.doc if t.pos_ in ("NOUN", "VERB", "PROPN", "NUM", "ADJ")}
    article = scene.article
    for attribution in article.annotations.attributions:
        if attribution.source is None or attribution.source.name != name:
            continue
        words = set(re.findall(r"\w+", article.text_of(attribution.content).lower()))
        if len(own & words) >= 3:
            return True
    return False


def _span(statement: Statement, named: Named) -> DocSpan | None:
    return statement.doc.char_span(named.start, named.end)


def _named_at(statement: Statement, token: Token) -> Named | None:
    """The name that the token heads, where the whole phrase is that name."""
    for named in statement.names:
        if named.start <= token.idx < named.end:
            phrase = [t for t in token.subtree if not t.is_punct]
            inside = all(named.start <= t.idx < named.end or t.lower_ == "the" for t in phrase)
            return named if inside else None
    return None


def _is_listed(span: DocSpan) -> bool:
    """ "including Toshiba", "Toshiba and Hitachi": one of several."""
    root = span.root
    if root.dep_ == "conj" or any(c.dep_ in ("conj", "cc", "appos") for c in root.children):
        return True
    before = span.doc[max(0, span.start - 3) : span.start].text
    return bool(_LISTED.search(before)) or root.dep_ == "appos"


def _is_sole_doer(span: DocSpan) -> bool:
    """Whether the name is who did something that, told in the past of a certain thing, one did."""
    root = span.root
    if any(c.dep_ in ("prep", "relcl", "acl") for c in root.children):
        return False
    verb = root.head
    if root.dep_ == "pobj" and verb.dep_ == "agent":
        verb = verb.head
    elif root.dep_ not in ("nsubj", "nsubjpass"):
        return False
    if verb.pos_ != "VERB" or verb.lemma_ in _SHARED | _SPEAKING or is_reported(verb):
        return False
    forms = {verb.tag_, *(c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass"))}
    return bool(forms & {"VBD", "MD"}) or (verb.tag_ in ("VBN", "VBG") and len(forms) > 1)


def _is_described(span: DocSpan) -> bool:
    """ "Low is the owner of the yard": what one alone is."""
    root = span.root
    if root.dep_ != "nsubj" or root.head.lemma_ != "be" or any(c.dep_ == "neg" for c in root.head.children):
        return False
    attribute = next((c for c in root.head.children if c.dep_ == "attr"), None)
    return attribute is not None and any(c.lower_ == "the" and c.dep_ == "det" for c in attribute.children)


def _happened_again(span: DocSpan, scene: Scene) -> bool:
    """Whether the article tells of such a deed more than once: then another may have done it too."""
    node = span.root
    while node.pos_ not in ("VERB", "AUX") and node.head.i != node.i:
        node = node.head
    target = next((c.lemma_ for c in node.children if c.dep_ in ("dobj", "nsubjpass", "attr")), None)
    times = 0
    for token in scene.article.doc:
        if token.lemma_ != node.lemma_ or token.pos_ not in ("VERB", "AUX"):
            continue
        own = next((c.lemma_ for c in token.children if c.dep_ in ("dobj", "nsubjpass", "attr")), None)
        if (
            node.lemma_ == "be"
            or own == target
            or own is None
            or target is None
            or own in _EMPTY
            or target in _EMPTY
        ):
            times += 1
    return times > 1


_EMPTY = frozenset({"he", "she", "it", "they", "that", "who", "which", "him", "her", "them"})


def _is_owner(span: DocSpan) -> bool:
    """ "Fan's attempt in the 18th minute failed": whose it was, told in the past of one certain thing."""
    root = span.root
    if (
        root.dep_ != "poss"
        or root.head.tag_ not in ("NN", "NNP")
        or root.head.dep_ not in ("nsubj", "nsubjpass", "dobj")
    ):
        return False
    return _tense(root.head.head) in ("past", "ahead") and not is_reported(root.head.head)


def _is_scene_of(span: DocSpan) -> bool:
    """ "in Aldhaven", "a visit to Rome": where one thing happened or will happen."""
    root = span.root
    if root.dep_ != "pobj" or root.head.lower_ not in ("in", "at", "to", "from", "near"):
        return False
    node = root.head.head
    if node.pos_ == "NOUN":
        if node.tag_ != "NN" or not any(c.lower_ in ("a", "an", "the") for c in node.children):
            return False
        while node.pos_ not in ("VERB", "AUX") and node.head.i != node.i:
            node = node.head
    return node.pos_ in ("VERB", "AUX") and not is_reported(node) and _tense(node) != "general"


def _tense(verb: Token) -> str:
    """ "past", "ahead", "perfect" or "general" (present, of what is always so)."""
    forms = {verb.tag_, *(c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass"))}
    if "VBD" in forms:
        return "past"
    if "MD" in forms:
        return "ahead"
    helped = any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    return "perfect" if helped else "general"


def _is_speaker(span: DocSpan) -> bool:
    root = span.root
    if root.dep_ == "pobj" and root.head.lower_ in ("to", "by") and "ccording" in root.head.head.text:
        return True
    return (
        root.dep_ == "nsubj"
        and root.head.lemma_ in _SPEAKING
        and not any(c.dep_ in ("prep", "relcl", "acl") for c in root.children)
    )


def _with_title(statement: Statement, named: Named) -> tuple[int, str] | None:
    """The name with the office and land before it: another person has others. None where "the" leads."""
    span = _span(statement, named)
    if span is None:
        return None
    if named.type != "PERSON":
        own = [c for c in span.root.children if c.dep_ in ("compound", "amod", "nmod") and c.i < span.start]
        return None if own else (named.start, statement.text[named.start : named.end])
    doc = statement.doc
    first = span.start
    while first > 0 and doc[first - 1].dep_ in ("compound", "amod", "nmod", "poss", "case", "det", "appos"):
        if not first <= doc[first - 1].head.i < span.end and doc[first - 1].dep_ != "case":
            break
        first -= 1
    lead = doc[first]
    if lead.dep_ in ("det", "poss", "case") or (
        first > 0 and doc[first - 1].pos_ in ("ADJ", "NOUN", "PROPN")
    ):
        return None
    return lead.idx, statement.text[lead.idx : named.end]


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
