"""What the environment switches on is on in the program itself: web processes and worker alike."""

import json
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from standardwebhooks import Webhook

from tests.outbound.hosts import Reply, Seen, host
from tests.system.server import Server
from tests.system.test_whole_way import signed_in

pytestmark = pytest.mark.serial

ARTICLE = Path("fixtures/articles/grand-loop-ban.txt").read_text(encoding="utf-8")
ON = {
    "QUIZAPI_ARTICLE_ADDRESSES": "1",
    "QUIZAPI_WEBHOOKS": "1",
    "QUIZAPI_LTI": "1",
    "QUIZAPI_OUTBOUND_NETWORKS": "127.0.0.0/8",
    "QUIZAPI_OUTBOUND_PORTS": "any",
}


def page(seen: Seen) -> Reply:
    if seen.path == "/robots.txt":
        return Reply(status=404)
    if seen.method == "POST":
        return Reply(status=204)
    return Reply(ARTICLE.encode(), headers={"Content-Type": "text/plain; charset=utf-8"})


def wait_for(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, f"nothing happened in {seconds} s"
        time.sleep(0.1)


def test_a_page_is_fetched_read_and_its_job_told_to_a_webhook(tmp_path: Path) -> None:
    with host(page) as site:
        server = Server(tmp_path / "data", environment=ON).start()
        try:
            teacher = signed_in(server)
            hook = teacher.must("POST", "/api/v1/webhooks", {"url": f"{site.url}/hook"})
            article = teacher.must("POST", "/api/v1/articles/import", {"url": f"{site.url}/news"})
            wait_for(lambda: any(seen.method == "POST" for seen in site.requests))
            keys = server.client.must("GET", "/lti/keys")
        finally:
            assert server.stop() == 0
    (event,) = [seen for seen in site.requests if seen.method == "POST"]
    told = Webhook(hook["secret"]).verify(event.body, event.headers)
    assert (told["type"], told["data"]["subject_id"]) == ("job.finished", article["id"])
    assert article["source_url"] == f"{site.url}/news"
    assert json.loads(event.body)["data"]["state"] == "succeeded"
    assert [key["kty"] for key in keys["keys"]] == ["RSA"]
