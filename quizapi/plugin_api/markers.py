"""The project name that pluggy ties hook specifications and implementations to."""

import pluggy

PROJECT = "quizapi"
#: Grows only when a plugin written for the version before would break.
API_VERSION = 1

hookspec = pluggy.HookspecMarker(PROJECT)
#: Marks a plugin's function as the implementation of a hook.
hookimpl = pluggy.HookimplMarker(PROJECT)
