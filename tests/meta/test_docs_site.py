"""The documentation as a site: built without a warning, asking nobody else for anything, lacking nothing."""

import html
import re
import subprocess
import sys
import xml.etree.ElementTree as ET
import zlib
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

import pytest
import yaml

from quizapi import plugin_api


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("docs")
    command = [
        "-m",
        "sphinx",
        "-W",
        "--keep-going",
        "-q",
        "-b",
        "html",
        "-c",
        "docs",
        "-d",
        out / "trees",
        ".",
    ]
    built = subprocess.run(
        [sys.executable, *map(str, command), str(out / "html")], capture_output=True, text=True, timeout=300
    )
    assert built.returncode == 0, built.stderr
    return out / "html"


def test_the_front_door_leads_to_the_first_page(site: Path) -> None:
    target = re.search(r"url=([^\"]+)", (site / "index.html").read_text())
    assert target
    first = (site / target[1]).read_text(encoding="utf-8")
    for tutorial in ("teacher", "student-client", "plugin-author", "operator"):
        assert f"tutorial/{tutorial}.html" in first


def test_pages_load_nothing_from_elsewhere(site: Path) -> None:
    """Fonts, styles, scripts and pictures are the site's own."""
    loads = re.compile(r"<(?:script|link|img|iframe|source)\b[^>]*?(?:src|href)=\"((?:https?:)?//[^\"]*)\"")
    for page in site.rglob("*.html"):
        assert loads.findall(page.read_text(encoding="utf-8")) == [], page
    for sheet in site.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert not re.search(r"(?:@import|url\()\s*[\"']?(?:https?:)?//", text), sheet


def test_every_operation_and_schema_of_the_contract_is_described(site: Path) -> None:
    spec = yaml.safe_load(Path("openapi.yaml").read_text(encoding="utf-8"))
    page = _words(site / "docs/reference/http-api.html")
    for path, item in spec["paths"].items():
        for method in item.keys() & {"get", "post", "put", "patch", "delete"}:
            assert f"{method.upper()} {path.removeprefix('/api/v1')} " in page
            assert item[method]["operationId"] in page
    for name in spec["components"]["schemas"]:
        assert f" {name} ¶" in page


def test_every_public_name_of_the_plugin_interface_is_in_the_reference(site: Path) -> None:
    inventory = (site / "objects.inv").read_bytes().split(b"\n", 4)[4]
    known = {line.split()[0].rpartition(".")[2] for line in zlib.decompress(inventory).decode().splitlines()}
    constants = {"ABOUT_QUOTED", "API_VERSION", "hookimpl", "Answer", "Interaction", "JsonValue", "Options"}
    assert set(plugin_api.__all__) - constants - known == set()


def test_the_drawing_has_every_room_and_no_arrow_leads_outwards() -> None:
    script = _script("scripts/draw_imports.py")
    layers = script.rooms_by_layer()
    depth = {room: row for row, layer in enumerate(layers) for room in layer}
    imports = script.imports_between(list(depth))
    assert imports
    assert all(depth[here] < depth[there] for here, there in imports)
    drawn = ET.fromstring(script.draw(layers, imports))  # noqa: S314 (our own)
    names = {text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")}
    assert names == set(depth)
    assert Path("docs/pictures/architecture.svg").read_text().count("<rect") == len(depth) + 1


def _words(page: Path) -> str:
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.read_text(encoding="utf-8"))))


def _script(path: str) -> ModuleType:
    spec = spec_from_file_location("script", path)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
