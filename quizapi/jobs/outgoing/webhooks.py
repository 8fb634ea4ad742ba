"""Events to teachers' addresses, signed after Standard Webhooks (https://www.standardwebhooks.com)."""

import json
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session, sessionmaker
from standardwebhooks import Webhook

from quizapi.outbound import AddressRefused, Answer, RequestFailed
from quizapi.services.outbox import Outcome
from quizapi.services.systems import Systems, client_of
from quizapi.services.webhooks import secrets_of
from quizapi.store.engine import write_transaction
from quizapi.store.models import MessageRow, WebhookRow

_SECONDS = 15.0
_MOST_BYTES = 100_000
_GONE = 410
#: Statuses of the range of faulty requests that tell how the receiver is: too slow, gone, or asked too often.
_ABOUT_RECEIVER = (408, _GONE, 429)


class WebhookSender:
    """Sends events one after the other; the first that finds nobody able to take any keeps the others back.

    An event that the receiver refuses for what it is holds up none but itself.
    """

    def __init__(
        self, sessions: sessionmaker[Session], systems: Systems, clock: Callable[[], datetime]
    ) -> None:
        self._sessions = sessions
        self._clock = clock
        self._secret = bytes.fromhex(systems.secret)
        self._client = client_of(systems, is_strict=True, seconds=_SECONDS, most_bytes=_MOST_BYTES)

    def send(self, destination: str, messages: Sequence[MessageRow]) -> dict[str, Outcome]:
        with self._sessions() as session:
            hook = session.get(WebhookRow, destination)
        if hook is None or not hook.enabled:
            off = Outcome(False, detail="the webhook is switched off", is_lasting=True)
            return {message.id: off for message in messages}
        outcomes: dict[str, Outcome] = {}
        for message in messages:
            outcome = self._try(hook, message, self._clock())
            outcomes[message.id] = outcome
            if outcome.status == _GONE:
                self._switch_off(hook.id)
            if not outcome.is_delivered and not _is_about_event(outcome.status):
                break
        for message in messages:
            outcomes.setdefault(message.id, outcome)
        return outcomes

    def _try(self, hook: WebhookRow, message: MessageRow, now: datetime) -> Outcome:
        body = json.dumps(message.payload, separators=(",", ":"), ensure_ascii=False)
        signatures = [
            Webhook(secret).sign(message.id, now, body) for secret in secrets_of(self._secret, hook, now=now)
        ]
        headers = {
            "Content-Type": "application/json",
            "webhook-id": message.id,
            "webhook-timestamp": str(int(now.timestamp())),
            "webhook-signature": " ".join(signatures),
        }
        try:
            answer = self._client.send("POST", hook.url, body=body.encode(), headers=headers)
        except (AddressRefused, RequestFailed) as error:
            return Outcome(False, detail=error.detail)
        return outcome_of(answer)

    def _switch_off(self, webhook_id: str) -> None:
        """The receiver says that it wants no more."""
        with write_transaction(self._sessions) as session:
            hook = session.get(WebhookRow, webhook_id)
            if hook is not None:
                hook.enabled = False


def outcome_of(answer: Answer) -> Outcome:
    """What an HTTP answer says about a message: 2xx took it, 410 wants no more, else it is tried again."""
    if 200 <= answer.status < 300:
        return Outcome(True, answer.status)
    detail = f"the receiver answered with status {answer.status}"
    return Outcome(False, answer.status, detail, answer.status == _GONE, _retry_after(answer))


def _is_about_event(status: int | None) -> bool:
    """Whether an answer that refuses one event says nothing of the next."""
    return status is not None and 400 <= status < 500 and status not in _ABOUT_RECEIVER


def _retry_after(answer: Answer) -> timedelta | None:
    value = answer.headers.get("retry-after", "")
    return timedelta(seconds=min(int(value[:9]), 86_400)) if value[:9].isdecimal() else None
