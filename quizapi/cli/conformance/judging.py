"""Judges what one generator gave in both processes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from quizapi.cli.conformance.report import Finding
from quizapi.cli.conformance.running import Outcome

Json = dict[str, Any]
_EVIDENCE = frozenset({"evidence-missing", "evidence-outside", "evidence-changed"})
#: The share of candidates that checks may refuse before it is a fault: they cost time, and hide better ones.
_MOST_REFUSED = 0.5
_SHOWN = 4


def judge_items(described: Json, first: Outcome, second: Outcome, *, own: Sequence[str]) -> list[Finding]:
    """Evidence, wording, determinism and endurance of one generator.

    Args:
        described: As `child` told it.
        first: The process in which all texts were tried.
        second: Another with another order of sets, in which the texts of `own` were tried again.
        own: Names of the ordinary articles.
    """
    name = described["name"]
    runs = [line for line in first.all("items") if line["generator"] == name]
    others = [line for line in second.all("items") if line["generator"] == name]
    if not runs:
        return []
    findings = [
        *_errors(name, runs),
        *_asks(name, runs, own),
        *_evidence(name, runs),
        *_declared(name, runs),
        *_flaws(name, runs),
        *_same(name, runs, others),
    ]
    slowest = max(runs, key=lambda line: float(line["seconds"]))
    findings.append(
        Finding(
            "ok",
            "speed",
            f"{name}: {slowest['seconds']:.1f} s at most (“{slowest['text']}”), "
            f"{max(line['megabytes'] for line in runs):.0f} MB with the reader.",
        )
    )
    return findings


def judge_extensions(outcome: Outcome) -> list[Finding]:
    """What a plugin registers beside generators, as far as it was tried."""
    findings = []
    for line in outcome.all("extension"):
        what = line["what"]
        findings += [Finding("fault", "extensions", f"The {what}: {fault}.") for fault in line["faults"]]
        findings += [Finding("warning", "extensions", f"The {what}: {note}.") for note in line["notes"]]
        if not line["faults"] and not line["notes"]:
            findings.append(Finding("ok", "extensions", f"The {what} keeps what it promises."))
    return findings


def _errors(name: str, runs: Iterable[Json]) -> list[Finding]:
    failed = [line for line in runs if line["error"]]
    if not failed:
        return [Finding("ok", "articles", f"{name}: it raised nothing on any article, odd ones included.")]
    found: dict[str, Json] = {}
    for line in failed:
        found.setdefault(line["error"], line)
    return [
        Finding(
            "fault",
            "articles",
            f"{name}: {error} (on the article “{line['text']}”"
            + (f" with the options {line['options']})" if line["options"] else ")"),
        )
        for error, line in list(found.items())[:_SHOWN]
    ]


def _asks(name: str, runs: Sequence[Json], own: Sequence[str]) -> list[Finding]:
    ordinary = [line for line in runs if line["text"] in own and not line["options"]]
    asked = {line["text"]: line["count"] for line in ordinary if line["count"]}
    if asked:
        counts = ", ".join(f"{count} candidates for “{text}”" for text, count in asked.items())
        return [Finding("ok", "items", f"{name}: {counts}.")]
    reasons = [line["nothing"] for line in ordinary if line["nothing"]]
    why = (
        f" It says: {reasons[0]}" if reasons else " It does not say why: raise NothingToAsk with the reason."
    )
    return [
        Finding(
            "fault",
            "items",
            f"{name}: it asks nothing about the sample articles.{why}",
            "Give an article that it is meant for: --article FILE.",
        )
    ]


def _evidence(name: str, runs: Sequence[Json]) -> list[Finding]:
    found = _examples(runs, "fatal", only=_EVIDENCE | {"malformed"})
    if found:
        return [Finding("fault", "evidence", f"{name}: {detail}") for detail in found]
    if not any(line["count"] for line in runs):
        return []
    return [Finding("ok", "evidence", f"{name}: every item quotes the article word for word.")]


def _declared(name: str, runs: Sequence[Json]) -> list[Finding]:
    findings = []
    undeclared = sorted({kind for line in runs for kind in line["undeclared"]})
    if undeclared:
        findings.append(
            Finding(
                "fault",
                "description",
                f"{name}: it gives interactions that it does not declare: {undeclared}.",
            )
        )
    silent = sum(line["not_said"] for line in runs)
    if silent:
        findings.append(
            Finding(
                "warning",
                "wording",
                f"{name}: {silent} stems do not say “according to the article”.",
                "Else the question is about the world, and the world may disagree.",
            )
        )
    return findings


def _flaws(name: str, runs: Sequence[Json]) -> list[Finding]:
    count = sum(line["count"] for line in runs)
    refused = sum(sum(line["fatal"].values()) for line in runs)
    level = "fault" if count and refused > _MOST_REFUSED * count else "warning"
    findings = [
        Finding(
            "fault" if level == "fault" else "warning", "wording", f"{name}: the checks refuse it: {detail}"
        )
        for detail in _examples(runs, "fatal", leave_out=_EVIDENCE | {"malformed"})
    ]
    findings += [
        Finding("warning", "wording", f"{name}: {detail}")
        for detail in _examples(runs, "flaws", at_least=max(2, count // 10))
    ]
    if count and not findings:
        findings.append(Finding("ok", "wording", f"{name}: the checks find no flaw that comes often."))
    return findings


def _same(name: str, runs: Sequence[Json], others: Sequence[Json]) -> list[Finding]:
    findings = []
    digests = {_run(line): line["digest"] for line in runs if not line["again"]}
    for line in runs:
        if line["again"] and digests[_run(line)] != line["digest"]:
            findings.append(
                Finding(
                    "fault",
                    "determinism",
                    f"{name}: a second run on “{line['text']}” with the same seed gives other items.",
                    "Keep nothing between two calls of `generate`.",
                )
            )
            break
    for line in others:
        if not line["again"] and digests.get(_run(line), line["digest"]) != line["digest"]:
            findings.append(
                Finding(
                    "fault",
                    "determinism",
                    f"{name}: another process gives other items for “{line['text']}” with the same seed.",
                    "Sort what comes out of a set, and use neither hash() nor id() nor the clock.",
                )
            )
            break
    if any(line["own_chance"] for line in runs):
        findings.append(
            Finding(
                "fault", "determinism", f"{name}: it uses the module `random`.", "Use the argument `rng`."
            )
        )
    return findings or [Finding("ok", "determinism", f"{name}: same seed, same items, in two processes.")]


def _run(line: Json) -> tuple[str, int, str]:
    return (line["text"], line["seed"], str(line["options"]))


def _examples(
    runs: Sequence[Json],
    field: str,
    *,
    only: frozenset[str] | None = None,
    leave_out: frozenset[str] = frozenset(),
    at_least: int = 1,
) -> list[str]:
    """The codes found most often, each with how often and its first example in words."""
    counts: Counter[str] = Counter()
    examples: dict[str, str] = {}
    for line in runs:
        counts.update(line[field])
        for code, text in line["examples"].items():
            examples.setdefault(code, text)
    chosen = [
        code
        for code, number in counts.most_common()
        if number >= at_least and code not in leave_out and (only is None or code in only)
    ]
    return [f"{code}, {counts[code]} times: {examples.get(code, '')}" for code in chosen[:_SHOWN]]
