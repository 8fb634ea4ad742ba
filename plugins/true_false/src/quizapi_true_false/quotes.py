"""Statements that quote: who said these words."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from quizapi.plugin_api import AnnotatedArticle, Attribution, Claim, GeneratorTools, Span, without_quotes
from quizapi_true_false.lexicon import words
from quizapi_true_false.statements import (
    Statement,
    another_is_named_between,
    content_of,
    goes_on,
    names_in,
)

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_MIN_WORDS, _MAX_WORDS = 7, 24
_MIN_CONFIDENCE = 0.8
#: Asides, gaps, and the capitals that some wires write behind "U.S.".
_ASIDE = re.compile(r"[\[\]()…\n@]|\byou know\b|\bI mean\b|\.\.\.|\b(?:[A-Z]\.){2,},? [A-Z][a-z]")
#: Times that hang on the day of speaking.
_DATED = re.compile(
    r"\b(?:(?:next|last|past|this) (?:\w+ )?(?:weeks?|months?|years?|days?|night)|today|yesterday|tomorrow"
    r"|tonight)\b",
    re.IGNORECASE,
)
#: At its start it joins the sentence to one that is not quoted.
_JOINING = re.compile(r"^(?:But|And|So|Well|Look|Now),? (?!far\b|that\b)")
_OPEN = re.compile(r"[“”\"„«»]")
#: Words of the quotation that point out of it.
_POINTING = frozenset(
    {"this", "that", "these", "those", "he", "she", "it", "they", "him", "her", "them", "there"}
)


def quoting_statements(article: AnnotatedArticle, *, tools: GeneratorTools) -> Iterator[Statement]:
    """ "Mira Tolan said, “...”": each sentence of direct speech whose speaker the article names."""
    asked = set()
    for claim in article.annotations.claims:
        attribution = article.attribution(claim.attributed_to)
        if attribution is None or attribution in asked or claim.status == "question":
            continue
        asked.add(attribution)
        for span in _sentences(article, attribution):
            text = _phrased(article, attribution, span, tools)
            if text is not None:
                yield _statement(article, replace(claim, span=span), attribution, text, tools)


def _sentences(article: AnnotatedArticle, attribution: Attribution) -> Iterator[Span]:
    """The sentences of the quoted words, without what stands around them."""
    content = attribution.content
    for sentence in article.sentences:
        start, end = max(sentence.start, content.start), min(sentence.end, content.end)
        said = article.text[start:end]
        if said.strip():
            lead = len(said) - len(said.lstrip())
            yield Span(start + lead, start + len(said.rstrip()))


def _phrased(
    article: AnnotatedArticle, attribution: Attribution, span: Span, tools: GeneratorTools
) -> str | None:
    source = attribution.source
    if attribution.kind != "direct" or source is None or not source.name or source.entity is None:
        return None
    if attribution.confidence < _MIN_CONFIDENCE or " " not in source.name or goes_on(article, span):
        return None
    if another_is_named_between(article, attribution):
        return None
    raw = article.text_of(span)
    quoted = _JOINING.sub("", without_quotes(raw).strip("'`’‘\" ").rstrip(",."))
    if (
        "''" in quoted
        or "``" in quoted
        or _DATED.search(raw)
        or _ASIDE.search(raw)
        or _OPEN.search(quoted)
        or not _MIN_WORDS <= len(quoted.split()) <= _MAX_WORDS
    ):
        return None
    doc = tools.parse(quoted + ".")
    if sum(1 for _ in doc.sents) != 1 or not _is_whole(doc) or not _is_rich(doc):
        return None
    return f"{source.name} said, “{quoted[0].upper()}{quoted[1:]}.”"


#: With these a sentence goes on from the one before it.
_LEADING = words(
    """but and so or because instead actually also then however still yet well now therefore otherwise plus
    again besides you"""
)


def _is_rich(doc: Doc) -> bool:
    """Whether the words tell enough to be worth knowing: nouns, and not only "things" and "people"."""
    nouns = {t.lemma_.lower() for t in doc if t.pos_ in ("NOUN", "PROPN") and t.dep_ != "compound"} - _EMPTY
    rich = len(nouns) >= _MIN_NOUNS or (bool(nouns) and len(content_of(doc) - _EMPTY) >= _MIN_CONTENT)
    return rich and not any(t.pos_ == "INTJ" for t in doc)


_MIN_NOUNS, _MIN_CONTENT = 2, 5
_EMPTY = frozenset(
    {"thing", "lot", "way", "time", "people", "day", "bit", "kind", "amount", "guy", "one", "end"}
)


def _is_whole(doc: Doc) -> bool:
    """Whether the words are a sentence that needs no other."""
    root = next(token for token in doc if token.dep_ == "ROOT")
    if root.pos_ not in ("VERB", "AUX") or not any(
        c.dep_ in ("nsubj", "nsubjpass", "expl") for c in root.children
    ):
        return False
    if doc[0].dep_ == "mark" and doc[0].head.i == root.i:
        # "Whether you are a politician.": half a sentence.
        return False
    if any(t.text == ":" for t in doc):
        return False
    if doc[0].lower_ in _LEADING or doc[-2].text in ("-", "–", "—", ":", ";"):
        return False
    if any(_is_ownerless(token) or _is_told_before(token) for token in doc):
        return False
    if any(t.lower_ == "that" and t.dep_ in ("nsubj", "dobj") and t.head.dep_ != "relcl" for t in doc):
        return False
    return not any(token.lower_ in _POINTING and token.tag_ in ("DT", "PRP", "RB", "PRP$") for token in doc)


def _is_told_before(token: Token) -> bool:
    """ "the shooting", "the agreement": what the speaker's hearers knew of."""
    if token.pos_ != "NOUN" or token.dep_ in ("compound", "nmod") or token.lemma_.lower() in _KNOWN:
        return False
    return [c.lower_ for c in token.children if not c.is_punct] == ["the"]


_KNOWN = words(
    """government president country world public economy people police future past media press nation war
    internet rich poor street road law truth middle rest way same"""
)


def _is_ownerless(token: Token) -> bool:
    """ "his campaign", where the words name nobody before."""
    if token.tag_ != "PRP$" or token.lower_ not in ("his", "her", "its", "their"):
        return False
    before = token.doc[: token.i]
    if token.lower_ in ("his", "her"):
        return not any(t.ent_type_ == "PERSON" for t in before)
    wanted = ("NNS", "NNPS") if token.lower_ == "their" else ("NN", "NNP")
    return not any(t.tag_ in wanted and t.dep_ in ("nsubj", "nsubjpass") for t in before)


def _statement(
    article: AnnotatedArticle, claim: Claim, attribution: Attribution, text: str, tools: GeneratorTools
) -> Statement:
    found = [article.evidence(claim.span, role="quote")]
    if attribution.source is not None:
        found.append(article.evidence(attribution.source.span, role="source"))
    names = tuple(named for named in names_in(article, text) if named.start == 0)
    return Statement(text, tools.parse(text), claim, attribution, tuple(found), names, is_quotation=True)
