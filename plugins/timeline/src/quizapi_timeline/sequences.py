"""Two events whose order the article tells by its words: "after", "before", "two days later", "had"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import AnnotatedArticle, GeneratorTools, Span, as_sentence
from quizapi_timeline import lexicon
from quizapi_timeline.events import alike_in
from quizapi_timeline.phrasing import content, happened, plain, shown
from quizapi_timeline.told import is_own, is_told

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

_SUBJECTS: Final = ("nsubj", "nsubjpass")
_HELPING: Final = ("aux", "auxpass")
_OPEN: Final = frozenset({"it", "they", "them", "he", "she", "him"})


@dataclass(frozen=True, slots=True)
class Sequence:
    """`first` happened before `second`; `sign` are the words that say so, `spans` where."""

    first: str
    second: str
    sign: str
    spans: tuple[Span, ...]
    confidence: float


def find_sequences(article: AnnotatedArticle, tools: GeneratorTools) -> list[Sequence]:
    """All of them, in the order of the text."""
    found = [*_within_sentences(article, tools), *_across_sentences(article, tools)]
    told = [s for s in found if not alike_in(content(tools.parse(s.first)), content(tools.parse(s.second)))]
    return sorted(told, key=lambda sequence: sequence.spans[0])


def _within_sentences(article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Sequence]:
    """ "The council closed the tunnel after a lorry hit the gate."."""
    for claim in article.annotations.claims:
        if claim.status != "factual" or not is_told(article, claim.span):
            continue
        words = article.words(claim.span)
        for word in words:
            if word.lower_ not in ("after", "before"):
                continue
            clause = _clause_behind(word)
            if clause is None or clause.head_verb != words.root or not happened(words.root):
                continue
            pair = _told_apart(article, words, word, clause, tools)
            if pair is None:
                continue
            main, other = pair
            first, second = (other, main) if word.lower_ == "after" else (main, other)
            yield Sequence(first, second, word.lower_, (article.sentence_of(claim.span),), 0.8)


@dataclass(frozen=True, slots=True)
class _Clause:
    verb: Token
    head_verb: Token
    finite: bool


def _clause_behind(word: Token) -> _Clause | None:
    """The clause that "after" or "before" introduces, where it tells one finished event."""
    if word.dep_ == "mark" and word.head.dep_ == "advcl":
        verb = word.head
        finite = verb.tag_ != "VBG" and not any(t.tag_ == "VBG" and t.dep_ in _HELPING for t in verb.children)
        told = not finite or happened(verb) or happened(verb, earlier=True)
        return _Clause(verb, verb.head, finite=finite) if told else None
    gerund = next((t for t in word.children if t.dep_ == "pcomp" and t.tag_ in ("VBG", "VBN")), None)
    return None if word.dep_ != "prep" or gerund is None else _Clause(gerund, word.head, finite=False)


def _told_apart(
    article: AnnotatedArticle, words: SpacySpan, word: Token, clause: _Clause, tools: GeneratorTools
) -> tuple[str, str] | None:
    """The main clause and the other one, each by itself."""
    inside = [t.i for t in (*clause.verb.subtree, *word.subtree)]
    first, last = min(inside), max(inside)
    if first <= words.start + 1:
        main_words = words.doc[last + 1 : words.end]
        if main_words and main_words[0].text == ",":
            main_words = main_words[1:]
    elif last >= words.end - 2:
        main_words = words.doc[words.start : first]
        while main_words and main_words[-1].text == ",":
            main_words = main_words[:-1]
    else:
        return None
    if not main_words or words.root not in main_words:
        return None
    main = shown(article, _span(main_words), tools)
    if main is None:
        return None
    if word.lower_ == "before" and not clause.finite and words.root.lemma_ in lexicon.BROKEN_OFF:
        return None
    behind = words.doc[word.i + 1 : last + 1]
    other = (
        shown(article, _span(behind), tools)
        if clause.finite
        else _with_subject(main, clause.verb, behind, tools)
    )
    return None if other is None else (main, other)


def _with_subject(main: str, verb: Token, behind: SpacySpan, tools: GeneratorTools) -> str | None:
    """ "After closing the tunnel, Ostrail ..." → "Ostrail closed the tunnel."."""
    doc = tools.parse(main)
    root = next(t for t in doc if t.dep_ == "ROOT")
    subject = next((t for t in root.children if t.dep_ in _SUBJECTS), None)
    lead = [t for t in behind if t.i < verb.i]
    if subject is None or verb.lemma_ in lexicon.STATES | lexicon.TELLING:
        return None
    if any(
        t.lower_ in _OPEN or t.dep_ in ("neg", *_SUBJECTS)
        for t in behind
        if t.head == verb or t.pos_ == "PRON"
    ):
        return None
    named = doc[subject.left_edge.i : subject.right_edge.i + 1].text.rstrip(",")
    plural = subject.tag_ in ("NNS", "NNPS") or any(t.dep_ == "conj" for t in subject.children)
    if [t.lower_ for t in lead] == ["being"]:
        told = ("were " if plural else "was ") + verb.text
    elif [t.lower_ for t in lead] == ["having"] or (not lead and verb.tag_ == "VBG"):
        told = tools.inflect(verb.lemma_, "VBD")
    else:
        return None
    rest = behind.doc[verb.i + 1 : behind.end].text
    return plain(as_sentence(f"{named} {told} {rest}"), tools)


def _across_sentences(article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Sequence]:
    """ "Two days later, ..." behind what a sentence tells, and "had" behind what came after it."""
    for before, sentence in zip(article.sentences, article.sentences[1:], strict=False):
        if not (is_own(article, before) and is_own(article, sentence)):
            continue
        earlier, words = article.words(before), article.words(sentence)
        if not happened(earlier.root):
            continue
        marker = lexicon.LATER.match(article.text_of(sentence))
        if marker is not None and happened(words.root):
            start = sentence.start + marker.end()
            start += len(article.text[start : sentence.end]) - len(
                article.text[start : sentence.end].lstrip(", ")
            )
            pair = (shown(article, before, tools), shown(article, Span(start, sentence.end), tools))
            sign = marker[0].lower()
        elif happened(words.root, earlier=True) and not _is_dated(words):
            pair = (shown(article, sentence, tools), shown(article, before, tools))
            sign = "had"
        else:
            continue
        first, second = pair
        if first is not None and second is not None:
            yield Sequence(first, second, sign, (before, sentence), 0.75)


def _is_dated(words: SpacySpan) -> bool:
    """ "By then the bridge had ...", "in 2012 he had ...": not earlier than the sentence before."""
    return any(t.ent_type_ in ("DATE", "TIME") for t in words)


def _span(words: SpacySpan) -> Span:
    return Span(words.start_char, words.end_char)
