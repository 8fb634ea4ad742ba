"""The text of an article in Markdown, and what its front matter or its heading tells."""

import re
from dataclasses import dataclass
from datetime import date

from quizapi.exchange.texts import folded

_FRONT = re.compile(r"\A---[ \t]*\n(.*?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_FIELD = re.compile(r"^(title|author|date):[ \t]*(.+)$", re.MULTILINE | re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MarkdownText:
    """Paragraphs of `text` are separated by blank lines."""

    text: str
    title: str | None
    author: str | None
    published_on: date | None


def markdown_text(source: str) -> MarkdownText:
    """Take the marks out of the text. A first heading of the first level is the title."""
    fields: dict[str, str] = {}
    front = _FRONT.match(source)
    if front:
        fields = {name.lower(): value.strip().strip("\"'") for name, value in _FIELD.findall(front[1])}
        source = source[front.end() :]
    source = _without_comments(source).lstrip()
    first, _, rest = source.partition("\n")
    second, _, behind = rest.partition("\n")
    if first.startswith(("# ", "#\t")):
        source = rest
        fields.setdefault("title", _inline(first.strip("# \t")))
    elif second.strip() and not second.strip().strip("="):
        source = behind
        fields.setdefault("title", _inline(first))
    blocks = [_block(block) for block in re.split(r"\n[ \t]*\n", source)]
    return MarkdownText(
        "\n\n".join(block for block in blocks if block),
        folded(fields.get("title", ""))[:300] or None,
        folded(fields.get("author", ""))[:200] or None,
        _day(fields.get("date", "")),
    )


def _without_comments(source: str) -> str:
    kept, place = [], 0
    while (start := source.find("<!--", place)) >= 0 and (end := source.find("-->", start)) >= 0:
        kept.append(source[place:start])
        place = end + 3
    return "".join([*kept, source[place:]])


def _block(block: str) -> str:
    """One block without its marks; items of a list keep their lines."""
    if re.fullmatch(r"\s*(?:[-*_][ \t]*){3,}\s*", block) or re.match(r"\s*\[[^\]]+\]:\s", block):
        return ""
    lines: list[str] = []
    for line in block.strip("\n").split("\n"):
        if re.fullmatch(r"\s*(?:```|~~~).*|\s*=+\s*|\s*-+\s*", line):
            continue
        bare = re.sub(r"^\s*(?:>\s?)*", "", re.sub(r"[ \t]+", " ", line))
        item = re.match(r"(?:[-*+]|\d{1,3}[.)])[ \t]+", bare)
        bare = re.sub(r"^(?:#{1,6}[ \t]+|[-*+][ \t]+|\d{1,3}[.)][ \t]+)", "", bare)
        bare = re.sub(r" #+ ?$", "", bare).strip()
        if bare:
            lines.append(("\n" if item and lines else "") + _inline(bare))
    return re.sub(r" ?\n ?", "\n", " ".join(lines))


def _inline(text: str) -> str:
    # Every repetition is bounded: without, some texts would take time by the square of their length.
    text = re.sub(r"!\[[^\]]{0,300}\]\([^)]{0,2000}\)", "", text)
    text = re.sub(r"\[([^\]]{0,300})\](?:\([^)]{0,2000}\)|\[[^\]]{0,300}\])", r"\1", text)
    text = re.sub(r"<(https?://[^<>\s]+)>", r"\1", text)
    text = re.sub(r"</?[A-Za-z][^<>]*>", "", text)
    text = re.sub(r"(`{1,3})([^`]{1,300})\1", r"\2", text)
    text = re.sub(r"(?<!\\)(\*{1,3}|~~)(?=\S)(.{1,300}?)(?<=\S)\1", r"\2", text)
    text = re.sub(r"(?<![\\\w])(_{1,3})(?=\S)(.{1,300}?)(?<=\S)\1(?!\w)", r"\2", text)
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", text).strip()


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text[:10])
    except ValueError:
        return None
