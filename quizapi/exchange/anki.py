"""An Anki deck: one note an item, with ids that stay, so that a second import updates the first."""

import hashlib
import html
import io
from collections.abc import Sequence

import genanki  # type: ignore[import-untyped]

from quizapi.exchange.formats import About, Entry, Export, each
from quizapi.exchange.paper.questions import Labelled, Question, question_of
from quizapi.exchange.texts import folded

#: Ids of our note type: made up once, the same in every deck.
_MODEL_ID = 1_607_392_319
_FIELDS = ("Question", "Options", "Answer", "Explanation", "Evidence")
_FRONT = '<div dir="auto">{{Question}}</div>{{Options}}'
_BACK = """{{FrontSide}}<hr id="answer"><div dir="auto" class="answer">{{Answer}}</div>
{{#Explanation}}<div dir="auto">{{Explanation}}</div>{{/Explanation}}
{{#Evidence}}<blockquote dir="auto">{{Evidence}}</blockquote>{{/Evidence}}"""
_STYLE = """.card { font-family: sans-serif; font-size: 20px; max-width: 40rem; margin: auto }
.answer { font-weight: bold } .instruction { font-style: italic; font-size: 80% }
ul { list-style: none; padding-inline-start: 1rem }"""


def write_anki(entries: Sequence[Entry], about: About) -> Export:
    """A package of one deck with the quiz's title."""
    model = genanki.Model(
        _MODEL_ID,
        "Quizapi item",
        fields=[{"name": name} for name in _FIELDS],
        templates=[{"name": "Card", "qfmt": _FRONT, "afmt": _BACK}],
        css=_STYLE,
    )
    deck = genanki.Deck(_deck_id(about.quiz_id or about.title), _deck_name(about.title))
    notes, left_out = each(entries, lambda _, entry: _note(model, entry))
    for note in notes:
        deck.add_note(note)
    buffer = io.BytesIO()
    genanki.Package(deck).write_to_file(buffer, timestamp=about.written_at.timestamp())
    return Export(buffer.getvalue(), left_out)


def _note(model: genanki.Model, entry: Entry) -> genanki.Note:
    question = question_of(entry.item)
    return genanki.Note(
        model=model,
        guid=genanki.guid_for("quizapi", entry.id),
        tags=[tag.replace(" ", "-") for tag in entry.item.tags],
        fields=[
            _escaped(question.stem),
            _options(question),
            "<br>".join(map(_escaped, question.answers)),
            _escaped(question.explanation),
            "<br>".join(f"“{_escaped(text)}”" for text in question.evidence),
        ],
    )


def _options(question: Question) -> str:
    instruction = f'<div class="instruction">{question.instruction}</div>'
    return instruction + _list(question.options) + _list(question.matches)


def _list(options: Sequence[Labelled]) -> str:
    items = "".join(f'<li dir="auto">{label}. {_escaped(text)}</li>' for label, text in options)
    return f"<ul>{items}</ul>" if items else ""


def _escaped(text: str) -> str:
    """The text as HTML; brackets and braces too, by which Anki would play sounds or fill in fields."""
    escaped = html.escape(text).replace("\n", "<br>")
    for sign in "[]{}\\":
        escaped = escaped.replace(sign, f"&#{ord(sign)};")
    return escaped


def _deck_id(name: str) -> int:
    """The same for the same quiz; in the range of Anki's own ids."""
    return (1 << 30) + int.from_bytes(hashlib.sha256(name.encode()).digest()[:4], "big") % (1 << 30)


def _deck_name(title: str) -> str:
    return folded(title).replace("::", ": :")[:100] or "Quiz"
