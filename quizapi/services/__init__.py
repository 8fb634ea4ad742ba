"""Use cases: functions that take a session, raise the domain's errors and know no HTTP."""
