"""Teachers, their tokens, and who a token belongs to."""

import secrets
from datetime import timedelta
from typing import Any

from flask import Response, jsonify, request
from marshmallow import ValidationError, fields, validate, validates_schema

from quizapi.api.blueprint import ApiBlueprint, ApiView
from quizapi.api.callers import SCOPES, TEACHER_PREFIX, caller, hash_token
from quizapi.api.context import context, session
from quizapi.api.etags import etag_of, require_match, with_etag
from quizapi.api.idempotency import derived_token, idempotency_key
from quizapi.api.paging import Page, PageArgs, page_schema, paginate
from quizapi.api.schemas import Line, Schema, Text, UtcTime, Whole
from quizapi.api.tries import count_failure, note_here, teacher_with
from quizapi.services import accounts, throttling
from quizapi.services.invitations import check_invitation
from quizapi.services.passwords import check_password
from quizapi.store.models import TokenRow, UserRow

blueprint = ApiBlueprint("accounts", "Teachers and their tokens.")
LONGEST_LIFE_DAYS = 365


class RegistrationSchema(Schema):
    """A new teacher."""

    email = Line(required=True, longest=320, metadata={"example": "mara@school.example"})
    password = Text(required=True, shortest=10, longest=1000, load_only=True)
    name = Line(required=True, longest=200, metadata={"example": "Mara Ellison"})
    invitation = Text(
        load_default=None,
        allow_none=True,
        longest=1000,
        load_only=True,
        metadata={"description": "Needed where the server takes only who is invited."},
    )


class UserSchema(Schema):
    """A teacher."""

    id = fields.String(required=True)
    email = fields.String(required=True)
    name = fields.String(required=True)
    created_at = UtcTime(required=True)


class UserPatchSchema(Schema):
    """Changes to one's own account."""

    name = Line(longest=200)
    password = Text(
        shortest=10,
        longest=1000,
        load_only=True,
        metadata={"description": "A new password; every token and session ends, the present one included."},
    )
    current_password = Text(shortest=1, longest=1000, load_only=True)

    @validates_schema
    def _both(self, data: dict[str, str], **kwargs: object) -> None:
        if "password" in data and "current_password" not in data:
            raise ValidationError("A new password needs the present one.", "current_password")


class SignInSchema(Schema):
    """Credentials, and what the token is for."""

    email = Line(required=True, longest=320, metadata={"example": "mara@school.example"})
    password = Text(required=True, shortest=1, longest=1000, load_only=True)
    label = Line(load_default="API", longest=100)
    scopes = fields.List(
        fields.String(validate=validate.OneOf(SCOPES)),
        load_default=list(SCOPES),
        validate=validate.Length(1, len(SCOPES)),
    )
    expires_in_days = Whole(least=1, most=LONGEST_LIFE_DAYS, load_default=LONGEST_LIFE_DAYS)


class TokenSchema(Schema):
    """A token; the secret itself is shown once, when it is made."""

    id = fields.String(required=True)
    label = fields.String(required=True)
    kind = fields.String(required=True)
    scopes = fields.List(fields.String(), required=True)
    created_at = UtcTime(required=True)
    last_used_at = UtcTime(required=True, allow_none=True)
    expires_at = UtcTime(required=True, allow_none=True)


class NewTokenSchema(TokenSchema):
    """A new token with its secret."""

    token = fields.String(required=True)


@blueprint.route("/users")
class Users(ApiView):
    """Teachers."""

    @blueprint.arguments(
        RegistrationSchema,
        example={
            "email": "mara@school.example",
            "password": "correct horse battery",
            "name": "Mara Ellison",
        },
    )
    @blueprint.response(201, UserSchema)
    def post(self, data: dict[str, Any]) -> UserRow:
        """Register a teacher"""
        accounts.normal_email(data["email"])
        _check_leave(data["email"], data["invitation"])
        check_password(data["password"], own_words=(data["email"], data["name"]))
        password_hash = accounts.hash_password(data["password"])
        now = context().now()
        try:
            user = accounts.register_user(
                session(), email=data["email"], password_hash=password_hash, name=data["name"], now=now
            )
        except accounts.EmailTaken:
            count_failure(throttling.REGISTRATION)
            raise
        note_here("registered", user_id=user.id)
        return user


def _check_leave(email: str, invitation: str | None) -> None:
    """Whether this address may have an account made on this server."""
    match context().registration:
        case "closed":
            raise accounts.RegistrationClosed("Ask the operator of this server for an account.")
        case "invitation":
            check_invitation(context().secret, invitation, email=email, now=context().now())


@blueprint.route("/tokens")
class Tokens(ApiView):
    """Tokens."""

    secret_fields = ("token",)

    @blueprint.arguments(PageArgs, location="query")
    @blueprint.response(200, page_schema(TokenSchema, "TokenPage"))
    def get(self, page: dict[str, object]) -> Page[TokenRow]:
        """List your tokens"""
        query = accounts.tokens_query(caller().user_id)
        return paginate(session(), query, by=[TokenRow.id], descending=True, **page)  # type: ignore[arg-type]

    @blueprint.arguments(
        SignInSchema,
        example={"email": "mara@school.example", "password": "correct horse battery", "label": "Laptop"},
    )
    @blueprint.response(201, NewTokenSchema)
    def post(self, data: dict[str, Any]) -> Response:
        """Sign in for a token"""
        user = teacher_with(data["email"], data["password"])
        secret = _new_secret(user.email)
        now = context().now()
        token = accounts.issue_token(
            session(),
            user_id=user.id,
            token_hash=hash_token(secret),
            label=data["label"],
            kind="api",
            scopes=data["scopes"],
            now=now,
            expires_at=now + timedelta(days=data["expires_in_days"]),
        )
        response = jsonify({**TokenSchema().dump(token), "token": secret})
        response.status_code = 201
        return response

    def restore_secrets(self, data: dict[str, object]) -> None:
        data["token"] = _new_secret(accounts.normal_email(request.get_json()["email"]))


@blueprint.route("/tokens/<token_id>")
class TokenById(ApiView):
    """One token."""

    conditional = frozenset()

    @blueprint.response(204)
    def delete(self, token_id: str) -> None:
        """Revoke a token"""
        accounts.revoke_token(session(), caller().user_id, token_id)
        note_here("token-revoked", user_id=caller().user_id, subject=token_id)


@blueprint.route("/me")
class Me(ApiView):
    """The teacher that the token belongs to."""

    @blueprint.response(200, UserSchema)
    def get(self) -> Response:
        """Tell who the token belongs to"""
        return _shown(accounts.find_user(session(), caller().user_id))

    @blueprint.arguments(UserPatchSchema, example={"name": "Mara Ellison"})
    @blueprint.response(200, UserSchema)
    def patch(self, data: dict[str, str]) -> Response:
        """Change your account"""
        # The slow hashes first: no write transaction may be open meanwhile.
        password_hash = _new_password_hash(data) if "password" in data else ""
        user = accounts.find_user(session(), caller().user_id)
        require_match(user)
        user.name = data.get("name", user.name)
        if password_hash:
            accounts.change_password(session(), user, password_hash)
            note_here("password-changed", user_id=user.id)
        session().flush()
        return _shown(user)


def _shown(user: UserRow) -> Response:
    return with_etag(jsonify(UserSchema().dump(user)), etag_of(user))


def _new_password_hash(data: dict[str, str]) -> str:
    with context().sessions() as reading:
        user = accounts.find_user(reading, caller().user_id)
    try:
        teacher_with(user.email, data["current_password"])
    except accounts.WrongCredentials as error:
        raise accounts.CurrentPasswordWrong(
            "Write the password that you sign in with now.", pointer="/current_password"
        ) from error
    check_password(data["password"], own_words=(user.email, user.name))
    return accounts.hash_password(data["password"])


def _new_secret(email: str) -> str:
    return derived_token(
        TEACHER_PREFIX, "POST /tokens", email, idempotency_key(), lambda: secrets.token_urlsafe(32)
    )
