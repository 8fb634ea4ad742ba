"""Which passwords are taken: by length and by how common they are, whatever characters they are made of.

Source: NIST SP 800-63B, 5.1.1.2 (no composition rules; commonly used values are refused).
"""

from collections.abc import Sequence

from quizapi.services.errors import Invalid

SHORTEST, LONGEST = 10, 1000
#: zxcvbn takes time that grows faster than the length; what is longer is judged by its beginning.
_JUDGED = 72
#: Of 0 to 4; below it, fewer than a million guesses find the password.
_LEAST_SCORE = 2


class PasswordTooCommon(Invalid):
    """This password is among the first that are guessed."""


class PasswordLength(Invalid):
    """A password has 10 to 1000 characters."""


def check_password(password: str, *, own_words: Sequence[str] = (), pointer: str = "/password") -> None:
    """Refuse a password that is guessed soon.

    Args:
        own_words: What everybody knows of its owner (the address, the name).

    Raises:
        PasswordLength, PasswordTooCommon
    """
    if not SHORTEST <= len(password) <= LONGEST:
        raise PasswordLength(f"This one has {len(password)}.", pointer=pointer)
    from zxcvbn import zxcvbn  # type: ignore[import-untyped]  # its word lists take a moment to load

    words = [word for known in own_words for word in (known, *known.replace("@", " ").split()) if word]
    for part in {password[:_JUDGED], password[-_JUDGED:]}:
        if zxcvbn(part, user_inputs=words[:20])["score"] >= _LEAST_SCORE:
            return
    raise PasswordTooCommon(
        "It is among the first that are guessed. Take a few words that do not belong together.",
        pointer=pointer,
    )
