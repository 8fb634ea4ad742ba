"""Requests over real sockets: where they go, and what another server cannot do to us."""

import gzip
import ipaddress
import socket
import ssl
import time
import zlib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from quizapi.outbound import ANY_PORT, AddressRefused, Client, Guard, Limits, RequestFailed
from tests.deadlines import MOST_WAIT, bounded_wait
from tests.outbound.hosts import Reply, Seen, host, raw_host

LOOPBACK = (ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128"))
SMALL = Limits(seconds=1.0, step_seconds=0.6, most_bytes=100_000)


def client(*, limits: Limits = SMALL, **guard: object) -> Client:
    open_guard = Guard(**{"networks": LOOPBACK, "ports": ANY_PORT, **guard})  # type: ignore[arg-type]
    return Client(open_guard, "quizapi/test", limits)


def test_it_connects_to_the_address_that_was_checked_and_names_the_host() -> None:
    """A name that leads elsewhere a moment later (DNS rebinding) is asked for once, and never again."""
    asked: list[str] = []

    def resolver(name: str) -> list[str]:
        asked.append(name)
        return ["127.0.0.1"] if len(asked) == 1 else ["192.0.2.1"]

    with host(lambda seen: Reply(b"here")) as server:
        answer = client(resolver=resolver).get(f"http://news.example:{server.port}/a?b=c")
    assert (answer.status, answer.body, asked) == (200, b"here", ["news.example"])
    (seen,) = server.requests
    assert (seen.path, seen.headers["host"]) == ("/a?b=c", f"news.example:{server.port}")
    assert seen.headers["user-agent"] == "quizapi/test"


def test_the_next_address_is_tried_where_nobody_listens() -> None:
    with host(lambda seen: Reply(b"here")) as server:
        found = client(resolver=lambda name: ["::1", "127.0.0.1"]).get(f"http://news.example:{server.port}/")
    assert found.body == b"here"


def test_ipv6_is_spoken() -> None:
    with host(lambda seen: Reply(b"six"), family=socket.AF_INET6) as server:
        assert client().get(f"http://[::1]:{server.port}/").body == b"six"
    assert server.requests[0].headers["host"] == f"[::1]:{server.port}"


def test_each_redirect_is_checked() -> None:
    with host(lambda seen: Reply(b"secret")) as inside:
        to = f"http://[::1]:{inside.port}/"
        with host(lambda seen: Reply(status=302, headers={"Location": to})) as server:
            careful = client(networks=LOOPBACK[:1])
            with pytest.raises(AddressRefused):
                careful.get(server.url)
    assert inside.requests == []


@pytest.mark.parametrize(
    "to", ["file:///etc/passwd", "http://a:b@127.0.0.1/", "http://2130706433/", "http://[x"]
)
def test_a_redirect_to_no_address_is_refused(to: str) -> None:
    with (
        host(lambda seen: Reply(status=301, headers={"Location": to})) as server,
        pytest.raises(AddressRefused),
    ):
        client().get(server.url)


def test_redirects_end() -> None:
    with (
        host(lambda seen: Reply(status=307, headers={"Location": seen.path + "a"})) as server,
        pytest.raises(RequestFailed, match="redirects"),
    ):
        client().get(server.url + "/")
    assert len(server.requests) == 6


def test_a_redirect_of_what_is_sent_is_not_followed() -> None:
    with host(lambda seen: Reply(status=307, headers={"Location": "/other"})) as server:
        answer = client().send("POST", server.url + "/hook", body=b"{}", headers={"X-A": "b"})
    assert answer.status == 307
    assert [(seen.method, seen.body, seen.headers["x-a"]) for seen in server.requests] == [
        ("POST", b"{}", "b")
    ]


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    with host(lambda seen: Reply(b"direct")) as server:
        assert client().get(server.url).body == b"direct"


@pytest.mark.parametrize(("name", "pack"), [("gzip", gzip.compress), ("deflate", zlib.compress)])
def test_packed_answers_are_unpacked(name: str, pack: object) -> None:
    body = pack(b"text " * 1000)  # type: ignore[operator]
    with host(lambda seen: Reply(body, headers={"Content-Encoding": name})) as server:
        assert client().get(server.url).body == b"text " * 1000


@pytest.mark.parametrize("name", ["gzip", "deflate"])
def test_a_bomb_is_not_unpacked(name: str) -> None:
    bomb = gzip.compress(bytes(300_000_000), 1) if name == "gzip" else zlib.compress(bytes(300_000_000), 1)
    roomy = Limits(seconds=20.0, most_bytes=2_000_000)
    with (
        host(lambda seen: Reply(bomb, headers={"Content-Encoding": name})) as server,
        pytest.raises(RequestFailed, match="2 MB"),
    ):
        client(limits=roomy).get(server.url)


@pytest.mark.parametrize(
    ("body", "encoding", "match"),
    [
        (b"not gzip at all", "gzip", "damaged"),
        (gzip.compress(b"text " * 1000)[:-9], "gzip", "damaged"),
        (b"x", "br", "packed as"),
        (b"x", "gzip, gzip", "packed as"),
    ],
    ids=["no-gzip", "cut-gzip", "unknown-coding", "coded-twice"],
)
def test_what_cannot_be_unpacked_is_refused(body: bytes, encoding: str, match: str) -> None:
    with (
        host(lambda seen: Reply(body, headers={"Content-Encoding": encoding})) as server,
        pytest.raises(RequestFailed, match=match),
    ):
        client().get(server.url)


def test_a_large_answer_is_cut_off() -> None:
    with host(lambda seen: Reply(b"x" * 100_001)) as server, pytest.raises(RequestFailed, match="more than"):
        client().get(server.url)
    with host(lambda seen: Reply(b"x" * 100_000)) as server:
        assert len(client().get(server.url).body) == 100_000


def silent(_: socket.socket) -> None:
    time.sleep(2 * MOST_WAIT)


def endless(head: bytes, drop: bytes, pause: float) -> object:
    def talk(connection: socket.socket) -> None:
        connection.recv(4096)
        connection.sendall(head)
        for _ in range(int(2 * MOST_WAIT / pause)):
            connection.sendall(drop)
            time.sleep(pause)

    return talk


@pytest.mark.parametrize(
    ("head", "drop"),
    [
        (b"HTTP/1.1 200 OK\r\n\r\n", b"x"),
        (b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
        (b"HTTP/1.1 200 OK\r\n", b"X-A: b\r\n"),
        (b"HTTP/1.1 200 O", b"K"),
    ],
    ids=["body", "chunks", "headers", "status line"],
)
def test_a_server_that_sends_drop_by_drop_is_left(head: bytes, drop: bytes) -> None:
    talk = endless(head, drop, 0.1)
    with bounded_wait(), raw_host(talk) as port, pytest.raises(RequestFailed):  # type: ignore[arg-type]
        client().get(f"http://127.0.0.1:{port}/")


def test_a_silent_server_is_left() -> None:
    with bounded_wait(), raw_host(silent) as port, pytest.raises(RequestFailed, match="stopped answering"):
        client().get(f"http://127.0.0.1:{port}/")


def test_the_end_that_exchanges_have_in_common_holds() -> None:
    with bounded_wait(), raw_host(silent) as port:
        hurried = client(limits=Limits()).within(0.3)
        with pytest.raises(RequestFailed):
            hurried.get(f"http://127.0.0.1:{port}/")
        with pytest.raises(RequestFailed, match="in time"):
            hurried.get(f"http://127.0.0.1:{port}/")


@pytest.mark.parametrize(
    "head",
    [
        b"SSH-2.0-OpenSSH\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n" + b"x" * 200_000,
        b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 300 + b"\r\n",
        b"HTTP/1.1 200 OK\r\nA: " + b"b" * 70_000 + b"\r\n\r\n",
        b"",
    ],
)
def test_what_is_no_answer_is_a_failure(head: bytes) -> None:
    def talk(connection: socket.socket) -> None:
        connection.recv(4096)
        connection.sendall(head)

    with raw_host(talk) as port, pytest.raises(RequestFailed):
        client().get(f"http://127.0.0.1:{port}/")


def test_nobody_there_is_a_failure() -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with pytest.raises(RequestFailed, match="cannot be reached"):
        client().get(f"http://127.0.0.1:{port}/")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `cert.pem` of the host news.example, signed by itself, and `key.pem`."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "news.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(issuer_name=name, subject_name=name, public_key=key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("news.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    (folder / "cert.pem").write_bytes(made.public_bytes(pem))
    plain = serialization.NoEncryption()
    (folder / "key.pem").write_bytes(key.private_bytes(pem, serialization.PrivateFormat.PKCS8, plain))
    return folder


class TestTls:
    """TLS with the name of the host, at an address that is not its own."""

    def serve(self, certificate: Path, names: list[str | None]) -> object:
        tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        tls.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
        tls.sni_callback = lambda connection, name, _: names.append(name)

        def talk(connection: socket.socket) -> None:
            with tls.wrap_socket(connection, server_side=True) as secure:
                secure.recv(4096)
                secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nhi")

        return talk

    def test_the_certificate_must_be_of_the_name(
        self, certificate: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        names: list[str | None] = []
        with raw_host(self.serve(certificate, names)) as port:  # type: ignore[arg-type]
            pinned = client(resolver=lambda name: ["127.0.0.1"], limits=Limits(seconds=5))
            with pytest.raises(RequestFailed, match="certificate"):
                pinned.get(f"https://news.example:{port}/")
            monkeypatch.setenv("SSL_CERT_FILE", str(certificate / "cert.pem"))
            assert pinned.get(f"https://news.example:{port}/").body == b"hi"
            with pytest.raises(RequestFailed, match="certificate"):
                pinned.get(f"https://other.example:{port}/")
        assert names == ["news.example", "news.example", "other.example"]

    def test_a_handshake_that_never_ends_is_left(self) -> None:
        with bounded_wait(), raw_host(silent) as port, pytest.raises(RequestFailed):
            client(limits=Limits(seconds=0.5)).get(f"https://127.0.0.1:{port}/")


def test_what_came_can_be_read_as_json() -> None:
    with host(lambda seen: Reply(b'{"a": 1}' if seen.path == "/" else b"[" * 100_000)) as server:
        assert client().get(server.url + "/").json() == {"a": 1}
        with pytest.raises(RequestFailed, match="JSON"):
            client().get(server.url + "/deep").json()


def test_seen_is_what_was_sent() -> None:
    with host(lambda seen: Reply()) as server:
        client().send("PUT", server.url + "/x", body=b"abc")
    assert server.requests == [Seen("PUT", "/x", server.requests[0].headers, b"abc")]
