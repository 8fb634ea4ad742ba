"""The project name that pluggy ties hook specifications and implementations to."""

import pluggy

PROJECT = "quizapi"
#: Grows only when a plugin written for the version before would break.
API_VERSION = 1
#: A plugin may have an attribute of this name with the `API_VERSION` that it was written for.
VERSION_ATTRIBUTE = "quizapi_api_version"

hookspec = pluggy.HookspecMarker(PROJECT)
#: Marks a plugin's function as the implementation of a hook.
hookimpl = pluggy.HookimplMarker(PROJECT)
