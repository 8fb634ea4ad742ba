"""The list of generators."""

from collections.abc import Callable

import jsonschema
from flask import Flask

from tests.api.delivery import School, make_school


def test_each_installed_generator_tells_what_it_takes(school: School) -> None:
    generators = school.teacher.ok("GET", "/generators")
    names = [generator["name"] for generator in generators]
    assert names == sorted(school.context.registry.generators)
    assert {"who-said-what", "true-false"} <= set(names)
    for generator in generators:
        jsonschema.Draft202012Validator.check_schema(generator["options_schema"])
        assert generator["title"]
        assert generator["description"]
        assert generator["interaction_types"]
        assert generator["languages"] == ["en"]
        assert generator["plugin"]["package"].startswith("quizapi-")
        assert generator["version"]


def test_a_plugin_that_does_not_load_is_left_out(quizapi_app: Callable[..., Flask]) -> None:
    class Broken:
        def quizapi_register_generator(self) -> None:
            """Misspelt."""

    school = make_school(quizapi_app(Broken()))
    assert school.teacher.ok("GET", "/generators") == []
