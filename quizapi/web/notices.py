"""What a page says after a form was done; the address carries the short name alone."""

NOTICES = {
    "welcome": "Your account is ready. Add your first article.",
    "signed-out": "You are signed out.",
    "account-saved": "Your name is saved.",
    "token-revoked": "The token is revoked and works no more.",
    "article-added": "The article is stored. It is being read now.",
    "article-saved": "The article is saved.",
    "article-deleted": "The article is deleted.",
    "quiz-deleted": "The quiz is deleted.",
    "quiz-saved": "The quiz is saved.",
    "item-saved": "The item is saved.",
    "item-added": "Your item is added at the end.",
    "items-accepted": "All items that were to be reviewed are accepted.",
    "published": "Published. Students can join with the code below.",
    "assignment-saved": "The rules are saved.",
    "assignment-closed": "The quiz is closed. Nobody can answer any more.",
    "assignment-reopened": "The quiz is open again.",
    "handed-in": "Handed in. Thank you.",
    "saved": "Your answers are saved.",
    "forgotten": "This device has forgotten your attempt.",
}
