"""Does a plugin keep what generators promise? Found out in processes of its own, told in words."""

from quizapi.cli.conformance.checking import check_plugin
from quizapi.cli.conformance.report import Finding, Report
from quizapi.cli.conformance.running import Limits
from quizapi.cli.conformance.target import Target, TargetNotFound, find_target

__all__ = ["Finding", "Limits", "Report", "Target", "TargetNotFound", "check_plugin", "find_target"]
