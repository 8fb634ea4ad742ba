"""The class as an instructor sees it: names come from the platform for this page alone and are not stored."""

from typing import Any

import requests
import structlog
from pylti1p3.exception import LtiException

from quizapi.api.context import context, session
from quizapi.api.waiting import waiting_place
from quizapi.lti.claims import is_learner
from quizapi.lti.pages import page_of
from quizapi.outbound import AddressRefused, RequestFailed
from quizapi.services import lti_learners
from quizapi.services.lti_tool import members_of, tool_keys
from quizapi.store.models import AssignmentRow, LtiPlatformRow

log = structlog.get_logger(__name__)
Json = dict[str, Any]


def class_list(platform: LtiPlatformRow, place: lti_learners.Place) -> str:
    """A page: who of the course has begun, who has handed in, with which score.

    Learners whom the platform names are stored by its ids under made-up names, so that results count those
    who never came.
    """
    names = _names(platform, place)
    now = context().now()
    link = lti_learners.link_place(session(), platform.id, place, now=now)
    for subject in names or ():
        lti_learners.learner_at(session(), link, subject, now=now)
    rows = [
        {
            "name": (names or {}).get(one.learner.subject) or one.learner.nickname,
            "pseudonym": one.learner.nickname,
            "state": one.state,
            "points": one.points,
            "most": one.most,
        }
        for one in lti_learners.standings(session(), link, now=now)
    ]
    return page_of(
        "lti/class.html",
        assignment=session().get_one(AssignmentRow, link.assignment_id),
        rows=sorted(rows, key=lambda row: str(row["name"]).casefold()),
        has_names=names is not None,
        takes_scores=bool(link.grades),
    )


def _names(platform: LtiPlatformRow, place: lti_learners.Place) -> dict[str, str] | None:
    """Names of the course's learners by the platform's ids; None where they cannot be had just now."""
    if not place.memberships_url:
        return None
    systems = context().systems
    with waiting_place() as free:
        if not free:
            return None
        try:
            members = members_of(
                systems, platform, tool_keys(systems), place.memberships_url, place.resource_link_id
            )
        except (
            RequestFailed,
            AddressRefused,
            LtiException,
            requests.RequestException,
            KeyError,
            ValueError,
        ) as error:
            log.warning("lti_members_failed", platform_id=platform.id, error=type(error).__name__)
            return None
    return {
        str(member["user_id"])[:255]: str(member.get("name") or "")[:200]
        for member in members
        if is_learner(member.get("roles") or ["membership#Learner"])
        and member.get("status", "Active") == "Active"
    }
