"""axe-core on a page, and the modes in which pages are looked at."""

from collections.abc import Sequence
from typing import Any

from playwright.sync_api import Page

from tests.exchange.node import module

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1440, "height": 900}
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
#: The rules that depend on colours and sizes alone.
LOOKS = ("color-contrast", "link-in-text-block", "target-size")
MODES: dict[str, dict[str, Any]] = {
    "light": {"color_scheme": "light"},
    "dark": {"color_scheme": "dark"},
    "forced": {"forced_colors": "active"},
    "forced-dark": {"forced_colors": "active", "color_scheme": "dark"},
    "phone": {"viewport": PHONE, "has_touch": True},
    "phone-dark": {"viewport": PHONE, "color_scheme": "dark"},
    "rtl": {},
    "rtl-phone": {"viewport": PHONE},
}


def axe_core() -> str:
    """The rules of axe-core, to run in a page."""
    return module("axe-core/axe.min.js").read_text()


def violations(page: Page, *, what: str, rules: Sequence[str] = ()) -> list[str]:
    """What axe finds, one line each: by those rules, or by all of the tags. The page's context has axe."""
    chosen = {"type": "rule", "values": list(rules)} if rules else {"type": "tag", "values": TAGS}
    found = page.evaluate("runOnly => axe.run(document, {runOnly, resultTypes: ['violations']})", chosen)
    return [
        f"{what}: {violation['id']}: {node['target']} {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"][:3]
    ]


def faults_of_page(page: Page, *, what: str, rules: Sequence[str] = ()) -> list[str]:
    """What axe finds, and whether the page is wider than the window."""
    faults = violations(page, what=what, rules=rules)
    overflow = page.evaluate("document.documentElement.scrollWidth - innerWidth")
    return [*faults, f"{what}: wider than the window by {overflow} px"] if overflow > 0 else faults
