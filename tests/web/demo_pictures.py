"""The pictures of the README, taken of the demonstration: `python -m tests.web.demo_pictures [FOLDER]`."""

import os
import re
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from quizapi.cli.demo_content import QUIZ_TITLE
from tests.system.server import Server
from tests.web.conftest import ARGUMENTS, CHROMIUM

_START_SECONDS = 240.0


def sign_in(page: Page, email: str, password: str) -> None:
    page.goto("/sign-in")
    page.fill("input[name=email]", email)
    page.fill("input[name=password]", password)
    page.locator("main form button").first.click()
    page.wait_for_load_state()


def take(browser: Browser, base_url: str, said: str, folder: Path) -> None:
    """The teacher's review and article on a desk, the student's question and result on a phone."""
    email, password, join = re.findall(r"(?:sign-in|Password|link)\s+(\S+)", said)
    desk = browser.new_context(
        base_url=base_url, viewport={"width": 1440, "height": 900}, color_scheme="light"
    )
    page = desk.new_page()
    sign_in(page, email, password)
    page.goto("/quizzes")
    page.get_by_role("link", name=QUIZ_TITLE).first.click()
    page.wait_for_load_state()
    page.wait_for_timeout(500)
    page.screenshot(path=folder / "review-1440.png")
    page.goto("/articles")
    page.locator(".entries h2 a").first.click()
    page.locator("#layer-causes").check()
    page.wait_for_timeout(500)
    page.screenshot(path=folder / "article-1440.png")
    phone = browser.new_context(
        base_url=base_url, viewport={"width": 360, "height": 740}, color_scheme="light"
    )
    page = phone.new_page()
    page.goto(join)
    page.fill("input[name=name]", "Ada")
    page.locator("main form button").first.click()
    page.wait_for_load_state()
    page.wait_for_timeout(500)
    page.screenshot(path=folder / "answering-360.png")
    page.locator(".choice").first.click()
    page.get_by_text("All saved").wait_for()
    page.get_by_role("button", name="Look over and hand in").click()
    page.get_by_role("button", name="Hand in").click()
    page.wait_for_url("**notice=handed-in")
    page.wait_for_timeout(500)
    page.screenshot(path=folder / "result-360.png")


def main(folder: Path) -> None:
    """Run the demonstration on new data and take its pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data:
        place = Server(Path(data))
        environment = {**os.environ, "DATA": data, "PORT": str(place.port)}
        demo = subprocess.Popen(
            [sys.executable, "-m", "quizapi", "demo"],
            env=environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
        )
        try:
            said, end = "", time.monotonic() + _START_SECONDS
            assert demo.stdout is not None
            while "Ctrl-C" not in said and time.monotonic() < end:
                said += demo.stdout.readline()
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
                take(browser, place.client.base_url, said, folder)
                browser.close()
        finally:
            demo.send_signal(signal.SIGINT)
            demo.wait(60)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "docs/pictures"))
