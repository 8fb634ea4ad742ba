"""On which lines of a JSON text the elements of a list begin, which Python's reader does not tell."""

import json
import re

_SPACE = re.compile(r"[ \t\n\r]*")
_DECODER = json.JSONDecoder()


def lines_of_elements(text: str, name: str) -> list[int]:
    """The lines, from 1, of the elements of the list `name` in the outermost object; none where none is.

    Args:
        text: Of an object, and sound: it was read before. Where it names the list twice, the last counts.
    """
    starts: list[int] = []
    place = _at_sign(text, _at_sign(text, 0) + 1)
    while text[place] != "}":
        key, place = _DECODER.raw_decode(text, place)
        place = _at_sign(text, _at_sign(text, place) + 1)
        if key == name:
            starts = _starts(text, place)
        place = _next(text, place)
    lines, line, counted = list[int](), 1, 0
    for start in starts:
        line += text.count("\n", counted, start)
        counted = start
        lines.append(line)
    return lines


def _starts(text: str, place: int) -> list[int]:
    """Where the elements of the value at `place` begin; none where it is no list."""
    if text[place] != "[":
        return []
    starts = []
    place = _at_sign(text, place + 1)
    while text[place] != "]":
        starts.append(place)
        place = _next(text, place)
    return starts


def _next(text: str, place: int) -> int:
    """Where what stands behind the value at `place` begins, past a comma."""
    _, end = _DECODER.raw_decode(text, place)
    end = _at_sign(text, end)
    return _at_sign(text, end + 1) if text[end] == "," else end


def _at_sign(text: str, place: int) -> int:
    """The next place, from this on, that is no white space."""
    found = _SPACE.match(text, place)
    return found.end() if found else place
