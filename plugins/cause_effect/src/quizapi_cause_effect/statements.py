"""A relation as one sentence: as the article tells it, without its hedges, or turned round."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from quizapi_cause_effect.facts import Fact
from quizapi_cause_effect.naming import written_out
from quizapi_cause_effect.opposites import opposite
from quizapi_cause_effect.sides import Side
from quizapi_cause_effect.wording import capital, clean, is_lost, is_written_large, lowered, tense

if TYPE_CHECKING:
    from spacy.tokens import Span as Tokens

    from quizapi.plugin_api import GeneratorTools

_NEGATION = re.compile(r"\b(?:not|no|never|nothing|none|nobody|neither|nor|unrelated|fail\w*)\b|n['’]t\b")
_PRONOUN = re.compile(r"\b(?:it|its|they|them|their|he|him|his|she|her)\b")
#: Before or in a verb phrase these tie it to the sentence before.
_JOINING = re.compile(r"\b(?:also|instead|thus|therefore|however|meanwhile|moreover) ")
_MOST_BETWEEN = 5
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_BREAKS = frozenset('()"“”—–;:')
_BECAUSE = frozenset(
    {
        "because",
        "since",
        "as",
        "on the ground that",
        "on the grounds that",
        "on grounds that",
        "for the reason that",
    }
)
_SO = frozenset({"so", "so that", "as a result", "therefore", "that is why", "this is why", "consequently"})
_WITH_PHRASE = {
    "because of": "because of",
    "due to": "because of",
    "over": "over",
    "for": "for",
    "in response to": "in response to",
    "in retaliation for": "in retaliation for",
    "in reaction to": "in reaction to",
    "on account of": "because of",
    "owing to": "because of",
    "thanks to": "thanks to",
    "in protest at": "in protest at",
    "in protest against": "in protest against",
    "in reprisal for": "in reprisal for",
    "as punishment for": "as punishment for",
    "as a consequence of": "because of",
    "in consequence of": "because of",
    "in the hope of": "in the hope of",
    "with a view to": "with a view to",
    "as a result of": "because of",
    "on": "on",
}
_STEMMING = frozenset({"stems from", "stemmed from", "resulted from", "arose from", "arises from"})
_CONDITIONS = frozenset({"if", "unless", "until", "should"})


def told(fact: Fact) -> str | None:
    """The relation as the article tells it, with its hedges and negations.

    Where it is denied by what stands around it ("rejected the notion that ..."), the sentence is what is
    denied: see `is_itself_denied`.
    """
    if any(token.tag_ in ("WDT", "WP", "WRB") for token in fact.effect.tokens[:2]):
        return None  # "exactly what loopholes ...": an indirect question
    if fact.effect.kind == "clause":
        return _clause_statement(fact)
    return (
        _verb_statement(fact)
        or _passive_statement(fact)
        or _participle_statement(fact)
        or _reason_statement(fact)
    )


def is_itself_denied(fact: Fact, statement: str) -> bool:
    """Whether the sentence is one that the article denies: it has no negation of its own."""
    return fact.relation.status == "denied" and not _NEGATION.search(statement)


def plain(fact: Fact, tools: GeneratorTools) -> str | None:
    """The relation without what tells whether it holds: no "may", "not", "warned that"."""
    if fact.effect.kind == "clause":
        return None if fact.relation.status == "denied" else _clause_statement(fact)
    cause, predicate = fact.cause, plain_predicate(fact, tools)
    if cause.kind != "phrase" or cause.text is None or predicate is None:
        return None
    return f"{capital(cause.inner)} {predicate}."


def plain_predicate(fact: Fact, tools: GeneratorTools, *, past: bool | None = None) -> str | None:
    """ "cut exports by a third", "led to shortages": the verb phrase in the past or the present."""
    effect, doc = fact.effect, fact.effect.tokens.doc
    if effect.text is None or fact.cause.tokens.end > effect.tokens.start or fact.cause.kind != "phrase":
        return None
    modals = {t.lower_ for t in doc[fact.cause.tokens.end : effect.tokens.start] if t.tag_ == "MD"}
    if modals & {"can", "cannot", "ca"} or (modals and fact.relation.status in ("asserted", "denied")):
        return None  # what can be, or will not be, is not told as something that was
    if past is None:
        past = fact.relation.status in ("asserted", "denied") and not _is_present(fact)
    root = fact.cause.tokens.root
    plural = "Plur" in root.morph.get("Number", []) or any(c.dep_ == "conj" for c in root.rights)
    tag = "VBD" if past else ("VBP" if plural else "VBZ")
    if fact.signal:
        size = len(fact.signal.split())
        before = doc[max(0, effect.tokens.start - size) : effect.tokens.start]
        if [t.lower_ for t in before] != fact.signal.split():
            return None  # "threatened to leave in response": the signal is no verb of causing
        first = before[0]
        if any(t.dep_ == "conj" and t.head == first for t in effect.tokens):
            return None  # "had caused deaths and had kept patients": two verbs, each in its own form
        if first.pos_ != "VERB" or first.lemma_ == "be":
            return None
        rest = " ".join([*fact.signal.split()[1:], clean(effect.text)])
        return f"{tools.inflect(first.lemma_.lower(), tag)} {rest}"
    verb = effect.tokens[0]
    if verb.pos_ != "VERB" or len(effect.tokens) < 2:
        return None
    if any(t.dep_ == "conj" and t.head == verb for t in effect.tokens):
        return None
    return f"{tools.inflect(verb.lemma_.lower(), tag)} {clean(written_out(effect.tokens[1:])[0])}"


def is_plural(fact: Fact) -> bool:
    root = fact.cause.tokens.root
    return "Plur" in root.morph.get("Number", []) or any(c.dep_ == "conj" for c in root.rights)


def opposed(fact: Fact, tools: GeneratorTools, *, past: bool | None = None) -> str | None:
    """The predicate of `plain_predicate` with the opposite verb ("raised exports by a third")."""
    if plain_predicate(fact, tools, past=past) is None:
        return None
    if past is None:
        past = fact.relation.status in ("asserted", "denied") and not _is_present(fact)
    root = fact.cause.tokens.root
    plural = "Plur" in root.morph.get("Number", []) or any(c.dep_ == "conj" for c in root.rights)
    tag = "VBD" if past else ("VBP" if plural else "VBZ")
    size = len(fact.signal.split())
    doc, start = fact.effect.tokens.doc, fact.effect.tokens.start
    signal = " ".join([doc[start - size].lemma_.lower(), *fact.signal.split()[1:]]) if size else ""
    return opposite(signal, fact.effect.tokens, tools, tag=tag)


def _is_present(fact: Fact) -> bool:
    """Whether the article tells it in the present: "is killing trade", "does not cause hunger"."""
    doc = fact.effect.tokens.doc
    between = doc[fact.cause.tokens.end : fact.effect.tokens.start + 1]
    finite = next((t for t in between if t.tag_ in ("VBZ", "VBP", "VBD", "MD")), None)
    perfect = finite is not None and finite.lemma_ == "have"
    return finite is not None and finite.tag_ in ("VBZ", "VBP") and not perfect


def turned(fact: Fact) -> str | None:
    """ "Y because X" as "X because Y", for two clauses that could each be either."""
    if fact.relation.status != "asserted":
        return None
    if fact.signal not in _BECAUSE:
        return None
    if fact.cause.kind != "clause" or fact.effect.kind != "clause":
        return None
    if fact.cause.text is None or fact.effect.text is None or fact.cause.tokens[0].pos_ == "PRON":
        return None
    if tense(fact.cause.tokens) != "past" or tense(fact.effect.tokens) != "past":
        return None  # "inherited the depots because the embargo has hurt": what came later is no reason
    if _PRONOUN.search(fact.cause.text):
        return None  # "no bank dares to use it because the exemption is useless": before what it stands for
    return f"{capital(fact.cause.text)} because {fact.effect.inner}."


def is_reaction(fact: Fact) -> bool:
    """Whether "after" tells what was answered: something done, by one other than who did the first thing."""
    root = fact.effect.tokens.root
    done = root.tag_ in ("VBD", "VBN") and not any(c.tag_ == "MD" for c in root.lefts)
    return fact.relation.status == "asserted" and done


def with_cause(fact: Fact, text: str) -> str | None:
    """The relation with another cause of the same kind, given as it goes on in a sentence."""
    other = replace(fact, cause=replace(fact.cause, text=text))
    if fact.effect.kind == "clause" and fact.signal not in _CONDITIONS:
        return _clause_statement(other)
    return _reason_statement(other)


def _reason_statement(fact: Fact) -> str | None:
    """A relation between two noun phrases, or a measure and its aim, as a sentence about the reason."""
    cause, effect = fact.cause, fact.effect
    if cause.text is None or effect.text is None or effect.kind != "phrase":
        return None
    if fact.relation.status != "asserted":
        return None
    if fact.is_purpose and cause.kind == "infinitive":
        if effect.tokens[0].lower_ != "the" and effect.tokens.root.dep_ not in ("nsubj", "nsubjpass"):
            return None
        if len(effect.tokens) == 1 and effect.tokens[0].pos_ == "NOUN":
            return None  # "the aim of waivers": of which?
        return f"The aim of {effect.inner} is to {cause.inner}."
    if fact.signal == "aimed at" and cause.kind == "gerund" and says_which(effect):
        plural = effect.tokens.root.tag_ in ("NNS", "NNPS")
        return f"{capital(effect.inner)} {'were' if plural else 'was'} aimed at {cause.inner}."
    if cause.kind != "phrase":
        return None
    if fact.signal in ("for", "over"):
        if not says_which(effect):
            return None
        return f"The reason given for {effect.inner} was {cause.inner}."
    if fact.signal in ("in response to", "in retaliation for", "came in response to"):
        came = "" if fact.signal.startswith("came") else "came "
        return f"{capital(effect.inner)} {came}{fact.signal} {cause.inner}."
    if fact.signal in _STEMMING:
        return f"{capital(effect.inner)} {fact.signal} {cause.inner}."
    return None


_STANCES = frozenset({"defend", "justify", "support", "oppose", "criticise", "criticize", "praise"})


def takes_stance(fact: Fact) -> bool:
    """ "The ministry defends the controls because X": X is what the ministry says, and no report."""
    return fact.effect.tokens.root.lemma_ in _STANCES


def says_which(effect: Side) -> bool:
    """Whether a measure's name tells it from others: "sanctions imposed on X"; not "sanctions on X"."""
    root = effect.tokens.root
    return any(c.dep_ in ("det", "poss", "acl", "nummod") for c in root.children)


def _clause_statement(fact: Fact) -> str | None:
    cause, effect = fact.cause, fact.effect
    if cause.text is None or effect.text is None:
        return None
    if fact.signal in _BECAUSE and cause.kind == "clause":
        return f"{capital(effect.text)} because {_small(fact)}."
    if fact.signal in _WITH_PHRASE and cause.kind in ("phrase", "gerund"):
        return f"{capital(effect.text)} {_WITH_PHRASE[fact.signal]} {cause.inner}."
    if fact.is_purpose and cause.kind == "infinitive":
        return f"{capital(effect.text)} to {cause.inner}."
    if fact.signal in _SO and cause.kind == "clause" and not fact.is_purpose:
        return f"{capital(effect.text)} because {_small(fact)}."
    if fact.signal == "after" and cause.kind == "clause" and is_reaction(fact):
        return f"{capital(effect.text)} after {_small(fact)}."
    if not fact.signal and cause.kind == "gerund":
        return f"{capital(effect.text)}, {cause.inner}."
    if fact.signal == "citing" and cause.kind == "phrase":
        return f"{capital(effect.text)}, citing {cause.inner}."
    if fact.signal in _CONDITIONS and cause.kind == "clause":
        if fact.signal == "should" and cause.tokens.start < effect.tokens.start:
            return None  # "Should X happen, Y": X has the form that only stands behind "should"
        return f"{capital(effect.text)} {fact.signal} {cause.inner}."
    return None


def _small(fact: Fact) -> str:
    """The cause inside a sentence; a subject that stays a pronoun gets a small letter."""
    text = fact.cause.inner
    first = fact.cause.tokens[0]
    kept = first.pos_ == "PRON" and text.split(" ")[0].lower() == first.lower_
    return text[:1].lower() + text[1:] if kept else text


def _verb_statement(fact: Fact) -> str | None:
    """Cause and verb phrase as they stand: "The embargo has already forced two firms to close"."""
    cause, effect = fact.cause, fact.effect
    if cause.kind != "phrase" or cause.text is None or cause.tokens.end > effect.tokens.start:
        return None
    if len(effect.tokens) == 1 and effect.tokens[0].pos_ == "PRON":
        return None
    verbs: Tokens = cause.tokens.doc[cause.tokens.end : effect.tokens.end]
    while len(verbs) > 1 and (verbs[0].is_punct or verbs[0].tag_ in ("WDT", "WP")):
        verbs = verbs[1:]
    if not len(verbs) or is_lost(verbs) or "\n" in verbs.text or any(t.text in _BREAKS for t in verbs):
        return None
    first = next((t for t in verbs if t.pos_ in ("VERB", "AUX")), None)
    if first is None or first.tag_ not in _FINITE or verbs[0].pos_ not in ("VERB", "AUX", "ADV", "PART"):
        return None
    if not _is_subject(cause, verbs):
        return None  # "the only result of the ban will be a mill": it is not the ban that will be one
    return f"{capital(cause.inner)} {_JOINING.sub('', clean(written_out(verbs)[0]))}."


def _is_subject(cause: Side, verbs: Tokens) -> bool:
    """Whether the phrase is all of the subject of the verbs that follow it."""
    root = cause.tokens.root
    if root.dep_ not in ("nsubj", "nsubjpass", "csubj"):
        return False
    return root.head.i >= verbs.start or any(c.i >= verbs.start for c in root.head.conjuncts)


def _passive_statement(fact: Fact) -> str | None:
    """Effect, verb and cause as they stand: "The rally in palladium was not caused by the sanctions"."""
    cause, effect = fact.cause, fact.effect
    if cause.kind != "phrase" or effect.kind != "phrase" or cause.text is None or effect.text is None:
        return None
    between: Tokens = cause.tokens.doc[effect.tokens.end : cause.tokens.start]
    if not 2 <= len(between) <= _MOST_BETWEEN or between[0].pos_ not in ("AUX", "VERB"):
        return None
    plain = all(t.pos_ in ("AUX", "VERB", "ADP", "PART", "ADV") and t.tag_ != "TO" for t in between)
    if not plain or between[0].tag_ not in _FINITE or not any(t.tag_ == "VBN" for t in between):
        return None
    return f"{capital(effect.inner)} {clean(between.text)} {cause.inner}."


def is_participle(fact: Fact) -> bool:
    """ "X lifted the ban, giving Y access": a clause, and what came of it as a participle behind a comma."""
    doc, cause, effect = fact.effect.tokens.doc, fact.cause, fact.effect
    if cause.kind != "clause" or effect.kind not in ("gerund", "predicate", "phrase"):
        return False
    first = effect.tokens.start - len(fact.signal.split())
    between = doc[cause.tokens.end : effect.tokens.start]
    return len(between) > 0 and between[0].text == "," and first >= 0 and doc[first].tag_ == "VBG"


def _participle_statement(fact: Fact) -> str | None:
    cause, effect = fact.cause, fact.effect
    if not is_participle(fact) or cause.text is None or effect.text is None:
        return None
    if fact.relation.status != "asserted":
        return None
    told = " ".join(part for part in (fact.signal, clean(effect.text)) if part)
    return f"{capital(cause.text)}, {told}."


def without_not(statement: str) -> str | None:
    """The statement without the one "not" that makes it a denial."""
    found = _NEGATION.findall(statement)
    return statement.replace(" not ", " ", 1) if found == ["not"] else None


def joined(sentence: str, sides: tuple[Side, ...], tools: GeneratorTools) -> str:
    """The sentence with a small letter, unless a name begins it."""
    for side in sides:
        text = capital(side.text or "")
        if text and sentence.startswith(text):
            return side.inner[:1] + sentence[1:]
    first = re.split(r"\W", sentence, maxsplit=1)[0]
    if any(is_written_large(first, side.tokens.doc.text) for side in sides):
        return sentence
    return lowered(sentence, tools.parse(sentence)[0])
