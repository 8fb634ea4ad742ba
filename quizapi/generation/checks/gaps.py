"""Does one option of the article alone fit a gap?"""

import re
from collections.abc import Iterator

from quizapi.domain import Flaw, Item
from quizapi.generation.checks.words import quoted, quoted_apart, unframed
from quizapi.plugin_api import AnnotatedArticle, GeneratorTools

_GAP = re.compile(
    r"_{2,}|…{2,}|\.{4,}|\[ ?(?:…|\.{3}|-{2,}|gap|blank|missing)? ?\]|\( ?(?:-{2,}|gap|blank|missing)? ?\)",
    re.IGNORECASE,
)
#: In a question after a speaker, brackets only say that the quotation is shortened.
_ELISION = re.compile(r"\[ ?(?:…|\.{3}) ?\]")
_ASKS_WHO = re.compile(r"\bwho(?:m|se)?\b", re.IGNORECASE)
#: What tells the reader to fill the gap, in front of the sentence that has it.
_LEAD = re.compile(
    r"^\W*(?:complete|fill|finish|choose|write|type|which|what)\b[^.:?!“”\"_\[(]*[.:?]\s*", re.IGNORECASE
)
_PERCENT = re.compile(r"(?<=\d) ?%|\bper cent\b", re.IGNORECASE)
#: Words on each side of a gap that must stand together once in the article.
_WINDOW = 3
_LEAST_WORDS = 4
#: "2.5 million" is as good an answer to a gap as "400,000".
_LONGEST_NUMBER = 2
_WORD = re.compile(r"\d(?:[\d.,]*\d)?|[^\W_]+(?:['’-][^\W_]+)*")


class GapCheck:
    """A gap stands in a sentence that is long enough, and its surroundings occur once in the article.

    A sentence that is put up as the article's and is not has as many answers as the reader can think of; one
    whose neighbours at the gap stand in the article with another word between them has two.

    Source: Haladyna, Downing and Rodriguez (2002), guidelines 19 (one right answer) and 9 (completion items).
    """

    name = "gap"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        if item.interaction not in ("choice", "text"):
            return
        shown = _ELISION.sub(" ", item.stem) if _ASKS_WHO.search(quoted_apart(item.stem)) else item.stem
        gapped = next((text for text in quoted(shown, '“"') if _GAP.search(text)), None)
        # In quotation marks the sentence is said to be the article's.
        is_quoted = gapped is not None
        gapped = gapped or unframed(_LEAD.sub("", quoted_apart(shown)))
        if not _GAP.search(gapped):
            return
        before, _, after = (_words(part) for part in _GAP.sub("\x00", gapped, count=1).partition("\x00"))
        key = _words(item.key_text)
        whole = f" {' '.join(_words(article.text))} "
        most = _LONGEST_NUMBER if any(word[0].isdigit() for word in key) else max(1, len(key))
        if len(before) + len(after) < _LEAST_WORDS:
            yield Flaw("gap-ambiguous", "There are too few words around the gap.", fatal=True)
        elif not _stands(whole, [*before, *key, *after]) and is_quoted:
            yield Flaw("gap-ambiguous", "The text with the gap is not the article's own.", fatal=True)
        elif len(_fillers(whole, before[-_WINDOW:], after[:_WINDOW], most)) > 1:
            yield Flaw("gap-ambiguous", "The article has the same words around another one.", fatal=True)


def _words(text: str) -> list[str]:
    return _WORD.findall(_PERCENT.sub(" percent", text.casefold()))


def _stands(whole: str, words: list[str]) -> bool:
    return f" {' '.join(words)} " in whole


def _fillers(whole: str, before: list[str], after: list[str], length: int) -> set[str]:
    """What stands in the article between those words, at most so many words of it.

    At least two words must be given in all.
    """
    if len(before) + len(after) < 2:
        return set()
    middle = rf"[^ ]+(?: [^ ]+){{0,{length - 1}}}?"
    pattern = " ".join([*map(re.escape, before), f"({middle})", *map(re.escape, after)])
    return {found[1] for found in re.finditer(f"(?<= ){pattern}(?= )", whole)}
