"""Reported clauses in the article's own words: "Orr said that the wall would stand for a century"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import AnnotatedArticle, Attribution
from quizapi_who_said_what.pieces import tokens_of
from quizapi_who_said_what.wording import (
    leans_on_the_story,
    opens_in_mid_thought,
    speaks_of_the_day,
    stands_alone,
    word_set,
)

if TYPE_CHECKING:
    from spacy.tokens import Span as SpacySpan

_LEAST_WORDS: Final = 5
_MOST_WORDS: Final = 36
#: The clause is torn, patched up, or two in one.
_STOPS: Final = " ,."
_CLOSING: Final = "\"'”’"
_ROUGH: Final = re.compile(r"\.\.|…|--|—| – |[;:\[\]{}*#@|<>/]|\(\(|\?|!")
_BETWEEN: Final = re.compile(r"[\s,]*+(?:that\b[\s,]*+)?", re.IGNORECASE)
_ENDS: Final = re.compile(r"[\"'”’)]*\s*(?:[.,;:!?—–]|--|\n|$)")
#: What these stand for may be the speaker, who would then be named by them, or anybody of the story.
_OPEN: Final = word_set(
    """
    i me my mine myself we us our ours ourselves he him his himself she her hers herself you your they
    them their theirs themselves
    """
)
#: People and bodies that "the" only points back to.
_POINTED_BACK_TO: Final = word_set(
    """
    man woman boy girl child student teenager suspect victim official officer agent leader candidate nominee
    president senator governor mayor minister secretary chairman chairwoman spokesman spokeswoman director
    chief judge lawyer attorney doctor professor author writer reporter actor player coach pope king queen
    company firm group team organisation organization agency department ministry party campaign committee
    council board bank union paper newspaper magazine network court school university hospital church
    one other others latter former duo pair couple former
    """
)
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "expl", "csubj", "csubjpass"})
_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})


def without_last_stop(text: str) -> str:
    """A clause without the commas and full stops at its end, before and behind a closing mark."""
    text = text.rstrip(_STOPS)
    clause = text.rstrip(_CLOSING)
    return clause.rstrip(_STOPS) + text[len(clause) :]


def as_reported(
    article: AnnotatedArticle, attribution: Attribution, *, known: frozenset[str] = frozenset()
) -> str | None:
    """The clause as it stands behind "said that", where the article's own words are enough.

    It is shown behind the same verb and by the side of the same article, so its tense is right as it stands,
    and what the article calls "the steel tariffs" needs no other name. None where it is no whole clause,
    where anybody is only pointed to, or where it counts time from the day of the report.
    """
    words = tokens_of(article, attribution.content)
    if words is None or not _is_whole_in_sentence(article, attribution):
        return None
    text = " ".join(article.text_of(attribution.content).split())
    if _ROUGH.search(text) or not _balanced(text) or not _LEAST_WORDS <= len(text.split()) <= _MOST_WORDS:
        return None
    settled = (
        _has_own_verb(words)
        and stands_alone(words, known=known)
        and not any(t.tag_.startswith("PRP") and t.lower_ in _OPEN - known for t in words)
        and (words[0].lower_ != "it" or "it" in known)
        and not opens_in_mid_thought(words)
        and not speaks_of_the_day(words)
        and not points_back(words)
    )
    if not settled:
        return None
    text = without_last_stop(text)
    return text[0].upper() + text[1:] + "."


def _is_whole_in_sentence(article: AnnotatedArticle, attribution: Attribution) -> bool:
    """Whether it stands in one sentence, right beside its cue, and the sentence does not run on behind it."""
    content, cue = attribution.content, attribution.cue
    if cue is None or "\n" in article.text_of(content).strip() or content.overlaps(cue):
        return False
    around = article.sentence_of(content)
    if sum(s.overlaps(content) for s in article.sentences) != 1 or not around.overlaps(cue):
        return False
    if cue.end <= content.start:
        if _BETWEEN.fullmatch(article.text, cue.end, content.start) is None and not _is_told(
            article.text[cue.end : content.start]
        ):
            return False
    elif content.start > around.start:
        return False
    return _ENDS.match(article.text, content.end) is not None


def _is_told(between: str) -> bool:
    """ "told reporters that", "said on Monday that": a "that" tells where the clause begins."""
    return len(between.split()) <= 8 and between.rstrip(" ,").endswith(" that") and "\n" not in between


def _has_own_verb(words: SpacySpan) -> bool:
    root = words.root
    if root.pos_ not in ("VERB", "AUX"):
        return False
    finite = [root, *(c for c in root.children if c.dep_ in ("aux", "auxpass"))]
    subject = next((c for c in root.children if c.dep_ in _SUBJECTS and c.i < root.i), None)
    inside = subject is not None and words.start <= subject.left_edge.i
    return inside and any(t.tag_ in _FINITE and t in words for t in finite)


def points_back(words: SpacySpan) -> bool:
    """Whether it tells of somebody only as "the senator", or of little but "the plan"."""
    bare = [
        t.head
        for t in words
        if t.lower_ == "the"
        and t.dep_ == "det"
        and t.head.tag_ in ("NN", "NNS", "JJ")
        and all(c.dep_ in ("det", "punct", "case", "cc", "conj") for c in t.head.children)
        and t.head.dep_ not in ("compound", "nmod")
    ]
    if any(noun.lemma_.lower() in _POINTED_BACK_TO for noun in bare):
        return True
    if any(t.tag_ == "JJ" and t.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj") for t in bare):
        return True
    content = frozenset(t.lemma_.lower() for t in words if t.pos_ in ("NOUN", "PROPN", "NUM", "VERB", "ADJ"))
    return len(bare) > 1 or (bool(bare) and (bare[0].dep_ in _SUBJECTS or leans_on_the_story(words, content)))


def _balanced(text: str) -> bool:
    return (
        text.count("“") == text.count("”") and text.count('"') % 2 == 0 and text.count("(") == text.count(")")
    )
