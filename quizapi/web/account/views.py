"""Signing up, in and out, and one's own account."""

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from quizapi.api.context import context
from quizapi.api.tries import teacher_with
from quizapi.domain import QuizApiError
from quizapi.services.throttling import TooManyTries
from quizapi.web.blueprint import blueprint
from quizapi.web.calling import ApiRefusal, call, get, get_all
from quizapi.web.languages.elsewhere import translated
from quizapi.web.languages.speaking import gettext
from quizapi.web.safety import is_own_address, public_form
from quizapi.web.sessions import end_session, present_teacher, start_session


@blueprint.get("/sign-in")
def sign_in() -> str | Response:
    """The form."""
    if present_teacher():
        return redirect(_way_back())
    return _sign_in_form()


@blueprint.post("/sign-in")
@public_form
def do_sign_in() -> str | Response | tuple[str, int]:
    """Check the credentials and begin a session."""
    email, password = request.form.get("email", ""), request.form.get("password", "")
    try:
        user_id = teacher_with(email, password).id
    except TooManyTries as error:
        return _sign_in_form(f"{translated(error.title())}. {translated(error.detail)}"), 429
    except QuizApiError as error:
        return _sign_in_form(translated(error.detail)), 422
    return start_session(redirect(_way_back(), 303), user_id)


@blueprint.get("/sign-up")
def sign_up() -> str:
    """The form."""
    return render_template("account/sign_up.html", errors={}, general="")


@blueprint.post("/sign-up")
@public_form
def do_sign_up() -> str | Response | tuple[str, int]:
    """Register a teacher and begin a session."""
    body = {name: request.form.get(name, "") for name in ("name", "email", "password")}
    if request.form.get("invitation"):
        body["invitation"] = request.form["invitation"]
    try:
        user = call("POST", "/users", body=body).data
    except ApiRefusal as refusal:
        errors = _plain_faults(refusal)
        general = "" if errors else f"{refusal.title}. {refusal.detail}"
        return render_template("account/sign_up.html", errors=errors, general=general), refusal.status
    return start_session(redirect(url_for("web.articles_list", notice="welcome"), 303), user["id"])


@blueprint.post("/sign-out")
def sign_out() -> Response:
    """End this browser's session."""
    response = redirect(url_for("web.sign_in", notice="signed-out"), 303)
    end_session(response)
    return response


@blueprint.get("/account")
def account() -> str:
    """One's name, and the tokens that programs use."""
    answer = call("GET", "/me")
    return _account_page(answer.data, answer.etag, {})


@blueprint.post("/account")
def save_account() -> str | Response | tuple[str, int]:
    """Change the name."""
    name = request.form.get("name", "")
    try:
        call("PATCH", "/me", body={"name": name}, if_match=request.form.get("etag", ""))
    except ApiRefusal as refusal:
        if refusal.status != 422:
            raise
        me = get("/me") | {"name": name}
        return _account_page(me, request.form.get("etag", ""), refusal.field_errors()), 422
    return redirect(url_for("web.account", notice="account-saved"), 303)


@blueprint.post("/account/password")
def save_password() -> str | Response | tuple[str, int]:
    """Change the password; this browser gets a new session, all others and all tokens end."""
    body = {name: request.form.get(name, "") for name in ("password", "current_password")}
    try:
        me = call("PATCH", "/me", body=body, if_match=request.form.get("etag", "")).data
    except ApiRefusal as refusal:
        if refusal.status != 422:
            raise
        return _account_page(get("/me"), request.form.get("etag", ""), _password_faults(refusal)), 422
    return start_session(redirect(url_for("web.account", notice="password-changed"), 303), me["id"])


@blueprint.post("/account/tokens/<token_id>/revoke")
def revoke_token(token_id: str) -> Response:
    """Revoke a token, or end a session in another browser."""
    call("DELETE", f"/tokens/{token_id}")
    return redirect(url_for("web.account", notice="token-revoked"), 303)


def _sign_in_form(error: str = "") -> str:
    warn = request.scheme == "http" and not context().secure_cookies
    return render_template("account/sign_in.html", error=error, unencrypted=warn)


def _account_page(me: dict[str, object], etag: str, errors: dict[str, str]) -> str:
    return render_template(
        "account/account.html",
        me=me,
        etag=etag,
        errors=errors,
        tokens=get_all("/tokens"),
        webhooks_on=context().systems.webhooks,
    )


def _way_back() -> str:
    """Where the visitor wanted to go: an address of our own, never another site's."""
    wanted = request.values.get("next", "")
    return wanted if is_own_address(wanted) else url_for("web.articles_list")


def _plain_faults(refusal: ApiRefusal) -> dict[str, str]:
    """The faults of the form in its own words."""
    errors = refusal.field_errors()
    if refusal.type == "email-taken":
        errors["email"] = gettext(
            "There is an account with this address already. Sign in, or use another address."
        )
    errors |= _password_faults(refusal)
    if "name" in errors:
        errors["name"] = gettext("Write your name as it should stand on your pages.")
    if "email" in errors and refusal.type == "invalid-request":
        errors["email"] = gettext("Write an address like name@school.example.")
    return errors


def _password_faults(refusal: ApiRefusal) -> dict[str, str]:
    errors = refusal.field_errors()
    if "password" in errors and refusal.type != "password-too-common":
        errors["password"] = gettext("Use 10 characters or more.")
    return errors
