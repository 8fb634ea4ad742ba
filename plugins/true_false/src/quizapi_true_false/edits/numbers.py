"""Another number of the same form and a plausible size."""

from __future__ import annotations

import random
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from quizapi_true_false.edits.around import cased
from quizapi_true_false.edits.base import Candidate, Scene, edit_of, in_quotes
from quizapi_true_false.edits.naming import tells_of_crime
from quizapi_true_false.lexicon import VERBS, words
from quizapi_true_false.statements import Statement, figures_in

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_WORDS = (
    "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen", "twenty",
)  # fmt: skip
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_FRACTIONS = ("half", "third", "quarter", "fifth", "tenth")
_DIGITS = re.compile(r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?")
#: Beside these a smaller or larger number may be true as well ("at least 80" when it was 83).
_INCLUSIVE = words(
    """least most more less fewer over under above below up many than within exceed exceeded minimum
    maximum to between from or"""
)
_NAME_TYPES = frozenset(
    {"PERSON", "ORG", "GPE", "LOC", "FAC", "PRODUCT", "EVENT", "WORK_OF_ART", "LAW", "DATE"}
)
_ORDINAL = re.compile(r"(\d+)(?:st|nd|rd|th)")
_UNITS_AFTER = frozenset({"%", "percent", "per", "pct", "million", "billion", "trillion", "thousand"})
_PERIODS = words("year month week day decade hour minute night season")
_MIN_CHANGE = 0.25
_MIN_POINTS, _MAX_POINTS, _MANY_POINTS = 6, 18, 24
_TRIES = 6


def change_number(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """ "37 vessels" → "52 vessels", "three years" → "five years", "a fifth" → "a third"."""
    if figures_in(statement.doc) > _MOST_FIGURES:
        # "by 26 percent to 4 million from 5.4": each of them follows from the others.
        return
    for token in statement.doc:
        if not _is_free(token, statement) or _is_counted_out(token):
            continue
        tries = [new for new in (_another(token, scene.rng) for _ in range(_TRIES)) if new is not None]
        after = next((new for new in tries if not _is_used(new, scene)), None)
        if after is None:
            # A small number stands somewhere in most articles; of another thing it may.
            after = next((new for new in tries if not _counts_the_same(new, token, scene)), None)
        if after is None:
            continue
        before = token.text
        if not _is_told(before, statement):
            continue
        if _is_more_than_all(statement.text[: token.idx] + after + statement.text[token.idx + len(before) :]):
            continue
        first, last = _measure(token)
        shown_before = statement.doc[first : last + 1].text
        shown_after = shown_before.replace(before, after, 1)
        yield Candidate(
            edit_of("number", statement, token.idx, before, after),
            f"The article says {shown_before}, not {shown_after}.",
            claimed=after,
        )


def _is_told(number: str, statement: Statement) -> bool:
    """Whether the proof itself has the number: one of a name written out the sentence does not show."""
    return bool(re.search(rf"(?<!\w){re.escape(number)}(?!\w)", statement.proof, re.IGNORECASE))


_MOST_FIGURES = 2
_JUDGED = words("just only merely mere whopping record-breaking paltry fully already even last past")


def _is_counted_out(token: Token) -> bool:
    """ "two teams, one national and one of refugees": what is counted is told one by one, too.

    Beside "just" or "whopping" the size is judged, and another number would show that it is wrong.
    """
    doc = token.doc
    if token.i and token.nbor(-1).lower_ in _JUDGED:
        return True
    if any(
        t.lower_ in ("one", "both", "other", "respectively", "each", "either") and t.i != token.i for t in doc
    ):
        return True
    if token.lower_ in _WORDS[:4] and any(t.dep_ == "conj" and t.pos_ == "PROPN" for t in doc):
        # "Low and Maas met, the two leaders' first talks": counted by their names.
        return True
    behind = [t for t in doc[token.i + 1 :] if t.text == "," or t.lower_ == "and"]
    names = [c for c in token.head.children if c.dep_ in ("appos", "conj") and c.i > token.i]
    return bool(names) and len(behind) > 0 and token.dep_ == "nummod"


_SCORE = re.compile(r"\b(\d{1,3})( ?[-–] ?)(\d{1,3})\b")
_CONTEST = re.compile(r"\b(?:vot\w+|won|win|lost|lose|beat|defeat\w*|score\w*|victory)\b", re.IGNORECASE)


def change_score(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """ "voted 7-2" → "voted 6-3": as many votes, shared out otherwise."""
    if not _CONTEST.search(statement.text):
        return
    for match in _SCORE.finditer(statement.text):
        more, fewer = int(match[1]), int(match[3])
        if in_quotes(statement, match.start()) or more < fewer or more + fewer > 600:
            continue
        total = more + fewer
        others = [n for n in range(total // 2 + 1, total + 1) if n != more and abs(n - more) <= 3]
        shown = [f"{n}{match[2]}{total - n}" for n in others]
        shown = [score for score in shown if score not in scene.article.text]
        if shown:
            after = scene.rng.choice(shown)
            yield Candidate(
                edit_of("number", statement, match.start(), match[0], after),
                f"The article says {match[0]}, not {after}.",
                claimed=after,
            )


_COMPOUND = re.compile(
    r"\b(\d{1,3}(?:\.\d)?)-(?:year|month|week|day|hour|minute|mile|storey|story|member|point|page|seat|billion|million)\b(?:-old\b)?"
)


def change_compound(statement: Statement, scene: Scene) -> Iterator[Candidate]:
    """ "a 14-year-old boy" → "a 17-year-old boy", "a 59-billion-crown debt" → "a 44-billion-crown debt"."""
    harmed = tells_of_crime(statement)
    for match in _COMPOUND.finditer(statement.text):
        if harmed and match[0].endswith("-old"):
            continue
        after = _age(match[1], statement.text[match.end() :], scene.rng)
        after = after if after is not None else another_number(match[1], scene.rng)
        if after is None or in_quotes(statement, match.start()) or _is_used(after, scene):
            continue
        if not _is_told(match[1], statement):
            continue
        changed = after + match[0][len(match[1]) :]
        led = statement.text[: match.start()].split()[-1:] or [""]
        if led[0] in ("a", "an") and (led[0] == "an") != _sounds_open(after):
            continue
        yield Candidate(
            edit_of("number", statement, match.start(), match[0], changed),
            f"The article says {match[0]}, not {changed}.",
            claimed=changed,
        )


_YOUNG = re.compile(r"(?:-old)? (?:\w+ )?(?:boy|girl|child|teenager|pupil|schoolboy|schoolgirl)\b")
_ADULT = 18


def _age(number: str, behind: str, rng: random.Random) -> str | None:
    """Another age of a boy or girl; None where the words behind the number name nobody young."""
    if not _YOUNG.match(behind) or not number.isdigit():
        return None
    age = int(number)
    near = [n for n in range(max(5, age - 5), min(_ADULT, age + 5)) if abs(n - age) >= 2]
    return str(rng.choice(near)) if near else None


def _sounds_open(number: str) -> bool:
    """Whether the number's name begins with a vowel: eight, eleven, eighteen, eighty."""
    return number.startswith("8") or number.partition(".")[0] in ("11", "18")


def _is_free(token: Token, statement: Statement) -> bool:
    """Whether the number counts or measures something exactly, and is no part of a name or a range."""
    fraction = token.lower_ in _FRACTIONS and token.pos_ == "NOUN"
    ordinal = bool(_ORDINAL.fullmatch(token.text))
    if not (token.like_num or fraction or ordinal) or in_quotes(statement, token.idx):
        return False
    if token.lower_ in ("one", "million", "billion", "thousand", "trillion", "hundred"):
        return False
    lasts = token.ent_type_ == "DATE" and token.dep_ == "nummod" and token.head.lemma_.lower() in _PERIODS
    if (token.ent_type_ in _NAME_TYPES and not lasts) or (token.dep_ == "nmod" and not fraction):
        return False
    doc = token.doc
    around = [doc[i].lower_ for i in range(max(0, token.i - 3), min(len(doc), token.i + 3)) if i != token.i]
    inclusive = _INCLUSIVE - {"from", "to"} if _moves(doc) else _INCLUSIVE
    if inclusive & set(around[:5]) or any(mark in around for mark in ("-", "–", "/", "x")):
        return False
    if token.lower_ == "half":
        return token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "of"
    if fraction:
        return token.i > 0 and doc[token.i - 1].lower_ in ("a", "an", "about") and token.dep_ != "compound"
    if not token.whitespace_ and token.i + 1 < len(doc) and doc[token.i + 1].is_alpha:
        return False
    code = token.shape_.startswith("X") and "d" in token.shape_
    if code or (token.i and doc[token.i - 1].text in ("(", "#", "No.", "no.")):
        return False
    return token.dep_ in (
        "nummod",
        "compound",
        "quantmod",
        "dobj",
        "pobj",
        "attr",
        "npadvmod",
        "amod",
        "nsubj",
    ) and _counts(token)


def _moves(doc: Doc) -> bool:
    """ "rose from 40 to 71", "raised its forecast to 7.5": here "from" and "to" make no range."""
    root = next(token for token in doc if token.dep_ == "ROOT")
    return any(kind in ("moves", "moved") for _, kind in VERBS.get(root.lemma_.lower(), ()))


def _counts(token: Token) -> bool:
    """Whether a noun or a unit follows that the number belongs to."""
    if _ORDINAL.fullmatch(token.text):
        return token.dep_ == "amod" and token.head.pos_ in ("NOUN", "PROPN") and token.head.lemma_ != "minute"
    if (
        token.dep_ == "pobj"
        and token.head.lower_ == "of"
        and token.head.head.lemma_ in ("group", "team", "pair")
    ):
        return True
    if token.dep_ == "nummod":
        return token.head.pos_ in ("NOUN", "SYM", "PROPN") and token.head.i > token.i
    doc = token.doc
    after = doc[token.i + 1].lower_ if token.i + 1 < len(doc) else ""
    before = doc[token.i - 1].text if token.i else ""
    return after in _UNITS_AFTER or before in ("$", "€", "£", "¥", "US$")


def _another(token: Token, rng: random.Random) -> str | None:
    word = token.lower_
    if word == "half":
        return cased(token, rng.choice(("a third", "a quarter", "a fifth", "a tenth")))
    if word in _FRACTIONS:
        return cased(token, rng.choice([f for f in _FRACTIONS if f not in (word, "half")]))
    if word in _WORDS:
        number = _WORDS.index(word) + 1
        near = [n for n in range(max(2, number - 3), number + 4) if n != number and n <= len(_WORDS)]
        near = [n for n in near if abs(n - number) >= (1 if number < 6 else 2)]
        return cased(token, _WORDS[rng.choice(near) - 1]) if near else None
    if word in _TENS:
        return cased(token, rng.choice([w for w in _TENS if w != word]))
    if ordinal := _ORDINAL.fullmatch(token.text):
        return _ordinal(int(ordinal[1]), rng)
    if not _DIGITS.fullmatch(token.text):
        return None
    return another_number(token.text, rng, percent=_is_percent(token))


def _ordinal(number: int, rng: random.Random) -> str | None:
    # A fifth to a half away, as far as a reader could have it wrong.
    far = max(2, number // 2)
    near = [
        n for n in range(max(2, number - far), number + far + 1) if abs(n - number) >= max(1, number // 5)
    ]
    if not near:
        return None
    chosen = rng.choice(near)
    ending = {1: "st", 2: "nd", 3: "rd"}.get(chosen % 10, "th") if chosen % 100 not in (11, 12, 13) else "th"
    return f"{chosen}{ending}"


def another_number(text: str, rng: random.Random, *, percent: bool = False) -> str | None:
    """A number with as many digits, as round and with as many decimals, a quarter to two thirds away."""
    plain = text.replace(",", "")
    decimals = len(plain.partition(".")[2])
    value = float(plain)
    if value < 2:
        return None
    digits = plain.replace(".", "")
    zeros = len(digits) - len(digits.rstrip("0"))
    step = 10.0 ** (zeros - decimals)
    least = _MIN_POINTS if percent and value >= _MANY_POINTS else _MIN_CHANGE * value - step
    for _ in range(20):
        factor = 1 + rng.choice((-1, 1)) * rng.uniform(_MIN_CHANGE, 0.5)
        new = round(value * factor / step) * step
        if percent and value >= _MANY_POINTS:
            # Of a share a few points are as much as a reader will remember it wrong.
            new = round((value + rng.choice((-1, 1)) * rng.uniform(_MIN_POINTS, _MAX_POINTS)) / step) * step
        shown = f"{new:,.{decimals}f}" if "," in text else f"{new:.{decimals}f}"
        bare = shown.replace(",", "").replace(".", "")
        fits = len(bare) == len(digits) and len(bare) - len(bare.rstrip("0")) == zeros
        if fits and abs(new - value) >= least and new != value and not (percent and new > 100):
            return shown
    return None


def _is_percent(token: Token) -> bool:
    doc = token.doc
    return token.i + 1 < len(doc) and doc[token.i + 1].lower_ in ("%", "percent", "per", "pct")


def _measure(token: Token) -> tuple[int, int]:
    """The number with its sign and the unit or noun behind it: what an explanation names."""
    doc = token.doc
    first = token.i - 1 if token.i and doc[token.i - 1].text in ("$", "€", "£", "¥", "US$", "a") else token.i
    last = token.i
    while last + 1 < len(doc) and doc[last + 1].lower_ in _UNITS_AFTER | {"cent"}:
        last += 1
    behind: Sequence[Token] = []
    if token.dep_ == "nummod" and last == token.i:
        behind = list(doc[last + 1 : token.head.i + 1])
    if 0 < len(behind) <= 3 and all(t.pos_ in ("ADJ", "NOUN", "PROPN") for t in behind):
        last = token.head.i
    return first, last


def _is_more_than_all(text: str) -> bool:
    """ "23 of its 16 delegates": impossible by itself."""
    for match in _PART_OF.finditer(text):
        part, whole = (_value(match[n]) for n in (1, 2))
        if part is not None and whole is not None and part >= whole:
            return True
    return False


_PART_OF = re.compile(
    r"(?<![\w,])(\d[\d,]{0,12}|[a-z]{3,9}) (?:\w{1,20} )?(?:out )?of (?:the |its |their |all |some |about )?"
    r"(\d[\d,]{0,12}|[a-z]{3,9})\b",
    re.IGNORECASE,
)


def _value(shown: str) -> int | None:
    plain = shown.replace(",", "")
    if plain.isdigit():
        return int(plain)
    return _WORDS.index(shown.lower()) + 1 if shown.lower() in _WORDS else None


def _counts_the_same(after: str, token: Token, scene: Scene) -> bool:
    """Whether the article has the new number of the same thing, in another sentence or in this one.

    Only counts of things are surely of another thing: percentages and sums may be of anything.
    """
    thing = token.head.lemma_.lower()
    if token.dep_ != "nummod" or token.head.pos_ != "NOUN" or thing in _MEASURING:
        return True
    forms = {after.lower()}
    if after.isdigit() and 1 <= int(after) <= len(_WORDS):
        forms.add(_WORDS[int(after) - 1])
    if after.lower() in _WORDS:
        forms.add(str(_WORDS.index(after.lower()) + 1))
    for other in scene.article.doc:
        if other.lower_ in forms:
            behind = {t.lemma_.lower() for t in other.doc[other.i + 1 : other.i + 5]}
            if thing in behind or any(t.lemma_.lower() == thing for t in other.sent):
                return True
    return False


_MEASURING = words("percent percentage point dollar euro pound cent % year month week day hour minute time")


def _is_used(after: str, scene: Scene) -> bool:
    """Whether the article has the new number anywhere, in digits or as a word."""
    forms = {after.lower()}
    plain = after.replace(",", "")
    if plain.isdigit() and 1 <= int(plain) <= len(_WORDS):
        forms.add(_WORDS[int(plain) - 1])
    if after.lower() in _WORDS:
        forms.add(str(_WORDS.index(after.lower()) + 1))
    text = scene.article.text.lower()
    digits = any(
        re.search(rf"(?<![\w.,]){re.escape(form)}(?![\w]|[.,]\d)", text)
        for form in forms
        if form[0].isdigit()
    )
    if digits or after.lower() in _WORDS:
        return digits
    return any(re.search(rf"\b{re.escape(form)}\b", text) for form in forms)
