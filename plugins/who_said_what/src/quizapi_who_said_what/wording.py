"""Whether a stretch of the article is worth asking about and understood by itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

MIN_WORDS: Final = 5
MAX_WORDS: Final = 45


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
GENDERS: Final = {
    "he": "male", "him": "male", "his": "male", "himself": "male",
    "she": "female", "her": "female", "hers": "female", "herself": "female",
}  # fmt: skip
PERSON_PRONOUNS: Final = frozenset(GENDERS)
_PLURAL_PRONOUNS: Final = frozenset({"they", "them", "their", "theirs", "themselves"})
_SEVERAL: Final = frozenset({"people", "everyone", "nobody", "everybody"})
_POINTING: Final = frozenset(
    {"this", "that", "these", "those", "such", "both", "neither", "either", "others", "former"}
)
_GENDERED: Final = word_set(
    """
    wife husband girlfriend boyfriend mother father mom mum dad woman man girl boy sister brother
    daughter son widow widower lady gentleman grandmother grandfather aunt uncle queen king
    """
)
_VAGUE: Final = word_set(
    """
    thing something anything everything nothing time way lot day one people case question point moment
    kind sort bit fact part matter answer idea end man woman guy everyone anyone someone nobody
    everybody today tomorrow yesterday
    """
)
_LIGHT_VERBS: Final = word_set(
    """
    be have do go get make say think know see want come take let look need try feel mean happen tell
    wait hope believe guess talk keep like
    """
)
#: Nouns that "this" points to without an earlier sentence: the time and the place of speaking.
_AT_HAND: Final = word_set(
    """
    year week month day morning afternoon evening night weekend summer winter spring autumn fall season
    time century decade generation country nation city state town county world planet government
    administration congress parliament election campaign area region community war
    """
)
_GOING_ON: Final = word_set(
    """
    then so therefore thus hence instead otherwise also too similarly likewise moreover furthermore
    however yet nor but and or because still meanwhile additionally rather consequently nevertheless
    nonetheless besides afterwards later again maybe yes no well okay
    """
)
_GOING_ON_PHRASES: Final = (
    *("in other words ", "in that case ", "in this case ", "on the other hand ", "at the same time "),
    *("for example ", "for instance ", "as a result ", "in addition ", "by contrast ", "in fact "),
    *("after all ", "that said ", "in short ", "in return "),
)
_TIMES: Final = word_set("later earlier soon again afterwards then now already before since")
_SUBORDINATING: Final = word_set("when if because although though while since unless until once whenever")
_LOWER: Final = frozenset({"relcl", "acl", "advcl", "csubj", "pcomp"})
_SEEMING: Final = word_set("be seem appear happen turn matter look feel")
_TAKING: Final = word_set("take cost need require")
_MOST_CAPITALS: Final = 0.7
_FEW_LEMMAS: Final = 3
_TODAY: Final = word_set("today tomorrow tonight")
_STRETCHES: Final = word_set(
    """
    year week month day morning afternoon evening night weekend summer winter spring autumn fall season
    quarter
    """
)
#: Words that count time from the day of a report.
_COUNTED_FROM_TODAY: Final = word_set(
    """
    today tomorrow tonight yesterday ago earlier later recently recent soon now currently then next last
    already yet still monday tuesday wednesday thursday friday saturday sunday again
    """
)


def words_of(span: SpacySpan) -> int:
    return sum(1 for token in span if token.text[:1].isalnum())


def is_worth_asking(span: SpacySpan) -> bool:
    """Long enough, not too long, a whole clause, not patched up, and with content that is no commonplace."""
    if span.text.count("[") > 1:
        return False
    if not MIN_WORDS <= words_of(span) <= MAX_WORDS or not _is_clause(span):
        return False
    content = {t.lemma_.lower() for t in span if t.pos_ in ("NOUN", "PROPN", "NUM", "ADJ")} - _VAGUE
    verbs = {t.lemma_.lower() for t in span if t.pos_ == "VERB"} - _LIGHT_VERBS
    nouns = {t.lemma_.lower() for t in span if t.pos_ in ("NOUN", "PROPN", "NUM")} - _VAGUE
    return bool(nouns) and len(content) + len(verbs) >= 2


def _is_clause(span: SpacySpan) -> bool:
    """A finite verb with its subject before it, or a command."""
    opening = next((t for t in span if t.is_alpha), None)
    if (
        opening is not None
        and opening.tag_ in ("VBG", "VBN")
        and opening.dep_ not in ("csubj", "amod", "nsubj")
    ):
        return False  # "Hoping that ...": nobody is said to hope
    finite = next((t for t in span if t.tag_ in _FINITE), None)
    if opening is not None and opening.lower_ in _SUBORDINATING and opening.head.dep_ == "ROOT":
        return False  # "When you have a campaign that ...", and no main clause
    if finite is None:
        first = next((t for t in span if t.is_alpha), None)
        return first is not None and first.tag_ == "VB"
    if not any(_is_main(t) for t in span if t.tag_ in _FINITE):
        return False  # "the ones who have been here for years"
    before = [t for t in span if t.i < finite.i]
    return any(
        t.pos_ in ("NOUN", "PROPN", "PRON", "NUM") or t.tag_ in ("DT", "WP", "EX") for t in before
    ) or (span.text.rstrip("”\"'’ ").endswith("?") and any(t.dep_ == "nsubj" for t in span))


def _is_main(finite: Token) -> bool:
    """Whether a finite verb, or the one that it helps, is under no relative or other lower clause."""
    verb = finite.head if finite.dep_ in ("aux", "auxpass") else finite
    while verb.dep_ == "conj" and verb.head.pos_ in ("VERB", "AUX"):
        verb = verb.head
    return verb.dep_ not in _LOWER


def stands_alone(span: SpacySpan, *, known: frozenset[str] = frozenset()) -> bool:
    """No pronoun or pointing word whose meaning lies outside the stretch, but for those in `known`."""
    return all(token.lower_ in known or _is_settled(token, span) for token in span)


def _is_settled(token: Token, span: SpacySpan) -> bool:
    word = token.lower_
    before = [t for t in span if t.i < token.i]
    if word in PERSON_PRONOUNS:
        return any(t.ent_type_ == "PERSON" for t in before)
    if word in _PLURAL_PRONOUNS:
        several = [t for t in before if t.tag_ in ("NNS", "NNPS") or t.lower_ in _SEVERAL]
        return any(word in ("their", "theirs") or _verb_of(t) != _verb_of(token) for t in several)
    if word in ("it", "its", "itself"):
        above = set(token.ancestors)  # "the idea of it" does not tell what it is
        named = any(
            t.tag_ in ("NN", "NNP") and t.ent_type_ not in ("DATE", "TIME") and t not in above for t in before
        )
        return token.dep_ == "expl" or _is_dummy(token) or named
    if word == "that" and _is_bare_subject(token, span):
        return False
    if word in _POINTING and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "attr", "ROOT"):
        return word == "that" and (token.head.dep_ == "relcl" or token.tag_ in ("WDT", "IN"))
    if word in ("this", "that", "these", "those", "such") and token.dep_ == "det":
        return _is_pointed_at(token, before)
    return not (word in ("do", "does", "did", "so", "there") and _is_elliptic(token, span))


def _is_bare_subject(token: Token, span: SpacySpan) -> bool:
    """ "I think that definitely helped": right before its verb, with no noun before it, it points back."""
    before = token.doc[token.i - 1] if token.i > span.start else None
    if before is not None and (
        before.pos_ in ("NOUN", "PROPN", "PRON", "NUM", "PUNCT") or before.text == ","
    ):
        return False  # a relative
    following = token.i + 1
    while following < span.end and token.doc[following].tag_ == "RB":
        following += 1
    return following < span.end and token.doc[following].tag_ in _FINITE


def _verb_of(token: Token) -> Token | None:
    """The verb of a token's own clause: what stands beside "them" there is not what "them" means."""
    return next((a for a in token.ancestors if a.pos_ in ("VERB", "AUX")), None)


def _is_pointed_at(token: Token, before: list[Token]) -> bool:
    """Whether the words say what "that sense" or "this promise" is: named before, at hand, or told behind."""
    noun = token.head
    if noun.lemma_.lower() in _AT_HAND and token.lower_ in ("this", "these"):
        return True
    if any(t.lemma_ == noun.lemma_ for t in before):
        return True
    return any(child.dep_ in ("relcl", "prep", "acl") and child.i > noun.i for child in noun.children)


def opens_in_mid_thought(span: SpacySpan) -> bool:
    """Whether the words go on from others: "Then the state will ...", "But the plan ..."."""
    first = next((t for t in span if t.is_alpha), None)
    if first is None:
        return False
    following = " ".join(t.lower_ for t in span.doc[first.i : min(span.end, first.i + 4)]) + " "
    return first.lower_ in _GOING_ON or following.startswith(_GOING_ON_PHRASES)


def is_whole(span: SpacySpan) -> bool:
    """Whether words that begin small are a sentence all the same: their verb has its subject in front."""
    first = next((t for t in span if t.is_alpha), None)
    verb = span.root
    if first is None or first.pos_ not in ("DET", "NOUN", "PRON", "PROPN", "ADJ", "NUM"):
        return False
    if first.tag_ in ("WDT", "WP") or (
        verb.tag_ not in _FINITE and not any(c.tag_ in _FINITE for c in verb.children)
    ):
        return False
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    return subject is not None and span.start <= subject.i < verb.i and subject.left_edge.i <= first.i


def is_a_title(span: SpacySpan) -> bool:
    """Whether most longer words have a capital: the title of a book, or a headline."""
    longer = [t for t in span if t.is_alpha and len(t.text) > 3]
    return len(longer) > 2 and sum(t.text[0].isupper() for t in longer) > _MOST_CAPITALS * len(longer)


def breaks_off(span: SpacySpan) -> bool:
    """Whether the words lack their end: "a shock that was way larger", "hard to blame any one person for"."""
    last = next((t for t in reversed(span) if t.is_alpha), None)
    if last is not None and last.lower_ in ("also", "and", "or", "but", "as"):
        return True
    if last is not None and last.dep_ == "prep" and not any(c.dep_ == "pobj" for c in last.children):
        above = list(last.ancestors)
        return not any(t.dep_ in ("relcl", "acl", "pcomp", "csubj") for t in above) and not any(
            t.tag_ in ("WP", "WDT", "WRB") for t in span
        )
    if last is not None and last.tag_ == "JJ" and last.dep_ in ("amod", "dobj", "pobj", "compound"):
        return True  # "he could crack traditionally Democratic", and no noun
    return last is not None and last.tag_ in ("JJR", "RBR") and all(t.lower_ != "than" for t in span)


def leans_on_the_story(span: SpacySpan, lemmas: frozenset[str]) -> bool:
    """Whether little is said, and that about "the bank" of which only the article tells more."""
    if len(lemmas) > _FEW_LEMMAS:
        return False
    return any(
        t.lower_ == "the"
        and t.dep_ == "det"
        and t.head.tag_ == "NN"
        and not any(c.dep_ not in ("det", "punct") for c in t.head.children)
        for t in span
    )


def loses_time(span: SpacySpan, shown: str) -> bool:
    """Whether what is shown lacks a "later", or the day of what is still to come."""
    left = {word.strip('.,;:”"') for word in shown.lower().split()}
    words = {t.lower_ for t in span}
    if (words & _TIMES) - left:
        return True
    return bool((words & _TODAY) - left) and bool(words & {"will", "would", "likely", "going", "shall"})


def speaks_of_the_day(span: SpacySpan) -> bool:
    """Whether it counts time from the day of the report: "on Monday", "last year", "again"."""
    return any(
        t.lower_ in _COUNTED_FROM_TODAY
        or (t.lower_ == "this" and t.dep_ == "det" and t.head.lemma_ in _STRETCHES)
        for t in span
    )


def _is_dummy(token: Token) -> bool:
    """ "It is important that ...", "it takes an hour to ..."; not "it is something that ..."."""
    verb = token.head
    if token.dep_ != "nsubj":
        return False
    children = [child for child in verb.children if child.i > token.i]
    if any(c.dep_ == "attr" and c.pos_ == "PRON" for c in children):
        return False
    if any(c.dep_ in ("ccomp", "csubj") for c in children):
        return verb.lemma_ in _SEEMING
    if verb.lemma_ in _SEEMING and any(
        c.dep_ in ("advcl", "prep") and c.i > verb.i and verb.nbor().lower_ in ("like", "as")
        for c in verb.children
    ):
        return True
    judged = verb.lemma_ in _TAKING or any(c.dep_ in ("acomp", "attr", "oprd") for c in children)
    return judged and any(
        c.dep_ in ("xcomp", "advcl", "acl") and any(t.tag_ == "TO" for t in c.children) for c in children
    )


def _is_elliptic(token: Token, span: SpacySpan) -> bool:
    """A verb that stands for another one outside: "They did", "I think so"."""
    following = token.i + 1
    at_end = following >= span.end or not token.doc[following].is_alpha
    return at_end and words_of(span) < 12 and (token.dep_ in ("ROOT", "ccomp") or token.lower_ == "so")


def gives_gender_away(span: SpacySpan) -> bool:
    """ "my wife", "as a mother"."""
    for token in span:
        if token.lemma_.lower() not in _GENDERED:
            continue
        left = {t.lower_ for t in token.doc[max(span.start, token.i - 3) : token.i]}
        if left & {"my", "our", "i'm", "i", "as", "am"}:
            return True
    return False


def content_lemmas(span: SpacySpan) -> frozenset[str]:
    """What a statement is about: lemmas of its nouns, names, numbers, verbs and adjectives.

    A name of several words counts once: to speak of the same place is not to say the same.
    """
    return frozenset(
        t.lemma_.lower()
        for t in span
        if not (t.pos_ == "PROPN" and t.dep_ == "compound" and t.head.pos_ == "PROPN")
        and t.pos_ in ("NOUN", "PROPN", "NUM", "ADJ", "VERB")
        and t.lemma_.lower() not in _VAGUE | _LIGHT_VERBS
    )


def is_vague(word: str) -> bool:
    return word in _VAGUE


def is_at_hand(word: str) -> bool:
    """Whether a noun is of the time and the place of speaking, which every article has."""
    return word in _AT_HAND


def is_light(verb: str) -> bool:
    """Whether a verb says little without its object: "take place", "make sense"."""
    return verb in _LIGHT_VERBS
