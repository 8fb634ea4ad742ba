"""Who of the words of an article is a person, and of what gender."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quizapi.domain import Entity
from quizapi.generation.tools.standalone.words import ANIMATE
from quizapi.reading.entities.lexicon import GENDER_OF_WORD, ROLE_NOUNS

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from quizapi.plugin_api import AnnotatedArticle


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

    def called(self, token: Token) -> Entity | None:
        """Who is called by a surname that is no mention of its own: "pro-Low messages"."""
        if token.i in self.at or token.pos_ not in ("PROPN", "NOUN", "ADJ"):
            return None
        parts = {part for part in token.text.split("-") if part[:1].isupper()}
        return next((e for e in self.at.values() if e.name.split()[-1] in parts), None)

    def named(self, name: str, gender: str) -> bool:
        """Whether a name written into the statement is somebody's of that gender, or of none known."""
        return any(e.name == name and e.gender in (None, gender) for e in self.at.values())

    def may_be(self, token: Token, entity: int | None) -> bool:
        """Whether a token is a mention of the entity."""
        own = self.at.get(token.i)
        return entity is not None and own is not None and own.id == entity

    def is_person(self, token: Token) -> bool:
        return token.i in self.at or (token.lemma_.lower() in ROLE_NOUNS | ANIMATE and token.pos_ == "NOUN")

    def gender(self, token: Token) -> str | None:
        entity = self.at.get(token.i)
        return entity.gender if entity else GENDER_OF_WORD.get(token.lemma_.lower())
