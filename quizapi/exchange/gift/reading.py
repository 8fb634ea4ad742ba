"""Items from GIFT, in the dialects of Moodle and of hand-written files."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from quizapi.domain import Item
from quizapi.exchange import building
from quizapi.exchange.building import Details
from quizapi.exchange.collecting import Collector
from quizapi.exchange.decoding import text_of
from quizapi.exchange.errors import NotTaken
from quizapi.exchange.formats import Imported
from quizapi.exchange.gift.answers import Pair, Reply, Texts, general_feedback, pair_of, replies, unescaped
from quizapi.exchange.gift.writing import ORDER_TAG
from quizapi.exchange.texts import folded

_TRUE, _FALSE = ("T", "TRUE"), ("F", "FALSE")


@dataclass(frozen=True, slots=True)
class _Block:
    """One question as it stands in the file, without its comments; `line` is that of its first line."""

    line: int
    text: str
    tags: tuple[str, ...]


def read_gift(data: bytes) -> Imported:
    """The items of a GIFT file.

    Raises:
        FileRefused: It is no text, or not UTF-8.
    """
    found = Collector()
    for block in _blocks(text_of(data)):
        if block.text.startswith("$CATEGORY:"):
            category = re.split(r"(?<!/)/(?!/)", block.text[10:])[-1]
            found.title = found.title or folded(category.replace("//", "/"))
            continue
        found.take(block.line, block.text, partial(_item, block))
    return found.result()


def _blocks(text: str) -> Iterator[_Block]:
    """Questions are separated by blank lines; a line of comment is none of theirs, but its tags are."""
    start, lines, comments = 0, list[str](), list[str]()
    for number, line in enumerate([*text.split("\n"), ""], 1):
        stripped = line.strip()
        if stripped.startswith("//"):
            comments.append(stripped)
        elif stripped.startswith("$CATEGORY:"):
            yield _Block(number, stripped, ())
        elif stripped:
            start = start if lines else number
            lines.append(line)
        elif lines:
            tags = re.findall(r"\[tag:([^\[\]]{1,100})\]", " ".join(comments))
            yield _Block(start, "\n".join(lines).strip(), tuple(tags))
            lines, comments = [], []


def _item(block: _Block) -> Item:
    text = block.text
    named = re.match(r"::((?:\\.|(?!::).)*)::", text, re.DOTALL)
    body = text[named.end() :] if named else text
    start, end = _braces(body)
    before, inside, after = body[:start], body[start + 1 : end].strip(), body[end + 1 :].strip()
    stem = Texts.of_question(before.strip() + (f" _____ {after}" if after else ""))
    inside, feedback = general_feedback(inside)
    explanation = stem.of_part(feedback) if feedback else ""
    return _of_answers(inside, stem, Details(explanation, block.tags))


def _braces(body: str) -> tuple[int, int]:
    places = [m for m in re.finditer(r"\\[\\~=#{}:n]|[{}]", body) if not m[0].startswith("\\")]
    if not places:
        raise NotTaken("it is a text without answers")
    if [place[0] for place in places] != ["{", "}"]:
        raise NotTaken("its answers are not between one { and one }")
    return places[0].start(), places[1].start()


def _of_answers(inside: str, stem: Texts, details: Details) -> Item:
    """The kinds are told apart as Moodle does."""
    if not inside:
        raise NotTaken("it is an essay, which is not scored here")
    if inside.startswith(">"):
        # Moodle's own ordering: settings behind the sign, then a line for each part in its right order.
        return building.order(
            stem.text, [stem.of_part(line) for line in inside.split("\n")[1:]], details=details
        )
    if inside.startswith("#"):
        return _numerical(inside[1:].strip(), stem, details)
    word = re.split(r"(?<!\\)#", inside, maxsplit=1)[0].strip()
    if word.upper() in _TRUE + _FALSE and "~" not in inside and "=" not in inside:
        return building.true_false(stem.text, word.upper() in _TRUE, details=details)
    found = replies(inside)
    if any(reply.mark == "~" for reply in found):
        return _options(found, stem, details)
    split = [pair_of(reply.whole) for reply in found]
    if found and all(split):
        return _match([pair for pair in split if pair], stem, details)
    texts = [
        _without_wildcards(stem.of_part(reply.text))
        for reply in found
        if reply.share is None or reply.share > 0
    ]
    return building.text(stem.text, texts or [stem.of_part(inside)], details=details)


def _options(found: list[Reply], stem: Texts, details: Details) -> Item:
    single = any(reply.mark == "=" for reply in found)
    options = []
    for reply in found:
        if single and reply.mark == "~" and reply.share is not None and 0 < reply.share < 100:
            raise NotTaken("it gives a part of the score for an option, which a choice here cannot")
        right = reply.mark == "=" or (reply.share or 0) > 0
        options.append((stem.of_part(reply.text), right))
    several = not single and not (sum(right for _, right in options) == 1 and _is_whole(found))
    return building.choice(stem.text, options, several=several, details=details)


def _is_whole(found: list[Reply]) -> bool:
    """Whether one option gives all and no other takes away: a choice, though written as shares."""
    return any(reply.share == 100 for reply in found) and not any((reply.share or 0) < 0 for reply in found)


def _match(pairs: list[Pair], stem: Texts, details: Details) -> Item:
    found = [(stem.of_part(left), unescaped(right)) for left, right in pairs if left]
    if ORDER_TAG not in details.tags:
        return building.match(
            stem.text, found, [unescaped(r) for left, r in pairs if not left], details=details
        )
    if sorted(right for _, right in found) != sorted(str(n) for n in range(1, len(pairs) + 1)):
        raise NotTaken("its parts do not have the places 1, 2, 3 and so on")
    places = [int(right) - 1 for _, right in found]
    texts = [left for left, _ in sorted(found, key=lambda pair: int(pair[1]))]
    tags = tuple(tag for tag in details.tags if tag != ORDER_TAG)
    return building.order(stem.text, texts, places, details=Details(details.explanation, tags))


def _numerical(inside: str, stem: Texts, details: Details) -> Item:
    found = replies(inside) if inside.startswith("=") else [Reply("=", None, inside, inside)]
    texts = []
    for reply in found:
        number = re.fullmatch(r"([+-]?\d+(?:\.\d+)?)(?::0*(?:\.0*)?)?", reply.text.strip())
        if number is None:
            raise NotTaken("it asks for a number within a tolerance, which written answers here do not have")
        texts.append(number[1])
    return building.text(stem.text, texts, details=details)


def _without_wildcards(text: str) -> str:
    if re.search(r"(?<!\\)\*", text):
        raise NotTaken("its answer has a wildcard (*), which written answers here do not have")
    return text.replace(r"\*", "*")
