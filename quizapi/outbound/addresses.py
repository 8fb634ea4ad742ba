"""Which addresses may be reached: public ones alone, judged by what a name resolves to, not by its looks."""

import ipaddress
import re
import socket
import threading
from collections.abc import Callable, Collection, Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import SplitResult, urlsplit

from quizapi.domain import QuizApiError

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address
IpNetwork = ipaddress.IPv4Network | ipaddress.IPv6Network
#: A name's addresses, as text. Raises OSError where there are none.
Resolver = Callable[[str], Sequence[str]]

ANY_PORT: frozenset[int] = frozenset()
_DEFAULT_PORTS = {"http": 80, "https": 443}
_LONGEST_URL = 2_000
_RESOLVE_SECONDS = 8.0
#: A host whose last label is a number is an IPv4 address in one of its older spellings (WHATWG URL, 3.5).
_NUMBER = re.compile(r"(?:[0-9]+|0x[0-9a-f]*)", re.IGNORECASE)
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)", re.IGNORECASE)
#: Prefixes of IPv6 addresses in which an IPv4 address is carried, and where in the 16 bytes it stands.
_CARRIERS = (
    (ipaddress.IPv6Network("::/96"), 12),
    (ipaddress.IPv6Network("::ffff:0:0/96"), 12),
    (ipaddress.IPv6Network("::ffff:0:0:0/96"), 12),
    (ipaddress.IPv6Network("64:ff9b::/96"), 12),
    (ipaddress.IPv6Network("64:ff9b:1::/48"), 12),
    (ipaddress.IPv6Network("2002::/16"), 2),
)
#: Not on the internet by their registries, but taken for global by older tables: documentation (RFC 9637) and
#: the relays of 6to4 (RFC 7526).
_NOT_PUBLIC = (ipaddress.ip_network("3fff::/20"), ipaddress.ip_network("192.88.99.0/24"))


class AddressRefused(QuizApiError):
    """This address is not one that the server asks."""


@dataclass(frozen=True, slots=True)
class Target:
    """An address that has passed: where to connect, and what to say there.

    Attributes:
        host: Name or IP address as it stands in the URL, in ASCII; for `Host`, SNI and the certificate.
        addresses: What `host` resolved to, every one of them checked; connect to these and nothing else.
        path: Path and query.
    """

    url: str
    scheme: str
    host: str
    port: int
    path: str
    addresses: tuple[str, ...]

    @property
    def origin(self) -> str:
        """Scheme, host and port, without a slash at the end."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        shown = "" if self.port == _DEFAULT_PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{shown}"


def resolve(host: str) -> list[str]:
    """The system's resolver, within `_RESOLVE_SECONDS`: it has no time limit of its own.

    Raises:
        OSError: There is no such name, or no answer in time.
    """
    found: list[str] = []
    faults: list[OSError] = []

    def ask() -> None:
        try:
            rows = socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)
            found.extend(dict.fromkeys(str(row[4][0]) for row in rows))
        except OSError as error:
            faults.append(error)
        except UnicodeError as error:
            faults.append(OSError(str(error)))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(_RESOLVE_SECONDS)
    if faults:
        raise faults[0]
    if not found:
        raise TimeoutError(f"{host} was not resolved in time")
    return list(found)


@dataclass(frozen=True, slots=True)
class Guard:
    """What may be reached.

    Attributes:
        networks: Networks that are allowed although they are not public.
        ports: Allowed ports; `ANY_PORT` allows all.
        trusted_hosts: Hosts that the operator has named: they may have any address and port.
        schemes: Allowed schemes.
        resolver: Names to addresses.
    """

    networks: tuple[IpNetwork, ...] = ()
    ports: frozenset[int] = frozenset({80, 443})
    trusted_hosts: Collection[str] = frozenset()
    schemes: tuple[str, ...] = ("http", "https")
    resolver: Resolver = resolve

    def check(self, url: str) -> Target:
        """Check an address, resolving its name.

        Raises:
            AddressRefused: With the reason.
        """
        parts, scheme, host, port = self._form(url)
        addresses = self._addresses(host)
        path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
        return Target(parts._replace(fragment="").geturl(), scheme, host, port, _quoted(path), addresses)

    def check_form(self, url: str) -> None:
        """Check an address without asking what its name resolves to.

        Raises:
            AddressRefused
        """
        _, _, host, _ = self._form(url)
        with suppress(ValueError):
            ipaddress.ip_address(host)
            self._addresses(host)

    def _form(self, url: str) -> tuple[SplitResult, str, str, int]:
        parts = _split(url)
        scheme = parts.scheme.lower()
        if scheme not in self.schemes:
            raise AddressRefused(f"Only {' and '.join(self.schemes)} addresses are asked.")
        host = ascii_host(parts.hostname or "")
        port = _port(parts) or _DEFAULT_PORTS[scheme]
        if host not in self.trusted_hosts and self.ports and port not in self.ports:
            raise AddressRefused(f"Port {port} is not one that the server asks.")
        return parts, scheme, host, port

    def allows(self, address: str) -> bool:
        """Whether an IP address is public, or in a network that is allowed."""
        if "%" in address:  # a zone: an address of this machine's own links
            return False
        ip = ipaddress.ip_address(address)
        return is_public(ip) or any(ip in network for network in self.networks)

    def _addresses(self, host: str) -> tuple[str, ...]:
        try:
            found = [str(ipaddress.ip_address(host))]
        except ValueError:
            found = list(self._resolved(host))
        if not found:
            raise AddressRefused(f"There is no host {host[:100]!r}.")
        # One that is not public among others is no slip: it is how a name is made to lead inside.
        if host not in self.trusted_hosts and not all(self.allows(address) for address in found):
            raise AddressRefused(f"{host[:100]} is not on the public internet.")
        return tuple(found)

    def _resolved(self, host: str) -> Sequence[str]:
        try:
            return self.resolver(host)
        except OSError as error:
            raise AddressRefused(f"There is no host {host[:100]!r}, or its name is not told.") from error


def is_public(ip: IpAddress) -> bool:
    """Whether an address is of the public internet, as well as the IPv4 address that it may carry."""
    if isinstance(ip, ipaddress.IPv6Address):
        if ip.is_site_local:
            return False
        for network, start in _CARRIERS:
            if ip in network:
                return is_public(ipaddress.IPv4Address(ip.packed[start : start + 4]))
    if any(ip in network for network in _NOT_PUBLIC):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def ascii_host(host: str) -> str:
    """The host as it is asked for: in lower case, IDNA, without a last dot.

    Raises:
        AddressRefused: It is none, or an IPv4 address in another spelling than four decimal numbers.
    """
    if ":" in host:
        try:
            return str(ipaddress.IPv6Address(host))
        except ValueError as error:
            raise AddressRefused(f"{host[:100]!r} is no host.") from error
    try:
        name = host if host.isascii() else host.encode("idna").decode("ascii")
    except UnicodeError as error:
        raise AddressRefused(f"{host[:100]!r} is no host.") from error
    name = name.lower().removesuffix(".")
    labels = name.split(".")
    if len(name) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise AddressRefused(f"{host[:100]!r} is no host.")
    if _NUMBER.fullmatch(labels[-1]):
        try:
            return str(ipaddress.IPv4Address(name))
        except ValueError as error:
            raise AddressRefused("Write an IPv4 address as four decimal numbers.") from error
    return name


def _split(url: str) -> SplitResult:
    if len(url) > _LONGEST_URL:
        raise AddressRefused(f"An address has at most {_LONGEST_URL} characters.")
    if re.search(r"[\x00-\x20\x7f-\x9f\\\s]", url):
        raise AddressRefused("An address has no spaces, control characters or backslashes.")
    try:
        parts = urlsplit(url)
    except ValueError as error:
        raise AddressRefused("This cannot be read as an address.") from error
    if "@" in parts.netloc:
        raise AddressRefused("An address with a user's name or password is not asked.")
    return parts


def _port(parts: SplitResult) -> int | None:
    try:
        port = parts.port
    except ValueError as error:
        raise AddressRefused("The port is not a number that a port can have.") from error
    if port == 0:
        raise AddressRefused("Port 0 is not one that the server asks.")
    return port


def _quoted(path: str) -> str:
    """The path in ASCII; what is percent-encoded stays as it is."""
    return "".join(c if c.isascii() else "".join(f"%{byte:02X}" for byte in c.encode()) for c in path)
