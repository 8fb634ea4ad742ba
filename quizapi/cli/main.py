"""The program `quizapi`: its commands are in the modules beside this one."""

from __future__ import annotations

import sys
from importlib import import_module

import click

import quizapi
from quizapi.domain import QuizApiError

#: Command -> module of this package that holds a click command of that name, or of the module's own.
COMMANDS = {
    "annotate": "annotate",
    "articles": "articles",
    "audit": "audit",
    "config": "config",
    "backup": "backup",
    "bench": "bench",
    "db": "database",
    "demo": "demo",
    "export": "export",
    "generate": "generate",
    "generators": "generators",
    "import": "import_quiz",
    "lti": "lti",
    "openapi": "openapi",
    "serve": "serve",
    "users": "users",
    "worker": "worker",
}


class LazyGroup(click.Group):
    """Imports a command's module when the command is used or its help is shown."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"quizapi.cli.{COMMANDS[cmd_name]}")
        command = getattr(module, cmd_name, None) or getattr(module, COMMANDS[cmd_name])
        return command if isinstance(command, click.Command) else None

    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except QuizApiError as error:
            raise click.ClickException(f"{error.title()}: {error.detail}") from error
        except BrokenPipeError:
            sys.stderr.close()  # the reader of our output has gone; nothing more to say
            raise SystemExit(1) from None
        except Exception as error:
            if not _wants_upgrade(error):
                raise
            raise click.ClickException(
                "The database has no tables, or older ones: run quizapi db upgrade"
            ) from error


def _wants_upgrade(error: Exception) -> bool:
    """Whether the database refused for want of a table or column; nothing large is imported to know it."""
    missing = ("no such table", "no such column", "UndefinedTable", "UndefinedColumn")
    return type(error).__module__.startswith("sqlalchemy.") and any(word in str(error) for word in missing)


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(quizapi.__version__, prog_name="quizapi")
def main() -> None:
    """Questions about a news article, each with the span of the article that proves its key.

    Exit status: 0 done, 1 the work failed, 2 wrong use.
    """
