"""Scripts that are written from right to left, made ready for a program that only puts signs side by side."""

import re
import unicodedata
from functools import cache

from fpdf.bidi import BidiParagraph
from fpdf.enums import TextDirection

#: Scripts whose letters change their shapes or places by rules that only a shaping engine knows.
_COMPLEX = re.compile(
    "[\u0700-\u074f\u07c0-\u07ff\u0840-\u086f\u0900-\u0dff\u0e80-\u0fff\u1000-\u109f\u1780-\u17ff]"
)
_ARABIC = re.compile("[\u0620-\u06ff\u0750-\u077f]")
_MIRRORED = dict(zip("()[]{}<>«»‹›≤≥", ")(][}{><»«›‹≥≤", strict=True))
_TATWEEL = "\u0640"
_LAM = "\u0644"


def is_settable(text: str) -> bool:
    """Whether the text can be set without a shaping engine."""
    return not _COMPLEX.search(text)


def is_right_to_left(text: str) -> bool:
    """Whether the first letter that has a direction runs from right to left."""
    for sign in text:
        direction = unicodedata.bidirectional(sign)
        if direction in ("L", "R", "AL"):
            return direction != "L"
    return False


def has_right_to_left(text: str) -> bool:
    """Whether any letter runs from right to left."""
    return any(unicodedata.bidirectional(sign) in ("R", "AL", "AN") for sign in text)


def in_visual_order(line: str, *, right_to_left: bool) -> str:
    """One line as its signs stand on paper from left to right (Unicode Annex 9), brackets mirrored."""
    direction = TextDirection.RTL if right_to_left else TextDirection.LTR
    signs = BidiParagraph(text=line, base_direction=direction).get_reordered_characters()
    return "".join(
        _MIRRORED.get(sign.character, sign.character) if sign.embedding_level % 2 else sign.character
        for sign in signs
    )


def joined(text: str) -> str:
    """Arabic letters in the shapes that they have beside each other (Unicode's presentation forms)."""
    if not _ARABIC.search(text):
        return text
    shapes, ligatures = _tables()
    text = re.sub(f"{_LAM}[\u0622\u0623\u0625\u0627]", lambda match: ligatures.get(match[0], match[0]), text)
    letters = [n for n, sign in enumerate(text) if unicodedata.category(sign) != "Mn"]
    signs = list(text)
    for place, n in enumerate(letters):
        own = shapes.get(text[n], {})
        before = shapes.get(text[letters[place - 1]], {}) if place else {}
        after = shapes.get(text[letters[place + 1]], {}) if place + 1 < len(letters) else {}
        back = "initial" in before and "final" in own
        on = "initial" in own and "final" in after
        form = "medial" if back and on else "final" if back else "initial" if on else "isolated"
        signs[n] = own.get(form, text[n])
    return "".join(signs)


@cache
def _tables() -> tuple[dict[str, dict[str, str]], dict[str, str]]:
    """Shapes by letter and place, and the ligatures of lam and alef, which count as letters of their own."""
    shapes: dict[str, dict[str, str]] = {_TATWEEL: dict.fromkeys(("initial", "medial", "final"), _TATWEEL)}
    ligatures: dict[str, str] = {}
    for code in [*range(0xFB50, 0xFBB2), *range(0xFBD3, 0xFC00), *range(0xFE80, 0xFEFD)]:
        form, _, letters = unicodedata.decomposition(chr(code)).partition(" ")
        source = "".join(chr(int(letter, 16)) for letter in letters.split())
        if len(source) == 1:
            shapes.setdefault(source, {}).setdefault(form.strip("<>"), chr(code))
        elif source.startswith(_LAM) and form == "<isolated>":
            ligatures[source] = chr(code)
            shapes[chr(code)] = {"isolated": chr(code), "final": chr(code + 1)}
    return shapes, ligatures
