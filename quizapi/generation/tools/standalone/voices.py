"""The first person written as the third: "I will sell it", said by Rita Low, is that she will sell it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from quizapi.domain import Attribution
from quizapi.generation.tools.inflection import inflected
from quizapi.generation.tools.standalone.people import People
from quizapi.generation.tools.standalone.speech import GENDER, OBJECTS, SUBJECTS, is_bound, speech_around
from quizapi.generation.tools.standalone.words import FIRST_OR_SECOND, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from spacy.tokens import Span as DocSpan
    from spacy.tokens import Token

    from quizapi.generation.tools.standalone.draft import Draft
    from quizapi.plugin_api import AnnotatedArticle

Case = Literal["subject", "object", "owner", "self"]
_SINGULAR: Final[dict[str, Case]] = {"i": "subject", "me": "object", "my": "owner", "myself": "self"}
_PLURAL: Final[dict[str, Case]] = {"we": "subject", "us": "object", "our": "owner", "ourselves": "self"}
_FORMS: Final[dict[str, dict[Case, str]]] = {
    "male": {"subject": "he", "object": "him", "owner": "his", "self": "himself"},
    "female": {"subject": "she", "object": "her", "owner": "her", "self": "herself"},
    "body": {"subject": "it", "object": "it", "owner": "its", "self": "itself"},
    "author": {"subject": "the author", "object": "the author", "owner": "the author's"},
}
#: Auxiliaries as they stand behind "I" and "we", and behind "she". With an apostrophe they need a space.
_AUXILIARIES: Final = {
    "am": "is",
    "are": "is",
    "have": "has",
    "do": "does",
    "m": "is",
    "re": "is",
    "ve": "has",
}
_MODALS: Final = {"ll": "will", "d": "would"}
_APOSTROPHES: Final = "'’"
_INNER_MARKS: Final = frozenset("'‘’\"“”")
#: Of speech that nobody would report word for word.
_SLANG: Final = words("ai gon wan got ta na gonna wanna gotta y'all")


@dataclass(frozen=True, slots=True)
class Voice:
    """Who says "I", or "we", in a clause: a man, a woman, a body that says "we", the author."""

    kind: Literal["male", "female", "body", "author"]

    def case(self, word: str) -> Case | None:
        """What a pronoun of this voice is in its clause; None for another's."""
        return (_PLURAL if self.kind == "body" else _SINGULAR).get(word)

    def form(self, case: Case) -> str | None:
        return _FORMS[self.kind].get(case)


def voice_of(article: AnnotatedArticle, attribution: Attribution) -> Voice | None:
    """The voice of who is quoted; None where the article does not settle it."""
    source = attribution.source
    entity = None if source is None or source.entity is None else article.mentions(source.entity)
    if not entity:
        return None
    if entity[0].type == "PERSON":
        return Voice(entity[0].gender) if entity[0].gender else None
    return Voice("body") if entity[0].type == "ORG" else None


def author_of(draft: Draft, article: AnnotatedArticle) -> Voice | None:
    """The author, where all of a clause of a piece of opinion is the author's own words."""
    if article.annotations.genre != "opinion":
        return None
    speeches = (speech_around(token, article) for token in draft.tokens)
    return None if any(speech is not None and speech.direct for speech in speeches) else Voice("author")


def settle_first_person(draft: Draft, voice: Voice | None, people: People) -> bool:
    """Write "I" and "we" as the third person of whoever speaks, with their verbs.

    False where a reader of the result could take another for the one who speaks: beside "you", beside a
    third person, behind somebody's name.
    """
    # The US is no "us".
    spoken = [t for t in draft.tokens if t.lower_ in FIRST_OR_SECOND and t.tag_ in ("PRP", "PRP$")]
    if not spoken:
        return True
    if voice is None:
        return False
    if any(t.lower_ in GENDER or t.lower_ in _SLANG or _quotes_on(t) for t in draft.tokens):
        return False
    if voice.kind == "author" and len(spoken) > 1:
        return False
    for token in spoken:
        case = voice.case(token.lower_)
        form = voice.form(case) if case is not None else None
        if form is None or not _stands_clear(token, spoken, draft, voice, people):
            return False
        draft.replace(token.i, token.i, form)
    return all(_agree(token, draft) for token in spoken if token.dep_ in SUBJECTS)


def _quotes_on(token: Token) -> bool:
    """A mark of words quoted in the quoted words, whose "I" is somebody else's, or stays as it is."""
    return token.text in _INNER_MARKS and token.tag_ != "POS"


def written_for_first_person(clause: DocSpan) -> frozenset[str]:
    """The words that a clause may have in the third person and not in the first."""
    if not any(token.lower_ in FIRST_OR_SECOND for token in clause):
        return frozenset()
    verbs = {inflected(t.lemma_.lower(), "VBZ") for t in clause if t.tag_ in ("VBP", "VB")}
    helpers = {*_AUXILIARIES.values(), *_MODALS.values(), "had", "was"}
    return frozenset({form for forms in _FORMS.values() for form in forms.values()} | verbs | helpers)


def _stands_clear(token: Token, spoken: list[Token], draft: Draft, voice: Voice, people: People) -> bool:
    """Whether the third person in its place can mean nobody else."""
    if token.dep_ not in (*SUBJECTS, *OBJECTS, "poss"):
        return False
    if any(c.dep_ in ("conj", "cc", "appos") for c in token.children):
        return False
    if voice.kind == "author":
        return True
    before = [t for t in draft.tokens if t.i < token.i and t.pos_ in ("NOUN", "PROPN")]
    if voice.kind == "body":
        owner = is_bound(token)
        return not before or (owner is not None and owner in spoken)
    others = [t for t in before if people.is_person(t) or t.ent_type_ in ("PERSON", "")]
    others = [t for t in others if t.pos_ == "PROPN" or people.is_person(t)]
    return not any(people.gender(t) in (None, voice.kind) for t in others)


def _agree(subject: Token, draft: Draft) -> bool:
    """Put the verbs of a subject that was "I" or "we" into the third person."""
    if subject.lower_ not in ("i", "we"):
        return True
    for verb in _verbs(subject.head):
        helpers = sorted((c for c in verb.children if c.dep_ in ("aux", "auxpass")), key=lambda c: c.i)
        finite = helpers[0] if helpers else verb
        if finite not in draft:
            return False
        written = _third_person(finite, verb, subject)
        if written is not None:
            draft.replace(finite.i, finite.i, written)
    return True


def _verbs(verb: Token) -> Iterator[Token]:
    """A verb and those joined to it that have the same subject."""
    yield verb
    for child in verb.children:
        if child.dep_ == "conj" and not any(c.dep_ in (*SUBJECTS, "expl") for c in child.children):
            yield from _verbs(child)


def _third_person(finite: Token, verb: Token, subject: Token) -> str | None:
    """A finite verb as it stands behind "she"; None where it does not change."""
    bare = finite.lower_.lstrip(_APOSTROPHES)
    space = " " if finite.lower_ != bare else ""
    if space and bare in _MODALS:
        return " had" if bare == "d" and finite.tag_ != "MD" else f" {_MODALS[bare]}"
    if bare == "were":
        # "If we were asked" stays.
        wished = any(c.lower_ in ("if", "though") for c in verb.children)
        return "was" if subject.lower_ == "we" and not wished else None
    if bare in _AUXILIARIES and (space or finite.tag_ in ("VBP", "VB")):
        return space + _AUXILIARIES[bare]
    if finite.tag_ == "VBP" or (finite.tag_ == "VB" and _is_bare(finite, verb, subject.head)):
        return inflected(finite.lemma_.lower(), "VBZ")
    return None


def _is_bare(finite: Token, verb: Token, first: Token) -> bool:
    """Whether a base form is of the present: no "will" or "to" stands before it, nor before the first."""
    helped = any(c.dep_ in ("aux", "auxpass") for other in (verb, first) for c in other.children)
    return finite.i == verb.i and not helped
