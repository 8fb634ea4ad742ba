"""What the claims of a verified launch say."""

import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from quizapi.api.schemas import is_id
from quizapi.services.lti import LaunchRefused
from quizapi.services.lti_learners import Place

Json = dict[str, Any]
CLAIM = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"
_GRADES = "https://purl.imsglobal.org/spec/lti-ags/claim/endpoint"
_MEMBERS = "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"
_SCORE_SCOPE = "https://purl.imsglobal.org/spec/lti-ags/scope/score"
#: Roles in a course (LTI 1.3, A.2.3), with their sub-roles.
_TEACHING = re.compile(r"membership(#|/)(Instructor|ContentDeveloper|Administrator)\b")
_LEARNING = re.compile(r"membership(#|/)Learner\b")
_LONGEST = 1_000


def is_instructor(roles: Any) -> bool:
    """Whether one of the roles is that of somebody who teaches the course."""
    return any(_TEACHING.search(role) for role in _texts(roles))


def is_learner(roles: Any) -> bool:
    """Whether one of the roles is that of somebody who takes the course."""
    return any(_LEARNING.search(role) for role in _texts(roles))


def place_of(claims: Json) -> Place:
    """Where the launch comes from, and what is to be opened.

    Raises:
        LaunchRefused: No assignment was chosen for this place.
    """
    custom = claims.get(f"{CLAIM}custom")
    assignment_id = custom.get("assignment_id") if isinstance(custom, dict) else None
    if not isinstance(assignment_id, str) or not is_id(assignment_id):
        raise LaunchRefused("No assignment was chosen for this place: its teacher adds one by deep linking.")
    return Place(
        deployment_id=str(claims[f"{CLAIM}deployment_id"])[:255],
        resource_link_id=str(claims[f"{CLAIM}resource_link"]["id"])[:255],
        assignment_id=assignment_id,
        grades=_grades(claims.get(_GRADES)),
        memberships_url=_url(_mapping(claims.get(_MEMBERS)).get("context_memberships_url")),
    )


def deep_linking_of(claims: Json) -> Json:
    """What the answer to a deep linking request needs: `{deep_link_return_url, data}`.

    Raises:
        LaunchRefused: The platform does not say where the answer goes.
    """
    settings = _mapping(claims.get(DEEP_LINKING))
    url = _url(settings.get("deep_link_return_url"))
    if not url:
        raise LaunchRefused("The platform does not say where the choice is to be sent.")
    data = settings.get("data")
    return {"deep_link_return_url": url, "data": data if isinstance(data, str) else None}


def frames_of(claims: Json) -> list[str]:
    """Origins of the platform's own pages, which may show ours in a frame."""
    presentation = _mapping(claims.get(f"{CLAIM}launch_presentation"))
    urls = (
        claims.get("iss"),
        presentation.get("return_url"),
        _mapping(claims.get(DEEP_LINKING)).get("deep_link_return_url"),
        _mapping(claims.get(_GRADES)).get("lineitems"),
        _mapping(claims.get(_MEMBERS)).get("context_memberships_url"),
    )
    return sorted({origin for url in urls if (origin := origin_of(_url(url)))})


def origin_of(url: str) -> str:
    """Scheme, host and port of a web address as a policy names them; empty where it is none."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return ""
    host = parts.hostname or ""
    if parts.scheme not in ("http", "https") or not re.fullmatch(r"[a-z0-9.-]+", host):
        return ""
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")


def _grades(endpoint: Any) -> Json:
    """The grade service as far as it can be used: empty where scores are not taken."""
    claim = _mapping(endpoint)
    scopes = [scope for scope in _texts(claim.get("scope")) if len(scope) < _LONGEST]
    item, items = _url(claim.get("lineitem")), _url(claim.get("lineitems"))
    if _SCORE_SCOPE not in scopes or not (item or items):
        return {}
    service: Json = {"scope": scopes[:10]}
    if item:
        service["lineitem"] = item
    if items:
        service["lineitems"] = items
    return service


def _mapping(value: Any) -> Json:
    return value if isinstance(value, dict) else {}


def _texts(value: Any) -> Iterator[str]:
    return (one for one in value if isinstance(one, str)) if isinstance(value, list) else iter(())


def _url(value: Any) -> str:
    is_url = isinstance(value, str) and len(value) <= _LONGEST and value.startswith(("https://", "http://"))
    return value if is_url and value.isprintable() else ""
