"""Chooses a quiz from the candidates: spread over the articles and their text, no fact asked twice."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

import structlog

from quizapi.domain import Evidence, Flaw, Item, Span
from quizapi.generation.difficulty import estimate_of
from quizapi.generation.ranking import rank_of
from quizapi.generation.requests import GeneratorRequest, Problem, Proposal, Selection
from quizapi.plugin_api import QuizCheck

log = structlog.get_logger(__name__)

#: The share of the shorter span from which two items count as asking about the same fact.
_SAME_FACT = 0.5
_SETTLES_ONLY = ("source", "context")
_SPARES_PER_ITEM = 3
_RANKS_LOST = 4
#: Estimates of difficulty that differ by less count as the same; proofs closer than so many code points too.
_AS_HARD = 0.1
_NEAR = 300
#: Two or more capital words in a row: a name, not the first word of a sentence.
#: Begins at the first capital of a word and is not tried at a later one: "A-A-A-A-" would take its square.
_NAME = re.compile(
    r"(?<![\w'’-])(?>[\w'’-]*?\b(?=[A-Z][\w'’-]))([A-Z][\w'’-]++(?: (?:of |de |van )?[A-Z][\w'’-]++)+)"
)
_KEEPS_PROPORTION = 1000


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
    pickers = [_Picker(request, proposals, lengths) for request in requests]
    _fill(pickers)
    broken: dict[str, Problem] = {}
    flaws = _refuse_and_refill(pickers, quiz_checks, broken)
    chosen = [
        replace(item, flaws=(*item.flaws, *flaws.get(id(item), ())))
        for picker in pickers
        for item in picker.items()
    ]
    problems = [problem for proposal in proposals for problem in proposal.problems]
    told = {problem.generator for problem in problems}
    # A generator that gave nothing and said why has said it.
    problems += [p.too_few() for p in pickers if p.missing and (p.picked or p.request.name not in told)]
    problems += broken.values()
    spares = [item for picker in pickers for item in picker.spares()]
    return Selection(tuple(chosen), tuple(spares), tuple(dict.fromkeys(problems)))


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


class _Picker:
    """Takes one generator's items, one at a time: best first, varied, spread over the articles."""

    def __init__(
        self, request: GeneratorRequest, proposals: Sequence[Proposal], lengths: Sequence[int]
    ) -> None:
        self.request = request
        self._own = [proposal for proposal in proposals if proposal.generator == request.name]
        self._queues = {proposal.article_index: list(proposal.candidates) for proposal in self._own}
        self._quotas = _quotas({index: lengths[index] for index in self._queues}, request.count)
        self._picked: dict[int, list[Item]] = {index: [] for index in self._queues}
        self._blocked: list[tuple[int, int, Item]] = []
        every = [item for queue in self._queues.values() for item in queue]
        judged = Counter(item.key for item in every if isinstance(item.key, bool))
        self._share = {key: often / judged.total() for key, often in judged.items()}

    @property
    def picked(self) -> list[Item]:
        return [item for index in sorted(self._picked) for item in self._picked[index]]

    @property
    def missing(self) -> int:
        return self.request.count - len(self.picked)

    def items(self) -> list[Item]:
        """What was taken, in the order of the articles and their text."""
        return [item for index in sorted(self._picked) for item in sorted(self._picked[index], key=_place)]

    def spares(self) -> list[Item]:
        """The next best."""
        self._unblock()
        rest = [item for index in sorted(self._queues) for item in self._queues[index]]
        return sorted(rest, key=lambda item: -rank_of(item))[: max(10, _SPARES_PER_ITEM * self.request.count)]

    @property
    def slack(self) -> int | None:
        """How many candidates there are beyond what is missing; None where nothing is missing or left."""
        left = sum(len(queue) for queue in self._queues.values())
        return left - self.missing if left and self.missing else None

    def take_one(self) -> Item:
        """Move the best candidate over; from the article that lacks most of its share, else from any."""
        lack = sorted(self._queues, key=lambda index: (len(self._picked[index]) - self._quotas[index], index))
        index = next(index for index in lack if self._queues[index])
        queue = self._queues[index]
        item = queue.pop(min(range(len(queue)), key=lambda n: (n + self._sameness(queue[n]), n)))
        self._picked[index].append(item)
        return item

    def block(self, taken: Item) -> None:
        """Set the candidates aside that ask about the same fact."""
        for index, queue in self._queues.items():
            for rank, item in reversed(list(enumerate(queue))):
                if same_fact(item, taken):
                    self._blocked.append((index, rank, queue.pop(rank)))

    def _unblock(self) -> None:
        while self._blocked:
            index, rank, item = self._blocked.pop()
            self._queues[index].insert(rank, item)

    def reopen(self, taken: Sequence[Item]) -> None:
        """After a refusal: what was set aside may be asked again where its fact is free now."""
        self._unblock()
        for item in taken:
            self.block(item)

    def refuse(self, item: Item) -> None:
        """Take an item out for good."""
        for items in self._picked.values():
            if item in items:
                items.remove(item)

    def too_few(self) -> Problem:
        """Why there are fewer items than asked for."""
        got = len(self.picked)
        found = sum(len(proposal.candidates) for proposal in self._own)
        dropped = sum(sum(proposal.dropped.values()) for proposal in self._own)
        detail = f"{got} of the {self.request.count} items asked for: the text gave {found} sound candidates"
        if found > got:
            detail += ", and those left over ask about facts that are asked already"
        if dropped:
            detail += f"; {dropped} more were refused by the checks"
        return Problem(self.request.name, "fewer-than-asked", detail)

    def _sameness(self, item: Item) -> float:
        """Ranks that a candidate loses for its likeness to those taken, in form, key and what it is about.

        True and false are kept in the proportion in which the generator offers them.
        """
        forms = sum(_form(other) == _form(item) for other in self.picked)
        keys = sum((o.interaction, o.key_text) == (item.interaction, item.key_text) for o in self.picked)
        spread = sum(_likeness(item, other) for other in self.picked)
        if isinstance(item.key, bool):
            return _RANKS_LOST * forms + spread + _KEEPS_PROPORTION * keys / self._share[item.key]
        return _RANKS_LOST * (forms + keys) + spread


def _fill(pickers: Sequence[_Picker]) -> None:
    """One item after the other, always for the generator with the least to spare, until nobody finds more."""
    while True:
        open_ = [(slack, n) for n, picker in enumerate(pickers) if (slack := picker.slack) is not None]
        if not open_:
            return
        item = pickers[min(open_)[1]].take_one()
        for picker in pickers:
            picker.block(item)


def _refuse_and_refill(
    pickers: Sequence[_Picker], checks: Sequence[QuizCheck], broken: dict[str, Problem]
) -> dict[int, tuple[Flaw, ...]]:
    """Check the whole quiz; take out what has a fatal flaw and fill up again, until nothing is refused.

    Returns:
        The flaws that are told, by `id` of the item.
    """
    while True:
        whole = [item for picker in pickers for item in picker.items()]
        found = _flaws_of_quiz(whole, checks, broken)
        refused = [item for item in whole if any(flaw.fatal for flaw in found.get(id(item), ()))]
        if not refused:
            return found
        for picker in pickers:
            for item in refused:
                picker.refuse(item)
        taken = [item for picker in pickers for item in picker.picked]
        for picker in pickers:
            picker.reopen(taken)
        _fill(pickers)


def _likeness(item: Item, other: Item) -> float:
    """Ranks lost beside another item for the same people or topic, about as hard, or from the same place."""
    shared = bool(_about(item) & _about(other))
    as_hard = abs(estimate_of(item) - estimate_of(other)) < _AS_HARD
    return 3.0 * shared + 1.0 * as_hard + 2.0 * _is_near(item, other)


def _about(item: Item) -> set[str]:
    """The names in question and key, and the topics that the plugin gives."""
    names = _NAME.findall(f"{item.stem}\n{item.key_text}")
    return {*names, *(tag for tag in item.tags if tag.startswith("topic:"))}


def _is_near(item: Item, other: Item) -> bool:
    return any(
        (a.article_id, a.revision) == (b.article_id, b.revision) and abs(a.span.start - b.span.start) < _NEAR
        for a in _proof(item)
        for b in _proof(other)
    )


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


def _flaws_of_quiz(
    items: Sequence[Item], checks: Sequence[QuizCheck], broken: dict[str, Problem]
) -> dict[int, tuple[Flaw, ...]]:
    """What the checks of whole quizzes find, by `id` of the item.

    A check that fails judges nothing and becomes a problem in `broken`: one plugin's fault must not cost the
    teacher the quiz of all others.
    """
    found: dict[int, tuple[Flaw, ...]] = {}
    for check in checks:
        if check.name in broken:
            continue
        try:
            for index, flaw in list(check.check_quiz(tuple(items))):
                found[id(items[index])] = (*found.get(id(items[index]), ()), flaw)
        except Exception as error:
            log.warning("quiz_check_failed", check=check.name, error=type(error).__name__)
            detail = f"the check {check.name!r} of the whole quiz: {type(error).__name__}: {error}"
            broken[check.name] = Problem("", "check-failed", detail)
    return found
