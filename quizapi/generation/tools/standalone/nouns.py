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
_TELLING = frozenset({"prep", "relcl", "acl", "poss", "compound", "amod", "nmod", "appos", "agent"})
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
    """Whether a word beside a noun says which one is meant: not "the three matches", "the trade sanctions".

    An adjective does so where it ranks ("the largest pier") or where the noun was not told of before; a noun
    does unless the article told of the thing before, by a longer or another name.
    """
    noun = child.head
    if child.dep_ not in _TELLING or child.lower_ in POINTING | _OTHERNESS:
        return child.dep_ == "amod" and _ranks(child) and noun.dep_ not in _SUBJECTS
    deed = noun.lemma_.lower().endswith(_OF_DEEDS)
    shell = deed or noun.lemma_.lower() in SHELLS
    if child.dep_ == "amod":
        if child.tag_ == "JJS" or (_ranks(child) and noun.dep_ not in _SUBJECTS):
            return True
        return not shell and (child.text[0].isupper() or not _is_known(noun))
    if child.dep_ in ("compound", "nmod"):
        # "the Rivertown attention" is what somebody got there; "the FIRST Global contest" is a name.
        several = sum(c.pos_ == "PROPN" for c in noun.children if c.dep_ in ("compound", "nmod")) > 1
        if deed and noun.dep_ in _SUBJECTS:
            return several
        return several or child.pos_ == "PROPN" or not _is_known(noun)
    return child.lower_ not in _ACCOMPANYING


#: Endings of nouns for what was done: "the limitations" are those told of before.
_OF_DEEDS = ("tion", "sion", "ment")
#: Behind a noun these say something of it, not which one it is.
_ACCOMPANYING = words("including like as after before during since until despite")
_TIMES = words("after before during until since following")
_RANKS = words("first second third last next opening closing final")


def _ranks(word: Token) -> bool:
    """ "the second half", "the 62nd minute"."""
    return word.lower_ in _RANKS or word.ent_type_ == "ORDINAL" or word.text[0].isdigit()


def _is_known(noun: Token) -> bool:
    """Whether the article told of such a thing in a sentence before."""
    lemma, start = noun.lemma_.lower(), noun.sent.start
    return any(
        t.lemma_.lower() == lemma and t.pos_ in ("NOUN", "PROPN") and t.dep_ not in ("compound", "nmod")
        for t in noun.doc[:start]
    )


def _settle_definite(noun: Token, draft: Draft, article: AnnotatedArticle) -> bool:
    lemma = noun.lemma_.lower()
    if any(t.lemma_.lower() == lemma and t.i < noun.i for t in draft.tokens):
        return True
    # "the problem" may be another one each time; only a thing keeps its name.
    longer = None
    if not _has_words(noun, draft):
        longer = _person(noun, article) or _fuller(noun, named_only=lemma in SHELLS)
    if longer is not None:
        first = min(child.i for child in noun.children if child in draft and child.i <= noun.i)
        draft.replace(first, noun.i, longer)
        return True
    if lemma in UNIQUE or noun.lower_ in UNIQUE:
        return True
    if noun.dep_ == "pobj" and noun.head.lower_ in _TIMES:
        # "after the deadline": of what?
        return False
    leaning = lemma in SHELLS | ROLE_NOUNS | ANIMATE or lemma.endswith(_OF_DEEDS)
    if noun.dep_ not in _SUBJECTS and not leaning and not _is_known(noun):
        # "the lead for Belgium": told for the first time, it belongs to what is said beside it.
        return True
    if not _is_named_in_title(noun, article):
        return False
    names = {phrase for t in noun.doc if t.lemma_.lower() == lemma and (phrase := _phrase(t))}
    if names and not _has_words(noun, draft):
        first = min(child.i for child in noun.children if child in draft and child.i <= noun.i)
        draft.replace(first, noun.i, max(sorted(names), key=lambda name: len(name.split())))
    return True


def _person(noun: Token, article: AnnotatedArticle) -> str | None:
    """ "the boy" → the name of the one person whom the article has called "a 14-year-old boy" before."""
    lemma = noun.lemma_.lower()
    if noun.tag_ != "NN" or lemma not in ROLE_NOUNS | ANIMATE:
        return None
    called = [t for t in noun.doc if t.lemma_.lower() == lemma and t.pos_ == "NOUN"]
    if any(t.tag_ != "NN" for t in called):
        return None
    found: set[str] = set()
    for token in (t for t in called if t.i < noun.sent.start):
        near = [token.head] if token.dep_ == "appos" else []
        near += [c for c in token.children if c.dep_ == "appos"]
        if token.dep_ == "attr":
            near += [c for c in token.head.children if c.dep_ == "nsubj"]
        names = {
            e.name
            for e in article.annotations.entities
            for t in near
            if e.type == "PERSON" and " " in e.name and e.span.start <= t.idx < e.span.end
        }
        if not names and any(c.lower_ in ("a", "an", "another") for c in token.children):
            # Another one, without a name.
            return None
        found |= names
    return found.pop() if len(found) == 1 else None


def _fuller(noun: Token, *, named_only: bool = False) -> str | None:
    """The article's one earlier, fuller name for a thing ("the Mill Street bridge").

    None where it has several, and where there may be several such things: the plural is used, or one is
    told from another ("the first game", "a second bridge").

    Args:
        noun: Its head.
        named_only: Take a name only: a shell ("the deal") may mean another thing each time.
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
        elif named_only and any(c.lower_ in ("a", "an", "another") for c in token.children):
            return None
    if not found or not _is_one_name(list(found)):
        return None
    longest = max(found, key=lambda phrase: len(phrase.split()))
    return longest if not named_only or re.search(r" [A-Z]", longest) else None


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


def _has_words(noun: Token, draft: Draft) -> bool:
    """Whether more than "the" stands before it: that would be lost with another name."""
    return any(c.i < noun.i and c.dep_ != "det" for c in noun.children if c in draft)


def _is_named_in_title(noun: Token, article: AnnotatedArticle) -> bool:
    """Whether it is what the headline is about, and there is one of it."""
    lemma = noun.lemma_.lower()
    return bool(re.search(rf"\b{re.escape(lemma)}", article.article.title.lower())) and is_topic(
        noun, article
    )


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
