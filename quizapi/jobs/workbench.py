"""What the child can do: read a file or a text, ask one generator about one article, check an item, choose a
quiz, write a file of one.

Runs in the child alone. Everything comes and goes as JSON, the parse as base64.
"""

import base64
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from quizapi.domain import Article, Flaw, QuizApiError, Response, Score
from quizapi.exchange.article_files import read_article_file
from quizapi.exchange.formats import About, Entry
from quizapi.exchange.item_json import answer_from_json, item_from_json, item_to_json
from quizapi.exchange.plugged.articles import article_to_json, importer_of_file
from quizapi.exchange.plugged.exporters import find_exporter, written_by
from quizapi.generation.checks import item_checks, quiz_checks
from quizapi.generation.engine import propose
from quizapi.generation.explaining import Explanation
from quizapi.generation.requests import GeneratorRequest, Problem, Proposal, Selection
from quizapi.generation.selection import select
from quizapi.generation.tools import Tools
from quizapi.plugin_api import AnnotatedArticle
from quizapi.plugin_api.options import InvalidOptions, resolve_options
from quizapi.plugin_api.registry import registry_of
from quizapi.reading.pipeline import doc_from_bytes, doc_to_bytes, fingerprint, load_pipeline, read
from quizapi.reading.serializing import annotations_from_json, annotations_to_json

Json = dict[str, Any]
#: Articles kept open, so that the generators of a quiz need not be sent each parse again; more than one and
#: all those beside it.
_OPEN_ARTICLES = 16


class Workbench:
    """The pipeline and the plugins, loaded once, and the articles that were used last."""

    def __init__(self, model: str, plugins: Sequence[str] | None) -> None:
        self._registry = registry_of(plugins)
        self._nlp = load_pipeline(model, lexicons=self._registry.lexicons)
        self._nlp("The first text that a pipeline reads is slower than all others.")
        self._tools = Tools(self._nlp)
        self._fingerprint = fingerprint(self._nlp)
        self._articles: OrderedDict[str, AnnotatedArticle] = OrderedDict()

    def info(self) -> Json:
        """What a worker must know to store readings and to tell how a quiz was made."""
        meta = self._nlp.meta
        return {
            "fingerprint": self._fingerprint,
            "pipeline": {"name": f"{meta['lang']}_{meta['name']}", "version": meta["version"]},
            "generators": {
                name: {
                    "version": generator.version,
                    "package": self._registry.plugin_of[name].package,
                    "package_version": self._registry.plugin_of[name].version,
                }
                for name, generator in self._registry.generators.items()
            },
            "failures": [
                {"plugin": failure.plugin, "detail": failure.detail} for failure in self._registry.failures
            ],
        }

    def handle(self, request: Json) -> Json:
        """Answer one request.

        Raises:
            ValueError: There is no such operation.
        """
        match request["op"]:
            case "read":
                return self._read(request["text"])
            case "file":
                return self._read_file(request["name"], base64.b64decode(request["data"]))
            case "export":
                return self._export(request)
            case "score":
                return self._score(request["item"], request["answer"])
            case "explain":
                return self._explain(request)
            case "choose":
                return self._choose(request)
            case "close":
                self._articles.pop(request["key"], None)
                return {}
            case "check":
                return self._check(request)
            case "open":
                return self._open(request)
            case "propose":
                return self._propose(request)
            case "select":
                return self._select(request)
            case other:
                raise ValueError(f"no operation {other!r}")

    def _read(self, text: str) -> Json:
        reading = read(self._nlp, text)
        return {
            "annotations": annotations_to_json(reading.annotations),
            "doc": base64.b64encode(doc_to_bytes(reading.doc)).decode(),
        }

    def _open(self, request: Json) -> Json:
        # Always from the stored parse, never the one just made: both must give the same items.
        doc = doc_from_bytes(base64.b64decode(request["doc"]), self._nlp)
        article = AnnotatedArticle(
            _article(request["article"]), annotations_from_json(request["annotations"]), doc
        )
        self._articles[request["key"]] = article
        while len(self._articles) > _OPEN_ARTICLES:
            self._articles.popitem(last=False)
        return {}

    def _explain(self, request: Json) -> Json:
        """As `_propose`, and the candidates that were let go: `let_go`."""
        explanation = Explanation()
        found = self._propose(request, explanation)
        return {**found, "let_go": [fate.as_json() for fate in explanation.let_go]}

    def _choose(self, request: Json) -> Json:
        """What became of the candidates that came through: `{candidates}`."""
        proposals = [_proposal(data) for data in request["proposals"]]
        selection = self._selected(proposals, request)
        return {"candidates": [fate.as_json() for fate in Explanation().fates(proposals, selection)]}

    def _export(self, request: Json) -> Json:
        """`{data, title, media_type, extension, left_out, changed}`, or `{problem: {type, detail}}`."""
        entries = [Entry(item_id, item_from_json(content)) for item_id, content in request["items"]]
        written_at = datetime.fromisoformat(request["written_at"])
        about = About(request["title"], request["quiz_id"], request["with_key"], written_at)
        try:
            exporter = find_exporter(self._registry, request["format"])
            written = written_by(self._registry, exporter, entries, about)
        except QuizApiError as error:
            return {"problem": {"type": error.type_name(), "detail": error.detail}}
        return {
            "data": base64.b64encode(written.data).decode(),
            "title": exporter.title,
            "media_type": exporter.media_type,
            "extension": exporter.extension,
            "left_out": [[note.item_id, note.reason] for note in written.left_out],
            "changed": [[note.item_id, note.reason] for note in written.changed],
        }

    def _score(self, data: Json, answer: Any) -> Json:
        """`{score}`, or `{problem: {type, detail}}`."""
        item = item_from_json(data)
        scorer = self._registry.scorers.get(item.interaction)
        if scorer is None:
            detail = f"no plugin on this worker scores {item.interaction!r}"
            return {"problem": {"type": "not-installed", "detail": detail}}
        given = scorer.normalise(item, answer_from_json(item.interaction, answer))
        score = scorer.score(item, Response(given))
        if not isinstance(score, Score) or score.value is None:
            raise TypeError(f"the scorer of {item.interaction} gave {score!r}, not a Score")
        return {"score": float(score.value)}

    def _propose(self, request: Json, explanation: Explanation | None = None) -> Json:
        article = self._opened(request)
        if isinstance(article, str):
            return {"need": article}
        name = request["generator"]
        generator = self._registry.generator(name)
        if generator is None:
            return _nothing(name, "not-installed", f"there is no generator {name!r} on this worker")
        try:
            options = resolve_options(generator, request["options"])
        except InvalidOptions as error:
            return _nothing(name, "invalid-options", error.detail)
        proposal = propose(
            generator,
            article,
            article_index=request["article_index"],
            request=GeneratorRequest(name, request["count"], options),
            seed=request["seed"],
            tools=self._tools,
            checks=item_checks(self._registry.all_checks),
            **({"watch": explanation.watch} if explanation else {}),
        )
        return {
            "candidates": [item_to_json(item) for item in proposal.candidates],
            "problems": [_problem_to_json(problem) for problem in proposal.problems],
            "dropped": dict(proposal.dropped),
            "options": options,
        }

    def _read_file(self, name: str, data: bytes) -> Json:
        importer = importer_of_file(self._registry, name)
        if importer is not None:
            return article_to_json(importer, data, name)
        try:
            found = read_article_file(name, data)
        except QuizApiError as error:
            return {"refused": error.detail}
        return {
            "text": found.text,
            "title": found.title,
            "author": found.author,
            "published_on": None if found.published_on is None else found.published_on.isoformat(),
        }

    def _opened(self, request: Json) -> AnnotatedArticle | str:
        """The article asked about with those beside it; the key of the first that is not open."""
        found = []
        for key in (request["key"], *request.get("context", [])):
            if key not in self._articles:
                return str(key)
            self._articles.move_to_end(key)
            found.append(self._articles[key])
        article, *beside = found
        return replace(article, context=tuple(beside)) if beside else article

    def _check(self, request: Json) -> Json:
        article = self._opened(request)
        if isinstance(article, str):
            return {"need": article}
        item = item_from_json(request["item"])
        flaws: list[Flaw] = []
        for check in item_checks(self._registry.all_checks):
            try:
                flaws.extend(check.check(item, article, self._tools))
            except Exception as error:
                flaws.append(Flaw("check-failed", f"{check.name}: {type(error).__name__}"))
        return {"flaws": [{"code": f.code, "detail": f.detail, "fatal": f.fatal} for f in flaws]}

    def _select(self, request: Json) -> Json:
        selection = self._selected([_proposal(data) for data in request["proposals"]], request)
        return {
            "items": [item_to_json(item) for item in selection.items],
            "spares": [item_to_json(item) for item in selection.spares],
            "problems": [_problem_to_json(problem) for problem in selection.problems],
        }

    def _selected(self, proposals: Sequence[Proposal], request: Json) -> Selection:
        return select(
            proposals,
            [GeneratorRequest(data["name"], data["count"]) for data in request["requests"]],
            lengths=request["lengths"],
            quiz_checks=quiz_checks(self._registry.checks.values()) if request["checks"] else (),
        )


def _article(data: Json) -> Article:
    published_on = data["published_on"]
    return Article(
        text=data["text"],
        title=data["title"],
        author=data["author"],
        published_on=None if published_on is None else date.fromisoformat(published_on),
        language=data["language"],
        id=data["id"],
        revision=data["revision"],
    )


def _proposal(data: Json) -> Proposal:
    return Proposal(
        generator=data["generator"],
        article_index=data["article_index"],
        candidates=tuple(item_from_json(item) for item in data["candidates"]),
        problems=tuple(Problem(p["generator"], p["type"], p["detail"]) for p in data["problems"]),
        dropped=data["dropped"],
    )


def _problem_to_json(problem: Problem) -> Json:
    return {"generator": problem.generator, "type": problem.type, "detail": problem.detail}


def _nothing(generator: str, type: str, detail: str) -> Json:
    problem = {"generator": generator, "type": type, "detail": detail}
    return {"candidates": [], "problems": [problem], "dropped": {}, "options": {}}
