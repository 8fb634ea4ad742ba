"""A mark for texts that are translated where they are shown."""


def N_(text: str) -> str:  # noqa: N802 (gettext's own name for it)
    """Mark a text for the catalogues; it is looked up when it is shown, in the visitor's language."""
    return text
