"""pylti1p3 set up for one platform: our registration with it, and its services asked through our own client.

Imported only where learning platforms are switched on: it brings pylti1p3 and requests.
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import requests
from pylti1p3.registration import Registration
from pylti1p3.service_connector import ServiceConnector
from pylti1p3.tool_config.dict import ToolConfDict
from requests.adapters import BaseAdapter

from quizapi.outbound import AddressRefused, Client, RequestFailed
from quizapi.outbound.client import Answer
from quizapi.services.lti import hosts_of
from quizapi.services.lti_keys import KeyPair, key_pair
from quizapi.services.systems import Systems, client_of
from quizapi.store.models import LtiPlatformRow

MEMBERS_SCOPE = "https://purl.imsglobal.org/spec/lti-nrps/scope/contextmembership.readonly"
_MEMBERS_TYPE = "application/vnd.ims.lti-nrps.v2.membershipcontainer+json"
_MOST_PAGES = 20
_SECONDS = 15.0


class ClientAdapter(BaseAdapter):
    """Sends what pylti1p3 asks by requests through our client: its guard, its limits, its name."""

    def __init__(self, client: Client) -> None:
        super().__init__()
        self._client = client

    def send(self, request: requests.PreparedRequest, *args: Any, **kwargs: Any) -> requests.Response:
        body = request.body if isinstance(request.body, str | bytes) else b""
        headers = {name: str(value) for name, value in request.headers.items()}
        for name in ("User-Agent", "Accept-Encoding", "Connection", "Content-Length"):
            headers.pop(name, None)
        try:
            answer = self._client.send(
                request.method or "GET",
                request.url or "",
                body=body.encode() if isinstance(body, str) else body,
                headers=headers,
            )
        except (AddressRefused, RequestFailed) as error:
            raise requests.ConnectionError(error.detail) from error
        return _as_response(answer, request)

    def close(self) -> None:
        """Nothing is held open."""


def platform_client(systems: Systems, platform: LtiPlatformRow) -> Client:
    """A client that reaches the platform's own hosts wherever they are, and else public ones alone."""
    return client_of(systems, trusted_hosts=hosts_of(platform), seconds=_SECONDS)


def tool_keys(systems: Systems) -> KeyPair:
    """Our key pair.

    Raises:
        KeyNotUsable
    """
    return key_pair(Path(systems.lti_key_file))


def tool_config(
    platform: LtiPlatformRow, keys: KeyPair, key_set: Mapping[str, Any] | None = None
) -> ToolConfDict:
    """pylti1p3's configuration for one platform.

    Args:
        key_set: The platform's public keys, where they are needed.
    """
    described: Any = {
        "client_id": platform.client_id,
        "auth_login_url": platform.auth_login_url,
        "auth_token_url": platform.auth_token_url,
        "auth_audience": platform.auth_audience,
        "key_set_url": platform.key_set_url,
        "key_set": key_set,
        "deployment_ids": list(platform.deployment_ids),
    }
    config = ToolConfDict({platform.issuer: [described]})
    config.set_private_key(platform.issuer, keys.private, platform.client_id)
    config.set_public_key(platform.issuer, keys.public, platform.client_id)
    return config


def registration_of(platform: LtiPlatformRow, keys: KeyPair) -> Registration:
    """Our registration with a platform."""
    config = tool_config(platform, keys)
    registration: Registration = config.find_registration_by_params(platform.issuer, platform.client_id)
    return registration


def connector_of(systems: Systems, platform: LtiPlatformRow, keys: KeyPair) -> ServiceConnector:
    """What asks a platform's services in our name."""
    session = requests.Session()
    session.trust_env = False  # no proxies and no passwords of the environment
    session.max_redirects = 3
    adapter = ClientAdapter(platform_client(systems, platform))
    for prefix in ("https://", "http://"):
        session.mount(prefix, adapter)
    return ServiceConnector(registration_of(platform, keys), session)


def members_of(
    systems: Systems, platform: LtiPlatformRow, keys: KeyPair, memberships_url: str, resource_link_id: str
) -> list[dict[str, Any]]:
    """The people of a course (Names and Role Provisioning Services 2.0), at most 20 pages of them.

    pylti1p3 1.12 and 2.0 write the address of the next page in small letters, which many servers take for
    another one; so pages are followed here.

    Raises:
        RequestFailed, AddressRefused, LtiServiceException, requests.RequestException
    """
    token = connector_of(systems, platform, keys).get_access_token([MEMBERS_SCOPE])
    client = platform_client(systems, platform)
    headers = {"Authorization": f"Bearer {token}", "Accept": _MEMBERS_TYPE}
    joint = "&" if "?" in memberships_url else "?"
    url = f"{memberships_url}{joint}rlid={quote(resource_link_id, safe='')}"
    found: list[dict[str, Any]] = []
    for _ in range(_MOST_PAGES):
        answer = client.send("GET", url, headers=headers)
        if answer.status != 200:
            raise RequestFailed(f"the platform answered with status {answer.status}")
        body = answer.json()
        members = body.get("members", []) if isinstance(body, dict) else []
        found += [member for member in members if isinstance(member, dict) and member.get("user_id")]
        links = requests.utils.parse_header_links(answer.headers.get("link", ""))
        following = next((link["url"] for link in links if link.get("rel") == "next"), None)
        if following is None:
            break
        url = following
    return found


def _as_response(answer: Answer, request: requests.PreparedRequest) -> requests.Response:
    response = requests.Response()
    response.status_code = answer.status
    response.headers.update(answer.headers)
    response._content = answer.body
    response.url = answer.url
    response.request = request
    response.encoding = "utf-8"
    return response
