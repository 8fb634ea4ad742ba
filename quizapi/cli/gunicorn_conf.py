"""What gunicorn is told in code. Everything else is on its command line (`supervisor.web_command`)."""

from __future__ import annotations

import gc
import socket
import struct
from importlib import import_module
from typing import Any

#: A thread waits no longer than this for the next bytes of a request that has begun.
READ_SECONDS = 5


def on_starting(server: Any) -> None:
    """Called in gunicorn's master: import once what every web process needs.

    The processes are forked with the modules in them, which saves each a second of two busy cores and shares
    the memory. Only modules: connections and threads are made by each process for itself.
    """
    import_module("quizapi.cli.wsgi")
    gc.collect()
    gc.freeze()


def when_ready(server: Any) -> None:
    """Called in gunicorn's master before the web processes start.

    gunicorn's threads read without a limit of time, so that a few clients which begin a request and send no
    more would hold all of them. The kernel's own limit stays whatever mode the socket is put into, and
    connections have it from the socket that accepted them (Linux).
    """
    for listener in server.LISTENERS:
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", READ_SECONDS, 0))
