"""Clients that are slow or go away hold nobody else up."""

import json
import socket
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import pytest

from tests.system.answering import Classroom

pytestmark = pytest.mark.serial


def connected(room: Classroom, stack: ExitStack) -> socket.socket:
    return stack.enter_context(socket.create_connection(("127.0.0.1", room.server.port), timeout=30))


def test_slow_clients_and_those_that_go_away_do_not_stop_the_others(
    tmp_path: Path, open_room: Callable[..., Classroom]
) -> None:
    room = open_room(tmp_path / "data")
    student = room.join("Ada")
    with ExitStack() as stack:
        # More than there are threads, each with half a request.
        slow = [connected(room, stack) for _ in range(50)]
        for n, client in enumerate(slow):
            head = b"PUT /api/v1/attempts/x HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\n"
            client.sendall(head + (b"Content-Length: 9000\r\n\r\n{" if n % 2 else b"X-Half: "))
        # Without a limit they would hold the threads for as long as they liked; our client waits 60 seconds.
        for item in student.items[:3]:
            assert student.answer(item, True) == 200
    for n in range(20):
        body = json.dumps({"answer": True, "client_seq": 100 + n}).encode()
        with socket.create_connection(("127.0.0.1", room.server.port)) as client:
            path = f"/api/v1/attempts/{student.attempt_id}/responses/{student.items[2]}"
            client.sendall(
                f"PUT {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {student.client.token}\r\n"
                f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode()
                + (body if n % 2 else body[:5])
            )
    student.seq = 200
    assert student.answer(student.items[2], False) == 200
    room.assert_nothing_lost_or_doubled()
