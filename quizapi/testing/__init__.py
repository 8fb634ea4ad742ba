"""The plugin author's kit: contracts to inherit, and fixtures that pytest finds by itself.

Names are loaded when they are first used, so that pytest starts fast where nobody needs them.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quizapi.testing.contracts import GeneratorContract, ScorerContract

__all__ = ["GeneratorContract", "ScorerContract"]


def __getattr__(name: str) -> Any:
    if name in __all__:
        from quizapi.testing import contracts

        return getattr(contracts, name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
