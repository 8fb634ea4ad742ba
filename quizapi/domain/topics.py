"""The vocabulary of a topic, by which relations and claims are said to be about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TopicLexicon:
    """Words of a topic, all as lower-case lemmas; several words are separated by one space.

    `instruments` are nouns that name the thing itself ("embargo", "asset freeze"); `ambiguous` ones count
    only beside a word of `contexts` or a country in the sentence, or once the article has named an instrument
    ("sanction", "penalty", "curb"); `verbs` act on instruments ("impose", "lift"); `act_verbs` with one of
    `act_objects` as their object are the thing without naming it ("halt exports", "suspend aid");
    `references` are general nouns that take up what was said before ("measure", "step"); `exclusions` are
    phrases in which the words mean something else.
    """

    name: str
    title: str
    version: str = "1"
    instruments: frozenset[str] = frozenset()
    ambiguous: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    contexts: frozenset[str] = frozenset()
    exclusions: frozenset[str] = frozenset()
    act_verbs: frozenset[str] = frozenset()
    act_objects: frozenset[str] = frozenset()
    references: frozenset[str] = frozenset()
