"""Chooses a quiz from the candidates: spread over the articles and their text, no fact asked twice."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import structlog

from quizapi.domain import Evidence, Item, Span
from quizapi.generation.requests import GeneratorRequest, Problem, Proposal, Selection
from quizapi.plugin_api import QuizCheck

log = structlog.get_logger(__name__)

#: The share of the shorter span from which two items count as asking about the same fact.
_SAME_FACT = 0.5
_SETTLES_ONLY = ("source", "context")
_SPARES_PER_ITEM = 3


def select(
    proposals: Sequence[Proposal],
    requests: Sequence[GeneratorRequest],
    *,
    lengths: Sequence[int],
    quiz_checks: Sequence[QuizCheck] = (),
) -> Selection:
    """Choose the items of a quiz.

    Args:
        proposals: Of all generators and articles.
        requests: In the order in which the quiz shows its generators.
        lengths: Number of code points of each article; a generator's count is shared out by them.
        quiz_checks: Their flaws are added to the items chosen; a fatal one takes the item out.

    Returns:
        At most `count` items a generator, in the order of the text, and the next best as spares.
    """
    chosen: list[Item] = []
    spares: list[Item] = []
    problems = [problem for proposal in proposals for problem in proposal.problems]
    broken: dict[str, Problem] = {}
    for request in requests:
        own = [proposal for proposal in proposals if proposal.generator == request.name]
        picked, rest = _pick(own, request.count, lengths, taken=chosen)
        picked, refused = _checked(picked, chosen, quiz_checks, broken)
        if refused and rest:
            more, rest = _refill(rest, request.count - len(picked), [*chosen, *picked])
            picked += more
        chosen += picked
        spares += rest[: max(10, _SPARES_PER_ITEM * request.count)]
        if len(picked) < request.count:
            problems.append(_too_few(request, len(picked), own))
    return Selection(tuple(chosen), tuple(spares), tuple(dict.fromkeys([*problems, *broken.values()])))


def same_fact(one: Item, other: Item) -> bool:
    """True where both items rest on the same piece of the article: most of the shorter proof is shared.

    Spans that only settle who or what is meant (roles `source` and `context`) may be shared.
    """
    for a in _proof(one):
        for b in _proof(other):
            if (a.article_id, a.revision) == (b.article_id, b.revision):
                shared = _shared(a.span, b.span)
                if shared and shared >= _SAME_FACT * min(len(a.span), len(b.span)):
                    return True
    return False


def _proof(item: Item) -> list[Evidence]:
    return [evidence for evidence in item.evidence if evidence.role not in _SETTLES_ONLY]


def _shared(a: Span, b: Span) -> int:
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def _pick(
    proposals: Sequence[Proposal], count: int, lengths: Sequence[int], *, taken: Sequence[Item]
) -> tuple[list[Item], list[Item]]:
    """Share `count` out over the articles, then fill up from wherever candidates are left."""
    queues = {proposal.article_index: list(proposal.candidates) for proposal in proposals}
    quotas = _quotas({index: lengths[index] for index in queues}, count)
    picked: dict[int, list[Item]] = {index: [] for index in queues}
    others = list(taken)
    for index, queue in queues.items():
        _take(queue, picked[index], quotas[index], others)
    for index, queue in queues.items():
        missing = count - sum(len(items) for items in picked.values())
        _take(queue, picked[index], len(picked[index]) + missing, others)
    items = [item for index in sorted(picked) for item in sorted(picked[index], key=_place)]
    rest = [item for index in sorted(queues) for item in queues[index]]
    return items, sorted(rest, key=lambda item: -item.confidence)


def _take(queue: list[Item], picked: list[Item], quota: int, others: list[Item]) -> None:
    """Move the best candidates from `queue` to `picked` until it has `quota`, varied in form and key."""
    while len(picked) < quota:
        allowed = [item for item in queue if not any(same_fact(item, other) for other in others)]
        if not allowed:
            return
        forms = Counter(_form(item) for item in picked)
        keys = Counter((item.interaction, item.key_text) for item in picked)
        best = min(
            range(len(allowed)),
            key=lambda n: (
                n + 4 * forms[_form(allowed[n])] + 4 * keys[(allowed[n].interaction, allowed[n].key_text)],
                n,
            ),
        )
        item = allowed[best]
        queue.remove(item)
        picked.append(item)
        others.append(item)


def _form(item: Item) -> str:
    return next((tag for tag in item.tags if tag.startswith("form:")), item.interaction)


def _place(item: Item) -> tuple[int, str]:
    return (min(e.span.start for e in item.evidence) if item.evidence else 0, item.stem)


def _quotas(lengths: dict[int, int], count: int) -> dict[int, int]:
    """Shares of `count` by length, largest remainder first (Hamilton's method)."""
    whole = sum(lengths.values()) or 1
    exact = {index: count * length / whole for index, length in lengths.items()}
    quotas = {index: int(share) for index, share in exact.items()}
    order = sorted(exact, key=lambda index: (quotas[index] - exact[index], index))
    for index in order[: count - sum(quotas.values())]:
        quotas[index] += 1
    return quotas


def _checked(
    picked: list[Item], chosen: Sequence[Item], checks: Sequence[QuizCheck], broken: dict[str, Problem]
) -> tuple[list[Item], list[Item]]:
    """Add the flaws that the whole quiz shows; take the items with a fatal one out.

    A check that fails judges nothing and becomes a problem in `broken`: one plugin's fault must not cost the
    teacher the quiz of all others.
    """
    whole = [*chosen, *picked]
    for check in checks:
        if check.name in broken:
            continue
        try:
            for index, flaw in list(check.check_quiz(tuple(whole))):
                whole[index] = replace(whole[index], flaws=(*whole[index].flaws, flaw))
        except Exception as error:
            log.warning("quiz_check_failed", check=check.name, error=type(error).__name__)
            detail = f"the check {check.name!r} of the whole quiz: {type(error).__name__}: {error}"
            broken[check.name] = Problem("", "check-failed", detail)
    mine = whole[len(chosen) :]
    sound = [item for item in mine if not any(flaw.fatal for flaw in item.flaws)]
    return sound, [item for item in mine if item not in sound]


def _refill(rest: list[Item], missing: int, others: list[Item]) -> tuple[list[Item], list[Item]]:
    more: list[Item] = []
    queue = list(rest)
    _take(queue, more, missing, list(others))
    return more, queue


def _too_few(request: GeneratorRequest, got: int, proposals: Sequence[Proposal]) -> Problem:
    found = sum(len(proposal.candidates) for proposal in proposals)
    dropped = sum(sum(proposal.dropped.values()) for proposal in proposals)
    detail = f"{got} of the {request.count} items asked for: the text gave {found} sound candidates"
    if found > got:
        detail += ", and those left over ask about facts that are asked already"
    if dropped:
        detail += f"; {dropped} more were refused by the checks"
    return Problem(request.name, "fewer-than-asked", detail)
