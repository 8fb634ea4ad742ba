"""What saving an answer is compared with: a Flask endpoint that inserts one row and does nothing else."""

import os
import threading
from typing import Any

import flask
import psycopg
import pysqlite3

URL = os.environ["BARE_URL"]
_CREATE = "CREATE TABLE IF NOT EXISTS bare_answers (id {} PRIMARY KEY, item TEXT, answer TEXT)"
local = threading.local()
app = flask.Flask("bare")


def connection() -> Any:
    """The thread's own."""
    if not hasattr(local, "connection"):
        if URL.startswith("postgresql"):
            local.connection = psycopg.connect(URL, autocommit=True)
        else:
            local.connection = pysqlite3.connect(URL, isolation_level=None, timeout=30)
            local.connection.execute("PRAGMA synchronous=NORMAL")
    return local.connection


def prepare() -> None:
    if URL.startswith("postgresql"):
        connection().execute(_CREATE.format("BIGINT GENERATED ALWAYS AS IDENTITY"))
    else:
        connection().execute("PRAGMA journal_mode=WAL")
        connection().execute(_CREATE.format("INTEGER"))


@app.put("/answers/<item>")
def put(item: str) -> dict[str, bool]:
    body = flask.request.get_json()
    sign = "%s" if URL.startswith("postgresql") else "?"
    insert = f"INSERT INTO bare_answers (item, answer) VALUES ({sign}, {sign})"  # noqa: S608
    connection().execute(insert, (item, str(body["answer"])))
    return {"saved": True}


if __name__ == "__main__":
    prepare()
