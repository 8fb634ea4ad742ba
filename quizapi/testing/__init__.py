"""The plugin author's kit: contracts to inherit, and fixtures that pytest finds by itself.

Names are loaded when they are first used, so that pytest starts fast where nobody needs them.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quizapi.testing.contracts import GeneratorContract

__all__ = ["GeneratorContract"]


def __getattr__(name: str) -> Any:
    if name == "GeneratorContract":
        from quizapi.testing.contracts import GeneratorContract

        return GeneratorContract
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
