"""The states of the USA: places of a kind of which none lies in another."""

import random
from typing import Final

#: By region, without those that share their name with a city of the news, New York and Washington.
_REGIONS: Final = (
    "Connecticut|Maine|Massachusetts|New Hampshire|New Jersey|Pennsylvania|Rhode Island|Vermont",
    "Illinois|Indiana|Iowa|Kansas|Michigan|Minnesota|Missouri|Nebraska|North Dakota|Ohio|South Dakota"
    "|Wisconsin",
    "Alabama|Arkansas|Delaware|Florida|Georgia|Kentucky|Louisiana|Maryland|Mississippi|North Carolina"
    "|Oklahoma|South Carolina|Tennessee|Texas|Virginia|West Virginia",
    "Alaska|Arizona|California|Colorado|Hawaii|Idaho|Montana|Nevada|New Mexico|Oregon|Utah|Wyoming",
)
STATES: Final = frozenset(state for region in _REGIONS for state in region.split("|"))


#: Countries that news of any land names: of these, too, none lies in another.
COUNTRIES: Final = frozenset(
    """
    Argentina|Australia|Austria|Belgium|Brazil|Canada|Chile|China|Colombia|Cuba|Denmark|Egypt|Finland|France
    |Germany|Greece|Hungary|India|Indonesia|Iran|Iraq|Ireland|Israel|Italy|Japan|Kenya|Malaysia|Mexico
    |Netherlands|New Zealand|Nigeria|North Korea|Norway|Pakistan|Peru|Philippines|Poland|Portugal|Russia
    |Saudi Arabia|Singapore|South Africa|South Korea|Spain|Sweden|Switzerland|Syria|Taiwan|Thailand|Turkey
    |Ukraine|United Kingdom|United States|Vietnam
    """.replace("\n    ", "").split("|")
)


def another_state(state: str, text: str, rng: random.Random) -> str | None:
    """A state of the same region that a text does not name; none whose name holds another's ("Virginia").

    One far away would be seen to be wrong.
    """
    region = next((region.split("|") for region in _REGIONS if state in region.split("|")), [])
    free = [
        other
        for other in region
        if other not in text and not any(o != other and (other in o or o in other) for o in STATES)
    ]
    return rng.choice(free) if free else None
