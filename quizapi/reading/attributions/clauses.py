"""Where sentences and reported clauses begin and end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from quizapi.reading.attributions.cues import CHARACTERISE, REPORTING
from quizapi.reading.attributions.scene import Scene
from quizapi.reading.entities.tokens import Tokens

_FINITE: Final = frozenset({"VBD", "VBZ", "VBP", "MD"})
SUBJECTS: Final = frozenset({"nsubj", "nsubjpass", "expl", "csubj"})
_SUBORDINATE: Final = frozenset({"relcl", "acl", "advcl", "csubj", "amod"})
#: Sentences longer than this are cut: no search may grow with the length of the text.
_MAX_SENTENCE: Final = 300
_RELATIVE: Final = frozenset({"WDT", "WP", "WP$", "WRB"})
_DASHES: Final = frozenset({"—", "–", "--"})
#: What a clause behind a comma begins with where the reporter sets something against the report.
_CONCEDING: Final = frozenset({"according", "even", "though", "although", "while", "whereas", "compared"})
_OWN_PARTICIPLES: Final = frozenset({"including", "given"})
#: Phrases that only add to a sentence: behind a comma they may be the reporter's.
_LOOSE: Final = frozenset({"appos", "npadvmod"})


def is_finite(scene: Scene, clause: int) -> bool:
    """Whether a verb is finite by itself or by an auxiliary."""
    tokens = scene.tokens
    if tokens.tag[clause] in _FINITE or _is_misread(scene, clause):
        return True
    return any(
        tokens.dep[i] in ("aux", "auxpass", "cop") and tokens.tag[i] in _FINITE
        for i in tokens.children[clause]
    )


def _is_misread(scene: Scene, clause: int) -> bool:
    """ "noted that many countries signed": a past or a present that the tagger takes for another form."""
    tokens = scene.tokens
    if tokens.tag[clause] not in ("VBN", "VB"):
        return False
    children = tokens.children[clause]
    subject = next((i for i in children if tokens.dep[i] == "nsubj" and i < clause), None)
    if subject is None or any(tokens.dep[i] in ("aux", "auxpass") for i in children):
        return False
    marked = any(tokens.dep[i] == "mark" and tokens.lower[i] == "that" for i in children)
    return marked or (tokens.tag[clause] == "VB" and tokens.tag[subject] in ("NNS", "NNPS", "NN"))


def has_main_clause(scene: Scene, low: int, high: int, *, subject_before: int | None = None) -> bool:
    """Whether a stretch holds a finite verb with its subject that hangs under no other clause.

    Args:
        subject_before: From here on a subject may stand, outside the stretch too.
    """
    tokens = scene.tokens
    earliest = low if subject_before is None else subject_before
    for verb in range(low, high):
        if tokens.pos[verb] not in ("VERB", "AUX") or not is_finite(scene, verb):
            continue
        first = verb
        while tokens.dep[first] == "conj" and low <= tokens.head[first] < first:
            first = tokens.head[first]
        if tokens.dep[first] in _SUBORDINATE:
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
    last = _without_second_report(scene, clause, first, last)
    last = _without_dash(scene, clause, first, last)
    return cut_tail(scene, max(first, clause), last)


def cut_tail(scene: Scene, first: int, last: int) -> int:
    """The last token without what only follows behind a comma: a relative clause, an apposition."""
    for i in range(last - 1, first, -1):
        if scene.tokens.words[i] == "," and scene.free(i) and _is_tail(scene, i + 1, last):
            last = i - 1
    return last


def _without_dash(scene: Scene, clause: int, first: int, last: int) -> int:
    """A single dash behind the clause's verb: what follows is the reporter's, or an afterthought."""
    dashes = [i for i in range(first, last) if scene.tokens.words[i] in _DASHES and scene.free(i)]
    return dashes[0] - 1 if len(dashes) == 1 and dashes[0] > clause else last


def _without_second_report(scene: Scene, clause: int, first: int, last: int) -> int:
    """ "says the aim is peace, but conceded that ...": another reporting verb with its own clause ends it."""
    tokens = scene.tokens
    for verb in range(clause + 1, last):
        if (
            tokens.tag[verb] not in _FINITE
            or tokens.lemma[verb] not in REPORTING
            or tokens.dep[verb] not in ("conj", "ccomp", "advcl", "parataxis")
            or not scene.free(verb)
            or not any(tokens.dep[i] == "ccomp" and i > verb for i in tokens.children[verb])
        ):
            continue
        children = tokens.children[verb]
        subject = next((i for i in children if tokens.dep[i] in SUBJECTS and i < verb), None)
        start = verb if subject is None else min(scene.below(subject, 40))
        while start - 1 > clause and (
            tokens.words[start - 1] == "," or tokens.pos[start - 1] in ("CCONJ", "SCONJ", "ADV")
        ):
            start -= 1
        joined = any(
            tokens.words[i] == "," or tokens.pos[i] in ("CCONJ", "SCONJ") for i in range(start, verb)
        )
        if start > max(clause, first) and joined:
            return start - 1
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
    if tokens.tag[start] in _RELATIVE or (
        tokens.pos[start] == "ADP" and start < last and tokens.tag[start + 1] in _RELATIVE
    ):
        at = start
        for _ in range(4):
            if tokens.dep[at] in ("relcl", "advcl") or tokens.head[at] == at:
                break
            at = tokens.head[at]
        return tokens.dep[at] == "relcl" and max(scene.below(at)) >= last
    if tokens.tag[start] in ("VBG", "VBN") and tokens.dep[start] in ("advcl", "acl", "conj", "prep"):
        if _goes_on_listing(scene, start):
            return False
        return tokens.lower[start] not in _OWN_PARTICIPLES and max(scene.below(start, 60)) >= last
    if tokens.lower[start] in _CONCEDING:
        return True
    top = _top(tokens, start, last)
    if tokens.dep[top] not in _LOOSE or max(scene.below(top, 60)) < last:
        return False
    return tokens.pos[top] != "PROPN"


def _goes_on_listing(scene: Scene, start: int) -> bool:
    """ "bloated, overpaid and prone to interfere": one of a row that an "and" closes is no tail."""
    tokens = scene.tokens
    return tokens.dep[start] == "conj" and any(tokens.dep[i] == "cc" for i in tokens.children[start])


def _top(tokens: Tokens, start: int, last: int) -> int:
    """The token that the phrase from `start` on hangs under, within the stretch."""
    at = start
    while start <= tokens.head[at] <= last and tokens.head[at] != at:
        at = tokens.head[at]
    return at
