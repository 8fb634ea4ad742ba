"""Statements whose status and source the article settles beyond the reader's own first judgement."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from quizapi.plugin_api import (
    AnnotatedArticle,
    Attribution,
    Claim,
    GeneratorTools,
    Span,
    as_sentence,
    without_quotes,
)
from quizapi_fact_or_opinion import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

Status = Literal["fact", "opinion", "prediction", "author"]
_LEAST_WORDS: Final = 5
_MAX_WORDS: Final = 30
_LEAST_SURE: Final = 0.8
_SAME: Final = 0.6


@dataclass(frozen=True, slots=True)
class Statement:
    """`text` as it is shown; `source` says it where `status` is opinion or prediction; `sign` is the word
    that settles the status, empty for facts."""

    text: str
    status: Status
    source: str
    sign: str
    span: Span
    proof: tuple[Span, ...]
    confidence: float
    lemmas: frozenset[str]
    #: "I think ...": shown among others it is told from facts by that word alone.
    in_first_person: bool = False


def find_statements(article: AnnotatedArticle, tools: GeneratorTools) -> list[Statement]:
    """Statements in the order of the text; none that the article also makes with another status."""
    found = [s for claim in article.annotations.claims for s in _of(article, claim, tools)]
    claims = [(c.span, _lemmas(_words(article, c.span))) for c in article.annotations.claims]
    return [s for s in found if not _made_elsewhere(s, claims)]


def _of(article: AnnotatedArticle, claim: Claim, tools: GeneratorTools) -> Iterator[Statement]:
    words = _words(article, claim.span)
    if words is None:
        return
    attribution = article.attribution(claim.attributed_to)
    settled = (
        _of_article(article, claim, words)
        if attribution is None
        else _of_source(article, claim, words, attribution)
    )
    if settled is None:
        return
    status, sign = settled
    spoken = attribution is None or attribution.kind == "direct"
    text = _shown(article, claim, words, tools, verbatim=status != "fact", spoken=spoken)
    if text is None:
        return
    yield Statement(
        text=text,
        status=status,
        source=attribution.source.name or "" if attribution and attribution.source else "",
        sign=sign,
        span=claim.span,
        proof=_proof(article, claim.span, attribution),
        confidence=min(claim.confidence, attribution.confidence if attribution else 1.0),
        lemmas=_lemmas(words),
        in_first_person=any(t.lower_ in lexicon.FIRST_PERSON for t in words),
    )


def _of_article(article: AnnotatedArticle, claim: Claim, words: SpacySpan) -> tuple[Status, str] | None:
    """The article's own words: a fact in a report, or a view of the author in an opinion piece."""
    if any(a.level != "phrase" and a.content.overlaps(claim.span) for a in article.annotations.attributions):
        return None
    if article.annotations.genre == "opinion":
        sign = _judgement(words) if claim.status == "opinion" else ""
        return ("author", sign) if sign else None
    return ("fact", "") if claim.status == "factual" and _is_reported(article, claim, words) else None


def _is_reported(article: AnnotatedArticle, claim: Claim, words: SpacySpan) -> bool:
    """A finished event or figure with a name in it, told plainly: nothing judged, held back or passed on.

    The whole sentence is looked at: "..., the ministry said" may stand outside the claim.
    """
    sentence = _words(article, article.sentence_of(claim.span))
    verb = words.root
    if sentence is None or verb.pos_ != "VERB" or any(c in '“”"«»?' for c in sentence.text):
        return False
    # "May" is a month, too.
    lemmas = {form for t in sentence if t.pos_ != "PROPN" for form in (t.lemma_.casefold(), t.lower_)}
    auxiliary = next((t for t in verb.children if t.dep_ == "auxpass"), verb)
    return (
        auxiliary.tag_ == "VBD"
        and not any(t.tag_ in ("WRB", "WP", "WDT") for t in verb.children)
        and not any(t.dep_ == "neg" for t in verb.children)
        and not lemmas & (lexicon.HELD_BACK | lexicon.JUDGING | lexicon.CONDITIONS)
        and any(t.ent_type_ in lexicon.NAMED for t in words)
    )


def _of_source(
    article: AnnotatedArticle, claim: Claim, words: SpacySpan, attribution: Attribution
) -> tuple[Status, str] | None:
    """A named source's view or forecast, where a word of it settles which of the two it is."""
    source = attribution.source
    if source is None or source.name is None or attribution.confidence < _LEAST_SURE:
        return None
    lowered = {t.lower_ for t in words}
    if lowered & lexicon.CONDITIONS:
        return None
    judged = _judgement(words)
    ahead = _forecast(article, words, attribution)
    if claim.status == "opinion" and judged and not ahead:
        return "opinion", judged
    if claim.status == "prediction" and ahead and not judged:
        return "prediction", ahead
    return None


def _judgement(words: SpacySpan) -> str:
    """The word that makes a judgement of the clause, empty where there is none.

    "Should" with a time ("should arrive by May") is a forecast; "must" may be a rule, and is left alone.
    """
    verb = words.root
    timed = any(t.ent_type_ in ("DATE", "TIME") for t in words)
    for token in verb.children:
        if token.dep_ == "aux" and token.lower_ in ("should", "ought") and not timed:
            return token.text
    if _is_view(verb):
        return "" if any(t.lower_ in lexicon.AHEAD for t in verb.subtree) else f"I {verb.text}"
    if verb.lemma_ != "be":
        return ""
    for predicate in verb.children:
        if predicate.dep_ in ("acomp", "attr"):
            for said in (predicate, *predicate.conjuncts):
                sign = _judging_word(said)
                if sign:
                    return sign
    return ""


def _is_view(verb: Token) -> bool:
    """ "I think that ...", not "I feel sorry": a view says that something is so."""
    subject = next((t for t in verb.children if t.dep_ == "nsubj"), None)
    says_so = verb.tag_ == "VBP" and any(t.dep_ == "ccomp" for t in verb.children)
    return says_so and verb.lemma_ in lexicon.VIEWS and subject is not None and subject.lower_ == "i"


def _judging_word(predicate: Token) -> str:
    """ "Wrong", "a foolish decision", "too soft"; empty where it is none of these."""
    near = [predicate, *(t for t in predicate.children if t.dep_ in ("amod", "compound"))]
    sign = next((t for t in near if t.lower_ in lexicon.JUDGING), None)
    if sign is not None:
        return sign.text
    too = any(t.lower_ == "too" and t.i == predicate.i - 1 for t in predicate.children)
    # "Too young to vote" may be a rule.
    measured = any(t.dep_ in ("xcomp", "advcl", "prep") for t in predicate.children)
    return f"too {predicate.text}" if too and predicate.pos_ == "ADJ" and not measured else ""


def _forecast(article: AnnotatedArticle, words: SpacySpan, attribution: Attribution) -> str:
    """The auxiliary that makes a forecast of the clause, empty where there is none.

    What the speaker will do is a promise or a plan, and "would" not behind a past verb of saying a condition.
    """
    verb = words.root
    subject = next((t for t in verb.children if t.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None or subject.pos_ == "PRON" or _is_speaker(article, subject, attribution):
        return ""
    if verb.lemma_ == "do":  # "would do well to ..." is advice
        return ""
    for token in verb.children:
        if token.dep_ != "aux":
            continue
        if token.lower_ == "will":
            return token.text
        if (
            token.lower_ == "would"
            and attribution.kind == "indirect"
            and _said_in_the_past(article, attribution)
        ):
            return token.text
    return ""


def _said_in_the_past(article: AnnotatedArticle, attribution: Attribution) -> bool:
    cue = None if attribution.cue is None else _words(article, attribution.cue)
    return cue is not None and any(t.tag_ in ("VBD", "VBN") for t in cue)


def _is_speaker(article: AnnotatedArticle, subject: Token, attribution: Attribution) -> bool:
    source = attribution.source
    if source is None:
        return False
    said_by = {t.lower_ for t in subject.subtree} - {"the", "of", "a"}
    names = " ".join(
        [source.name or "", *(article.names(source.entity) if source.entity is not None else ())]
    )
    return bool(said_by & set(names.casefold().split()))


def _shown(
    article: AnnotatedArticle,
    claim: Claim,
    words: SpacySpan,
    tools: GeneratorTools,
    *,
    verbatim: bool,
    spoken: bool,
) -> str | None:
    """The statement by itself; with `verbatim` as it stands where it leans on nothing else.

    Words that are `spoken`, by a source or by the author, may say "I" and "we".
    """
    text = tools.standalone(article, claim.span)
    pointing = lexicon.POINTING if spoken else lexicon.POINTING | lexicon.FIRST_PERSON
    if text is None and verbatim and not any(t.lower_ in pointing for t in words):
        relative = [t for t in words if t.ent_type_ in ("DATE", "TIME") and not t.like_num]
        text = None if relative else as_sentence(without_quotes(article.text_of(claim.span)))
    if text is None or not _LEAST_WORDS <= len(text.split()) <= _MAX_WORDS:
        return None
    return text


def _proof(article: AnnotatedArticle, span: Span, attribution: Attribution | None) -> tuple[Span, ...]:
    """The statement's sentence and, where it stands elsewhere, the one that says whose it is."""
    sentence = article.sentence_of(span)
    spans = [sentence]
    if attribution is not None:
        for part in (attribution.cue, attribution.source.span if attribution.source else None):
            if part is not None and not any(s.contains(part) for s in spans):
                spans.append(article.sentence_of(part))
    return tuple(spans)


def _made_elsewhere(statement: Statement, claims: list[tuple[Span, frozenset[str]]]) -> bool:
    """Whether another claim of the article says nearly the same: then its status is not settled."""
    return any(
        not span.overlaps(statement.span)
        and len(lemmas & statement.lemmas) > _SAME * min(len(lemmas), len(statement.lemmas))
        for span, lemmas in claims
        if len(lemmas) > 1
    )


def _words(article: AnnotatedArticle, span: Span) -> SpacySpan | None:
    return article.doc.char_span(span.start, span.end, alignment_mode="expand")


def _lemmas(words: SpacySpan | None) -> frozenset[str]:
    kinds = ("NOUN", "PROPN", "VERB", "ADJ", "NUM")
    return frozenset(t.lemma_.casefold() for t in words or () if t.pos_ in kinds)
