"""Our own table: one row an item, columns by name. Cells that a spreadsheet would run are made harmless."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import partial

from quizapi.domain import Item
from quizapi.exchange import building
from quizapi.exchange.building import Details
from quizapi.exchange.collecting import Collector
from quizapi.exchange.errors import FileRefused, NotTaken
from quizapi.exchange.formats import Entry, Imported
from quizapi.exchange.parts import all_pairs, in_right_order, is_true, right_ids
from quizapi.exchange.texts import clean, folded, letter

Row = list[str]
_FIXED = ("id", "type", "stem", "key", "explanation", "evidence", "tags")
_NUMBERED = ("option", "match", "accepted")
#: Stands for a cell that holds a formula.
FORMULA_CELL = "\x00formula"
_FORMULA = re.compile(r"'*[=+\-@＝＋－＠\t\r]")


def header(items: Sequence[Item]) -> Row:
    """The names of the columns: as many options, matches and accepted texts as the items need."""
    most = {
        "option": max([6, *(len(item.options) for item in items)]),
        "match": max([4, *(len(item.matches) for item in items)]),
        "accepted": max([2, *(len(item.accepted) for item in items)]),
    }
    numbered = [f"{name}_{n}" for name in _NUMBERED for n in range(1, most[name] + 1)]
    return [*_FIXED[:4], *numbered, *_FIXED[4:]]


def row_of(entry: Entry) -> dict[str, str]:
    """The cells of an item by column; those that are empty are left out.

    Raises:
        CannotHold
    """
    item = entry.item
    cells = {"id": entry.id, "type": item.interaction, "stem": item.stem, "key": _key(item)}
    for name, texts in (
        ("option", [option.text for option in item.options]),
        ("match", [option.text for option in item.matches]),
        ("accepted", list(item.accepted)),
    ):
        cells |= {f"{name}_{n}": text for n, text in enumerate(texts, 1)}
    cells["explanation"] = item.explanation
    cells["evidence"] = "\n".join(f"“{folded(piece.text)}”" for piece in item.evidence if piece.text)
    cells["tags"] = ", ".join(item.tags)
    return {name: text for name, text in cells.items() if text}


def _key(item: Item) -> str:
    """Options by their letters, matches by their numbers: "B", "A; C", "C; A; B", "A=2; B=1"."""
    letters = {option.id: letter(n) for n, option in enumerate(item.options)}
    if item.interaction in ("choice", "multiple"):
        right = right_ids(item)
        return "; ".join(letters[option.id] for option in item.options if option.id in right)
    if item.interaction == "order":
        return "; ".join(letters[option.id] for option in in_right_order(item))
    if item.interaction == "match":
        numbers = {option.id: str(n) for n, option in enumerate(item.matches, 1)}
        return "; ".join(f"{letters[left.id]}={numbers[right.id]}" for left, right in all_pairs(item))
    return ("true" if is_true(item) else "false") if item.interaction == "true_false" else str(item.key)


def guarded(text: str) -> str:
    """The text of a cell that a spreadsheet must not take for a formula: an apostrophe is put before it."""
    return f"'{text}" if _FORMULA.match(text) else text


def unguarded(text: str) -> str:
    """The inverse of `guarded`."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text[1:]) else text


def template_rows() -> list[Row]:
    """A table with one row of each kind, to be filled in."""
    rows = [
        {"type": "choice", "stem": "Who raised the rate?", "key": "B"}
        | {"option_1": "The parliament", "option_2": "The central bank", "option_3": "The finance ministry"},
        {"type": "multiple", "stem": "Which of these rose?", "key": "A; C"}
        | {"option_1": "Prices", "option_2": "Wages", "option_3": "Interest"},
        {"type": "true_false", "stem": "The rate was cut.", "key": "false", "explanation": "It was raised."},
        {"type": "order", "stem": "Put the events in order.", "key": "C; A; B"}
        | {"option_1": "The bank met", "option_2": "The rate rose", "option_3": "Prices rose"},
        {"type": "match", "stem": "Who holds which office?", "key": "A=2; B=1; C=3"}
        | {"option_1": "Mira Tolan", "option_2": "Ilse Brandt", "option_3": "Jan Oskar"}
        | {"match_1": "Governor", "match_2": "Minister", "match_3": "Mayor", "match_4": "Judge"},
        {"type": "text", "stem": "How many percent is the rate now?", "key": "seven", "accepted_1": "7"},
    ]
    names = [name for name in header(()) if name != "id"]
    return [names, *([guarded(row.get(name, "")) for name in names] for row in rows)]


def read_rows(rows: Iterable[tuple[int, Sequence[str]]]) -> Imported:
    """The items of a table whose first row names the columns.

    Args:
        rows: Numbers in the file, and cells. Rows without any text are passed over.

    Raises:
        FileRefused: There is no column "stem" or "key".
    """
    names: list[str] = []
    found = Collector()
    for number, cells in rows:
        if not any(cell.strip() for cell in cells):
            continue
        if not names:
            names = _names(cells)
            continue
        found.take(number, " ".join(cells), partial(_item_of_cells, names, cells))
    if not names:
        raise FileRefused("the table is empty")
    return found.result()


def _item_of_cells(names: Sequence[str], cells: Sequence[str]) -> Item:
    if FORMULA_CELL in cells:
        raise NotTaken("one of its cells is a formula; copy it as a value")
    if any(cell.strip() for cell in cells[len(names) :]):
        raise NotTaken("it has more cells than there are columns")
    row = {name: clean(cell) for name, cell in zip(names, cells, strict=False) if name and cell.strip()}
    return _item(row)


def _names(cells: Sequence[str]) -> list[str]:
    names = [re.sub(r"[\s-]+", "_", cell.strip().lower()) for cell in cells]
    missing = [name for name in ("stem", "key") if name not in names]
    if missing:
        raise FileRefused(
            f"the first row does not name the column {' and the column '.join(missing)}; see the template"
        )
    twice = sorted({name for name in names if name and names.count(name) > 1})
    if twice:
        raise FileRefused(f"two columns are named {twice[0][:40]!r}")
    return names


def _item(row: Mapping[str, str]) -> Item:
    options, matches, accepted = (_numbered(row, name) for name in _NUMBERED)
    tags = tuple(tag.strip() for tag in row.get("tags", "").split(",") if tag.strip())
    explanation = row.get("explanation", "")
    if row.get("evidence"):
        explanation = f"{explanation}\n\nEvidence: {row['evidence']}".strip()
    details = Details(explanation, tags)
    stem, key = row.get("stem", ""), row.get("key", "")
    if len(key) > building.LONGEST_OPTION:
        raise NotTaken(f"its key has {len(key)} characters; {building.LONGEST_OPTION} are the most")
    kind = row.get("type", "").lower().replace("-", "_").replace(" ", "_") or _guessed(key, options, matches)
    if kind == "true_false":
        if key.lower() not in ("true", "false"):
            raise NotTaken(f"its key is {key[:40]!r}, neither true nor false")
        return building.true_false(stem, key.lower() == "true", details=details)
    if kind == "text":
        return building.text(stem, [key, *accepted], details=details)
    if kind in ("choice", "multiple"):
        right = _places(key, len(options))
        chosen = [(text, n in right) for n, text in enumerate(options)]
        return building.choice(stem, chosen, several=kind == "multiple", details=details)
    if kind == "order":
        places = _places(key, len(options))
        if sorted(places) != list(range(len(options))):
            raise NotTaken("its key does not name every option once")
        shown = [places.index(n) for n in range(len(options))]
        return building.order(stem, [options[place] for place in places], shown, details=details)
    if kind == "match":
        return _match(stem, key, options, matches, details)
    raise NotTaken(f"there is no kind of item {kind[:40]!r}")


def _guessed(key: str, options: list[str], matches: list[str]) -> str:
    if matches:
        return "match"
    if options:
        return "multiple" if len(re.split(r"[;,\s]+", key.strip(";, "))) > 1 else "choice"
    return "true_false" if key.lower() in ("true", "false") else "text"


def _match(stem: str, key: str, options: list[str], matches: list[str], details: Details) -> Item:
    partner: dict[int, int] = {}
    joined = "=".join(part.strip() for part in key.split("="))
    for part in filter(None, re.split(r"[;,\s]+", joined)):
        left, _, right = part.partition("=")
        if not right.isdecimal() or not 1 <= int(right[:4]) <= len(matches):
            raise NotTaken(f"its key names a pair {part[:40]!r} that there is not")
        place = _places(left, len(options))[0]
        if place in partner:
            raise NotTaken("its key gives one option two matches")
        partner[place] = int(right) - 1
    if len(partner) != len(options):
        raise NotTaken("its key does not give every option a match")
    found = [(text, matches[partner[n]]) for n, text in enumerate(options)]
    spare = [text for n, text in enumerate(matches) if n not in partner.values()]
    return building.match(stem, found, spare, details=details)


def _numbered(row: Mapping[str, str], name: str) -> list[str]:
    """The cells of `option_1`, `option_2` ... up to the last that is filled.

    Raises:
        NotTaken: There is a gap.
    """
    found = {
        int(column.removeprefix(f"{name}_")): text
        for column, text in row.items()
        if re.fullmatch(rf"{name}_[1-9]\d?", column)
    }
    if sorted(found) != list(range(1, len(found) + 1)):
        raise NotTaken(f"a cell between its {name}s is empty")
    return [found[n] for n in sorted(found)]


def _places(key: str, count: int) -> list[int]:
    """Indexes of the options that the key names by letters."""
    by_letter = {letter(n): n for n in range(count)}
    names = [part.upper() for part in re.split(r"[;,\s]+", key) if part]
    unknown = [name for name in names if name not in by_letter]
    if unknown or not names:
        raise NotTaken(f"its key {(unknown or [key])[0][:40]!r} is the letter of no option")
    return [by_letter[name] for name in names]
