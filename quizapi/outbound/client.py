"""One request after the other, bounded in time and size, to the very addresses that the guard has checked."""

import json
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from http.client import HTTPException
from typing import Any
from urllib.parse import urljoin

from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.exceptions import HTTPError
from urllib3.response import HTTPResponse

from quizapi.domain import QuizApiError
from quizapi.outbound.addresses import AddressRefused, Guard, Target

_CHUNK = 16_384
_TOO_LATE = "no whole answer in time"
REDIRECTS = (301, 302, 303, 307, 308)


class RequestFailed(QuizApiError):
    """The other server gave no answer that can be used."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds of one exchange, redirects included.

    Attributes:
        seconds: From the first resolving to the last byte.
        step_seconds: For connecting, and for each wait for the next bytes.
        most_bytes: Of the body, as it is sent and as it is unpacked.
    """

    seconds: float = 20.0
    step_seconds: float = 5.0
    most_bytes: int = 5_000_000
    most_redirects: int = 5


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back. `url` is the address that answered; names of headers are in lower case."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes = field(repr=False)

    def json(self) -> Any:
        """The body as JSON.

        Raises:
            RequestFailed: It is none.
        """
        try:
            return json.loads(self.body)
        except (ValueError, RecursionError) as error:
            raise RequestFailed("the answer is no JSON") from error


@dataclass(frozen=True, slots=True)
class Client:
    """Sends requests, one exchange or a few with a common end.

    Knows no proxies, cookies or passwords; verifies certificates.
    """

    guard: Guard
    user_agent: str
    limits: Limits = field(default_factory=Limits)
    end: float = float("inf")
    """Time of the monotonic clock after which nothing is waited for, whatever the limits of one exchange."""

    def get(self, url: str, *, accept: str = "*/*") -> Answer:
        """Get a page, following redirects; each is checked like the first address.

        Raises:
            AddressRefused, RequestFailed
        """
        end = self._end()
        for _ in range(self.limits.most_redirects + 1):
            answer = self._exchange("GET", url, {"Accept": accept}, b"", end)
            location = answer.headers.get("location")
            if answer.status not in REDIRECTS or not location:
                return answer
            url = next_address(url, location)
        raise RequestFailed(f"more than {self.limits.most_redirects} redirects")

    def send(
        self, method: str, url: str, *, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send one request. A redirect is an answer like any other: it is not followed.

        Raises:
            AddressRefused, RequestFailed
        """
        return self._exchange(method, url, headers or {}, body, self._end())

    def within(self, seconds: float) -> "Client":
        """The same client, all of whose exchanges together end within so many seconds from now."""
        return replace(self, end=time.monotonic() + seconds)

    def _end(self) -> float:
        return min(self.end, time.monotonic() + self.limits.seconds)

    def _exchange(self, method: str, url: str, headers: Mapping[str, str], body: bytes, end: float) -> Answer:
        target = self.guard.check(url)
        if end <= time.monotonic():
            raise RequestFailed("no answer in time")
        # Only addresses that cannot be connected to at all are followed by the next one.
        for place, address in enumerate(target.addresses[:3]):
            try:
                return self._ask(target, address, method, headers, body, end)
            except _NotConnected as error:
                if place + 1 == min(3, len(target.addresses)):
                    raise RequestFailed(f"{target.host} cannot be reached") from error
        raise RequestFailed(f"{target.host} has no address")

    def _ask(
        self,
        target: Target,
        address: str,
        method: str,
        headers: Mapping[str, str],
        body: bytes,
        end: float,
    ) -> Answer:
        own = {"User-Agent": self.user_agent, "Accept-Encoding": "gzip", "Connection": "close", **headers}
        connection = _connection(target, address, min(self.limits.step_seconds, self.limits.seconds))
        with _deadline(connection, end) as is_late:
            try:
                connection.request(
                    method, target.path, body or None, own, preload_content=False, decode_content=False
                )
                response = connection.getresponse()
                data = b"".join(self._unpacked(response))
            except _NotConnected:
                if is_late():
                    raise RequestFailed(_TOO_LATE) from None
                raise
            except (OSError, HTTPError, HTTPException, ValueError) as error:
                raise RequestFailed(_TOO_LATE if is_late() else _reason(error)) from error
            finally:
                connection.close()
            if is_late():  # cut off at the end, which looks like the end of the body
                raise RequestFailed(_TOO_LATE)
        return Answer(
            target.url,
            response.status,
            {name.lower(): value for name, value in response.headers.items()},
            data,
        )

    def _unpacked(self, response: HTTPResponse) -> Iterator[bytes]:
        """The body's pieces, unpacked; never more of them in memory than may be kept."""
        encoding = response.headers.get("Content-Encoding", "identity").strip().lower()
        if encoding not in ("identity", "", "gzip", "x-gzip", "deflate"):
            raise RequestFailed(f"the answer is packed as {encoding[:40]!r}")
        is_packed = encoding not in ("identity", "")
        # 32 + 15: the header says whether it is gzip or zlib.
        unpacker = zlib.decompressobj(wbits=47) if is_packed else None
        most = self.limits.most_bytes
        sent = kept = 0
        for chunk in response.stream(_CHUNK, decode_content=False):
            sent += len(chunk)
            if sent > most:
                raise RequestFailed(self._too_large)
            if unpacker is None:
                yield chunk
                continue
            try:
                piece = unpacker.decompress(chunk, most - kept + 1)
            except zlib.error as error:
                raise RequestFailed("the packed answer is damaged") from error
            kept += len(piece)
            if kept > most:
                raise RequestFailed(self._too_large)
            yield piece
        if unpacker is not None and sent and not unpacker.eof:
            raise RequestFailed("the packed answer is damaged")

    @property
    def _too_large(self) -> str:
        return f"the answer has more than {self.limits.most_bytes / 1_000_000:g} MB"


class _NotConnected(Exception):
    """There is nobody at this IP address and port."""


class _Pinned:
    """Connects to the address that was checked, whatever the host's name resolves to by now.

    The name stays what `Host`, SNI and the certificate are about. A second handle of the socket lets the
    deadline end the connection in every phase, the TLS handshake included.
    """

    pinned: str
    handle: socket.socket | None = None

    def _new_conn(self) -> socket.socket:
        try:
            connected = socket.create_connection((self.pinned, self.port), self.timeout)  # type: ignore[attr-defined]
        except OSError as error:
            raise _NotConnected from error
        self.handle = connected.dup()
        return connected


class _PlainConnection(_Pinned, HTTPConnection):
    pass


class _TlsConnection(_Pinned, HTTPSConnection):
    pass


def _connection(target: Target, address: str, timeout: float) -> "_PlainConnection | _TlsConnection":
    connection: _PlainConnection | _TlsConnection
    if target.scheme == "https":
        connection = _TlsConnection(target.host, target.port, timeout=timeout, ssl_context=_tls())
    else:
        connection = _PlainConnection(target.host, target.port, timeout=timeout)
    connection.pinned = address
    return connection


def _tls() -> ssl.SSLContext:
    return ssl.create_default_context()


@contextmanager
def _deadline(connection: "_PlainConnection | _TlsConnection", end: float) -> Iterator[Any]:
    """End the connection at a time, whatever it is at: a server may send byte after byte for ever."""
    late = threading.Event()

    def cut() -> None:
        late.set()
        if connection.handle is not None:
            with suppress(OSError):  # it has ended by itself
                connection.handle.shutdown(socket.SHUT_RDWR)

    timer = threading.Timer(max(0.0, end - time.monotonic()), cut)
    timer.daemon = True
    timer.start()
    try:
        yield late.is_set
    finally:
        timer.cancel()
        if connection.handle is not None:
            connection.handle.close()


def next_address(url: str, location: str) -> str:
    """Where a redirect leads, seen from the address that gave it.

    Raises:
        AddressRefused
    """
    try:
        return urljoin(url, location)
    except ValueError as error:
        raise AddressRefused("A redirect leads to no address.") from error


def _reason(error: BaseException) -> str:
    if isinstance(error, ssl.SSLCertVerificationError) or "CERTIFICATE_VERIFY_FAILED" in str(error):
        return "the server's certificate is not valid"
    if isinstance(error, TimeoutError) or "timed out" in str(error):
        return "the server stopped answering"
    return f"the answer broke off or cannot be read ({type(error).__name__})"
