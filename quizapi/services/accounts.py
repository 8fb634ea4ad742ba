"""Teachers and their tokens."""

import re
import threading
import unicodedata
from collections.abc import Sequence
from datetime import datetime, timedelta

import argon2
from sqlalchemy import Select, delete, select, update
from sqlalchemy.orm import Session

from quizapi.services.errors import Conflict, Forbidden, Invalid, NotAuthenticated, NotFound
from quizapi.store.models import TokenRow, UserRow

_hasher = argon2.PasswordHasher()
#: Each hash takes 64 MiB: a storm of sign-ins must not take the machine's memory.
_hashing = threading.BoundedSemaphore(4)
#: Verified against when the address is unknown, so that both answers take the same time.
_NOBODY = _hasher.hash("nobody has this password")
_EMAIL = re.compile(r"[^@\s\x00-\x1f<>\"]{1,64}@[^@\s\x00-\x1f<>\"]{1,250}")
_USED_EVERY = timedelta(minutes=5)


class EmailTaken(Conflict):
    """There is an account with this address already."""


class EmailInvalid(Invalid):
    """This is no e-mail address."""


class RegistrationClosed(Forbidden):
    """New accounts are made by the operator only."""


class WrongCredentials(NotAuthenticated):
    """Address and password do not fit."""


class CurrentPasswordWrong(Invalid):
    """This is not your present password."""


class TokenNotFound(NotFound):
    """There is no such token."""


def hash_password(password: str) -> str:
    """argon2id. Takes about 50 ms: never call it while a write transaction is open."""
    with _hashing:
        return _hasher.hash(unicodedata.normalize("NFC", password))


def verify_password(password_hash: str, password: str) -> bool:
    """Whether the password is the one that was hashed. Takes as long either way."""
    try:
        with _hashing:
            return _hasher.verify(password_hash, unicodedata.normalize("NFC", password))
    except (argon2.exceptions.VerificationError, argon2.exceptions.InvalidHashError):
        return False


def comparable_email(email: str) -> str:
    """The address as it is compared, be it one or not."""
    return unicodedata.normalize("NFKC", email).strip().lower()


def normal_email(email: str) -> str:
    """The address as it is compared.

    Raises:
        EmailInvalid: It has no form of an address.
    """
    address = comparable_email(email)
    if not _EMAIL.fullmatch(address):
        raise EmailInvalid("Write an address like name@school.example.", pointer="/email")
    return address


def register_user(session: Session, *, email: str, password_hash: str, name: str, now: datetime) -> UserRow:
    """Add a teacher.

    Raises:
        EmailTaken, EmailInvalid
    """
    address = normal_email(email)
    if session.scalar(select(UserRow.id).where(UserRow.email == address)):
        raise EmailTaken("Sign in, or use another address.")
    user = UserRow(email=address, name=name, password_hash=password_hash, created_at=now)
    session.add(user)
    session.flush()
    return user


def verify_credentials(session: Session, *, email: str, password: str) -> UserRow:
    """The teacher with this address and password; unknown and wrong take the same time and say the same.

    Raises:
        WrongCredentials
    """
    user = session.scalar(select(UserRow).where(UserRow.email == comparable_email(email)))
    session.commit()  # nothing was written; no connection is held while the slow hash is made
    is_right = verify_password(user.password_hash if user else _NOBODY, password)
    if user is None or not is_right:
        raise WrongCredentials("Address or password is wrong.")
    return user


def issue_token(
    session: Session,
    *,
    user_id: str,
    token_hash: str,
    label: str,
    kind: str,
    scopes: Sequence[str],
    now: datetime,
    expires_at: datetime | None,
) -> TokenRow:
    """Keep a new token's hash."""
    token = TokenRow(
        user_id=user_id,
        token_hash=token_hash,
        label=label,
        kind=kind,
        scopes=list(scopes),
        created_at=now,
        expires_at=expires_at,
    )
    session.add(token)
    session.flush()
    return token


def authenticate_teacher(session: Session, *, token_hash: str, kind: str, now: datetime) -> TokenRow:
    """The row of a token that is valid now; notes its use every few minutes.

    Raises:
        NotAuthenticated
    """
    token = _valid_token(session, token_hash, kind, now)
    if token.last_used_at is None or now - token.last_used_at > _USED_EVERY:
        # What was read is let go before the lock is taken: SQLite never lets a reader that is behind write.
        session.rollback()
        session.connection(execution_options={"sqlite_begin": "IMMEDIATE"})
        session.execute(
            update(TokenRow)
            .where(TokenRow.token_hash == token_hash)
            .values(last_used_at=now)
            .execution_options(synchronize_session=False)
        )
        session.commit()
        token = _valid_token(session, token_hash, kind, now)
    return token


def _valid_token(session: Session, token_hash: str, kind: str, now: datetime) -> TokenRow:
    query = select(TokenRow).where(TokenRow.token_hash == token_hash, TokenRow.kind == kind)
    token = session.scalar(query)
    if token is None or (token.expires_at is not None and token.expires_at <= now):
        raise NotAuthenticated("The token is not valid (any more): sign in again.")
    return token


def tokens_query(user_id: str) -> Select[TokenRow]:
    """A teacher's tokens and sessions."""
    return select(TokenRow).where(TokenRow.user_id == user_id)


def revoke_token(session: Session, user_id: str, token_id: str) -> None:
    """Make a token invalid at once.

    Raises:
        TokenNotFound
    """
    token = session.get(TokenRow, token_id)
    if token is None or token.user_id != user_id:
        raise TokenNotFound("There is no such token of yours.")
    session.delete(token)


def reset_password(session: Session, *, email: str, password_hash: str) -> UserRow:
    """Set a new password and revoke every token and session of the teacher.

    Raises:
        NotFound
    """
    user = session.scalar(select(UserRow).where(UserRow.email == normal_email(email)))
    if user is None:
        raise NotFound(f"There is no teacher {email!r}.")
    change_password(session, user, password_hash)
    return user


def change_password(session: Session, user: UserRow, password_hash: str) -> None:
    """Set a new password and revoke every token and session: whoever knew the old one is out."""
    user.password_hash = password_hash
    session.execute(delete(TokenRow).where(TokenRow.user_id == user.id))
    session.flush()


def find_user(session: Session, user_id: str) -> UserRow:
    """The teacher with this id.

    Raises:
        NotFound
    """
    user = session.get(UserRow, user_id)
    if user is None:
        raise NotFound("There is no such teacher.")
    return user
