"""Where the parts are joined: settings in, a Flask application out."""

from collections.abc import Sequence

from flask import Flask
from sqlalchemy import Engine
from werkzeug.middleware.proxy_fix import ProxyFix

import quizapi
from quizapi import web
from quizapi.api import (
    accounts,
    annotations,
    article_import,
    articles,
    assignments,
    attempts,
    exchange,
    exports,
    extensions,
    generators,
    health,
    items,
    jobs,
    metrics,
    playground,
    quality,
    quizzes,
    repairs,
    responses,
    results,
    rosters,
    students,
    webhooks,
    well_known,
)
from quizapi.api.context import EXTENSION, ApiContext, close_session
from quizapi.api.headers import protect
from quizapi.api.observing import observe
from quizapi.api.short_way import ShortWay
from quizapi.api.spec import create_api
from quizapi.plugin_api.registry import Registry, load_registry
from quizapi.queue import JobQueue
from quizapi.settings import Settings
from quizapi.store.engine import create_database_engine, create_session_factory
from quizapi.systems import systems_of

API_BLUEPRINTS = (
    accounts.blueprint,
    articles.blueprint,
    article_import.blueprint,
    annotations.blueprint,
    generators.blueprint,
    extensions.blueprint,
    playground.blueprint,
    jobs.blueprint,
    quizzes.blueprint,
    items.blueprint,
    repairs.blueprint,
    exchange.blueprint,
    exports.blueprint,
    assignments.blueprint,
    attempts.blueprint,
    responses.blueprint,
    results.blueprint,
    quality.blueprint,
    rosters.blueprint,
    students.blueprint,
    webhooks.blueprint,
)


def create_app(
    settings: Settings,
    *,
    plugins: Sequence[tuple[str, object]] | None = None,
    engine: Engine | None = None,
) -> Flask:
    """Join the parts of one web process.

    Args:
        plugins: Pairs of name and plugin object instead of the installed ones.
        engine: A database engine to use instead of one made from the settings.
    """
    app = Flask("quizapi", static_folder=None)
    app.config["MAX_CONTENT_LENGTH"] = settings.max_body_bytes
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.json.sort_keys = False  # type: ignore[attr-defined]
    app.extensions[EXTENSION] = create_context(settings, plugins=plugins, engine=engine)
    app.extensions["quizapi_waiting"] = {"held": 0}
    app.teardown_appcontext(close_session)
    app.wsgi_app = ShortWay(app)  # type: ignore[method-assign]
    protect(app, is_https=settings.base_url.startswith("https://"))
    if settings.trusted_proxies:
        near = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=near, x_proto=near, x_host=0)  # type: ignore[method-assign]
    api = create_api(app, quizapi.__version__)
    for blueprint in API_BLUEPRINTS:
        api.register_blueprint(blueprint)
    app.register_blueprint(health.blueprint)
    app.register_blueprint(well_known.blueprint)
    app.register_blueprint(metrics.blueprint)
    web.register(app)
    if settings.lti:
        from quizapi import lti

        lti.register(app)
    observe(app)
    return app


def create_context(
    settings: Settings,
    *,
    plugins: Sequence[tuple[str, object]] | None = None,
    engine: Engine | None = None,
) -> ApiContext:
    """The parts that requests need."""
    engine = engine or create_database_engine(settings.database, pool_size=settings.web_threads)
    registry: Registry = load_registry(plugins=plugins, allow=settings.plugins)
    systems = systems_of(settings)
    return ApiContext(
        engine=engine,
        sessions=create_session_factory(engine, outgoing=systems.kinds),
        queue=JobQueue(engine),
        registry=registry,
        secret=settings.server_secret(),
        base_url=settings.base_url,
        secure_cookies=settings.secure_cookies,
        max_article_chars=settings.max_article_chars,
        model=settings.model,
        registration=settings.registration,
        allow_unreviewed=settings.allow_unreviewed,
        event_streams=max(1, settings.web_threads // 4),
        security_contact=settings.security_contact,
        systems=systems,
        metrics_token=settings.metrics_token.get_secret_value() if settings.metrics_token else None,
    )
