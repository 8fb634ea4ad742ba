"""A paper as one HTML file without scripts, for the screen and for the printer."""

from collections.abc import Iterable, Sequence
from html import escape

from quizapi.exchange.formats import About, Entry, Export, each
from quizapi.exchange.paper.questions import Labelled, Question, question_of
from quizapi.exchange.texts import folded

_STYLE = """
@page { margin: 18mm }
body { font: 12pt/1.45 "Noto Sans", "DejaVu Sans", "Liberation Sans", Arial, sans-serif; color: #111;
  max-width: 46rem; margin: 2rem auto; padding: 0 1rem }
h1 { font-size: 1.5rem } h2 { font-size: 1.25rem }
.who { display: flex; gap: 2rem; margin: 0 0 1.5rem } .who span { flex: 1; border-bottom: 1px solid #555 }
ol.questions > li { margin: 0 0 1.4rem; break-inside: avoid }
p { margin: 0 0 .4rem; white-space: pre-line }
.instruction { font-style: italic; color: #444 }
ul { list-style: none; padding: 0; margin: 0 0 .4rem }
ul li { display: flex; gap: .6rem; white-space: pre-line }
.columns { display: grid; grid-template-columns: 1fr 1fr; gap: 2rem }
.line { border-bottom: 1px solid #555; height: 1.8rem }
blockquote { margin: .3rem 0 .3rem 1rem; padding-inline-start: .8rem; border-inline-start: 3px solid #999 }
.key { break-before: page } .answer { font-weight: 600 }
@media print { body { margin: 0; max-width: none } }
"""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"


def write_html(entries: Sequence[Entry], about: About) -> Export:
    """The questions, and where asked for the key on a page of its own."""
    found, left_out = each(entries, lambda _, entry: question_of(entry.item))
    title = escape(folded(about.title))
    parts = [
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        '<meta name="viewport" content="width=device-width">',
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>",
        f'<h1 dir="auto">{title}</h1>',
        '<p class="who">Name: <span></span> Date: <span></span></p>',
        '<ol class="questions">',
        *map(_question, found),
        "</ol>",
    ]
    if about.with_key:
        parts += ['<section class="key">', "<h2>Key</h2>", "<ol>", *map(_key, found), "</ol>", "</section>"]
    return Export("\n".join([*parts, "</body>", "</html>", ""]).encode(), left_out)


def _question(question: Question) -> str:
    lists = [_list(side) for side in (question.options, question.matches) if side]
    options = f'<div class="columns">{"".join(lists)}</div>' if len(lists) > 1 else "".join(lists)
    line = '<div class="line"></div>' if question.has_line else ""
    instruction = f'<p class="instruction">{question.instruction}</p>'
    return f"<li>{_paragraph(question.stem)}{instruction}{options}{line}</li>"


def _key(question: Question) -> str:
    answers = "".join(_paragraph(answer, "answer") for answer in question.answers)
    explanation = _paragraph(question.explanation) if question.explanation else ""
    evidence = "".join(f"<blockquote>{_paragraph(f'“{text}”')}</blockquote>" for text in question.evidence)
    return f"<li>{answers}{explanation}{evidence}</li>"


def _list(options: Iterable[Labelled]) -> str:
    items = (f'<li><b>{label}.</b> <span dir="auto">{escape(text)}</span></li>' for label, text in options)
    return f"<ul>{''.join(items)}</ul>"


def _paragraph(text: str, name: str = "") -> str:
    return f'<p dir="auto"{f" class={name}" if name else ""}>{escape(text)}</p>'
