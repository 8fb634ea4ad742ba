"""Sources that the article describes and does not name: "a spokesman for the ministry", "two officials"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import AnnotatedArticle, Attribution, Span
from quizapi_who_said_what.pieces import tokens_of
from quizapi_who_said_what.wording import word_set

if TYPE_CHECKING:
    from spacy.tokens import Token

DESCRIBED: Final = "DESCRIBED"
#: Nouns for people.
_PEOPLE: Final = word_set(
    """
    official spokesman spokeswoman spokesperson source aide analyst economist expert executive chief head
    boss president chairman chairwoman chairperson secretary deputy mayor guard guide judge nurse pilot
    diplomat delegate envoy ally friend neighbour neighbor relative witness resident student pupil parent
    lawyer attorney advocate activist candidate veteran volunteer politician lawmaker legislator congressman
    congresswoman soldier captain general colonel scholar academic critic client customer priest bishop imam
    rabbi farmer banker chemist journalist columnist reporter editor host coach fan athlete patient survivor
    victim negotiator insider participant adviser advisor ambassador senator governor minister officer
    teacher professor lecturer doctor surgeon scientist researcher engineer architect builder developer
    designer worker manager owner director founder investor trader dealer broker shopkeeper driver passenger
    fisherman sailor firefighter detective inspector investigator prosecutor defendant plaintiff commissioner
    councillor councilor voter supporter opponent protester demonstrator campaigner organiser organizer
    leader member author writer poet painter artist musician singer actor actress player referee trainer
    consultant strategist pollster historian sociologist psychologist physicist biologist astronomer
    commander general rebel fighter refugee migrant immigrant villager shopper retiree pensioner taxpayer
    consumer producer exporter importer manufacturer lender borrower landlord tenant caretaker
    """
)
#: What others may be as well, whatever their trade: scientists are experts, and may be critics.
_OPEN: Final = word_set("expert specialist professional observer critic supporter opponent insider source")
#: Endings of nouns for people, and those that only a noun which speaks can be trusted with.
_ENDINGS: Final = ("ist", "ian", "eer", "woman", "person", "crat", "grapher")
_ENDINGS_OF_SPEAKERS: Final = ("er", "or", "ant", "man", "ee", "yst")
#: Who only listens, or is told of by a word that tells too little.
_SPOKEN_TO: Final = word_set("reporter journalist member head chief victim participant fan reader")
_THINGS: Final = word_set(
    """
    paper letter newsletter newspaper order matter chapter computer server register calculator member other
    list blacklist checklist shortlist waitlist playlist wishlist twist fist mist wrist grist
    """
)
_PLACES: Final = frozenset({"nsubj", "nsubjpass", "dobj", "pobj"})
_TITLE: Final = re.compile(r"((?:\b[A-Z][\w.]+ ){1,4})$")
_CODE: Final = re.compile(r"(?<!\s)\s*+<[^<>]*+>?$")
_UNTOLD: Final = word_set(
    "another other others some many several most few such same one both all any each no"
)
_OWN: Final = word_set("his her its their my our your this that these those")
_KEPT: Final = frozenset({"det", "amod", "compound", "nmod", "poss", "case", "nummod", "quantmod", "punct"})
_JOINING: Final = word_set("of for at from in with to")
_MOST_WORDS: Final = 9
_NEAR: Final = 600


@dataclass(frozen=True)
class Described:
    """One source or one person of the article that has no name there.

    `number` is negative, so that it is none of the entities'. `text` is what it is called where it is brought
    in, at `span`; `head` its noun.
    """

    number: int
    text: str
    head: str
    plural: bool
    definite: bool
    span: Span


def described_sources(article: AnnotatedArticle) -> dict[int, Described]:
    """The described source of each attribution that has one, by the place where its content begins.

    "The official" behind "a trade official" is that one, where the article tells of no other official.
    Sources that the article may name as well ("the senator"), and those that are told apart by "another"
    alone, are left out.
    """
    roles = _roles(article)
    found: dict[str, Described] = {}
    settled: dict[int, Described] = {}
    brought_in: list[Described] = []
    for attribution in article.annotations.attributions:
        noun = _noun_of(article, attribution)
        if noun is None:
            continue
        text = _description(article, noun)
        if text is None or noun.lemma_.lower() in roles:
            continue
        one = found.get(text.casefold())
        if one is None and _tells_enough(noun) and not _may_be_named(article, noun):
            one = Described(
                -1 - len(found), text, noun.lemma_.lower(), _is_plural(noun), _is_definite(noun), _span(noun)
            )
            found[text.casefold()] = one
            brought_in.append(one)
        if one is None and _is_definite(noun):
            before = [d for d in brought_in if d.head == noun.lemma_.lower() and d.plural == _is_plural(noun)]
            one = before[0] if len(before) == 1 and _only_one(article, before[0]) else None
        if one is not None:
            settled[attribution.content.start] = one
    return settled


def stand_ins(article: AnnotatedArticle, key: Described, *, shown: str, count: int) -> list[str]:
    """Others whom the article describes, in the same number, each by another noun; sources come first.

    None who may be the same people under another noun: "experts" and "social scientists".
    """
    sources = dict.fromkeys(d for d in described_sources(article).values())
    if key.head in _OPEN:
        return []
    taken = {key.head, *_OPEN}
    chosen: list[str] = []
    pool = [*sources, *_others_described(article)]
    ranked = sorted(range(len(pool)), key=lambda n: (n >= len(sources), pool[n].definite != key.definite, n))
    for n in ranked:
        one = pool[n]
        if len(chosen) == count or one.plural != key.plural or one.head in taken:
            continue
        if _shared(one.text, key.text) or any(_shared(one.text, other) for other in chosen):
            continue
        if _shared(one.text, shown):
            continue
        taken.add(one.head)
        chosen.append(one.text)
    return chosen


def _noun_of(article: AnnotatedArticle, attribution: Attribution) -> Token | None:
    source = attribution.source
    if source is None or source.name is not None or source.entity is not None:
        return None
    words = tokens_of(article, source.span)
    return None if words is None or not _is_person(words.root, speaks=True) else words.root


def _is_person(noun: Token, *, speaks: bool) -> bool:
    lemma = noun.lemma_.lower()
    if noun.tag_ not in ("NN", "NNS") or not noun.is_lower or noun.ent_type_ in ("ORG", "GPE", "DATE"):
        return False
    if lemma in _PEOPLE or (lemma.endswith(_ENDINGS) and lemma not in _THINGS):
        return True
    return speaks and lemma.endswith(_ENDINGS_OF_SPEAKERS) and lemma not in _THINGS


def _description(article: AnnotatedArticle, noun: Token) -> str | None:
    """The noun with what stands before it and one phrase behind it, in the article's words."""
    if any(c.dep_ in ("conj", "appos", "cc") for c in noun.children):
        return None
    left = list(noun.doc[noun.left_edge.i : noun.i + 1])
    if any(t.dep_ in ("relcl", "acl") or t.text in (",", ";", ":", '"', "“", "”") for t in left):
        return None
    if noun.tag_ == "NN" and left[0].tag_ not in ("DT", "PRP$") and not any(t.tag_ == "POS" for t in left):
        return None  # a headline: "Union chief says ..."
    if any(t.like_num and t.text[0].isdigit() for t in left):
        return None
    if left[0].lower_ in _UNTOLD | _OWN or any(t.lower_ in _UNTOLD for t in left[1:]):
        return None
    last = noun.i
    for child in noun.children:
        if child.i == last + 1 and child.dep_ == "prep" and child.lower_ in _JOINING:
            phrase = list(child.subtree)
            if any(
                t.text in (",", ";", ":", '"', "“", "”") or t.dep_ == "relcl" or t.lower_ in _OWN
                for t in phrase
            ):
                return None
            last = phrase[-1].i
    text = _CODE.sub("", " ".join(noun.doc[left[0].i : last + 1].text.split()))
    if len(text.split()) > _MOST_WORDS or "\n" in noun.doc[left[0].i : last + 1].text:
        return None
    if left[0].tag_ in ("DT", "CD") or left[0].is_lower:
        return text[0].lower() + text[1:]
    return text


def _tells_enough(noun: Token) -> bool:
    told = [c for c in noun.children if c.dep_ in ("amod", "compound", "nmod", "poss", "nummod")]
    behind = [c for c in noun.children if c.dep_ == "prep" and c.lower_ in _JOINING and c.i == noun.i + 1]
    return bool(told or behind)


def _is_plural(noun: Token) -> bool:
    return bool(noun.tag_ == "NNS")


def _is_definite(noun: Token) -> bool:
    return any(c.lower_ == "the" or c.dep_ == "poss" for c in noun.children)


def _may_be_named(article: AnnotatedArticle, noun: Token) -> bool:
    """Whether "the ..." may point to somebody whom the article names shortly before."""
    if not _is_definite(noun):
        return False
    near = Span(max(0, noun.idx - _NEAR), noun.idx + len(noun.text))
    return any(e.type == "PERSON" and near.overlaps(e.span) for e in article.annotations.entities)


def _only_one(article: AnnotatedArticle, one: Described) -> bool:
    """Whether no other description with that noun stands in the article."""
    others = [other for other in _others_described(article) if other.head == one.head]
    return all(other.plural != one.plural for other in others)


def _roles(article: AnnotatedArticle) -> set[str]:
    """The nouns by which named people are called."""
    return {
        word
        for entity in article.annotations.entities
        if entity.role
        for word in re.findall(r"[a-z]+", entity.role.lower())
    }


def _others_described(article: AnnotatedArticle) -> Iterator[Described]:
    """People of the article who are no source there: "a neighbour", "voters", "the Trade Minister"."""
    sources = [a.source.span for a in article.annotations.attributions if a.source is not None]
    roles = _roles(article)
    for noun in article.doc:
        if noun.dep_ not in _PLACES or not _is_person(noun, speaks=False) or noun.lemma_.lower() in roles:
            continue
        several = _is_plural(noun)
        if not several and not any(c.lower_ in ("a", "an") for c in noun.children):
            continue
        if noun.lemma_.lower() in _SPOKEN_TO:
            continue
        span = _span(noun)
        text = _description(article, noun)
        if text is None or any(span.overlaps(source) for source in sources):
            continue
        text = text.removeprefix("the ") if several else text
        yield Described(0, text, noun.lemma_.lower(), several, definite=False, span=span)
    yield from _offices(article)


def _offices(article: AnnotatedArticle) -> Iterator[Described]:
    """The titles before the names of people, as they stand: "the Commerce Secretary"."""
    for entity in article.annotations.entities:
        if entity.type != "PERSON" or not entity.role:
            continue
        before = _TITLE.search(article.text[max(0, entity.span.start - 60) : entity.span.start])
        if before is None or before[1].strip().casefold() != entity.role.casefold():
            continue
        if before.string[: before.start()].rstrip(" ").endswith(("-", "–", "&", "of", "'s", "’s")):
            continue  # a piece of a longer title
        title = before[1].strip()
        head = title.split()[-1].casefold()
        yield Described(0, f"the {title}", head, plural=False, definite=True, span=entity.span)


def _span(noun: Token) -> Span:
    return Span(noun.doc[noun.left_edge.i].idx, noun.idx + len(noun.text))


def _shared(one: str, other: str) -> bool:
    """Whether two descriptions share a noun or an adjective, and so may mean one."""
    small = word_set("a an the of for at from in with to")
    return bool((set(one.casefold().split()) & set(other.casefold().split())) - small)
