"""A read article as a generator gets it."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

from quizapi.domain import Annotations, Article, Attribution, Entity, Evidence, Span

if TYPE_CHECKING:
    from spacy.tokens import Doc
    from spacy.tokens import Span as DocSpan

_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")


@dataclass(frozen=True)
class AnnotatedArticle:
    """An article, what the reader found in it, and its parse (`doc`, whose text is the article's).

    `context` are other articles that the teacher named beside it: wrong options may come from them, questions
    are never about them.
    """

    article: Article
    annotations: Annotations
    doc: Doc = field(repr=False, compare=False)
    context: tuple[AnnotatedArticle, ...] = field(default=(), repr=False)

    @property
    def text(self) -> str:
        return self.article.text

    @property
    def language(self) -> str:
        return self.article.language

    @cached_property
    def sentences(self) -> tuple[Span, ...]:
        """Spans of the sentences, in order, without white space at their edges."""
        return tuple(
            _trimmed(self.text, sent.start_char, sent.end_char)
            for sent in self.doc.sents
            if sent.text.strip()
        )

    @cached_property
    def paragraphs(self) -> tuple[Span, ...]:
        """Spans between blank lines, in order."""
        return tuple(
            _trimmed(self.text, m.start(), m.end()) for m in _PARAGRAPH.finditer(self.text) if m[0].strip()
        )

    @cached_property
    def known_nouns(self) -> frozenset[str]:
        """Nouns, in small letters, that the article writes more than once, as part of a name too.

        Whoever has read it knows which "the site" is (see `leans_on_context`).
        """
        counts = Counter(token.lower_ for token in self.doc if token.pos_ in ("NOUN", "PROPN"))
        return frozenset(noun for noun, often in counts.items() if often > 1)

    def sentence_of(self, span: Span) -> Span:
        """From the start of the sentence that `span` starts in to the end of the one that it ends in."""
        return _around(self.sentences, span)

    def paragraph_of(self, span: Span) -> Span:
        """From the start of the paragraph that `span` starts in to the end of the one that it ends in."""
        return _around(self.paragraphs, span)

    def text_of(self, span: Span) -> str:
        return span.text(self.text)

    def words(self, span: Span) -> DocSpan:
        """The tokens of the parse that `span` touches.

        Raises:
            ValueError: The span ends outside the text.
        """
        words = self.doc.char_span(span.start, span.end, alignment_mode="expand")
        if words is None:
            raise ValueError(f"{span} is no part of a text of {len(self.text)} code points")
        return words

    def evidence(self, span: Span, role: str = "evidence") -> Evidence:
        """Evidence that quotes the article word for word."""
        return Evidence(
            span=span,
            text=span.text(self.text),
            role=role,
            article_id=self.article.id,
            revision=self.article.revision,
        )

    def mentions(self, entity: int) -> tuple[Entity, ...]:
        """All mentions of one entity, in order of the text."""
        return tuple(mention for mention in self.annotations.entities if mention.id == entity)

    def names(self, entity: int) -> tuple[str, ...]:
        """All the ways in which the article writes one entity, fullest name first, each once."""
        found = dict.fromkeys(text for m in self.mentions(entity) for text in (m.name, self.text_of(m.span)))
        return tuple(found)

    def written(self, name: str) -> str:
        """A name as it stands in a sentence: "the Harbour Board" where the article writes it so."""
        for entity in self.annotations.entities:
            if entity.name != name or entity.type == "PERSON" or self.text_of(entity.span) != name:
                continue
            if self.text[max(0, entity.span.start - 4) : entity.span.start].lower() == "the ":
                return f"the {name}"
        return name

    def with_full_names(self, span: Span) -> str | None:
        """The words, white space folded, with each person's name in full where it stands first.

        None where somebody is called by other words than those of the full name, where a last name alone may
        be another bearer's, or where the full name stands beside a shorter one, which may be somebody else's.
        """
        text, end = [], span.start
        told: dict[str, bool] = {}
        for mention in self.annotations.entities:
            if mention.type != "PERSON" or not span.contains(mention.span) or mention.span.start < end:
                continue
            written = self.text_of(mention.span)
            short = written.casefold() != mention.name.casefold()
            if written.casefold() not in mention.name.casefold() or self._may_be_another(mention, written):
                return None
            if told.setdefault(mention.name, short) is not short:
                return None
            text += [self.text[end : mention.span.start], written if mention.name in text else mention.name]
            end = mention.span.end
        return " ".join("".join([*text, self.text[end : span.end]]).split())

    def _may_be_another(self, mention: Entity, written: str) -> bool:
        """Whether somebody else of that last name is named in full, and before the one that is meant."""
        if " " in written or not mention.name.endswith(written):
            return False
        bearers = [
            e
            for e in self.annotations.entities
            if e.type == "PERSON" and e.name.endswith(f" {written}") and self.text_of(e.span) == e.name
        ]
        others = any(e.id != mention.id for e in bearers)
        return others and bearers[0].id != mention.id

    def attribution(self, index: int | None) -> Attribution | None:
        """The attribution that a claim's or a relation's `attributed_to` points to."""
        return None if index is None else self.annotations.attributions[index]


def _trimmed(text: str, start: int, end: int) -> Span:
    piece = text[start:end]
    return Span(start + len(piece) - len(piece.lstrip()), start + len(piece.rstrip()))


def _around(ranges: tuple[Span, ...], span: Span) -> Span:
    if not ranges:
        return span
    starts = [r.start for r in ranges]
    first = ranges[max(0, bisect_right(starts, span.start) - 1)]
    last = ranges[max(0, bisect_right(starts, max(span.start, span.end - 1)) - 1)]
    return Span(min(first.start, span.start), max(last.end, span.end))
