"""A paper in Markdown (CommonMark)."""

import re
from collections.abc import Sequence

from quizapi.exchange.formats import About, Entry, Export, each
from quizapi.exchange.paper.questions import Question, question_of
from quizapi.exchange.texts import folded


def write_markdown(entries: Sequence[Entry], about: About) -> Export:
    """The questions, and where asked for the key behind them."""
    found, left_out = each(entries, lambda _, entry: question_of(entry.item))
    lines = [f"# {_escaped(folded(about.title))}", ""]
    for number, question in enumerate(found, 1):
        lines += [*_question(number, question), ""]
    if about.with_key:
        lines += ["## Key", ""]
        for number, question in enumerate(found, 1):
            lines += [*_key(number, question), ""]
    return Export(("\n".join(lines).rstrip() + "\n").encode(), left_out)


def _question(number: int, question: Question) -> list[str]:
    indent = " " * (len(str(number)) + 2)
    lines = [f"{number}. {_block(question.stem, indent)}", "", f"{indent}*{question.instruction}*", ""]
    lines += [f"{indent}- **{label}.** {_block(text, indent + '  ')}" for label, text in question.options]
    if question.matches:
        lines += ["", f"{indent}*With:*", ""]
        lines += [f"{indent}- **{label}.** {_block(text, indent + '  ')}" for label, text in question.matches]
    if question.has_line:
        lines.append(indent + "\\_" * 30)
    return lines


def _key(number: int, question: Question) -> list[str]:
    indent = " " * (len(str(number)) + 2)
    first, *others = question.answers
    lines = [f"{number}. **{_block(first, indent)}**"]
    lines += [f"{indent}**{_block(answer, indent)}**" for answer in others]
    lines = "\\\n".join(lines).split("\n")
    if question.explanation:
        lines += ["", indent + _block(question.explanation, indent)]
    for text in question.evidence:
        lines += ["", f"{indent}> “{_escaped(text)}”"]
    return lines


def _block(text: str, indent: str) -> str:
    """A text on several lines, each after the first indented, with hard breaks; no empty lines."""
    lines = [_escaped(line.strip()) for line in text.split("\n") if line.strip()]
    return f"\\\n{indent}".join(lines)


def _escaped(text: str) -> str:
    """The text with all signs of Markdown's and HTML's own taken literally."""
    text = re.sub(r"[\\`*_\[\]<>#|~&$^=]", r"\\\g<0>", text)
    text = re.sub(r"^([+\-:])", r"\\\1", text)
    text = re.sub(r"^(\d+)([.)])", r"\1\\\2", text)
    return re.sub(r"://", r":\\//", text)
