"""Aiken: one right option of several, and nothing else."""

import re
from collections.abc import Sequence

from quizapi.domain import Item
from quizapi.exchange import building
from quizapi.exchange.collecting import Collector
from quizapi.exchange.decoding import text_of
from quizapi.exchange.errors import CannotHold, NotTaken
from quizapi.exchange.formats import About, Entry, Export, Imported, Note, each
from quizapi.exchange.html_text import text_or_html
from quizapi.exchange.parts import is_true, right_ids
from quizapi.exchange.texts import LETTERS, folded

_OPTION = re.compile(r"([A-Za-z])[.)]\s+(.*)")
_ANSWER = re.compile(r"ANSWER:\s*([A-Za-z])?", re.IGNORECASE)


def write_aiken(entries: Sequence[Entry], about: About) -> Export:
    """Items of one right option; true or false becomes a choice of two."""
    questions, left_out = each(entries, lambda _, entry: _question(entry.item))
    gone = {note.item_id for note in left_out}
    changed = tuple(
        Note(entry.id, "Aiken has no true or false: it is written as a choice of the two")
        for entry in entries
        if entry.item.interaction == "true_false" and entry.id not in gone
    )
    return Export(("\n\n".join(questions) + "\n").encode(), left_out, changed)


def _question(item: Item) -> str:
    if item.interaction == "true_false":
        options, right = ["True", "False"], 0 if is_true(item) else 1
    elif item.interaction == "choice":
        options = [folded(option.text) for option in item.options]
        right = [option.id in right_ids(item) for option in item.options].index(True)
    else:
        raise CannotHold("Aiken holds questions with one right option only")
    stem = folded(item.stem)
    if _OPTION.fullmatch(stem) or _ANSWER.match(stem):
        raise CannotHold("Aiken would read the beginning of its text as an option or an answer")
    if len(stem) < 2:
        raise CannotHold("Aiken's readers pass over a line of one sign")
    lines = [stem, *(f"{LETTERS[n]}. {text}" for n, text in enumerate(options)), f"ANSWER: {LETTERS[right]}"]
    return "\n".join(lines)


def read_aiken(data: bytes) -> Imported:
    """The items of an Aiken file; a text of several lines is one text.

    Raises:
        FileRefused: It is no text, or not UTF-8.
    """
    found = Collector()
    stem, options, start = list[str](), list[tuple[str, str]](), 1

    def end(answer: str | None, reason: str = "") -> None:
        what = " ".join(stem) or " ".join(text for _, text in options)
        if reason:
            found.skip(start, what, reason)
        else:
            found.take(start, what, lambda: _item(stem, options, answer))
        stem.clear()
        options.clear()

    for number, line in enumerate(text_of(data).split("\n"), 1):
        line = line.strip()
        if not line:
            continue
        start = start if stem or options else number
        answer, option = _ANSWER.match(line), _OPTION.fullmatch(line)
        if answer:
            end(answer[1])
        elif option and (stem or options):
            options.append((option[1].upper(), option[2]))
        elif options:
            end(None, "it has no line that begins with ANSWER:")
            start = number
            stem.append(line)
        else:
            stem.append(line)
    if stem or options:
        end(None, "it has no line that begins with ANSWER:")
    return found.result()


def _item(stem: list[str], options: list[tuple[str, str]], answer: str | None) -> Item:
    letters = [letter for letter, _ in options]
    if answer is None or letters.count(answer.upper()) != 1:
        raise NotTaken("its answer is none of its options")
    texts = [text_or_html(text) for _, text in options]
    right = letters.index(answer.upper())
    asked = text_or_html("\n".join(stem))
    if [text.lower() for text in texts] in (["true", "false"], ["false", "true"]):
        return building.true_false(asked, texts[right].lower() == "true")
    return building.choice(asked, [(text, n == right) for n, text in enumerate(texts)])
