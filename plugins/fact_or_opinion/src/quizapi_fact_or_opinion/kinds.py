"""What settles that a clause reports a fact, judges or foretells."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from quizapi.plugin_api import AnnotatedArticle, Attribution
from quizapi_fact_or_opinion import lexicon

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Span as SpacySpan
    from spacy.tokens import Token

_SUBJECTS: Final = ("nsubj", "nsubjpass")
_UNSETTLED: Final = lexicon.HELD_BACK | lexicon.JUDGING | lexicon.COLOURED | lexicon.CONDITIONS
_QUOTES: Final = frozenset('“”"«»?')


def tells_plainly(words: SpacySpan, *, around: SpacySpan) -> bool:
    """Whether a finished event or figure with a name in it is told: nothing judged, held back or passed on.

    Args:
        around: The whole of what is looked at: "..., the ministry said" may stand outside the clause.
    """
    verb = words.root
    if any(mark in around.text for mark in _QUOTES) or any(_unsettles(token) for token in around):
        return False
    if any(t.tag_ in ("WRB", "WP", "WDT") or t.dep_ == "neg" for t in verb.children):
        return False
    named = any(t.ent_type_ in lexicon.NAMED - lexicon.FIGURES for t in words)
    # "The margin is 5 points": of what
    if _is_bare_share(verb):
        return False
    named = named or (verb.lemma_ != "be" and gives_figures(verb))
    return named and _is_settled(verb)


def _unsettles(token: Token) -> bool:
    """A word that judges, holds back or conditions. "May" is a month, too."""
    if token.pos_ == "PROPN":
        return False
    if {token.lower_, token.lemma_.casefold()} & _UNSETTLED:
        return True
    if token.tag_ in ("JJS", "RBS") and token.lower_ not in ("most", "least"):
        return True
    if token.pos_ == "ADV" and token.lower_.endswith("ly"):
        return token.lower_ not in lexicon.PLAIN_ADVERBS
    # "scathing remarks", "a forceful voice": adjectives of these endings mostly say how somebody finds it
    described = token.pos_ in ("ADJ", "VERB") and token.dep_ in ("amod", "acomp", "oprd")
    return (
        described
        and bool(lexicon.COLOURING.search(token.lower_))
        and token.lower_ not in lexicon.PLAIN_ADJECTIVES
    )


def _is_settled(verb: Token) -> bool:
    """Simple past of a verb; of what is so, or has come to be so, only figures are as plain."""
    helpers = [t for t in verb.children if t.dep_ in ("aux", "auxpass")]
    finite = helpers[0] if helpers else verb
    if any(t.dep_ == "conj" and t.lemma_ == "be" for t in verb.children) or finite.lower_ == "had":
        # "had met" leans on what came after it
        return False
    if _is_no_deed(verb) and not gives_figures(verb):
        return False
    if verb.pos_ == "VERB" and verb.lemma_ != "be" and finite.tag_ == "VBD":
        return verb.tag_ in ("VBD", "VBN")
    there = any(t.dep_ == "expl" for t in verb.children) and finite.tag_ != "VBD"
    if there or (not helpers and verb.lemma_ not in lexicon.HOLDING):
        return False
    return finite.tag_ in ("VBD", "VBZ", "VBP") and gives_figures(verb)


def _is_no_deed(verb: Token) -> bool:
    """ "Held steady", "proved damaging", "took swipes", "looked to stop it", "the century brought"."""
    if verb.lemma_ in lexicon.LIGHT:
        return True
    for child in verb.children:
        if child.dep_ in ("acomp", "oprd") and child.pos_ == "ADJ":
            return True
        if child.dep_ == "xcomp" and child.tag_ in ("VB", "VBG") and verb.lemma_ not in lexicon.DEEDS_TO:
            return True
        if child.dep_ in _SUBJECTS and child.ent_type_ in ("DATE", "TIME"):
            return True
    return False


def _is_bare_share(verb: Token) -> bool:
    """ "Pulled almost 70 percent": of what."""
    shares = [t for t in verb.children if t.dep_ == "dobj" and t.lower_ in ("percent", "%", "per")]
    return any(not any(c.lower_ == "of" for c in t.subtree) for t in shares)


def gives_figures(verb: Token) -> bool:
    """Whether a figure is what the verb tells, or counts or measures it."""
    told = [t for t in verb.children if t.i > verb.i and t.dep_ in ("dobj", "attr", "prep", "acomp", "agent")]
    if verb.lemma_ == "be" and all(t.dep_ == "prep" for t in told):
        # "is at 20 percent": of what, is told before
        return False
    near = [
        *told,
        *(t for c in told for t in c.children),
        *(t for c in told for g in c.children for t in g.children),
    ]
    return any(t.ent_type_ in lexicon.FIGURES and t.lower_ not in ("one", "some", "half") for t in near)


def judgement(words: SpacySpan) -> str:
    """The word that makes a judgement of the clause, empty where there is none.

    "Should" with a time ("should arrive by May") is a forecast; "must" may be a rule, and is left alone.
    """
    verb = words.root
    if any(t.lower_ in lexicon.AHEAD or t.lower_.endswith(("'ll", "’ll")) for t in words):
        return ""
    timed = any(t.ent_type_ in ("DATE", "TIME") for t in words)
    for token in verb.children:
        if token.dep_ == "aux" and token.lower_ in ("should", "ought") and not timed:
            return token.text
    viewer = _viewer(verb)
    if viewer is not None:
        return f"{viewer.text} {verb.text}"
    if verb.lemma_ in lexicon.JUDGING_VERBS:
        return verb.text
    if verb.lemma_ != "be":
        return ""
    for predicate in verb.children:
        if predicate.dep_ in ("acomp", "attr"):
            for said in (predicate, *predicate.conjuncts):
                sign = _judging_word(said)
                if sign:
                    return sign
    return ""


def _viewer(verb: Token) -> Token | None:
    """ "I" or "we" of "I think that ...", not of "I feel sorry": a view says that something is so."""
    subject = _subject(verb)
    says_so = verb.tag_ == "VBP" and any(t.dep_ == "ccomp" for t in verb.children)
    is_view = says_so and verb.lemma_ in lexicon.VIEWS
    return subject if is_view and subject is not None and subject.lower_ in ("i", "we") else None


def _judging_word(predicate: Token) -> str:
    """ "Wrong", "a foolish decision", "the best plan", "too soft"; empty where it is none of these."""
    near = [predicate, *(t for t in predicate.children if t.dep_ in ("amod", "compound"))]
    sign = next((t for t in near if t.lower_ in lexicon.JUDGING), None)
    if sign is not None:
        return sign.text
    if predicate.lower_ in lexicon.DRESSED and any(
        c.dep_ in ("ccomp", "acl") for c in (*predicate.children, *predicate.head.children)
    ):
        return predicate.text
    too = any(t.lower_ == "too" and t.i == predicate.i - 1 for t in predicate.children)
    # "Too young to vote" may be a rule.
    measured = any(t.dep_ in ("xcomp", "advcl", "prep") for t in predicate.children)
    return f"too {predicate.text}" if too and predicate.pos_ == "ADJ" and not measured else ""


def forecast(article: AnnotatedArticle, words: SpacySpan, attribution: Attribution) -> str:
    """The words that make a forecast of the clause, empty where there are none.

    What the speaker will do is a promise, what somebody else will do on purpose a plan, and "would" not
    behind a past verb of saying a condition.
    """
    verb = words.root
    cue = None if attribution.cue is None else article.words(attribution.cue)
    lemmas = {t.lemma_.casefold() for t in cue or ()}
    subject = _subject(verb) or next((t for t in verb.children if t.dep_ == "expl"), None)
    if subject is None or lemmas & (lexicon.DECIDING - {"tell"}):
        return ""
    if any(t.tag_ == "PRP$" for t in subject.subtree):
        return ""
    if subject.lower_ != "there" and (subject.pos_ == "PRON" or _is_speaker(article, subject, attribution)):
        return ""
    if any(t.dep_ == "aux" and t.lower_ in ("have", "has", "had") for t in verb.children):
        # "would have risen" did not
        return ""
    if any(t.lower_ in ("you", "your") for t in words):
        # "money will not make you happy" is how it always is
        return ""
    sign, event = _ahead(verb, attribution, said_in_the_past=any(t.tag_ in ("VBD", "VBN") for t in cue or ()))
    return sign if event is not None and (lemmas & lexicon.FORETELLING or _comes_about(event)) else ""


def _ahead(verb: Token, attribution: Attribution, *, said_in_the_past: bool) -> tuple[str, Token | None]:
    """The word that tells what is to come, and the verb that says what."""
    if verb.lemma_ == "do":  # "would do well to ..." is advice
        return "", None
    for token in verb.children:
        if token.dep_ == "aux" and token.lower_ in ("will", "'ll", "’ll", "wo"):
            return "will", verb
        if token.dep_ == "aux" and token.lower_ == "would":
            return ("would", verb) if attribution.kind == "indirect" and said_in_the_past else ("", None)
    happens = next((t for t in verb.children if t.dep_ == "xcomp" and t.tag_ == "VB"), None)
    if verb.lower_ == "going" and any(t.lower_ in ("is", "are", "'s", "’s", "'re") for t in verb.children):
        return "going to", happens
    return "", None


def _comes_about(verb: Token) -> bool:
    """Whether nobody does it on purpose. "Will be on Tuesday" is on a calendar."""
    if verb.lemma_ not in lexicon.COMES_ABOUT or any(t.dep_ == "auxpass" for t in verb.children):
        return False
    if verb.lemma_ == "have" and any(t.dep_ in ("xcomp", "ccomp") for t in verb.children):
        # "will have to" must
        return False
    return verb.lemma_ != "be" or any(t.dep_ in ("acomp", "attr") for t in verb.children)


def _is_speaker(article: AnnotatedArticle, subject: Token, attribution: Attribution) -> bool:
    source = attribution.source
    if source is None:
        return False
    said_by = {t.lower_ for t in subject.subtree} - {"the", "of", "a"}
    names = [source.name or "", article.text_of(source.span)]
    names += article.names(source.entity) if source.entity is not None else ()
    return bool(said_by & _words_of(names))


def _words_of(names: Iterable[str]) -> set[str]:
    return set(" ".join(names).casefold().split()) - {"the", "of", "a"}


def _subject(verb: Token) -> Token | None:
    return next((t for t in verb.children if t.dep_ in _SUBJECTS), None)
