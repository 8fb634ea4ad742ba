"""The font of a PDF: one of the machine's that has most scripts, else Helvetica, which every reader has."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

#: Regular and bold, best first.
_WANTED = (
    ("DejaVuSans.ttf", "DejaVuSans-Bold.ttf"),
    ("NotoSans-Regular.ttf", "NotoSans-Bold.ttf"),
    ("LiberationSans-Regular.ttf", "LiberationSans-Bold.ttf"),
    ("arial.ttf", "arialbd.ttf"),
    ("Arial.ttf", "Arial Bold.ttf"),
)
_FOLDERS = (
    "~/.local/share/fonts",
    "~/Library/Fonts",
    "/usr/local/share/fonts",
    "/usr/share/fonts",
    "/Library/Fonts",
    "/System/Library/Fonts",
    "C:/Windows/Fonts",
)


@dataclass(frozen=True, slots=True)
class PaperFont:
    """Files of a font and the code points that it shows; without files, Helvetica."""

    regular: Path | None
    bold: Path | None
    code_points: frozenset[int]

    def missing(self, text: str) -> str:
        """The first sign of the text that the font cannot show, or nothing."""
        return next((sign for sign in text if sign != "\n" and ord(sign) not in self.code_points), "")


@cache
def paper_font() -> PaperFont:
    """The best font that this machine has; looked for once."""
    files: dict[str, Path] = {}
    for folder in map(Path, _FOLDERS):
        for path in sorted(folder.expanduser().rglob("*.ttf")) if folder.expanduser().is_dir() else ():
            files.setdefault(path.name, path)
    return choose_font(files)


def choose_font(files: Mapping[str, Path]) -> PaperFont:
    """The first wanted font that is there with both its weights."""
    for regular, bold in _WANTED:
        if regular in files and bold in files:
            with TTFont(files[regular], lazy=True) as light, TTFont(files[bold], lazy=True) as heavy:
                shown = frozenset(light.getBestCmap()) & frozenset(heavy.getBestCmap())
            return PaperFont(files[regular], files[bold], shown)
    return PaperFont(
        None, None, frozenset(ord(bytes([n]).decode("cp1252", "replace")) for n in range(32, 256))
    )
