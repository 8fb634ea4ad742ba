"""Whether a launch is what it says: signature, issuer, audience, deployment, nonce, age."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

import jwt
import structlog
from pylti1p3.contrib.flask.message_launch import FlaskMessageLaunch
from pylti1p3.contrib.flask.request import FlaskRequest
from pylti1p3.cookie import CookieService
from pylti1p3.exception import LtiException
from pylti1p3.session import SessionService

from quizapi.services.lti import LaunchRefused, is_nonce
from quizapi.services.lti_keys import KeyPair
from quizapi.services.lti_tool import tool_config
from quizapi.store.models import LtiPlatformRow

log = structlog.get_logger(__name__)
Json = dict[str, Any]

#: pylti1p3 takes the algorithm from the platform's key; LTI's security framework asks for this one.
ALGORITHM = "RS256"
#: A token is made for one launch. Clocks may differ a little.
_OLDEST = timedelta(minutes=10)
_SKEW = timedelta(minutes=2)


def key_id(token: str) -> str:
    """The id of the key that a token says it was signed with.

    Raises:
        LaunchRefused: It is no token, or signed by another algorithm than RS256.
    """
    try:
        header = jwt.get_unverified_header(token)
    except jwt.InvalidTokenError as error:
        raise LaunchRefused("The platform sent no token that can be read.") from error
    kid = header.get("kid")
    if header.get("alg") != ALGORITHM or not isinstance(kid, str):
        raise LaunchRefused(f"The platform must sign by {ALGORITHM} and name its key.")
    return kid


def verified_claims(
    platform: LtiPlatformRow,
    keys: KeyPair,
    key_set: Mapping[str, Any],
    form: Mapping[str, str],
    *,
    nonce_hash: str,
    now: datetime,
) -> Json:
    """The claims of a launch whose state was good.

    Args:
        key_set: The platform's public keys.
        form: `state` and `id_token` as they were sent.

    Raises:
        LaunchRefused: With the reason.
    """
    launch = FlaskMessageLaunch(  # type: ignore[no-untyped-call]
        lti_request(form),
        tool_config(platform, keys, key_set),
        session_service=_KnownLogin(nonce_hash),
        cookie_service=_NoCookies(),
    )
    try:
        launch.validate()
        claims: Json = dict(launch.get_launch_data())
        _check_audience(claims, platform.client_id)
        _check_age(claims, now)
        _check_subject(claims)
    except LaunchRefused as error:
        log.warning("lti_launch_refused", platform_id=platform.id, reason=error.detail)
        raise
    except Exception as error:
        # pylti1p3 raises bare exceptions and whatever it stumbles over in claims of another shape.
        reason = str(error) if isinstance(error, LtiException) else type(error).__name__
        log.warning("lti_launch_refused", platform_id=platform.id, reason=reason[:200])
        raise LaunchRefused("The platform's message does not pass the checks of LTI 1.3.") from error
    return claims


def lti_request(sent: Mapping[str, str]) -> FlaskRequest:
    """pylti1p3's view of a request: what was sent, and none of our cookies and sessions."""
    return FlaskRequest(  # type: ignore[no-untyped-call]
        cookies={}, session={}, request_data=dict(sent), request_is_secure=True
    )


class _KnownLogin(SessionService):
    """The login that was taken from the database: its state was good once, and its nonce is known."""

    def __init__(self, nonce_hash: str) -> None:
        self._nonce_hash = nonce_hash

    def check_state_is_valid(self, state: str, id_token_hash: str) -> bool:
        return True

    def check_nonce(self, nonce: str) -> bool:
        return isinstance(nonce, str) and is_nonce(nonce, self._nonce_hash)

    def save_launch_data(self, key: str, jwt_body: Mapping[str, Any]) -> None:
        """Names stand in it: nothing is kept."""

    def set_state_valid(self, state: str, id_token_hash: str) -> None:
        """A state is good once."""


class _NoCookies(CookieService):
    def get_cookie(self, name: str) -> str | None:
        return None

    def set_cookie(self, name: str, value: str | int, exp: int | None = 3600) -> None:
        """Ours are set by the view."""


def _check_audience(claims: Json, client_id: str) -> None:
    audience = claims.get("aud")
    several = audience if isinstance(audience, list) else [audience]
    if client_id not in several:
        raise LaunchRefused("The message is for another tool.")
    azp = claims.get("azp")
    if (len(several) > 1 or azp is not None) and azp != client_id:
        raise LaunchRefused("The message was made for another tool.")


def _check_age(claims: Json, now: datetime) -> None:
    """pylti1p3 lets a token without a time through, and one that is good for years."""
    issued, expires = claims.get("iat"), claims.get("exp")
    if not isinstance(issued, int | float) or not isinstance(expires, int | float):
        raise LaunchRefused("The message does not say when it was made and how long it is good.")
    seconds = now.timestamp()
    if not seconds - _OLDEST.total_seconds() <= issued <= seconds + _SKEW.total_seconds():
        raise LaunchRefused("The message is too old, or the clocks differ.")
    if expires <= seconds:
        raise LaunchRefused("The message is too old.")


def _check_subject(claims: Json) -> None:
    subject = claims.get("sub")
    if not isinstance(subject, str) or not 0 < len(subject) <= 255 or "\0" in subject:
        raise LaunchRefused("The message does not say who launches.")
