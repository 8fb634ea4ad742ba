"""Whether a site lets robots read a page (RFC 9309)."""

from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

from quizapi.outbound.client import Client, RequestFailed

#: The name that a `robots.txt` speaks to us by.
ROBOT = "quizapi"


def may_read(client: Client, url: str) -> bool:
    """Ask the site's `robots.txt`. Without one everything may be read; while it cannot be had, nothing.

    Raises:
        AddressRefused: The site, or where its `robots.txt` is redirected to, may not be asked.
    """
    origin = client.guard.check(url).origin
    try:
        answer = client.get(f"{origin}/robots.txt", accept="text/plain")
    except RequestFailed:
        return False
    if 400 <= answer.status < 500:
        return True
    if answer.status != 200:
        return False
    rules = RobotFileParser()
    rules.parse(answer.body.decode("utf-8-sig", errors="replace").splitlines())
    parts = urlsplit(url)
    return rules.can_fetch(ROBOT, parts._replace(fragment="").geturl())
