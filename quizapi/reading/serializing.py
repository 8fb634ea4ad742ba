"""Annotations to and from the JSON of the API."""

from collections.abc import Mapping
from typing import Any

from quizapi.domain import Annotations, Attribution, CausalRelation, Claim, Entity, Source, Span

Json = dict[str, Any]


def annotations_to_json(annotations: Annotations) -> Json:
    """The shape of `GET /articles/{id}/annotations`."""
    return {
        "entities": [
            {**_span(e.span), "type": e.type, "name": e.name, "id": e.id, "gender": e.gender, "role": e.role}
            for e in annotations.entities
        ],
        "attributions": [_attribution(a) for a in annotations.attributions],
        "claims": [
            {
                **_span(c.span),
                "status": c.status,
                "attributed_to": c.attributed_to,
                "confidence": c.confidence,
            }
            for c in annotations.claims
        ],
        "causal_relations": [
            {
                "cause": _span(r.cause),
                "effect": _span(r.effect),
                "signal": _span(r.signal),
                "status": r.status,
                "topics": list(r.topics),
                "attributed_to": r.attributed_to,
                "confidence": r.confidence,
            }
            for r in annotations.causal_relations
        ],
        "genre": annotations.genre,
    }


def annotations_from_json(data: Mapping[str, Any]) -> Annotations:
    """The inverse of `annotations_to_json`."""
    return Annotations(
        entities=tuple(
            Entity(_must(e), e["type"], e["name"], e["id"], e.get("gender"), e.get("role"))
            for e in data["entities"]
        ),
        attributions=tuple(_attribution_from(a) for a in data["attributions"]),
        claims=tuple(
            Claim(_must(c), c["status"], c["attributed_to"], c["confidence"]) for c in data["claims"]
        ),
        causal_relations=tuple(
            CausalRelation(
                cause=_must(r["cause"]),
                effect=_must(r["effect"]),
                signal=_maybe(r["signal"]),
                status=r["status"],
                topics=tuple(r["topics"]),
                attributed_to=r["attributed_to"],
                confidence=r["confidence"],
            )
            for r in data["causal_relations"]
        ),
        genre=data.get("genre", "report"),
    )


def _attribution(a: Attribution) -> Json:
    return {
        "content": _span(a.content),
        "cue": _span(a.cue),
        "source": a.source and {**_span(a.source.span), "name": a.source.name, "entity": a.source.entity},
        "kind": a.kind,
        "confidence": a.confidence,
        "level": a.level,
        "inner": [_attribution(i) for i in a.inner],
    }


def _attribution_from(a: Mapping[str, Any]) -> Attribution:
    return Attribution(
        content=_must(a["content"]),
        cue=_maybe(a["cue"]),
        source=a["source"] and Source(_must(a["source"]), a["source"]["name"], a["source"]["entity"]),
        kind=a["kind"],
        confidence=a["confidence"],
        level=a.get("level", "said"),
        inner=tuple(_attribution_from(i) for i in a.get("inner", ())),
    )


def _span(span: Span | None) -> Any:
    return None if span is None else {"start": span.start, "end": span.end}


def _must(data: Mapping[str, Any]) -> Span:
    return Span(data["start"], data["end"])


def _maybe(data: Mapping[str, Any] | None) -> Span | None:
    return None if data is None else _must(data)
