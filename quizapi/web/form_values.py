"""Values as people write them in forms."""

import re

_WHOLE = re.compile(r"[0-9]{1,18}")


def whole(written: str) -> int | str:
    """A whole number as the API takes it; what is none stays as it was written, for the API to refuse."""
    return int(written) if _WHOLE.fullmatch(written) else written
