"""Headers that every answer has, whatever it is; pages add their own stricter ones (`web.safety`).

Nothing allows another site's scripts to read an answer: no answer has `Access-Control-Allow-Origin`.
"""

from collections.abc import Callable, Iterable
from typing import Any

from flask import Flask

#: For what is no page: nothing in it may run, be framed, or tell where its reader came from.
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; base-uri 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Resource-Policy": "same-origin",
}
_HSTS = "max-age=31536000"
#: Same for everybody, so that caches may keep them if they ask each time.
_PUBLIC = ("/api/v1/openapi.json", "/.well-known/security.txt")


def protect(app: Flask, *, is_https: bool) -> None:
    """Set the headers on all answers of the application that have no stricter ones of their own.

    Args:
        is_https: The public address is https, so that browsers shall never come by http again.
    """
    always = list(_HEADERS.items()) + ([("Strict-Transport-Security", _HSTS)] if is_https else [])
    inner = app.wsgi_app

    def protected(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        kept = "no-cache" if environ.get("PATH_INFO") in _PUBLIC else "no-store"
        wanted = [*always, ("Cache-Control", kept)]

        def start(status: str, headers: list[tuple[str, str]], *more: Any) -> Any:
            given = {name.lower() for name, _ in headers}
            if "content-security-policy" in given:  # it says who may frame the answer
                given.add("x-frame-options")
            headers += [pair for pair in wanted if pair[0].lower() not in given]
            return start_response(status, headers, *more)

        return inner(environ, start)

    app.wsgi_app = protected  # type: ignore[method-assign]
