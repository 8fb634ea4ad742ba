"""Whom "he" and "she" name, answered only where one candidate remains."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from typing import Final

from quizapi.domain.annotations import Gender
from quizapi.reading.attributions.cues import CLAUSE_CUES
from quizapi.reading.attributions.scene import Scene

GENDER_OF_PRONOUN: Final[dict[str, Gender]] = {
    "he": "male",
    "him": "male",
    "his": "male",
    "himself": "male",
    "she": "female",
    "her": "female",
    "herself": "female",
}
_MAX_PARAGRAPHS_BACK: Final = 3
_MAX_REFERENTS: Final = 200


@dataclass(frozen=True, slots=True)
class Referent:
    """A person that the article has just spoken of: by name, or by a pronoun resolved before."""

    token: int
    id: int
    subject: bool


class Referents:
    """The people of the article's own words in order, and who spoke last."""

    def __init__(self, scene: Scene) -> None:
        self._scene = scene
        self._gender = {e.id: e.gender for e in scene.entities if e.type == "PERSON"}
        self._first_name = {
            e.id: e.name.split()[0].lower() for e in scene.entities if e.type == "PERSON" and " " in e.name
        }
        self._people = _people(scene)
        self._tokens = [r.token for r in self._people]
        self._open: dict[Gender, int] = {}
        self._unnamed: list[int] = []

    def add(self, token: int, entity: int) -> None:
        """A pronoun or description at a token has been resolved to a person."""
        at = bisect_left(self._tokens, token)
        self._tokens.insert(at, token)
        self._people.insert(at, Referent(token, entity, True))

    def add_unnamed(self, token: int) -> None:
        """Somebody without a name has spoken at a token: "the race director said"."""
        self._unnamed.append(token)

    def resolve(self, i: int) -> tuple[int, float] | None:
        """The person that the pronoun at a token names and how sure that is, or None.

        The nearest paragraph that speaks of anybody who fits decides. There, one who fits alone is taken;
        of several, the only one in subject's place that nobody else has stood in since.
        """
        gender = GENDER_OF_PRONOUN.get(self._scene.tokens.lower[i])
        if gender is None:
            return None
        found = self._resolve(i, gender)
        if found is not None and self._unnamed_between(found[0], i):
            found = None
        if found is None:
            self._open[gender] = i
        elif self._left_open(i, gender, found[0]):
            return None
        return found

    def _unnamed_between(self, person: int, i: int) -> bool:
        """Whether somebody unnamed has spoken since the person was mentioned: the pronoun may be theirs."""
        last = next((r.token for r in self._back_from(i) if r.id == person), -1)
        return any(last < token < i for token in self._unnamed[-3:])

    def _back_from(self, i: int) -> list[Referent]:
        """People spoken of before a token, nearest first, so far as they can matter."""
        end = bisect_left(self._tokens, i)
        return self._people[max(0, end - _MAX_REFERENTS) : end][::-1]

    def _left_open(self, i: int, gender: Gender, person: int) -> bool:
        """Whether the same pronoun was left open shortly before, and no name has been its subject since."""
        before = self._open.get(gender)
        if before is None or self._scene.paragraph[i] - self._scene.paragraph[before] > 1:
            return False
        if any(r.token > before and r.subject and r.id == person for r in self._back_from(i)):
            return False
        self._open[gender] = i
        return True

    def _resolve(self, i: int, gender: Gender) -> tuple[int, float] | None:
        for back, near in enumerate(self._paragraphs_before(i)):
            fitting = [r for r in near if self._may_be(r.id, gender)]
            if not fitting:
                continue
            if any(self._may_after_all(r, gender) for r in near):
                return None
            known = any(self._gender.get(r.id) == gender for r in fitting)
            ids = {r.id for r in fitting}
            if len(ids) == 1:
                if back == 0 and self._is_spoken_of_by_another(i, fitting, gender):
                    return None
                return fitting[-1].id, (0.93, 0.88, 0.75, 0.65)[back] - (0.0 if known else 0.06)
            return self._by_place(i, fitting, back, gender)
        return None

    def _is_spoken_of_by_another(self, i: int, fitting: list[Referent], gender: Gender) -> bool:
        """Whether the paragraph began with the same pronoun: "He says Dorn's plan ...," he told us."""
        if any(r.subject for r in fitting):
            return False
        tokens, scene = self._scene.tokens, self._scene
        at = fitting[0].token - 1
        while at >= 0 and scene.paragraph[at] == scene.paragraph[i]:
            if (
                GENDER_OF_PRONOUN.get(tokens.lower[at]) == gender
                and tokens.dep[at] == "nsubj"
                and scene.free(at)
            ):
                return True
            at -= 1
        return False

    def _may_be(self, person: int, gender: Gender) -> bool:
        """Whether nothing speaks against it: no known gender, no "he" for a first name in -a."""
        known = self._gender.get(person)
        if known is not None:
            return known == gender
        return not (gender == "male" and self._first_name.get(person, "").endswith("a"))

    def _may_after_all(self, person: Referent, gender: Gender) -> bool:
        """Whether a name in -a is no proof: "Asa Reed said Dorn was right. But he ..."."""
        unknown = self._gender.get(person.id) is None
        return unknown and not self._may_be(person.id, gender) and self._speaks(person.token)

    def _by_place(
        self, i: int, fitting: list[Referent], back: int, gender: Gender
    ) -> tuple[int, float] | None:
        sure = {r.id for r in fitting if self._gender.get(r.id) == gender}
        if len(sure) == 1 and back == 0 and any(r.subject and r.id in sure for r in fitting):
            return next(iter(sure)), 0.8
        subjects = [r for r in fitting if r.subject]
        if not subjects:
            return None
        last = subjects[-1]
        if all(r.id == last.id for r in subjects):
            if back == 0:
                return last.id, 0.8
            return (last.id, 0.76) if fitting[-1].id == last.id or self._speaks(last.token) else None
        same_sentence = [
            r for r in subjects if self._scene.tokens.sent[r.token] == self._scene.tokens.sent[last.token]
        ]
        if len({r.id for r in same_sentence}) == 1 and back == 0:
            return last.id, 0.68
        return None

    def _speaks(self, token: int) -> bool:
        """Whether a person is the subject of a reporting verb."""
        tokens = self._scene.tokens
        at = token
        for _ in range(4):
            if tokens.dep[at] == "nsubj":
                return tokens.lemma[tokens.head[at]] in CLAUSE_CUES
            at = tokens.head[at]
        return False

    def _paragraphs_before(self, i: int) -> list[list[Referent]]:
        """People spoken of before a token, in its paragraph, the one before, and so on."""
        paragraph = self._scene.paragraph[i]
        groups: list[list[Referent]] = [[] for _ in range(_MAX_PARAGRAPHS_BACK + 1)]
        for referent in self._back_from(i):
            back = paragraph - self._scene.paragraph[referent.token]
            if back > _MAX_PARAGRAPHS_BACK:
                break
            groups[back].append(referent)
        for group in groups:
            group.reverse()
        return groups


def _people(scene: Scene) -> list[Referent]:
    tokens = scene.tokens
    found = []
    for entity in scene.entities:
        if entity.type != "PERSON":
            continue
        first, last = tokens.inside(entity.span.start, entity.span.end)
        if first >= last or not scene.free(first) or scene.paragraph[first] < 0:
            continue
        root = last - 1
        while root > first and first <= tokens.head[root] < root:
            root = tokens.head[root]
        if tokens.dep[root] in ("compound", "nmod", "amod") and tokens.head[root] >= last:
            continue  # "the Marsh family": the name tells which, nobody is spoken of
        found.append(Referent(first, entity.id, _in_subject_place(scene, root)))
    return sorted(found, key=lambda r: r.token)


def _in_subject_place(scene: Scene, i: int) -> bool:
    tokens = scene.tokens
    for _ in range(4):
        if tokens.dep[i] in ("nsubj", "nsubjpass"):
            return True
        if tokens.dep[i] not in ("appos", "conj", "compound"):
            return False
        i = tokens.head[i]
    return False
