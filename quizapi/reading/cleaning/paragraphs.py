"""Where paragraphs end, in text with blank lines, text with one line a paragraph, and hard-wrapped text."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

#: Mail and plain-text files are wrapped at 60 to 80 columns; nobody wraps at more.
_MAX_WRAP_WIDTH = 120
_MIN_WRAP_WIDTH = 30
_WRAPPED_SHARE = 0.6
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_LIST_ITEM = re.compile(r"(?:[-*•–]|\d{1,2}[.)]) ")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; `after_blank` tells whether a blank line (or the start of the text) stands before it."""

    text: str
    after_blank: bool


def split_paragraphs(text: str) -> list[Paragraph]:
    """Split text with LF line ends into paragraphs, lines that were only wrapped joined again."""
    blocks = list(_blocks(text.split("\n")))
    if len(blocks) == 1 and _is_broken_line(blocks[0]):
        return [Paragraph(" ".join(blocks[0]), after_blank=True)]
    width = _wrap_width(blocks)
    paragraphs: list[Paragraph] = []
    for block in blocks:
        paragraphs += _unwrapped(block, width)
    return paragraphs


def ends_sentence(text: str) -> bool:
    """Whether the text ends as a sentence does: a stop, an exclamation or question mark, a colon."""
    return bool(_SENTENCE_END.search(text[-8:]))


def _blocks(lines: list[str]) -> Iterator[list[str]]:
    block: list[str] = []
    for line in lines:
        if line:
            block.append(line)
        elif block:
            yield block
            block = []
    if block:
        yield block


def _wrap_width(blocks: list[list[str]]) -> int | None:
    """The column at which the text was wrapped; None when its lines are paragraphs of their own.

    A line was wrapped when the next one's first word would not have fitted behind it.
    """
    breaks = [(line, after) for block in blocks for line, after in itertools.pairwise(block)]
    width = max((len(line) for block in blocks for line in block), default=0)
    if len(breaks) < 2 or not _MIN_WRAP_WIDTH <= width <= _MAX_WRAP_WIDTH:
        return None
    full = sum(_is_full(line, after, width) for line, after in breaks)
    # Wrapping breaks sentences; lines that all end one are paragraphs of about the same length.
    broken = sum(not ends_sentence(line) for line, _ in breaks)
    return width if full >= _WRAPPED_SHARE * len(breaks) and 2 * broken >= len(breaks) else None


def _is_broken_line(block: list[str]) -> bool:
    """Whether the whole text is one paragraph of two lines."""
    if len(block) != 2 or max(map(len, block)) > _MAX_WRAP_WIDTH:
        return False
    return len(block[0]) >= _MIN_WRAP_WIDTH and not ends_sentence(block[0])


def _is_full(line: str, after: str, width: int) -> bool:
    return len(line) + 1 + len(after.split(" ", 1)[0]) > width


def _unwrapped(block: list[str], width: int | None) -> Iterator[Paragraph]:
    current = block[0]
    after_blank = True
    for line, after in itertools.pairwise(block):
        if _goes_on(line, after, width):
            current += after if re.search(r"[^\W\d_]-$", current) else " " + after
        else:
            yield Paragraph(current, after_blank)
            current, after_blank = after, False
    yield Paragraph(current, after_blank)


def _goes_on(line: str, after: str, width: int | None) -> bool:
    if _LIST_ITEM.match(after):
        return False
    if width is not None and _is_full(line, after, width):
        return True
    # A lower-case start after a line that ends no sentence is the middle of one, whatever the width.
    return not ends_sentence(line) and after[0].islower() and len(line) >= _MIN_WRAP_WIDTH
