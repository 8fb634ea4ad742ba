import pytest

import quizapi
from quizapi import plugin_api
from quizapi.plugin_api.deprecated import NAMES, Deprecated, QuizApiDeprecationWarning, look_up


def test_deprecated_name_works_and_warns_where_it_is_used() -> None:
    names = {"quoted": Deprecated("0.2.0", "0.4.0", "use in_quotes", plugin_api.in_quotes)}
    with pytest.warns(QuizApiDeprecationWarning, match=r"quoted is .* removed in 0\.4\.0: use in_quotes"):
        assert look_up("quoted", names) is plugin_api.in_quotes


def test_name_that_never_was_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'poems'"):
        _ = plugin_api.poems


def test_nothing_outlives_the_release_that_removes_it() -> None:
    def parts(version: str) -> tuple[int, ...]:
        return tuple(int(part) for part in version.split("."))

    for name, found in NAMES.items():
        assert parts(found.since) <= parts(quizapi.__version__) < parts(found.removed_in), name
        assert name not in plugin_api.__all__, name
