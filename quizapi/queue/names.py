"""Names that clients and workers must agree on, whatever their versions."""

#: The application that all rows of the engine's tables belong to.
APPLICATION = "quizapi"
#: Fixed on purpose. The engine hands a job only to workers of the same version, and its own idea of a version
#: is a hash of the code: after an upgrade the jobs of yesterday would wait for ever. It changes only with a
#: workflow whose steps are no longer those of the jobs that wait.
ENGINE_VERSION = "1"
QUEUE = "jobs"
#: Small jobs that are one reading. A worker has some of them at work at once: while the result of one is made
#: durable, its child reads the next.
READINGS = "readings"
#: Messages to other systems have a queue of their own, so that a host that does not answer delays no quiz.
MESSAGES = "messages"
#: PostgreSQL's schema of the engine's tables. On SQLite they stand beside our own.
SCHEMA = "dbos"
