"""No regular expression of ours or of the project's plugins takes time by the square of a text.

Each one is tried in the way it is used: from the text's beginning alone where it is used with `match` and
`fullmatch`, else by a search through all of it. The texts are made of what the expression itself looks for.
"""

import ast
import gc
import importlib
import inspect
import pkgutil
import re
import time
from collections.abc import Iterator
from types import ModuleType
from typing import Any, NamedTuple

PACKAGES = (
    "quizapi",
    "quizapi_who_said_what",
    "quizapi_true_false",
    "quizapi_cause_effect",
    "quizapi_fact_or_opinion",
    "quizapi_timeline",
)
#: Never met by a text of a user; what meets it.
BOUNDED = {"quizapi.settings._PASSWORD_IN_URL[0]": "the operator's own settings, shown to the operator"}
#: Runs of these reach most repeated classes.
_RUNS = (
    " ",
    "\n",
    " \n",
    "a",
    "A",
    "0",
    "_",
    "-",
    "'",
    '"',
    "“",
    "’",
    "a ",
    "A ",
    "A-",
    "a'",
    "0,",
    "0 ",
    "a\n",
    ". ",
)
#: Behind each word of the expression, for what follows it there.
_BEHIND_A_WORD = (" ", "0 ", "a")
_AFTER = ("", "\x00")
_LENGTHS, _LONG = (18, 23, 400), 3_000
#: At the longest length; by the square this would be two seconds with the longest article.
_NEGLIGIBLE = 0.0005
#: What a text of a few hundred characters never takes, unless by its cube or worse.
_FAR_TOO_LONG = 0.05
#: Of four times the text: linear is 4, the square is 16.
_STEEPEST = 9
#: Of one try: then no more are needed.
_PLAINLY_LINEAR = 6
_TRIES = 3


class Use(NamedTuple):
    pattern: re.Pattern[Any]
    is_searched: bool


def modules() -> Iterator[ModuleType]:
    for name in PACKAGES:
        package = importlib.import_module(name)
        yield package
        for found in pkgutil.walk_packages(package.__path__, f"{name}."):
            if not found.name.endswith("__main__") and ".migrations" not in found.name:
                yield importlib.import_module(found.name)


def expressions(value: Any, depth: int = 0) -> Iterator[re.Pattern[Any]]:
    """Those that a module's variable is or holds."""
    if isinstance(value, re.Pattern):
        yield value
    elif depth < 3 and isinstance(value, tuple | list | set | frozenset):
        for part in value:
            yield from expressions(part, depth + 1)
    elif depth < 3 and isinstance(value, dict):
        for part in (*value, *value.values()):
            yield from expressions(part, depth + 1)


def named(module: ModuleType, source: str) -> Iterator[tuple[str, Use]]:
    for name, value in vars(module).items():
        each = re.findall(rf"\bfor (?:\w+, )*(\w+) in [\w(, ]*\b{re.escape(name)}\b", source)
        methods = set(re.findall(rf"\b(?:{'|'.join([re.escape(name), *each])})\.(\w+)\b", source))
        is_searched = not methods or not methods <= {"match", "fullmatch"}
        for number, pattern in enumerate(expressions(value)):
            yield f"{module.__name__}.{name}[{number}]", Use(pattern, is_searched)


def written_in_calls(module: ModuleType, source: str) -> Iterator[tuple[str, Use]]:
    """Those of `re.sub(r"...", ...)` and the like, where they are written out."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(ast.Attribute(ast.Name("re"), method), [ast.Constant(str() | bytes() as form), *_]):
                if method not in ("compile", "escape"):
                    flags = sum(
                        getattr(re, name) for name in set(re.findall(r"\bre\.([A-Z]+)\b", ast.unparse(node)))
                    )
                    pattern = re.compile(form, flags)
                    yield (
                        f"{module.__name__}:{node.lineno}",
                        Use(pattern, method not in ("match", "fullmatch")),
                    )


def all_uses() -> dict[str, Use]:
    """Each expression with its place, the same one only once."""
    found: dict[Use, str] = {}
    for module in modules():
        source = inspect.getsource(module)
        for place, use in (*named(module, source), *written_in_calls(module, source)):
            found.setdefault(use, place)
    return {place: use for use, place in found.items()}


def pieces(pattern: re.Pattern[Any]) -> list[str]:
    """What is repeated: runs, and the characters and words that stand in the expression."""
    form = pattern.pattern.decode("latin-1") if isinstance(pattern.pattern, bytes) else pattern.pattern
    plain = re.sub(r"\\[A-Za-z]|\(\?[a-zA-Z:=!<>]*", " ", form)
    signs = sorted(set(re.sub(r"[\w\s]", "", plain)))[:20]
    repeated = " ".join(form[max(0, end.start() - 25) : end.start()] for end in re.finditer(r"[*+]", form))
    words = list(dict.fromkeys(re.findall(r"[^\W\d_]{2,}", f"{plain[:40]} {repeated}")))[:30]
    phrases = list(dict.fromkeys(re.findall(r"[\w,]+(?: [\w,]+)+ ?", plain)))[:4]
    return [*_RUNS, *signs, *(f"{word} " for word in words), *phrases, *("a" + sign for sign in signs)]


def seconds(use: Use, text: str) -> float:
    given: Any = text.encode() if isinstance(use.pattern.pattern, bytes) else text
    start = time.process_time()
    if use.is_searched:
        for _ in use.pattern.finditer(given):
            pass
    else:
        use.pattern.match(given)
        use.pattern.fullmatch(given)
    return time.process_time() - start


def least(use: Use, text: str, enough: float) -> float:
    """The shortest of some tries; the first one that is short enough ends them."""
    shortest = seconds(use, text)
    for _ in range(_TRIES - 1):
        if shortest < enough:
            break
        shortest = min(shortest, seconds(use, text))
    return shortest


def is_steep(use: Use, before: str, piece: str, after: str) -> bool:
    def text(length: int) -> str:
        return before + piece * (length // len(piece)) + after

    if any(least(use, text(length), _FAR_TOO_LONG) >= _FAR_TOO_LONG for length in _LENGTHS):
        return True
    one = least(use, text(_LONG), _NEGLIGIBLE)
    if one < _NEGLIGIBLE or one < _PLAINLY_LINEAR * seconds(use, text(_LONG // 4)):
        return False
    for _ in range(_TRIES):
        if least(use, text(_LONG), 0) < _STEEPEST * least(use, text(_LONG // 4), 0):
            return False
    return True


def steep_piece(use: Use) -> str:
    """The piece whose repetition takes time by the square; empty where there is none."""
    found = pieces(use.pattern)
    for piece in found:
        for after in _AFTER:
            if is_steep(use, "", piece, after):
                return repr(piece)
    for before in (piece for piece in found[len(_RUNS) :] if piece[:-1].isalpha()):
        for piece in _BEHIND_A_WORD:
            if is_steep(use, before, piece, _AFTER[-1]):
                return repr(before + piece)
    return ""


def test_square_and_worse_are_found() -> None:
    for form in (r"\s*x", r"“[^”]*”", r"(a+)+$", r"\d+\.", r"put .* order"):
        assert steep_piece(Use(re.compile(form), True)), form
    for form in (r"(?<!\s)\s*+x", r"“[^“”]*”", r"\ba+b", r"\s*x\Z"):
        assert not steep_piece(Use(re.compile(form), is_searched=form != r"\s*x\Z")), form


def test_no_expression_takes_time_by_the_square() -> None:
    uses = all_uses()
    assert len(uses) > 250
    gc.disable()
    try:
        slow = {
            place: (use.pattern.pattern, piece)
            for place, use in uses.items()
            if place not in BOUNDED and (piece := steep_piece(use))
        }
    finally:
        gc.enable()
    assert slow == {}
