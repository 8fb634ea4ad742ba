"""Whom a pronoun means: somebody in the statement itself, or somebody the article settles beyond doubt."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapi.generation.tools.standalone.before import fitting, is_anybody_else_near, settled
from quizapi.generation.tools.standalone.people import People
from quizapi.generation.tools.standalone.speech import (
    GENDER,
    IT,
    OBJECTS,
    SUBJECTS,
    THEY,
    Speaker,
    Speech,
    actors,
    is_bound,
    speech_around,
    subject_behind,
)
from quizapi.generation.tools.standalone.words import COLLECTIVES, FIRST_OR_SECOND, words

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapi.generation.tools.standalone.draft import Draft
    from quizapi.plugin_api import AnnotatedArticle

_SPEAKING = frozenset(
    {"say", "add", "tell", "note", "write", "explain", "report", "argue", "claim", "insist"}
)
#: "It was due to reopen": these are said of something, not of a clause.
_OF_THINGS = words(
    "due able unable ready likely unlikely set willing keen eager about bound free supposed happy"
)
#: Forms of "hope" too: their lemma is read as "hop".
_VIEWS = words("hope hopes hoped hoping believe think fear expect doubt feel wish suspect")


def settle_pronouns(draft: Draft, article: AnnotatedArticle) -> bool:
    """Write out every pronoun that the statement does not explain. False where one stays open."""
    people = People(article)
    for token in draft.tokens:
        word = token.lower_
        if token.tag_ not in ("PRP", "PRP$") or token.i in draft.instead:
            continue
        if word in FIRST_OR_SECOND:
            return False
        if token.dep_ == "expl" or (word == "it" and _is_empty_it(token)):
            continue
        speech = speech_around(token, article)
        if _is_explained(token, draft, people, speech):
            continue
        name = _meant(token, draft, people, speech)
        if name is None or word.endswith(("self", "selves")) or word in ("hers", "theirs"):
            return False
        draft.replace(token.i, token.i, _possessive(name) if token.tag_ == "PRP$" else name)
    return True


def _is_explained(token: Token, draft: Draft, people: People, speech: Speech | None) -> bool:
    """Whether the statement itself tells whom the pronoun means."""
    if _is_speaker(token):
        return False
    if speech is None:
        return _has_antecedent(token, draft, people) or _is_the_subject_behind(token, draft, people)
    if speech.direct:
        # The quoted words alone, and never who speaks them.
        quoted = [
            t for t in draft.tokens if _is_in(speech, t) and not people.may_be(t, speech.speaker.entity)
        ]
        return _has_antecedent(token, draft, people, among=frozenset(t.i for t in quoted))
    speaker = speech.speaker
    if not speaker.fits(token.lower_):
        return _has_antecedent(token, draft, people)
    if speaker.tokens & draft.kept:
        named = token.lower_ in GENDER and speaker.kind == "person"
        named = named or (token.lower_ in THEY and _are_alone(token, speaker, draft))
        return named or _has_antecedent(token, draft, people)
    # The speaker is not told of: whoever else is named would be read as meant.
    owner = is_bound(token)
    return owner is not None and owner in draft and _agrees(owner, token, people)


def _meant(token: Token, draft: Draft, people: People, speech: Speech | None) -> str | None:
    """The name of whom the sentences before settle, under the principles of `speech`."""
    if speech is None or (not speech.direct and not speech.speaker.fits(token.lower_)):
        behind = subject_behind(token)
        if behind is not None and behind.pos_ == "PROPN" and behind.i not in people.at:
            # "In his speech, X said": X may be a name that the model has not placed.
            return None
        return settled(token, people.article, people)
    word, speaker = token.lower_, speech.speaker
    if speech.direct or word not in GENDER or speaker.gender != GENDER[word]:
        return None
    rivals = {e.id for e in fitting(token, people) if e.id != speaker.entity}
    open_ = bool(rivals) or is_anybody_else_near(token, people)
    return None if open_ or speaker.entity is None or _has_antecedent(token, draft, people) else speaker.name


def _are_alone(token: Token, speaker: Speaker, draft: Draft) -> bool:
    """Whether several who speak are the only ones before "they": "45 percent said they would stay"."""
    if speaker.kind != "several" or token.dep_ not in SUBJECTS or token.i < min(speaker.tokens):
        return False
    between = [t for t in draft.tokens if max(speaker.tokens) < t.i < token.i]
    return not any(
        t.tag_ in ("NNS", "NNPS") or t.dep_ == "conj" or t.lemma_.lower() in COLLECTIVES for t in between
    )


def _is_in(speech: Speech, token: Token) -> bool:
    return speech.content.start <= token.idx < speech.content.end


def _agrees(noun: Token, token: Token, people: People) -> bool:
    """Whether a name may own what the pronoun tells somebody's: a person's, or a body's with a name."""
    if token.lower_ in GENDER:
        return people.is_person(noun) and people.gender(noun) in (None, GENDER[token.lower_])
    return noun.ent_type_ in ("ORG", "GPE", "NORP") or (token.lower_ in THEY and noun.tag_ in ("NNS", "NNPS"))


def _is_the_subject_behind(token: Token, draft: Draft, people: People) -> bool:
    """ "In his speech, Dorn said ...", "After it lost money, the club ...": the main subject is meant."""
    subject = subject_behind(token)
    if subject is None or subject not in draft or subject.pos_ not in ("NOUN", "PROPN"):
        return False
    word = token.lower_
    if word in GENDER:
        return people.is_person(subject) and people.gender(subject) in (None, GENDER[word])
    several = subject.tag_ in ("NNS", "NNPS") or any(c.dep_ == "conj" for c in subject.children)
    body = subject.lemma_.lower() in COLLECTIVES or subject.ent_type_ in ("ORG", "GPE", "NORP")
    if people.is_person(subject) and not several:
        return False
    return several or body if word in THEY else not several


def _possessive(name: str) -> str:
    return f"{name}'" if name.endswith("s") and " " not in name and name.islower() else f"{name}'s"


def _is_empty_it(token: Token) -> bool:
    """ "It is clear that ...", "it took two years to ..."."""
    verb = token.head
    if token.dep_ not in SUBJECTS:
        return False
    kinds = {child.dep_ for child in verb.children}
    kinds |= {c.dep_ for child in verb.children if child.dep_ in ("acomp", "attr") for c in child.children}
    if any(child.dep_ == "acomp" and child.lower_ in _OF_THINGS for child in verb.children):
        return False
    if verb.lemma_ in ("be", "seem", "appear", "take", "become", "remain"):
        if any(child.lemma_ == "time" and child.dep_ == "attr" for child in verb.children):
            return True
        return bool(kinds & {"ccomp", "csubj", "xcomp"}) and bool(kinds & {"acomp", "attr", "dobj"})
    return verb.lemma_ in ("rain", "snow", "happen")


def _is_speaker(token: Token) -> bool:
    """ "..., they said": who said it is told by the sentences before, not by what was said."""
    verb = token.head
    return token.lower_ in ("they", "it") and token.dep_ in SUBJECTS and verb.lemma_.lower() in _SPEAKING


def _has_antecedent(
    token: Token, draft: Draft, people: People, *, among: frozenset[int] | None = None
) -> bool:
    """Whether a kept noun before the pronoun can be meant; of the tokens `among`, where these are told."""
    nouns = [t for t in draft.tokens if t.pos_ in ("NOUN", "PROPN") and _is_head(t, draft)]
    instead = draft.instead
    if among is not None:
        nouns = [t for t in nouns if t.i in among]
        instead = {i: text for i, text in instead.items() if i in among}
    before = [noun for noun in nouns if noun.i < token.i]
    word = token.lower_
    if word in GENDER:
        if any(
            i < token.i
            and draft.doc[i].tag_ in ("PRP", "PRP$", "WP")
            and GENDER.get(draft.doc[i].lower_, GENDER[word]) == GENDER[word]
            for i in instead
        ):
            return True
        if any(i < token.i and people.named(name, GENDER[word]) for i, name in instead.items()):
            return not (token.dep_ in OBJECTS and not word.endswith("self"))
        fits = [t for t in before if people.is_person(t) and t.tag_ not in ("NNS", "NNPS")]
        # Whoever acts does not act on "him" without a "self".
        # Nor is it the one that its own clause describes: "the first member to endorse him".
        fits = [t for t in fits if t.i not in actors(token) and not _describes(token, t)]
        return any(people.gender(t) in (None, GENDER[word]) for t in fits)
    if token.dep_ in OBJECTS:
        # Whoever acts does not act on "it" or "them" without a "self".
        acting = {c.i for verb in token.ancestors for c in verb.children if c.dep_ in SUBJECTS}
        before = [t for t in before if t.i not in acting and not _describes(token, t)]
    if word == "it" and token.dep_ in SUBJECTS and token.head.lemma_ == "be":
        return False
    if word == "it" and token.dep_ in SUBJECTS and {token.head.head.lemma_, token.head.head.lower_} & _VIEWS:
        # "The council hopes that it will bring visitors": not the council will.
        return False
    rivals = [t for t in before if not people.is_person(t) and t.ent_type_ not in ("DATE", "TIME", "NORP")]
    alike = [t for t in rivals if (t.tag_ in ("NNS", "NNPS")) == (word in THEY)]
    if len(alike) == 1 and alike[0].dep_ in (*SUBJECTS, "dobj") and alike[0].head.i != token.head.i:
        return True
    subjects = [t for t in before if t.dep_ in (*SUBJECTS, "appos") and t.head.i != token.head.i]
    if token.tag_ == "PRP$":
        subjects = before
    if word in IT:
        return any(
            not people.is_person(t) and (t.tag_ in ("NN", "NNP") or t.ent_type_ == "ORG") for t in subjects
        )
    if word in THEY:
        return any(
            t.tag_ in ("NNS", "NNPS")
            or t.lemma_.lower() in COLLECTIVES
            or (t.ent_type_ in ("ORG", "NORP") and not people.is_person(t))
            or any(c.dep_ == "conj" for c in t.children)
            for t in subjects
        )
    return False


def _describes(token: Token, noun: Token) -> bool:
    """Whether the pronoun stands in a phrase that tells which one a noun is, and cannot mean it.

    "The first member to endorse him", but not "Low and his brother", nor "Low, who sold his boat".
    """
    if not noun.is_ancestor(token):
        return False
    if token.tag_ != "PRP$":
        return True
    branch = next(t for t in (token, *token.ancestors) if t.head.i == noun.i)
    return branch.dep_ not in ("conj", "relcl")


def _is_head(token: Token, draft: Draft) -> bool:
    return token.dep_ not in ("compound", "nmod") and token.ent_type_ not in (
        "DATE",
        "TIME",
        "PERCENT",
        "MONEY",
    )
