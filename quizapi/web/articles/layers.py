"""What the reader found in an article, as layers of marks and as lists beside the text."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from quizapi.web.languages.speaking import gettext
from quizapi.web.marking import Marked
from quizapi.web.wording import capitalized, words

Json = Mapping[str, Any]
LAYERS = ("quotes", "claims", "causes")
MAX_EXCERPT = 140


@dataclass(frozen=True, slots=True)
class Finding:
    """One row of a list. `id` is where its mark stands in the text."""

    id: str
    number: int
    heading: str
    excerpt: str
    notes: tuple[str, ...]
    confidence: float | None


def marks_of(annotations: Json, layers: Iterable[str]) -> list[Marked]:
    """The marks of the layers that are switched on; claims are the outermost."""
    chosen = set(layers)
    marks: list[Marked] = []
    if "claims" in chosen:
        marks += _claim_marks(annotations)
    if "quotes" in chosen:
        marks += _quote_marks(annotations)
    if "causes" in chosen:
        marks += _cause_marks(annotations)
    return marks


def quotes_of(text: str, annotations: Json) -> list[Finding]:
    """Who said what."""
    return [
        Finding(
            f"q{number}",
            number,
            _name_of(text, quote),
            _excerpt(text, quote["content"]),
            (words(quote["kind"], "QUOTE_KINDS"), *_unless(quote, "level", "said", "QUOTE_LEVELS")),
            quote.get("confidence"),
        )
        for number, quote in enumerate(annotations["attributions"], 1)
    ]


def claims_of(text: str, annotations: Json) -> list[Finding]:
    """What is claimed, and how firmly."""
    return [
        Finding(
            f"k{number}",
            number,
            capitalized(words(claim["status"], "CLAIM_STATUSES")),
            _excerpt(text, claim),
            _whose(text, annotations, claim),
            claim.get("confidence"),
        )
        for number, claim in enumerate(annotations["claims"], 1)
    ]


def causes_of(text: str, annotations: Json) -> list[Finding]:
    """What is said to have led to what."""
    return [
        Finding(
            f"c{number}",
            number,
            f"{_excerpt(text, relation['cause'])} → {_excerpt(text, relation['effect'])}",
            "",
            (
                *_whose(text, annotations, relation),
                *_unless(relation, "status", "asserted", "CAUSAL_STATUSES"),
                *(gettext("about %(topic)s", topic=topic) for topic in relation.get("topics", ())),
            ),
            relation.get("confidence"),
        )
        for number, relation in enumerate(annotations["causal_relations"], 1)
    ]


def _unless(found: Json, name: str, usual: str, table: str) -> tuple[str, ...]:
    """The words for a value that is worth saying: not for the usual one, and not where it is not known."""
    value = found.get(name, usual)
    return () if value == usual else (words(value, table),)


def _claim_marks(annotations: Json) -> Iterator[Marked]:
    for number, claim in enumerate(annotations["claims"], 1):
        label = "" if claim["status"] == "factual" else words(claim["status"], "CLAIM_STATUSES")
        yield Marked(
            claim["start"], claim["end"], f"l-claim is-{claim['status']}", "span", f"k{number}", label
        )


def _quote_marks(annotations: Json) -> Iterator[Marked]:
    for number, quote in enumerate(annotations["attributions"], 1):
        content = quote["content"]
        yield Marked(content["start"], content["end"], "l-quote", "span", f"q{number}", str(number))
        for part in ("source", "cue"):
            if quote.get(part):
                yield Marked(quote[part]["start"], quote[part]["end"], f"l-{part}", "span")


def _cause_marks(annotations: Json) -> Iterator[Marked]:
    for number, relation in enumerate(annotations["causal_relations"], 1):
        parts = [part for part in ("cause", "effect", "signal") if relation.get(part)]
        first = min(parts, key=lambda part: relation[part]["start"])
        for part in parts:
            span = relation[part]
            label = f"{words(part, 'CAUSAL_PARTS')} {number}" if part != "signal" else ""
            mark_id = f"c{number}" if part == first else ""
            yield Marked(span["start"], span["end"], f"l-{part}", "span", mark_id, label)


def _name_of(text: str, quote: Json) -> str:
    source = quote.get("source")
    if not source:
        return gettext("Nobody named")
    as_written = text[source["start"] : source["end"]]
    return str(source.get("name") or gettext("%(name)s (not settled who)", name=as_written))


def _whose(text: str, annotations: Json, finding: Json) -> tuple[str, ...]:
    index = finding.get("attributed_to")
    if index is None:
        return ()
    return (gettext("in the words of %(name)s", name=_name_of(text, annotations["attributions"][index])),)


def _excerpt(text: str, span: Json) -> str:
    words = " ".join(text[span["start"] : span["end"]].split())
    return words if len(words) <= MAX_EXCERPT else words[:MAX_EXCERPT].rsplit(" ", 1)[0] + " …"
