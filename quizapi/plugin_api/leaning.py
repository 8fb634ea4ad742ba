"""Whether words quoted as they stand are understood without what stands around them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection

    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as DocSpan


def _list(text: str) -> frozenset[str]:
    return frozenset(text.split())


_SUBJECTS = ("nsubj", "nsubjpass", "expl", "csubj")
_IT_AND_THEY = _list("it its itself they them their theirs themselves")
_HE_AND_SHE = _list("he him his she her hers")
_POINTING = _list(
    "here such then one ones either too also instead both himself herself which meanwhile however otherwise"
)
#: There is one, or everybody takes it as the one that is meant.
_UNIQUE = _list(
    """world country economy government media internet law weather future past public people truth west east
    north south president police sun moon sea climate environment army state nation planet press universe
    way fact idea rest end beginning time"""
)
#: What tells which one is meant by "the".
_TELLING = ("prep", "relcl", "acl", "compound", "amod", "poss", "nmod")

_OWN = ("compound", "nmod", "amod", "poss", "acl", "relcl", "nummod")
_OF_WHAT = ("of", "on", "against", "to")


def leans_on_context(words: DocSpan, *, known: Collection[str] = ()) -> bool:
    """Whether a word of a clause points to something outside it.

    "This plan", "there", "tomorrow", "the department" with nothing that tells which, "it" and "they" with
    nothing before that they could mean, "he" and "she" with nobody. "I", "we" and "you" are whoever speaks
    and hears, and are let pass, as is "it" in "it is clear that".

    Args:
        known: Nouns, in small letters, that whoever reads the words knows: they may stand with a bare "the".
    """
    return any(_leans(token, words, known) for token in words)


def is_told_in_full(noun: Token, article: Doc) -> bool:
    """Whether the article calls the thing of a bare "the tariff" by more words: "a tariff on wine".

    Whoever has only the item does not know which one is meant then.
    """
    return any(
        other.lower_ == noun.lower_
        and other.pos_ == "NOUN"
        and any(
            (child.dep_ in _OWN and child.tag_ != "PRP$")
            or (child.dep_ == "prep" and child.lower_ in _OF_WHAT)
            or child.lower_ in ("a", "an")
            for child in other.children
        )
        for other in article
    )


def _leans(token: Token, words: DocSpan, known: Collection[str]) -> bool:
    before = words.doc[words.start : token.i]
    if token.lower_ in _HE_AND_SHE:
        # "Powell told her": not Powell. "Along with Low, he left": not Low.
        named = any(t.ent_type_ == "PERSON" and t.dep_ in (*_SUBJECTS, "poss") for t in before)
        return not named or (token.dep_ in ("dobj", "dative", "pobj") and token.tag_ != "PRP$")
    if token.lower_ in _IT_AND_THEY:
        if _is_empty(token):
            return False
        kinds = ("NNS", "NNPS") if token.lower_.startswith("the") else ("NN", "NNP")
        fits = [t for t in before if t.tag_ in kinds and t.dep_ in (*_SUBJECTS, "dobj", "conj")]
        # "The message is that it ends": whatever it is, it is seldom the message.
        return not (any(t.pos_ == "PROPN" for t in fits) if token.dep_ in _SUBJECTS else fits)
    if token.lower_ in ("this", "that", "these", "those"):
        told = any(t.dep_ == "relcl" for t in (*token.children, *token.head.children))
        return token.pos_ in ("DET", "PRON") and token.tag_ == "DT" and not told
    if token.lower_ == "the":
        noun = token.head
        plain = noun.pos_ == "NOUN" and noun.lower_ not in (*_UNIQUE, *known) and not noun.ent_type_
        return plain and not any(t.dep_ in _TELLING for t in noun.children)
    if token.lower_ in _POINTING:
        return token.lower_ != "too" or token.head.pos_ != "ADJ"
    if token.lower_ == "there":
        return token.dep_ != "expl"
    return token.ent_type_ in ("DATE", "TIME") and not any(t.like_num for t in token.subtree)


def _is_empty(token: Token) -> bool:
    """ "It is clear that ...": the clause behind is what is clear."""
    if token.dep_ == "expl":
        return True
    verb = token.head
    told = [c for c in verb.children if c.dep_ in ("acomp", "attr")]
    plain = [c for c in told if c.dep_ == "acomp" or c.lower_ in ("time", "fact")]
    near = (*verb.children, *(t for c in plain for t in c.children))
    clause = any(t.dep_ in ("ccomp", "xcomp", "advcl", "acl", "relcl") and t.i > verb.i for t in near)
    return verb.lemma_ == "be" and bool(told) and clause
