"""Another person, organisation or place of the article."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapi_true_false.edits.base import Candidate, Scene, edit_of, in_quotes, is_reported
from quizapi_true_false.edits.naming import (
    GENDERED,
    NEGATIVE,
    SHARED,
    gender_told,
    is_listed,
    span_of,
    tells_of_crime,
)
from quizapi_true_false.edits.parts import acts, are_comparable, belongs_to, is_medium, speaks
from quizapi_true_false.lexicon import words
from quizapi_true_false.statements import Named, Statement

if TYPE_CHECKING:
    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token

    from quizapi.plugin_api import AnnotatedArticle

_SUBJECTS = ("nsubj", "nsubjpass", "agent")
_SPEAKING = words(
    """say tell add argue claim announce state note warn report explain insist write believe think predict
    acknowledge admit stress suggest reveal describe observe declare estimate"""
)
#: Done to somebody, of whom nobody else is said to have suffered it.
_HARMS = words(
    "ban suspend expel bar exclude punish blame criticise criticize remove oust beat defeat humiliate"
)
#: "Abara runs the bakery": one does.
_OFFICES = words("run lead own chair head manage direct coach edit represent")


def change_name(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """Another person or organisation does it, or it happens in another place."""
    if NEGATIVE.search(statement.text) or tells_of_crime(statement):
        # What one did not do, another may not have done either.
        return
    for named in statement.names:
        span = span_of(statement, named)
        if span is None or in_quotes(statement, named.start) or is_listed(span):
            continue
        if named.type == "PERSON" and _is_described(span):
            yield from others(statement, named, scene, "name")
        if _happened_again(span, scene) or (
            span.root.dep_ == "nsubjpass" and span.root.head.lemma_ in _HARMS
        ):
            continue
        if named.type in ("PERSON", "ORG", "GPE") and (
            _is_sole_doer(span, named_body=named.type != "PERSON") or _is_owner(span)
        ):
            yield from others(statement, named, scene, "name")
        elif named.type in ("GPE", "LOC", "FAC") and _is_scene_of(span):
            yield from others(statement, named, scene, "place")


def change_source(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """Somebody else of the article said it."""
    if tells_of_crime(statement):
        return
    for named in statement.names:
        span = span_of(statement, named)
        if span is None or named.type not in ("PERSON", "ORG") or not is_speaker(span):
            continue
        if is_listed(span):
            continue
        for candidate in others(statement, named, scene, "source"):
            if not _could_say(candidate.edit.after, named, statement, scene):
                continue
            if not has_said_so(candidate.edit.after, statement, scene):
                yield candidate


def _could_say(name: str, named: Named, statement: Statement, scene: Scene) -> bool:
    """Whether the words do not show by themselves whose they are: "he would nominate", "if we win"."""
    rest = statement.text[: named.start] + statement.text[named.end :]
    if (
        not GENDERED.search(rest)
        and not _OURS.search(rest)
        and not (_OWN.search(rest) and _RUNNING.search(rest))
    ):
        return True
    roles = [_role_of(entity, scene.article) for entity in (named.entity, _entity_of(name, scene.article))]
    return roles[0] is not None and roles[0] == roles[1]


_OURS = re.compile(r"\b(?:we|our|us|ours)\b", re.IGNORECASE)
_OWN = re.compile(r"\b(?:I|we|my|our|me|us)\b", re.IGNORECASE)
_RUNNING = re.compile(
    r"\b(?:win|won|run|running|ran|votes?|voted|elected|campaign|president|presidency|delegates?|nominee"
    r"|nomination|legislation|my (?:record|team|company|party|book|film))\b",
    re.IGNORECASE,
)


def others(statement: Statement, named: Named, scene: Scene, kind: str) -> Iterator[Candidate]:
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
        if not _fits(name, named, statement, scene, kind) or not plays_the_part(
            name, named, statement, scene, kind
        ):
            continue
        said = statement.text[named.start : named.end]
        if kind == "source":
            explanation = f"The article gives these words to {said}, not to {name}."
        else:
            explanation = f"The article names {said} here, not {name}."
        yield Candidate(edit_of(kind, statement, start, before, name), explanation, claimed=name)


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
        return speaks(named.entity, article) and speaks(other, article)
    if is_medium(named.entity, article) or is_medium(other, article):
        return False
    known = len(article.mentions(named.entity)) >= _OFTEN
    if named.type == "PERSON" and known and not acts(other, article):
        # Who only comments on the news is not taken for who makes it.
        return False
    return are_comparable(named.entity, other, article)


def _fits(name: str, named: Named, statement: Statement, scene: Scene, kind: str) -> bool:
    """Same type and gender, not in the evidence, and for places neither inside the other."""
    article = scene.article
    entity = next((e for e in article.annotations.entities if e.name == name), None)
    if entity is None:
        # A person or body that the article does not have tells by itself that the statement is false; a land
        # or town that it does not have is one that it cannot lie in.
        return kind == "place" and _are_apart(named, name, scene) and not _takes_the_in(statement, named)
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
    if statement.text[: named.start].lower().endswith("the ") and not _takes_the(name, scene):
        return False
    if not statement.text[: named.start].lower().endswith("the ") and _takes_the(name, scene):
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
    if span is not None and not alike and (_tells_what(span) or _PARTIES.search(rest)):
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


_OFTEN = 3


_LONG_AGO = 12
_YEARS = re.compile(r"\b(?:1[5-9]|20)\d\d\b")
_PARTIES = re.compile(
    r"\b(?:Democrat(?:ic|s)?|Republicans?|GOP|Labour|Conservatives?|Tory|Tories|Liberals?|Greens?|Socialists?"
    r"|Libertarians?|independent|nominee|front-?runner|incumbent|candidate|running mate|rival|opponent)\b"
)
_FAR = 2500


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
    ) or (head.lemma_ in _OFFICES and any(c.ent_type_ == "ORG" for c in head.children))


_BEING = words("be become remain serve work represent")


def _passage(article: AnnotatedArticle, statement: Statement) -> str:
    """The paragraph of the evidence and what stands just before it."""
    paragraph = article.paragraph_of(statement.evidence[0].span)
    return article.text[max(0, paragraph.start - _JUST_BEFORE) : paragraph.end]


_JUST_BEFORE = 300


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
        if len(own & words) >= 3:
            return True
    return False


def _is_sole_doer(span: DocSpan, *, named_body: bool) -> bool:
    """Whether the name is who did something that, told in the past of a certain thing, one did."""
    root = span.root
    if any(c.dep_ in ("prep", "relcl", "acl") for c in root.children):
        return False
    verb = root.head
    if root.dep_ == "pobj" and verb.dep_ == "agent":
        verb = verb.head
    elif root.dep_ not in ("nsubj", "nsubjpass"):
        return False
    if verb.pos_ != "VERB" or verb.lemma_ in SHARED | _SPEAKING or is_reported(verb):
        return False
    if named_body and not any(c.dep_ in ("dobj", "nsubjpass", "ccomp", "xcomp") for c in verb.children):
        # "The championship ran for a week": what a body of another kind may not even be able to do.
        return False
    forms = {verb.tag_, *(c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass"))}
    target = next((c for c in verb.children if c.dep_ in ("dobj", "nsubjpass")), None)
    if verb.tag_ == "VBZ" and verb.lemma_ in _OFFICES:
        return target is not None and any(c.lower_ == "the" for c in target.children)
    if root.dep_ == "nsubj" and not _is_one(target):
        # "Low criticised tax cuts": who else did, the article need not tell.
        return False
    return bool(forms & {"VBD", "MD"})


def _is_one(target: Token | None) -> bool:
    """Whether what is done to is one certain thing, or so many: "the pier", "37 ferries", a name."""
    if target is None:
        return True
    if target.ent_type_ in ("FAC", "ORG", "PRODUCT", "WORK_OF_ART", "MONEY", "GPE"):
        return True
    marks = {c.lower_ for c in target.children if c.dep_ == "det"}
    return bool(marks & {"the", "a", "an"}) or any(c.dep_ == "nummod" for c in target.children)


def _is_described(span: DocSpan) -> bool:
    """ "Low is the owner of the yard": what one alone is."""
    root = span.root
    if (
        span.start > 0
        or root.dep_ != "nsubj"
        or root.head.lemma_ != "be"
        or any(c.dep_ == "neg" for c in root.head.children)
    ):
        return False
    attribute = next((c for c in root.head.children if c.dep_ == "attr"), None)
    return attribute is not None and any(
        c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ == "the") for c in attribute.children
    )


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


def is_speaker(span: DocSpan) -> bool:
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
    span = span_of(statement, named)
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
