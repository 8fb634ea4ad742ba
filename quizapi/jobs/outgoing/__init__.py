"""Messages to other systems: taken from the outbox, sent, and what became of them written back."""

from quizapi.jobs.outgoing.sending import Sending, register_sending

__all__ = ["Sending", "register_sending"]
