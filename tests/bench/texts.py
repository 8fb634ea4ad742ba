"""The texts that speed is measured on: the sample articles, or the public ones where they are there."""

import json
import os
from pathlib import Path

FIXTURES = Path("fixtures/articles")
PUBLIC = Path(os.environ.get("EVAL", "../shared/eval")) / "articles"


def sample_texts() -> list[str]:
    """The bodies of the sample articles."""
    return [json.loads(p.read_text(encoding="utf-8"))["text"] for p in sorted(FIXTURES.glob("*.gold.json"))]


def public_texts() -> list[str]:
    """The texts of the public articles; empty where their folder is not there."""
    return [json.loads(p.read_text(encoding="utf-8"))["text"] for p in sorted(PUBLIC.glob("*.json"))]
