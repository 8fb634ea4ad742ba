"""Statements from what sentences say by the way: "Dahl, who started last", "Rowe, the owner of a yard"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from quizapi.plugin_api import AnnotatedArticle, Claim, Entity, GeneratorTools, Span
from quizapi_true_false.lexicon import SOLE_OFFICES
from quizapi_true_false.statements import Statement, clause_evidence, names_in
from quizapi_true_false.substance import says_something

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MAX_DESCRIPTION = 12
_LEAST_MENTIONS = 2
_CONFIDENCE = 0.7
_ROUGH = re.compile(
    r"[“”\"()\[\]\n;:—]|\b(?:this|that|these|those|his|her|their|its|our|my|your|one|other|another)\b"
)


def aside_statements(article: AnnotatedArticle, *, tools: GeneratorTools) -> Iterator[Statement]:
    """Relative clauses, descriptions and second verb phrases of a name, as sentences of their own."""
    owners = _owners(article)
    for token in article.doc:
        text = span = None
        if token.dep_ == "relcl" and token.head.i in owners:
            text = _from_relative(article, token, owners[token.head.i], tools)
        elif token.dep_ == "appos" and token.head.i in owners and token.i not in owners:
            text = _from_description(article, token, owners[token.head.i], tools)
        elif token.dep_ == "conj" and (span := second_phrase(article, token)) is not None:
            text = _from_second(article, span, tools)
        if text is None or _is_quoted(article, token):
            continue
        if span is None and _is_one_of_several(token.head):
            # "with Low, Maas and Rowe, the owner of a yard": whose is it?
            continue
        if span is None and len(article.mentions(owners[token.head.i].id)) < _LEAST_MENTIONS:
            # What somebody is who is named once is no news.
            continue
        if span is None:
            phrase = article.doc[token.left_edge.i : token.right_edge.i + 1]
            words = phrase.text.rstrip(" ,;.\n")
            span = Span(phrase.start_char, phrase.start_char + len(words))
        claim = Claim(span, "factual", None, _CONFIDENCE)
        names = names_in(article, text)
        shown = claim if token.dep_ == "conj" else replace(claim, span=_with_owner(span, token.head))
        evidence = clause_evidence(article, shown, names, text)
        yield Statement(text, tools.parse(text), claim, None, evidence, names)


def _is_one_of_several(owner: Token) -> bool:
    return owner.dep_ == "conj" or any(c.dep_ == "conj" for c in owner.children)


def _with_owner(span: Span, owner: Token) -> Span:
    """The clause with the name that it hangs on."""
    return Span(min(span.start, owner.doc[owner.left_edge.i].idx), span.end)


def second_phrase(article: AnnotatedArticle, verb: Token) -> Span | None:
    """ "and sold the pier" in "The council closed the bridge and sold the pier", to the end of the sentence.

    None where the first verb is denied or conditional, or where more verbs follow.
    """
    first = verb.head
    seam = next((c for c in first.children if c.dep_ == "cc" and first.i < c.i < verb.i), None)
    if first.dep_ != "ROOT" or seam is None or seam.lower_ != "and" or verb.pos_ != "VERB":
        return None
    if verb.tag_ not in ("VBD", "VBZ", "VBP") or any(c.dep_ in _OWN for c in verb.children):
        return None
    if any(c.dep_ in ("neg", "conj", "cc") or c.lower_ in _MODALS for c in verb.children):
        return None
    if any(c.dep_ in ("neg", "expl") or c.lower_ in _MODALS for c in first.children):
        return None
    if any(c.dep_ == "conj" and c.i != verb.i for c in first.children) or verb.left_edge.i < seam.i:
        return None
    if article.doc[seam.i + 1].pos_ not in ("VERB", "AUX", "ADV"):
        return None
    end = verb.right_edge.i + 1
    while end > verb.i and (article.doc[end - 1].is_punct or article.doc[end - 1].is_space):
        end -= 1
    phrase = article.doc[seam.i : end]
    return Span(phrase.start_char, phrase.end_char) if end - verb.i >= _LEAST_TOKENS else None


_OWN = ("nsubj", "nsubjpass", "expl", "aux")
_MODALS = frozenset({"would", "could", "might", "may", "should", "must", "will", "if", "unless"})
_LEAST_TOKENS = 5


def _from_second(article: AnnotatedArticle, span: Span, tools: GeneratorTools) -> str | None:
    text = tools.standalone(article, span)
    return text if text is not None and says_something(tools.parse(text), strictly=True) else None


def _owners(article: AnnotatedArticle) -> dict[int, Entity]:
    """The last token of each mention of a person or body, which clauses and descriptions hang on."""
    found = {}
    for entity in article.annotations.entities:
        if entity.type not in ("PERSON", "ORG", "GPE"):
            continue
        span = article.doc.char_span(entity.span.start, entity.span.end, alignment_mode="expand")
        if span is not None:
            found[span.root.i] = entity
    return found


def _from_relative(
    article: AnnotatedArticle, verb: Token, entity: Entity, tools: GeneratorTools
) -> str | None:
    """ "Kirsa Dahl, who started 19 seconds behind, ..." → "Kirsa Dahl started 19 seconds behind." """
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or subject.lower_ not in ("who", "which") or subject.i != verb.left_edge.i:
        return None
    if subject.i == 0 or article.doc[subject.i - 1].text != ",":
        return None
    if (subject.lower_ == "who") != (entity.type == "PERSON"):
        return None
    owner = verb.head
    if owner.dep_ == "pobj" and owner.head.head.pos_ in ("NOUN", "PROPN"):
        # "an adviser to Low, who ...": the adviser, or Low?
        return None
    if entity.type == "PERSON" and " " not in entity.name:
        return None
    phrase = article.doc[verb.left_edge.i : verb.right_edge.i + 1]
    return tools.standalone(article, Span(phrase.start_char, phrase.end_char))


def _from_description(
    article: AnnotatedArticle, noun: Token, entity: Entity, tools: GeneratorTools
) -> str | None:
    """ "Paul Tarrow, the owner of the yard, ..." → "Paul Tarrow is the owner of the yard." """
    if entity.type != "PERSON" or " " not in entity.name or noun.pos_ != "NOUN" or noun.i < noun.head.i:
        return None
    if noun.left_edge.i == 0 or article.doc[noun.left_edge.i - 1].text != ",":
        return None
    words = article.doc[noun.left_edge.i : noun.right_edge.i + 1]
    if words[0].lower_ in ("a", "an"):
        # "a retiree from Fresno", "a professor of law": what many are.
        return None
    office = noun.lemma_.lower() in SOLE_OFFICES and any(c.lower_ == "of" for c in noun.children)
    if not (words[0].lower_ == "the" or office) or not 3 <= len(words) <= _MAX_DESCRIPTION:
        return None
    last = next((t for t in words if t.text == ","), None)
    text = article.doc[words.start : last.i if last is not None else words.end].text
    behind = article.doc[words.end].text if words.end < len(article.doc) else "."
    if behind not in (",", ".", ";") and last is None:
        return None
    if _ROUGH.search(text) or len(text.split()) < 3:
        return None
    sentence = f"{entity.name} is {text}."
    doc = tools.parse(sentence)
    sound = sum(1 for _ in doc.sents) == 1 and any(t.dep_ == "attr" for t in doc) and not _leans(doc)
    return sentence if sound else None


def _leans(doc: Doc) -> bool:
    """ "the company's lawyer", "a member of the team": a description that needs the article."""
    for token in doc:
        if token.pos_ == "NOUN" and token.dep_ == "poss" and any(c.lower_ == "the" for c in token.children):
            return True
        if token.pos_ == "NOUN" and token.dep_ in ("poss", "pobj", "dobj"):
            kinds = [c.dep_ for c in token.children if c.lower_ != "the"]
            bare = not set(kinds) & {"compound", "amod", "prep", "poss", "nummod"}
            if bare and any(c.lower_ == "the" for c in token.children):
                return True
    return False


def _is_quoted(article: AnnotatedArticle, token: Token) -> bool:
    """Whether it lies in somebody's words: then it is theirs."""
    return any(
        a.level != "phrase" and a.content.start <= token.idx < a.content.end
        for a in article.annotations.attributions
    )
