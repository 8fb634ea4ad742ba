"""`quizapi generators check`: each broken promise is found and named; a sound plugin passes."""

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from quizapi.cli import main
from quizapi.cli.conformance import Limits, Report, check_plugin, find_target
from quizapi.cli.conformance.metadata import judge_metadata
from quizapi.cli.new_plugin import render_plugin
from tests.cli.conformance_plugins import write_plugin
from tests.plugin_api.sample import SAMPLE

LIMITS = Limits(seconds=20, megabytes=1500)


def faults(report: Report, area: str) -> list[str]:
    return [f.detail for f in report.findings if f.level == "fault" and f.area == area]


def check(folder: Path, limits: Limits = LIMITS) -> Report:
    return check_plugin(find_target(str(folder)), limits=limits, huge=False)


def test_template_passes_without_a_warning_that_it_could_mend(tmp_path: Path) -> None:
    folder = render_plugin("gap-name", tmp_path)
    result = CliRunner().invoke(main, ["generators", "check", str(folder), "--json", "--no-huge"])
    report = json.loads(result.stdout)
    assert result.exit_code == 0, report
    assert report["passed"]
    levels = {finding["area"]: finding["level"] for finding in report["findings"]}
    for area in ("metadata", "import", "evidence", "determinism", "isolation", "articles", "limits", "items"):
        assert levels[area] == "ok", report


BROKEN = {
    "evidence of another place": (
        """
        from dataclasses import replace
        for s in article.sentences:
            item = self.item(article, s, "")
            moved = replace(item.evidence[0], span=Span(s.start + 1, s.end + 1))
            yield replace(item, evidence=(moved,))
        return
        """,
        "evidence",
        "evidence-",
    ),
    "order of a set": (
        """
        words = {w for w in article.text.split()}
        yield self.item(article, article.sentences[0], " ".join(words))
        """,
        "determinism",
        "another process",
    ),
    "something kept": (
        """
        self.count = getattr(self, "count", 0) + 1
        yield self.item(article, article.sentences[0], str(self.count))
        """,
        "determinism",
        "second run",
    ),
    "the module's chance": ("random.random()", "determinism", "`random`"),
    "network": (
        "import socket\nsocket.create_connection(('127.0.0.1', 9), timeout=1)",
        "network",
        "network",
    ),
    "network, and silence about it": (
        "import socket\ntry:\n    socket.create_connection(('127.0.0.1', 9))\nexcept OSError:\n    pass",
        "network",
        "socket.",
    ),
    "writing": ("open('/tmp/quizapi-bad-was-here', 'w').close()", "writing", "write"),
    "process": ("import os\nos.system('true')", "process", "another process"),
    "exception": ("raise LookupError('no such word')", "articles", "LookupError: no such word"),
    "sys.exit": ("import sys\nsys.exit(0)", "articles", "SystemExit"),
    "nonsense": ("yield {'stem': 'What?'}", "articles", "dict, not an Item"),
    "fields of other types": (
        "from dataclasses import replace\n"
        "yield replace(self.item(article, article.sentences[0], ''), stem=None)",
        "evidence",
        "not what Item declares",
    ),
    "interaction not declared": (
        "from dataclasses import replace\n"
        "yield replace(self.item(article, article.sentences[0], ''), interaction='text', key='x')",
        "description",
        "does not declare",
    ),
    "nothing ever": ("raise NothingToAsk('It is Tuesday.')", "items", "It is Tuesday."),
}
FINAL = {
    "end of the process": ("import os\nos._exit(3)", "status 3"),
    "crash": ("import ctypes\nctypes.string_at(0)", "SIGSEGV"),
    "loop": ("while True: pass", "longer than 5 seconds"),
    "memory": ("x = b'1' * 3_000_000_000", "more than 1500 megabytes"),
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    bodies = {re.sub(r"\W+", "-", name): body for name, (body, _, _) in BROKEN.items()}
    return check(write_plugin(tmp_path_factory.mktemp("broken") / "bad", bodies))


@pytest.mark.parametrize(("area", "words"), [row[1:] for row in BROKEN.values()], ids=BROKEN.keys())
def test_broken_promise_is_named(report: Report, area: str, words: str) -> None:
    assert not report.passed
    assert any(words in detail for detail in faults(report, area)), report.findings


def test_what_is_refused_does_not_happen(report: Report) -> None:
    assert not Path("/tmp/quizapi-bad-was-here").exists()  # noqa: S108


@pytest.mark.parametrize(("body", "words"), FINAL.values(), ids=FINAL.keys())
def test_what_ends_or_holds_the_process_is_named(tmp_path: Path, body: str, words: str) -> None:
    folder = write_plugin(tmp_path / "bad", {"bad": body})
    (detail,) = faults(check(folder, Limits(seconds=5, megabytes=1500)), "limits")
    assert words in detail
    assert "bad on the article “report”" in detail


@pytest.mark.parametrize(
    ("top", "words"),
    [
        ("import time\ntime.sleep(2.5)", "takes 2."),
        ("import spacy", "imports spacy"),
        ("raise RuntimeError('no model')", "no model"),
        ("import sys\nsys.exit('bye')", "SystemExit"),
        ("quizapi_api_version = 99", "version 99"),
        ("@hookimpl\ndef quizapi_register_generater(register): ...", "quizapi_register_generater"),
    ],
)
def test_import_that_harms_is_named(tmp_path: Path, top: str, words: str) -> None:
    report = check(write_plugin(tmp_path / "bad", top=top))
    assert any(words in detail for detail in faults(report, "import")), report.findings


@pytest.mark.parametrize(("line", "area"), [("license", "licence"), ("dependencies", "metadata")])
def test_missing_metadata_is_named(tmp_path: Path, line: str, area: str) -> None:
    target = find_target(str(write_plugin(tmp_path / "bad", leave_out=line)))
    assert [f.area for f in judge_metadata(target) if f.level == "fault"] == [area]


def test_the_sample_of_every_hook_passes() -> None:
    report = check(SAMPLE)
    assert report.passed, [f for f in report.findings if f.level == "fault"]
    told = [f.detail for f in report.findings if f.area == "extensions"]
    assert told == [
        "The interaction hotspot:sentence keeps what it promises.",
        "The format cue-cards keeps what it promises.",
        "The article files stories keeps what it promises.",
    ]


EXTENSIONS = """
from quizapi.plugin_api import ExporterBase, ImportedArticle, ScorerBase

class Odd(ScorerBase):
    interaction, title = "bad:odd", "Odd"
    answer_schema = {"type": ["string", "boolean"]}
    key_schema = {"type": "string"}
    def score(self, item, response):
        return len(response.answer)
    def fallback(self, item):
        from dataclasses import replace
        return replace(item, interaction="choice")

class Cards(ExporterBase):
    name, title, media_type, extension = "odd-cards", "Odd", "text/plain", "txt"
    count = 0
    def export(self, items, *, title):
        self.count += 1
        return str(self.count).encode()

class Files:
    name, title, endings = "odd-files", "Odd", ("odd",)
    def read(self, data, *, filename):
        return ImportedArticle(data.decode())

@hookimpl
def quizapi_register_scorers(register):
    register(Odd())

@hookimpl
def quizapi_register_exporters(register):
    register(Cards())

@hookimpl
def quizapi_register_article_importers(register):
    register(Files())
"""


def test_broken_interactions_formats_and_files_are_named(tmp_path: Path) -> None:
    own = """
    from dataclasses import replace
    yield replace(self.item(article, article.sentences[0], ''), interaction="bad:odd", key="ab")
    return
    """
    folder = write_plugin(tmp_path / "bad", {"bad": own}, top=EXTENSIONS)
    told = "\n".join(faults(check(folder), "extensions"))
    for words in (
        "The interaction bad:odd: the key 'ab' does not score fully",
        "the answer 'True', which fits its schema, raises TypeError",
        "The format odd-cards: the same items are written differently the second time",
        "The article files odd-files: a damaged file raises UnicodeDecodeError",
    ):
        assert words in told, told
    assert "not tried" not in told


def test_report_is_words_and_the_status_one(tmp_path: Path) -> None:
    folder = write_plugin(tmp_path / "bad", {"bad": "print('hello')\nraise LookupError('no such word')"})
    result = CliRunner().invoke(main, ["generators", "check", str(folder), "--no-huge"])
    assert result.exit_code == 1
    assert "fault    articles     bad: LookupError: no such word (on the article “report”)" in result.stdout
    assert "warning  output       It prints: hello" in result.stdout
    assert "does not keep what generators promise" in result.stdout


@pytest.mark.parametrize("target", ["no-such-plugin", "."])
def test_what_is_no_plugin_is_refused_with_the_reason(target: str) -> None:
    result = CliRunner().invoke(main, ["generators", "check", target])
    assert result.exit_code == 1
    assert "plugin" in result.stderr


@pytest.mark.parametrize("name", ["true-false", "who-said-what"])
def test_installed_plugin_is_found_with_its_metadata(name: str) -> None:
    target = find_target(name)
    assert target.metadata.license == "MIT"
    assert target.metadata.needs_quizapi
    assert target.metadata.readme
