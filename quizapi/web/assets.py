"""Style sheets and scripts: our own files, compressed once, at an address that changes with their content."""

import gzip
import hashlib
import json
import mimetypes
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from flask import Response, abort, request, url_for

from quizapi.web.blueprint import blueprint
from quizapi.web.languages.catalogues import LANGUAGES, script_catalogue
from quizapi.web.safety import secured

FOLDER = Path(__file__).parent / "static"
_TEXT = ("text/", "image/svg", "application/json")


@dataclass(frozen=True, slots=True)
class Asset:
    """A file as it is sent."""

    content: bytes
    compressed: bytes
    mimetype: str
    digest: str


@cache
def load_assets() -> dict[str, Asset]:
    """All static files by their path, and what scripts say in each language; read once a process."""
    paths = sorted(path for path in FOLDER.rglob("*") if path.is_file())
    found = {path.relative_to(FOLDER).as_posix(): _load(path) for path in paths}
    for language in LANGUAGES:
        words = json.dumps(script_catalogue(language), ensure_ascii=False, sort_keys=True)
        found[f"words/{language}.json"] = _asset(words.encode(), "application/json")
    return found


@cache
def assets_version() -> str:
    """A hash over all files. It stands in the path, so that modules find each other by relative addresses."""
    digests = (f"{name} {asset.digest}" for name, asset in load_assets().items())
    return hashlib.sha256("\n".join(digests).encode()).hexdigest()[:12]


def asset_url(name: str) -> str:
    """The address of a static file."""
    return url_for("web.static_file", version=assets_version(), name=name)


@blueprint.get("/static/<version>/<path:name>")
def static_file(version: str, name: str) -> Response:
    """One static file; at the address of the present version it never changes."""
    return asset_response(name, lasting=version == assets_version())


def asset_response(name: str, *, lasting: bool) -> Response:
    """One of our files; `lasting` where its address changes with its content: a cache need not ask again."""
    asset = load_assets().get(name)
    if asset is None:
        abort(404)
    response = Response(asset.content, content_type=f"{asset.mimetype}; charset=utf-8")
    if asset.compressed and request.accept_encodings.quality("gzip") > 0:
        response.set_data(asset.compressed)
        response.headers["Content-Encoding"] = "gzip"
    response.headers["Vary"] = "Accept-Encoding"
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if lasting else "no-cache"
    response.set_etag(asset.digest)
    response.make_conditional(request)
    return secured(response)


def _load(path: Path) -> Asset:
    guessed = "text/javascript" if path.suffix == ".js" else mimetypes.guess_type(path.name)[0]
    return _asset(path.read_bytes(), guessed or "application/octet-stream")


def _asset(content: bytes, mimetype: str) -> Asset:
    compressed = gzip.compress(content, mtime=0) if mimetype.startswith(_TEXT) else b""
    return Asset(content, compressed, mimetype, hashlib.sha256(content).hexdigest()[:16])
