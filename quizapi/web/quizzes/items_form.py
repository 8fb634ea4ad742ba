"""Editing an item and writing one by hand: the fields of a form to the API's shape and back."""

from collections.abc import Iterator, Mapping
from typing import Any

from werkzeug.datastructures import MultiDict

Json = Mapping[str, Any]
Form = MultiDict[str, str]
#: Lines that the form offers: those of the item and some empty ones.
LEAST_LINES, SPARE_LINES, MOST_LINES = 4, 1, 12
WRITABLE = ("choice", "multiple", "true_false", "order", "match", "text")


def empty_values(interaction: str) -> dict[str, Any]:
    """The values of a new item's form."""
    return {
        "interaction": interaction,
        "stem": "",
        "explanation": "",
        "lines": _padded([]),
        "truth": "",
        "text": "",
        "accepted": "",
    }


def values_of(item: Json) -> dict[str, Any]:
    """The values of the form for an item."""
    key = item["key"]
    values = empty_values(item["interaction"]) | {"stem": item["stem"], "explanation": item["explanation"]}
    if item["interaction"] == "true_false":
        return values | {"truth": "true" if key else "false"}
    if item["interaction"] == "text":
        return values | {"text": key, "accepted": "\n".join(item["accepted"])}
    if item["interaction"] not in WRITABLE:
        return values
    return values | {"lines": _padded(list(_lines_of(item)))}


def sent_values(form: Form, interaction: str) -> dict[str, Any]:
    """The values of a form that was sent, to be shown again."""
    count = min(MOST_LINES, form.get("line-count", 0, type=int) or LEAST_LINES)
    lines: list[dict[str, Any]] = [
        {
            "text": form.get(f"line-{index}", ""),
            "right": str(index) in form.getlist("right"),
            "partner": form.get(f"partner-{index}", ""),
        }
        for index in range(count)
    ]
    return empty_values(interaction) | {
        "stem": form.get("stem", ""),
        "explanation": form.get("explanation", ""),
        "lines": _padded([line for line in lines if line["text"].strip()]),
        "truth": form.get("truth", ""),
        "text": form.get("text", ""),
        "accepted": form.get("accepted", ""),
    }


def content_of(values: Json) -> dict[str, Any]:
    """The values in the API's shape: stem, explanation, options, key. The API judges them.

    Of a plugin's own interaction the stem and the explanation can be edited here; its key stays.
    """
    interaction = values["interaction"]
    content: dict[str, Any] = {
        "stem": values["stem"].strip(),
        "explanation": values["explanation"].strip(),
    }
    if interaction not in WRITABLE:
        return content
    if interaction == "true_false":
        return content | ({"key": values["truth"] == "true"} if values["truth"] else {})
    if interaction == "text":
        accepted = [line.strip() for line in values["accepted"].splitlines() if line.strip()]
        return content | {"key": values["text"].strip(), "accepted": accepted}
    lines = [line for line in values["lines"] if line["text"].strip()]
    ids = [chr(ord("a") + index) for index in range(len(lines))]
    content["options"] = [
        {"id": option_id, "text": line["text"].strip()} for option_id, line in zip(ids, lines, strict=True)
    ]
    if interaction == "order":
        return content | {"key": ids}
    if interaction == "match":
        return content | _matched(ids, lines)
    return content | {"key": [option_id for option_id, line in zip(ids, lines, strict=True) if line["right"]]}


def _matched(ids: list[str], lines: list[Json]) -> dict[str, Any]:
    partners = list(dict.fromkeys(line["partner"].strip() for line in lines if line["partner"].strip()))
    numbers = {partner: str(number) for number, partner in enumerate(partners, 1)}
    pairs = [
        [option_id, numbers[line["partner"].strip()]]
        for option_id, line in zip(ids, lines, strict=True)
        if line["partner"].strip()
    ]
    return {
        "matches": [{"id": number, "text": partner} for partner, number in numbers.items()],
        "key": pairs,
    }


def _lines_of(item: Json) -> Iterator[dict[str, Any]]:
    texts = {option["id"]: option["text"] for option in item["options"]}
    if item["interaction"] == "order":
        yield from ({"text": texts.get(part, ""), "right": False, "partner": ""} for part in item["key"])
        return
    matches = {match["id"]: match["text"] for match in item["matches"]}
    pairs = dict(item["key"]) if item["interaction"] == "match" else {}
    for option_id, text in texts.items():
        right = item["interaction"] != "match" and option_id in item["key"]
        yield {"text": text, "right": right, "partner": matches.get(pairs.get(option_id, ""), "")}


def _padded(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    count = min(MOST_LINES, max(LEAST_LINES, len(lines) + SPARE_LINES))
    return lines + [{"text": "", "right": False, "partner": ""} for _ in range(count - len(lines))]
