"""Large cities that are no capitals. None lies in another."""

from functools import lru_cache

from quizapi.generation.tools.gazetteer.states import areas_of, capitals

#: country | its cities
_CITIES = """
Argentina|Cordoba;Rosario
Australia|Sydney;Melbourne;Perth;Brisbane;Adelaide
Austria|Graz;Linz;Salzburg
Belgium|Antwerp;Ghent;Liège
Brazil|Sao Paulo;Rio de Janeiro;Recife;Porto Alegre
Canada|Toronto;Montreal;Vancouver;Calgary
China|Shanghai;Guangzhou;Shenzhen;Wuhan;Chengdu
Colombia|Medellin;Cali
Denmark|Aarhus;Odense
Egypt|Alexandria
France|Lyon;Marseille;Toulouse;Lille;Bordeaux
Germany|Hamburg;Munich;Cologne;Frankfurt;Leipzig;Stuttgart
Greece|Thessaloniki;Patras
India|Mumbai;Kolkata;Chennai;Bangalore;Hyderabad
Indonesia|Surabaya;Bandung
Iran|Isfahan;Shiraz;Tabriz
Iraq|Basra;Mosul
Italy|Milan;Naples;Turin;Bologna;Genoa
Japan|Osaka;Nagoya;Sapporo;Fukuoka
Kenya|Mombasa;Kisumu
Mexico|Guadalajara;Monterrey;Puebla
Morocco|Casablanca;Marrakesh;Fez
Netherlands|Rotterdam;Utrecht;Eindhoven
New Zealand|Auckland;Christchurch
Nigeria|Lagos;Kano;Ibadan
Norway|Bergen;Trondheim;Stavanger
Pakistan|Karachi;Lahore;Peshawar
Poland|Krakow;Gdansk;Wroclaw;Poznan
Portugal|Porto;Braga
Russia|St Petersburg;Kazan;Samara;Omsk;Vladivostok
South Africa|Johannesburg;Durban;Cape Town
South Korea|Busan;Incheon;Daegu
Spain|Barcelona;Valencia;Seville;Bilbao
Sweden|Gothenburg;Malmo;Uppsala
Switzerland|Zurich;Geneva;Basel
Turkey|Istanbul;Izmir;Bursa
Ukraine|Kharkiv;Odesa;Lviv;Dnipro
United Kingdom|Birmingham;Manchester;Leeds;Glasgow;Edinburgh;Cardiff;Belfast;Liverpool
United States|Chicago;Houston;Phoenix;Philadelphia;Seattle;Boston;Denver;Detroit;Atlanta;Miami
Vietnam|Hue;Da Nang
"""


@lru_cache(maxsize=1)
def _areas() -> dict[str, str]:
    """The part of the world of each city, capitals included, by its name in small letters."""
    found = {capital.lower(): next(iter(areas_of(capital)), "") for capital in capitals()}
    for line in _CITIES.strip().splitlines():
        country, _, names = line.partition("|")
        found.update({name.lower(): next(iter(areas_of(country)), "") for name in names.split(";")})
    return found


@lru_cache(maxsize=1)
def cities() -> tuple[str, ...]:
    """Names of capitals and of other large cities."""
    others = (name for line in _CITIES.strip().splitlines() for name in line.partition("|")[2].split(";"))
    return (*capitals(), *others)


def is_city(name: str) -> bool:
    return name.lower() in _areas()


def area_of_city(name: str) -> str:
    """The part of the world that a city of ours lies in; empty where we do not know it."""
    return _areas().get(name.lower(), "")
