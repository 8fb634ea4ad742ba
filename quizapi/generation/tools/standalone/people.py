"""Who of the words of an article is a person, and of what gender."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapi.domain import Entity
from quizapi.generation.tools.standalone.words import ANIMATE
from quizapi.reading.entities.lexicon import GENDER_OF_WORD, ROLE_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from quizapi.plugin_api import AnnotatedArticle

_BODIES = frozenset({"ORG", "GPE", "LOC", "FAC", "NORP"})


class People:
    """Mentions of people by token."""

    def __init__(self, article: AnnotatedArticle) -> None:
        self.doc: Doc = article.doc
        self.article = article
        self.at: dict[int, Entity] = {}
        for entity in article.annotations.entities:
            if entity.type != "PERSON":
                continue
            span = self.doc.char_span(entity.span.start, entity.span.end, alignment_mode="expand")
            for token in span or ():
                self.at[token.i] = entity
        named: dict[str, dict[int, Entity]] = {}
        for entity in self.at.values():
            named.setdefault(entity.name.split()[-1], {})[entity.id] = entity
        self._surnames = {name: next(iter(own.values())) for name, own in named.items()}
        self._shared = {name for name, own in named.items() if len(own) > 1}

    def called(self, token: Token) -> Entity | None:
        """Who is called by a surname that is no mention of its own: "pro-Low messages"."""
        if token.i in self.at or token.pos_ not in ("PROPN", "NOUN", "ADJ"):
            return None
        parts = {part for part in token.text.split("-") if part[:1].isupper()}
        return next((self._surnames[part] for part in sorted(parts) if part in self._surnames), None)

    def doing(self, token: Token) -> Entity | None:
        """Who acts, where the model has missed the name: "Low sold his boat", of somebody named elsewhere."""
        if token.dep_ not in ("nsubj", "nsubjpass") or token.pos_ != "PROPN" or token.ent_type_ in _BODIES:
            return None
        if any(child.dep_ in ("compound", "det", "conj", "nmod") for child in token.children):
            return None
        return None if token.text in self._shared else self._surnames.get(token.text)

    def named(self, name: str, gender: str) -> bool:
        """Whether a name written into the statement is somebody's of that gender, or of none known."""
        return any(e.name == name and e.gender in (None, gender) for e in self.at.values())

    def may_be(self, token: Token, entity: int | None) -> bool:
        """Whether a token is a mention of the entity."""
        own = self.at.get(token.i)
        return entity is not None and own is not None and own.id == entity

    def is_person(self, token: Token) -> bool:
        if token.i in self.at or self.doing(token) is not None:
            return True
        return token.lemma_.lower() in ROLE_NOUNS | ANIMATE and token.pos_ == "NOUN"

    def gender(self, token: Token) -> str | None:
        entity = self.at.get(token.i) or self.doing(token)
        return entity.gender if entity else GENDER_OF_WORD.get(token.lemma_.lower())
