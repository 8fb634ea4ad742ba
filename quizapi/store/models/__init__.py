"""All tables. Import rows from here, so that the metadata is always whole."""

from quizapi.store.base import Base
from quizapi.store.models.accounts import IdempotencyRow, TokenRow, UserRow
from quizapi.store.models.articles import AnnotationRow, ArticleRevisionRow, ArticleRow
from quizapi.store.models.assignments import (
    AllowanceRow,
    AssignmentItemRow,
    AssignmentRow,
    AttemptRow,
    RepairedAttemptRow,
    RepairRow,
    ResponseHistoryRow,
    ResponseRow,
    RosterEntryRow,
)
from quizapi.store.models.jobs import ExportFileRow, ExportPartRow, ImportFileRow, JobRow
from quizapi.store.models.lti import (
    LtiGrantRow,
    LtiLearnerRow,
    LtiLinkRow,
    LtiLoginRow,
    LtiPlatformRow,
    LtiTeacherRow,
    LtiTicketRow,
)
from quizapi.store.models.outgoing import MessageRow, WebhookRow
from quizapi.store.models.quizzes import ItemRow, QuizArticleRow, QuizContextArticleRow, QuizRow
from quizapi.store.models.security import AuditRow, FailedTriesRow

__all__ = [
    "AllowanceRow",
    "AnnotationRow",
    "ArticleRevisionRow",
    "ArticleRow",
    "AssignmentItemRow",
    "AssignmentRow",
    "AttemptRow",
    "AuditRow",
    "Base",
    "ExportFileRow",
    "ExportPartRow",
    "FailedTriesRow",
    "IdempotencyRow",
    "ImportFileRow",
    "ItemRow",
    "JobRow",
    "LtiGrantRow",
    "LtiLearnerRow",
    "LtiLinkRow",
    "LtiLoginRow",
    "LtiPlatformRow",
    "LtiTeacherRow",
    "LtiTicketRow",
    "MessageRow",
    "QuizArticleRow",
    "QuizContextArticleRow",
    "QuizRow",
    "RepairRow",
    "RepairedAttemptRow",
    "ResponseHistoryRow",
    "ResponseRow",
    "RosterEntryRow",
    "TokenRow",
    "UserRow",
    "WebhookRow",
]
