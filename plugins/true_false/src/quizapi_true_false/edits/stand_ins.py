"""Whether another of the article could be taken for the one named, and is surely not the one."""

from __future__ import annotations

import random
import re
from typing import TYPE_CHECKING

from quizapi_true_false.edits.base import Scene
from quizapi_true_false.edits.deeds import OFFICES, is_described
from quizapi_true_false.edits.naming import GENDERED, gender_told, span_of
from quizapi_true_false.edits.parts import acts, are_comparable, belongs_to, competes, is_medium, speaks
from quizapi_true_false.edits.states import COUNTRIES, STATES
from quizapi_true_false.lexicon import words
from quizapi_true_false.statements import Named, Statement

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan

    from quizapi.plugin_api import AnnotatedArticle

#: What only one side, or who has such work or people, can say of itself.
_OURS = re.compile(r"\b(?:we|our|us|ours|my|mine)\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:I|we|my|our|me|us)\b", re.IGNORECASE)
_RUNNING = re.compile(
    r"\b(?:win|won|run|running|ran|votes?|voted|elected|campaign|president|presidency|delegates?|nominee"
    r"|nomination|legislation|my (?:record|team|company|party|book|film))\b",
    re.IGNORECASE,
)
_OFTEN = 3
_LONG_AGO = 12
_YEARS = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_PARTIES = re.compile(
    r"\b(?:Democrat(?:ic|s)?|Republicans?|GOP|Labour|Conservatives?|Tory|Tories|Liberals?|Greens?|Socialists?"
    r"|Libertarians?|independent|nominee|front-?runner|incumbent|candidate|running mate|rival|opponent)\b"
)
_FAR = 2500
_BETTER_KNOWN = 3
_FAR_BETTER_KNOWN = 5
_BEING = words("be become remain serve work represent")
_JUST_BEFORE = 300


def could_say(name: str, named: Named, statement: Statement, scene: Scene) -> bool:
    """Whether the words do not show by themselves whose they are: "he would nominate", "if we win"."""
    rest = statement.text[: named.start] + statement.text[named.end :]
    if _says_whose(statement, named):
        return False
    offices = {_role_of(entity, scene.article) for entity in (named.entity, _entity_of(name, scene.article))}
    if GENDERED.search(rest) and len(offices) > 1:
        # "Low said that he had no news yet": a spokesman has news, a professor has none.
        return False
    own = GENDERED.search(rest) or _OWN.search(rest)
    if not _OURS.search(rest) and not (own and _RUNNING.search(rest)):
        return True
    roles = [_role_of(entity, scene.article) for entity in (named.entity, _entity_of(name, scene.article))]
    return roles[0] is not None and roles[0] == roles[1]


def _says_whose(statement: Statement, named: Named) -> bool:
    """ "Low said his group would go on": what the words tell of the speaker is so of this one alone."""
    own = ("his", "her", "their", "its")
    subjects = ("it", "they") if named.type == "ORG" else ()
    for token in statement.doc:
        if not (token.lower_ in own and token.tag_ == "PRP$") and not (
            token.lower_ in subjects and token.dep_ in ("nsubj", "nsubjpass")
        ):
            continue
        between = statement.doc.char_span(named.end, token.idx, alignment_mode="contract")
        if between is None or not any(t.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj") for t in between):
            return True
    return False


def plays_the_part(name: str, named: Named, statement: Statement, scene: Scene, kind: str) -> bool:
    """Whether the article shows the other one in such a part, so that the statement could be believed."""
    article = scene.article
    other = next((e.id for e in article.annotations.entities if e.name == name), None)
    if other is None:
        return kind == "place"
    if named.type not in ("PERSON", "ORG"):
        return True
    if belongs_to(statement.text[: named.start] + statement.text[named.end :], named.entity, article):
        return False
    if kind == "source":
        counts = [len(article.mentions(entity)) for entity in (named.entity, other)]
        # Nobody takes the one whom all the news is about for a spokesman heard in it once.
        heard = speaks(named.entity, article) and speaks(other, article)
        return heard and counts[1] <= _FAR_BETTER_KNOWN * counts[0]
    if is_medium(named.entity, article) or is_medium(other, article):
        return False
    root = next(token for token in statement.doc if token.dep_ == "ROOT")
    if root.lemma_ == "win" and not competes(other, article):
        return False
    known = len(article.mentions(named.entity)) >= _OFTEN
    if (
        named.type == "PERSON"
        and not known
        and len(article.mentions(other)) > _BETTER_KNOWN * len(article.mentions(named.entity))
    ):
        # Nobody takes the one whom all the news is about for a professor heard in it once.
        return False
    if named.type == "PERSON" and known and not acts(other, article):
        # Who only comments on the news is not taken for who makes it.
        return False
    return are_comparable(named.entity, other, article)


def fits(name: str, named: Named, statement: Statement, scene: Scene, kind: str) -> bool:
    """Same type and gender, not in the evidence, and for places neither inside the other."""
    article = scene.article
    entity = next((e for e in article.annotations.entities if e.name == name), None)
    if entity is None:
        # A person or body that the article does not have tells by itself that the statement is false; a land
        # or town that it does not have is one that it cannot lie in.
        if kind != "place" or name not in STATES | COUNTRIES or _takes_the_in(statement, named):
            return False
        return _are_apart(named, name, scene)
    if entity.type != named.type:
        return False
    if named.type == "PERSON":
        wanted = gender_told(statement.text)
        if wanted is not None and entity.gender != wanted:
            return False
        if _is_a_description(statement, named) and (entity.role is None):
            return False
        if " " not in name:
            return False
    if named.type in ("GPE", "LOC", "FAC") and not _are_apart(named, name, scene):
        return False
    known = article.names(entity.id)
    if any(re.search(rf"(?<!\w){re.escape(n)}(?!\w)", e.text) for n in known for e in statement.evidence):
        return False
    if named.type == "PERSON" and kind == "name" and not _could_be(name, named, statement, scene):
        return False
    if _takes_the_in(statement, named) != _takes_the(name, scene):
        return False
    return named.type == "PERSON" or not _seen_together(named.entity, name, scene)


def _could_be(name: str, named: Named, statement: Statement, scene: Scene) -> bool:
    """Whether a class could take the other person for the one who did it.

    Not where the statement tells what only the one is (a party, an office, an age), nor of a time long before
    the article, in which the other had no part.
    """
    article = scene.article
    span = span_of(statement, named)
    rest = statement.text[: named.start] + statement.text[named.end :]
    roles = [_role_of(entity, article) for entity in (named.entity, _entity_of(name, article))]
    alike = roles[0] is not None and roles[0] == roles[1]
    entities = (named.entity, _entity_of(name, article))
    heard = all(entity is not None and speaks(entity, article) for entity in entities)
    # Of two who are heard, each may be the one with the office.
    settled = alike or span is None or (heard and is_described(span))
    if not settled and span is not None and (_tells_what(span) or _PARTIES.search(rest)):
        return False
    if GENDERED.search(rest) and not alike:
        # "Low said that he would nominate ...": what is said of him fits his office.
        return False
    if _is_of_today(name, article) and _is_long_ago(statement, article):
        return False
    return _is_told_near(name, statement, scene)


def _is_long_ago(statement: Statement, article: AnnotatedArticle) -> bool:
    """Whether the statement, or the passage that it is from, tells of a time long before the article."""
    published = article.article.published_on
    if published is None:
        return False
    told = _YEARS.findall(statement.text + " " + _passage(article, statement))
    return any(int(year) < published.year - _LONG_AGO for year in told)


def _is_of_today(name: str, article: AnnotatedArticle) -> bool:
    """Whether a class knows somebody as one of the article's own time: by an office, or named often."""
    entity = _entity_of(name, article)
    return _role_of(entity, article) is not None or (
        entity is not None and len(article.mentions(entity)) >= _OFTEN
    )


def _entity_of(name: str, article: AnnotatedArticle) -> int | None:
    return next((e.id for e in article.annotations.entities if e.name == name), None)


def _role_of(entity: int | None, article: AnnotatedArticle) -> str | None:
    """The last word of the office that the article gives somebody ("senator")."""
    if entity is None:
        return None
    role = next((m.role for m in article.mentions(entity) if m.role), None)
    return role.split()[-1].lower() if role else None


def _tells_what(span: DocSpan) -> bool:
    """Whether the statement says what the named one is: "is the ...", "as vice president", ", 33, ..."."""
    root = span.root
    if any(
        c.dep_ in ("appos", "relcl", "acl", "amod", "compound", "nummod")
        for c in root.children
        if c.i >= span.end
    ):
        return True
    if root.dep_ in ("nsubj", "nsubjpass") and root.head.lemma_ in _BEING:
        return True
    head = root.head
    return any(
        t.lower_ == "as" and t.dep_ == "prep" and any(t.i < a.i for a in t.children if a.dep_ == "pobj")
        for t in head.subtree
    ) or (head.lemma_ in OFFICES and any(c.ent_type_ == "ORG" for c in head.children))


def _passage(article: AnnotatedArticle, statement: Statement) -> str:
    """The paragraph of the evidence and what stands just before it."""
    paragraph = article.paragraph_of(statement.evidence[0].span)
    return article.text[max(0, paragraph.start - _JUST_BEFORE) : paragraph.end]


def _is_told_near(name: str, statement: Statement, scene: Scene) -> bool:
    """Whether the article names the other within a few paragraphs of what is told."""
    entity = _entity_of(name, scene.article)
    if entity is None:
        return False
    start = statement.evidence[0].span.start
    return any(abs(m.span.start - start) < _FAR for m in scene.article.mentions(entity))


def _are_apart(named: Named, name: str, scene: Scene) -> bool:
    """Whether neither place can lie in the other: both are countries, which the service's names tell.

    A country of ours is asked for by its likeness: the tool gives countries for a country only, so a place
    for which it also knows one that the article does not name is a country.
    """
    own = {n for n in scene.article.names(named.entity) if n in STATES}
    if own or name in STATES:
        return bool(own) and name in STATES
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


def _is_a_description(statement: Statement, named: Named) -> bool:
    """ "Low is a teacher": that another is one is false only where the article tells what he is instead."""
    span = span_of(statement, named)
    return span is not None and span.root.dep_ == "nsubj" and span.root.head.lemma_ == "be"


def _takes_the_in(statement: Statement, named: Named) -> bool:
    return statement.text[: named.start].lower().endswith("the ")


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


def has_said_so(name: str, statement: Statement, scene: Scene) -> bool:
    """Whether the other one is quoted with much the same words."""
    own = {t.lemma_.lower() for t in statement.doc if t.pos_ in ("NOUN", "VERB", "PROPN", "NUM", "ADJ")}
    article = scene.article
    for attribution in article.annotations.attributions:
        if attribution.source is None or attribution.source.name != name:
            continue
        words = set(re.findall(r"\w+", article.text_of(attribution.content).lower()))
        near = abs(attribution.content.start - statement.evidence[0].span.end) < _JUST_BEFORE
        if len(own & words) >= (1 if near else 3):
            return True
    return False
