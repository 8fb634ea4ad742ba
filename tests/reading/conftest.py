"""The pipeline, loaded once for all tests of reading."""

import pytest
from spacy.language import Language

from quizapi.reading.pipeline import load_pipeline


@pytest.fixture(scope="session")
def nlp() -> Language:
    """The shipped pipeline."""
    return load_pipeline()
