"""Is an edited statement surely false by the article?"""

from __future__ import annotations

import re

from quizapi.plugin_api import AnnotatedArticle
from quizapi_true_false.edits import Candidate
from quizapi_true_false.statements import Statement

#: A sentence that shares so much with the statement may be about the same thing.
_SAME_MATTER = 0.5
_CONTENT = ("NOUN", "VERB", "PROPN", "ADJ", "NUM")


def is_contradicted(candidate: Candidate, statement: Statement, article: AnnotatedArticle) -> bool:
    """Whether the article says otherwise than the edited statement, and nowhere says or implies it.

    Proven are: the edit applies to its source; the evidence has what was replaced (or, for a word that was
    rephrased, its source); the new words do not stand in the evidence; and no other sentence of the article
    has the new words together with half of what the statement is about.
    """
    edit = candidate.edit
    if edit.source != statement.text or edit.before == edit.after:
        return False
    if edit.source[edit.start : edit.start + len(edit.before)] != edit.before:
        return False
    if not candidate.claimed:
        return True
    if _stands_in(candidate.claimed, statement.proof):
        return False
    kept = _content(statement, edit.start, edit.start + len(edit.before))
    return not any(
        _is_about(article.text_of(span), kept, candidate.claimed)
        for span in article.sentences
        if not span.overlaps(statement.evidence[0].span)
    )


def _content(statement: Statement, start: int, end: int) -> frozenset[str]:
    """What the statement is about, apart from the edited words."""
    return frozenset(
        token.lemma_.lower()
        for token in statement.doc
        if token.pos_ in _CONTENT and not (start <= token.idx < end)
    )


def _is_about(sentence: str, kept: frozenset[str], claimed: str) -> bool:
    if not _stands_in(claimed, sentence):
        return False
    words = {word.lower() for word in re.findall(r"\w+", sentence)}
    stems = {word[:5] for word in words}
    shared = sum(word in words or word[:5] in stems for word in kept)
    return shared >= max(2, _SAME_MATTER * len(kept))


def _stands_in(words: str, text: str) -> bool:
    return bool(re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text, re.IGNORECASE))
