"""What speakers did by their words: "called for a new sea wall", "accused the firm of fraud"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import AnnotatedArticle, Attribution, Span
from quizapi_who_said_what.pieces import tokens_of
from quizapi_who_said_what.reported import points_back, without_last_stop
from quizapi_who_said_what.wording import (
    content_lemmas,
    gives_gender_away,
    leans_on_the_story,
    speaks_of_the_day,
    stands_alone,
    word_set,
)

if TYPE_CHECKING:
    from spacy.tokens import Token

#: The reader is surest of who it was where the name stands right there.
LEAST_SURE: Final = 0.72
#: Measured: how often the source of such a phrase is right where it is named right before.
ACTS_SURE: Final = 0.88
#: Verbs that say by themselves what was done in words.
_ACTS: Final = word_set(
    """
    accuse urge call vow pledge promise criticise criticize condemn denounce blame praise welcome oppose
    reject applaud demand propose recommend threaten refuse deny warn ask slam blast thank apologise apologize
    announce request decline describe refer dismiss label brand compare liken
    """
)
#: What a verb of these must have behind it, so that it is more than a name: "criticised Orr".
_LEAST_WORDS: Final = 5
_MOST_WORDS: Final = 30
_LEAST_LEMMAS: Final = 2
_OPEN: Final = word_set(
    "i me my we us our you your he him his she her hers himself herself they them their it its itself"
)
_ENDS: Final = re.compile(r"[\"'”’)]*(?:[.;!?]|, (?:and|but|saying|adding|according)\b)")
_STOPPED: Final = re.compile(r"[.,][\"'”’]+$")
_ROUGH: Final = re.compile(r"\.\.|…|--|—| – |[;:\[\]{}*#@|<>/?!]")
_FINITE: Final = frozenset({"VBD", "VBZ"})


def act_of(article: AnnotatedArticle, attribution: Attribution) -> str | None:
    """The verb with what follows it, as it stands behind "who": "called for a new sea wall".

    None where the verb does not stand right behind its subject, where what follows goes on or is nothing
    but a name, or where anybody is only pointed to.
    """
    source, cue, content = attribution.source, attribution.cue, attribution.content
    if source is None or cue is None or not source.span.end <= cue.start < cue.end <= content.start:
        return None
    words = tokens_of(article, Span(cue.start, content.end))
    cue_words = tokens_of(article, cue)
    if words is None or cue_words is None or not _is_said(article, attribution, cue_words[0]):
        return None
    text = without_last_stop(" ".join(words.text.split()))
    settled = (
        (_ENDS.match(article.text, content.end) or _STOPPED.search(article.text_of(content))) is not None
        and article.paragraph_of(cue) != article.paragraphs[0]  # it may be a headline
        and "\n" not in words.text
        and _ROUGH.search(text) is None
        and _LEAST_WORDS <= len(text.split()) <= _MOST_WORDS
        and len(content_lemmas(words)) > _LEAST_LEMMAS
        and stands_alone(words)
        and not any(t.tag_.startswith("PRP") and t.lower_ in _OPEN for t in words)
        and not speaks_of_the_day(words)
        and not gives_gender_away(words)
        and not points_back(words)
        and not leans_on_the_story(words, content_lemmas(words))
        and text.count('"') % 2 == 0
        and text.count("“") == text.count("”")
        and sum(s.overlaps(Span(cue.start, content.end)) for s in article.sentences) == 1
    )
    return text if settled else None


def _is_said(article: AnnotatedArticle, attribution: Attribution, verb: Token) -> bool:
    """Whether the verb is a finite one of saying whose own subject is the source, and nothing denies it."""
    source = attribution.source
    if source is None or verb.lemma_.lower() not in _ACTS or verb.tag_ not in _FINITE:
        return False
    if any(c.dep_ in ("neg", "aux", "auxpass", "mark") for c in verb.children):
        return False
    subjects = [c for c in verb.children if c.dep_ == "nsubj"]
    inside = [s for s in subjects if source.span.start <= s.idx < source.span.end]
    conditional = any(a.dep_ == "advcl" and any(c.lower_ == "if" for c in a.children) for a in verb.ancestors)
    return bool(inside) and not conditional and not any(c.dep_ in ("conj", "cc") for c in inside[0].children)
