"""Written answers: what counts as the same text, and which typing errors are forgiven."""

import re
import unicodedata

#: Shown to students beside a written answer; `matches_text` does what it says.
TYPING_RULE = (
    "Capital letters, punctuation and spaces do not matter. A typing error is forgiven in words of five "
    "letters or more, two in words of nine or more, at most two in all and never in a word's first letter. "
    "Numbers must be exact."
)
MOST_ERRORS = 2
#: Letters of a word up to which comparing it takes the same work whatever it is compared with.
_LONGEST_EVEN = 40
_WIDTH = 16
_NUMBER_WORDS = re.compile(
    r"(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"(?:thir|four|fif|six|seven|eigh|nine)teen|(?:twen|thir|for|fif|six|seven|eigh|nine)t(?:y|ieth)|"
    r"hundred|thousand|million|billion|trillion|"
    r"first|second|third|(?:four|fif|six|seven|eigh|nin|ten|eleven|twelf|(?:thir|four|fif|six|seven|eigh|nine)teen|"
    r"hundred|thousand|million|billion|trillion)th)s?"
)
_GROUPS = re.compile(r"(?<![\d.,])\d{1,3}(?:,\d{3})+(?![\d,])")
#: Between digits these belong to the number ("3.5", "10:30").
_IN_NUMBER = ".,:/"
_MINUS = "-−–"
_APOSTROPHES = "'’ʼ`´"


def normal_text(text: str) -> str:
    """The text as it is compared: NFKC, case folded, no punctuation, single spaces; numbers stay whole.

    "1,000" is "1000" (English grouping), "3.5" keeps its point, "-5" keeps its minus, "twenty-one" is two
    words, "O'Neil" is one.
    """
    folded = _folded("".join(c for c in _folded(text) if not _is_invisible(c)))
    folded = f" {_GROUPS.sub(lambda match: match[0].replace(',', ''), folded)} "
    triples = zip(folded, folded[1:], folded[2:], strict=False)
    plain = "".join(_plain(before, character, after) for before, character, after in triples)
    return " ".join(plain.split())


def matches_text(answer: str, expected: str) -> bool:
    """Whether `answer` is `expected`, but for the typing errors that `TYPING_RULE` forgives.

    How long it takes is settled by the answer alone: a student could otherwise measure how near it is.
    """
    given, right = normal_text(answer), normal_text(expected)
    words = given.split()
    others = right.split() if len(right.split()) == len(words) else [""] * len(words)
    errors = [_errors(one, other) for one, other in zip(words, others, strict=True)]
    if not right or not given:
        return False
    if given.replace(" ", "") == right.replace(" ", "") and not re.search(r"\d \d", f"{given}|{right}"):
        return True
    return all(n is not None for n in errors) and sum(n or 0 for n in errors) <= MOST_ERRORS


def typing_distance(one: str, other: str, *, most: int) -> int | None:
    """Letters added, left out, replaced, or swapped with a neighbour (Damerau; optimal string alignment).

    Returns:
        The number of such errors, or None where there are more than `most`.
    """
    if abs(len(one) - len(other)) > most:
        return None
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        before, last, row = row, before, [i]
        for j, right in enumerate(other, start=1):
            cost = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != right))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == right:
                cost = min(cost, last[j - 2] + 1)
            row.append(cost)
    return row[-1] if row[-1] <= most else None


def _errors(given: str, right: str) -> int | None:
    """The typing errors in one word; None where it is another. Work that is saved is done for nothing."""
    shorter = min(len(given), len(right))  # "Austria" is not "Australia" with two errors
    most = 2 if shorter >= 9 else 1 if shorter >= 5 else 0
    may_err = given[:1] == right[:1] and not (_is_number(right) or _is_number(given)) and most > 0
    is_compared = may_err and abs(len(given) - len(right)) <= most
    errors = typing_distance(given, right, most=most) if is_compared else None
    length = min(len(given), _LONGEST_EVEN)
    spent = length * min(len(right), _LONGEST_EVEN) if is_compared else 0
    rows = (length * (length + MOST_ERRORS) - spent) // _WIDTH
    typing_distance("a" * rows, "b" * _WIDTH, most=rows + _WIDTH)
    return 0 if given == right else errors


def _is_number(word: str) -> bool:
    return any(character.isdigit() for character in word) or _NUMBER_WORDS.fullmatch(word) is not None


def _folded(text: str) -> str:
    return unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold())


def _is_invisible(character: str) -> bool:
    return character in _APOSTROPHES or unicodedata.category(character) == "Cf"


def _plain(before: str, character: str, after: str) -> str:
    """The character as it is compared, by those beside it."""
    if character in _IN_NUMBER and before.isdigit() and after.isdigit():
        return character
    if character in _MINUS and before.isspace() and after.isdigit():
        return "-"
    return " " if unicodedata.category(character)[0] in "PZC" else character
