"""Does the evidence settle the key, and the key alone?"""

from collections.abc import Iterator

from quizapi.domain import Flaw, Item, Span
from quizapi.generation.checks.quantities import is_number, plain_tokens
from quizapi.generation.checks.words import (
    FUNCTION_WORDS,
    content_words,
    quoted,
    quoted_apart,
    statement_of,
    stem,
)
from quizapi.plugin_api import ABOUT_QUOTED, AnnotatedArticle, GeneratorTools

#: The share of the key's words that its evidence must have; a sound key may be said in other words.
_LEAST_SHARE = 0.25
#: Two words count as one where they begin alike, so that "demolition" is found in "demolished".
_ALIKE = 5
_SHORT = 4
_NUMERIC = frozenset({"DATE", "TIME", "PERCENT", "MONEY", "QUANTITY", "ORDINAL", "CARDINAL"})
_MONTHS = "january february march april may june july august september october november december"
_DATE_WORDS = frozenset(_MONTHS.split())


class ProvesKeyCheck:
    """Evidence that holds nothing of the key does not prove it.

    A number must stand in the evidence, a name must stand in it or be the source of what it reports; of a
    longer key a quarter of the words. Where the key says something about words that the stem quotes (tag
    `ABOUT_QUOTED`), the evidence must have those. What counts as the same word is generous: only a plain miss
    is told.

    Source: Haladyna, Downing and Rodriguez (2002), guideline 19 (one right answer, settled by the text).
    """

    name = "proves-key"
    needs_parse = True

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        if item.interaction not in ("choice", "text", "true_false") or not item.evidence:
            return
        if item.interaction == "true_false" and item.key is not True:
            return
        key = statement_of(item) if item.interaction == "true_false" else item.key_text
        if ABOUT_QUOTED in item.tags:
            key = " ".join(filter(None, quoted(item.stem)))
            if not key:
                yield Flaw(
                    "evidence-unproving", "The stem quotes nothing for the key to be about.", fatal=True
                )
                return
        entity = entity_of(key, article)
        if entity is not None:
            proven = _is_named(entity, item, article)
        else:
            proven = _is_said(key, item, article, tools)
        if not proven:
            yield Flaw("evidence-unproving", "The evidence holds nothing of the right answer.", fatal=True)


class OneKeyCheck:
    """A distractor that the evidence ties to the question more closely than the key is a second key.

    Looked for where names or numbers are the options: the sentence of the evidence that has most words of
    the question must not be one that names a distractor and not the key.

    Source: Haladyna, Downing and Rodriguez (2002), guideline 19 (only one right answer).
    """

    name = "one-key"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        asked = content_words(quoted_apart(item.stem))
        if item.interaction != "choice" or quoted_apart(item.stem) != item.stem or not asked:
            return
        if not all(_is_short(option.text, article) for option in item.options):
            return
        sentences = _sentences(item, article)
        holds_key = {s: _holds(s, item.key_text, article) for s in sentences}
        ties = {s: _shared(asked, article.text_of(s)) for s in sentences}
        own = max((ties[s] for s in sentences if holds_key[s]), default=0)
        for option in item.distractors:
            others = [s for s in sentences if not holds_key[s] and _names(s, option.text, article)]
            if max((ties[s] for s in others), default=0) >= max(1, own, len(asked) / 3):
                yield Flaw(
                    "two-keys", f"The evidence ties “{option.text}” to the question as well.", fatal=True
                )
                return


def entity_of(text: str, article: AnnotatedArticle) -> int | None:
    """The entity that a text names, whole; None where it is more or less than a name."""
    plain = text.casefold().strip(" .")
    for mention in article.annotations.entities:
        if plain in (article.text_of(mention.span).casefold(), mention.name.casefold()):
            return mention.id if mention.type not in _NUMERIC else None
    return None


def _is_named(entity: int, item: Item, article: AnnotatedArticle) -> bool:
    spans = [evidence.span for evidence in item.evidence]
    if any(_overlap(mention.span, span) for mention in article.mentions(entity) for span in spans):
        return True
    parts = {word.casefold() for name in article.names(entity) for word in name.split() if len(word) > 2}
    said = {token for evidence in item.evidence for token in plain_tokens(evidence.text)}
    return bool((parts - FUNCTION_WORDS) & said) or any(
        attribution.source is not None
        and attribution.source.entity == entity
        and any(_overlap(attribution.content, span) for span in spans)
        for attribution in article.annotations.attributions
    )


def _is_said(key: str, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> bool:
    said = plain_tokens(" ".join(evidence.text for evidence in item.evidence))
    tokens = plain_tokens(key)
    values = {token for token in tokens if is_number(token)}
    if values and len(tokens) <= _SHORT and not _DATE_WORDS & set(tokens):
        return values <= set(said)
    wanted = [
        {stem(token.lower_), stem(token.lemma_.lower())}
        for token in tools.parse(key)
        if content_words(token.text)
    ]
    found = {stem(token) for token in said} | _lemmas(item, article)
    for mention in article.annotations.entities:
        if any(_overlap(mention.span, evidence.span) for evidence in item.evidence):
            found |= content_words(mention.name)
    starts = {word[:_ALIKE] for word in found}
    hits = sum(
        any(word in found or (len(word) >= _ALIKE and word[:_ALIKE] in starts) for word in forms)
        for forms in wanted
    )
    return not wanted or hits >= _LEAST_SHARE * len(wanted)


def _lemmas(item: Item, article: AnnotatedArticle) -> set[str]:
    spans = (
        article.doc.char_span(evidence.span.start, evidence.span.end, alignment_mode="expand")
        for evidence in item.evidence
    )
    return {stem(token.lemma_.lower()) for span in spans if span is not None for token in span}


def _is_short(text: str, article: AnnotatedArticle) -> bool:
    tokens = plain_tokens(text)
    numeric = any(is_number(token) for token in tokens)
    return len(tokens) <= _SHORT and (numeric or text[:1].isupper())


def _sentences(item: Item, article: AnnotatedArticle) -> list[Span]:
    return [s for s in article.sentences if any(_overlap(s, evidence.span) for evidence in item.evidence)]


def _holds(sentence: Span, text: str, article: AnnotatedArticle) -> bool:
    """Does the sentence name what the option names, by number, by name or as the source of its words?"""
    entity = entity_of(text, article)
    sources = (a for a in article.annotations.attributions if a.source and a.source.entity == entity)
    return _names(sentence, text, article) or (
        entity is not None and any(_overlap(attribution.content, sentence) for attribution in sources)
    )


def _names(sentence: Span, text: str, article: AnnotatedArticle) -> bool:
    """Does the sentence name outright what the option names: its numbers, or the last word of its name?"""
    said = set(plain_tokens(article.text_of(sentence)))
    tokens = plain_tokens(text)
    values = {token for token in tokens if is_number(token)}
    return values <= said if values else bool(tokens) and tokens[-1] in said


def _shared(asked: set[str], text: str) -> int:
    return len(asked & {stem(token) for token in plain_tokens(text)})


def _overlap(one: Span, other: Span) -> bool:
    return one.start < other.end and other.start < one.end
