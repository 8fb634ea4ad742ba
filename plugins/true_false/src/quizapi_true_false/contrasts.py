"""Sets of things of a kind of which one excludes the others in the same place.

None of a set is a sort of, or a part of, another in it, and none follows from another: who reads "wheat" in
the article knows that "rice" is wrong.
"""

from typing import Final

from quizapi_true_false.lexicon import words

_SETS: Final = (
    "wheat rice maize barley soybean potato cotton sugar coffee cocoa",
    "coal gas oil uranium",
    "copper gold silver iron tin zinc nickel aluminium",
    "beef pork poultry lamb fish",
    "salt sugar flour butter milk",
    "bus train ferry tram plane helicopter truck",
    "railway motorway harbour airport canal",
    "bridge tunnel pier tower dam",
    "school university",
    "schools universities",
    "library museum",
    "libraries museums",
    "church theatre hotel factory",
    "churches theatres hotels factories",
    "children adults",
    "students teachers nurses doctors farmers fishers miners drivers soldiers sailors",
    "boys girls",
    "men women",
    "boy girl",
    "man woman",
    "cats dogs horses cattle sheep pigs goats",
    "primary secondary",
    "elementary high",
    "federal state",
    "daily weekly monthly annual",
    "spring summer autumn winter",
    "football basketball cricket rugby tennis hockey",
    "swimming rowing cycling skiing skating",
    "novel film poem song opera",
    "book film song",
    "computers telephones televisions cameras",
    "pneumonia malaria measles cholera influenza polio",
    "heart lung liver kidney brain skin",
    "earthquake flood drought hurricane",
    "snow rain hail fog",
    "education health defence defense finance transport agriculture energy justice",
    "Senate House",
    "physics chemistry biology medicine mathematics",
    "red blue green yellow black white",
    "concrete steel timber glass brick",
    "clothing furniture toys shoes cars",
    "senators governors mayors",
    "brothers sisters",
    "sons daughters",
    "week month",
    "weeks months",
    "hours days",
    "years months",
    "decades years",
    "million billion",
    "morning afternoon evening",
)
#: A word's set, by the word.
CONTRASTS: Final[dict[str, tuple[str, ...]]] = {
    word: tuple(other for other in group.split() if other != word)
    for group in reversed(_SETS)
    for word in group.split()
}
_MINISTERIAL: Final = words("minister ministry department secretary committee spending budget")
_MEETINGS: Final = words("meeting report conference festival review budget fee payment")
#: These are of the set only before such a word: "health minister", not "health problems".
ONLY_BEFORE: Final[dict[str, frozenset[str]]] = {
    **dict.fromkeys(words("primary secondary"), words("school schools education pupils")),
    **dict.fromkeys(words("elementary high"), words("school schools")),
    **dict.fromkeys(
        words("federal state"),
        words("law laws court courts judge government officials agency tax taxes budget prison"),
    ),
    **dict.fromkeys(
        words("education health defence defense finance transport agriculture energy justice"), _MINISTERIAL
    ),
    **dict.fromkeys(
        words("red blue green yellow black white"),
        words("car bus boat flag shirt jersey dress hat door wall paint flower light"),
    ),
    **dict.fromkeys(words("annual monthly"), _MEETINGS),
}
#: Of these the words also come in pairs and fixed phrases, with which the other would make no sense.
NEVER_BESIDE: Final = frozenset(
    {
        ("gold", "medal"), ("silver", "medal"), ("book", "club"), ("oil", "spill"), ("school", "year"),
        ("house", "speaker"), ("high", "school"), ("men", "s"), ("heart", "attack"), ("coffee", "table"),
        ("iron", "ore"), ("salt", "lake"), ("film", "festival"), ("letter", "grade"), ("silver", "lining"),
    }
)  # fmt: skip
