"""What a job asks of the child: a reading, candidates, a choice. A fault of the machinery is tried again, and
what was read is stored."""

import base64
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import asdict
from datetime import datetime
from typing import Any

import structlog
from sqlalchemy.orm import Session, sessionmaker

from quizapi.jobs.child import Child
from quizapi.jobs.config import WorkerConfig
from quizapi.jobs.faults import ChildFault, JobEnded
from quizapi.jobs.turns import Turns
from quizapi.services import jobs
from quizapi.services.quizzes_saving import ArticleToRead, load_article
from quizapi.services.readings import load_reading, save_reading
from quizapi.store.engine import write_transaction
from quizapi.store.models import AnnotationRow

log = structlog.get_logger(__name__)

Json = dict[str, Any]
#: How often a call is made whose child was killed by something else than us.
_TRIES = 3


class Calls:
    """Calls to the child for jobs. All raise `ChildFault`, and `JobEnded` once the job is no more."""

    def __init__(
        self,
        sessions: sessionmaker[Session],
        child: Child,
        config: WorkerConfig,
        clock: Callable[[], datetime],
    ) -> None:
        self._sessions = sessions
        self._child = child
        self._config = config
        self._clock = clock
        self._texts = Turns()

    def read(self, job_id: str, article: ArticleToRead) -> AnnotationRow:
        """The stored reading of the text by the child's pipeline; read and stored where there is none."""
        # Two jobs that need the same text (a quiz is asked for at once after its article) read it once.
        with self._texts.taken(article.text_hash, lambda: self._is_active(job_id)):
            fingerprint = self._child.info["fingerprint"]
            with self._sessions() as session:
                reading = load_reading(session, article.text_hash, fingerprint)
            return reading or self._read_now(job_id, article, fingerprint)

    def _read_now(self, job_id: str, article: ArticleToRead, fingerprint: str) -> AnnotationRow:
        reply = self._call(job_id, {"op": "read", "text": article.text}, self._config.reading_seconds)
        reading = AnnotationRow(
            text_hash=article.text_hash,
            fingerprint=fingerprint,
            annotations=reply["annotations"],
            doc=base64.b64decode(reply["doc"]),
            created_at=self._clock(),
        )
        with write_transaction(self._sessions) as session:
            save_reading(
                session,
                text_hash=reading.text_hash,
                fingerprint=reading.fingerprint,
                annotations=reading.annotations,
                doc=reading.doc,
                now=reading.created_at,
            )
        return reading

    def propose(self, job_id: str, request: Json, place: Json, *, seed: int) -> Json:
        """Candidates of one generator for one article: `{candidates, problems, dropped, options}`.

        Args:
            request: `{name, count, options}`.
            place: `{id, revision, index, context}` of the article; `context` has `{id, revision}` of those
                beside it.
        """
        message = {
            "op": "propose",
            "generator": request["name"],
            "count": request["count"],
            "options": request["options"],
            "article_index": place["index"],
            "seed": seed,
        }
        return self._ask_about(job_id, message, place)

    def choose(
        self,
        job_id: str,
        proposals: Sequence[Json],
        requests: Sequence[Json],
        lengths: Sequence[int],
        *,
        checks: bool,
    ) -> Json:
        """The quiz: `{items, spares, problems}`; with the checks of whole quizzes or without."""
        message = {
            "op": "select",
            "proposals": list(proposals),
            "requests": list(requests),
            "lengths": list(lengths),
            "checks": checks,
        }
        return self._call(job_id, message)

    def read_file(self, job_id: str, name: str, data: bytes) -> Json:
        """What a file holds: `{text, title, author, published_on}`, or `{refused}` with the reason."""
        message = {"op": "file", "name": name, "data": base64.b64encode(data).decode()}
        return self._call(job_id, message, self._config.reading_seconds)

    def check(self, job_id: str, item: Json, place: Json) -> list[Json]:
        """The flaws that the checks of items find: `{code, detail, fatal}` each.

        Args:
            item: In the shape of `item_to_json`.
            place: `{id, revision, context}` of the article that its evidence lies in, and of those beside it.
        """
        flaws: list[Json] = self._ask_about(job_id, {"op": "check", "item": item}, place)["flaws"]
        return flaws

    def export(
        self,
        job_id: str,
        format: str,
        items: Sequence[tuple[str, Json]],
        *,
        title: str,
        quiz_id: str,
        with_key: bool,
        written_at: str,
    ) -> Json:
        """A quiz as a file: `{data, title, media_type, extension, left_out, changed}`, the data as base64 and
        `[item id, reason]` each; or `{problem: {type, detail}}`.

        Args:
            items: Id and content of each, in the shape of `item_to_json`.
            written_at: ISO 8601.
        """
        about = {"title": title, "quiz_id": quiz_id, "with_key": with_key, "written_at": written_at}
        return self._call(job_id, {"op": "export", "format": format, "items": list(items), **about})

    def score(self, job_id: str, item: Json, answer: Any) -> Json:
        """What a plugin's scorer gives for an answer: `{score}`, or `{problem: {type, detail}}`.

        Args:
            item: In the shape of `item_to_json`; the answer in that of JSON.
        """
        return self._call(job_id, {"op": "score", "item": item, "answer": answer})

    def read_text(self, job_id: str, text: str) -> Json:
        """A reading that is not stored: `{annotations, doc}`, the parse as base64."""
        return self._call(job_id, {"op": "read", "text": text}, self._config.reading_seconds)

    def explain(self, job_id: str, request: Json, reading: Json, article: Json, *, seed: int) -> Json:
        """Candidates of one generator for a text that is not stored, and what became of those let go:
        `{candidates, problems, dropped, options, let_go}`.

        Args:
            request: `{name, count, options}`.
            reading: As `read_text` gives it.
            article: In the shape of `ArticleToRead`; its id is the key that the child keeps it under until
                `forget`.
        """
        message = {
            "op": "explain",
            "key": article["id"],
            "generator": request["name"],
            "count": request["count"],
            "options": request["options"],
            "article_index": 0,
            "seed": seed,
        }
        for _ in range(_TRIES):
            reply = self._call(job_id, message)
            if "need" not in reply:
                return reply
            opening = {"op": "open", "key": article["id"], "article": article, **reading}
            self._call(job_id, opening)
        raise ChildFault("crashed", "the process does not keep the text", from_outside=True)

    def fates(self, job_id: str, proposals: Sequence[Json], requests: Sequence[Json], length: int) -> Json:
        """What became of the candidates of one text that came through: `{candidates}`."""
        message = {
            "op": "choose",
            "proposals": list(proposals),
            "requests": list(requests),
            "lengths": [length],
            "checks": True,
        }
        return self._call(job_id, message)

    def forget(self, job_id: str, key: str) -> None:
        """Let the child drop a text; harmless where it has died since."""
        with suppress(ChildFault, JobEnded):
            self._call(job_id, {"op": "close", "key": key})

    def article(self, article_id: str, revision: int | None) -> ArticleToRead | None:
        """The article's revision, or its newest; None where it is gone."""
        with self._sessions() as session:
            return load_article(session, article_id, revision)

    def _ask_about(self, job_id: str, message: Json, place: Json) -> Json:
        """Ask about an article; the child is given it, and those beside it, where it has them not."""
        places = {f"{one['id']}/{one['revision']}": one for one in (place, *place.get("context", []))}
        key, *beside = places
        message = {**message, "key": key, "context": beside}
        for _ in range(_TRIES * len(places)):
            reply = self._call(job_id, message)
            if "need" not in reply:
                return reply
            self._open(job_id, reply["need"], places[reply["need"]])
        raise ChildFault("crashed", "the process does not keep the article", from_outside=True)

    def _open(self, job_id: str, key: str, place: Json) -> None:
        article = self.article(place["id"], place["revision"])
        if article is None:
            raise JobEnded
        reading = self.read(job_id, article)
        message = {
            "op": "open",
            "key": key,
            "article": asdict(article),
            "annotations": reading.annotations,
            "doc": base64.b64encode(reading.doc).decode(),
        }
        self._call(job_id, message)

    def _call(self, job_id: str, message: Json, seconds: float | None = None) -> Json:
        attempt = 1
        while True:
            try:
                return self._child.call(
                    message,
                    seconds=self._config.generator_seconds if seconds is None else seconds,
                    is_active=lambda: self._is_active(job_id),
                )
            except ChildFault as fault:
                if not fault.from_outside or attempt == _TRIES:
                    raise
                log.warning("child_killed_from_outside", job_id=job_id, attempt=attempt)
                attempt += 1

    def _is_active(self, job_id: str) -> bool:
        # The database's absence is no reason to stop the child.
        with suppress(Exception), self._sessions() as session:
            return jobs.is_active(session, job_id)
        return True
