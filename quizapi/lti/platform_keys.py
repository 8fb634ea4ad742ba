"""A platform's public keys: kept for an hour, fetched anew when a token names one that is not known."""

from datetime import datetime, timedelta
from typing import Any

from quizapi.api.context import context
from quizapi.outbound import AddressRefused, RequestFailed
from quizapi.services.lti import LaunchRefused
from quizapi.services.lti_tool import platform_client
from quizapi.store.engine import write_transaction
from quizapi.store.models import LtiPlatformRow

Json = dict[str, Any]
_KEPT = timedelta(hours=1)
#: Tokens with made-up keys must not make us ask the platform again and again.
_NOT_SOONER = timedelta(seconds=30)
_MOST_KEYS = 50


def key_set_for(platform: LtiPlatformRow, kid: str, *, now: datetime) -> Json:
    """The platform's keys, as fresh as the key id needs them. No transaction may be open.

    Raises:
        LaunchRefused: They cannot be had.
    """
    age = None if platform.key_set_at is None else now - platform.key_set_at
    known = platform.key_set
    if known is not None and age is not None:
        is_known = any(key.get("kid") == kid for key in known["keys"])
        if (is_known and age < _KEPT) or (not is_known and age < _NOT_SOONER):
            return known
    fetched = _fetched(platform)
    with write_transaction(context().sessions) as session:
        row = session.get(LtiPlatformRow, platform.id)
        if row is not None:
            row.key_set, row.key_set_at = fetched, now
    return fetched


def _fetched(platform: LtiPlatformRow) -> Json:
    try:
        answer = platform_client(context().systems, platform).get(
            platform.key_set_url, accept="application/json"
        )
        body = answer.json() if answer.status == 200 else None
    except (AddressRefused, RequestFailed) as error:
        raise LaunchRefused(f"The platform's keys cannot be fetched: {error.detail}.") from error
    keys = body.get("keys") if isinstance(body, dict) else None
    if not isinstance(keys, list):
        raise LaunchRefused("The platform's keys cannot be fetched: it answered with something else.")
    usable = [key for key in keys if isinstance(key, dict) and key.get("kty") == "RSA" and "d" not in key]
    return {"keys": usable[:_MOST_KEYS]}
