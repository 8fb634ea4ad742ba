"""Quizzes: asked for, looked at, renamed and deleted. `quizzes_saving` has the worker's half."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from quizapi.plugin_api.options import resolve_options
from quizapi.plugin_api.registry import Registry
from quizapi.queue import JobQueue
from quizapi.services.errors import Conflict, Invalid, NotFound, located
from quizapi.services.jobs import ACTIVE, request_job
from quizapi.services.versions import touch
from quizapi.store.models import (
    ArticleRow,
    AssignmentRow,
    AttemptRow,
    ItemRow,
    JobRow,
    QuizArticleRow,
    QuizContextArticleRow,
    QuizRow,
)
from quizapi.store.types import new_id

DEFAULT_COUNT = 5
#: Statuses of items that the teacher sees in the quiz.
SHOWN = ("proposed", "accepted", "rejected")
_LONGEST_TITLE = 300
Json = dict[str, Any]


class QuizNotFound(NotFound):
    """There is no such quiz."""


class QuizInUse(Conflict):
    """Students have taken this quiz."""


class QuizBeingBuilt(Conflict):
    """The quiz is still being made."""


class UnknownArticle(Invalid):
    """There is no such article."""


class ArticleTwice(Invalid):
    """An article stands beside the quiz and in it."""


class UnknownGenerator(Invalid):
    """There is no such generator."""


class GeneratorTwice(Invalid):
    """A generator is named twice."""


@dataclass(frozen=True, slots=True)
class QuizFacts:
    """What is told of a quiz beside its row.

    `by_status` and `by_generator` count the items shown; `spares` counts what waits, by generator.
    """

    articles: list[Json] = field(default_factory=list)
    context_articles: list[Json] = field(default_factory=list)
    by_status: dict[str, int] = field(default_factory=lambda: dict.fromkeys(SHOWN, 0))
    by_generator: dict[str, dict[str, int]] = field(default_factory=dict)
    spares: dict[str, int] = field(default_factory=dict)
    job: JobRow | None = None


def request_quiz(
    session: Session,
    queue: JobQueue,
    registry: Registry,
    *,
    owner_id: str,
    title: str | None,
    article_ids: Sequence[str],
    context_article_ids: Sequence[str] = (),
    generators: Sequence[Mapping[str, Any]],
    seed: int,
    now: datetime,
) -> tuple[QuizRow, JobRow]:
    """Write the quiz and ask for the job that makes it, in one transaction.

    Args:
        title: Empty means the first article's title.
        context_article_ids: Articles that wrong options may come from; nothing is asked about them.
        generators: `{name, count?, options?}` each.

    Raises:
        UnknownArticle, ArticleTwice, UnknownGenerator, GeneratorTwice, InvalidOptions: With the pointer of
            the value.
    """
    asked = asked_generators(registry, generators)
    articles = _own_articles(session, owner_id, article_ids, pointer="/article_ids")
    beside = _own_articles(session, owner_id, context_article_ids, pointer="/context_article_ids")
    for index, article_id in enumerate(context_article_ids):
        if article_id in article_ids:
            raise ArticleTwice("The quiz asks about it.", pointer=f"/context_article_ids/{index}")
    quiz_id = new_id()
    job = request_job(
        session,
        queue,
        owner_id=owner_id,
        kind="build_quiz",
        subject_id=quiz_id,
        params={"context_article_ids": list(context_article_ids)} if context_article_ids else {},
        now=now,
    )
    # The quiz is there already: who follows the job may show it.
    job.result = {"quiz_id": quiz_id}
    quiz = QuizRow(
        id=quiz_id,
        owner_id=owner_id,
        title=(title or articles[0].title)[:_LONGEST_TITLE],
        status="draft",
        seed=seed,
        generators=asked,
        provenance={},
        job_id=job.id,
        created_at=now,
        updated_at=now,
        articles=[
            QuizArticleRow(article_id=article.id, revision=article.revision, position=position)
            for position, article in enumerate(articles)
        ],
        context_articles=[
            QuizContextArticleRow(article_id=article.id, revision=article.revision, position=position)
            for position, article in enumerate(beside)
        ],
    )
    session.add(quiz)
    session.flush()
    return quiz, job


def asked_generators(registry: Registry, generators: Sequence[Mapping[str, Any]]) -> list[Json]:
    """`{name, count, options}` of each, options whole.

    Raises:
        UnknownGenerator, GeneratorTwice, InvalidOptions: With the pointer of the value.
    """
    asked: dict[str, Json] = {}
    for index, request in enumerate(generators):
        name = request["name"]
        with located(f"/generators/{index}"):
            generator = registry.generator(name)
            if generator is None:
                known = ", ".join(sorted(registry.generators)) or "none"
                raise UnknownGenerator(
                    f"There is no generator {name!r}; installed are: {known}.", pointer="/name"
                )
            if name in asked:
                raise GeneratorTwice(f"Name {name!r} once, with the count you want.", pointer="/name")
            with located("/options"):
                options = resolve_options(generator, request.get("options") or {})
        asked[name] = {"name": name, "count": request.get("count", DEFAULT_COUNT), "options": options}
    return list(asked.values())


def _own_articles(
    session: Session, owner_id: str, article_ids: Sequence[str], *, pointer: str
) -> list[ArticleRow]:
    query = select(ArticleRow).where(ArticleRow.id.in_(article_ids), ArticleRow.owner_id == owner_id)
    found = {article.id: article for article in session.scalars(query.with_for_update(read=True))}
    for index, article_id in enumerate(article_ids):
        if article_id not in found:
            raise UnknownArticle(
                f"There is no article {article_id!r} of yours.", pointer=f"{pointer}/{index}"
            )
    return [found[article_id] for article_id in article_ids]


def find_quiz(session: Session, owner_id: str, quiz_id: str, *, lock: bool = False) -> QuizRow:
    """The owner's quiz.

    Args:
        lock: Keep others from changing it or its items until the transaction ends.

    Raises:
        QuizNotFound: There is none of that id, or it is another's.
    """
    query = select(QuizRow).where(QuizRow.id == quiz_id, QuizRow.owner_id == owner_id)
    quiz = session.scalar(query.with_for_update() if lock else query)
    if quiz is None:
        raise QuizNotFound(f"There is no quiz {quiz_id!r} of yours.")
    return quiz


def quizzes_query(
    owner_id: str, *, status: str | None = None, article_id: str | None = None
) -> Select[QuizRow]:
    """The owner's quizzes, or those of that status, or about that article."""
    query = select(QuizRow).where(QuizRow.owner_id == owner_id)
    if status is not None:
        query = query.where(QuizRow.status == status)
    if article_id is not None:
        asking = select(QuizArticleRow.quiz_id).where(QuizArticleRow.article_id == article_id)
        query = query.where(QuizRow.id.in_(asking))
    return query


def quiz_facts(session: Session, quizzes: Sequence[QuizRow]) -> dict[str, QuizFacts]:
    """Facts of each quiz, by its id, in four queries however many there are."""
    ids = [quiz.id for quiz in quizzes]
    job_ids = [quiz.job_id for quiz in quizzes if quiz.job_id is not None]
    jobs = {job.id: job for job in session.scalars(select(JobRow).where(JobRow.id.in_(job_ids)))}
    facts = {quiz.id: QuizFacts(job=jobs.get(quiz.job_id or "")) for quiz in quizzes}
    for quiz in quizzes:
        names = [request["name"] for request in quiz.generators]
        facts[quiz.id].by_generator.update({name: dict.fromkeys(SHOWN, 0) for name in names})
        facts[quiz.id].spares.update(dict.fromkeys(names, 0))
    for link, title in _titled(session, QuizArticleRow, ids):
        facts[link.quiz_id].articles.append(_reference(link, title))
    for link, title in _titled(session, QuizContextArticleRow, ids):
        facts[link.quiz_id].context_articles.append(_reference(link, title))
    counts = session.execute(
        select(ItemRow.quiz_id, ItemRow.generator, ItemRow.status, func.count(ItemRow.id))
        .where(ItemRow.quiz_id.in_(ids))
        .group_by(ItemRow.quiz_id, ItemRow.generator, ItemRow.status)
    )
    for quiz_id, generator, status, count in counts:
        own = facts[quiz_id]
        if status == "spare":
            own.spares[generator] = count
        elif status in SHOWN:
            own.by_status[status] += count
            own.by_generator.setdefault(generator, dict.fromkeys(SHOWN, 0))[status] += count
    return facts


def _titled(
    session: Session, link: type[QuizArticleRow] | type[QuizContextArticleRow], quiz_ids: Sequence[str]
) -> Iterable[tuple[Any, str]]:
    """Links to articles with the articles' titles, in the order of each quiz."""
    rows = session.execute(
        select(link, ArticleRow.title)
        .join(ArticleRow, ArticleRow.id == link.article_id)
        .where(link.quiz_id.in_(quiz_ids))
        .order_by(link.quiz_id, link.position)
    )
    return ((row, title) for row, title in rows)


def _reference(link: QuizArticleRow | QuizContextArticleRow, title: str) -> Json:
    return {"id": link.article_id, "revision": link.revision, "title": title}


def change_quiz(session: Session, quiz: QuizRow, *, title: str, status: str, now: datetime) -> None:
    """Rename the quiz or set its status.

    Raises:
        QuizBeingBuilt: It cannot be `ready` before its job has ended.
    """
    if (title, status) == (quiz.title, quiz.status):
        return
    if status == "ready" and quiz.status == "draft" and is_being_built(session, quiz):
        raise QuizBeingBuilt("Wait for the job to end, or cancel it.")
    quiz.title = title
    quiz.status = status
    touch(quiz, now)
    session.flush()


def delete_quiz(session: Session, quiz: QuizRow) -> None:
    """Delete a quiz with its items and those of its assignments that nobody has joined.

    Raises:
        QuizInUse: Students have taken it.
    """
    attempts = session.scalar(
        select(func.count(AttemptRow.id))
        .join(AssignmentRow, AssignmentRow.id == AttemptRow.assignment_id)
        .where(AssignmentRow.quiz_id == quiz.id)
    )
    if attempts:
        raise QuizInUse(
            f"There are {attempts} attempts at it, which would be lost. Set its status to archived instead."
        )
    session.delete(quiz)
    session.flush()


def is_being_built(session: Session, quiz: QuizRow) -> bool:
    """Whether the job that makes it has not ended."""
    return session.scalar(select(JobRow.state).where(JobRow.id == (quiz.job_id or ""))) in ACTIVE


def quiz_provenance(session: Session, quiz: QuizRow) -> Json:
    """How the quiz was asked for, and what its job wrote about how it was made."""
    facts = quiz_facts(session, [quiz])[quiz.id]
    return {
        "quiz_id": quiz.id,
        "seed": quiz.seed,
        "generators": quiz.generators,
        "articles": [{"id": a["id"], "revision": a["revision"]} for a in facts.articles],
        "context_articles": [{"id": a["id"], "revision": a["revision"]} for a in facts.context_articles],
        "made": quiz.provenance or None,
    }
