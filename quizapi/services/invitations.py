"""Invitations to make a teacher's account, where only who is invited may.

An invitation is a signed text that names the address it is for and the day it ends: nothing is stored, and it
holds once, since there is one account to an address.
"""

from datetime import datetime

from itsdangerous import BadSignature, URLSafeSerializer

from quizapi.services.accounts import comparable_email, normal_email
from quizapi.services.errors import Forbidden

_PURPOSE = "invitation"


class InvitationNeeded(Forbidden):
    """New accounts are for those who are invited."""


def make_invitation(secret: bytes, *, email: str, until: datetime) -> str:
    """An invitation of that address, for use in a link.

    Raises:
        EmailInvalid: It has no form of an address.
    """
    return _signer(secret).dumps({"email": normal_email(email), "until": int(until.timestamp())})


def check_invitation(secret: bytes, invitation: str | None, *, email: str, now: datetime) -> None:
    """Whether that address is invited.

    Raises:
        InvitationNeeded: There is no invitation, or it does not hold; what is wrong stands in the detail.
    """
    if not invitation:
        raise InvitationNeeded("Ask the operator of this server for an invitation.")
    try:
        promise = _signer(secret).loads(invitation)
    except BadSignature:
        raise InvitationNeeded("The invitation is not whole: copy the link again.") from None
    if now.timestamp() > promise["until"]:
        raise InvitationNeeded("The invitation has ended: ask the operator of this server for a new one.")
    if comparable_email(email) != promise["email"]:
        raise InvitationNeeded("The invitation is for another address.")


def _signer(secret: bytes) -> URLSafeSerializer:
    return URLSafeSerializer(secret, salt=_PURPOSE)
