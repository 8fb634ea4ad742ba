"""Is the result one whole sentence?"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from quizapi.generation.tools.standalone.words import QUANTIFIERS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

MIN_WORDS = 6
MAX_WORDS = 36
_DANGLING = frozenset({"DET", "ADP", "CCONJ", "SCONJ", "PART"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_GLITCH = re.compile(
    r"''|``|[―…]\.|\b(?:said|says), (?![“‘\"])[a-z]|^That\b|^(?:So )?[Ff]ar,"
    r"|\bfor (?:example|instance)\b|\bevery(?:one|thing|body) from (?!.{0,200}\bto\b)"
    r"|['’]s (?:[A-Z][\w.]{1,24} ){1,4}[A-Z]\w{1,24}['’]s\b"
    r"|, (?:which|who|whose)\b"
    r"|\s[,.;:!?]|,,|,\.|\.\.|\(\s*\)|\s\s|[\n\t]|--|^\W*[,;:]"
)

#: Two statements in one, or a list.
_JOINT = re.compile(r":(?!\d)|;|(?<!\d) [—–-] | [—–-] (?!\d)|—")
#: Slashes, hyphens torn off, marks of a list: the text was no clean sentence.
_ROUGH = re.compile(
    r" / |\w- |[<>|*#@]|\[|\]|\d(?:and|or|to|the)\b|[ÃÂ][^a-z\s]|â€|\b[a-z]+[A-Z]\."
    # the first of each between two commas decides, so that a text full of them takes no more time
    r"|(?<![^,])(?>[^,]*?\bbetween )(?>[^\d,]*\d)[^,]* to \d"
)
#: "did not concede, either": behind which other one?
_JOINED = frozenset({"either", "too", "neither", "likewise", "instead", "though"})
_JOINING = frozenset({"or", "nor"})
_IN_A_YEAR = re.compile(r"\bin (?:1[5-9]|20)\d\d\b", re.IGNORECASE)
#: One that is never closed goes on to the end, and is told by its group.
_QUOTED = re.compile(r"[“\"][^”\"]*+(?:[”\"]|(\Z))")


def is_sentence(text: str, parse: Callable[[str], Doc]) -> bool:
    """Whether the text parses as one sentence with a subject and a finite verb, and nothing hangs in it."""
    if _JOINT.search(_QUOTED.sub(lambda found: "" if found[1] is None else found[0], text)):
        return False
    if _GLITCH.search(text) or _ROUGH.search(text) or not _balanced(text) or text.endswith(("?", "!", "…")):
        return False
    if not MIN_WORDS <= len(text.split()) <= MAX_WORDS:
        return False
    doc = parse(text)
    if sum(1 for _ in doc.sents) != 1:
        return False
    root = next(token for token in doc if token.dep_ == "ROOT")
    if _IN_A_YEAR.search(text) and any(
        c.dep_ == "aux" and c.lower_ in ("has", "have") for c in root.children
    ):
        # A perfect with the year of a time past.
        return False
    if _says_itself_twice(doc) or _is_of(root):
        return False
    if _has_open_condition(root) or not _agrees(root) or _is_there(root):
        return False
    return _is_finite(root) and _has_subject(root) and not _hangs(doc, root) and not _is_odd(doc)


def _is_finite(root: Token) -> bool:
    if root.pos_ not in ("VERB", "AUX"):
        return False
    forms = [root.tag_, *(c.tag_ for c in root.children if c.dep_ in ("aux", "auxpass"))]
    return any(tag in _FINITE for tag in forms)


def _has_open_condition(root: Token) -> bool:
    """ "Prices would double": under a condition that the sentence does not tell."""
    modal = any(c.dep_ == "aux" and c.lower_ == "would" for c in root.children)
    if any(t.ent_type_ == "DATE" for t in root.subtree):
        # "By 2050, need would grow": what is foreseen for a day.
        return False
    return modal and not any(c.dep_ in ("advcl", "ccomp") for c in root.children)


def _says_itself_twice(doc: Doc) -> bool:
    """ "the mean cost per pupil ... the mean cost per pupil": hard to take in without the text around it."""
    words = [t.lower_ for t in doc if not t.is_punct]
    runs = list(zip(words, words[1:], words[2:], words[3:], strict=False))
    return len(set(runs)) < len(runs)


def _is_of(root: Token) -> bool:
    """ "The case was of the schools to pay": no English sentence."""
    kinds = [c for c in root.children if c.i > root.i and not c.is_punct]
    return root.lemma_ == "be" and bool(kinds) and kinds[0].lower_ == "of"


def _agrees(root: Token) -> bool:
    """ "The magazine describe": a slip of the source's, or of the reader's."""
    helper = next((c for c in root.children if c.dep_ in ("aux", "auxpass")), root)
    subject = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass") and c.i < root.i), None)
    if subject is not None and subject.ent_type_ in ("PERSON", "GPE") and subject.tag_ == "NNP":
        named = not any(c.dep_ in ("conj", "cc") for c in subject.children)
        return not (named and helper.lower_ in ("were", "are", "have", "do"))
    if helper.tag_ != "VBP" or subject is None or subject.tag_ != "NN":
        return True
    several = any(c.dep_ in ("conj", "quantmod", "nummod") for c in subject.children)
    return several or any(c.lower_ == "of" for c in subject.children)


def _is_there(root: Token) -> bool:
    """ "There is a section of lanterns": where, if nothing with a name or a number tells?"""
    if not any(c.dep_ == "expl" and c.lower_ == "there" for c in root.children):
        return False
    return not any(t.pos_ == "PROPN" for t in root.subtree)


def _has_subject(root: Token) -> bool:
    return any(
        c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj", "csubjpass") and c.i < root.i for c in root.children
    )


def _hangs(doc: Doc, root: Token) -> bool:
    """A last word that wants another, a clause without its verb, a first word that is no start."""
    words = [token for token in doc if not token.is_punct and not token.is_space]
    last = words[-1]
    if last.lower_ in _JOINED and not any(token.lower_ in _JOINING for token in words[:-1]):
        return True
    if last.lower_ in ("and", "or", "the", "a", "with", "by", "of", "from", "to", "at"):
        return True
    if last.lower_ in ("on", "in", "for", "about") and last.dep_ == "prep" and last.head.pos_ != "VERB":
        return True
    if last.pos_ in _DANGLING and last.dep_ not in ("prt", "prep", "advmod", "mark"):
        return True
    if last.dep_ == "aux" or last.tag_ == "PRP$":
        return True
    if words[0].dep_ in ("cc", "punct") or any(
        token.dep_ in ("dep", "meta") or (token.dep_ == "mark" and token.lower_ != "that")
        for token in root.children
    ):
        return True
    # Two main verbs side by side are two sentences run into one.
    return any(
        child.dep_ in ("ccomp", "parataxis") and child.i < root.i and not _is_reported(child, root)
        for child in root.children
    )


def _is_odd(doc: Doc) -> bool:
    """A lone comma before the verb, a subject that only counts, capitals that "U.S." is to blame for."""
    if doc[0].lower_ in QUANTIFIERS and len(doc) > 1 and doc[1].pos_ in ("VERB", "AUX"):
        return True
    for subject in doc:
        if subject.dep_ not in ("nsubj", "nsubjpass", "csubj") or subject.i > subject.head.i:
            continue
        auxiliaries = [c.i for c in subject.head.children if c.dep_ in ("aux", "auxpass") and c.i > subject.i]
        verb = min([*auxiliaries, subject.head.i])
        commas = sum(token.text == "," for token in doc[subject.i : verb])
        listed = any(token.dep_ == "conj" for token in doc[subject.i : verb])
        if commas % 2 == 1 and (doc[verb - 1].text == "," or not listed):
            return True
    if any(one.tag_ == other.tag_ == "VBG" and one.dep_ != "prep" for one, other in itertools.pairwise(doc)):
        # "the idea of delaying imposing a tax", but not "events, including fundraising parties"
        return True
    return any(
        token.text.istitle()
        and doc[token.i - 1].text in ("U.S.", "U.K.", "U.N.")
        and token.pos_ in ("VERB", "AUX", "NOUN")
        for token in doc[1:]
    )


def _is_reported(child: Token, root: Token) -> bool:
    between = root.doc[child.i : root.i].text
    return "," in between or "”" in between or '"' in between


def _balanced(text: str) -> bool:
    return (
        text.count("“") == text.count("”")
        and text.count('"') % 2 == 0
        and text.count("(") == text.count(")")
        and text.count("[") == text.count("]")
    )
