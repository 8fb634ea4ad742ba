"""An event as it is shown in a question: by itself, without its date, as something that happened."""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import (
    AnnotatedArticle,
    GeneratorTools,
    Span,
    as_sentence,
    leans_on_context,
    shorter_spans,
    vague_words,
)
from quizapi_timeline import lexicon

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token
    from spacy.tokens import Span as SpacySpan

_MAX_WORDS: Final = 28
_LEAST_CONTENT: Final = 2
_LEAST_WORDS: Final = 4
_YEAR: Final = re.compile(r"\b(?:1[5-9]\d|20[0-3])\d\b")
#: A time that is told by itself: it may stand before "after" and be left out.
_DATED: Final = re.compile(
    r"\d|day\b|(?:last|this) (?:week|month|year)|" + "|".join(filter(None, calendar.month_name))
)
#: "..., records show": who tells it is no part of the event.
_SAID_BEHIND: Final = re.compile(r", [^,]+ (?:shows?|says?|said|reported|according to [^,]+)\.$")
_BEFORE_A_DATE: Final = ("on", "in", "at", "during", "by", "early", "late", "around")
_SUBJECTS: Final = ("nsubj", "nsubjpass")
_GOING_ON: Final = ("advcl", "relcl", "punct", "appos", "prep", "cc", "conj")
_IN_FRONT: Final = ("prep", "advcl", "npadvmod", "advmod", "punct", "cc")
_TENSED: Final = ("aux", "auxpass")


def shown(article: AnnotatedArticle, span: Span, tools: GeneratorTools) -> str | None:
    """The clause as an event of its own; None where it cannot be told without what stands around it."""
    for part in (span, *shorter_spans(article, span), *_parts(article, span)):
        word_for_word = article.with_full_names(part)
        for statement in (tools.standalone(article, part), as_sentence(word_for_word or "")):
            text = None if statement is None or word_for_word is None else plain(statement, tools)
            if text is not None:
                return text
    return None


def _parts(article: AnnotatedArticle, span: Span) -> Iterator[Span]:
    """The clause from its subject on, and up to where it only goes on ("..., holding a rally")."""
    words = article.words(span)
    subject = next((t for t in words.root.children if t.dep_ in _SUBJECTS), None)
    first = words.start if subject is None else max(words.start, subject.left_edge.i)
    front = [t for t in words.doc[words.start : first] if t.head == words.root]
    led = first > words.start and words.doc[first - 1].text == "," and all(t.dep_ in _IN_FRONT for t in front)
    starts = [words.start, *([first] if led else [])]
    ends = [words.end, *_seams(words)]
    for end in ends:
        for start in starts:
            part, rest = words.doc[start:end], words.doc[end : words.end]
            limited = any(t.lower_ in lexicon.LIMITING for t in part)
            if not limited and not any(t.lower_ in lexicon.CONDITIONS for t in rest):
                yield Span(part.start_char, part.end_char)


def _seams(words: SpacySpan) -> Iterator[int]:
    """Commas and "and" behind which nothing belongs to what is told before, the last first."""
    for token in reversed(words):
        seam = token.text in (",", "—", "―", "–") or (token.dep_ == "cc" and token.head == words.root)
        if seam and words.root.i < token.i < words.end - 1:
            heads = [t for t in words.doc[token.i : words.end] if t.head.i < token.i]
            if all(t.dep_ in _GOING_ON for t in heads):
                yield token.i
        elif (token.dep_ == "advcl" and token.head == words.root and _closes(token, words)) or _is_timed_end(
            token, words
        ):
            yield token.left_edge.i


def _is_timed_end(token: Token, words: SpacySpan) -> bool:
    """ "... after the loss" at the end."""
    timed = token.dep_ == "prep" and token.head == words.root and token.lower_ in lexicon.TIMED
    return timed and token.i > words.root.i and token.right_edge.i >= words.end - 2


def _closes(verb: Token, words: SpacySpan) -> bool:
    """Whether a clause behind "after", "when" or the like is the end of the words."""
    mark = verb.left_edge
    told = mark.i > words.root.i and mark.lower_ in lexicon.TELLING_MARKS
    return told and verb.right_edge.i >= words.end - 2


def plain(statement: str, tools: GeneratorTools) -> str | None:
    """A statement without its dates and in the simple past; None where it tells the order all the same."""
    text = _in_simple_past(tools.parse(_without_dates(tools.parse(statement))), tools)
    return text if _can_be_shown(tools.parse(text)) else None


def _without_dates(doc: Doc) -> str:
    """The text without times that only say when, each with its preposition and a comma at its edge."""
    gone = {t.i for t in doc if t.lower_ == "also" and t.dep_ == "advmod" and t.head.pos_ == "VERB"}
    for entity in doc.ents:
        if entity.label_ not in ("DATE", "TIME"):
            continue
        first, top = entity.start, entity.root
        if first and doc[first - 1].lower_ in _BEFORE_A_DATE and doc[first - 1] in (top.head, *top.children):
            first, top = first - 1, doc[first - 1] if doc[first - 1] == top.head else top
        if top.head.pos_ in ("VERB", "AUX") and not _goes_on(entity):
            gone |= set(range(first, entity.end))
            if first == 0 and entity.end < len(doc) and doc[entity.end].text == ",":
                gone.add(entity.end)
            elif first and doc[first - 1].text == "," and entity.end < len(doc) and doc[entity.end].is_punct:
                gone.add(first - 1)
    return _joined(token for token in doc if token.i not in gone)


def _goes_on(time: SpacySpan) -> bool:
    """ "The week after the vote", "from Monday to Friday": the time is told by more than itself."""
    behind = time.doc[time.end].lower_ if time.end < len(time.doc) else ""
    before = time.doc[time.start - 1].lower_ if time.start else ""
    if behind in ("after", "before", "when", "that", "of"):
        return not (_DATED.search(time.text) and behind in ("after", "before", "when"))
    return behind in ("'s", "’s") or before in ("from", "between")


def _joined(tokens: Iterable[Token]) -> str:
    text = re.sub(r"\s+", " ", "".join(token.text_with_ws for token in tokens)).strip()
    text = re.sub(r" ([,.;])", r"\1", text)
    text = re.sub(r",(?=[,.])", "", text)
    return text[:1].upper() + text[1:]


def _in_simple_past(doc: Doc, tools: GeneratorTools) -> str:
    """ "Had closed" → "closed", "had been closed" → "was closed": the tense would tell the order."""
    root = next((token for token in doc if token.dep_ == "ROOT"), None)  # nothing may be left but dates
    had = root and next((t for t in root.children if t.dep_ == "aux" and t.lower_ == "had"), None)
    if root is None or had is None or root.tag_ != "VBN":
        return doc.text
    been = next((t for t in root.children if t.dep_ == "auxpass" and t.lower_ == "been"), None)
    instead = {had.i: ""}
    if been is not None:
        instead[been.i] = "were" if _is_plural(root) else "was"
    else:
        instead[root.i] = tools.inflect(root.lemma_, "VBD")
    for token in root.children:
        if token.dep_ == "advmod" and token.lower_ in ("already", "previously", "earlier", "just", "also"):
            instead[token.i] = ""
    pieces = (instead.get(t.i, t.text) + (t.whitespace_ if instead.get(t.i, "x") else "") for t in doc)
    return "".join(pieces)


def _is_plural(verb: Token) -> bool:
    subject = next((t for t in verb.children if t.dep_ in ("nsubj", "nsubjpass")), None)
    if subject is None:
        return False
    return subject.tag_ in ("NNS", "NNPS") or any(t.dep_ == "conj" for t in subject.children)


def _can_be_shown(doc: Doc) -> bool:
    """Whether it is one finished event, says something, and neither dates itself nor leans on the rest."""
    if len(doc) > _MAX_WORDS or _YEAR.search(doc.text) or _leans(doc) or _names_twice(doc):
        return False
    if _SAID_BEHIND.search(doc.text):
        return False
    if any(e.label_ in ("DATE", "TIME") and re.search(r"[A-Za-z]{3}", e.text) for e in doc.ents):
        return False
    if any(t.lower_ in lexicon.TELLTALE and t.pos_ != "PROPN" for t in doc):
        return False
    roots = [token for token in doc if token.dep_ == "ROOT"]
    if len(roots) != 1 or not any(t.dep_ in _SUBJECTS and t.i < roots[0].i for t in roots[0].children):
        return False
    if any(mark in doc.text for mark in '“”"();:—―?[]') or " -" in doc.text:
        return False
    if any(t.dep_ == "conj" and t.pos_ in ("VERB", "AUX") and t.head == roots[0] for t in doc):
        # two events, of which the date may be one's alone
        return False
    if roots[0].lemma_ == "come" and not any(t.i > roots[0].i and not t.is_punct for t in roots[0].children):
        return False
    if _is_cut_short(roots[0]):
        return False
    return happened(roots[0]) and len(content(doc)) >= _LEAST_CONTENT and len(doc) > _LEAST_WORDS


def _leans(doc: Doc) -> bool:
    """Whether it goes on from something that is not in it: "Indeed, ...", "the council", "it"."""
    nouns = {t.lower_ for t in doc}
    goes_on = doc[0].pos_ in ("ADV", "CCONJ", "SCONJ") and len(doc) > 1 and doc[1].text == ","
    return goes_on or bool(vague_words(doc)) or leans_on_context(doc[:], known=nouns)


def _names_twice(doc: Doc) -> bool:
    """ "Howard, a brother of Ron Howard": one name for two, or words that only repeat what the subject is."""
    names = [(a.text, b.text) for a, b in pairwise(doc) if a.text[0].isupper() and b.text[0].isupper()]
    return len(set(names)) < len(names)


def _is_cut_short(verb: Token) -> bool:
    """ "She signed on.", "It collapsed on.": what to, or when, stood behind it."""
    last = verb.doc[-2] if verb.doc[-1].is_punct and len(verb.doc) > 1 else verb.doc[-1]
    return last.pos_ in ("ADP", "PART", "SCONJ") or last.dep_ in ("prep", "prt")


def happened(verb: Token, *, earlier: bool = False) -> bool:
    """Whether the verb tells one finished event: simple past (with `earlier` "had" and a participle), not
    negated, no state and no telling."""
    helpers = [t for t in verb.children if t.dep_ in _TENSED]
    lowered = [t.lower_ for t in helpers]
    finite = helpers[0] if helpers else verb
    tense = lowered in (["had"], ["had", "been"]) if earlier else len(helpers) <= 1 and finite.lower_ != "had"
    return (
        verb.pos_ == "VERB"
        and verb.tag_ in ("VBD", "VBN")
        and finite.tag_ == "VBD"
        and tense
        and verb.lemma_.casefold() not in lexicon.STATES | lexicon.TELLING
        and not any(t.dep_ in ("neg", "parataxis") for t in verb.children)
        and not any(t.lower_ in lexicon.NOT_SO for t in verb.children)
        and not (
            verb.lemma_.casefold() in lexicon.TELLING_THAT and any(t.dep_ == "ccomp" for t in verb.children)
        )
    )


def with_subject(main: str, verb: Token, behind: SpacySpan, tools: GeneratorTools) -> str | None:
    """ "After closing the tunnel, Ostrail ..." → "Ostrail closed the tunnel."

    Args:
        main: The main clause, as it is shown.
        behind: The words of the gerund `verb`.
    """
    root = next(t for t in tools.parse(main) if t.dep_ == "ROOT")
    subject = next((t for t in root.children if t.dep_ in _SUBJECTS), None)
    if subject is None or verb.lemma_ in lexicon.STATES | lexicon.TELLING:
        return None
    own = [t for t in behind if t.head == verb or t.pos_ == "PRON"]
    if any(t.lower_ in lexicon.OPEN or t.dep_ in ("neg", *_SUBJECTS) for t in own):
        return None
    lead = [t.lower_ for t in behind if t.i < verb.i]
    if lead == ["being"]:
        told = ("were " if _is_plural(root) else "was ") + verb.text
    elif lead == ["having"] or (not lead and verb.tag_ == "VBG"):
        told = tools.inflect(verb.lemma_, "VBD")
    else:
        return None
    named = root.doc[subject.left_edge.i : subject.right_edge.i + 1].text.rstrip(",")
    rest = behind.doc[verb.i + 1 : behind.end].text
    return plain(as_sentence(f"{named} {told} {rest}"), tools)


def content(doc: Doc | SpacySpan) -> frozenset[str]:
    """The lemmas that say what it is about."""
    kinds = ("NOUN", "PROPN", "VERB", "NUM", "ADJ")
    return frozenset(t.lemma_.casefold() for t in doc if t.pos_ in kinds)
