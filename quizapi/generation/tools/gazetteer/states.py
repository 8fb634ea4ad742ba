"""Countries, their capitals and their people: what news writes for one another, and names to fall back on."""

from functools import lru_cache

#: country | capital | adjective | further names that news uses for the state or its government
_COUNTRIES = """
Afghanistan|Kabul|Afghan|Taliban
Argentina|Buenos Aires|Argentine|Argentinian
Australia|Canberra|Australian|
Austria|Vienna|Austrian|
Bangladesh|Dhaka|Bangladeshi|
Belarus|Minsk|Belarusian|
Belgium|Brussels|Belgian|
Brazil|Brasilia|Brazilian|Brasília
Bulgaria|Sofia|Bulgarian|
Canada|Ottawa|Canadian|
Chile|Santiago|Chilean|
China|Beijing|Chinese|People's Republic of China;PRC;Peking
Colombia|Bogota|Colombian|Bogotá
Croatia|Zagreb|Croatian|
Cuba|Havana|Cuban|
Czech Republic|Prague|Czech|Czechia
Denmark|Copenhagen|Danish|
Egypt|Cairo|Egyptian|
Ethiopia|Addis Ababa|Ethiopian|
Finland|Helsinki|Finnish|
France|Paris|French|Elysee
Germany|Berlin|German|Bonn;West Germany
Ghana|Accra|Ghanaian|
Greece|Athens|Greek|
Hungary|Budapest|Hungarian|
India|New Delhi|Indian|Delhi
Indonesia|Jakarta|Indonesian|
Iran|Tehran|Iranian|Islamic Republic
Iraq|Baghdad|Iraqi|
Ireland|Dublin|Irish|
Israel|Jerusalem|Israeli|Tel Aviv
Italy|Rome|Italian|
Japan|Tokyo|Japanese|
Jordan|Amman|Jordanian|
Kenya|Nairobi|Kenyan|
Lebanon|Beirut|Lebanese|
Libya|Tripoli|Libyan|
Malaysia|Kuala Lumpur|Malaysian|
Mexico|Mexico City|Mexican|
Morocco|Rabat|Moroccan|
Myanmar|Naypyidaw|Burmese|Burma
Netherlands|The Hague|Dutch|Holland;Amsterdam
New Zealand|Wellington|New Zealander|
Nigeria|Abuja|Nigerian|
North Korea|Pyongyang|North Korean|DPRK
Norway|Oslo|Norwegian|
Pakistan|Islamabad|Pakistani|
Peru|Lima|Peruvian|
Philippines|Manila|Philippine|Filipino
Poland|Warsaw|Polish|
Portugal|Lisbon|Portuguese|
Qatar|Doha|Qatari|
Romania|Bucharest|Romanian|
Russia|Moscow|Russian|Russian Federation;Kremlin;Soviet Union;Soviet;USSR
Saudi Arabia|Riyadh|Saudi|
Serbia|Belgrade|Serbian|
Singapore|Singapore|Singaporean|
South Africa|Pretoria|South African|
South Korea|Seoul|South Korean|Republic of Korea
Spain|Madrid|Spanish|
Sudan|Khartoum|Sudanese|
Sweden|Stockholm|Swedish|
Switzerland|Bern|Swiss|Berne
Syria|Damascus|Syrian|
Taiwan|Taipei|Taiwanese|
Thailand|Bangkok|Thai|
Tunisia|Tunis|Tunisian|
Turkey|Ankara|Turkish|Türkiye
Ukraine|Kyiv|Ukrainian|Kiev
United Arab Emirates|Abu Dhabi|Emirati|UAE
United Kingdom|London|British|Britain;Great Britain;UK;U.K.;England;English;Downing Street;Whitehall
United States|Washington|American|US;U.S.;USA;U.S.A.;America;United States of America;White House;Washington D.C.;Washington DC
Venezuela|Caracas|Venezuelan|
Vietnam|Hanoi|Vietnamese|
Yemen|Sanaa|Yemeni|
"""  # noqa: E501
#: Parts of the world in which names of people resemble each other.
_AREAS = """
english|Australia;Canada;Ireland;New Zealand;United Kingdom;United States
germanic|Austria;Belgium;Denmark;Finland;Germany;Netherlands;Norway;Sweden;Switzerland
romance|Argentina;Brazil;Chile;Colombia;Cuba;France;Italy;Mexico;Peru;Philippines;Portugal;Romania;Spain;Venezuela
slavic|Belarus;Bulgaria;Croatia;Czech Republic;Greece;Hungary;Poland;Russia;Serbia;Ukraine
middle eastern|Afghanistan;Egypt;Iran;Iraq;Israel;Jordan;Lebanon;Libya;Morocco;Qatar;Saudi Arabia;Sudan;Syria;Tunisia;Turkey;United Arab Emirates;Yemen
south asian|Bangladesh;India;Pakistan
east asian|China;Indonesia;Japan;Malaysia;Myanmar;North Korea;Singapore;South Korea;Taiwan;Thailand;Vietnam
african|Ethiopia;Ghana;Kenya;Nigeria;South Africa
"""  # noqa: E501
_UNIONS = (
    ("european union", "eu", "e.u.", "brussels", "europe", "european", "european commission", "commission"),
    ("united nations", "un", "u.n."),
    ("european community", "ec", "brussels"),
)


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[str, str, str, tuple[str, ...]], ...]:
    rows = (line.split("|") for line in _COUNTRIES.strip().splitlines())
    return tuple((r[0], r[1], r[2], tuple(filter(None, r[3].split(";")))) for r in rows)


@lru_cache(maxsize=1)
def _groups() -> dict[str, frozenset[int]]:
    found: dict[str, set[int]] = {}
    for number, (country, capital, people, others) in enumerate(_rows()):
        for name in (country, capital, people, people + "s", *others):
            found.setdefault(name.lower(), set()).add(number)
    for number, names in enumerate(_UNIONS, start=len(_rows())):
        for name in names:
            found.setdefault(name, set()).add(number)
    return {name: frozenset(numbers) for name, numbers in found.items()}


def places_of(name: str) -> frozenset[int]:
    """Which countries or unions a name may stand for ("Washington", "US" and "American" share one)."""
    plain = name.lower().strip()
    plain = plain.removeprefix("the ").removesuffix("'s").removesuffix("’s")
    return _groups().get(plain, frozenset())


def areas_of(name: str) -> frozenset[str]:
    """The parts of the world of the countries that a name may stand for; none for a union of states."""
    own = {_rows()[number][0] for number in places_of(name) if number < len(_rows())}
    return frozenset(area for area, members in _areas().items() if own & members)


@lru_cache(maxsize=1)
def _areas() -> dict[str, frozenset[str]]:
    lines = (line.partition("|") for line in _AREAS.strip().splitlines())
    return {area: frozenset(members.split(";")) for area, _, members in lines}


def may_mean_the_same(one: str, other: str) -> bool:
    """Whether two names may stand for one state, government or union."""
    return bool(places_of(one) & places_of(other))


def countries() -> tuple[str, ...]:
    """Names of countries, in order of the alphabet."""
    return tuple(row[0] for row in _rows())


def is_country(name: str) -> bool:
    return any(row[0].lower() == name.lower() for row in _rows()) or name in ("US", "U.S.", "UK", "Britain")


def is_capital(name: str) -> bool:
    return any(row[1].lower() == name.lower() for row in _rows())


def capitals() -> tuple[str, ...]:
    """Names of capitals, in order of their countries."""
    return tuple(row[1] for row in _rows())


def demonyms() -> tuple[str, ...]:
    """Adjectives of countries, in order of their countries."""
    return tuple(row[2] for row in _rows())
