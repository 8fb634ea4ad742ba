"""What the README shows must work."""

import re
from pathlib import Path
from typing import Any

from quizapi.plugin_api.registry import load_registry
from quizapi.testing.pytest_plugin import MakeArticle, RunGenerator

README = Path("README.md").read_text(encoding="utf-8")


def test_generator_of_the_readme_makes_an_item(
    make_article: MakeArticle, run_generator: RunGenerator
) -> None:
    (code,) = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    names: dict[str, Any] = {}
    exec(compile(code, "README.md", "exec"), names)  # noqa: S102 (our own text)
    plugin = type(
        "Plugin", (), {"quizapi_register_generators": staticmethod(names["quizapi_register_generators"])}
    )
    registry = load_registry(plugins=[("readme", plugin)], strict=True)
    items = run_generator(
        registry.generators["headlines"], make_article("The bank closed on Monday. It was sad.")
    )
    assert [item.key for item in items] == [True]


def test_commands_of_the_readme_are_make_targets() -> None:
    makefile = Path("Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^    make (\w+)", README, re.MULTILINE):
        assert f"\n{target}:" in makefile


def test_pictures_of_the_readme_are_there() -> None:
    for path in re.findall(r"!\[[^\]]*\]\(([^)]+)\)", README):
        assert Path(path).is_file(), path
