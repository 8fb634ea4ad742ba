"""From the words of a source to the entity they name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from quizapi.domain import Entity
from quizapi.reading.attributions.frames import Frame
from quizapi.reading.attributions.pronouns import GENDER_OF_PRONOUN, Referents
from quizapi.reading.attributions.scene import Scene
from quizapi.reading.entities.lexicon import ORG_HEADS, RELATIVES, ROLE_NOUNS

_ORGANISED: Final = frozenset({"ORG", "GPE"})
_DEFINITE: Final = frozenset({"the", "this", "that"})


@dataclass(frozen=True, slots=True)
class Named:
    """A source's fullest name and entity, None where the article leaves them open, and how sure that is."""

    name: str | None
    entity: int | None
    sure: float


UNNAMED: Final = Named(None, None, 1.0)


class Namer:
    """Names the sources of one article, in the order of the text: later ones lean on those before."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._referents = Referents(scene)
        self._ambiguous = _ambiguous(scene.entities)
        self._by_id = {e.id: e for e in reversed(scene.entities)}
        self._roles = _roles(scene.entities)
        self._bodies = _bodies(scene.entities)
        self._known: dict[int, Named] = {}

    def name(self, frame: Frame) -> Named:
        """Name the source of a frame; the same head is always named alike."""
        if frame.head not in self._known:
            named = self._name(frame)
            if named.entity is not None and self._scene.entity_at(frame.head) is None:
                self._referents.add(frame.head, named.entity)
            if named.entity is None and self._is_somebody(frame.head):
                self._referents.add_unnamed(frame.head)
            self._known[frame.head] = named
        return self._known[frame.head]

    def _is_somebody(self, head: int) -> bool:
        """One person without a name: "the race director"."""
        tokens = self._scene.tokens
        return tokens.tag[head] == "NN" and (
            tokens.lemma[head] in ROLE_NOUNS
            or tokens.lemma[head] in ("man", "woman", "person", "boy", "girl")
        )

    def _name(self, frame: Frame) -> Named:
        scene, tokens = self._scene, self._scene.tokens
        head = frame.head
        first, last = frame.source
        if tokens.lower[head] in GENDER_OF_PRONOUN:
            resolved = self._referents.resolve(head)
            return UNNAMED if resolved is None else self._of(resolved[0], resolved[1])
        if tokens.pos[head] == "PRON" or self._several(head, first, last):
            return UNNAMED
        entity = scene.entity_at(head)
        if entity is not None and entity.type == "PERSON":
            return self._of(entity.id, 1.0)
        beside = self._person_beside(head, first, last)
        if beside is not None:
            return self._of(beside.id, 0.97)
        if entity is not None and entity.type in _ORGANISED and not self._is_modifier(head, entity):
            return Named(entity.name, entity.id, 0.97)
        return self._by_role(head, first)

    def _of(self, entity: int, sure: float) -> Named:
        if entity in self._ambiguous:
            return Named(None, entity, sure)
        return Named(self._by_id[entity].name, entity, sure)

    def _several(self, head: int, first: int, last: int) -> bool:
        tokens = self._scene.tokens
        return any(tokens.dep[i] == "conj" and first <= i <= last for i in tokens.children[head])

    def _is_modifier(self, head: int, entity: Entity) -> bool:
        """ "the Clinton campaign": the name only describes the head."""
        return self._scene.tokens.start[head] >= entity.span.end

    def _person_beside(self, head: int, first: int, last: int) -> Entity | None:
        """The person set beside a description: "the trade minister, Livia Sand"."""
        tokens = self._scene.tokens
        if (
            tokens.lemma[head] not in ROLE_NOUNS
            and tokens.pos[head] != "PROPN"
            and tokens.lemma[head] not in RELATIVES
        ) and not any(tokens.dep[i] == "appos" for i in tokens.children[head]):
            return None
        found: dict[int, Entity] = {}
        for i in range(first, last + 1):
            entity = self._scene.entity_at(i)
            if entity is None or entity.type != "PERSON":
                continue
            if tokens.dep[i] in ("poss", "pobj") or (i + 1 <= last and tokens.tag[i + 1] == "POS"):
                return None
            if i > head and (
                tokens.dep[i] in ("appos", "compound", "oprd", "flat") or tokens.words[i - 1] == ","
            ):
                found[entity.id] = entity
        return next(iter(found.values())) if len(found) == 1 else None

    def _by_role(self, head: int, first: int) -> Named:
        """ "the minister", where one person of the article is a minister, and the only one so far."""
        tokens = self._scene.tokens
        lemma = tokens.lemma[head]
        if tokens.lower[first] in _DEFINITE and lemma in ORG_HEADS and tokens.lower[head] == lemma:
            return self._by_last_word(lemma, head)
        if tokens.lower[first] not in _DEFINITE or lemma not in ROLE_NOUNS or tokens.lower[head] != lemma:
            return UNNAMED
        wanted = {tokens.lower[i] for i in range(first + 1, head)}
        fitting = {
            entity.id
            for entity, words in self._roles.get(lemma, ())
            if wanted <= words and entity.span.start < tokens.start[head]
        }
        return self._of(next(iter(fitting)), 0.88) if len(fitting) == 1 else UNNAMED

    def _by_last_word(self, lemma: str, head: int) -> Named:
        """ "the council", where one organisation of the article is a council."""
        before = self._scene.tokens.start[head]
        fitting = {e.id: e for e in self._bodies.get(lemma, ()) if e.span.start < before}
        if len(fitting) != 1:
            return UNNAMED
        entity = next(iter(fitting.values()))
        return Named(entity.name, entity.id, 0.9)


def _ambiguous(entities: Sequence[Entity]) -> frozenset[int]:
    """Ids of people whose only name is the surname of several others."""
    people = {e.id: e.name.split() for e in entities if e.type == "PERSON"}
    surnames = Counter(words[-1].lower() for words in people.values() if len(words) > 1)
    return frozenset(i for i, words in people.items() if len(words) == 1 and surnames[words[0].lower()] > 1)


def _roles(entities: Sequence[Entity]) -> dict[str, list[tuple[Entity, set[str]]]]:
    """People by the nouns of their roles, each with all the words of the role."""
    found: dict[str, list[tuple[Entity, set[str]]]] = {}
    seen: set[int] = set()
    for entity in entities:
        if entity.role is None or entity.id in seen:
            continue
        seen.add(entity.id)
        words = set(entity.role.lower().split())
        for word in words & ROLE_NOUNS:
            found.setdefault(word, []).append((entity, words))
    return found


def _bodies(entities: Sequence[Entity]) -> dict[str, list[Entity]]:
    """Organisations, each once, by the last word of their names."""
    found: dict[str, dict[int, Entity]] = {}
    for entity in entities:
        if entity.type == "ORG":
            found.setdefault(entity.name.lower().split()[-1], {}).setdefault(entity.id, entity)
    return {word: list(group.values()) for word, group in found.items()}
