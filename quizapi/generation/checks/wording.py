"""Faults in the words of stem and options."""

import re
from collections import Counter
from collections.abc import Iterator

from quizapi.domain import Flaw, Item
from quizapi.generation.checks.words import (
    FUNCTION_WORDS,
    content_words,
    first_of,
    quoted_apart,
    statement_of,
    words,
)
from quizapi.generation.checks.words import stem as stem_of
from quizapi.plugin_api import AnnotatedArticle, GeneratorTools

_ABSOLUTE_WORDS = """
all always never none only every entirely completely absolutely totally wholly invariably exclusively
everybody everyone nobody nothing
"""
_ABSOLUTE = frozenset(_ABSOLUTE_WORDS.split())
_VAGUE_WORDS = """
often sometimes usually frequently generally rarely occasionally somewhat probably commonly normally
typically regularly seldom mostly perhaps possibly maybe
"""
_VAGUE = frozenset(_VAGUE_WORDS.split())
_NEGATIVE = re.compile(
    r"\b(not|except|(?<!\bat )least|cannot|never|neither|none of)\b|n['’]t\b"
    r"|\b(?:is|are|was|were) (?:false|incorrect|untrue|wrong)\b",
    re.IGNORECASE,
)
_WEEKDAY = r"(?:mon|tues|wednes|thurs|fri|satur|sun)day"
_RELATIVE_DATE = re.compile(
    r"\b(yesterday|today|tomorrow|tonight|last night|this (?:morning|afternoon|evening)"
    r"|(?:last|next|this) (?:week|month|year|decade|century|spring|summer|autumn|fall|winter)"
    r"|(?:past|coming) (?:\w+ )?(?:days?|weeks?|months?|years?|decades?)"
    rf"|(?:on|from|by|until|since|before|after|last|next|this) {_WEEKDAY}"
    r"|(?:hours?|days?|weeks?|months?|years?|decades?) ago)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"\b(1[5-9]|20)\d\d\b")
_ASKS = re.compile(
    r"\?|^\W*(?:name|give|list|choose|pick|state|identify|say|tell|explain|find|select|order|fill)\b"
    r"|(?m:^)(?>.*?\bput ).* in (?:the )?order\b"
    r"|\b(true or false|complete|match|who|whom|whose|which|what|when|where|why|how)\b"
    r"|_{2,}|…{2,}|\[…\]|\.{4,}",
    re.IGNORECASE,
)
#: Shell nouns (Schmid 2000): they stand for something that was said before. One that is told apart by what
#: follows ("the decision to close the bridge") stands for itself.
_SHELLS = (
    "move|decision|step|incident|issue|matter|measure|proposal|ruling|announcement|crisis|change|situation"
    "|development|outcome|result|problem"
)
_POINTS_BACK = re.compile(
    rf"\b(?:the|this|that|these|those|such an?) (?:{_SHELLS})s?\b"
    r"(?!['’]s|\s+(?:of|to|that|by|in|on|for|between|about|from|over|with|which|who|against|at|into)\b)"
    r"|\b(?:the (?:former|latter|above|following day)|this one)\b"
    r"|\b(?:this|that|these|those)(?=\s*+[?.!]?\s*$)"
    r"|\bthe (?:two|three|four|other) (?:\w+ )?\w+s(?=\s*+[?.!]?\s*$)"
    r"|(?<!than )\b(?!than\b)[a-z]+ ones\b"
    r"|\b(?:(?:by|in) (?:contrast|comparison)(?! (?:to|with)\b)|conversely|on the contrary)\b"
    r"|\bimmediately (?=[a-z]+ed\b)",
    re.IGNORECASE,
)
#: In a question a pronoun may come after the one it stands for, not before anybody is named.
_UNBOUND = frozenset({"he", "she", "him", "they", "them"})
_PRONOUNS = frozenset({"he", "she", "him", "they", "them", "this", "these", "those", "hers", "theirs"})
_POSSESSIVES = frozenset({"its", "his", "their"})
_EMPTY_IT = re.compile(
    r"^\W*it\b.*\b(?:that|who|to|whether|how|why|when|where|if)\b"
    r"|^\W*it (?:is|was|has|had|will|would) (?:\w+ ){0,2}(?:rain|snow|hot|cold|dark|late|early|\d)"
    r"|^\W*it (?:rain|snow|took|takes)",
    re.IGNORECASE,
)
_CATCH_ALL = re.compile(r"\W*(?:all|none|both|neither) of\b", re.IGNORECASE)
#: A word that the article has more often is its topic, and gives nothing away.
_RARE = 3
_CONNECTIVES = re.compile(
    r"^(?:but|and|however|meanwhile|moreover|also|instead|for (?:instance|example)|in addition|nevertheless"
    r"|still|yet|so|in return|as a result|as a consequence|for (?:this|that) reason|(?:by|in) contrast"
    r"|on the other hand|at (?:this|that) time|after that|then)\b",
    re.IGNORECASE,
)


class QuestionCheck:
    """A stem must ask something, or leave a gap.

    Source: Haladyna, Downing and Rodriguez (2002), guidelines 14 and 15; "unfocused stem" in Tarrant,
    Knierim, Hayes and Ware (2006).
    """

    name = "question"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        if item.interaction == "true_false":
            return  # a statement to be judged is asked about by its kind
        if item.stem.strip() and not _ASKS.search(item.stem):
            yield Flaw("no-question", "The stem asks nothing and leaves no gap.", fatal=True)


class StandingAloneCheck:
    """What is asked must be understood without the article's context.

    Source: Heilman and Smith (2010), deficiency "vague" of generated questions; Haladyna, Downing and
    Rodriguez (2002), guideline 13 (clear wording).
    """

    name = "standing-alone"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        text = statement_of(item) if item.interaction == "true_false" else quoted_apart(item.stem)
        points_back = _POINTS_BACK.search(text)
        if points_back:
            yield Flaw(
                "points-back", f"“{points_back[0]}” points to something the item does not name.", fatal=True
            )
        opening = words(text)[:1]
        if item.interaction == "true_false" and opening and _is_unbound_opening(text, opening[0]):
            yield Flaw("pronoun", f"Nobody knows who or what “{opening[0]}” is.", fatal=True)
        elif item.interaction != "true_false":
            unbound = _unbound_pronoun(text)
            if unbound:
                yield Flaw("pronoun", f"Nobody knows who “{unbound}” is.", fatal=True)
        if item.interaction == "true_false" and _CONNECTIVES.match(text.strip()):
            yield Flaw(
                "connective", "The statement begins with a word that ties it to a missing one.", fatal=True
            )


class AbsoluteWordsCheck:
    """Absolute words give a false statement or a distractor away.

    Source: Haladyna, Downing and Rodriguez (2002), guideline 28a (specific determiners).
    """

    name = "absolute-words"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        if item.interaction == "true_false":
            found = first_of(words(statement_of(item)), _ABSOLUTE)
            if found and item.key is False and found not in words(" ".join(e.text for e in item.evidence)):
                yield Flaw("absolute-word", f"“{found}” suggests that the statement is false.")
            return
        hits = [
            option
            for option in item.distractors
            if first_of(words(option.text), _ABSOLUTE) and not _CATCH_ALL.match(option.text)
        ]
        if hits and not first_of(words(item.key_text), _ABSOLUTE):
            yield Flaw("absolute-word", f"Only wrong options are absolute: “{hits[0].text}”.")


class VagueWordsCheck:
    """Vague words of frequency mean another thing to each reader.

    Source: Tarrant, Knierim, Hayes and Ware (2006), flaw "vague terms"; Case and Swanson (2001).
    """

    name = "vague-words"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        shown = [quoted_apart(item.stem), *(quoted_apart(option.text) for option in item.options)]
        found = first_of([word for text in shown for word in words(text)], _VAGUE)
        if found:
            yield Flaw("vague-word", f"“{found}” means another thing to each reader.")


class NegativeStemCheck:
    """A negative stem is misread.

    Source: Haladyna, Downing and Rodriguez (2002), guideline 17 (avoid negatives; if used, highlight them).
    """

    name = "negative-stem"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        found = _NEGATIVE.search(quoted_apart(item.stem))
        if found and item.interaction != "true_false" and found[0] != found[0].upper():
            yield Flaw(
                "negative-stem", f"The question is negative (“{found[0]}”) and does not show it in capitals."
            )


class RelativeDateCheck:
    """ "Yesterday" is another day for whoever reads the item.

    Source: the rule that an item stands alone; Haladyna, Downing and Rodriguez (2002), guideline 13.
    """

    name = "relative-date"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        asked = statement_of(item) if item.interaction == "true_false" else quoted_apart(item.stem)
        for text in (asked, *(option.text for option in item.options)):
            found = _RELATIVE_DATE.search(text)
            if found and not _YEAR.search(text):
                yield Flaw("relative-date", f"“{found[0]}” is another day for whoever reads this.")
                return


class RepeatedWordsCheck:
    """A rare word of the stem that only the key repeats gives the key away.

    Source: Haladyna, Downing and Rodriguez (2002), guideline 28b (clang associations).
    """

    name = "repeated-words"
    needs_parse = False

    def check(self, item: Item, article: AnnotatedArticle, tools: GeneratorTools) -> Iterator[Flaw]:
        if item.interaction != "choice":
            return
        others = set().union(*(content_words(option.text) for option in item.distractors), set())
        shared = content_words(quoted_apart(item.stem)) & content_words(item.key_text) - others
        if shared:
            often = Counter(map(stem_of, words(article.text)))
            shared = {word for word in shared if often[word] <= _RARE}
        if shared:
            yield Flaw("word-repeated", f"Only the key repeats “{min(shared)}” of the question.")


def _is_unbound_opening(text: str, opening: str) -> bool:
    """Whether a statement begins with a word that stands for something else.

    "It" may stand for a clause that follows, for the weather or for a time; then it is nobody.
    """
    if opening == "it":
        return not _EMPTY_IT.search(text)
    if opening in _POSSESSIVES:
        return True
    return opening in _PRONOUNS


def _unbound_pronoun(text: str) -> str | None:
    """A pronoun before which the question has named nobody."""
    for word in words(text):
        if word in _UNBOUND:
            return word
        if word not in FUNCTION_WORDS and word not in ("article", "text"):
            return None
    return None
