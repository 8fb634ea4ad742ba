"""Messages between a worker and its child: JSON with its length before it."""

import json
import os
from typing import Any

Json = dict[str, Any]
_HEADER = 4
_CHUNK = 1 << 16


def pack(message: Json) -> bytes:
    """One message as it goes over the pipe."""
    body = json.dumps(message, ensure_ascii=False).encode()
    return len(body).to_bytes(_HEADER, "big") + body


def write_frame(descriptor: int, message: Json) -> None:
    """Write one message, all of it."""
    data = memoryview(pack(message))
    while data:
        data = data[os.write(descriptor, data) :]


def read_frame(descriptor: int) -> Json | None:
    """Wait for one message; None where the other side is gone."""
    buffer = FrameBuffer()
    while True:
        chunk = os.read(descriptor, buffer.missing())
        if not chunk:
            return None
        message = buffer.feed(chunk)
        if message is not None:
            return message


class FrameBuffer:
    """Puts one message together from the pieces in which it arrives."""

    def __init__(self) -> None:
        self._data = bytearray()

    def missing(self) -> int:
        """How many bytes may be read without reading into the next message."""
        if len(self._data) < _HEADER:
            return _HEADER - len(self._data)
        return min(_CHUNK, _HEADER + self._length() - len(self._data))

    def feed(self, chunk: bytes) -> Json | None:
        """Add a piece; the message once it is whole."""
        self._data += chunk
        if len(self._data) < _HEADER or len(self._data) < _HEADER + self._length():
            return None
        message: Json = json.loads(self._data[_HEADER:])
        self._data.clear()
        return message

    def _length(self) -> int:
        return int.from_bytes(self._data[:_HEADER], "big")
