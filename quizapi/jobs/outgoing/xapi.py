"""Statements to the learning record store that the operator has named, many in one request."""

import base64
import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy.orm import Session, sessionmaker

from quizapi.jobs.outgoing.webhooks import outcome_of
from quizapi.outbound import AddressRefused, Answer, RequestFailed
from quizapi.services.outbox import Outcome
from quizapi.services.statements import VERSION, statements_of
from quizapi.services.systems import Systems, client_of
from quizapi.store.models import MessageRow

Json = dict[str, Any]
_SECONDS = 20.0
_MOST_STATEMENTS = 200
_CONFLICT = 409
#: What is refused so is refused again, unlike a wrong key or address that an operator may put right.
_LASTING = (400, 405, 406, 411, 414, 415, 422)


class XapiSender:
    """Sends the statements of several messages at once."""

    def __init__(self, sessions: sessionmaker[Session], systems: Systems) -> None:
        self._sessions = sessions
        self._systems = systems
        host = urlsplit(systems.xapi_endpoint).hostname or ""
        self._client = client_of(systems, trusted_hosts=[host.lower()], seconds=_SECONDS)
        key = f"{systems.xapi_user}:{systems.xapi_password}".encode()
        self._headers = {
            "Authorization": f"Basic {base64.b64encode(key).decode()}",
            "X-Experience-API-Version": VERSION,
            "Content-Type": "application/json",
        }

    def send(self, destination: str, messages: Sequence[MessageRow]) -> dict[str, Outcome]:
        secret = bytes.fromhex(self._systems.secret)
        with self._sessions() as session:
            told = {
                message.id: statements_of(session, message, base_url=self._systems.base_url, secret=secret)
                for message in messages
            }
        outcomes: dict[str, Outcome] = {}
        for some in _portions(told):
            outcome = self._post([statement for id in some for statement in told[id]])
            for id in some:
                is_known = outcome.status == _CONFLICT
                outcomes[id] = self._put_each(told[id]) if is_known else outcome
        return outcomes

    def _post(self, statements: Sequence[Json]) -> Outcome:
        if not statements:
            return Outcome(True, detail="deleted meanwhile")
        return self._ask("POST", "", statements)

    def _put_each(self, statements: Sequence[Json]) -> Outcome:
        """One by one: the store has some of them already, told when they were different in something."""
        outcome = Outcome(True)
        for statement in statements:
            outcome = self._ask("PUT", f"?statementId={statement['id']}", statement)
            if outcome.status == _CONFLICT:
                outcome = Outcome(True, _CONFLICT)
            if not outcome.is_delivered:
                break
        return outcome

    def _ask(self, method: str, query: str, body: object) -> Outcome:
        url = f"{self._systems.xapi_endpoint}/statements{query}"
        data = json.dumps(body, ensure_ascii=False).encode()
        try:
            answer = self._client.send(method, url, body=data, headers=self._headers)
        except (AddressRefused, RequestFailed) as error:
            return Outcome(False, detail=error.detail)
        return _outcome(answer)


def _outcome(answer: Answer) -> Outcome:
    outcome = outcome_of(answer)
    is_lasting = answer.status in _LASTING
    return Outcome(outcome.is_delivered, outcome.status, outcome.detail, is_lasting, outcome.wait)


def _portions(told: Mapping[str, Sequence[Json]]) -> Iterator[list[str]]:
    """Messages whose statements fit into one request; a message is never torn apart."""
    some: list[str] = []
    count = 0
    for id, statements in told.items():
        if some and count + len(statements) > _MOST_STATEMENTS:
            yield some
            some, count = [], 0
        some.append(id)
        count += len(statements)
    if some:
        yield some
