"""Statements whose status and source the article settles beyond the reader's own first judgement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal

from quizapi.plugin_api import (
    AnnotatedArticle,
    Attribution,
    Claim,
    GeneratorTools,
    Span,
    shorter_spans,
)
from quizapi_fact_or_opinion import lexicon
from quizapi_fact_or_opinion.kinds import forecast, gives_figures, judgement, tells_plainly
from quizapi_fact_or_opinion.wording import is_whole, phrased, quoted, source_of

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan

Status = Literal["fact", "claim", "opinion", "prediction", "author", "said"]
_LEAST_SURE: Final = 0.7
_LEAST_LEMMAS: Final = 3
_SAME: Final = 0.6
_TOP: Final = 200


@dataclass(frozen=True, slots=True)
class Statement:
    """`text` as it is shown; `source` says it unless the article or its author does; `sign` is the word that
    settles that it is an opinion or a prediction, empty for the others. Of what is "said" the article settles
    only whose it is."""

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
    #: The source has no name: "officials", "a leaked letter".
    is_described: bool = False


def find_statements(article: AnnotatedArticle, tools: GeneratorTools) -> list[Statement]:
    """Statements in the order of the text; none that the article also makes with another status."""
    found = [s for claim in article.annotations.claims if (s := _of(article, claim, tools)) is not None]
    claims = [(c.span, _lemmas(article.words(c.span))) for c in article.annotations.claims]
    return [s for s in found if not _made_elsewhere(s, claims)]


def _of(article: AnnotatedArticle, claim: Claim, tools: GeneratorTools) -> Statement | None:
    words = article.words(claim.span)
    attribution = article.attribution(claim.attributed_to)
    if attribution is None:
        source = ""
        status, sign = _of_article(article, claim, words)
    else:
        source = "" if _is_author(article, attribution) else source_of(article, attribution)
        status, sign = _of_source(article, claim, words, attribution) if source else (None, "")
    if status is None or not is_whole(article, claim.span):
        return None
    text = _text_of(article, claim.span, words, status, tools)
    if text is None or _may_be_the_speaker(text, attribution):
        return None
    return Statement(
        text=_as_said(text, article, words, attribution),
        status=status,
        source=source,
        sign=sign,
        span=claim.span,
        proof=_proof(article, claim.span, attribution),
        confidence=min(claim.confidence, attribution.confidence if attribution else 1.0),
        lemmas=_lemmas(words),
        in_first_person=any(t.lower_ in lexicon.FIRST_PERSON for t in words),
        is_described=attribution is not None and (attribution.source is None or not attribution.source.name),
    )


def _is_author(article: AnnotatedArticle, attribution: Attribution) -> bool:
    """Whether the source of an opinion piece may be its author: named in the byline or at its top."""
    if article.annotations.genre != "opinion" or attribution.source is None or not attribution.source.name:
        return False
    top = f"{article.article.author or ''} {article.article.title} {article.text[:_TOP]}".casefold()
    return attribution.source.name.split()[-1].casefold() in top


def _text_of(
    article: AnnotatedArticle, span: Span, words: SpacySpan, status: Status, tools: GeneratorTools
) -> str | None:
    """The statement as it is shown: by itself, or word for word where it leans on nothing."""
    cut = status in ("fact", "said") and not gives_figures(words.root)
    parts = [span, *(shorter_spans(article, span) if cut else ())]
    for part in parts:
        text = phrased(article, part, tools)
        if text is not None:
            return text
    found = (quoted(article, part, tools) for part in parts)
    return next((text for text in found if text is not None), None)


def _may_be_the_speaker(text: str, attribution: Attribution | None) -> bool:
    """ "Low said Kroll was his first choice": Low's or Kroll's."""
    indirect = attribution is not None and attribution.kind == "indirect"
    return indirect and not _SOMEBODY.isdisjoint(text.lower().rstrip(".").split())


_SOMEBODY: Final = frozenset(("he", "him", "his", "she", "her", "hers"))


def _as_said(text: str, article: AnnotatedArticle, words: SpacySpan, attribution: Attribution | None) -> str:
    """ "Said it would close": what was said is that it "will", as it stands between quotation marks."""
    if attribution is None or attribution.kind != "indirect" or attribution.cue is None:
        return text
    helpers = [t.lower_ for t in words.root.children if t.dep_ == "aux"]
    past = any(t.tag_ in ("VBD", "VBN") for t in article.words(attribution.cue))
    open_ = {t.lower_ for t in words} & lexicon.CONDITIONS
    shifted = past and helpers == ["would"] and not open_
    return text.replace(" would ", " will ", 1) if shifted else text


def _of_article(article: AnnotatedArticle, claim: Claim, words: SpacySpan) -> tuple[Status | None, str]:
    """The article's own words: a fact in a report, or a view of the author in an opinion piece."""
    sentence = article.sentence_of(claim.span)
    if any(a.level != "phrase" and a.content.overlaps(sentence) for a in article.annotations.attributions):
        return None, ""
    if article.annotations.genre == "opinion":
        sign = judgement(words) if claim.status == "opinion" else ""
        return ("author", sign) if sign else (None, "")
    around = article.words(sentence)
    if claim.status != "factual" or any(t.lower_ in lexicon.FIRST_PERSON for t in around):
        return None, ""
    plain = tells_plainly(words, around=around) and not _goes_on_with_a_source(article, sentence)
    return ("fact", "") if plain else (None, "")


def _goes_on_with_a_source(article: AnnotatedArticle, sentence: Span) -> bool:
    """Whether the sentence before tells what a source says: the account may still be that source's.

    Of what is so now also one in the paragraph before: figures follow the document that they are taken from.
    """
    before = [s for s in article.sentences if s.end <= sentence.start][-1:]
    past = any(t.tag_ == "VBD" for t in article.words(sentence))
    near = [s for s in before if not past or s.start >= article.paragraph_of(sentence).start]
    return any(
        a.kind != "direct" and a.level in ("said", "shown") and s.overlaps(a.content)
        for s in near
        for a in article.annotations.attributions
    )


def _of_source(
    article: AnnotatedArticle, claim: Claim, words: SpacySpan, attribution: Attribution
) -> tuple[Status | None, str]:
    """A source's view or forecast, where a word settles which of the two it is, or its account."""
    if attribution.confidence < _LEAST_SURE or attribution.level == "asked" or claim.status == "question":
        return None, ""
    if not _is_said_by_subject(article, attribution) or _is_joined_on(article, words, attribution):
        return None, ""
    said: Status | None = "said" if _is_said(article, words, attribution) else None
    if {t.lower_ for t in words} & lexicon.CONDITIONS:
        return said, ""
    judged, ahead = judgement(words), forecast(article, words, attribution)
    if claim.status in ("opinion", "factual") and judged and not ahead:
        return "opinion", judged
    if claim.status in ("prediction", "factual") and ahead and not judged:
        return "prediction", ahead
    plain = said and claim.status == "factual" and tells_plainly(words, around=words)
    # without a number or a date it may be how the source sees it
    checkable = any(
        t.ent_type_ in lexicon.FIGURES | {"DATE"} and any(map(str.isdigit, t.text)) for t in words
    )
    return ("claim" if plain and checkable else said), ""


def _is_said_by_subject(article: AnnotatedArticle, attribution: Attribution) -> bool:
    """Whether the subject of the verb of saying is the source: "Low met Kroll and said": Low, not Kroll."""
    cue, source = attribution.cue, attribution.source
    if cue is not None and source is not None and _stand_together(article, cue, source.span):
        return True
    verb = article.words(cue).root if cue is not None else None
    if verb is None or source is None or verb.pos_ != "VERB":
        return True
    while True:
        subject = next((t for t in verb.children if t.dep_ in ("nsubj", "nsubjpass", "agent")), None)
        if subject is not None:
            inside = [t.i for t in subject.subtree]
            whole = article.doc[min(inside) : max(inside) + 1]
            return Span(whole.start_char, whole.end_char).overlaps(source.span)
        if verb.dep_ not in ("conj", "advcl", "xcomp") or verb.head == verb:
            return True
        verb = verb.head


def _is_joined_on(article: AnnotatedArticle, words: SpacySpan, attribution: Attribution) -> bool:
    """ "Low said it was late and Kroll left": whether Low said that, too, no word tells."""
    inside = article.words(attribution.content)
    before = words.doc[words.start - 1].lower_ if words.start else ""
    return attribution.kind == "indirect" and words.start > inside.start and before in ("and", "but", "while")


def _stand_together(article: AnnotatedArticle, one: Span, other: Span) -> bool:
    between = article.text[min(one.end, other.end) : max(one.start, other.start)]
    return len(between.strip()) == 0


def _is_said(article: AnnotatedArticle, words: SpacySpan, attribution: Attribution) -> bool:
    """Whether it is the source's alone: not passed on from another, nor told by "I" or by its own name."""
    source = attribution.source
    if source is None or attribution.inner or attribution.level not in ("said", "shown"):
        return False
    cue = article.words(attribution.cue) if attribution.cue is not None else ()
    if attribution.kind == "direct" and any(t.lemma_.casefold() in lexicon.PASSING_ON for t in cue):
        # “...,” the paper reported: it quotes somebody
        return False
    names = {source.name or "", article.text_of(source.span)}
    own = lexicon.FIRST_PERSON | {name.split()[-1].casefold() for name in names if name}
    return not any(t.lower_ in own for t in words)


def _proof(article: AnnotatedArticle, span: Span, attribution: Attribution | None) -> tuple[Span, ...]:
    """The statement's sentence and, where it stands elsewhere, the one that says whose it is."""
    spans = [article.sentence_of(span)]
    if attribution is None:
        return tuple(spans)
    source = attribution.source
    for part in (attribution.cue, source.span if source else None):
        if part is not None and not any(s.contains(part) for s in spans):
            spans.append(article.sentence_of(part))
    if source is not None and source.name is not None and source.entity is not None:
        last = source.name.split()[-1]
        if not any(last in article.text_of(s) for s in spans):
            # "she says": who she is stands before
            named = [m.span for m in article.mentions(source.entity) if last in article.text_of(m.span)]
            before = [s for s in named if s.start < spans[-1].start] or named[:1]
            spans += [article.sentence_of(s) for s in before[-1:]]
    return tuple(spans)


def _made_elsewhere(statement: Statement, claims: list[tuple[Span, frozenset[str]]]) -> bool:
    """Whether another claim of the article says nearly the same: then its status is not settled."""
    return any(
        not span.overlaps(statement.span)
        and len(lemmas & statement.lemmas) > _SAME * min(len(lemmas), len(statement.lemmas))
        for span, lemmas in claims
        if len(lemmas) >= _LEAST_LEMMAS
    )


def _lemmas(words: SpacySpan) -> frozenset[str]:
    kinds = ("NOUN", "PROPN", "VERB", "ADJ", "NUM")
    return frozenset(t.lemma_.casefold() for t in words if t.pos_ in kinds)
