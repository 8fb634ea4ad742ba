"""What a reader has taken and what it has not, within bounds."""

from collections.abc import Callable

from quizapi.domain import Item
from quizapi.exchange.errors import FileRefused, NotTaken
from quizapi.exchange.formats import Imported, Place, Skipped
from quizapi.exchange.texts import folded

MOST_ITEMS = 500
MOST_SKIPPED = 1_000
_LONGEST_NAME = 80


class Collector:
    """Collects the parts of one file in their order."""

    def __init__(self) -> None:
        self.title = ""
        self._items: list[Item] = []
        self._places: list[Place] = []
        self._skipped: list[Skipped] = []

    def take(self, line: int | None, what: str, make: Callable[[], Item]) -> None:
        """Take the item that `make` makes, or note the reason of the `NotTaken` that it raises.

        Args:
            line: Where the part begins, from 1.
            what: Its name, or how it begins; cut where it is long.

        Raises:
            FileRefused: So much cannot be taken that the file is of another kind.
        """
        try:
            if len(self._items) >= MOST_ITEMS:
                raise NotTaken(f"a quiz has at most {MOST_ITEMS} items")
            self._items.append(make())
            self._places.append(Place(line, _name(what)))
        except NotTaken as reason:
            self.skip(line, what, str(reason))

    def skip(self, line: int | None, what: str, reason: str) -> None:
        """Note a part that is not taken.

        Raises:
            FileRefused: As `take`.
        """
        if len(self._skipped) >= MOST_SKIPPED:
            raise FileRefused(
                f"more than {MOST_SKIPPED:,} parts of the file cannot be taken, the last because {reason}; "
                "is this the format?"
            )
        self._skipped.append(Skipped(line, _name(what), reason))

    def result(self) -> Imported:
        """All that the file holds."""
        return Imported(tuple(self._items), tuple(self._places), tuple(self._skipped), self.title)


def _name(what: str) -> str:
    return folded(what[:1_000])[:_LONGEST_NAME]
