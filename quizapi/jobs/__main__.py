"""A worker as a process of its own: `python -m quizapi.jobs`, its configuration on standard input.

The supervisor that starts it keeps the pipe open; when that ends, the worker ends.
"""

import threading

import structlog

from quizapi.jobs.config import EXIT_FAILED, WorkerConfig
from quizapi.jobs.frames import read_frame
from quizapi.jobs.logs import log_as_json
from quizapi.jobs.worker import leave, run_worker, stop_at_end_of


def main() -> None:
    setup = read_frame(0)
    if setup is None:
        return
    config = WorkerConfig.from_json(setup["config"])
    log_as_json(config.log_level)
    stop = threading.Event()
    stop_at_end_of(0, stop)
    status = EXIT_FAILED
    try:
        status = run_worker(config, stop=stop)
    except Exception:
        structlog.get_logger(__name__).exception("worker_broke")
    finally:
        leave(status)


if __name__ == "__main__":
    main()
