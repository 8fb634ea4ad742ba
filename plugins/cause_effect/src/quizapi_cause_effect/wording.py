"""Pieces of the article as they are put into a question: noun phrases, predicates, questions."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

    from quizapi.plugin_api import GeneratorTools


def word_set(text: str) -> frozenset[str]:
    """The words of a text, each once."""
    return frozenset(text.split())


_SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass"})
_DAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_WHEN = re.compile(
    rf",? ?\b(?:(?:late |earlier |early )?(?:on|last|this|next|by|since) {_DAY}"
    r"|yesterday|today|tomorrow|tonight|(?:last|this|next) (?:week|month|year))\b(?!['’])",
    re.IGNORECASE,
)
_MONTH = (
    "January|February|March|April|May|June|July|August|September|October|November|December|spring|summer"
    "|autumn|fall|winter"
)
#: What is another day for whoever reads it.
DATED = re.compile(
    rf"\b(?:last|next|this|previous) (?:day|week|month|quarter|year|decade|{_MONTH})|\bago\b", re.IGNORECASE
)
_LOST = word_set("""
    same he she it they him her them his its their hers theirs this these those here there i we you
    my our your us me himself itself themselves herself such former latter""")
_OFTEN = 2
_VERBAL = frozenset({"VERB", "AUX"})


def clean(text: str) -> str:
    """White space folded, dates that hold only on the article's day taken out, no marks at the edges."""
    folded = re.sub(r"\s+", " ", text).strip()
    folded = _BRACKETED_NAME.sub("", _TICKER.sub("", folded))
    # Wire copy in capitals was turned to sentence case by a rule that took "U.S." for an end of sentence.
    folded = _AFTER_ABBREVIATION.sub(lambda m: f"{m[1]} {m[2].lower()}", folded)
    folded = re.sub(r",? (?:as well|too|also)$", "", folded)
    folded = re.sub(r"(?<!\s)\s++([,.;:!?])", r"\1", _WHEN.sub("", folded)).strip(" ,;:–—-")
    folded = _FEW_IN_MARKS.sub(r"\1", folded)
    if folded.count("“") != folded.count("”") or folded.count('"') % 2:
        folded = re.sub(r"[“”\"]", "", folded)
    return folded


#: A share's sign behind a firm ("Hitachi Ltd <HIT.T>"), and the letters of a name just written out.
_TICKER = re.compile(r" ?(?:<[A-Z][A-Z.]{0,8}>|\([A-Z]{1,6}\.[A-Z]{1,2}\))")
_BRACKETED_NAME = re.compile(r"(?<=[a-z]) \([A-Z]{2,6}\)")
#: One or two quoted words inside the article's own sentence: "shows a “clear indication” that".
_FEW_IN_MARKS = re.compile(r"[\"“]([\w'’-]+(?: [\w'’-]+)?)[\"”](?=[\s,.;]|$)")
_AFTER_ABBREVIATION = re.compile(
    r"(\bU\.[SKN]\.(?:['’]s)?) (To|Will|Would|Is|Are|Was|Were|Has|Had|Have|And|Or|Can|Could|May|Might|Should"
    r"|Does|Did|In|On|For|Of|With|By|At|From)\b"
)


_CAPITAL_BEHIND = re.compile(r"((?:\b[A-Z]\.){2,} )([A-Z][a-z]+)\b(?! of [A-Z]| [A-Z])")


def small_again(text: str, whole: str) -> str:
    """The text with small letters behind "U.S." where the article was given capitals there by that rule.

    A word that the article writes with a capital elsewhere, in the middle of a sentence, keeps it.
    """
    if not _AFTER_ABBREVIATION.search(whole) and not _capitals_behind(whole):
        return text
    return _CAPITAL_BEHIND.sub(
        lambda m: m[0] if re.search(rf"[a-z,] {m[2]}\b", whole) else m[1] + m[2].lower(), text
    )


def _capitals_behind(whole: str) -> bool:
    """Whether every word behind "U.S." has a capital, also one that the article else writes small."""
    behind = re.findall(r"\bU\.S\. (\w+)", whole)
    if len(behind) < _OFTEN or any(word.islower() for word in behind):
        return False
    return any(re.search(rf"[a-z,] {word.lower()}\b", whole) for word in behind)


def is_lost(span: Span) -> bool:
    """Whether a pronoun in the span stands for something that only the rest of the article tells."""
    for token in span:
        word = token.lower_
        if (
            word == "that"
            and token.pos_ in ("PRON", "DET")
            and token.dep_ in ("nsubj", "dobj", "pobj", "det")
        ):
            return token.dep_ != "nsubj" or token.head.dep_ != "relcl"
        if word == "there" and token.dep_ == "expl":
            continue
        if word in ("it", "this") and token.dep_ == "expl":
            continue
        if word in _LOST and not _settled(token, span):
            return True
    return False


def _settled(pronoun: Token, span: Span) -> bool:
    """Whether the span itself holds, before the pronoun, the subject that it can only stand for."""
    if pronoun.lower_ not in ("its", "their", "it", "they", "them", "his", "her", "he", "she", "him"):
        return False
    plural = pronoun.lower_ in ("their", "they", "them")
    before = [
        token
        for token in span
        if token.i < pronoun.i
        and token.pos_ in ("NOUN", "PROPN")
        and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj", "ROOT", "attr")
    ]
    if not before:
        return False
    if pronoun.lower_ in ("it", "its", "they", "them", "their"):
        before = [t for t in before if t.ent_type_ != "PERSON"]
    else:
        before = [t for t in before if t.ent_type_ == "PERSON"]
    fitting = [t for t in before if ("Plur" in t.morph.get("Number", [])) == plural]
    subjects = [t for t in fitting if t.dep_ in ("nsubj", "nsubjpass")]
    return len(fitting) == 1 or (len(subjects) == 1 and pronoun.dep_ in ("poss", "nsubj"))


def lowered(text: str, first: Token) -> str:
    """The text with a small letter at its start, unless it begins with a name."""
    named = first.ent_type_ in ("PERSON", "ORG", "GPE", "NORP", "LOC", "FAC", "EVENT", "PRODUCT")
    if first.pos_ == "PROPN" and not first.ent_type_:
        # "Freight rates": a common noun at the head of a sentence that the tagger took for a name
        named = not (first.is_sent_start and first.dep_ == "compound" and first.head.pos_ == "NOUN")
    if (named and first.pos_ != "DET") or first.text == "I" or (len(first.text) > 1 and first.text.isupper()):
        return text
    if first.pos_ in ("NOUN", "PROPN") and is_written_large(first.text, first.doc.text):
        return text
    return text[:1].lower() + text[1:]


def is_written_large(word: str, whole: str) -> bool:
    """Whether a text writes a word with a capital inside a sentence, as it does a name, and never small."""
    inside = re.search(rf"[a-z,] {re.escape(word)}\b", whole) if word[:1].isupper() else None
    return inside is not None and not re.search(rf"\b{re.escape(word.lower())}\b", whole)


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def asked(span: Span, tools: GeneratorTools) -> str | None:
    """ "did the council halt exports" for "The council halted exports"; None where that is not certain."""
    verb = main_verb(span)
    if verb is None:
        return None
    own = next((c for c in verb.lefts if c.dep_ in _SUBJECTS and c.i >= span.start), None)
    if own is None or own.left_edge.i < span.start or own.tag_ in ("WDT", "WP", "EX"):
        return None
    start, end = max(own.left_edge.i, span.start), _subject_end(own, verb)
    subject_text = lowered(clean(verb.doc[start:end].text), verb.doc[start])
    auxiliaries = [c for c in verb.lefts if c.dep_ in ("aux", "auxpass") and c.i >= end]
    if any(c.tag_ == "TO" for c in auxiliaries) or any(c.dep_ == "neg" and "'" in c.text for c in verb.lefts):
        return None
    first = auxiliaries[0] if auxiliaries else (verb if verb.lemma_ == "be" else None)
    if first is not None:
        middle = clean(verb.doc[first.i + 1 : span.end].text)
        between = clean(verb.doc[end : first.i].text) if first.i > end else ""
        return _joined(first.lower_, subject_text, between, middle)
    helper = {"VBD": "did", "VBZ": "does", "VBP": "do"}.get(verb.tag_)
    if helper is None or any(c.tag_ in ("VBD", "VBZ", "VBP") for c in verb.conjuncts if c.i < span.end):
        return None
    between = clean(verb.doc[end : verb.i].text)
    rest = clean(verb.doc[verb.i + 1 : span.end].text)
    return _joined(helper, subject_text, between, verb.lemma_.lower(), rest)


def _subject_end(own: Token, verb: Token) -> int:
    end = min(own.right_edge.i + 1, verb.i)
    while end > own.i + 1 and verb.doc[end - 1].is_punct:
        end -= 1
    return int(end)


def _joined(*parts: str) -> str:
    return re.sub(r"(?<!\s)\s++([,.;])", r"\1", " ".join(part for part in parts if part))


def main_verb(span: Span) -> Token | None:
    """The finite verb of a clause, None where the span is none."""
    root = span.root
    if root.pos_ not in _VERBAL:
        return None
    forms = [root, *(c for c in root.lefts if c.dep_ in ("aux", "auxpass"))]
    finite = any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in forms)
    return root if finite else None


def tense(span: Span) -> str | None:
    """ "past", "present", "perfect" or "modal"; None where the span is no finite clause."""
    verb = main_verb(span)
    if verb is None:
        return None
    forms = [*(c for c in verb.lefts if c.dep_ in ("aux", "auxpass")), verb]
    first = forms[0]
    if first.tag_ == "MD":
        return "modal"
    if first.lemma_ == "have" and len(forms) > 1:
        return "past" if first.tag_ == "VBD" else "perfect"
    return "past" if first.tag_ == "VBD" else "present"


def is_clause(span: Span) -> bool:
    """Whether the span is a finite clause with its subject."""
    verb = main_verb(span)
    return verb is not None and any(c.dep_ in _SUBJECTS | {"expl"} and span.start <= c.i for c in verb.lefts)


def is_phrase(span: Span) -> bool:
    """Whether the span is a noun phrase."""
    root = span.root
    return root.pos_ in ("NOUN", "PROPN") and not any(c.dep_ == "nsubj" for c in root.lefts)


def tokens_of(doc: Doc, start: int, end: int) -> Span | None:
    """The tokens from one code point to another."""
    return doc.char_span(start, end, alignment_mode="expand")


def content_lemmas(span: Span) -> frozenset[str]:
    """Lemmas of nouns, verbs and adjectives, without the commonest verbs."""
    return frozenset(
        token.lemma_.lower()
        for token in span
        if token.pos_ in ("NOUN", "VERB", "ADJ", "PROPN") and token.lemma_ not in ("be", "have", "do", "say")
    )
