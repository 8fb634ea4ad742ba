"""Names that students give themselves: any script, but no two of a class that look alike."""

import re
import unicodedata

from quizapi.services.errors import Invalid

LONGEST = 60
#: Joiners shape letters of some scripts and stay; all other characters without a look of their own go.
_JOINERS = "\u200c\u200d"
#: What Unicode calls letters that are one or two others with a stroke, a hook or a tie: ł, ø, ı, æ, œ.
_LATIN = re.compile(r"LATIN SMALL (?:LETTER|LIGATURE) (?:DOTLESS )?([A-Z]{1,2})(?: WITH .+)?")
_DIGITS = re.compile(r"([0-9]+)")
NameOrder = tuple[tuple[tuple[bool, int, str], ...], str]


class NicknameInvalid(Invalid):
    """This cannot be a nickname."""


def shown_nickname(typed: str) -> str:
    """The nickname as it is stored and shown.

    Raises:
        NicknameInvalid: Nothing of it can be seen, or it is longer than 60 characters.
    """
    visible = "".join(c for c in unicodedata.normalize("NFC", typed) if c in _JOINERS or _is_visible(c))
    name = " ".join(visible.split())
    if not any(unicodedata.category(c)[0] in "LNSP" for c in name):
        raise NicknameInvalid("Write a name of at least one letter.", pointer="/nickname")
    if len(name) > LONGEST:
        raise NicknameInvalid(f"A nickname has at most {LONGEST} characters.", pointer="/nickname")
    return name


def nickname_key(nickname: str) -> str:
    """What two nicknames that look alike have in common: compatibility forms, case and spaces are equal."""
    folded = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", nickname).casefold())
    return " ".join("".join(c for c in folded if unicodedata.category(c) != "Cf").split())


def name_order(name: str) -> NameOrder:
    """By what lists of names are sorted, as a person looks for one: "Łucja" beside "Lucy", "Group 2" before
    "Group 10". Case, accents and strokes count only between names that are otherwise the same.
    """
    plain = "".join(map(_plain, unicodedata.normalize("NFKD", name.casefold())))
    parts = (part for part in _DIGITS.split(" ".join(plain.split())) if part)
    return tuple((False, int(p), "") if p.isdecimal() else (True, 0, p) for p in parts), name


def _plain(character: str) -> str:
    if unicodedata.combining(character):
        return ""
    if unicodedata.category(character) == "Nd":
        return str(unicodedata.decimal(character))
    found = None if character.isascii() else _LATIN.fullmatch(unicodedata.name(character, ""))
    return found[1].lower() if found else character


def _is_visible(character: str) -> bool:
    # Cf holds the marks that turn the direction of a whole table row
    return unicodedata.category(character) not in ("Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp")
