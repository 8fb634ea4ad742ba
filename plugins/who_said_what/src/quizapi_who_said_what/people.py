"""Who else could have said it: distractors among the people and organisations of the article."""

from __future__ import annotations

import random
import re
from difflib import SequenceMatcher
from typing import Final

from quizapi.plugin_api import AnnotatedArticle, Entity, GeneratorTools, Span
from quizapi_who_said_what.described import stand_ins
from quizapi_who_said_what.statements import Statement, similar
from quizapi_who_said_what.titles import shown_name
from quizapi_who_said_what.wording import content_lemmas, word_set

_POOL: Final = 12
_ALIKE: Final = 0.8
#: Wrong options that a choice needs at least.
_ENOUGH: Final = 2
_PLACES: Final = frozenset({"GPE", "NORP"})
_FIRST_PERSON: Final = word_set("we us our ours i my")
_NO_NAME: Final = frozenset({"MD", "NNS", "NNPS", "RB", "IN", "CC", "PRP", "PRP$", "WRB"})
_SMALL_WORDS: Final = word_set("of the for and in at a an")
_ADDRESSING: Final = word_set(
    "say tell ask urge appeal call warn request thank invite assure advise want expect"
)
_TOLD_OF_THE_DEAD: Final = (
    r"(?:death|killing|shooting|murder|assassination|funeral|memory|grave) of (?:\w+ ){{0,2}}{name}\b",
    r"\b(?:late|slain|deceased|murdered) (?:[\w'’-]+ ){{0,7}}{name}\b",
    r"\b{name}(?:, \d+,)? (?:died|was (?:shot|killed|murdered|assassinated|buried))\b",
)


def others(
    article: AnnotatedArticle,
    statement: Statement,
    rng: random.Random,
    tools: GeneratorTools,
    *,
    count: int,
    speakers_only: bool = False,
    borrow: bool = False,
) -> list[str]:
    """Names that could stand in for the speaker, those of like standing first.

    Never somebody named in the words or in the sentence that reports them, nor a source that says nearly
    the same. A person stands among people only, by full name if the speaker has one; an organisation beside
    at least one other. With `borrow`, an article of fewer than three who could have said it is helped out
    with names that stand nowhere in it, of the same kind; the engine's checks tell the teacher of each. Where
    nobody else of the article could have said it, none are borrowed: the speaker alone would be known.
    """
    if statement.described is not None:
        return stand_ins(article, statement.described, shown=statement.text, count=count)
    named = _named_beside(article, statement)
    exclude = {statement.entity, *named, *_agreeing(article, statement)}
    names = tools.distractors(
        article, type=statement.type, exclude=sorted(exclude), like=statement.entity, count=_POOL, rng=rng
    )
    by_name = {entity.name: entity for entity in article.annotations.entities}
    spoken = _speakers(article)
    role = next((e.role for e in article.mentions(statement.entity) if e.role), None)
    shown = statement.text.casefold()
    spoken_of = _places_spoken_of(article, statement)
    ranked = []
    shown_as: dict[str, str] = {}
    for place, name in enumerate(names):
        entity = by_name.get(name)
        if entity is None or any(part in shown for part in _parts(name)):
            continue
        if statement.gender is not None and entity.gender != statement.gender:
            continue
        if not _fits(article, statement, entity, speaks=entity.id in spoken):
            continue
        if (speakers_only and entity.id not in spoken) or spoken_of & _places_of(article, entity):
            continue
        if _is_called_in(entity.role, shown):
            continue
        shown_as[name] = shown_name(article, entity)
        score = 2.0 * (entity.id in spoken) + 1.0 * _same_standing(role, entity.role)
        score += 1.5 * (entity.type == statement.type) + 0.5 * (entity.role is not None)
        ranked.append((-score, place, name))
    chosen: list[str] = []
    for _, _, name in sorted(ranked):
        if not any(_alike(name, other) for other in (statement.speaker, *chosen)):
            chosen.append(name)
    chosen = chosen[:count]
    if borrow and statement.gender is None and 0 < len(chosen) < _ENOUGH:
        strange = [name for name in names if name not in by_name and _could_be_called(statement, name)]
        if statement.type == "PERSON" or any(by_name[n].type != "PERSON" for n in chosen):
            return [*(shown_as[name] for name in chosen), *strange[: count - len(chosen)]]
    if statement.type != "PERSON" and all(by_name[name].type == "PERSON" for name in chosen):
        return []  # the only organisation would stand out
    if _are_one_group(article, [by_name[name] for name in chosen], spoken) and _names_a_place(
        article, statement
    ):
        return []  # a delegation, a cabinet: all of one country, and the words tell which it is not
    return [shown_as[name] for name in chosen]


def _is_called_in(role: str | None, shown: str) -> bool:
    """Whether the words speak of somebody by this office: "the Democratic nominee" rules the nominee out."""
    parts = [part for part in re.findall(r"[a-z]+", (role or "").casefold()) if part not in _SMALL_WORDS]
    return bool(parts) and set(parts) <= set(re.findall(r"[a-z]+", shown))


def _could_be_called(statement: Statement, name: str) -> bool:
    """Whether a borrowed name looks like the speaker's: both whole, and not in the words."""
    shown = statement.text.casefold()
    alike = statement.type != "PERSON" or (" " in name) == (" " in statement.speaker)
    return alike and not any(part in shown for part in _parts(name))


def _are_one_group(article: AnnotatedArticle, chosen: list[Entity], spoken: set[int]) -> bool:
    """Whether they are only listed, all in one sentence."""
    if not chosen or any(entity.id in spoken for entity in chosen):
        return False
    sentences = [{article.sentence_of(m.span) for m in article.mentions(entity.id)} for entity in chosen]
    return bool(set.intersection(*sentences))


def _names_a_place(article: AnnotatedArticle, statement: Statement) -> bool:
    return any(e.type in _PLACES and statement.span.overlaps(e.span) for e in article.annotations.entities)


def addresses_a_place(article: AnnotatedArticle, statement: Statement) -> bool:
    """Whether the words turn to a country ("what I would like to say to the United States").

    Who comes from there cannot have said it, and the article seldom tells where everybody comes from.
    """
    words = article.doc.char_span(statement.span.start, statement.span.end, alignment_mode="expand")
    for token in words or ():
        if token.ent_type_ not in _PLACES:
            continue
        noun = token
        while noun.dep_ in ("compound", "amod", "poss", "nmod") and noun.head.pos_ in ("NOUN", "PROPN"):
            noun = noun.head
        if noun.dep_ not in ("pobj", "dobj", "dative", "nsubj"):
            continue
        verbs = [a for a in noun.ancestors if a.pos_ == "VERB"][:1]
        near = {verbs[0]} if verbs else set()
        if any(verb.lemma_.lower() in _ADDRESSING for verb in near) and any(
            t.lower_ in _FIRST_PERSON for t in words or ()
        ):
            return True
    return False


def _fits(article: AnnotatedArticle, statement: Statement, entity: Entity, *, speaks: bool) -> bool:
    if statement.type == "PERSON":
        return (
            entity.type == "PERSON"
            and (" " in shown_name(article, entity)) == (" " in statement.speaker)
            and _is_whole_name(article, entity)
            and (speaks or _takes_part(article, entity))
            and (speaks or not _is_dead(article, entity.name))
        )
    if entity.type == "PERSON":
        return speaks
    return entity.type in (statement.type, "ORG") and not _only_describes(article, entity)


def _only_describes(article: AnnotatedArticle, entity: Entity) -> bool:
    """Whether a name never stands by itself: "Commerce" in "Commerce officials"."""
    spans = [
        article.doc.char_span(m.span.start, m.span.end, alignment_mode="expand")
        for m in article.mentions(entity.id)
    ]
    return all(span is None or span.root.dep_ in ("compound", "amod", "nmod") for span in spans)


def _takes_part(article: AnnotatedArticle, entity: Entity) -> bool:
    """Whether somebody with an office does something in the article: a name in passing is no speaker.

    What others say of them in quotation marks does not count: they may be long dead.
    """
    mentions = [m for m in article.mentions(entity.id) if not _is_quoted(article, m.span)]
    spans = [article.doc.char_span(m.span.start, m.span.end, alignment_mode="expand") for m in mentions]
    acts = any(span is not None and span.root.dep_ in ("nsubj", "nsubjpass") for span in spans)
    known = any(m.role for m in mentions) or (acts and any(m.gender for m in mentions))
    return known and acts


def _is_quoted(article: AnnotatedArticle, span: Span) -> bool:
    return any(a.kind == "direct" and a.content.overlaps(span) for a in article.annotations.attributions)


def _is_whole_name(article: AnnotatedArticle, entity: Entity) -> bool:
    """Whether no word of the name is a verb, a plural, or a word that the article also writes small."""
    tokens = article.doc.char_span(entity.span.start, entity.span.end, alignment_mode="expand")
    if tokens is None or any(t.tag_.startswith("VB") or t.tag_ in _NO_NAME for t in tokens):
        return False
    small = {t.text for t in article.doc if t.is_lower and len(t.text) > 3}
    return not any(word.lower() in small for word in re.findall(r"\w+", entity.name) if len(word) > 3)


def _is_dead(article: AnnotatedArticle, name: str) -> bool:
    pattern = re.escape(name)
    return any(re.search(told.format(name=pattern), article.text) for told in _TOLD_OF_THE_DEAD)


def _places_spoken_of(article: AnnotatedArticle, statement: Statement) -> frozenset[str]:
    """Stems of the countries and peoples that words in the first person speak of as others."""
    words = article.doc.char_span(statement.span.start, statement.span.end, alignment_mode="expand")
    if not any(token.lower_ in _FIRST_PERSON for token in words or ()):
        return frozenset()
    own = _places_of(article, next(iter(article.mentions(statement.entity))))
    named = {
        _stem(article.text_of(e.span))
        for e in article.annotations.entities
        if e.type in _PLACES and statement.span.overlaps(e.span)
    }
    return frozenset(named - own)


def _places_of(article: AnnotatedArticle, entity: Entity) -> frozenset[str]:
    """Stems of the countries named right before a person: "Japanese Prime Minister ..."."""
    found = set()
    for mention in article.mentions(entity.id):
        before = article.text[max(0, mention.span.start - 60) : mention.span.start]
        start = mention.span.start - len(re.split(r"[,.;:\n“”\"()]", before)[-1])
        found |= {
            _stem(article.text_of(e.span))
            for e in article.annotations.entities
            if e.type in _PLACES and start <= e.span.start < mention.span.start
        }
    return frozenset(found)


def _stem(place: str) -> str:
    """ "Japan" and "Japanese" alike."""
    return place.casefold()[:4]


def _alike(one: str, other: str) -> bool:
    """Whether two last words are nearly the same: a name that the article spells in two ways."""
    a, b = one.casefold().split()[-1], other.casefold().split()[-1]
    return a != b and SequenceMatcher(None, a, b).ratio() >= _ALIKE


def _parts(name: str) -> list[str]:
    return [part for part in re.findall(r"\w+", name.casefold()) if len(part) > 3] or [name.casefold()]


def _same_standing(one: str | None, other: str | None) -> bool:
    return bool(
        one and other and set(one.lower().split()) & set(other.lower().split()) - {"of", "the", "for", "and"}
    )


def _speakers(article: AnnotatedArticle) -> set[int]:
    return {
        a.source.entity
        for a in article.annotations.attributions
        if a.source is not None and a.source.entity is not None and a.kind != "indirect"
    } | {
        a.source.entity
        for a in article.annotations.attributions
        if a.source is not None and a.source.entity is not None and a.confidence >= 0.8
    }


def _named_beside(article: AnnotatedArticle, statement: Statement) -> set[int]:
    """Entities named in the words or in the sentence that reports them."""
    parts = [statement.attribution.content]
    if statement.attribution.cue is not None:
        parts.append(statement.attribution.cue)
    if statement.attribution.source is not None:
        parts.append(statement.attribution.source.span)
    spans = [article.sentence_of(part) for part in parts]
    spans.append(Span(statement.attribution.content.start, statement.attribution.content.end))
    return {
        entity.id
        for entity in article.annotations.entities
        if any(span.overlaps(entity.span) for span in spans)
    }


def _agreeing(article: AnnotatedArticle, statement: Statement) -> set[int]:
    """Sources that say something alike."""
    found = set()
    for attribution in article.annotations.attributions:
        if attribution.source is None or attribution.source.entity is None:
            continue
        words = article.doc.char_span(
            attribution.content.start, attribution.content.end, alignment_mode="expand"
        )
        if words is not None and similar(statement.lemmas, content_lemmas(words)):
            found.add(attribution.source.entity)
    return found
