"""The job engine's client: puts jobs into the queue, looks at them and takes them off. It runs none."""

from quizapi.queue.client import JobQueue, migrate
from quizapi.queue.names import APPLICATION, ENGINE_VERSION, MESSAGES, QUEUE, READINGS, SCHEMA
from quizapi.queue.storage import SERIALIZER, engine_for_queue

__all__ = [
    "APPLICATION",
    "ENGINE_VERSION",
    "MESSAGES",
    "QUEUE",
    "READINGS",
    "SCHEMA",
    "SERIALIZER",
    "JobQueue",
    "engine_for_queue",
    "migrate",
]
