"""The key pair that we sign with towards learning platforms: made at first use, with safe permissions."""

import json
import os
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from jwcrypto.jwk import JWK  # type: ignore[import-untyped]

from quizapi.domain import QuizApiError

_BITS = 2048


class KeyNotUsable(QuizApiError):
    """The key for learning platforms cannot be used."""


@dataclass(frozen=True, slots=True)
class KeyPair:
    """Both halves, as PEM."""

    private: str = field(repr=False)
    public: str

    def jwk(self) -> dict[str, Any]:
        """The public half as a JSON Web Key; its `kid` is the thumbprint (RFC 7638)."""
        key: dict[str, Any] = json.loads(JWK.from_pem(self.public.encode()).export_public())
        return {**key, "alg": "RS256", "use": "sig"}


def key_pair(path: Path) -> KeyPair:
    """The key pair in a file of ours; made, with mode 0600, where there is none.

    Raises:
        KeyNotUsable: The file cannot be read, written or understood.
    """
    try:
        if not path.exists():
            _make(path)
        return _loaded(path, path.stat().st_mtime_ns)
    except OSError as error:
        raise KeyNotUsable(f"{path}: {error.strerror}") from error


@lru_cache(maxsize=4)
def _loaded(path: Path, changed: int) -> KeyPair:
    """The key of a file as it was at that time: reading and checking one takes a tenth of a second."""
    data = path.read_bytes()
    try:
        private = serialization.load_pem_private_key(data, password=None)
    except (ValueError, TypeError) as error:
        raise KeyNotUsable(f"{path} holds no private key in PEM without a password") from error
    if not isinstance(private, rsa.RSAPrivateKey) or private.key_size < _BITS:
        raise KeyNotUsable(f"{path}: platforms take RSA keys of at least {_BITS} bits")
    public = private.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return KeyPair(data.decode(), public.decode())


def _make(path: Path) -> None:
    """Write a new key whole or not at all, also when two processes start together."""
    path.parent.mkdir(parents=True, exist_ok=True)
    pem = rsa.generate_private_key(public_exponent=65537, key_size=_BITS).private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    own = path.with_name(f"{path.name}.{os.getpid()}")
    descriptor = os.open(own, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(descriptor, "wb") as file:
        file.write(pem)
    try:
        os.link(own, path)
    except FileExistsError:
        pass
    finally:
        own.unlink()
