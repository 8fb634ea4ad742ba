"""Tries a plugin in two processes and judges what came of it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from quizapi.cli.conformance.judging import judge_extensions, judge_items
from quizapi.cli.conformance.metadata import judge_generator, judge_metadata
from quizapi.cli.conformance.report import Finding, Report
from quizapi.cli.conformance.running import Limits, Outcome, run_child
from quizapi.cli.conformance.target import Target
from quizapi.generation.sample_texts import HOSTILE, ODD_TEXTS, SAMPLES, huge_text

Json = dict[str, Any]
_SEEDS = (0, 1, 2)
_SLOW_IMPORT_S = 2.0
_REFUSED = {
    "network": "use the network",
    "process": "start another process",
    "writing": "write, move or remove a file",
}
_SHOWN = 3


def check_plugin(
    target: Target,
    *,
    limits: Limits | None = None,
    articles: Mapping[str, str] | None = None,
    huge: bool = True,
) -> Report:
    """Try the plugin as an honest reviewer would and say what it keeps of what generators promise.

    Args:
        limits: Of one run on one article.
        articles: Texts by name to try besides the samples, for a generator that asks about one topic alone.
        huge: Also try a long article; it takes most of the time.
    """
    limits = limits or Limits()
    own = {**SAMPLES, **(articles or {})}
    odd = {**ODD_TEXTS, "hostile": HOSTILE, **({"huge": huge_text()} if huge else {})}
    request: Json = {
        "name": target.name,
        "entry_point": target.entry_point,
        "folders": [str(folder) for folder in target.folders],
    }
    ordinary = [_text(name, text, _SEEDS, variants=n == 0) for n, (name, text) in enumerate(own.items())]
    with tempfile.TemporaryDirectory(prefix="quizapi-check-") as scratch:
        folder = Path(scratch)
        whole = [*ordinary, *(_text(name, text, (0,)) for name, text in odd.items())]
        first = run_child({**request, "texts": whole}, folder / "first", limits=limits, hash_seed=0)
        findings = [*judge_metadata(target), *_judge_import(first), *_judge_end(first)]
        if first.all("imported") and first.all("imported")[0]["generators"]:
            second = first
            if first.ended is None:
                again = [_text(name, text, _SEEDS) for name, text in own.items()]
                second = run_child({**request, "texts": again}, folder / "second", limits=limits, hash_seed=1)
            for described in first.all("imported")[0]["generators"]:
                findings += judge_generator(described, target)
                findings += judge_items(described, first, second, own=tuple(own))
        findings += judge_extensions(first)
    findings += [*_judge_refused(first), *_judge_printed(first)]
    return Report(f"{target.metadata.package or target.name} {target.metadata.version}", tuple(findings))


def _text(name: str, text: str, seeds: tuple[int, ...], *, variants: bool = False) -> Json:
    return {"name": name, "text": text, "seeds": list(seeds), "variants": variants}


def _judge_import(outcome: Outcome) -> Iterator[Finding]:
    for told in outcome.all("imported"):
        if told["failure"] is not None:
            yield Finding("fault", "import", f"It cannot be loaded: {told['failure']}")
            return
        if told["heavy"]:
            names = ", ".join(told["heavy"])
            yield Finding(
                "fault",
                "import",
                f"Importing it imports {names}, which every server process would then load.",
                "Import it inside the function that uses it.",
            )
        elif told["seconds"] > _SLOW_IMPORT_S:
            yield Finding(
                "fault",
                "import",
                f"Importing it takes {told['seconds']:.1f} s; every command and server process waits for it.",
                "Do the work when `generate` is first called.",
            )
        else:
            yield Finding("ok", "import", f"It is imported in {1000 * told['seconds']:.0f} ms.")
        if not told["generators"] and not told["others"]:
            yield Finding(
                "fault",
                "import",
                "It registers nothing.",
                "Mark quizapi_register_generators with @hookimpl in the module of the entry point.",
            )


def _judge_end(outcome: Outcome) -> Iterator[Finding]:
    if outcome.ended is None:
        yield Finding("ok", "limits", "Every run ended in its time and memory.")
        return
    last = next((line for line in reversed(outcome.errors.splitlines()) if line.strip()), "")
    yield Finding(
        "fault",
        "limits",
        f"{outcome.ended[0].upper()}{outcome.ended[1:]}: {outcome.stage}.",
        f"The last line that it wrote: {last[:200]}" if last else "",
    )


def _judge_refused(outcome: Outcome) -> Iterator[Finding]:
    refused = outcome.all("refused")
    for kind, what in _REFUSED.items():
        found = list(dict.fromkeys(line["detail"] for line in refused if line["what"] == kind))
        for detail in found[:_SHOWN]:
            yield Finding(
                "fault",
                kind,
                f"It wanted to {what}: {detail}",
                "A generator gets all it needs as arguments, and gives items back; ship data in the package.",
            )
    if not refused:
        yield Finding("ok", "isolation", "It uses no network, starts no process and writes no file.")


def _judge_printed(outcome: Outcome) -> Iterator[Finding]:
    if outcome.printed.strip():
        shown = outcome.printed.strip().splitlines()[0][:120]
        yield Finding(
            "warning", "output", f"It prints: {shown}", "Raise NothingToAsk with the reason instead."
        )
