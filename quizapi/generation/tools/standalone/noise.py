"""What a statement can do without: connectives, asides, clauses that only accompany."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapi.generation.tools.standalone.words import CONNECTING_PHRASES, CONNECTIVES, LEANING_ADVERBS

if TYPE_CHECKING:
    from spacy.tokens import Token

    from quizapi.generation.tools.standalone.draft import Draft

_ACCOMPANYING = frozenset({"while", "although", "though", "whereas", "as", "with"})
#: "As Heald told reporters, ...": who said it is no noise.
_SPEAKING = frozenset({"say", "tell", "note", "report", "write", "explain", "argue", "put", "add", "warn"})
#: "depending on the weather", "assuming that ...": what is said holds only so.
_CONDITIONS = frozenset({"depend", "assume", "provide", "give"})
_NEEDED_MARKS = frozenset({"if", "unless", "because", "until", "before", "after", "when", "once", "since"})
_COMMAS = frozenset({",", "—", "–", "--", "-"})


def cut_noise(draft: Draft) -> None:
    """Drop what leans on the context or only accompanies. What is asserted stays true without it."""
    _cut_brackets(draft)
    _cut_connectives(draft)
    # From the right, so that of two asides in a row the first keeps the comma that marks it.
    for token in reversed(draft.tokens):
        if token not in draft:
            continue
        if _is_aside(token, draft) or _accompanies(token, draft):
            phrase = [t.i for t in token.subtree if t.i in draft.kept]
            keep = _in_fronted_phrase(token, draft) or _is_second(token) or _is_followed(token, draft)
            draft.drop_aside(phrase, keep_comma=keep)
    _cut_adverbs(draft)


def _is_second(token: Token) -> bool:
    """Whether another aside of the same noun stands before: "Low, 19, a member of the club, ..."."""
    return any(
        child.i < token.i
        and child.i > token.head.i
        and child.dep_ in ("appos", "nummod", "acl", "relcl", "amod")
        for child in token.head.children
    )


def _is_followed(token: Token, draft: Draft) -> bool:
    """Whether another aside of the same noun stays behind it: "Low, 19, a member of the club, ..."."""
    last = token.right_edge.i
    return any(
        child.i > last
        and child.left_edge.i == last + 2
        and child in draft
        and child.dep_ in ("appos", "relcl")
        for child in token.head.children
    )


def _in_fronted_phrase(token: Token, draft: Draft) -> bool:
    """Whether the aside belongs to a phrase before the main subject ("According to Rowe, who ..., ...")."""
    root = draft.head()
    if root is None:
        return False
    subject = next((c for c in root.children if c.dep_ in ("nsubj", "nsubjpass") and c in draft), None)
    if subject is None or any(t.i == token.i for t in subject.subtree):
        return False
    return token.i < subject.i


def _cut_brackets(draft: Draft) -> None:
    opened: int | None = None
    for token in draft.tokens:
        if token.text in ("(", "[", "<"):
            opened = token.i
        elif token.text in (")", "]", ">") and opened is not None:
            draft.drop(range(opened, token.i + 1))
            opened = None


def _cut_connectives(draft: Draft) -> None:
    """Take connectives off the front until none is left."""
    for _ in range(3):
        tokens = draft.tokens
        if len(tokens) < 4 or tokens[0].i in draft.instead:
            return
        size = _connecting(tokens)
        if not size:
            return
        comma = tokens[size].text == "," if size < len(tokens) else False
        draft.drop(t.i for t in tokens[: size + comma])


def _connecting(tokens: list[Token]) -> int:
    """How many tokens at the start only join the sentence to the one before."""
    first = tokens[0]
    lead = " ".join(t.lower_ for t in tokens[:4])
    for phrase in CONNECTING_PHRASES:
        size = phrase.count(" ") + 1
        if lead.startswith(phrase + " ") or (lead == phrase):
            return size if tokens[size].text == "," else 0
    if first.lower_ not in CONNECTIVES:
        return 0
    if first.lower_ in ("and", "but", "or", "also", "so", "plus", "yet"):
        return 1 if first.dep_ in ("cc", "advmod", "mark", "dep") else 0
    return 1 if tokens[1].text == "," or (first.dep_ == "advmod" and first.head.i > first.i + 1) else 0


def _cut_adverbs(draft: Draft) -> None:
    for token in draft.tokens:
        if token.lower_ == "even" and token.i > draft.first and draft.doc[token.i - 1].lemma_ == "be":
            draft.drop([token.i])
            continue
        if token.lower_ not in LEANING_ADVERBS or token.dep_ not in ("advmod", "npadvmod", "cc"):
            continue
        if token.lower_ == "too" and token.head.i == token.i + 1 and token.head.pos_ in ("ADJ", "ADV"):
            continue  # "too few to win": how few, not who else
        if any(child in draft for child in token.children if not child.is_punct):
            continue
        if not token.whitespace_ and token.i + 1 < len(token.doc) and token.nbor(1).text == "-":
            continue  # "a now-sold house"
        if token.i + 1 < len(token.doc) and token.nbor(1).lower_ in ("and", "or"):
            continue  # "now and in the future"
        if (token.head.pos_ not in ("VERB", "AUX") or token.head.dep_ == "amod") and token.lower_ not in (
            "also",
            "however",
            "too",
        ):
            continue
        draft.drop_aside([token.i])
    tokens = draft.tokens
    words = [t for t in tokens if not t.is_punct]
    if len(words) > 4 and words[-2].lower_ == "as" and words[-1].lower_ == "well":
        draft.drop_aside([words[-2].i, words[-1].i])


def _is_aside(token: Token, draft: Draft) -> bool:
    """A relative clause, an apposition or a participle between commas, or between a comma and the end."""
    if token.dep_ not in ("relcl", "appos", "acl", "amod", "nummod") or token.head.i > token.i:
        return False
    if not _is_enclosed(token, draft):
        return False
    if token.dep_ == "appos" and token.ent_type_ == "GPE" == token.head.ent_type_:
        return False
    if token.dep_ == "appos":
        # A name set beside a noun says who is meant; anything else set beside a name can go.
        return token.head.pos_ == "PROPN" or (token.pos_ != "PROPN" and not token.ent_type_)
    if token.dep_ == "nummod":
        return token.head.ent_type_ == "PERSON"
    return token.dep_ == "relcl" or token.tag_ in ("VBN", "VBG", "JJ")


def _accompanies(token: Token, draft: Draft) -> bool:
    """A participle or a "while" clause behind or before the main clause."""
    if token.dep_ != "advcl":
        return False
    subtree = [t.i for t in token.subtree if t.i in draft.kept]
    if not subtree:
        return False
    marks = {c.lower_ for c in token.children if c.dep_ in ("mark", "advmod") and c.i < token.i}
    if marks & _NEEDED_MARKS:
        return False
    if token.lemma_.lower() in _CONDITIONS:
        return False
    if "as" in marks and token.lemma_.lower() in _SPEAKING:
        return False
    loose = token.tag_ in ("VBG", "VBN") or bool(marks & _ACCOMPANYING)
    if max(subtree) < token.head.i:
        return loose and _at_start(subtree, draft) and _comma_after(max(subtree), draft)
    return loose and _is_enclosed(token, draft)


def _is_enclosed(token: Token, draft: Draft) -> bool:
    """Whether the phrase stands between two commas, or between one and the end of the clause."""
    subtree = [t.i for t in token.subtree if t.i in draft.kept]
    if not subtree or min(subtree) - 1 not in draft.kept or max(subtree) - min(subtree) >= len(subtree) + 2:
        return False
    if draft.doc[min(subtree) - 1].text not in _COMMAS:
        return False
    rest = [i for i in draft.kept if i > max(subtree)]
    return not rest or draft.doc[min(rest)].text in _COMMAS or all(draft.doc[i].is_punct for i in rest)


def _at_start(subtree: list[int], draft: Draft) -> bool:
    return not any(i < min(subtree) and not draft.doc[i].is_punct for i in draft.kept)


def _comma_after(i: int, draft: Draft) -> bool:
    return i + 1 in draft.kept and draft.doc[i + 1].text in _COMMAS
