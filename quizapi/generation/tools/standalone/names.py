"""Names full at their first mention in the statement."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapi.domain import Entity, Span
from quizapi.generation.tools.standalone.people import People
from quizapi.reading.entities.lexicon import COURTESY, ROLE_NOUNS, TITLE_PARTS, TITLES

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapi.generation.tools.standalone.draft import Draft
    from quizapi.plugin_api import AnnotatedArticle


_TITLING = frozenset({"titled", "entitled", "called", "named", "dubbed", "nicknamed"})
_OWNERS = {"his": ("he", "him", "his"), "her": ("she", "her", "hers"), "their": ("they", "them", "their")}


def settle_names(draft: Draft, article: AnnotatedArticle) -> None:
    """Write a person's first mention as the fullest name, without "Mr" or "Mrs"."""
    seen: set[int] = set()
    doc = draft.doc
    for entity in article.annotations.entities:
        if entity.type != "PERSON" or entity.id in seen:
            continue
        span = doc.char_span(entity.span.start, entity.span.end, alignment_mode="expand")
        if span is None or not all(token.i in draft.kept for token in span):
            continue
        seen.add(entity.id)
        written = article.text_of(entity.span)
        if (
            written == entity.name
            or span.start in draft.instead
            or len(entity.name.split()) <= len(written.split())
        ):
            continue
        first = span.start
        while first - 1 in draft.kept and doc[first - 1].lower_.rstrip(".") in COURTESY:
            first -= 1
        if first > draft.first and doc[first - 1].lower_ in _TITLING | {"the"}:
            # "a film titled Low": the name of the film.
            continue
        before = " ".join(doc[i].text for i in range(max(draft.first, first - 3), first))
        if any(before.endswith(word) for word in entity.name.split()[:-1]):
            continue
        owner = doc[span.end - 1]
        suffix = "'s" if owner.text.endswith(("'s", "’s")) else ""
        draft.replace(first, span.end - 1, entity.name + suffix)
    _name_who_acts(draft, People(article), seen)


def _name_who_acts(draft: Draft, people: People, seen: set[int]) -> None:
    """The full name for a subject that the model has not placed, and that is somebody's surname."""
    for token in draft.tokens:
        entity = people.doing(token) if token.i not in draft.instead and token.i not in people.at else None
        if entity is not None and entity.id not in seen:
            seen.add(entity.id)
            draft.replace(token.i, token.i, entity.name)


def settle_relative(draft: Draft, article: AnnotatedArticle) -> bool:
    """Write the name for the "who" or "which" that a relative clause begins with; False where it has none."""
    head = draft.head()
    first = draft.tokens[0]
    if head is None or head.dep_ != "relcl":
        return True
    if first.lower_ not in ("who", "which"):
        return False
    owner = head.head
    for entity in article.annotations.entities:
        if entity.span.start <= owner.idx < entity.span.end:
            if (entity.type == "PERSON") != (first.lower_ == "who") or _stands_between(owner, first, article):
                return False
            draft.replace(first.i, first.i, _with_the(entity, owner, article))
            return True
    return False


def settle_shared_subject(draft: Draft, article: AnnotatedArticle) -> None:
    """Write the name for the "and" that a second verb phrase begins with: "and sold the pier".

    Only where the one subject that both verbs have is a name.
    """
    first = draft.doc[draft.first]
    verb = next((draft.doc[i] for i in sorted(draft.kept) if draft.doc[i].head.i not in draft.kept), None)
    verb = next((t for t in draft.tokens if t.dep_ == "conj" and t.head.i not in draft.kept), verb)
    if first.dep_ != "cc" or verb is None or verb.dep_ != "conj" or first.head.i in draft.kept:
        return
    subjects = [c for c in verb.head.children if c.dep_ in ("nsubj", "nsubjpass")]
    own = [c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass", "expl")]
    if len(subjects) != 1 or own or any(c.dep_ in ("cc", "conj") for c in subjects[0].children):
        return
    for entity in article.annotations.entities:
        if entity.span.start <= subjects[0].idx < entity.span.end:
            named = entity.type in ("ORG", "GPE") or (entity.type == "PERSON" and " " in entity.name)
            if named:
                draft.replace(first.i, first.i, _with_the(entity, subjects[0], article))
                draft.spaced(first.i)
            return


def _stands_between(owner: Token, relative: Token, article: AnnotatedArticle) -> bool:
    """ "Low and his son Tim Low, who ...": another name before the "who" may be the one that it means."""
    start, end = owner.idx + len(owner), relative.idx
    between = owner.doc[owner.i + 1 : relative.i]
    named = any(start <= entity.span.start < end for entity in article.annotations.entities)
    return named or any(token.dep_ == "cc" for token in between)


def _with_the(entity: Entity, owner: Token, article: AnnotatedArticle) -> str:
    """The name, with "the" where the article writes it so."""
    span = owner.doc.char_span(entity.span.start, entity.span.end, alignment_mode="expand")
    led = span is not None and span.start > 0 and owner.doc[span.start - 1].lower_ == "the"
    return f"the {entity.name}" if led and entity.type != "PERSON" else entity.name


def name_the_office(draft: Draft, article: AnnotatedArticle) -> bool:
    """ "Its chair, Fiona Teague, said" → "Fiona Teague said": offices that need the article go.

    False where the office was somebody's ("his sister, Lucy Wray, thinks that he ...") and a pronoun behind
    means that somebody.
    """
    people = {e.span.start: e for e in article.annotations.entities if e.type == "PERSON" and " " in e.name}
    for token in draft.tokens:
        if token.dep_ != "appos" or token.pos_ != "PROPN" or token.head.pos_ != "NOUN" or token not in draft:
            continue
        noun, first = token.head, token.left_edge.i
        entity = people.get(draft.doc[first].idx)
        lead = draft.doc[noun.left_edge.i]
        inner = draft.doc[lead.i + 1 : noun.i]
        office = all(t.lower_ in TITLE_PARTS | ROLE_NOUNS for t in inner)
        leaning = (office and (lead.tag_ == "PRP$" or lead.lower_ == "the")) or _is_of_the(noun)
        if entity is None or not leaning or draft.doc[first - 1].text != "," or noun.i != first - 2:
            continue
        last = token.right_edge.i
        if last + 1 in draft.kept and draft.doc[last + 1].text == ",":
            last += 1
        draft.replace(noun.left_edge.i, last, entity.name)
        draft.spaced(noun.left_edge.i)
        if lead.lower_ in _OWNERS and any(
            t.lower_ in _OWNERS[lead.lower_] and t.i > last for t in draft.tokens
        ):
            return False
    return True


def _is_of_the(noun: Token) -> bool:
    """ "the film's director": of a thing that only the article names."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    return owner is not None and owner.pos_ == "NOUN" and any(c.lower_ == "the" for c in owner.children)


def repeats_a_name(draft: Draft, article: AnnotatedArticle) -> bool:
    """Whether a full name would stand twice: a pronoun or a short name was taken for the wrong person."""
    text = draft.text()
    names = {e.name for e in article.annotations.entities if e.type == "PERSON" and " " in e.name}
    return any(text.count(name) > 1 for name in names)


def names_are_clear(draft: Draft, article: AnnotatedArticle) -> bool:
    """False where a short name could stand for another person named nearby."""
    people = [e for e in article.annotations.entities if e.type == "PERSON"]
    doc = draft.doc
    for entity in people:
        span = doc.char_span(entity.span.start, entity.span.end, alignment_mode="expand")
        if span is None or not any(token.i in draft.kept for token in span):
            continue
        if span.start and doc[span.start - 1].lower_.rstrip(".") in COURTESY:
            continue
        written = _words(article.text_of(entity.span))
        if len(written) < len(_words(entity.name)) and _has_clashing_titles(entity, article):
            return False
        rivals = [e for e in people if e.id != entity.id and written < _words(e.name)]
        near = _near(article, entity)
        if any(near.overlaps(rival.span) for rival in rivals) or (rivals and entity.name.count(" ") == 0):
            return False
        if rivals and not _is_the_usual_one(entity, rivals, article):
            return False
    return True


def _has_clashing_titles(entity: Entity, article: AnnotatedArticle) -> bool:
    """ "Secretary Low" throughout, and once "President Tim Low": the short name may be another's."""
    full: set[str] = set()
    short: set[str] = set()
    for mention in article.mentions(entity.id):
        words = article.text[max(0, mention.span.start - _A_TITLE) : mention.span.start].split()
        title = words[-1].rstrip(".").lower() if words else ""
        if title in TITLES - COURTESY:
            (full if " " in article.text_of(mention.span) else short).add(title[:_ABBREVIATED])
    return bool(full and short and not full & short)


#: Code points before a name that hold a title.
_A_TITLE = 20
#: "Gov." and "Governor" share so many letters.
_ABBREVIATED = 3


def _is_the_usual_one(entity: Entity, rivals: list[Entity], article: AnnotatedArticle) -> bool:
    """Whether a surname that several share is mostly this one's, who was named in full before it."""
    before = [e for e in article.mentions(entity.id) if e.span.start < entity.span.start]
    told = any(" " in article.text_of(e.span) for e in before)
    own = len(article.mentions(entity.id))
    return told and own >= _MOSTLY * len(rivals)


_MOSTLY = 3


def _near(article: AnnotatedArticle, entity: Entity) -> Span:
    """The paragraph of a mention and the one before it."""
    own = article.paragraph_of(entity.span)
    before = article.paragraph_of(Span(max(0, own.start - 3), max(0, own.start - 3)))
    return Span(min(before.start, own.start), own.end)


def _words(name: str) -> frozenset[str]:
    return frozenset(word.removesuffix("'s").removesuffix("’s").lower() for word in name.split())
