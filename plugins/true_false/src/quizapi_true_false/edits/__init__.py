"""The edits that make a true statement false, one module a family."""

from quizapi_true_false.edits.antonyms import change_antonym
from quizapi_true_false.edits.base import Candidate, Maker, Scene
from quizapi_true_false.edits.bounds import change_bound
from quizapi_true_false.edits.causes import change_cause
from quizapi_true_false.edits.comparisons import change_comparison
from quizapi_true_false.edits.dates import change_date
from quizapi_true_false.edits.deals import change_deal
from quizapi_true_false.edits.names import change_name, change_source
from quizapi_true_false.edits.numbers import change_compound, change_number, change_score
from quizapi_true_false.edits.order import change_order
from quizapi_true_false.edits.polarity import change_polarity
from quizapi_true_false.edits.ranks import change_goals, change_rank, change_scale
from quizapi_true_false.edits.sides import change_side
from quizapi_true_false.edits.swaps import swap_names, swap_roles
from quizapi_true_false.edits.things import change_thing

#: Every maker yields edits of the kinds it is named for.
MAKERS: tuple[Maker, ...] = (
    change_number,
    change_compound,
    change_score,
    change_goals,
    change_rank,
    change_scale,
    change_date,
    change_name,
    change_source,
    swap_roles,
    swap_names,
    change_antonym,
    change_deal,
    change_side,
    change_comparison,
    change_bound,
    change_thing,
    change_order,
    change_cause,
    change_polarity,
)

__all__ = ["MAKERS", "Candidate", "Maker", "Scene"]
