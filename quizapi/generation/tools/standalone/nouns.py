"""Noun phrases that need the article: "the move", "another plan", "these rules"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapi.generation.tools.standalone.introductions import body_called, introduction
from quizapi.generation.tools.standalone.places import is_placed, place_called
from quizapi.generation.tools.standalone.referents import (
    fuller_name,
    holder_called,
    is_known,
    is_named_in_title,
    is_only_one,
    person_called,
    telling_phrase,
    thing_called,
)
from quizapi.generation.tools.standalone.words import (
    ANIMATE,
    OTHERNESS,
    PERSON_NOUNS,
    PLACES,
    POINTING,
    POINTING_SHELLS,
    QUANTIFIERS,
    SHELLS,
    SOLE_OFFICES,
    UNIQUE,
    words,
)
from quizapi.reading.entities.lexicon import ROLE_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapi.generation.tools.standalone.draft import Draft
    from quizapi.plugin_api import AnnotatedArticle

#: Children that say which one is meant.
_TELLING = frozenset({"prep", "relcl", "acl", "poss", "compound", "amod", "nmod", "appos", "agent"})
_DEMONSTRATIVES = frozenset({"this", "that", "these", "those"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_COUNTED = frozenset({"second", "third", "fourth", "fifth"})
_TELLING_VERBS = frozenset({"tell", "inform", "notify", "ask"})


def settle_nouns(draft: Draft, article: AnnotatedArticle) -> bool:
    """Write out short definite phrases. False where a phrase points outside the statement."""
    for token in draft.tokens:
        if token.i not in draft.instead and _points_outside(token, draft):
            return False
    for token in draft.tokens:
        if _is_bare_definite(token, draft) and not _settle_definite(token, draft, article):
            return False
    return True


def _points_outside(token: Token, draft: Draft) -> bool:
    word = token.lower_
    if word in _DEMONSTRATIVES and token.tag_ == "DT":
        if word == "that" and _introduces_speech(token):
            return False
        return not (token.dep_ != "det" and any(c.dep_ in ("prep", "relcl", "acl") for c in token.children))
    if (
        word in _COUNTED
        and token.dep_ == "amod"
        and any(c.lower_ in ("a", "an") for c in token.head.children)
    ):
        # "A second show may follow": behind which first one?
        return token.head.dep_ in _SUBJECTS
    if word in ("here", "there") and token.dep_ == "advmod":
        return True
    if word == "no" or (token.i > 0 and (token.nbor(-1).lower_, word) in (("no", "one"), ("one", "another"))):
        return False
    if token.dep_ in _SUBJECTS and token.tag_ == "NN" and token.lemma_.lower() in ROLE_NOUNS | ANIMATE:
        kinds = {child.dep_ for child in token.children if child in draft}
        return token.i not in draft.instead and not kinds & {"det", "poss", "nummod", "compound"}
    if word in POINTING and token.dep_ in ("amod", "det", "predet", "nmod", "pobj", "dobj", "nsubj"):
        return not _is_listed(token)
    if (
        word in QUANTIFIERS
        and token.dep_ in _SUBJECTS
        and token.pos_ in ("PRON", "ADJ", "DET", "NUM", "NOUN")
    ):
        return not any(child.dep_ == "prep" for child in token.children)
    if (
        word in ("later", "earlier", "before", "after")
        and token.dep_ == "advmod"
        and any(child.dep_ in ("npadvmod", "nummod") for child in token.children)
        and not any(child.lower_ == "than" for child in token.children)
    ):
        return True
    if (
        token.lemma_ in ("do", "have", "be")
        and token.dep_ == "ROOT"
        and not any(c.i > token.i and not c.is_punct for c in token.children)
    ):
        return True
    if token.lemma_ == "do" and token.dep_ == "ROOT" and not any(c.dep_ == "dobj" for c in token.children):
        return True
    told = token.lemma_ in _TELLING_VERBS and token.tag_ == "VBN"
    if (
        told
        and not any(c.lower_ in ("had", "has", "have") for c in token.children)
        and not _tells_what(token)
    ):
        return True
    if token.pos_ == "NUM" and token.dep_ != "nummod" and any(c.lower_ == "the" for c in token.children):
        return not any(c.dep_ == "prep" and c.lower_ == "of" for c in token.children)
    if token.pos_ == "NUM" and token.dep_ in _SUBJECTS:
        return not any(child.dep_ == "prep" for child in token.children)
    if word in ("so", "such") and token.dep_ in ("dobj", "advmod") and token.i == token.head.i + 1:
        return True
    return (
        word in ("both", "neither")
        and token.dep_ in ("det", "preconj")
        and not any(c.dep_ == "cc" or c.lower_ == "of" for c in token.head.children)
    )


def _introduces_speech(that: Token) -> bool:
    """ "The bank said in October that delay costs more": the "that" of what is said, not of "that delay"."""
    before = that.doc[max(that.sent.start, that.i - _NEAR) : that.i]
    return any(t.lemma_.lower() in _REPORTING for t in before) and not any(t.text == "," for t in before)


_NEAR = 4
_REPORTING = words(
    "say report announce claim argue warn add note recommend insist estimate believe think find show"
)


def _tells_what(verb: Token) -> bool:
    """ "were told that ...", "were asked to ...", "was informed about ..."."""
    return any(
        c.dep_ in ("ccomp", "xcomp", "dobj", "oprd") or c.lower_ in ("about", "of") for c in verb.children
    )


def _is_listed(token: Token) -> bool:
    """ "and other countries", "another four months", "such as", "a former minister": these need no more."""
    word, noun = token.lower_, token.head
    if word == "such":
        return any(t.lower_ == "as" for t in token.doc[token.i + 1 : token.i + 4])
    if word == "former":
        return token.dep_ == "amod"
    if word == "domestic":
        # "domestic makers" are those of some country; "domestic violence" is the same all over.
        return noun.lemma_.lower() in ("violence", "abuse", "product", "worker", "animal", "flight")
    if word == "different":
        return noun.tag_ == "NNS"
    if word not in ("other", "another"):
        return False
    if word == "another":
        return any(child.dep_ == "nummod" for child in noun.children)
    return noun.dep_ == "conj" or (noun.tag_ == "NNS" and noun.dep_ == "pobj")


def _is_bare_definite(token: Token, draft: Draft) -> bool:
    if token.pos_ != "NOUN" or token.i in draft.instead or token.dep_ in ("compound", "nmod"):
        return False
    children = [child for child in token.children if child in draft]
    if not any(child.lower_ == "the" and child.dep_ == "det" for child in children):
        return False
    return not any(_tells(child) for child in children)


def _tells(child: Token) -> bool:
    """Whether a word beside a noun says which one is meant: not "the three matches", "the trade sanctions".

    An adjective does so where it ranks ("the largest pier") or where the noun was not told of before; a noun
    does unless the article told of the thing before, by a longer or another name.
    """
    noun = child.head
    if _is_nameless(noun, child):
        return False
    if child.dep_ not in _TELLING or child.lower_ in POINTING | OTHERNESS:
        return child.dep_ == "amod" and _ranks(child) and noun.dep_ not in _SUBJECTS
    deed = noun.lemma_.lower().endswith(_OF_DEEDS)
    shell = deed or noun.lemma_.lower() in SHELLS
    if child.dep_ == "amod":
        if child.tag_ == "JJS" or (_ranks(child) and noun.dep_ not in _SUBJECTS):
            return True
        if child.text[0].isupper() and noun.dep_ not in _SUBJECTS and not deed:
            return True
        return not shell and (child.text[0].isupper() or not is_known(noun))
    if child.dep_ in ("compound", "nmod"):
        # "the Rivertown attention" is what somebody got there; "the FIRST Global contest" is a name.
        several = sum(c.pos_ == "PROPN" for c in noun.children if c.dep_ in ("compound", "nmod")) > 1
        if deed and noun.dep_ in _SUBJECTS:
            return several
        # "the trade sanctions" are some; "the chip industry" is one.
        return several or child.pos_ == "PROPN" or (noun.tag_ == "NN" and not shell) or not is_known(noun)
    return child.lower_ not in _ACCOMPANYING


def _is_nameless(noun: Token, child: Token) -> bool:
    """ "the Vermont senator", "the property magnate": one person, told only by what he is.

    An office that one holds at a time is as good as a name where a name says of what ("the Dunmark premier").
    """
    if noun.tag_ != "NN" or child.dep_ not in ("compound", "amod", "nmod"):
        return False
    if noun.dep_ in ("attr", "oprd") or (noun.dep_ == "pobj" and noun.head.lower_ == "as"):
        # "became the Republican nominee": what somebody is, not who.
        return False
    lemma = noun.lemma_.lower()
    if lemma not in PERSON_NOUNS:
        return False
    return not (lemma in SOLE_OFFICES and child.text[0].isupper())


#: Endings of nouns for what was done: "the limitations" are those told of before.
_OF_DEEDS = ("tion", "sion", "ment", "ponse")
#: Of these the ones that are an occasion of its own.
_EVENTS = words(
    "election convention competition nomination exhibition celebration coalition tournament parliament"
)
#: Behind a noun these say something of it, not which one it is.
_ACCOMPANYING = words("including like as after before during since until despite")
_TIMES = words("after before during until since following")
_RANKS = words("first second third last next opening closing final")


def _ranks(word: Token) -> bool:
    """ "the second half", "the 62nd minute"."""
    return word.lower_ in _RANKS or word.ent_type_ == "ORDINAL" or word.text[0].isdigit()


def _settle_definite(noun: Token, draft: Draft, article: AnnotatedArticle) -> bool:
    lemma = noun.lemma_.lower()
    if any(t.lemma_.lower() == lemma and t.i < noun.i for t in draft.tokens):
        return True
    # "the problem" may be another one each time; only a thing keeps its name.
    longer = None
    if lemma in PLACES and is_placed(noun, draft):
        return True
    if not _has_words(noun, draft):
        longer = (
            holder_called(noun, article)
            or person_called(noun, article)
            or thing_called(noun, article)
            or fuller_name(noun, named_only=lemma in SHELLS)
            or place_called(noun, article)
            or body_called(noun, article)
            or introduction(noun)
        )
    if longer is not None:
        first = min(child.i for child in noun.children if child in draft and child.i <= noun.i)
        draft.replace(first, noun.i, longer)
        return True
    if lemma in UNIQUE or noun.lower_ in UNIQUE:
        return True
    if lemma in PLACES:
        return False
    if noun.dep_ == "pobj" and noun.head.lower_ in _TIMES:
        # "after the deadline": of what?
        return False
    leaning = lemma in POINTING_SHELLS | PERSON_NOUNS or noun.lower_ in POINTING_SHELLS
    leaning = leaning or (lemma.endswith(_OF_DEEDS) and lemma not in _EVENTS)
    if noun.dep_ not in _SUBJECTS and not leaning and not is_known(noun) and not _is_fronted(noun, draft):
        if min(draft.kept) - noun.sent.start > _FEW:
            # "After years in parliament, he lost the election": what is cut off may have told which.
            return False
        # "take the lead for Belgium": told for the first time, it belongs to what is said beside it. Where
        # something happens does not: "the waterway" may be the sea that was named before.
        return not (noun.dep_ == "pobj" and noun.head.lower_ in _WHERE) or noun.ent_type_ in ("DATE", "TIME")
    if not is_named_in_title(noun, article):
        return not leaning and is_only_one(noun) and _is_anchored(noun, draft)
    names = {phrase for t in noun.doc if t.lemma_.lower() == lemma and (phrase := telling_phrase(t))}
    if names and not _has_words(noun, draft):
        first = min(child.i for child in noun.children if child in draft and child.i <= noun.i)
        draft.replace(first, noun.i, max(sorted(names), key=lambda name: len(name.split())))
    return True


#: Tokens before a clause that only join it to another sentence.
_FEW = 3
_WHERE = frozenset({"in", "inside", "within", "at", "near", "into"})


def _is_anchored(noun: Token, draft: Draft) -> bool:
    """Whether the statement has names, or a name and a number, that tell what it is about all the same."""
    inside = {t.i for t in noun.subtree} if noun.dep_ in _SUBJECTS else {noun.i}
    # "Low said the event has raised ...": who said it tells nothing of the event.
    told = next((t for t in (noun, *noun.ancestors) if t.dep_ == "ccomp"), None)
    others = [t for t in (draft.tokens if told is None else told.subtree) if t.i not in inside and t in draft]
    # A name that was written out in full is one name.
    names = {
        t.text for t in others if t.ent_type_ in _NAMED and t.ent_iob_ == "B" and t.i not in draft.instead
    }
    names |= {text for text in draft.instead.values() if text[:1].isupper()}
    numbers = any(t.ent_type_ in ("PERCENT", "MONEY", "CARDINAL", "QUANTITY") for t in others)
    return len(names) + numbers > 1


_NAMED = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP", "PRODUCT", "EVENT", "WORK_OF_ART"})


def _is_fronted(noun: Token, draft: Draft) -> bool:
    """Whether it stands before the main verb: there nothing has been said yet that it could belong to."""
    root = draft.head()
    return root is None or noun.i < root.i


def _has_words(noun: Token, draft: Draft) -> bool:
    """Whether more than "the" stands before it: that would be lost with another name."""
    return any(c.i < noun.i and c.dep_ != "det" for c in noun.children if c in draft)
