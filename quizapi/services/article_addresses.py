"""The article at an address: fetched where the site allows it, and read like a file of its kind."""

import codecs
import re
from dataclasses import dataclass
from email.message import Message
from typing import Any

from quizapi.domain import QuizApiError
from quizapi.exchange.article_files import read_article_file
from quizapi.outbound import AddressRefused, Answer, Client, RequestFailed
from quizapi.outbound.client import REDIRECTS, next_address
from quizapi.outbound.robots import may_read
from quizapi.services.article_cleaning import Prepared, prepare_text
from quizapi.services.errors import Conflict, Invalid

#: Media type -> ending of a file of that kind.
KINDS = {
    "text/html": "html",
    "application/xhtml+xml": "html",
    "text/plain": "txt",
    "text/markdown": "md",
    "application/pdf": "pdf",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
_ACCEPT = "text/html,application/xhtml+xml;q=0.9,text/plain;q=0.5,application/pdf;q=0.5"
_IN_PAGE = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]{2,40})", re.IGNORECASE)
#: Where pages say so they mean the larger of the two (WHATWG Encoding, 4.2).
_MEANT = {"iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254"}
_MOST_REDIRECTS = 5
#: For the page with all redirects and each site's robots.txt.
_SECONDS = 20.0


class AddressesOff(Conflict):
    """Articles by address are switched off on this server."""


class AddressNotUsable(Invalid):
    """This address is not one that the server reads articles from."""


class PageNotRead(Invalid):
    """The page could not be read."""


class RobotsRefuse(Invalid):
    """The site does not let robots read this page."""


@dataclass(frozen=True, slots=True)
class Page:
    """An article that was found at an address. `url` is where it was in the end."""

    article: Prepared
    url: str


def read_page(client: Client, url: str, *, max_chars: int) -> Page:
    """Fetch a page and find the article in it. Takes at most some 20 seconds.

    Raises:
        AddressNotUsable, RobotsRefuse, PageNotRead
        QuizApiError: What is on the page is refused like the same in a file.
    """
    answer = _fetched(client.within(_SECONDS), url)
    if answer.status != 200:
        raise PageNotRead(f"The site answered with status {answer.status}.", pointer="/url")
    kind, charset = _kind_of(answer)
    data = _in_utf8(answer.body, charset, is_page=kind == "html") if kind in ("html", "txt", "md") else None
    found = read_article_file(f"page.{kind}", answer.body if data is None else data)
    details: dict[str, Any] = {
        "title": found.title,
        "author": found.author,
        "published_on": found.published_on,
    }
    given = {name: value for name, value in details.items() if value is not None}
    try:
        return Page(prepare_text(found.text, given, max_chars=max_chars), answer.url)
    except QuizApiError as error:
        error.pointer = "/url"
        raise


def _fetched(client: Client, url: str) -> Answer:
    """The answer at the end of the redirects; each site on the way is asked whether it may be read."""
    try:
        for _ in range(_MOST_REDIRECTS + 1):
            if not may_read(client, url):
                raise RobotsRefuse("Its robots.txt says so, or could not be read.", pointer="/url")
            answer = client.send("GET", url, headers={"Accept": _ACCEPT})
            location = answer.headers.get("location")
            if answer.status not in REDIRECTS or not location:
                return answer
            url = next_address(url, location)
    except AddressRefused as error:
        raise AddressNotUsable(error.detail, pointer="/url") from error
    except RequestFailed as error:
        raise PageNotRead(f"{error.detail[:1].upper()}{error.detail[1:]}.", pointer="/url") from error
    raise PageNotRead(f"There are more than {_MOST_REDIRECTS} redirects.", pointer="/url")


def _kind_of(answer: Answer) -> tuple[str, str]:
    """The kind of file, and the encoding that the server names or an empty string."""
    header = Message()
    header["Content-Type"] = answer.headers.get("content-type", "")
    kind = KINDS.get(header.get_content_type()) if answer.headers.get("content-type") else None
    if kind is None:
        told = answer.headers.get("content-type", "nothing")[:80]
        raise PageNotRead(f"It is no page, text, Word file or PDF, but {told!r}.", pointer="/url")
    charset = header.get_content_charset("")
    return kind, charset


def _in_utf8(data: bytes, charset: str, *, is_page: bool) -> bytes:
    """Text in UTF-8, by byte order mark, header, the page's own word, or as UTF-8 and else cp1252."""
    if data.startswith((codecs.BOM_UTF8, codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        encoding = "utf-8-sig" if data.startswith(codecs.BOM_UTF8) else "utf-16"
        return data.decode(encoding, errors="replace").encode()
    named = _encoding(charset)
    if not named and is_page:
        own = _IN_PAGE.search(data[:2048])
        named = _encoding(own[1].decode("ascii")) if own else ""
    if named:
        return data.decode(named, errors="replace").encode()
    try:
        return data.decode("utf-8").encode()
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace").encode()


def _encoding(name: str) -> str:
    """Python's name for a text encoding, or empty."""
    try:
        found = codecs.lookup(name)
    except LookupError:
        return ""
    if not found._is_text_encoding or found.name.startswith(("utf-7", "punycode", "idna", "unicode", "raw")):
        return ""
    return _MEANT.get(found.name, found.name)
