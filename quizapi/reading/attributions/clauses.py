"""Where sentences and reported clauses begin and end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from quizapi.reading.attributions.cues import CHARACTERISE, REPORTING
from quizapi.reading.attributions.scene import Scene

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_SUBORDINATE: Final = frozenset({"relcl", "acl", "advcl", "csubj", "amod"})
#: Sentences longer than this are cut: no search may grow with the length of the text.
_MAX_SENTENCE: Final = 300
_RELATIVE: Final = frozenset({"WDT", "WP", "WP$", "WRB"})


def is_finite(scene: Scene, clause: int) -> bool:
    """Whether a verb is finite by itself or by an auxiliary."""
    tokens = scene.tokens
    if tokens.tag[clause] in _FINITE:
        return True
    return any(
        tokens.dep[i] in ("aux", "auxpass", "cop") and tokens.tag[i] in _FINITE
        for i in tokens.children[clause]
    )


def has_main_clause(scene: Scene, low: int, high: int, *, subject_before: int | None = None) -> bool:
    """Whether a stretch holds a finite verb with its subject that hangs under no other clause.

    Args:
        subject_before: From here on a subject may stand, outside the stretch too.
    """
    tokens = scene.tokens
    earliest = low if subject_before is None else subject_before
    for verb in range(low, high):
        if (
            tokens.pos[verb] not in ("VERB", "AUX")
            or tokens.dep[verb] in _SUBORDINATE
            or not is_finite(scene, verb)
        ):
            continue
        children = tokens.children[verb]
        if any(tokens.dep[i] == "mark" and tokens.lower[i] != "that" for i in children):
            continue
        if any(tokens.dep[i] in SUBJECTS and earliest <= i < high for i in children):
            return True
    return False


def sentence_limit(scene: Scene, i: int) -> int:
    """One past the last token of the sentence; a quotation inside it does not end it."""
    words = scene.tokens.words
    end = scene.paragraph_tokens[scene.paragraph[i]][1]
    end = min(end, i + _MAX_SENTENCE)
    k = i
    while k < end:
        if scene.owner[k] < 0:
            if scene.ends_sentence(k):
                return k
            k += 1
            continue
        quote = scene.quotes[scene.owner[k]]
        k = min(quote.last + 1, end)
        if _is_stopped(scene, scene.owner[k - 1]) and words[k : k + 1] and words[k][:1].isupper():
            return k
    return end


def sentence_start(scene: Scene, i: int) -> int:
    """The first token of the sentence, looking back from a token of the article's own."""
    start = max(scene.paragraph_tokens[scene.paragraph[i]][0], i - _MAX_SENTENCE)
    k = i
    while k > start:
        if scene.owner[k - 1] < 0:
            if scene.ends_sentence(k - 1):
                return k
            k -= 1
            continue
        if _is_stopped(scene, scene.owner[k - 1]) and scene.tokens.words[k][:1].isupper():
            return k
        k = max(scene.quotes[scene.owner[k - 1]].first, start)
    return k


def _is_stopped(scene: Scene, number: int) -> bool:
    inner = scene.quotes[number].marks.inner
    return scene.tokens.text[inner.start : inner.end].rstrip()[-1:] in (".", "!", "?")


def clause_end(scene: Scene, verb: int, clause: int, first: int, below: Sequence[int]) -> int:
    """The last token of a clause reported by `verb`.

    What the reporter adds behind it is left out: a second reporting clause, a new main clause behind a
    comma without "that", a relative clause or a participle at the very end.
    """
    tokens = scene.tokens
    limit = sentence_limit(scene, verb)
    last = max((i for i in below if i < limit), default=clause)
    for conjunct in tokens.children[clause]:
        if (
            tokens.dep[conjunct] == "conj"
            and first < conjunct <= last
            and _is_reporters(scene, verb, clause, conjunct)
        ):
            return max(first, _before(scene, clause, conjunct))
    for i in range(last - 1, max(first, clause), -1):
        if tokens.words[i] == "," and scene.free(i) and _is_tail(scene, i + 1, last):
            last = i - 1
            break
    return last


def _is_reporters(scene: Scene, verb: int, clause: int, conjunct: int) -> bool:
    """Whether a second clause is the article's own and not reported any more."""
    tokens = scene.tokens
    children = tokens.children[conjunct]
    if any(tokens.dep[i] == "mark" and tokens.lower[i] == "that" for i in children):
        return False
    own = any(tokens.dep[i] in SUBJECTS for i in children)
    if tokens.lemma[conjunct] in REPORTING | CHARACTERISE and (
        own or tokens.tag[conjunct] == tokens.tag[verb]
    ):
        return True
    if own:
        subject = next(i for i in children if tokens.dep[i] in SUBJECTS)
        if tokens.pos[subject] == "PRON" and tokens.tag[subject] == "PRP":
            return False
        start = min(scene.below(conjunct, 40))
        return any(tokens.words[i] == "," for i in range(max(clause, start - 3), start))
    present = tokens.tag[clause] in ("VBZ", "VBP")
    return present and tokens.tag[conjunct] == "VBD" and tokens.tag[verb] == "VBD"


def _before(scene: Scene, clause: int, conjunct: int) -> int:
    """The last token before a second clause with its comma and conjunction."""
    tokens = scene.tokens
    start = min([i for i in scene.below(conjunct, 40) if i > clause], default=conjunct)
    while start - 1 > clause and (
        tokens.words[start - 1] == "," or tokens.dep[start - 1] in ("cc", "preconj", "advmod")
    ):
        start -= 1
    return start - 1


def _is_tail(scene: Scene, start: int, last: int) -> bool:
    """Whether from a comma to the end there is nothing but a relative clause or a participle."""
    tokens = scene.tokens
    if tokens.tag[start] in _RELATIVE:
        at = start
        for _ in range(4):
            if tokens.dep[at] in ("relcl", "advcl") or tokens.head[at] == at:
                break
            at = tokens.head[at]
        return tokens.dep[at] == "relcl" and max(scene.below(at)) >= last
    if tokens.tag[start] == "VBG" and tokens.dep[start] in ("advcl", "acl", "conj"):
        return max(scene.below(start, 60)) >= last
    return tokens.lower[start] == "according"
