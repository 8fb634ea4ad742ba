"""What is switched on towards other systems, as plain values: nothing is imported for what is off."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quizapi.outbound import Client


@dataclass(frozen=True, slots=True)
class Systems:
    """The switches, and what each needs.

    Attributes:
        base_url: Public address of this server, without a slash at the end.
        version: Of this product; named in requests to others.
        secret: Server secret in hexadecimal; webhooks' secrets and pseudonyms are derived from it.
        articles: Articles by address are on.
        webhooks: Teachers may have events sent to addresses of theirs.
        one_roster: Teachers may give class lists as the files of OneRoster.
        networks: Networks in CIDR notation that addresses given by teachers may lie in besides public ones.
        ports: Ports that such addresses may have; empty allows all.
        xapi_endpoint: Base address of the learning record store; empty is off.
        lti: Launches from learning platforms are on.
        lti_key_file: File of the key that we sign with towards platforms.
    """

    base_url: str = ""
    version: str = "0"
    secret: str = field(default="", repr=False)
    articles: bool = False
    webhooks: bool = False
    one_roster: bool = False
    networks: tuple[str, ...] = ()
    ports: tuple[int, ...] = (80, 443)
    xapi_endpoint: str = ""
    xapi_user: str = ""
    xapi_password: str = field(default="", repr=False)
    lti: bool = False
    lti_key_file: str = ""

    @property
    def kinds(self) -> frozenset[str]:
        """Kinds of messages that are kept for sending when something happens."""
        on = {"webhook": self.webhooks, "xapi": bool(self.xapi_endpoint), "lti_score": self.lti}
        return frozenset(kind for kind, is_on in on.items() if is_on)

    @property
    def user_agent(self) -> str:
        """How requests name us."""
        return f"quizapi/{self.version} (+{self.base_url or 'no public address'})"


def client_of(
    systems: Systems,
    *,
    trusted_hosts: Collection[str] = (),
    is_strict: bool = False,
    seconds: float = 20.0,
    most_bytes: int = 5_000_000,
) -> Client:
    """The client for requests to other hosts.

    Args:
        trusted_hosts: Hosts that the operator has named, which may have any address.
        is_strict: Ask by https alone, unless the operator has allowed networks of their own.
        seconds: Most time of one exchange.
    """
    import ipaddress

    from quizapi.outbound import Client, Guard, Limits

    guard = Guard(
        schemes=("https",) if is_strict and not systems.networks else ("http", "https"),
        networks=tuple(ipaddress.ip_network(network) for network in systems.networks),
        ports=frozenset(systems.ports),
        trusted_hosts=frozenset(trusted_hosts),
    )
    return Client(guard, systems.user_agent, Limits(seconds=seconds, most_bytes=most_bytes))
