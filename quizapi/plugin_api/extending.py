"""Roles beside generators and checks: scorers of a plugin's own interactions, exporters, article importers.

Their attributes are read by every server process; their methods run in processes that can be ended.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar, Final, Protocol, runtime_checkable

from quizapi.domain import Answer, Item, QuizApiError, Response, Score
from quizapi.plugin_api.protocols import Options

#: Parts of an item that a scorer may let students see before they have answered.
SHOWN_PARTS: Final = ("options", "matches")
#: Names and file endings that are quizapi's own.
RESERVED_FORMATS: Final = frozenset(
    (
        *("gift", "moodle-xml", "qti", "qti3", "qti21", "aiken", "anki", "csv", "xlsx", "kahoot-xlsx"),
        *("markdown", "html", "pdf", "json", "text2qti"),
    )
)
RESERVED_ENDINGS: Final = frozenset(("txt", "md", "html", "htm", "docx", "pdf"))


class ArticleRefused(QuizApiError):
    """The file cannot be taken."""


@runtime_checkable
class Scorer(Protocol):
    """An interaction of a plugin's own: how it is answered, scored, shown and exported.

    Attributes:
        interaction: `<plugin>:<name>`, lower case; items of the plugin's generators bear it.
        title: Of the interaction, for teachers.
        hint: How it is answered, in a sentence that students read.
        answer_schema: JSON Schema (2020-12) of an answer as clients send it: a boolean, a string, a list of
            strings, or a list of pairs of strings. What does not fit is refused at once.
        key_schema: JSON Schema of a key. Items whose key does not fit are not proposed and not stored.
        shown: Which of "options" and "matches" a student sees beside the stem. Nothing else of an item
            leaves the server before feedback.
        keeps_order: Whether options stay in their order where an assignment shuffles them.
        renderer: `package/path.js`: the ES module, shipped in the plugin, that lets students answer in our
            pages. Empty where there is none; the pages then say that they do not know the interaction.
    """

    interaction: str
    title: str
    hint: str
    answer_schema: Options
    key_schema: Options
    shown: Sequence[str]
    keeps_order: bool
    renderer: str

    def normalise(self, item: Item, answer: Answer) -> Answer:
        """The one written form of answers that mean the same; scoring gets this form."""

    def score(self, item: Item, response: Response) -> Score:
        """What the answer is worth, in [0, 1]. Pure: the same answer always scores the same."""

    def fallback(self, item: Item) -> Item | None:
        """The item as one of the shipped interactions, for formats that hold no others; None where there is
        none, and then the item is left out of such files and named."""


class ScorerBase:
    """The defaults of a `Scorer`; give `interaction`, `title` and what differs.

    As it stands an answer is a list of option ids, the key is one as well, students see the options, and
    all or nothing is scored.
    """

    interaction: str
    title: str
    hint: str = ""
    answer_schema: ClassVar[Options] = {"type": "array", "items": {"type": "string"}, "maxItems": 100}
    key_schema: ClassVar[Options] = {"type": "array", "items": {"type": "string"}, "minItems": 1}
    shown: Sequence[str] = ("options",)
    keeps_order: bool = False
    renderer: str = ""

    def normalise(self, item: Item, answer: Answer) -> Answer:
        """The answer as it is."""
        return answer

    def score(self, item: Item, response: Response) -> Score:
        """All or nothing."""
        return Score(float(response.answer == self.normalise(item, item.key)))

    def fallback(self, item: Item) -> Item | None:
        """None."""
        return None


@runtime_checkable
class Exporter(Protocol):
    """A format that quizzes can be written in.

    Attributes:
        name: Lower-case words joined by hyphens; the `format` of the API and of `quizapi export`.
        title: For teachers.
        media_type: Of the file ("text/plain; charset=utf-8").
        extension: Of the file's name, without its first full stop ("cards.txt").
        loses: What the format has no place for, as a sentence; empty where it keeps all.
    """

    name: str
    title: str
    media_type: str
    extension: str
    loses: str

    def refuses(self, item: Item) -> str:
        """Why the format cannot hold the item, in plain words; empty where it can."""

    def export(self, items: Sequence[Item], *, title: str) -> bytes:
        """The file. `items` are those that are not refused, in the quiz's order; at least one."""


class ExporterBase:
    """The defaults of an `Exporter`: it keeps all, and refuses plugins' own interactions."""

    name: str
    title: str
    media_type: str
    extension: str
    loses: str = ""

    def refuses(self, item: Item) -> str:
        """Plugins' own interactions."""
        return f"it has no place for {item.interaction!r}" if ":" in item.interaction else ""


@dataclass(frozen=True, slots=True)
class ImportedArticle:
    """What a file holds. Paragraphs of `text` are separated by blank lines."""

    text: str
    title: str | None = None
    author: str | None = None
    published_on: date | None = None


@runtime_checkable
class ArticleImporter(Protocol):
    """A kind of file that articles can be read from.

    Attributes:
        name: Lower-case words joined by hyphens.
        title: For teachers ("Rich text").
        endings: Of file names, lower case, without the full stop ("rtf"). One importer for each.
    """

    name: str
    title: str
    endings: Sequence[str]

    def read(self, data: bytes, *, filename: str) -> ImportedArticle:
        """The article.

        Raises:
            ArticleRefused: With the reason in plain words, where the file cannot be taken.
        """
