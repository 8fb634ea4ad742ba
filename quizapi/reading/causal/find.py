"""Finds causal relations: by pattern, kept by confidence, labelled with status, topic and source."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from spacy.tokens import Doc
from spacy.tokens import Span as Sentence

from quizapi.domain import Attribution, CausalRelation, Entity, Span, TopicLexicon
from quizapi.reading.causal.clauses import SUBJECTS
from quizapi.reading.causal.context import Context
from quizapi.reading.causal.contrasts import with_contrasts
from quizapi.reading.causal.links import Link, Tokens
from quizapi.reading.causal.patterns import candidates
from quizapi.reading.causal.rebuttals import is_contradicted
from quizapi.reading.causal.status import LINKING, is_open, status_of
from quizapi.reading.causal.topics import marks_of

#: Links below this are not told.
MIN_CONFIDENCE = 0.6
_LONG = 45
_TELLING = frozenset({"NOUN", "PROPN", "PRON", "VERB", "ADJ", "NUM", "X"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_ACROSS = frozenset({"result", "that is why", "in response"})
_ONE_QUOTE = frozenset(
    (
        "because",
        "since",
        "as",
        "so",
        "condition",
        "result",
        "participle of result",
        "after",
        "passive",
        "passive (noun)",
        "to",
    )
)


def find_causal_relations(
    doc: Doc,
    entities: Sequence[Entity],
    attributions: Sequence[Attribution],
    lexicons: Sequence[TopicLexicon],
) -> tuple[CausalRelation, ...]:
    """Find what the text says causes what, within a sentence and across two.

    Args:
        doc: Parsed by an English pipeline with a tagger, parser, lemmatizer and named entities.
        entities: The doc's entities (not needed by the patterns; part of the component's frame).
        attributions: Reported speech; a relation inside a content is its source's words.
        lexicons: Topics to label relations with.

    Returns:
        Relations in the order of the text. Cause and effect never overlap.
    """
    context = Context(doc)
    links = _kept(candidates(context), context)
    marks = marks_of(doc, lexicons, context) if links else ()
    found = []
    for link in links:
        cause, effect = _span(doc, link.cause), _span(doc, link.effect)
        found.append(
            CausalRelation(
                cause=cause,
                effect=effect,
                signal=None if link.signal is None else _span(doc, link.signal),
                status=status_of(link)[0],
                topics=tuple(m.name for m in marks if m.covers(link.cause) or m.covers(link.effect)),
                attributed_to=_attributed_to(cause, effect, attributions),
                confidence=round(link.confidence, 3),
            )
        )
    return tuple(
        sorted(found, key=lambda r: (min(r.cause.start, r.effect.start), r.cause.start, r.effect.end))
    )


def _kept(links: Iterable[Link], context: Context) -> list[Link]:
    """The best link for each pair of ranges, above the threshold, told and not asked."""
    best: dict[tuple[Tokens, Tokens], Link] = {}
    for link in (one for whole in links for one in with_contrasts(whole)):
        sent = context.sent(link.anchor)
        if _confidence(link, sent) < MIN_CONFIDENCE or is_open(link, sent) or not status_of(link)[1]:
            continue
        if is_contradicted(link, context):
            link = replace(link, denied=True)
        if link.construction not in _ACROSS and _crosses_paragraph(link):
            continue
        if link.construction in _ONE_QUOTE and not context.same_quote(link.cause[0], link.effect[0]):
            continue
        pair = (link.cause, link.effect)
        if pair not in best or best[pair].confidence < link.confidence:
            best[pair] = link
    return list(best.values())


def _is_lone(span: Sentence) -> bool:
    """One small word ("hers", "pots"): what the parser left of a clause."""
    return len(span) == 1 and not span[0].is_title and span[0].pos_ not in ("PRON", "VERB")


def _crosses_paragraph(link: Link) -> bool:
    """Whether a paragraph ends inside a side or between the sides: the parser ran two texts together."""
    start, end = min(link.cause[0], link.effect[0]), max(link.cause[1], link.effect[1])
    return any("\n" in token.text for token in link.anchor.doc[start:end])


def _confidence(link: Link, sent: Sentence) -> float:
    longest = max(link.cause[1] - link.cause[0], link.effect[1] - link.effect[0])
    # A sentence that begins with a small letter is the rest of one that the parser cut in two.
    cut = sent[0].is_lower
    doc = link.anchor.doc
    torn = link.construction not in LINKING | {"feared condition"} and (
        (doc[link.effect[0]].tag_ in _FINITE and doc[link.effect[0]].dep_ not in SUBJECTS)
        or _is_lone(doc[link.effect[0] : link.effect[1]])
    )
    # "didn't" alone tells nothing.
    torn = torn or not all(any(t.pos_ in _TELLING for t in doc[a:b]) for a, b in (link.cause, link.effect))
    torn = torn or any(t.lower_ == "whether" for t in doc[link.effect[0] : link.effect[1]])
    torn = torn or any(doc[side[0]].tag_ in ("WDT", "WP", "WP$") for side in (link.cause, link.effect))
    return (
        (0.6 if torn else 1.0) * link.confidence * (0.8 if longest > _LONG else 1.0) * (0.7 if cut else 1.0)
    )


def _span(doc: Doc, tokens: Tokens) -> Span:
    last = doc[tokens[1] - 1]
    return Span(doc[tokens[0]].idx, last.idx + len(last.text))


def _attributed_to(cause: Span, effect: Span, attributions: Sequence[Attribution]) -> int | None:
    """The attribution with the shortest content that holds both sides, else the one that holds the effect
    and has its cue before the relation's end (a reason given behind the quotation)."""
    both, one = [], []
    for index, attribution in enumerate(attributions):
        content, cue = attribution.content, attribution.cue
        if content.contains(cause) and content.contains(effect):
            both.append((len(content), index))
        elif content.contains(effect) and cue is not None and content.end <= cause.start <= cue.start:
            one.append((len(content), index))
    return min(both or one)[1] if both or one else None
