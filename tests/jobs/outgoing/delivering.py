"""A school that tells other systems what happens, and a worker's part done by hand at the school's clock."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from flask import Flask

from quizapi.jobs.outgoing import Sending
from quizapi.services.outbox import take_due
from quizapi.store.engine import write_transaction
from quizapi.store.models import MessageRow
from tests.api.delivery import School, make_school

LOOPBACK = {"outbound_networks": "127.0.0.0/8", "outbound_ports": "any"}


def telling_school(quizapi_app: Callable[..., Flask], **settings: Any) -> School:
    """A school on an application with these settings; its clock stands at the present."""
    school = make_school(quizapi_app(**{**LOOPBACK, **settings}))
    school.clock.time = datetime.now(UTC)
    return school


def sending_of(school: School) -> Sending:
    context = school.context
    return Sending(context.sessions, context.systems, context.queue, school.clock)


def deliver(school: School) -> int:
    """Send what is due now, as workers would; the number of batches."""
    with write_transaction(school.context.sessions) as session:
        batches = take_due(session, now=school.clock())
    for batch in batches:
        messages = [list(message) for message in batch.messages]
        sending_of(school).send(batch.kind, batch.destination, messages)
    return len(batches)


def messages(school: School) -> list[MessageRow]:
    """All that is in the outbox, oldest first."""
    with school.context.sessions() as session:
        return list(session.query(MessageRow).order_by(MessageRow.id))
