"""Options of a generator: checked against its schema, defaults filled in."""

from collections.abc import Mapping
from typing import Any

import jsonschema

from quizapi.domain import QuizApiError
from quizapi.plugin_api.protocols import ItemGenerator


class InvalidOptions(QuizApiError):
    """The options do not fit the generator's schema.

    `pointer` is the JSON pointer of the faulty value inside the options.
    """

    def __init__(self, detail: str, *, pointer: str = "") -> None:
        super().__init__(detail)
        self.pointer = pointer


def resolve_options(generator: ItemGenerator, options: Mapping[str, Any]) -> dict[str, Any]:
    """The options with the schema's defaults for those not given.

    Raises:
        InvalidOptions: An option is unknown, or its value does not fit the schema.
    """
    schema: Any = generator.options_schema
    properties: Mapping[str, Any] = schema.get("properties", {})
    for name in options:
        if name not in properties:
            known = ", ".join(sorted(properties)) or "none"
            raise InvalidOptions(
                f"{generator.name} has no option {name!r}; its options: {known}", pointer=f"/{_escaped(name)}"
            )
    for error in jsonschema.Draft202012Validator(schema).iter_errors(dict(options)):
        raise InvalidOptions(
            f"{error.message}", pointer="".join(f"/{_escaped(str(part))}" for part in error.absolute_path)
        )
    defaults = {name: rule["default"] for name, rule in properties.items() if "default" in rule}
    return {**defaults, **options}


def _escaped(token: str) -> str:
    return token.replace("~", "~0").replace("/", "~1")
