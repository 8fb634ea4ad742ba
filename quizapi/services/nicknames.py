"""Names that students give themselves: any script, but no two of a class that look alike."""

import unicodedata

from quizapi.services.errors import Invalid

LONGEST = 60
#: Joiners shape letters of some scripts and stay; all other characters without a look of their own go.
_JOINERS = "\u200c\u200d"


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


def _is_visible(character: str) -> bool:
    # Cf holds the marks that turn the direction of a whole table row
    return unicodedata.category(character) not in ("Cf", "Cc", "Cs", "Co", "Cn", "Zl", "Zp")
