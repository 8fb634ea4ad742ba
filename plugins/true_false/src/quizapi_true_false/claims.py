"""True statements: the article's claims, phrased to stand alone."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from quizapi.plugin_api import (
    AnnotatedArticle,
    Attribution,
    Claim,
    Evidence,
    GeneratorTools,
    Span,
    shorter_spans,
)
from quizapi_true_false.lexicon import words
from quizapi_true_false.statements import (
    Statement,
    another_is_named_between,
    content_of,
    evidence_for,
    goes_on,
    line_of,
    names_in,
)
from quizapi_true_false.substance import is_line_of_its_own, is_repeated, says_something

if TYPE_CHECKING:
    from spacy.tokens import Token

_ASKED = frozenset({"factual", "prediction", "hedged"})
_MAX_REPEATED = 0.75
#: Of a longer sentence a part is asked, where one stands alone.
_LONG = 26
_MIN_CONFIDENCE = 0.7
#: Fewer words of what somebody said tell too little.
_LEAST_SAID = 7
#: Subjects whose hints are their own: "the study suggests that ...".
_FINDINGS = words("study survey poll report research data figure result analysis test document record")
#: Who can decide what will be: what else is foretold is somebody's forecast.
_DECIDING = frozenset({"PERSON", "ORG", "GPE", "NORP"})
_SCHEDULED = words("schedule plan set due begin start open close take run meet expire reopen")
_FORETELLING = words("likely unlikely probably expect expected forecast predict bound poised")


def true_statements(
    article: AnnotatedArticle, *, tools: GeneratorTools, rng: random.Random
) -> Iterator[Statement]:
    """The article's claims as statements, in the order of the text, some of them reworded.

    What a source says is asked as said by it, what is foretold or held by nobody named is not asked, and a
    sentence that does not stand alone as a whole is tried with what hangs on it cut off.
    """
    seen: list[frozenset[str]] = []
    for claim in article.annotations.claims:
        attribution = article.attribution(claim.attributed_to)
        text = _phrased(article, claim, attribution, tools)
        if text is None:
            continue
        content = content_of(tools.parse(text))
        if any(len(content & other) >= _MAX_REPEATED * min(len(content), len(other)) for other in seen):
            continue
        seen.append(content)
        if not says_something(tools.parse(text)) or is_repeated(tools.parse(text), article):
            continue
        text = _reworded(text, article, tools, rng)
        names = names_in(article, text)
        evidence = evidence_for(article, claim, names)
        yield Statement(
            text, tools.parse(text), claim, attribution, _with_source(article, evidence, attribution), names
        )


def _reworded(text: str, article: AnnotatedArticle, tools: GeneratorTools, rng: random.Random) -> str:
    """In other words, where that leaves a name at the start its capital."""
    other = tools.reword(text, rng=rng)
    if other is None:
        return text
    first = re.split(r"[^\w]", text, maxsplit=1)[0]
    small = re.search(rf"\b{re.escape(first.lower())}\b", other)
    common = re.search(rf"\b{re.escape(first.lower())}\b", article.text)
    return text if small and not common else other


def _phrased(
    article: AnnotatedArticle, claim: Claim, attribution: Attribution | None, tools: GeneratorTools
) -> str | None:
    """The claim as a sentence of its own; None where it is not asked or cannot be."""
    if attribution is not None and attribution.kind == "direct":
        return _reported(article, claim, attribution, tools)
    span = _asked_span(article, claim, attribution)
    if span is None or _is_led_on(article, span) or is_line_of_its_own(article, span):
        return None
    whole = tools.standalone(article, span)
    if whole is not None and len(whole.split()) <= _LONG:
        return whole
    for part in shorter_spans(article, span):
        text = tools.standalone(article, part)
        if text is not None and says_something(tools.parse(text), strictly=True):
            return text if whole is None or len(text.split()) <= _LONG else whole
    return whole


def _asked_span(article: AnnotatedArticle, claim: Claim, attribution: Attribution | None) -> Span | None:
    """The clause to be phrased: the claim, or the whole sentence where it is a source's.

    What a source says is asked with its source, so the sentence must name it.
    """
    if attribution is None and (_is_in_quotes(article, claim.span) or _follows_colon(article, claim.span)):
        return None
    if attribution is None:
        # The author of an opinion piece is asked about as its author, so what he thinks can be asked.
        if article.annotations.genre == "opinion":
            return claim.span if claim.status in _ASKED | {"opinion"} else None
        return claim.span if claim.status in _ASKED and not _is_foretold(article, claim) else None
    if claim.status == "question" or attribution.source is None:
        return None
    sentence = line_of(article, claim.span)
    return sentence if sentence.contains(attribution.source.span) else None


def _reported(
    article: AnnotatedArticle, claim: Claim, attribution: Attribution, tools: GeneratorTools
) -> str | None:
    """ "“Prices fall in May,” Low said." → "Low said that prices fall in May." """
    source = attribution.source
    if source is None or not source.name or source.entity is None or claim.status == "question":
        return None
    if attribution.confidence < _MIN_CONFIDENCE or another_is_named_between(article, attribution):
        return None
    mentions = article.mentions(source.entity)
    if " " not in source.name and (not mentions or mentions[0].type not in ("ORG", "GPE")):
        return None
    if goes_on(article, attribution.content):
        return None
    text = tools.reported(article, attribution, claim.span)
    said = text.removeprefix(f"{source.name} said that ") if text is not None else ""
    return text if len(said.split()) >= _LEAST_SAID else None


def _is_foretold(article: AnnotatedArticle, claim: Claim) -> bool:
    """Whether it is a forecast or a guess without a source: "rates will fall", "is likely to lose".

    What somebody has decided ("the council will sell the pier") and what is on a calendar is no forecast.
    """
    if claim.status not in ("prediction", "hedged"):
        return False
    span = article.doc.char_span(claim.span.start, claim.span.end, alignment_mode="expand")
    if span is None:
        return True
    verb = span.root
    subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None)
    if claim.status == "hedged":
        return subject is None or subject.lemma_.lower() not in _FINDINGS
    if any(token.lower_ in _FORETELLING for token in span):
        return True
    dated = any(token.ent_type_ == "DATE" for token in span)
    if dated and {verb.lemma_, *(c.lemma_ for c in verb.children)} & _SCHEDULED:
        return False
    return subject is None or not _decides(subject) or verb.lemma_ in ("be", "have", "lose", "win", "need")


#: Bodies and officers who can decide what will be, without a name.
_DECIDERS = words(
    """government official officials council ministry minister president parliament authorities committee
    company firm airline union court board organiser organisers organizers league club police army mayor"""
)


def _decides(subject: Token) -> bool:
    if subject.lower_ in _DECIDERS:
        return True
    owners = {t.i for c in subject.children if c.dep_ == "poss" for t in c.subtree}
    return any(t.ent_type_ in _DECIDING and not t.is_punct and t.i not in owners for t in subject.subtree)


def _with_source(
    article: AnnotatedArticle, evidence: tuple[Evidence, ...], attribution: Attribution | None
) -> tuple[Evidence, ...]:
    """The evidence, and the place that names who said it where that lies in another sentence."""
    if attribution is None or attribution.kind != "direct" or attribution.source is None:
        return evidence
    if evidence[0].span.contains(attribution.source.span):
        return evidence
    return (*evidence, article.evidence(attribution.source.span, role="source"))


def _is_in_quotes(article: AnnotatedArticle, span: Span) -> bool:
    """Whether the span stands in quoted words whose speaker the reader has not found."""
    paragraph = article.paragraph_of(span)
    before = article.text[paragraph.start : span.start]
    inside = article.text_of(span)
    opened = before.count("“") > before.count("”") or before.count('"') % 2 == 1
    return opened and not (inside.startswith(("“", '"')) or inside.count('"') % 2)


def _follows_colon(article: AnnotatedArticle, span: Span) -> bool:
    """Whether a colon stands before it in its sentence: what follows is often what a source says."""
    return ":" in article.text[line_of(article, span).start : span.start]


def _is_led_on(article: AnnotatedArticle, span: Span) -> bool:
    """Whether a colon follows: what the sentence leads on to is the thing."""
    return article.text[span.end : span.end + 3].lstrip('”" ').startswith(":") or article.text_of(
        span
    ).endswith(":")
