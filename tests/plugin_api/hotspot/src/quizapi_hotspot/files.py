"""A format to write, and a kind of article file to read."""

from collections.abc import Sequence

from quizapi.plugin_api import ArticleRefused, ExporterBase, ImportedArticle, Item


class CueCards(ExporterBase):
    """Question and answer on two lines, a blank line between two cards."""

    name = "cue-cards"
    title = "Cue cards"
    media_type = "text/plain; charset=utf-8"
    extension = "cards.txt"
    loses = "Wrong options are left out."

    def export(self, items: Sequence[Item], *, title: str) -> bytes:
        """The cards, the quiz's title above them."""
        cards = [f"{item.stem}\n{item.key_text}" for item in items]
        return "\n\n".join([title, *cards]).encode()


class Stories:
    """Text whose first line is the headline."""

    name = "stories"
    title = "Story"
    endings = ("story",)

    def read(self, data: bytes, *, filename: str) -> ImportedArticle:
        """The article.

        Raises:
            ArticleRefused: There is no text below the headline, or it is no UTF-8.
        """
        try:
            headline, _, text = data.decode().partition("\n")
        except UnicodeDecodeError as error:
            raise ArticleRefused("a story is written in UTF-8") from error
        if not text.strip():
            raise ArticleRefused("there is nothing below the headline")
        return ImportedArticle(text.strip(), title=headline.strip() or None)
