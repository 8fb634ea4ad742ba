"""Names measures so that they can be told apart: "the freeze" becomes "the freeze on four firms' assets"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapi_cause_effect.sanctions import SANCTIONS
from quizapi_cause_effect.wording import clean, is_lost, lowered, tokens_of

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_DETERMINERS = frozenset({"the", "this", "that", "these", "those", "such", "a", "an"})
_INDEFINITE = frozenset({"a", "an", "any", "some", "further", "new", "no"})
_MOST_WORDS = 16
#: Nouns that take up a verb of the measure: "restricted the sale of X" - "the controls on the sale of X".
_TAKEN_UP = {
    "freeze": ("freeze", "on"),
    "ban": ("ban", "on"),
    "bar": ("ban", "on"),
    "outlaw": ("ban", "on"),
    "restrict": ("restriction", "on"),
    "limit": ("limit", "on"),
    "halt": ("halt", "to"),
    "suspend": ("suspension", "of"),
    "stop": ("stop", "to"),
    "embargo": ("embargo", "on"),
    "boycott": ("boycott", "of"),
}
#: What stops a flow of goods may be taken up as either.
_STOPPING = frozenset({"stop", "halt", "suspend", "ban", "bar", "outlaw", "prohibit"})
_STOPPED = frozenset({"embargo", "ban"})
_ALSO = {"restrict": ("restriction", "control", "curb", "limit"), "bar": ("ban",)}


def is_bare(span: Span) -> bool:
    """Whether the noun phrase says no more than "the ban" or "these measures"."""
    words = [token for token in span if not token.is_punct]
    return len(words) <= 2 and (words[0].lower_ in _DETERMINERS or len(words) == 1)


def named(span: Span) -> tuple[str, Span | None] | None:
    """The noun phrase as it can stand in a question, and the earlier phrase that it was filled up from.

    None where a pronoun in it cannot be written out.
    """
    span = _without_aside(span)
    if len(span) == 1 and span[0].pos_ == "PRON":
        return _of_pronoun(span[0])
    if is_lost(span):
        return None
    text = lowered(clean(span.text), span[0])
    if is_bare(span) and span[0].lower_ in _INDEFINITE:
        return None  # "an embargo can ...": none of those told of before
    if is_bare(span) and span[0].lower_ in _DETERMINERS | {span.root.lower_}:
        fuller = _fuller(span)
        if fuller is not None:
            return fuller
        if span[0].lower_ in ("this", "that", "these", "those", "such") or _points_back(span.root):
            return None
    return text, None


def _without_aside(span: Span) -> Span:
    """The phrase up to the comma that opens an aside ("the freeze, imposed by Ostran"); lists stay whole."""
    root = span.root
    if any(c.dep_ == "conj" for c in root.rights):
        return span
    for token in span:
        if token.text == "," and token.i > root.i:
            return span.doc[span.start : token.i]
    return span


def _points_back(noun: Token) -> bool:
    """Whether the noun says only that something was done ("the decision"), not what."""
    lemma = noun.lemma_.lower()
    return lemma in SANCTIONS.references and lemma not in SANCTIONS.instruments | SANCTIONS.ambiguous


def _fuller(span: Span) -> tuple[str, Span] | None:
    """The nearest earlier phrase with the same noun and more to it, or a verb that the noun takes up."""
    doc, head = span.doc, span.root
    for index in range(span.start - 1, -1, -1):
        token = doc[index]
        lemma = token.lemma_.lower()
        if token.lower_ == head.lower_ and token.pos_ == "NOUN" and token.dep_ not in ("compound", "poss"):
            phrase = _phrase(token)
            if phrase is not None:
                return _definite(phrase), phrase
        if lemma in _STOPPING and token.pos_ == "VERB" and head.lemma_.lower() in _STOPPED:
            target = next((c for c in token.rights if c.dep_ == "dobj"), None)
            goods = target is not None and {target.lemma_.lower()} & SANCTIONS.act_objects
            phrase = _phrase(target) if target is not None and goods else None
            if phrase is not None:
                inner = lowered(clean(phrase.text), phrase[0])
                return f"the {head.text.lower()} on {inner}", doc[token.i : phrase.end]
        if lemma in _TAKEN_UP and token.pos_ == "VERB":
            noun, preposition = _TAKEN_UP[lemma]
            target = next((c for c in token.rights if c.dep_ == "dobj"), None)
            taken_up = head.lemma_.lower() in _ALSO.get(lemma, (noun,))
            if target is not None and taken_up:
                phrase = _phrase(target)
                if phrase is not None:
                    inner = lowered(clean(phrase.text), phrase[0])
                    return f"the {head.text.lower()} {preposition} {inner}", doc[token.i : phrase.end]
    return None


def _phrase(head: Token) -> Span | None:
    """The head with what belongs to it, if that is more than a determiner and can be understood alone."""
    doc = head.doc
    start, end = head.left_edge.i, head.right_edge.i + 1
    for index in range(head.i - 1, start - 1, -1):
        if "\n" in doc[index].text:
            start = index + 1  # the parser ran a headline into the sentence
            break
    for index in range(head.i + 1, end):
        if "\n" in doc[index].text:
            end = index
            break
    for index in range(head.i + 1, end):
        if doc[index].text in (",", ";", ":", "–", "—", "--", "(", "-") or doc[index].dep_ in (
            "relcl",
            "mark",
        ):
            if doc[index].text == "-" and not doc[index - 1].whitespace_:
                continue
            end = index if doc[index].is_punct else min(end, doc[index].left_edge.i)
            break
    for other in head.rights:
        if other.dep_ == "prep" and other.lower_ in ("for", "after", "since", "over") and other.i > head.i:
            end = min(end, other.i)  # why or since when it is there is no name of it
        if other.pos_ == "ADJ":
            end = min(end, other.left_edge.i)  # "held the embargo responsible for the crash"
    end = max(end, head.i + 1)
    if doc[start].tag_ == "PRP$" and start < head.i:
        start += 1  # "its arms embargo": whose, the rest of the article tells
    phrase = doc[start:end]
    words = [token for token in phrase if not token.is_punct]
    if len(words) > _MOST_WORDS or is_lost(phrase):
        return None
    told = [t for t in words if t.lower_ not in _DETERMINERS and t.i != head.i and t.pos_ not in ("ADV",)]
    return phrase if told else None


def _definite(phrase: Span) -> str:
    text = clean(phrase.text)
    first = phrase[0].lower_
    owner = _owner(phrase.root)
    if owner is not None and phrase.start > phrase.root.left_edge.i:
        return f"{owner} {lowered(text, phrase[0])}"
    if first in _DETERMINERS:
        text = text.split(" ", 1)[1] if " " in text else text
        return f"the {text}"
    if (
        phrase[0].tag_ == "PRP$"
        or phrase[0].dep_ == "poss"
        or any(c.dep_ == "poss" and c.i >= phrase.start for c in phrase.root.lefts)
    ):
        return lowered(text, phrase[0])
    return f"the {lowered(text, phrase[0])}"


def _owner(noun: Token) -> str | None:
    """ "Quill's" for the "its" of "Quill doubled its duty": the one name that is the verb's subject."""
    its = next((c for c in noun.lefts if c.tag_ == "PRP$"), None)
    verb = noun.head
    if its is None or its.lower_ != "its" or noun.dep_ != "dobj":
        return None
    subjects = [c for c in verb.lefts if c.dep_ == "nsubj" and c.ent_type_ in ("GPE", "ORG")]
    if len(subjects) != 1 or any(c.dep_ in ("conj", "appos", "relcl") for c in subjects[0].children):
        return None
    whole = noun.doc[subjects[0].left_edge.i : subjects[0].i + 1]
    name = lowered(clean(whole.text), whole[0])
    return f"{name}’" if name.endswith("s") else f"{name}’s"


def written_out(span: Span) -> tuple[str, tuple[Span, ...]]:
    """The span's text with each bare "the ban" as the article calls it in full before, and where it does."""
    doc, pieces, sources = span.doc, [], []
    place, told = span.start, set[str]()
    for noun in span:
        if not is_bare_definite(noun) or noun.left_edge.i < place or noun.lemma_ in told:
            told.add(noun.lemma_)
            continue
        told.add(noun.lemma_)
        found = _fuller(doc[noun.left_edge.i : noun.i + 1])
        if found is not None and not _is_inside(noun, found[1]):
            pieces += [doc[place : noun.left_edge.i].text_with_ws, found[0], noun.whitespace_]
            place = noun.i + 1
            sources.append(found[1])
    pieces.append(doc[place : span.end].text)
    return "".join(pieces), tuple(sources)


def is_bare_definite(noun: Token) -> bool:
    """Whether a noun has "the" before it and nothing else that belongs to it: "the ban"."""
    if noun.pos_ != "NOUN" or noun.dep_ in ("compound", "nmod"):
        return False
    own = [c for c in noun.children if not c.is_punct and c.dep_ not in ("cc", "conj")]
    return len(own) == 1 and own[0].lower_ == "the" and own[0].i == noun.i - 1


def is_half_told(noun: Token) -> bool:
    """ "the new restrictions", "the bank freeze", "waivers": of what or by whom is not told."""
    if noun.pos_ != "NOUN" or noun.dep_ in ("compound", "nmod"):
        return False
    own = [c for c in noun.children if not c.is_punct]
    return all(c.dep_ in ("det", "amod", "compound", "nmod", "cc", "conj") for c in own)


def _is_inside(noun: Token, phrase: Span) -> bool:
    """Whether the phrase that names a thing stands in its own sentence: there the noun needs no name."""
    return phrase.end > noun.sent.start


def _of_pronoun(pronoun: Token) -> tuple[str, Span] | None:
    """The measure that is the subject of the clause or sentence before; None where it is something else."""
    doc: Doc = pronoun.doc
    plural = pronoun.lower_ in ("they", "these", "those", "them")
    if pronoun.lower_ not in ("it", "they"):
        return None
    sent_start = pronoun.sent.start
    for index in range(pronoun.i - 1, max(-1, sent_start - 60), -1):
        token = doc[index]
        if token.dep_ not in ("nsubj", "nsubjpass") or token.pos_ not in ("NOUN", "PROPN"):
            continue
        is_plural = "Plur" in token.morph.get("Number", [])
        if is_plural != plural:
            return None
        lemma = token.lemma_.lower()
        measures = SANCTIONS.instruments | SANCTIONS.ambiguous | SANCTIONS.references
        if lemma not in measures and token.lower_ not in measures:
            return None
        span = tokens_of(
            doc, doc[token.left_edge.i].idx, doc[token.right_edge.i].idx + len(doc[token.right_edge.i])
        )
        if span is None:
            return None
        found = named(span)
        return None if found is None else (found[0], found[1] or span)
    return None
