"""The project name that pluggy ties hook specifications and implementations to."""

import pluggy

PROJECT = "quizapi"
#: Grows only when a plugin written for the version before would break.
API_VERSION = 1
#: A plugin may have an attribute of this name with the `API_VERSION` that it was written for.
VERSION_ATTRIBUTE = "quizapi_api_version"

#: Tag of an item whose key says something about words that its stem quotes ("an opinion of ..."), and so is
#: in no words of the article: the checks then ask the evidence for the quoted words.
ABOUT_QUOTED = "key:about-quoted"

hookspec = pluggy.HookspecMarker(PROJECT)
#: Marks a plugin's function as the implementation of a hook.
hookimpl = pluggy.HookimplMarker(PROJECT)
