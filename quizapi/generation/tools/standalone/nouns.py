"""Noun phrases that need the article: "the move", "another plan", "these rules"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from quizapi.generation.tools.standalone.words import ANIMATE, POINTING, QUANTIFIERS, SHELLS, UNIQUE, words
from quizapi.reading.entities.lexicon import ROLE_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapi.generation.tools.standalone.draft import Draft
    from quizapi.plugin_api import AnnotatedArticle

#: Children that say which one is meant.
_TELLING = frozenset({"prep", "relcl", "acl", "poss", "compound", "amod", "nmod", "appos", "nummod", "agent"})
_DEMONSTRATIVES = frozenset({"this", "that", "these", "those"})
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_OTHERNESS = words(
    "first second third last next opening closing final another other each every new old previous"
)
_TELLING_VERBS = frozenset({"tell", "inform", "notify", "ask"})
_MAX_EXPANSION = 7
_TOPIC_MENTIONS = 3


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
        return not (token.dep_ != "det" and any(c.dep_ in ("prep", "relcl", "acl") for c in token.children))
    if word in ("here", "there") and token.dep_ == "advmod":
        return True
    if word == "no" or (token.i > 0 and token.nbor(-1).lower_ == "no" and word == "one"):
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
    if token.lemma_ in _TELLING_VERBS and token.tag_ == "VBN" and not _tells_what(token):
        return True
    if token.pos_ == "NUM" and token.dep_ != "nummod" and any(c.lower_ == "the" for c in token.children):
        return not any(c.dep_ == "prep" for c in token.children)
    if token.pos_ == "NUM" and token.dep_ in _SUBJECTS:
        return not any(child.dep_ == "prep" for child in token.children)
    if word in ("so", "such") and token.dep_ in ("dobj", "advmod") and token.i == token.head.i + 1:
        return True
    return (
        word in ("both", "neither")
        and token.dep_ in ("det", "preconj")
        and not any(c.dep_ == "cc" for c in token.head.children)
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
    if child.dep_ not in _TELLING:
        return False
    return not (
        child.dep_ == "amod" and child.lower_ in POINTING | {"new", "latest", "whole", "entire", "two"}
    )


def _settle_definite(noun: Token, draft: Draft, article: AnnotatedArticle) -> bool:
    lemma = noun.lemma_.lower()
    if any(t.lemma_.lower() == lemma and t.i < noun.i for t in draft.tokens):
        return True
    # "the problem" may be another one each time; only a thing keeps its name.
    longer = _fuller(noun) if lemma not in SHELLS else None
    if longer is not None:
        first = min(child.i for child in noun.children if child in draft and child.i <= noun.i)
        draft.replace(first, noun.i, longer)
        return True
    if lemma in UNIQUE or (noun.dep_ == "poss" and lemma in ("woman", "man", "child", "boy", "girl")):
        return True
    if noun.dep_ not in _SUBJECTS and lemma not in SHELLS | ROLE_NOUNS | ANIMATE:
        # "financed the rebels", "after the storm": beside what is said of it, a thing of the article is clear
        # enough; as the subject it is what the statement is about.
        return True
    return is_topic(noun, article)


def _fuller(noun: Token) -> str | None:
    """The article's one earlier, fuller name for a thing ("the Mill Street bridge").

    None where it has several, and where there may be several such things: the plural is used, or one is
    told from another ("the first game", "a second bridge").
    """
    lemma, tag = noun.lemma_.lower(), noun.tag_
    found: dict[str, None] = {}
    for token in noun.doc:
        if token.lemma_.lower() != lemma or token.dep_ in ("compound", "nmod"):
            continue
        if token.tag_ != tag or any(_tells_apart(child) for child in token.children):
            return None
        phrase = _phrase(token) if token.i < noun.sent.start else None
        if phrase:
            found[phrase] = None
    return next(iter(found)) if len(found) == 1 else None


def _tells_apart(child: Token) -> bool:
    if child.dep_ == "nummod" or child.ent_type_ == "ORDINAL":
        return True
    return child.dep_ in ("amod", "det") and (child.lower_ in _OTHERNESS or child.tag_ in ("JJS", "JJR"))


def _phrase(noun: Token) -> str | None:
    """ "the" + the names, nouns and prepositional phrase that tell which one is meant."""
    children = list(noun.children)
    det = next((c for c in children if c.dep_ == "det"), None)
    if det is not None and det.lower_ not in ("the", "a", "an"):
        return None
    left = [c for c in children if c.i < noun.i and c.dep_ in ("compound", "amod", "nmod")]
    if any(c.dep_ in ("poss", "nummod") for c in children) or any(c.lower_ in POINTING for c in left):
        return None
    right = [c for c in children if c.dep_ == "prep" and c.i == noun.i + 1]
    named = any(t.pos_ == "PROPN" for c in right for t in c.subtree)
    if right and right[0].lower_ != "of" and not named:
        right = []
    # "a closed bay" tells what the bay was then; only names and nouns tell which bay it is.
    if not right and not any(c.dep_ in ("compound", "nmod") or c.text[0].isupper() for c in left):
        return None
    kept = [c for c in left if c.dep_ != "amod" or c.text[0].isupper()]
    first = min([t.i for c in kept for t in c.subtree], default=noun.i)
    last = max([t.i for c in right for t in c.subtree], default=noun.i)
    span = noun.doc[first : last + 1]
    if len(span) > _MAX_EXPANSION or any(
        t.dep_ == "amod" and t.head.i == noun.i and t not in kept for t in span
    ):
        return None
    if any((t.is_punct and t.text != "-") or t.is_space or t.tag_ in ("PRP", "PRP$", "WDT") for t in span):
        return None
    return f"the {span.text}"


def is_topic(noun: Token, article: AnnotatedArticle) -> bool:
    """Whether the article is about it: in the headline, or named again and again."""
    lemma = noun.lemma_.lower()
    same = [t for t in noun.doc if t.lemma_.lower() == lemma and t.pos_ in ("NOUN", "PROPN")]
    if any(_tells_apart(child) for t in same for child in t.children):
        return False
    if re.search(rf"\b{re.escape(lemma)}", article.article.title.lower()):
        return _is_one_name([phrase for t in same if (phrase := _phrase(t))])
    return lemma not in SHELLS and len(same) >= _TOPIC_MENTIONS


def _is_one_name(phrases: list[str]) -> bool:
    """Whether all are the longest one with words left out ("the lantern festival")."""
    sets = [set(phrase.lower().split()) for phrase in phrases]
    longest = max(sets, key=len, default=set())
    return all(own <= longest for own in sets)
