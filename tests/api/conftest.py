"""Fixtures for tests over HTTP."""

from collections.abc import Callable

import pytest
from flask import Flask

from tests.api.delivery import School, make_school
from tests.api.desk import Desk


@pytest.fixture
def school(quizapi_app: Callable[..., Flask]) -> School:
    """A teacher and students on SQLite, with a clock that is moved by hand."""
    return make_school(quizapi_app())


@pytest.fixture
def school_of_each(quizapi_app: Callable[..., Flask], database_url: str) -> School:
    """The same; the test runs once on SQLite and once on PostgreSQL."""
    return make_school(quizapi_app(database_url=database_url))


@pytest.fixture
def desk(school: School) -> Desk:
    """A quiz of five proposed items, on SQLite."""
    return Desk(school)
