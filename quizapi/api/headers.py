"""Headers that every answer has, whatever it is; pages add their own stricter ones (`web.safety`).

Nothing allows another site's scripts to read an answer: no answer has `Access-Control-Allow-Origin`.
"""

from flask import Flask, Response, request

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
    """Set the headers on all answers of the application.

    Args:
        is_https: The public address is https, so that browsers shall never come by http again.
    """

    @app.after_request
    def set_headers(response: Response) -> Response:
        for name, value in _HEADERS.items():
            response.headers.setdefault(name, value)
        kept = "no-cache" if request.path in _PUBLIC else "no-store"
        response.headers.setdefault("Cache-Control", kept)
        if is_https:
            response.headers["Strict-Transport-Security"] = _HSTS
        return response
