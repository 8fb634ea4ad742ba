"""Another thing of the same kind: wheat for rice, a bus for a train, months for weeks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapi_true_false.contrasts import CONTRASTS, NEVER_BESIDE, ONLY_BEFORE
from quizapi_true_false.edits.base import Candidate, Scene, edit_of, in_quotes
from quizapi_true_false.edits.naming import tells_of_crime
from quizapi_true_false.lexicon import words
from quizapi_true_false.statements import Statement

if TYPE_CHECKING:
    from spacy.tokens import Token

_PLACES = frozenset({"dobj", "pobj", "nsubj", "nsubjpass", "compound", "amod", "attr", "npadvmod", "nmod"})
#: What has, holds or shows one thing may have others as well.
_OPEN = words("have include contain cover show use exist involve feature offer")
_AROUND = words("and or including such like as other another both either any all every each no not only")
_NAMES = frozenset({"PERSON", "ORG", "GPE", "LOC", "FAC", "EVENT", "PRODUCT", "WORK_OF_ART", "LAW"})
_SEXES = words("man woman men women boy girl boys girls")
_GENDERED = words("he she his her him himself herself wife husband mother father pregnant")
_PERIODS = words("week weeks month months years decades hours days")


def change_thing(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """ "shipped wheat to Velmara" → "shipped rice to Velmara", where the article has no rice at all."""
    if tells_of_crime(statement):
        return
    text = scene.article.text.lower()
    told = any(t.lower_ in _GENDERED for t in statement.doc)
    for token in statement.doc:
        if token.lower_ in _SEXES and (told or any(n.type == "PERSON" for n in statement.names)):
            # A name tells the sex.
            continue
        others = CONTRASTS.get(token.text) or CONTRASTS.get(token.lower_, ())
        if not others or not _is_one_of_a_kind(token, statement):
            continue
        free = [word for word in others if not re.search(rf"\b{word.lower().removesuffix('s')}", text)]
        free = [word for word in free if _fits(token, word)]
        if free:
            after = scene.rng.choice(free)
            after = after.capitalize() if token.text[0].isupper() else after
            yield Candidate(
                edit_of("thing", statement, token.idx, token.text, after),
                f"The article says “{token.text}”, not “{after}”.",
                claimed=after,
            )


def _is_one_of_a_kind(token: Token, statement: Statement) -> bool:
    if token.pos_ not in ("NOUN", "ADJ", "PROPN") or token.dep_ not in _PLACES:
        return False
    if token.tag_ == "NNS" and token.dep_ in ("nsubj", "nsubjpass"):
        # "governors joined Low": senators may have, too.
        return False
    if not token.text.islower() or any(
        c.dep_ == "compound" and c.lower_ in CONTRASTS for c in token.children
    ):
        # "primary school children": it is the school that says which.
        return False
    if token.ent_type_ in _NAMES or in_quotes(statement, token.idx):
        return False
    doc = token.doc
    near = {doc[i].lower_ for i in range(max(0, token.i - 2), min(len(doc), token.i + 3)) if i != token.i}
    if near & _AROUND or any(c.dep_ in ("conj", "cc") for c in (*token.children, *token.head.children)):
        return False
    if token.dep_ == "conj" or (token.lower_ in _PERIODS and not _is_counted(token)):
        return False
    after = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
    wanted = ONLY_BEFORE.get(token.lower_)
    if wanted is not None and after not in wanted:
        return False
    if (token.lower_, after) in NEVER_BESIDE or after in ("-", "–") or not _is_free_behind(token):
        return False
    verb = token
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    return verb.lemma_ not in _OPEN and not any(t.dep_ == "neg" for t in verb.children)


def _is_counted(token: Token) -> bool:
    """ "three weeks": how long, told in a number that would do for the other unit as well."""
    return any(c.dep_ == "nummod" and (c.text.isalpha() or len(c.text) == 1) for c in token.children)


def _is_free_behind(token: Token) -> bool:
    """Whether no name begins right behind the word, and no hyphen joins it to one."""
    doc = token.doc
    behind = doc[token.i + 1] if token.i + 1 < len(doc) else None
    before = doc[token.i - 1] if token.i else None
    if behind is not None and (behind.text[0].isupper() or (not token.whitespace_ and behind.is_alpha)):
        return False
    return before is None or (
        before.text not in ("-", "–") and (token.pos_ != "PROPN" or before.text == "the")
    )


def _fits(token: Token, word: str) -> bool:
    before = token.doc[token.i - 1].lower_ if token.i else ""
    if before in ("a", "an"):
        return (before == "an") == (word[0].lower() in "aeio" or word == "uranium")
    return True
