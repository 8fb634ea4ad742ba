"""A reporting clause with what it reports, where that is not a whole quotation."""

from dataclasses import dataclass

from quizapi.reading.attributions.frames import Frame


@dataclass(slots=True)
class Reported:
    """A frame and the tokens of what is reported: `first` to `last`, both included."""

    frame: Frame
    first: int
    last: int
