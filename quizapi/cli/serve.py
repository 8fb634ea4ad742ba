"""`quizapi serve`: web processes and one worker process, supervised."""

from __future__ import annotations

from functools import partial

import click

from quizapi.domain import QuizApiError

_WORKER_NICENESS = 10


class UnsafeAddress(QuizApiError):
    """Plain http to other machines is not allowed by default."""


@click.command()
@click.option("--host", default=None, help="Address to listen on (default 127.0.0.1).")
@click.option("--port", default=None, type=click.IntRange(0, 65535), help="Port (default 8000, or PORT).")
@click.option("--data", default=None, type=click.Path(file_okay=False), help="Folder of the data (or DATA).")
@click.option("--no-worker", is_flag=True, help="Web processes alone; workers run elsewhere.")
def serve(host: str | None, port: int | None, data: str | None, no_worker: bool) -> None:
    """Serve the application until SIGINT or SIGTERM."""
    from quizapi.cli.database import prepare
    from quizapi.cli.shared_metrics import shared_metrics_folder
    from quizapi.cli.supervisor import (
        Child,
        Supervisor,
        answers,
        child_environment,
        web_command,
        worker_command,
    )
    from quizapi.settings import Settings
    from quizapi.store.engine import create_database_engine

    given = {"host": host, "port": port, "data": data}
    settings = Settings(**{name: value for name, value in given.items() if value is not None})
    check_address(settings.base_url, is_loopback=settings.is_loopback, allow_http=settings.allow_http)
    settings.server_secret()
    engine = create_database_engine(settings.database)
    prepare(engine)
    engine.dispose()
    environment = child_environment(settings)
    with shared_metrics_folder() as folder:
        counted = {**environment, "PROMETHEUS_MULTIPROC_DIR": str(folder)}
        children = [Child("web", web_command(settings), vital=True, environment=counted)]
        if not no_worker:
            # Students' answers come before the making of quizzes, at the start (loading the model takes both
            # cores of a small machine) and later on.
            worker = Child("worker", worker_command(), environment=environment, niceness=_WORKER_NICENESS)
            worker.start_when = partial(answers, settings)
            children.append(worker)
        click.echo(f"Serving {settings.base_url}; Ctrl-C stops it.", err=True)
        status = Supervisor(children).run()
    raise SystemExit(status)


def check_address(base_url: str, *, is_loopback: bool, allow_http: bool) -> None:
    """Refuse to send passwords in the clear unless the operator has said so.

    Raises:
        UnsafeAddress
    """
    if base_url.startswith("https://") or is_loopback:
        return
    if not allow_http:
        raise UnsafeAddress(
            f"{base_url} is plain http. Put a server with TLS in front and set QUIZAPI_PUBLIC_URL to "
            "its https address, or set QUIZAPI_ALLOW_HTTP=1 on a network that you trust."
        )
    click.secho(
        f"Warning: {base_url} is plain http; whoever is on the network can read passwords.",
        fg="yellow",
        err=True,
    )
