"""A paper as PDF."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from fpdf import FPDF
from fpdf.enums import XPos, YPos

from quizapi.exchange.errors import CannotHold
from quizapi.exchange.formats import About, Entry, Export, each
from quizapi.exchange.paper.fonts import PaperFont, paper_font
from quizapi.exchange.paper.questions import Labelled, Question, question_of
from quizapi.exchange.paper.scripts import (
    has_right_to_left,
    in_visual_order,
    is_right_to_left,
    is_settable,
    joined,
)
from quizapi.exchange.texts import folded

_FAMILY = "Paper"
_SIZE = 11
_LINE = 5.6
_INDENT = 8.0
#: Signs that only say how others are shown; colours of skin among them, since paper has none.
_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufe0e\ufe0f\ufeff\u00ad\U0001f3fb-\U0001f3ff]")


def write_pdf(entries: Sequence[Entry], about: About) -> Export:
    """The questions, and where asked for the key on pages of its own.

    An item with signs that the font has no shape for, or in a script that needs a shaping engine, is left
    out: HTML can be printed instead.
    """
    font = paper_font()
    found, left_out = each(entries, lambda _, entry: _printable(question_of(entry.item), font))
    paper = _Paper(font, _shown(about.title, font))
    paper.set_creation_date(about.written_at)
    paper.add_page()
    paper.head()
    for number, question in enumerate(found, 1):
        paper.question(number, question)
    if about.with_key:
        paper.add_page()
        paper.write_block("Key", bold=True, size=14)
        paper.ln(2)
        for number, question in enumerate(found, 1):
            paper.key(number, question)
    return Export(bytes(paper.output()), left_out)


def _printable(question: Question, font: PaperFont) -> Question:
    def fit(text: str) -> str:
        text = _UNSEEN.sub("", text.replace("\t", "    "))
        if not is_settable(text):
            raise CannotHold("its script cannot be set in PDF here; print the HTML paper instead")
        text = joined(text)
        missing = font.missing(text)
        if missing:
            name = unicodedata.name(missing, f"U+{ord(missing):04X}")
            raise CannotHold(f"the PDF's font has no shape for {name}; print the HTML paper instead")
        return text

    def fit_all(pairs: Sequence[Labelled]) -> tuple[Labelled, ...]:
        return tuple((label, fit(text)) for label, text in pairs)

    return replace(
        question,
        stem=fit(question.stem),
        options=fit_all(question.options),
        matches=fit_all(question.matches),
        answers=tuple(map(fit, question.answers)),
        explanation=fit(question.explanation),
        evidence=tuple(map(fit, question.evidence)),
    )


def _shown(text: str, font: PaperFont) -> str:
    """A title with what the font lacks replaced."""
    return "".join("?" if font.missing(sign) else sign for sign in _UNSEEN.sub("", folded(text)))


class _Paper(FPDF):
    def __init__(self, font: PaperFont, title: str) -> None:
        super().__init__(format="A4")
        self._title = title
        self.set_title(title)
        self.set_margin(18)
        self.set_auto_page_break(True, 18)
        self._name = _FAMILY if font.regular else "Helvetica"
        if font.regular and font.bold:
            self.add_font(_FAMILY, "", font.regular)
            self.add_font(_FAMILY, "B", font.bold)
            others = {f"{_FAMILY}{n}": path for n, path in enumerate(font.standing_in)}
            for name, path in others.items():
                self.add_font(name, "", path)
            # They have one weight, which stands in for the bold one as well.
            self.set_fallback_fonts(list(others), exact_match=False)
        else:
            self.core_fonts_encoding = "cp1252"

    def footer(self) -> None:
        self.set_y(-14)
        self.set_font(self._name, "", 9)
        self.cell(0, 8, str(self.page_no()), align="C")

    def head(self) -> None:
        self.write_block(self._title, bold=True, size=16)
        self.ln(3)
        self.write_block("Name: " + "_" * 36 + "   Date: " + "_" * 16)
        self.ln(5)

    def question(self, number: int, question: Question) -> None:
        self._keep_together(question)
        self.write_block(f"{number}. {question.stem}", bold=True)
        self.write_block(question.instruction, indent=_INDENT, size=9)
        for label, text in (*question.options, *question.matches):
            self.write_block(f"{label}. {text}", indent=_INDENT)
        if question.has_line:
            self.ln(4)
            self.write_block("_" * 60, indent=_INDENT)
        self.ln(4)

    def key(self, number: int, question: Question) -> None:
        first, *others = question.answers
        self.write_block(f"{number}. {first}", bold=True)
        for answer in others:
            self.write_block(answer, bold=True, indent=_INDENT)
        if question.explanation:
            self.write_block(question.explanation, indent=_INDENT)
        for text in question.evidence:
            self.write_block(f"“{text}”", indent=_INDENT, size=10)
        self.ln(3)

    def write_block(self, text: str, *, bold: bool = False, indent: float = 0, size: int = _SIZE) -> None:
        """A paragraph over the width that is left."""
        self.set_font(self._name, "B" if bold else "", size)
        self.set_x(self.l_margin + indent)
        width = self.w - self.r_margin - self.get_x()
        if has_right_to_left(text):
            self._write_both_ways(text, width)
        else:
            self.multi_cell(width, _LINE, text, align="L", new_x=XPos.LMARGIN, new_y=YPos.NEXT)

    def _write_both_ways(self, text: str, width: float) -> None:
        """Lines are cut in the order of reading, then each is put into the order of its signs on paper."""
        left = self.get_x()
        for paragraph in text.split("\n"):
            backwards = is_right_to_left(paragraph)
            lines = self.multi_cell(width, _LINE, paragraph, dry_run=True, output="LINES")
            for line in lines if isinstance(lines, list) else [paragraph]:
                self.set_x(left)
                shown = in_visual_order(line, right_to_left=backwards)
                self.cell(
                    width, _LINE, shown, align="R" if backwards else "L", new_x=XPos.LMARGIN, new_y=YPos.NEXT
                )

    def _keep_together(self, question: Question) -> None:
        """Begin a new page where a question would be cut that fits on one."""
        texts = [question.stem, *(text for _, text in (*question.options, *question.matches))]
        lines = sum(len(text) // 80 + 1 + text.count("\n") for text in texts) + 3
        if lines * _LINE < self.eph and self.will_page_break(lines * _LINE):
            self.add_page()
