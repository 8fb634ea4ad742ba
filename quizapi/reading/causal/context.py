"""What all patterns ask of a doc: sentences, quotations, and what pronouns stand for. Computed once a doc."""

from collections.abc import Sequence

from spacy.tokens import Doc, Span, Token

from quizapi.reading.causal.clauses import SUBJECTS, modals
from quizapi.reading.causal.lexicon import FUTURE_MODALS, PROPOSING, REPORTING
from quizapi.reading.causal.nouns import is_agent, is_event

_SINGULAR = frozenset({"it", "this", "that"})
_PLURAL = frozenset({"they", "these", "those", "them"})
#: Tokens that a pronoun is followed back, so that a text without full stops costs no more than others.
_FAR = 250
_OPENING, _CLOSING = "“„‟«", "”»"


class Context:
    """Lookups over one doc; built in one pass, linear in its length."""

    def __init__(self, doc: Doc) -> None:
        self.doc = doc
        self.sents: Sequence[Span] = [sent for sent in doc.sents if not sent.text.isspace()]
        self._sent_of = {}
        for number, sent in enumerate(self.sents):
            for index in range(sent.start, sent.end):
                self._sent_of[index] = number
        self.quotes = _quotation_numbers(doc)

    def previous(self, token: Token) -> Span | None:
        """The sentence before the token's."""
        number = self._sent_of.get(token.i)
        return self.sents[number - 1] if number else None

    def following(self, token: Token) -> Span | None:
        """The sentence after the token's."""
        number = self._sent_of.get(token.i)
        return self.sents[number + 1] if number is not None and number + 1 < len(self.sents) else None

    def sent(self, token: Token) -> Span:
        return self.sents[self._sent_of[token.i]]

    def same_quote(self, left: int, right: int) -> bool:
        """Whether two tokens stand in the same quotation, or both in none."""
        return self.quotes[left] == self.quotes[right]

    def _reporting_subject(self, pronoun: Token) -> Token | None:
        """Who reports, where the pronoun is the subject of what is reported ("the firm said it cut jobs")."""
        if pronoun.dep_ not in SUBJECTS or pronoun.head.dep_ not in ("ccomp", "acl"):
            return None
        teller = pronoun.head.head
        while teller.dep_ in ("pobj", "prep", "dobj") and teller.pos_ not in ("VERB", "AUX"):
            teller = teller.head  # "said in a statement that it had cut jobs"
        if teller.lemma_ not in REPORTING:
            return None
        return next((c for c in teller.lefts if c.dep_ == "nsubj"), None)

    def antecedent(self, pronoun: Token) -> Token | None:
        """The noun that "it", "they", "this" ... most likely stands for, None where nothing fits.

        The nearest subject before it with the same number, looking at the same sentence and two back, else
        the nearest object. None where that is a person or a body that acts.
        """
        plural = pronoun.lower_ in _PLURAL
        if not plural and pronoun.lower_ not in _SINGULAR:
            return None
        told = self._reporting_subject(pronoun)
        if told is not None and told.lower_ == pronoun.lower_:
            return None  # "It said that it would": who speaks can act
        if told is not None and told.pos_ in ("NOUN", "PROPN") and _is_plural(told) == plural:
            return None if is_agent(told) else told
        number = self._sent_of.get(pronoun.i, 0)
        start = self.sents[max(0, number - 2)].start
        fallback = None
        for back in range(number, max(-1, number - 3), -1):
            sent = self.sents[back]
            for index in range(
                min(sent.end, pronoun.i) - 1, max(sent.start, start, pronoun.i - _FAR) - 1, -1
            ):
                token = self.doc[index]
                if token.pos_ not in ("NOUN", "PROPN"):
                    continue
                if _is_plural(token) != plural:
                    continue
                if token.dep_ in SUBJECTS and token.head.dep_ == "relcl":
                    continue  # "the embargo that Ostran declared ..., but it ...": not Ostran
                if token.dep_ in SUBJECTS:
                    return _what_is_planned(token, pronoun) if is_agent(token) else token
                if is_agent(token):
                    continue
                if fallback is None and token.dep_ in ("dobj", "pobj", "attr", "poss"):
                    fallback = token
            if fallback is not None and back < number:
                break
        return fallback


def _is_plural(noun: Token) -> bool:
    return "Plur" in noun.morph.get("Number", [])


def _what_is_planned(agent: Token, pronoun: Token) -> Token | None:
    """ "The ministry plans a ban. It would ruin the divers": a future is told of what is planned."""
    if agent.head.lemma_ not in PROPOSING or not modals(pronoun.head) & FUTURE_MODALS:
        return None
    return next((c for c in agent.head.rights if c.dep_ == "dobj" and is_event(c)), None)


def _quotation_numbers(doc: Doc) -> list[int]:
    """For each token the number of the quotation that it stands in, 0 outside. A paragraph ends all."""
    numbers, current, count = [0] * len(doc), 0, 0
    for index, token in enumerate(doc):
        text = token.text
        if "\n\n" in text:
            current = 0
        elif text in _OPENING or (text == '"' and not current) or (text == "``"):
            count += 1
            current = count
            continue
        elif text in _CLOSING or text in ('"', "''"):
            current = 0
        numbers[index] = current
    return numbers
