"""Items to and from the JSON of the API (the teacher's shape)."""

from collections.abc import Mapping
from typing import Any

from quizapi.domain import Answer, Edit, Evidence, Flaw, Item, Option, Span

Json = dict[str, Any]


def item_to_json(item: Item) -> Json:
    """The teacher's shape without what the store adds (id, status)."""
    return {
        "generator": item.generator,
        "generator_version": item.generator_version,
        "interaction": item.interaction,
        "stem": item.stem,
        "options": [{"id": o.id, "text": o.text} for o in item.options],
        "matches": [{"id": o.id, "text": o.text} for o in item.matches],
        "key": answer_to_json(item.key),
        "accepted": list(item.accepted),
        "explanation": item.explanation,
        "evidence": [
            {
                "article_id": e.article_id,
                "revision": e.revision,
                "start": e.span.start,
                "end": e.span.end,
                "role": e.role,
                "text": e.text,
            }
            for e in item.evidence
        ],
        "confidence": item.confidence,
        "flaws": [{"code": f.code, "detail": f.detail, "fatal": f.fatal} for f in item.flaws],
        "tags": list(item.tags),
        "edit": item.edit
        and {
            "kind": item.edit.kind,
            "source": item.edit.source,
            "start": item.edit.start,
            "before": item.edit.before,
            "after": item.edit.after,
        },
    }


def item_from_json(data: Mapping[str, Any]) -> Item:
    """The inverse of `item_to_json`; keys that the store added are ignored."""
    edit = data.get("edit")
    return Item(
        interaction=data["interaction"],
        stem=data["stem"],
        key=answer_from_json(data["interaction"], data["key"]),
        evidence=tuple(
            Evidence(Span(e["start"], e["end"]), e["text"], e["role"], e["article_id"], e["revision"])
            for e in data["evidence"]
        ),
        options=_options(data["options"]),
        matches=_options(data.get("matches", ())),
        accepted=tuple(data.get("accepted", ())),
        explanation=data["explanation"],
        confidence=data["confidence"],
        tags=tuple(data["tags"]),
        edit=edit and Edit(edit["kind"], edit["source"], edit["start"], edit["before"], edit["after"]),
        generator=data["generator"],
        generator_version=data["generator_version"],
        flaws=tuple(Flaw(f["code"], f["detail"], f.get("fatal", False)) for f in data["flaws"]),
    )


def answer_to_json(answer: Answer) -> Any:
    """Tuples become lists."""
    if isinstance(answer, tuple):
        return [list(part) if isinstance(part, tuple) else part for part in answer]
    return answer


def answer_from_json(interaction: str, data: Any) -> Answer:
    """The answer of that interaction; for a plugin's own, the shape of the data decides.

    Raises:
        ValueError: The data has another shape than the interaction's answers.
    """
    if interaction == "true_false" and isinstance(data, bool):
        return data
    if interaction == "text" and isinstance(data, str):
        return data
    if interaction == "match" and isinstance(data, list) and all(_is_pair(part) for part in data):
        return tuple((part[0], part[1]) for part in data)
    if interaction in ("choice", "multiple", "order") and isinstance(data, list):
        if all(isinstance(part, str) for part in data):
            return tuple(data)
    elif ":" in interaction and isinstance(data, bool | str):
        return data
    elif ":" in interaction and isinstance(data, list):
        if all(isinstance(part, str) for part in data):
            return tuple(data)
        if all(_is_pair(part) for part in data):
            return tuple((part[0], part[1]) for part in data)
    raise ValueError(f"this is no answer to an item of the kind {interaction!r}")


def _is_pair(part: Any) -> bool:
    return isinstance(part, list) and len(part) == 2 and all(isinstance(x, str) for x in part)


def _options(data: Any) -> tuple[Option, ...]:
    return tuple(Option(o["id"], o["text"]) for o in data)
