"""The command line. Each command imports what it needs when it runs, so that `quizapi --help` is quick."""

from quizapi.cli.main import main

__all__ = ["main"]
