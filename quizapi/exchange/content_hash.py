"""A name for an item's content: the same question about the same text has the same hash, whoever asks."""

import hashlib
import json
from collections.abc import Mapping
from typing import Any

_CONTENT = ("generator", "interaction", "stem", "options", "matches", "key", "accepted", "explanation")
_EVIDENCE = ("start", "end", "role", "text")


def content_hash(item: Mapping[str, Any]) -> str:
    """SHA-256, hexadecimal, of an item in the shape of `item_to_json`.

    Left out are ids of the store, and what may change while the question stays the same: versions,
    confidence, flaws and tags.
    """
    content = {name: item.get(name) for name in _CONTENT}
    content["evidence"] = [{name: piece[name] for name in _EVIDENCE} for piece in item["evidence"]]
    data = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(data.encode()).hexdigest()
