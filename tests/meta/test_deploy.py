"""What is deployed: files that parse, commands that exist, and a page that names every setting."""

import configparser
import re
from pathlib import Path

import pytest
import yaml
from pydantic import SecretStr
from pydantic_core import PydanticUndefined

from quizapi.cli.main import COMMANDS
from quizapi.settings import Settings

DEPLOY = Path("deploy")
PAGE = Path("docs/operating.md").read_text(encoding="utf-8")
ROWS = dict(re.findall(r"^\| `(QUIZAPI_\w+)`[^|]*\| ([^|]*?) ?\|", PAGE, re.MULTILINE))
OWN_WORDS = {"secret", "plugins", "metrics_token", "lti_key_file", "xapi_password", "xapi_password_file"}


def test_every_setting_is_in_the_table_and_no_other() -> None:
    assert set(ROWS) == {f"QUIZAPI_{name.upper()}" for name in Settings.model_fields}


@pytest.mark.parametrize("name", sorted(set(Settings.model_fields) - OWN_WORDS))
def test_defaults_in_the_table_are_the_settings_own(name: str) -> None:
    default = Settings.model_fields[name].default
    assert default is not PydanticUndefined
    assert not isinstance(default, SecretStr)
    assert ROWS[f"QUIZAPI_{name.upper()}"].strip("`") == str(default)


@pytest.mark.parametrize("path", sorted(DEPLOY.glob("*.service")), ids=lambda path: path.name)
def test_units_run_commands_that_there_are(path: Path) -> None:
    unit = configparser.ConfigParser(strict=False, interpolation=None)
    unit.optionxform = str  # type: ignore[assignment, method-assign]
    unit.read(path)
    assert {"Unit", "Service", "Install"} == set(unit.sections())
    program, command = unit["Service"]["ExecStart"].split()[:2]
    assert program.endswith("/quizapi")
    assert command in COMMANDS
    assert unit["Service"]["NoNewPrivileges"] == "yes"
    assert unit["Service"]["User"] != "root"


def test_services_of_the_compose_file_fit_together() -> None:
    parts = yaml.safe_load((DEPLOY / "compose.yaml").read_text())
    services = parts["services"]
    for name, service in services.items():
        assert set(service.get("depends_on", {})) <= set(services)
        if name == "database":
            continue
        assert service["command"][0] == "quizapi"
        assert service["command"][1] in COMMANDS
        for variable in service["environment"]:
            assert variable.removeprefix("QUIZAPI_").lower() in Settings.model_fields
        assert (DEPLOY / service["build"]["context"] / service["build"]["dockerfile"]).resolve().is_file()
    named = {v.split(":")[0] for service in services.values() for v in service.get("volumes", [])}
    assert named == set(parts["volumes"])


def test_container_file_is_well_formed_and_runs_as_nobody_special() -> None:
    text = re.sub(r"\\\n", " ", (DEPLOY / "Containerfile").read_text())
    lines = [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]
    words = [line.split(maxsplit=1)[0] for line in lines]
    known = {
        "FROM",
        "ENV",
        "WORKDIR",
        "COPY",
        "RUN",
        "USER",
        "VOLUME",
        "EXPOSE",
        "STOPSIGNAL",
        "HEALTHCHECK",
        "CMD",
    }
    assert set(words) <= known
    assert words[0] == "FROM"
    assert words[-1] == "CMD"
    assert words.index("RUN") < words.index("USER") < words.index("CMD")
    assert ":" in lines[0].split()[1]
    command = yaml.safe_load(lines[-1].removeprefix("CMD "))
    assert command[0] == "quizapi"
    assert command[1] in COMMANDS
    for script in re.findall(r"scripts/\w+\.sh", text):
        assert Path(script).is_file()
