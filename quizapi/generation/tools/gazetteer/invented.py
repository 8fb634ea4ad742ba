"""Invented people: names common in a part of the world, put together by us. They mean nobody.

A wrong option that names a real person would put words into that person's mouth.
"""

from functools import lru_cache
from itertools import product
from typing import Final

from quizapi.domain.annotations import Gender

DEFAULT_AREA: Final = "english"
#: area | women's given names | men's given names | family names
_NAMES = """
english|Alison;Carol;Heather;Joanna;Rachel;Stella|Adrian;Colin;Derek;Graham;Martin;Neil|Ashford;Barlow;Fenwick;Hartley;Kendrick;Marlowe;Prescott;Whitlock
germanic|Anneke;Birgit;Ingrid;Katrin;Sabine;Ulrike|Anders;Dieter;Henrik;Jürgen;Lars;Torsten|Bergmann;Dahlberg;Eklund;Hofer;Lindholm;Petersen;Reinders;Vogler
romance|Chiara;Elodie;Lucia;Marta;Silvia;Teresa|Alberto;Bruno;Emilio;Gaspard;Julien;Matteo|Bellini;Carvalho;Fontaine;Herrera;Marchetti;Navarro;Rousselle;Valverde
slavic|Dana;Irina;Jelena;Ludmila;Milena;Oksana|Bohdan;Dragan;Jaromir;Miroslav;Pavel;Stanislav|Dvorski;Havelka;Jovanov;Kozlov;Marinov;Novotny;Petrenko;Wolanski
middle eastern|Amira;Fatima;Leyla;Nadia;Rania;Yasmin|Farid;Hassan;Karim;Mehmet;Rashid;Tariq|Aydin;Haddad;Karimi;Mansour;Najjar;Rahimi;Sabbagh;Yildirim
south asian|Anjali;Kavita;Meera;Nasreen;Priya;Sunita|Arjun;Imran;Rajesh;Sanjay;Vikram;Zahid|Banerjee;Chaudhry;Deshpande;Iyer;Malik;Nambiar;Qureshi;Saxena
east asian|Haruka;Ji-woo;Keiko;Lan;Mei;Yuki|Daisuke;Hiroshi;Kenji;Minh;Tae-yang;Wei|Fujimoto;Hayakawa;Kuroda;Liang;Nakamura;Oshiro;Tran;Zhou
african|Abena;Amina;Chiamaka;Lindiwe;Wanjiru;Zanele|Chidi;Kofi;Kwame;Mandla;Omondi;Sipho|Adeyemi;Boateng;Dlamini;Kamau;Mensah;Nkosi;Okafor;Tesfaye
"""  # noqa: E501


#: Given names that tell the part of the world too, and are given to nobody invented.
_TELLING: Final = {
    "english": """James John Robert William George Charles Thomas Henry Edward Malcolm Ronald Donald Kenneth
    Richard Andrew Peter Paul Mark Steven Stephen Brian Kevin Gary Jeffrey Scott Helen Margaret Elizabeth
    Susan Linda Barbara Jennifer Patricia Karen Nancy Amy Emily Jessica Ashley Caspar Howard Clayton""",
    "east asian": """Shintaro Yasuhiro Kiichi Noboru Takeshi Hajime Makoto Akio Tadashi Toshio Satoshi Yoko
    Akiko Michiko Jin Jian Xiao Hong Hyun Sung""",
    "germanic": "Hans Helmut Klaus Gerhard Karl Otto Gerd Sven Erik Björn Astrid Ursula Angela",
    "romance": "Jacques Pierre François Jean Giovanni Giuseppe José Juan Carlos Luis Pedro Ana Carmen Paolo",
    "slavic": "Vladimir Boris Sergei Dmitry Mikhail Viktor Yuri Andrei Natalia Svetlana Tomasz Jan Zoran",
    "middle eastern": "Mohammed Mohammad Ahmed Ali Hamid Abdul Mahmoud Omar Khalid Recep Reza Layla",
    "south asian": "Narendra Rahul Amit Asif Benazir Indira Sonia Deepak Ravi Muhammad",
    "african": "Thabo Nelson Jomo Kwesi Ngozi Olusegun Cyril Uhuru",
}


@lru_cache(maxsize=1)
def _rows() -> dict[str, tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]]:
    rows = (line.split("|") for line in _NAMES.strip().splitlines())
    return {area: (tuple(w.split(";")), tuple(m.split(";")), tuple(f.split(";"))) for area, w, m, f in rows}


def people(area: str, gender: Gender | None = None) -> tuple[str, ...]:
    """Full names of a part of the world, of one gender or of both; English ones where the area is unknown."""
    women, men, families = _rows().get(area, _rows()[DEFAULT_AREA])
    given = {"female": women, "male": men, None: (*women, *men)}[gender]
    return tuple(f"{first} {last}" for first, last in product(given, families))


def area_of_name(name: str) -> str | None:
    """The area in whose lists a word of the name stands; None where it is in none, or in several."""
    words = set(name.split())
    areas = [
        area
        for area, lists in _rows().items()
        if any(words & set(names) for names in (*lists, _TELLING[area].split()))
    ]
    return areas[0] if len(areas) == 1 else None


def is_invented(name: str) -> bool:
    """Whether we put this name together."""
    first, _, last = name.partition(" ")
    return any(last in families and first in (*women, *men) for women, men, families in _rows().values())
