"""Lines of a news page that are no part of the article: what they are, and why they were taken out."""

import re

#: The longest line, in words, that can be a button, a link or a credit.
_MAX_WORDS = 25
_MAX_CAPTION_WORDS = 60

_SITE = r"(?:facebook|twitter|x|whats ?app|linked ?in|reddit|instagram|telegram|e-?mail|print|copy link|link)"
_LINKED = r"(?:articles?|stor(?:y|ies)|content|topics?|links?|news|coverage)"
_PATTERNS = {
    "link to other articles": (
        r"(?:read|see|watch|listen|learn|discover|find out) (?:more|also|next)\b",
        r"(?:continue|keep) reading\b|read the (?:full|original|rest)\b|click (?:here|to)\b",
        rf"related(?: {_LINKED})?:|related {_LINKED}$|more (?:from|on|in) .{{1,60}}$",
        r"(?:you (?:may|might) (?:also )?like|recommended(?: for you)?|trending(?: now)?|top stories)$",
        r"(?:most (?:read|popular|viewed)|in other news|also read\b.{0,80}|up next\b.{0,80})$",
    ),
    "download link": (
        r"(?:download|get|install) (?:the|our|this)\b.{0,30}\b(?:app|pdf|podcast|report|newsletter)\b",
        r"download(?:s| (?:pdf|here|now|as .{1,20}))?$",
    ),
    "share buttons": (
        r"(?:share|tweet|post|pin|save)(?: (?:this|on|via|to|with)\b.{0,40})?$",
        rf"(?:(?:share|tweet|comments?|{_SITE})[\s,|/·•]*){{2,12}}$|{_SITE}$",
        r"(?:follow|like) (?:us|me)\b|join (?:us|the conversation)\b.{0,40}$",
        r"follow .{1,40} on (?:facebook|twitter|x|instagram|linkedin|threads)\b",
    ),
    "subscription notice": (
        r"(?:subscribe|sign ?up|sign ?in|log ?in)(?:$| (?:now|today|here|to|for)\b)",
        r"(?:register(?: now| here| today)?$|support our journalism|become a member|already a subscriber)",
    ),
    "advertisement": (
        r"[-–—*\[( ]*(?:advert(?:isement|ising)?|ad|sponsored(?: content| by .{1,40})?|promoted)[-–—*\]) ]*$",
        r"(?:story|article) continues (?:below|after)\b",
    ),
    "comments": (
        r"(?:\d+ )?comments?(?: \(\d+\))?$|leave a (?:comment|reply)$|(?:show|view|post a?) ?comments?$",
    ),
    "credits": (
        r"\((?:additional |further )?(?:reporting|editing|writing|compiled|translated) (?:and \w+ )?by\b",
        r"source: .{1,60}$",
    ),
    "copyright notice": (r"(?:©|\(c\)|copyright\b)|.{0,60}all rights reserved",),
    "reading time": (r"(?:reading time:? ?)?\d{1,2}[ -]min(?:ute)?s? read$|reading time\b.{0,20}$",),
    "photo credit": (
        r"[(\[]?(?:image|photo(?:graph)?|picture|illustration|graphic)s?(?: credit)?(?: by [^a-z]|:| ?/)",
        r"(?:file|stock|handout) (?:image|photo|picture)\b",
    ),
    "end mark": (r"(?:#{2,}|-? ?30 ?-?|ends|reuters?|-end-|the end)$",),
}
_LINES = tuple((why, re.compile("|".join(parts), re.IGNORECASE)) for why, parts in _PATTERNS.items())
_CREDIT_AT_END = re.compile(
    r"(?:\b(?:Image|Photo(?:graph)?|Picture|Credit|File photo|AP Photo|AFP Photo)s?(?: credit)?[:/]"
    r"|(?:^|[.!?)\]\"”] ?|[(\[])(?:Image|Photo(?:graph)?|Picture)s? (?:credit |courtesy )?(?:by|of)\b"
    r"|[(\[](?=(?:AP|AFP|Reuters|Getty)\b))[^.!?\n]{0,80}[.)\]]{0,2}$"
    r"|(?:/|\bvia )(?:Getty Images|Shutterstock|Alamy|iStock)[.)\]]{0,2}$"
)
_NO_WORD = re.compile(r"[\W_]*$")

_NAME = r"[A-Z][\w.'’-]*(?: (?:(?:de|da|di|del|der|den|van|von|al|bin|la|le|el|of)\b|[A-Z][\w.'’-]*)){0,5}"
_NAMES = rf"(?P<names>{_NAME}(?:(?:, {_NAME}){{0,3}},? (?:and|&) {_NAME})?)"
_BYLINE = re.compile(
    rf"(?:by|BY|By|Written by|Words by|Story by|Report by|Analysis by|Opinion by|From)\s*:? {_NAMES}"
    r"(?P<rest>[,|·•—–(\-/ ].{0,90})?$"
)
_WORK = r"(?:[Rr]eporting|[Ee]diting|[Ww]riting|[Cc]ompiled|[Tt]ranslated)"
_REPORTING = re.compile(rf"\(?(?:Reporting|Written|Writing) (?:and \w+ )?by {_NAMES}")
_CREDITS = re.compile(
    rf"(?:Additional |Further )?{_WORK} (?:and \w+ )?by {_NAMES}(?: in {_NAME})?"
    rf"(?:[;,.]? {_WORK} by [^.;\n]{{2,60}}){{0,4}}\.?$"
)

_WIRE_DATE = (
    r"(?:Jan|Feb|March|Mar|April|Apr|May|June|Jun|July|Jul|Aug|Sept?|Oct|Nov|Dec)[a-z]*\.? "
    r"\d{1,2}(?:, \d{4})?"
)
_CAPS = r"[A-Z][A-Z.'’-]+(?: [A-Z][A-Z.'’-]*){0,3}"
_CITY = r"[A-Z][\w.'’-]+(?: [A-Z][\w.'’-]+){0,3}"
_REGION = r"[A-Z][\w.’' ]{1,30}?"
_AGENCY = r" ?\([^()\n]{2,40}\)"
_DATELINE = re.compile(
    rf"(?:(?P<caps>{_CAPS})(?:, {_REGION})?(?:, {_WIRE_DATE})?(?:{_AGENCY})?"
    rf"|{_CITY}(?:, {_REGION})?(?:, {_WIRE_DATE})?{_AGENCY}"
    rf"|{_CITY}, (?:{_WIRE_DATE}|{_REGION})(?= (?:—|–|--)))"
    r"(?: ?(?:—|–|--) ?| - |: )(?=[\"'“‘«A-Z0-9])"
)


def why_furniture(text: str) -> str | None:
    """Why a paragraph is no part of the article; None for one that is."""
    if len(text) < 200 and _NO_WORD.match(text):
        return "separator"
    words = text.count(" ") + 1
    if words <= _MAX_WORDS:
        for why, pattern in _LINES:
            if pattern.match(text):
                return why
        if _CREDITS.match(text):
            return "credits"
    if words <= _MAX_CAPTION_WORDS and _CREDIT_AT_END.search(text[-140:]):
        return "photo credit"
    return None


def byline_author(text: str) -> str | None:
    """The author's name when the paragraph is a byline; None otherwise."""
    if text.count(" ") > 16:
        return None
    found = _BYLINE.match(text)
    if not found or (found["rest"] or "").rstrip().endswith((".", "!", "?")):
        return None
    return _name(found["names"])


def reporter(text: str) -> str | None:
    """The author's name when the paragraph gives credits ("Reporting by ..."); None otherwise."""
    found = _REPORTING.match(text)
    return _name(found["names"]) if found else None


def dateline(text: str) -> str:
    """The place, date and agency before a report's first sentence, with the dash; "" where there is none."""
    found = _DATELINE.match(text)
    # Three capitals before a dash are an abbreviation as often as a city.
    if not found or (found["caps"] and len(found["caps"]) < 4):
        return ""
    return found[0]


def _name(names: str) -> str:
    return names.title() if names.isupper() else names
