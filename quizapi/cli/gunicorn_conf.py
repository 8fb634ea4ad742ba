"""What gunicorn is told in code. Everything else is on its command line (`supervisor.web_command`)."""

from __future__ import annotations

import socket
import struct
from typing import Any

#: A thread waits no longer than this for the next bytes of a request that has begun.
READ_SECONDS = 5


def when_ready(server: Any) -> None:
    """Called in gunicorn's master before the web processes start.

    gunicorn's threads read without a limit of time, so that a few clients which begin a request and send no
    more would hold all of them. The kernel's own limit stays whatever mode the socket is put into, and
    connections have it from the socket that accepted them (Linux).
    """
    for listener in server.LISTENERS:
        listener.sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", READ_SECONDS, 0))
