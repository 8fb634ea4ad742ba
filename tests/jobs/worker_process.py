"""A worker as the tests run it: `python worker_process.py CONFIG`, the configuration as JSON."""

import json
import sys

from quizapi.jobs.config import WorkerConfig
from quizapi.jobs.logs import log_as_json
from quizapi.jobs.worker import leave, run_worker
from quizapi.services.retention import Retention
from quizapi.services.systems import Systems

values = json.loads(sys.argv[1])
config = WorkerConfig(
    **{
        **values,
        "plugins": tuple(values["plugins"]),
        "retention": Retention(**values["retention"]),
        "systems": Systems(**values["systems"]),
    }
)
log_as_json(config.log_level)
leave(run_worker(config))
