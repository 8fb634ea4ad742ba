"""Times that are told from the day of writing: left out where they can be, else written as dates."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING

from quizapi.generation.tools.standalone.words import words

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from quizapi.generation.tools.standalone.draft import Draft

_WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_DAYPARTS = words("morning afternoon evening night noon midday lunchtime")
_UNITS = words(
    """week weekend month year decade century quarter summer winter autumn fall spring season night morning
    afternoon evening semester term session"""
)
_COUNTS = words("few several two three four five six seven eight nine ten couple 2 3 4 5 6 7 8 9 10 12 20 30")
_SPANS = words("hour day week month year decade")
_POINTERS = words("last this next past coming previous following current earlier")
_DEICTIC = words("today yesterday tomorrow tonight")
_PREPOSITIONS = words("in on at during over within early late earlier later")


@dataclass(frozen=True, slots=True)
class RelativeTime:
    """Tokens `first` to `last`, both included; `bounded` when a "since" or "until" makes it needed."""

    first: int
    last: int
    kind: str
    word: str
    bounded: bool


def relative_times(draft: Draft) -> list[RelativeTime]:
    """Times among the kept tokens whose meaning hangs on the day of writing, in order."""
    found: list[RelativeTime] = []
    i, doc = draft.first, draft.doc
    while i <= draft.last:
        time = _at(doc, i, draft.last) if i in draft.kept else None
        if time is None:
            i += 1
            continue
        found.append(_with_preposition(doc, time, draft.first))
        i = time.last + 1
    return found


def settle_times(draft: Draft, *, today: date | None) -> bool:
    """Leave relative times out, or write them as dates. False where neither can be done."""
    for time in relative_times(draft):
        if _settle_owner(draft, time) or _settle_year_of(draft, time, today):
            continue
        absolute = _absolute(draft, time, today)
        droppable = _is_droppable(draft, time)
        if time.kind == "year" and _ends_a_day(draft, time) and today is not None:
            draft.replace(time.first, time.last, f", {today.year + _shift(time.word)}")
        elif time.kind in ("year", "month") and absolute and not _is_habit(draft, time):
            draft.replace(time.first, time.last, absolute)
        elif not _is_past(draft, time) and _is_finite(draft, time):
            # "starts a visit on Sunday": of what is ahead or going on, the day is half of what is said.
            if droppable and _is_to(draft, time):
                draft.drop_aside(range(time.first, time.last + 1))
                continue
            if not absolute or (time.kind in ("year", "month") and _is_habit(draft, time)):
                return False
            draft.replace(time.first, time.last, absolute)
        elif (told := _only_told_when(draft, time)) is not None:
            draft.drop_aside(told)
        elif droppable:
            draft.drop_aside(range(time.first, time.last + 1), keep_comma=_ends_fronted(draft, time))
        elif absolute and (time.kind not in ("day", "weekday") or not _is_past(draft, time)):
            # A day reckoned from the day of writing stands nowhere in the text.
            draft.replace(time.first, time.last, absolute)
        else:
            return False
    return True


def _settle_owner(draft: Draft, time: RelativeTime) -> bool:
    """ "Friday's tentative agreement between ..." → "the tentative agreement between ..."."""
    mark = draft.doc[time.last + 1] if time.last + 1 <= draft.last else None
    if time.kind != "weekday" or mark is None or mark.tag_ != "POS":
        return False
    noun = draft.doc[time.last].head
    told = any(c.dep_ == "prep" and c.lower_ in _TELLING for c in noun.children)
    if not told or noun.i < mark.i:
        return False
    draft.replace(time.first, mark.i, "the")
    draft.spaced(time.first)
    return True


def _settle_year_of(draft: Draft, time: RelativeTime, today: date | None) -> bool:
    """ "this year's primaries" → "the 2016 primaries"."""
    mark = draft.doc[time.last + 1] if time.last + 2 <= draft.last else None
    if today is None or time.kind != "year" or mark is None or mark.tag_ != "POS":
        return False
    behind = draft.doc[mark.i + 1]
    if time.word not in ("this", "last", "next") or behind.tag_ not in ("NN", "NNS", "NNP", "NNPS", "JJ"):
        return False
    draft.replace(time.last - 1, mark.i, f"the {today.year + _shift(time.word)}")
    draft.spaced(time.last - 1)
    return True


_TELLING = words("between with on for against of in")


def _ends_fronted(draft: Draft, time: RelativeTime) -> bool:
    """ "At a rally in Rome, Italy, on Monday, Low said": the comma behind also ends what stands in front."""
    root = draft.head()
    subject = root and next(
        (c for c in root.children if c.dep_ in ("nsubj", "nsubjpass") and c in draft), None
    )
    return subject is not None and time.last < subject.left_edge.i


def long_date(day: date) -> str:
    """ "March 4, 2025"."""
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def _at(doc: Doc, i: int, end: int) -> RelativeTime | None:
    word = doc[i].lower_
    after = doc[i + 1].lower_ if i < end else ""
    if doc[i].text.isupper() and len(word) > 1:
        # "USA TODAY"
        return None
    if word in _DEICTIC:
        last = i + 1 if after in _DAYPARTS else i
        return RelativeTime(i, last, "day", word, False)
    if word in _WEEKDAYS and doc[i].text[0].isupper():
        return RelativeTime(i, i + 1 if after in _DAYPARTS else i, "weekday", word, False)
    if word in _POINTERS and doc[i].pos_ in ("ADJ", "DET", "ADV", "VERB", "PRON", "ADP"):
        first = i - 1 if i > 0 and doc[i - 1].lower_ == "the" else i
        if after in _WEEKDAYS:
            return RelativeTime(first, i + 1, "weekday", f"{word} {after}", False)
        if after in _UNITS:
            kind = after if after in ("year", "month") else "unit"
            return RelativeTime(first, i + 1, kind, word, False)
        if after.capitalize() in _MONTHS:
            return RelativeTime(first, i + 1, "month", f"{word} {after}", False)
    if word == "weekend" and i and doc[i - 1].lower_ == "the":
        return RelativeTime(i - 1, i, "unit", word, False)
    counted = after in _COUNTS and i + 2 <= end and doc[i + 2].lemma_.lower() in _SPANS
    if counted and word in ("last", "past", "coming", "next"):
        first = i - 1 if i > 0 and doc[i - 1].lower_ == "the" else i
        return RelativeTime(first, i + 2, "span", word, False)
    if word == "ago" or (word == "now" and doc[i].dep_ in ("advmod", "npadvmod")):
        first = min((t.i for t in doc[i].subtree), default=i)
        return RelativeTime(first, i, "ago", word, False)
    return None


def _with_preposition(doc: Doc, time: RelativeTime, start: int) -> RelativeTime:
    """The time with an "in" or "on" before it; bounded where another preposition needs it."""
    first = time.first
    if first - 1 < start:
        return time
    if doc[first - 1].lower_ in ("early", "late", "earlier", "later") and doc[first - 1].head.i >= first - 1:
        first -= 1
    before = doc[first - 1] if first > start else None
    if before is not None and before.lower_ in _PREPOSITIONS:
        return RelativeTime(first - 1, time.last, time.kind, time.word, False)
    bounded = before is not None and before.pos_ in ("ADP", "SCONJ") and before.dep_ not in ("prt", "advmod")
    return RelativeTime(first, time.last, time.kind, time.word, bounded)


def _follows_at_once(draft: Draft, time: RelativeTime) -> bool:
    """Whether a fronted time stands right before the subject, or a comma."""
    after = min((i for i in draft.kept if i > time.last), default=None)
    if after is None:
        return False
    token = draft.doc[after]
    return token.text == "," or token.pos_ in ("PROPN", "PRON", "DET")


def _only_told_when(draft: Draft, time: RelativeTime) -> list[int] | None:
    """ "a posting made an hour ago": the participle with its time, where it says nothing but when."""
    verb = _verb_of(draft, time)
    if verb.dep_ != "acl" or verb.tag_ != "VBN" or time.bounded:
        return None
    inside = [t.i for t in verb.subtree if t.i in draft.kept]
    return inside if set(inside) <= {verb.i, *range(time.first, time.last + 1)} else None


def _is_droppable(draft: Draft, time: RelativeTime) -> bool:
    """Whether the time only says when, and what is left says something."""
    if time.bounded or (
        time.word == "ago" and _verb_of(draft, time).dep_ in ("acl", "relcl", "advcl", "amod")
    ):
        # "the pace set four years ago": then is what it is told by.
        return False
    tokens = [draft.doc[i] for i in range(time.first, time.last + 1)]
    inside = {token.i for token in tokens}
    heads = [token for token in tokens if token.head.i not in inside]
    if not any(i < time.first for i in draft.kept) and _follows_at_once(draft, time):
        return True
    if len(heads) != 1 or heads[0].dep_ not in ("prep", "npadvmod", "advmod", "tmod", "nmod"):
        return False
    verb = heads[0].head
    if verb.dep_ in ("nsubj", "nsubjpass") and time.last + 1 == verb.head.i:
        # "Low last week invited Maas": read as said of the name.
        return verb.pos_ == "PROPN" and verb.i == time.first - 1
    if verb.pos_ in ("NOUN", "PROPN") and heads[0].dep_ in ("npadvmod", "prep"):
        # "a meeting in Rome this week", "in a statement on Sunday": said of one thing, it can go as well.
        behind = [i for i in draft.kept if i > time.last and not draft.doc[i].is_punct]
        leads = not any(i < time.first for i in draft.kept)
        one = any(child.lower_ in ("a", "an") for child in verb.children)
        # "put pressure on China on Saturday to leave": no day is said of a name.
        one = one or (verb.pos_ == "PROPN" and time.kind in ("day", "weekday") and verb.i == time.first - 1)
        return (one or leads or not behind) and verb.ent_type_ not in ("DATE", "TIME")
    if verb.pos_ not in ("VERB", "AUX"):
        return False
    others = [c for c in verb.children if c.i in draft.kept and c.i not in inside and not c.is_punct]
    if verb.dep_ == "relcl":
        others = [c for c in others if c.tag_ not in ("WDT", "WP")]
    if verb.dep_ in ("acl", "relcl") and not others:
        return False
    if time.last + 1 in draft.kept and draft.doc[time.last + 1].lower_ in ("and", "or"):
        return False
    if any(child.i not in inside for token in tokens for child in token.children if child.i in draft.kept):
        return False
    if time.first - 1 in draft.kept and draft.doc[time.first - 1].ent_type_ in ("TIME", "DATE"):
        return False
    if verb.pos_ == "VERB" and not _says_more(verb, draft, inside):
        return False
    return verb.lemma_ != "be" or any(
        child.dep_ in ("attr", "acomp", "prep", "advmod", "xcomp", "ccomp") and child.i not in inside
        for child in verb.children
    )


def _says_more(verb: Token, draft: Draft, inside: set[int]) -> bool:
    """Whether something but the time stands behind a verb: "came 30 years ago" says only when."""
    if any(child.dep_ in ("nsubjpass", "auxpass") for child in verb.children):
        return True
    behind = [t for t in draft.tokens if t.i > verb.i and t.i not in inside and not t.is_punct]
    return any(t.is_ancestor(verb) or verb.is_ancestor(t) for t in behind)


def _absolute(draft: Draft, time: RelativeTime, today: date | None) -> str | None:
    """The time as a date, with its preposition; None where it cannot be told."""
    if today is None:
        return None
    after = draft.doc[time.last + 1] if time.last + 1 < len(draft.doc) else None
    if after is not None and after.tag_ == "POS":
        return None
    if time.first > draft.first and draft.doc[time.first - 1].text in _MONTHS and time.kind == "year":
        return str(today.year + _shift(time.word))
    if time.kind in ("year", "month") and (_is_perfect(draft, time) or time.word in ("past", "coming")):
        # "in the past year" is no calendar year.
        return None
    if time.kind == "year":
        year = today.year + _shift(time.word)
        return f"{year}" if time.bounded else f"in {year}"
    if time.kind == "month":
        month = _month(time.word, today)
        return month and (month if time.bounded else f"in {month}")
    day: date | None = None
    if time.kind == "day":
        day = today + timedelta(days={"yesterday": -1, "tomorrow": 1}.get(time.word, 0))
    elif time.kind == "weekday":
        day = _weekday(time.word, today, _is_past(draft, time))
    if day is None:
        return None
    return long_date(day) if time.bounded else f"on {long_date(day)}"


def _ends_a_day(draft: Draft, time: RelativeTime) -> bool:
    """ "through March 11 this year": the year belongs to the day before it."""
    before = [draft.doc[i] for i in (time.first - 2, time.first - 1) if i >= draft.first]
    return len(before) == 2 and before[0].text in _MONTHS and before[1].text.isdigit()


def _is_habit(draft: Draft, time: RelativeTime) -> bool:
    """ "chairs the coalition this year": in the present, and begun before."""
    verb = _verb_of(draft, time)
    helped = any(c.dep_ in ("aux", "auxpass") for c in verb.children)
    return verb.tag_ in ("VBZ", "VBP") and not helped and _shift(time.word) == 0 and time.word == "this"


def _is_finite(draft: Draft, time: RelativeTime) -> bool:
    """Whether the time hangs on a verb in the present or about what is ahead."""
    verb = _verb_of(draft, time)
    forms = {verb.tag_, *(c.tag_ for c in verb.children if c.dep_ in ("aux", "auxpass"))}
    return bool(forms & {"VBZ", "VBP", "MD"}) and not _is_perfect(draft, time)


def _is_to(draft: Draft, time: RelativeTime) -> bool:
    """ "is today to begin issuing visas": what is to be, whatever the day."""
    verb = _verb_of(draft, time)
    return verb.lemma_ == "be" and any(c.dep_ == "xcomp" and c.tag_ == "VB" for c in verb.children)


def _shift(word: str) -> int:
    return {"last": -1, "past": -1, "previous": -1, "next": 1, "coming": 1, "following": 1}.get(word, 0)


def _month(word: str, today: date) -> str | None:
    pointer, _, name = word.partition(" ")
    if not name:
        shifted = today.year * 12 + today.month - 1 + _shift(pointer)
        return f"{_MONTHS[shifted % 12]} {shifted // 12}"
    number = _MONTHS.index(name.capitalize()) + 1
    if pointer == "last":
        year = today.year if number < today.month else today.year - 1
    elif pointer == "next":
        year = today.year if number > today.month else today.year + 1
    else:
        return None
    return f"{name.capitalize()} {year}"


def _weekday(word: str, today: date, past: bool | None) -> date | None:
    pointer, _, name = word.rpartition(" ")
    if past is None or pointer not in ("", "this"):
        return None
    number = _WEEKDAYS.index(name)
    if past:
        return today - timedelta(days=(today.weekday() - number) % 7)
    return today + timedelta(days=(number - today.weekday()) % 7)


def _is_perfect(draft: Draft, time: RelativeTime) -> bool:
    """ "has fallen this year": a perfect takes no date."""
    verb = _verb_of(draft, time)
    return any(
        c.dep_ == "aux" and c.lower_ in ("has", "have", "'s", "’s", "'ve", "’ve") for c in verb.children
    )


def _verb_of(draft: Draft, time: RelativeTime) -> Token:
    token: Token = draft.doc[time.first]
    while token.pos_ not in ("VERB", "AUX") and token.head.i != token.i:
        token = token.head
    return token


def _is_past(draft: Draft, time: RelativeTime) -> bool | None:
    """Whether the verb that the time belongs to tells of the past; None where its form does not say."""
    token = _verb_of(draft, time)
    forms = {token.tag_, *(child.tag_ for child in token.children if child.dep_ in ("aux", "auxpass"))}
    if "MD" in forms or "TO" in forms:
        return False
    if "VBD" in forms:
        return True
    return False if forms & {"VBZ", "VBP"} and "VBN" not in forms else None
