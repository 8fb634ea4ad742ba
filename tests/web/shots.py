"""Pictures of every page for people to look at: `python -m tests.web.shots FOLDER [NAME]...`.

Each page at 360, 768 and 1440 pixels, light, and at 1440 in the dark.
"""

import logging
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from quizapi.web.attempts.tokens import cookie_of
from tests.web.conftest import ARGUMENTS, CHROMIUM
from tests.web.pages import Shown, all_pages, empty_pages
from tests.web.site import Site, Teacher, serve
from tests.web.states import more_states

SIZES = ((360, 740, "light"), (768, 1024, "light"), (1440, 900, "light"), (1440, 900, "dark"))


def shoot(browser: Browser, site: Site, teacher: Teacher, shown: Shown, folder: Path) -> None:
    """Take the pictures of one page."""
    for width, height, scheme in SIZES:
        context = browser.new_context(
            base_url=site.url,
            viewport={"width": width, "height": height},
            color_scheme=scheme,  # type: ignore[arg-type]
            reduced_motion="reduce",
        )
        if shown.as_teacher:
            context.add_cookies([site.session_cookie(teacher.session)])  # type: ignore[list-item]
        if shown.attempt is not None:
            with site.app.app_context():
                name = cookie_of(shown.attempt["id"])
            context.add_cookies([site.cookie(name, shown.attempt["token"])])  # type: ignore[list-item]
        page = context.new_page()
        page.goto(shown.path)
        if shown.prepare is not None:
            shown.prepare(page)
        name = "".join(letter if letter.isalnum() else "-" for letter in shown.name)
        page.wait_for_timeout(150)
        page.screenshot(path=folder / f"{name}-{width}-{scheme}.png")
        context.close()


def main(folder: Path, names: set[str]) -> None:
    """Take the pictures of all pages, or of those named."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        serve(Path(data)) as site,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        teacher = site.teacher()
        for shown in (*all_pages(teacher), *more_states(teacher), *empty_pages()):
            if not names or shown.name in names:
                shoot(browser, site, teacher, shown, folder)
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), set(sys.argv[2:]))
