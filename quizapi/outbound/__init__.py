"""The only way out: requests to other hosts, each to an address that was checked and then connected to.

Known by `services`, `api`, `jobs` and `lti`; knows the domain's errors alone.
"""

from quizapi.outbound.addresses import ANY_PORT, AddressRefused, Guard, Target
from quizapi.outbound.client import Answer, Client, Limits, RequestFailed

__all__ = [
    "ANY_PORT",
    "AddressRefused",
    "Answer",
    "Client",
    "Guard",
    "Limits",
    "RequestFailed",
    "Target",
]
