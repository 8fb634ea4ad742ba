"""A student's pages, compressed: with the article and all questions they are the largest that are sent.

Only pages that show nothing of what their address or another site's form says are compressed: beside such a
text, the length of a compressed page tells its secrets letter by letter (BREACH). Their length is blurred
besides, by a name of chance in the head of the gzip file (Heal-the-BREACH, Palacios et al. 2022).
"""

import gzip
import io
import secrets

from flask import request
from werkzeug.wrappers import Response

#: A smaller page fits into one packet as it is.
_SMALLEST = 1_400
_MOST_BLUR = 100
_PAGES = ("web.attempt", "web.review_answers")


def compressed(response: Response) -> Response:
    """The response, compressed where its page may be and the browser takes it."""
    if request.endpoint not in _PAGES or response.mimetype != "text/html":
        return response
    response.vary.add("Accept-Encoding")
    page = response.get_data()
    if len(page) >= _SMALLEST and request.accept_encodings.quality("gzip") > 0:
        response.set_data(_packed(page))
        response.headers["Content-Encoding"] = "gzip"
    return response


def _packed(page: bytes) -> bytes:
    file = io.BytesIO()
    blur = "q" * secrets.randbelow(_MOST_BLUR)
    with gzip.GzipFile(filename=blur, mode="wb", compresslevel=6, fileobj=file, mtime=0) as packing:
        packing.write(page)
    return file.getvalue()
