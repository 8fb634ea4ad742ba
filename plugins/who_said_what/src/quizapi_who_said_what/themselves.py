"""What speakers say of themselves: "Dorn said she would sell two boats"."""

from __future__ import annotations

import re
from typing import Final

from quizapi.plugin_api import AnnotatedArticle, Attribution, GeneratorTools, Span
from quizapi_who_said_what.reported import as_reported
from quizapi_who_said_what.wording import GENDERS, PERSON_PRONOUNS

_TITLES: Final = r"(?:[A-Z][\w.]* ){0,4}"
_FIRST: Final = frozenset({"he", "she", "his", "her"})


def of_themselves(
    article: AnnotatedArticle, attribution: Attribution, tools: GeneratorTools
) -> tuple[str, str] | None:
    """The reported clause with the pronoun that means its speaker, and the speaker's gender.

    "It was Dorn who said that she would sell two boats" is as plain as the article is, as long as everybody
    put in Dorn's place is a woman. None where the pronoun could mean anybody else named in the sentence (for
    "his boats", and where the name has no gender: or right before), and where it does not begin the clause.
    """
    source, cue, content = attribution.source, attribution.cue, attribution.content
    if source is None or source.name is None or cue is None:
        return None
    if (
        not source.span.end <= cue.start < cue.end <= content.start
        or "\n" in article.text[source.span.start : content.end]
    ):
        return None
    if article.text[content.end :].lstrip("”’\"' ")[:1] not in (".", ",", ""):
        return None  # the clause goes on
    gender = next((e.gender for e in article.annotations.entities if e.id == source.entity), None)
    words = [w.lower() for w in re.findall(r"[A-Za-z]+", article.text_of(content))]
    used = {GENDERS[w] for w in words if w in GENDERS}
    if not words or words[0] not in _FIRST or len(used) != 1 or gender not in (None, *used):
        return None
    meant = used.pop()
    if _another_fits(article, attribution, meant, back=gender is None or words[0] in ("his", "her")):
        return None
    whole = tools.standalone(article, Span(source.span.start, content.end))
    said = article.text_of(cue)
    match = whole and re.match(
        rf"{_TITLES}{re.escape(source.name)} (?:has )?{re.escape(said)}(?: that)? (?={words[0]}\b)", whole
    )
    if whole and match:
        clause = whole[match.end() :]
        return clause[0].upper() + clause[1:], meant
    own = as_reported(article, attribution, known=PERSON_PRONOUNS)
    return None if own is None else (own, meant)


def _another_fits(article: AnnotatedArticle, attribution: Attribution, gender: str, *, back: bool) -> bool:
    """Whether the sentence, or the one in front of it, names somebody else whom the pronoun could mean."""
    source = attribution.source
    if source is None:
        return True
    own = article.sentence_of(source.span)
    start = min(own.start, source.span.start)
    before = [s for s in article.sentences if s.end <= start]
    near = Span(before[-1].start if before and back else start, max(own.end, attribution.content.end))
    return any(
        e.type == "PERSON" and e.id != source.entity and e.gender in (None, gender) and near.overlaps(e.span)
        for e in article.annotations.entities
    )
