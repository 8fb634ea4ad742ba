"""The vocabulary of a topic, by which relations and claims are said to be about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TopicLexicon:
    """Words of a topic, all as lower-case lemmas; several words are separated by one space.

    `instruments` are nouns that name the thing itself ("embargo", "asset freeze"); `ambiguous` ones count
    only beside another word of the lexicon or of `contexts` ("sanction", "penalty", "curb"); `verbs` act on
    instruments ("impose", "lift"); `exclusions` are phrases in which the words mean something else.
    """

    name: str
    title: str
    version: str = "1"
    instruments: frozenset[str] = frozenset()
    ambiguous: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    contexts: frozenset[str] = frozenset()
    exclusions: frozenset[str] = frozenset()
