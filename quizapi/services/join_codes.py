"""Codes that people read aloud, copy from a board and type on a telephone."""

import secrets

#: No vowels (so that no words come about), no two that look alike: 0/O/Q, 1/I/L, 2/Z, 5/S, 8/B, U/V.
ALPHABET = "34679CDFGHJKMNPRTWXY"
#: 20 ** 8 are 34 bits: a thousand open assignments are found once in 25 million guesses.
LENGTH = 8


def new_code(length: int = LENGTH) -> str:
    """A code that cannot be guessed in practice."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))


def code_of(digest: bytes, *, length: int) -> str:
    """A code made of the bits of a digest, always the same for the same one."""
    number, letters = int.from_bytes(digest, "big"), []
    for _ in range(length):
        number, letter = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[letter])
    return "".join(letters)


def normal_code(typed: str) -> str:
    """A code as it is stored, from what somebody has typed: capitals, no spaces and no dashes."""
    return "".join(character for character in typed.upper() if character.isalnum())
