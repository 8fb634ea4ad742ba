"""How a statement and its source are written in a question."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import (
    AnnotatedArticle,
    Attribution,
    GeneratorTools,
    Span,
    as_sentence,
    leans_on_context,
    vague_words,
    without_quotes,
)
from quizapi_fact_or_opinion import lexicon

if TYPE_CHECKING:
    from collections.abc import Sequence

    from spacy.tokens import Doc, Token

_LEAST_WORDS: Final = 6
_LEAST_CONTENT: Final = 3
_LEAST_ALPHA: Final = 5
#: Whose, and when, is told by who speaks, to whom and when.
_DEICTIC: Final = lexicon.words("your yours yourself now today tonight")
_MAX_WORDS: Final = 30
_MOST_OF_A_SOURCE: Final = 7
_SUBJECTS: Final = ("nsubj", "nsubjpass", "expl", "csubj")
_GENDER: Final = {
    "he": "male",
    "him": "male",
    "his": "male",
    "she": "female",
    "her": "female",
    "hers": "female",
}
#: Nouns that need no "a" or "the".
_MASS: Final = lexicon.words("police management staff research polling data government evidence testimony")
_NOBODY: Final = lexicon.words(
    "source sources whose former everyone everybody nobody many some others people"
)
#: A wire's capital behind "U.S." ends a sentence too early; tags and dashes are no plain words.
_CUT_OFF: Final = re.compile(r"\b(?:[A-Z]\.){2,}$|[<>]| --| [–—-] |''|``|, in part\.$")
#: Letters that were read in another encoding than they were written in.
_GARBLED: Final = re.compile(r"[ÃÂ][\u0080-\u00bf]|â€|\ufffd|[a-z]\.\d")
#: A name does not end with one of these.
_TITLES: Final = lexicon.words("mr mrs ms dr sir capt col gen lt maj sgt gov sen rep rev hon prof president")
_SMALL_IN_NAMES: Final = lexicon.words("of the and for de la le du del van von der den di da al bin on in at")
_NOT_ONLY: Final = re.compile(r"\bnot (?:only|just|merely|simply)\b")
_CAPITALS: Final = 0.6
_NO_START: Final = lexicon.words(
    "that which who whose because whether whereas although while since particularly especially"
)
_HANGING: Final = lexicon.words("the a an of in on at to and or but if for with by from")


def phrased(article: AnnotatedArticle, span: Span, tools: GeneratorTools) -> str | None:
    """The clause by itself; None where that cannot be done, or says too little."""
    if article.with_full_names(span) is None:
        return None
    text = tools.standalone(article, span)
    return text if text is not None and _fits(tools.parse(text)) else None


def is_whole(article: AnnotatedArticle, span: Span) -> bool:
    """Whether nothing is left out beside it: no "[...]", no small letter where a sentence begins."""
    beside = article.text[max(0, span.start - 3) : span.start] + article.text[span.end : span.end + 3]
    torn = article.text[span.start].islower() and article.sentence_of(span).start == span.start
    return not torn and not any(mark in beside for mark in ("[", "]", "…", "..."))


def quoted(article: AnnotatedArticle, span: Span, tools: GeneratorTools) -> str | None:
    """The clause word for word but for full names, where it is whole and leans on nothing that is not in it.

    Words of a speaker may say "I" and "we": the question names whose they are.
    """
    words = article.words(span)
    if not any(t.dep_ in _SUBJECTS for t in words.root.children if words.start <= t.i < words.end):
        return None
    if leans_on_context(words) or any(_is_wires(token) for token in words):
        return None
    people = {e.gender for e in article.annotations.entities if e.type == "PERSON" and span.contains(e.span)}
    if any(_GENDER.get(token.lower_, None) not in (None, *people) for token in words):
        return None
    text = article.with_full_names(span)
    if text is None:
        return None
    text = as_sentence(without_quotes(text))
    return text if not any(mark in text for mark in "[]()—…:;") and _fits(tools.parse(text)) else None


def _fits(doc: Doc) -> bool:
    """Whether it is of a length to be read, says something, and is one whole sentence of plain words."""
    words = [t for t in doc if not t.is_punct]
    content = {t.lemma_ for t in words if t.pos_ in ("NOUN", "PROPN", "VERB", "ADJ", "NUM")}
    if not _LEAST_WORDS <= len(words) <= _MAX_WORDS or len(content) < _LEAST_CONTENT:
        return False
    text = doc.text.lower()
    if _says_nothing(doc) or _is_torn(doc.text) or vague_words(doc) or _GARBLED.search(doc.text):
        return False
    if sum(t.is_alpha for t in words) < _LEAST_ALPHA or any(t.lower_ in _DEICTIC for t in words):
        return False
    half = (_NOT_ONLY.search(text) is not None and " but " not in text) or _CUT_OFF.search(
        doc.text
    ) is not None
    led = words[0].lower_ in _NO_START or text.startswith(lexicon.LEANING_STARTS)
    if half or led or words[-1].lower_ in _HANGING or not doc.text[0].isalnum():
        return False
    asking = any(t.tag_ in ("WP", "WRB", "WDT") for t in words[:2])
    # Nouns are looked at above.
    open_ = leans_on_context(doc[:], known={t.lower_ for t in words})
    return not (asking or open_ or _names_twice(doc) or _is_headline(words) or _runs_on(doc))


def _says_nothing(doc: Doc) -> bool:
    """ "You have got to adapt.", "Kroll said at a meeting.": no noun, or a verb of saying and not what."""
    if not any(t.pos_ in ("NOUN", "PROPN") for t in doc):
        return True
    root = next((t for t in doc if t.dep_ == "ROOT"), None)
    told = root is not None and any(t.dep_ in ("ccomp", "dobj", "xcomp", "dative") for t in root.children)
    return root is not None and root.lemma_ in lexicon.SAYING and not told


def _is_torn(text: str) -> bool:
    """Whether a mark of quotation has no partner."""
    return text.count("“") != text.count("”") or text.count('"') % 2 == 1


def _names_twice(doc: Doc) -> bool:
    """A name told twice: one may be somebody else of that family, and "in Selm ... in Selm" is odd."""
    places = [(t.nbor(-1).lower_, t.lower_) for t in doc[1:] if t.dep_ == "pobj" and t.pos_ == "PROPN"]
    if len(set(places)) < len(places):
        return True
    names = [
        (first.text, last.text)
        for first, last in pairwise(doc)
        if len(first) > 1 and len(last) > 1 and first.text[0].isupper() and last.text[0].isupper()
    ]
    return len(set(names)) < len(names)


def _is_headline(words: Sequence[Token]) -> bool:
    """ "Mayor Just Opened A Bridge": capitals where no name stands."""
    long = [t.text for t in words if len(t.text) > 3 and t.is_alpha]
    return sum(text[0].isupper() for text in long) > max(3, _CAPITALS * len(long))


def _runs_on(doc: Doc) -> bool:
    """ "The videos exist, experts say more": two sentences run into one."""
    return any(
        t.dep_ in ("ccomp", "parataxis")
        and t.i < t.head.i
        and t.head.dep_ == "ROOT"
        and t.pos_ in ("VERB", "AUX")
        for t in doc
    )


def _is_wires(token: Token) -> bool:
    """ "The U.S. Wants": some wires write a capital behind every full stop."""
    before = token.nbor(-1).text if token.i else ""
    return before.endswith(".") and before[:1].isupper() and token.text.istitle() and token.pos_ != "PROPN"


def is_name(text: str) -> bool:
    """Whether it looks like the whole of one name: no figures, no list, no bare title at its end."""
    words = text.replace("’", "'").split()
    capital = all(w[0].isupper() or not w[0].isalpha() or w.lower() in _SMALL_IN_NAMES for w in words)
    plain = not any(c.isdigit() or c in ",;:%$" for c in text) and not _GARBLED.search(text)
    return capital and plain and words[-1].strip(".").casefold() not in _TITLES


def _holds_a_name(article: AnnotatedArticle, name: str) -> bool:
    """ "Kroll Slams Otto Veit" of a headline: a person's whole name inside."""
    people = {e.name for e in article.annotations.entities if e.type == "PERSON" and " " in e.name}
    return any(person != name and name.endswith(f" {person}") for person in people)


def source_of(article: AnnotatedArticle, attribution: Attribution) -> str:
    """Who says it, as the article writes it; empty where that is not settled.

    A source without a name ("two residents") is one too, if its words alone say who that is.
    """
    source = attribution.source
    if source is None:
        return ""
    if source.name is not None:
        one = is_name(source.name) and not _holds_a_name(article, source.name)
        return article.written(source.name) if one else ""
    words = article.words(source.span)
    # "Officials", "candidates": of whom, is not told
    if not 1 < len(words) <= _MOST_OF_A_SOURCE or words.root.pos_ not in ("NOUN", "PROPN"):
        return ""
    definite = words[0].lower_ == "the" and not any(t.ent_type_ in ("PERSON", "ORG") for t in words)
    if definite or any(t.pos_ == "PRON" or t.is_punct or t.tag_ in ("PRP$", "WDT", "WP") for t in words):
        return ""
    bare = words.root.tag_ == "NN" and words[0] == words.root and words.root.lower_ not in _MASS
    if (
        bare
        or any(t.ent_type_ == "DATE" or t.lower_ in _NOBODY for t in words)
        or any(t.lower_ in ("this", "that", "these", "those", "other", "another", "both") for t in words)
    ):
        return ""
    text = " ".join(article.text_of(source.span).split())
    return text if words[0].pos_ == "PROPN" else text[0].lower() + text[1:]
