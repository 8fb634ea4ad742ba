"""`make eval`: figures of the reader and the generators, on our own gold and on public corpora.

EVAL     folder with the public corpora and their scorers (default ../shared/eval)
POLNEAR  gold of the attribution corpus, as the scorers' `build_gold.py` writes it (no default)
"""

import json
import os
import subprocess
import sys
from pathlib import Path

EVAL = Path(os.environ.get("EVAL", "../shared/eval"))
ANNOTATE = f"{sys.executable} -m quizapi annotate --json"
#: Modules that print their own figures when they are run.
OWN = (
    "tests.eval.causal_gold",
    "tests.eval.statement_cues",
    "tests.eval.flaw_checks",
    "tests.eval.yields",
)


def main() -> int:
    status = 0
    for module in OWN:
        status |= _run(f"own: {module.rpartition('.')[2]}", [sys.executable, "-m", module])
    for name in ("attributions_gold", "claims"):
        command = [sys.executable, "-m", "pytest", "-q", "-s", f"tests/reading/test_{name}.py"]
        status |= _run(f"own: {name}", command)
    if not EVAL.is_dir():
        print(f"{EVAL} is not there: the public corpora are left out. Set EVAL to their folder.")
        return status
    scorer = [sys.executable, str(EVAL / "run.py")]
    status |= _run(
        "Causal News Corpus, train",
        [*scorer, "cause-effect", str(EVAL / "causal" / "cnc_train.csv"), "--command", ANNOTATE],
    )
    polnear = os.environ.get("POLNEAR")
    if polnear:
        status |= _run("PolNeAR", [*scorer, "attribution", polnear, "--command", ANNOTATE])
    else:
        print("POLNEAR is not set: who said what is measured on our own gold alone.")
    _items()
    return status


def _run(title: str, command: list[str]) -> int:
    print(f"\n== {title}", flush=True)
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(command, env=environment, check=False).returncode


def _items() -> None:
    """How many items the public articles give, by generator."""
    from tests.bench.texts import PUBLIC

    print("\n== items from the public articles (count 10, seed 0)", flush=True)
    for path in sorted(PUBLIC.glob("*.json")):
        counts, problems = _items_of(json.loads(path.read_text(encoding="utf-8")))
        print(f"{path.stem}: {counts} {problems}", flush=True)


def _items_of(article: dict[str, str]) -> tuple[dict[str, int], list[str]]:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "article.txt"
        file.write_text(article["text"], encoding="utf-8")
        command = [sys.executable, "-m", "quizapi", "generate", str(file), "--count", "10", "--json"]
        command += ["--title", article["title"], "--published-on", article["published"]]
        line = json.loads(subprocess.run(command, capture_output=True, check=False).stdout)
    counts: dict[str, int] = {}
    for item in line["items"]:
        counts[item["generator"]] = counts.get(item["generator"], 0) + 1
    return counts, [f"{p['generator']}: {p['type']}" for p in line["problems"]]


if __name__ == "__main__":
    sys.exit(main())
