"""What a page says after a form was done; the address carries the short name alone."""

from quizapi.web.languages.marking import N_

NOTICES = {
    "welcome": N_("Your account is ready. Add your first article."),
    "signed-out": N_("You are signed out."),
    "account-saved": N_("Your name is saved."),
    "password-changed": N_("The password is changed. Every other browser and program is signed out."),
    "token-revoked": N_("The token is revoked and works no more."),
    "article-added": N_("The article is stored. It is being read now."),
    "article-saved": N_("The article is saved."),
    "article-deleted": N_("The article is deleted."),
    "quiz-deleted": N_("The quiz is deleted."),
    "quiz-saved": N_("The quiz is saved."),
    "item-saved": N_("The item is saved."),
    "item-added": N_("Your item is added at the end."),
    "items-accepted": N_("All items that were to be reviewed are accepted."),
    "published": N_("Published. Students can join with the code below."),
    "assignment-saved": N_("The rules are saved."),
    "assignment-closed": N_("The quiz is closed. Nobody can answer any more."),
    "assignment-reopened": N_("The quiz is open again."),
    "articles-added": N_("The articles are stored. They are being read now."),
    "quiz-imported": N_("The quiz is read in. Look at its questions before you publish it."),
    "order-saved": N_("The order is saved."),
    "roster-saved": N_("The list is saved."),
    "exception-saved": N_("What this student is allowed is saved."),
    "student-erased": N_("All that was stored about this student is deleted."),
    "erased": N_("All that was stored about you in this quiz is deleted."),
    "handed-in": N_("Handed in. Thank you."),
    "saved": N_("Your answers are saved."),
    "trial-forgotten": N_("The text and all that came of it are deleted."),
    "forgotten": N_("This device has forgotten your attempt."),
}
