"""The fonts of a PDF: one of the machine's that has most scripts, else Helvetica, which every reader has.

Where they are installed, others stand in for what it lacks: Chinese, Japanese and Korean, and emoji in
outline (Debian: fonts-dejavu-core, fonts-wqy-microhei, fonts-symbola; 5 MB together).
"""

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
#: For signs that the font above lacks, by what they are for; of each kind the first that is there.
_STANDING_IN = (
    ("wqy-microhei.ttc", "DroidSansFallbackFull.ttf", "NotoSansJP-Regular.ttf", "Arial Unicode.ttf"),
    ("NotoEmoji-Regular.ttf", "Symbola_hint.ttf", "Symbola.ttf", "seguisym.ttf"),
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
    """Files of a font and the code points that it shows; without files, Helvetica.

    `standing_in` are fonts of one weight for signs that it lacks; `code_points` counts theirs in.
    """

    regular: Path | None
    bold: Path | None
    code_points: frozenset[int]
    standing_in: tuple[Path, ...] = ()

    def missing(self, text: str) -> str:
        """The first sign of the text that no font can show, or nothing."""
        return next((sign for sign in text if sign != "\n" and ord(sign) not in self.code_points), "")


@cache
def paper_font() -> PaperFont:
    """The best font that this machine has; looked for once."""
    files: dict[str, Path] = {}
    for folder in map(Path, _FOLDERS):
        if folder.expanduser().is_dir():
            for path in sorted(folder.expanduser().rglob("*.tt[fc]")):
                files.setdefault(path.name, path)
    return choose_font(files)


def choose_font(files: Mapping[str, Path]) -> PaperFont:
    """The first wanted font that is there with both its weights, and those that stand in for it."""
    for regular, bold in _WANTED:
        if regular in files and bold in files:
            shown = _code_points(files[regular]) & _code_points(files[bold])
            others = [next((files[name] for name in names if name in files), None) for names in _STANDING_IN]
            standing_in = tuple(path for path in others if path is not None)
            return PaperFont(
                files[regular], files[bold], shown.union(*map(_code_points, standing_in)), standing_in
            )
    return PaperFont(
        None, None, frozenset(ord(bytes([n]).decode("cp1252", "replace")) for n in range(32, 256))
    )


def _code_points(path: Path) -> frozenset[int]:
    first = 0 if path.suffix == ".ttc" else -1  # of a collection, as the PDF takes it
    with TTFont(path, lazy=True, fontNumber=first) as font:
        return frozenset(font.getBestCmap())
