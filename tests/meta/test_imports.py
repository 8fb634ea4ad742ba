"""What must not be loaded where."""

import subprocess
import sys


def loaded_after(code: str) -> set[str]:
    script = f"{code}\nimport sys; print(' '.join(sys.modules))"
    result = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, timeout=60, check=True
    )
    return set(result.stdout.split())


def test_package_loads_neither_flask_nor_spacy() -> None:
    assert not loaded_after("import quizapi, quizapi.domain, quizapi.plugin_api") & {
        "flask",
        "spacy",
        "sqlalchemy",
    }


def test_web_process_never_loads_spacy() -> None:
    code = """
import tempfile
from quizapi.app import create_app
from quizapi.settings import Settings
app = create_app(Settings(data=tempfile.mkdtemp()))
assert app.extensions["quizapi"].registry.generators, app.extensions["quizapi"].registry.failures
app.test_client().get("/api/v1/openapi.json")
"""
    assert not loaded_after(code) & {
        "spacy",
        "thinc",
        "numpy",
        "quizapi.generation",
        "quizapi.reading.pipeline",
    }


def test_web_process_loads_nothing_of_what_is_switched_off() -> None:
    code = """
import tempfile
from quizapi.app import create_app
from quizapi.settings import Settings
create_app(Settings(data=tempfile.mkdtemp()))
"""
    assert not loaded_after(code) & {
        "alembic",
        "cryptography",
        "pylti1p3",
        "quizapi.lti",
        "quizapi.outbound",
        "requests",
        "standardwebhooks",
        "trafilatura",
        "urllib3",
    }


def test_web_process_loads_what_launches_need_with_the_first_one() -> None:
    code = """
import tempfile
from quizapi.app import create_app
from quizapi.settings import Settings
app = create_app(Settings(data=tempfile.mkdtemp(), lti=True))
assert "lti.launch" in app.view_functions
"""
    assert not loaded_after(code) & {"cryptography", "jwt", "pylti1p3", "quizapi.outbound", "requests"}


def test_help_loads_nothing_heavy() -> None:
    code = """
import contextlib, io
from quizapi.cli import main
with contextlib.redirect_stdout(io.StringIO()):
    main(["--help"], standalone_mode=False)
"""
    assert not loaded_after(code) & {"flask", "spacy", "sqlalchemy", "dbos", "pydantic"}
