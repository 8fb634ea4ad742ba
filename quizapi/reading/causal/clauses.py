"""Clauses and noun phrases as ranges of tokens, trimmed the way causal spans are."""

from spacy.tokens import Doc, Token

from quizapi.reading.causal.lexicon import REPORTING, WANTING, words
from quizapi.reading.causal.links import Tokens

SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj", "csubjpass", "expl"})
VERBAL = frozenset({"VERB", "AUX"})
_CALLING = words("call appeal press lobby campaign plead")
_RELATIVE = frozenset({"which", "who", "whom", "whose", "where"})
_LEADING = frozenset({"CCONJ", "PUNCT", "SPACE", "SYM"})
_TRAILING = frozenset({"CCONJ", "PUNCT", "SPACE", "SCONJ"})
#: No clause or phrase is followed further: a text without full stops costs no more than others.
_FAR = 120
#: Adverbs that belong to the signal behind them ("largely because of").
_FOCUS = words("largely mainly partly mostly chiefly simply purely perhaps primarily not only apparently")
_CLOSING = frozenset({")", "]", "%"})
_CUTTING_MARKS = words("because since although though whereas unless if so that but while as")
_DASHES = frozenset({"--", "–", "—"})
_STOPS = frozenset({";", ":", "--", "-", "–", "—", "..."})


def child(token: Token, *deps: str) -> Token | None:
    """The first child with one of these relations."""
    for other in token.children:
        if other.dep_ in deps:
            return other
    return None


def subject(verb: Token) -> Token | None:
    """The verb's own subject before or behind it, not one that it shares.

    Of two before the verb it is the nearer ("..., said the doctor, the exemption is useless").
    """
    before = [other for other in verb.lefts if other.dep_ in SUBJECTS]
    return before[-1] if before else child(verb, *SUBJECTS)


def shared_subject(verb: Token) -> Token | None:
    """The verb's own subject, or that of the verb it is coordinated with."""
    for _ in range(3):
        own = subject(verb)
        if own is not None or verb.dep_ != "conj" or verb.head.pos_ not in VERBAL:
            return own
        verb = verb.head
    return None


def says_where(verb: Token) -> bool:
    """A relative clause with "when" or "where" and a subject of its own: a clause that tells something."""
    return any(c.lower_ in ("when", "where") for c in verb.lefts) and subject(verb) is not None


def is_content(verb: Token) -> bool:
    """Whether the clause says what its noun is about ("the charge that it acted"), with its own subject."""
    own = subject(verb)
    return verb.dep_ == "acl" and own is not None and own.tag_ not in ("WDT", "WP") and own.i < verb.i


def phrase(head: Token, *, stop: int | None = None) -> Tokens | None:
    """The noun phrase of `head` up to `stop` (a token index), without a relative clause that only adds."""
    start, end = _behind_break(head), min(head.right_edge.i + 1, head.i + _FAR)
    if stop is not None:
        end = min(end, stop)
    end = min(end, _end_of_phrase(head, end))
    return trimmed(head.doc, start, end)


def _behind_break(head: Token) -> int:
    """Where the phrase begins, behind the end of a headline or paragraph that the parser ran into it."""
    left = max(head.left_edge.i, head.i - _FAR)
    for index in range(head.i - 1, left - 1, -1):
        if "\n" in head.doc[index].text:
            return index + 1
    return left


def _end_of_phrase(head: Token, end: int) -> int:
    doc = head.doc
    for index in range(head.i + 1, end):
        if _stops_here(doc, index) or _adds_on(doc, index, end) or _names_again(doc, index, head, end):
            return index
    return end


def _names_again(doc: Doc, index: int, head: Token, end: int) -> bool:
    """ "the tariffs, a reply to the dumping": an appositive at the edge only adds; not "A, B and C"."""
    if doc[index].text != ",":
        return False
    return any(
        c.dep_ == "appos"
        and c.left_edge.i == index + 1
        and c.right_edge.i + 2 >= end
        and c.tag_ in ("NN", "NNS")
        and child(c, "conj") is None
        for c in head.rights
    )


def clause(verb: Token, *, stop: int | None = None, start: int | None = None) -> Tokens | None:
    """The clause of `verb`: from its subject to its last complement or adverbial.

    Args:
        stop: Nothing from this token on (the signal behind the clause).
        start: Where it begins, if not at the subject or verb.
    """
    begin = _clause_start(verb) if start is None else start
    end = min(verb.right_edge.i + 1, verb.i + _FAR)
    if stop is not None and stop > verb.i:
        end = min(end, stop)
    return trimmed(verb.doc, begin, _clause_end(verb, end))


def predicate(verb: Token, *, stop: int | None = None) -> Tokens | None:
    """The verb phrase from the main verb on."""
    return clause(verb, stop=stop, start=verb.i)


def complement(verb: Token, *, after: int | None = None, stop: int | None = None) -> Tokens | None:
    """All that follows a verb (or the token `after`) as its complement, without "that"."""
    begin = (verb.i if after is None else after) + 1
    end = min(verb.right_edge.i + 1, verb.i + _FAR)
    if stop is not None:
        end = min(end, stop)
    doc = verb.doc
    end = _clause_end(verb, end)
    while (
        begin < end
        and doc[begin].lower_ in ("that", "about")
        and doc[begin].dep_ in ("mark", "prep", "advmod")
    ):
        begin += 1
    return trimmed(doc, begin, end)


def _clause_start(verb: Token) -> int:
    own = subject(verb)
    if own is not None:
        return _subject_start(own)
    first = verb
    while (
        first.dep_ == "conj" and first.head.pos_ in VERBAL and first.head.i < first.i and first.tag_ != "VBG"
    ):
        first = first.head
        own = subject(first)
        if own is not None and own.i < first.i and own.tag_ not in ("WDT", "WP"):
            # "a subject shared by two verbs": without it nobody knows who acted.
            return _subject_start(own)
    begin = verb.i
    for other in reversed(list(verb.lefts)):
        if other.dep_ in (
            "aux",
            "auxpass",
            "neg",
            "advmod",
            "nsubj",
            "det",
            "amod",
            "compound",
            "poss",
            "nummod",
        ):
            if other.lower_ == "to":
                break
            begin = other.left_edge.i
        else:
            break
    return int(begin)


def _subject_start(own: Token) -> int:
    """Where the subject begins, without a date line or an adverbial that the parser hung before it."""
    begin = own.left_edge.i
    for other in own.lefts:
        if other.dep_ in ("prep", "advcl", "cc", "punct", "npadvmod") and other.right_edge.i < own.i:
            begin = other.right_edge.i + 1
    if begin > 1 and own.doc[begin - 1].lower_ == "to" and own.doc[begin - 2].lower_ == "according":
        begin = next((i + 1 for i in range(begin, own.right_edge.i + 1) if own.doc[i].text == ","), begin)
    for index in range(begin, own.i):
        if "\n" in own.doc[index].text or _stops_here(own.doc, index):
            begin = index + 1
    return int(begin)


def _clause_end(verb: Token, end: int) -> int:
    doc = verb.doc
    end = _before_other_clauses(verb, end)
    index = verb.i + 1
    while index < end:
        closing = _closing_dash(doc, index, end)
        if closing is not None:
            index = closing  # an aside inside a span stays inside
        elif _stops_here(doc, index):
            return index
        elif _adds_on(doc, index, end):
            goes_on = _behind_addition(verb, index, end)
            if goes_on is None:
                return index
            index = goes_on  # "enriched the officers, who control the market, and emptied the clinics"
        index += 1
    return end


def _behind_addition(verb: Token, index: int, end: int) -> int | None:
    """Where the clause goes on behind a relative clause: at a second verb of the same subject."""
    doc = verb.doc
    second = next((c for c in verb.rights if c.dep_ == "conj" and index < c.i < end), None)
    if second is None or second.pos_ not in VERBAL or subject(second) is not None:
        return None
    added = next((t for t in doc[index + 1 : second.i] if t.dep_ == "relcl"), None)
    return second.i if added is not None and added.right_edge.i < second.i else None


def _closing_dash(doc: Doc, index: int, end: int) -> int | None:
    """The second dash of an aside that begins at `index`, if the clause goes on behind it."""
    if doc[index].text not in _DASHES or not doc[index - 1].whitespace_:
        return None
    for other in range(index + 2, min(end - 2, index + 25)):
        if doc[other].text == doc[index].text:
            return other
        if doc[other].text in (";", ".") or "\n" in doc[other].text:
            return None
    return None


def _before_other_clauses(verb: Token, end: int) -> int:
    """Cut before a coordinated clause with its own subject, a reporting or a free adverbial clause."""
    doc = verb.doc
    for other in verb.rights:
        if other.i >= end:
            break
        left = other.left_edge.i
        if left <= verb.i:
            continue
        if (other.dep_ == "conj" and doc[left - 1].lower_ == "but") or is_said_behind(other):
            return left - 1
        if other.dep_ == "conj" and doc[left].lower_ == "that" and doc[left].dep_ == "mark":
            return left - 1 if doc[left - 1].dep_ == "cc" else left
        if _has_own_subject(other) and (_comma_before(doc, left, verb.i) or subject(verb) is None):
            cut = left
            while cut - 1 > verb.i and (doc[cut - 1].pos_ in _TRAILING):
                cut -= 1
            return cut
        if other.dep_ in ("parataxis", "ccomp") and other.lemma_ in REPORTING and doc[left - 1].is_punct:
            return left - 1
        if other.dep_ == "parataxis" and other.lemma_ in REPORTING and doc[left].is_punct:
            return left
        if other.dep_ == "advcl" and (_after_comma(doc, left) or doc[left].lower_ in _CUTTING_MARKS):
            return left
        if other.dep_ == "prep" and _is_cause_or_concession(other):
            return left
        if other.dep_ == "conj" and any(c.lower_ == "thereby" for c in other.lefts):
            return other.left_edge.i
        if other.dep_ == "conj" and other.pos_ == "AUX" and _before_other_clauses(other, end) == other.i + 1:
            return (
                left - 1 if doc[left - 1].dep_ == "cc" else left
            )  # "will hit goods and are | in retaliation"
        if other.dep_ == "conj" and other.pos_ in VERBAL:
            end = min(end, max(_before_other_clauses(other, end), other.i + 1))
    return end


def is_said_behind(verb: Token) -> bool:
    """ "That would hurt us, objected Sister Hall": who says it, though the parse has a second verb."""
    if verb.dep_ != "conj" or verb.tag_ != "VBD" or verb.i == 0 or verb.nbor(-1).text not in (",", "”", '"'):
        return False
    who = next((c for c in verb.rights if c.dep_ in ("dobj", "nsubj")), None)
    speaks = verb.lemma_ in REPORTING | {"object", "protest", "ask"}
    return speaks and who is not None and who.pos_ == "PROPN" and not any(True for _ in verb.lefts)


def _is_cause_or_concession(preposition: Token) -> bool:
    if preposition.lower_ in ("because", "due", "owing", "despite"):
        return True
    inner = child(preposition, "pobj")
    return (
        preposition.lower_ == "in"
        and inner is not None
        and inner.lower_ in ("response", "retaliation", "reaction", "reprisal", "protest")
        and inner.i == preposition.i + 1
    )


def _has_own_subject(verb: Token) -> bool:
    own = subject(verb) if verb.dep_ == "conj" else None
    return own is not None and own.i < verb.i


def _comma_before(doc: Doc, index: int, floor: int) -> bool:
    """Whether a comma stands before the conjunction that leads to `index`."""
    while index - 1 > floor and doc[index - 1].pos_ in _TRAILING:
        index -= 1
        if doc[index].text in (",", ";"):
            return True
    return False


def _after_comma(doc: Doc, index: int) -> bool:
    return index > 0 and doc[index - 1].text in (",", ";", "–", "—", "--")


def _stops_here(doc: Doc, index: int) -> bool:
    token = doc[index]
    if token.text in _STOPS:
        return not (token.text == "-" and (not doc[index - 1].whitespace_ or doc[index - 1].like_num))
    return "\n" in token.text


def _adds_on(doc: Doc, index: int, end: int) -> bool:
    """A comma that opens a relative clause which only adds (", which ...", ", in which ...")."""
    if doc[index].text != "," or index + 1 >= end:
        return False
    following = doc[index + 1]
    if following.lower_ in _RELATIVE or following.lower_ in ("not", "rather"):
        return True
    if following.dep_ == "acl" and following.tag_ in ("VBN", "VBG"):
        return True
    return following.pos_ == "ADP" and index + 2 < end and doc[index + 2].lower_ in ("which", "whom")


def trimmed(doc: Doc, start: int, end: int) -> Tokens | None:
    """The range without marks, conjunctions and sentence adverbs at its edges; None where nothing is left."""
    while start < end and (doc[start].pos_ in _LEADING or doc[start].is_quote or doc[start].is_punct):
        if doc[start].text in ("$", "£", "€", "#"):
            break
        start += 1
    while end > start and (
        doc[end - 1].pos_ in _TRAILING
        or doc[end - 1].is_quote
        or doc[end - 1].is_punct
        or doc[end - 1].lower_ in _FOCUS
    ):
        if doc[end - 1].text in _CLOSING and any(doc[i].text in "([" for i in range(start, end)):
            break
        if doc[end - 1].text == "%":
            break
        end -= 1
    return (start, end) if start < end else None


def content_verb(verb: Token) -> Token:
    """From a verb of reporting to the verb of what is reported, if that stands as its complement."""
    while verb.lemma_ in REPORTING or verb.lemma_ in WANTING:
        inner = child(verb, "ccomp", "xcomp")
        if inner is None or inner.pos_ not in VERBAL:
            break
        if verb.lemma_ == "tell" and inner.dep_ == "xcomp":
            break  # "told its offices to check": an order
        if verb.i + 1 < len(verb.doc) and verb.nbor(1).tag_ in ("WP", "WDT", "WRB"):
            break  # "did not know whom it was dealing with"
        verb = inner
    return verb


def act_verb(verb: Token) -> Token:
    """The verb that heads the act: up from an infinitive to "voted", down from "threatened" to the act."""
    if verb.dep_ == "xcomp" and verb.head.pos_ == "ADJ" and verb.head.dep_ == "acomp":
        verb = verb.head.head
    while verb.dep_ == "xcomp" and verb.head.pos_ in VERBAL and verb.head.lemma_ not in WANTING:
        if verb.head.lemma_ in REPORTING | _CALLING or child(verb.head, "dobj") is not None:
            break
        verb = verb.head
    return content_verb(verb)


def modals(verb: Token) -> set[str]:
    """Lower-case modal auxiliaries of the verb, or of the verb that it is coordinated with or completes."""
    found = {c.lower_ for c in verb.children if c.dep_ == "aux" and c.tag_ == "MD"}
    # "may backfire and cost her votes": "cost" may be tagged as a past.
    plain = verb.tag_ == "VB" or (verb.lower_ == verb.lemma_ and verb.head.tag_ == "VB")
    shares = verb.dep_ == "xcomp" or (verb.dep_ == "conj" and plain)
    if not found and shares and verb.head.pos_ in VERBAL and subject(verb) is None:
        return modals(verb.head)
    return found
