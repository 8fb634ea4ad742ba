"""`quizapi worker`: works the jobs off, on this host or on many."""

from __future__ import annotations

import socket

import click


@click.command()
@click.option(
    "--slots", default=1, show_default=True, type=click.IntRange(1, 64), help="Worker processes to run here."
)
def worker(slots: int) -> None:
    """Work jobs off until SIGINT or SIGTERM; a job that was interrupted goes on at its next step."""
    if slots > 1:
        _run_many(slots)
        return
    from quizapi.cli.logs import configure_logging
    from quizapi.jobs.config import WorkerConfig
    from quizapi.jobs.worker import leave, run_worker
    from quizapi.services.retention import Retention
    from quizapi.settings import Settings
    from quizapi.systems import systems_of

    settings = Settings()
    configure_logging(settings.log_level)
    config = WorkerConfig(
        database_url=settings.database,
        name=socket.gethostname(),
        model=settings.model,
        plugins=settings.plugins,
        generator_seconds=settings.generator_seconds,
        generator_megabytes=settings.generator_megabytes,
        max_article_chars=settings.max_article_chars,
        retention=Retention(
            settings.attempts_kept_days,
            settings.audit_kept_days,
            workflows_days=settings.workflows_kept_days,
        ),
        systems=systems_of(settings),
        log_level=settings.log_level,
    )
    leave(run_worker(config))


def _run_many(slots: int) -> None:
    """One process a slot, each supervised like the one beside the web server."""
    from quizapi.cli.supervisor import Child, Supervisor, worker_command

    children = [Child(f"worker-{slot + 1}", worker_command()) for slot in range(slots)]
    raise SystemExit(Supervisor(children).run())
