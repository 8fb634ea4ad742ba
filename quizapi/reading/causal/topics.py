"""Which tokens of a doc speak of a topic, and which ranges are therefore about it."""

from collections.abc import Sequence
from itertools import accumulate

from spacy.tokens import Doc, Token

from quizapi.domain import TopicLexicon
from quizapi.reading.causal.clauses import child
from quizapi.reading.causal.context import Context
from quizapi.reading.causal.lexicon import words
from quizapi.reading.causal.links import Tokens

_STATES = frozenset({"GPE", "NORP"})
_TARGETS = frozenset({"GPE", "NORP", "ORG", "PERSON"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "such", "its", "their", "his", "her"})
_POINTING = frozenset({"it", "they", "them", "this", "that", "these", "those", "its", "their"})


class TopicMarks:
    """The tokens of one doc that name one topic."""

    def __init__(self, context: Context, lexicon: TopicLexicon) -> None:
        self.name = lexicon.name
        self._context = context
        self._lexicon = lexicon
        self._marked = self._find()
        self._count = [0, *accumulate(self._marked)]
        if self._count[-1]:
            self._mark_references()

    def _mark_references(self) -> None:
        """Mark the general nouns that take the topic up, from the first to the last."""
        references = self._lexicon.references
        added = 0
        for index, token in enumerate(self._context.doc):
            general = token.pos_ == "NOUN" and token.lemma_.lower() in references
            if general and not self._marked[index] and self._takes_up(token):
                self._marked[index] = True
                added += 1
            self._count[index + 1] += added

    def covers(self, tokens: Tokens) -> bool:
        """Whether the range names the topic, or takes it up with a pronoun or a general noun."""
        if self._any(*tokens):
            return True
        return any(self._takes_up(self._context.doc[index]) for index in range(*tokens))

    def _any(self, start: int, end: int) -> bool:
        return self._count[end] > self._count[start]

    def _find(self) -> list[bool]:
        doc, lexicon = self._context.doc, self._lexicon
        marked = [False] * len(doc)
        lemmas = [token.lemma_.lower() for token in doc]
        longest = _longest(lexicon)
        firsts = {
            phrase.split()[0] for group in (lexicon.instruments, lexicon.ambiguous) for phrase in group
        } | lexicon.act_verbs
        unsure: list[tuple[int, int]] = []
        for index, lemma in enumerate(lemmas):
            token = doc[index]
            if lemma not in firsts and token.lower_ not in firsts:
                continue
            if lemma in lexicon.act_verbs and token.pos_ in ("VERB", "NOUN") and self._acts(token):
                marked[index] = True
                continue
            end, sure = self._match(index, lemmas, longest)
            if end and not self._excluded(index, end, lemmas):
                if sure:
                    marked[index:end] = [True] * (end - index)
                else:
                    unsure.append((index, end))
        established = any(marked)
        sure_of: set[str] = set()
        for start, end in unsure:
            # "put a quota on sets from Sumari ... the quota": what has once been a measure stays one.
            if lemmas[end - 1] in sure_of or self._counts(doc[start], established):
                marked[start:end] = [True] * (end - start)
                sure_of.add(lemmas[end - 1])
        return marked

    def _match(self, index: int, lemmas: Sequence[str], longest: int) -> tuple[int, bool]:
        doc = self._context.doc
        for size in range(min(longest, len(lemmas) - index), 0, -1):
            end = index + size
            by_lemma = " ".join(lemmas[index:end])
            by_word = " ".join(token.lower_ for token in doc[index:end])
            for text in (by_word, by_lemma):
                if text in self._lexicon.instruments and doc[end - 1].pos_ != "VERB":
                    return end, True
                if text in self._lexicon.ambiguous:
                    return end, False
        return 0, False

    def _excluded(self, start: int, end: int, lemmas: Sequence[str]) -> bool:
        doc = self._context.doc
        for low in range(max(0, start - 3), end):
            for high in range(max(start, low) + 1, min(len(lemmas), end + 3) + 1):
                if high - low < 2:
                    continue
                if " ".join(lemmas[low:high]) in self._lexicon.exclusions:
                    return True
                if " ".join(t.lower_ for t in doc[low:high]) in self._lexicon.exclusions:
                    return True
        return False

    def _acts(self, token: Token) -> bool:
        """A verb of the topic with one of its objects ("halt shipments", "the halt of aid")."""
        objects = self._lexicon.act_objects
        for other in token.children:
            if other.dep_ in ("dobj", "nsubjpass") and (
                other.lemma_.lower() in objects or any(c.lemma_.lower() in objects for c in other.lefts)
            ):
                return True
            if other.dep_ == "dobj" and token.lemma_ in _SHUTTING and _shut_out(token):
                return True
            if other.dep_ == "dobj":
                inner = child(other, "prep")
                governed = child(inner, "pobj") if inner is not None else None
                flows = inner is not None and inner.lower_ == "of" and other.lemma_.lower() in _AMOUNTS
                if flows and governed is not None and governed.lemma_.lower() in objects:
                    return True
        return token.dep_ == "acl" and token.head.lemma_.lower() in objects and token.tag_ == "VBN"

    def _counts(self, token: Token, established: bool) -> bool:
        if token.pos_ in ("VERB", "ADJ"):
            target = child(token, "dobj", "nsubjpass")
            if token.dep_ in ("amod", "acl"):
                target = token.head
            if target is None:
                return False
            return target.ent_type_ in _TARGETS or target.lemma_.lower() in self._lexicon.contexts
        if established or (token.dep_ in ("dobj", "nsubjpass") and token.head.lemma_ in self._lexicon.verbs):
            return True
        sent = self._context.sent(token)
        return any(
            other.ent_type_ in _STATES or other.lemma_.lower() in self._lexicon.contexts for other in sent
        )

    def _takes_up(self, token: Token) -> bool:
        """Whether a pronoun, "did so" or a general noun stands for something of the topic said before."""
        if token.lower_ == "so" and token.i > 0 and token.nbor(-1).lemma_ == "do":
            return self._before(token, sentences=1)
        if token.lower_ in _POINTING and token.dep_ not in ("det", "mark", "poss"):
            return self._pronoun_takes_up(token)
        if token.lemma_.lower() not in self._lexicon.references or token.pos_ != "NOUN":
            return False
        words = {other.lower_ for other in token.lefts}
        if words & _DEFINITE:
            return self._before(token, sentences=6)
        return token.dep_ in ("appos", "npadvmod") and self._before(token, sentences=0)

    def _pronoun_takes_up(self, token: Token) -> bool:
        if token.lower_ in ("it", "they", "them"):
            antecedent = self._context.antecedent(token)
            if antecedent is not None:
                return self._any(antecedent.left_edge.i, antecedent.right_edge.i + 1) or self._takes_up(
                    antecedent
                )
            return token.lower_ == "it" and self._before(token, sentences=1)
        return self._before(token, sentences=1)

    def _before(self, token: Token, *, sentences: int) -> bool:
        """Whether the topic is named before the token, in its sentence or one of those just before."""
        sent = self._context.sent(token)
        start = sent.start
        previous = self._context.previous(token)
        for _ in range(sentences):
            if previous is None:
                break
            start = previous.start
            previous = self._context.previous(previous[0])
        return self._any(start, token.i)


_SHUTTING = words("bar ban exclude prohibit")


def _shut_out(verb: Token) -> bool:
    """ "bars insurers in the league from serving", of whole trades and not of one person."""
    away = any(c.dep_ == "prep" and c.lower_ == "from" for c in verb.rights)
    target = child(verb, "dobj")
    return away and target is not None and target.tag_ in ("NNS", "NNPS")


_AMOUNTS = words("sale shipment supply delivery flow export import purchase all part half movement")


def _longest(lexicon: TopicLexicon) -> int:
    return max(
        (len(phrase.split()) for group in (lexicon.instruments, lexicon.ambiguous) for phrase in group),
        default=1,
    )


def marks_of(doc: Doc, lexicons: Sequence[TopicLexicon], context: Context) -> tuple[TopicMarks, ...]:
    """One set of marks a lexicon, in their order."""
    return tuple(TopicMarks(context, lexicon) for lexicon in lexicons)
