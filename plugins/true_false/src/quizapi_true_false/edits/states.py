"""The states of the USA: places of a kind of which none lies in another."""

import random
from typing import Final

#: Without those that share their name with a city of the news, New York and Washington.
STATES: Final = frozenset(
    """
    Alabama|Alaska|Arizona|Arkansas|California|Colorado|Connecticut|Delaware|Florida|Georgia|Hawaii|Idaho
    |Illinois|Indiana|Iowa|Kansas|Kentucky|Louisiana|Maine|Maryland|Massachusetts|Michigan|Minnesota
    |Mississippi|Missouri|Montana|Nebraska|Nevada|New Hampshire|New Jersey|New Mexico|North Carolina
    |North Dakota|Ohio|Oklahoma|Oregon|Pennsylvania|Rhode Island|South Carolina|South Dakota|Tennessee|Texas
    |Utah|Vermont|Virginia|West Virginia|Wisconsin|Wyoming
    """.replace("\n    ", "").split("|")
)


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


def another_state(text: str, rng: random.Random) -> str | None:
    """A state that a text does not name; none whose name holds another's ("Virginia")."""
    free = [
        state
        for state in sorted(STATES)
        if state not in text
        and not any(other != state and (other in state or state in other) for other in STATES)
    ]
    return rng.choice(free) if free else None
