"""Words about names: titles, offices, and words that tell a person's gender."""

from typing import Final

from quizapi.domain.annotations import Gender


def words(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


COURTESY: Final = frozenset(
    {
        "mr",
        "mrs",
        "ms",
        "miss",
        "mx",
        "messrs",
        "mme",
        "monsieur",
        "madame",
        "herr",
        "frau",
        "señor",
        "señora",
    }
)

#: Written directly before a name, in any case; a full stop may follow the short ones.
TITLES: Final = COURTESY | words(
    """
    dr prof professor sir dame lord lady baron baroness count countess duke duchess prince princess king
    queen emperor empress sultan sheikh emir pope cardinal archbishop bishop father rabbi imam ayatollah
    reverend rev pastor sister president vice-president premier chancellor minister secretary senator sen
    rep representative congressman congresswoman deputy governor gov mayor councillor councilor councilman
    councilwoman alderman alderwoman assemblyman assemblywoman
    ambassador consul commissioner judge justice magistrate attorney sheriff marshal
    chief general gen lieutenant lt colonel col major maj captain capt sergeant sgt corporal cpl private
    admiral adm commander cmdr commodore brigadier detective inspector superintendent constable officer
    chairman chairwoman chairperson chair director speaker leader coach
    """
)

#: Words that go with a title: "former vice president", "prime minister".
TITLE_PARTS: Final = words(
    """
    former ex vice deputy prime acting interim assistant associate under foreign defence defense interior
    finance trade health justice education state attorney chief executive general major lieutenant first
    lady crown grand supreme managing senior junior national press campaign police fire district
    """
)

NAME_SUFFIXES: Final = words("jr sr ii iii iv phd md esq mp kc qc")

GENDER_OF_WORD: Final[dict[str, Gender]] = {
    **dict.fromkeys(
        words(
            """
            mr sir lord baron count duke prince king emperor sultan sheikh pope father congressman
            assemblyman
            councilman alderman chairman spokesman businessman salesman policeman fireman statesman
            sportsman clergyman congressmen actor man boy husband son brother uncle nephew grandfather
            grandson widower herr monsieur señor imam ayatollah emir waiter fisherman craftsman anchorman
            nobleman monk
            """
        ),
        "male",
    ),
    **dict.fromkeys(
        words(
            """
            mrs ms miss mme madame frau señora dame lady baroness countess duchess princess queen empress
            congresswoman assemblywoman alderwoman
            councilwoman chairwoman spokeswoman businesswoman saleswoman policewoman
            stateswoman sportswoman actress woman girl wife daughter sister mother aunt niece grandmother
            granddaughter widow waitress heroine noblewoman anchorwoman nun
            """
        ),
        "female",
    ),
}

#: Heads of noun phrases that name an office, a job or a standing; they make an appositive a role.
ROLE_NOUNS: Final = words(
    """
    president premier chancellor minister secretary senator representative congressman congresswoman
    lawmaker legislator deputy governor mayor councillor councilor ambassador envoy diplomat consul
    commissioner judge justice prosecutor attorney lawyer solicitor barrister counsel sheriff chief general
    colonel major captain admiral commander officer detective inspector superintendent chairman chairwoman
    chairperson chair director manager head leader boss executive ceo founder co-founder owner partner
    treasurer auditor accountant banker broker trader analyst economist strategist adviser advisor
    consultant aide spokesman spokeswoman spokesperson official organiser organizer activist campaigner
    candidate nominee member delegate negotiator mediator professor lecturer teacher headteacher principal
    dean student researcher scientist physicist chemist biologist engineer doctor surgeon physician nurse
    psychologist historian author writer novelist poet journalist reporter editor columnist correspondent
    commentator presenter blogger critic artist actor actress singer musician composer producer designer
    architect farmer baker fisherman miner worker driver pilot builder shopkeeper businessman businesswoman
    entrepreneur investor resident neighbour neighbor witness victim survivor veteran soldier priest bishop
    archbishop pastor rabbi imam pope king queen prince princess sultan emperor coach player striker
    goalkeeper athlete runner champion father mother wife husband son daughter brother sister widow
    co-author expert specialist scholar fellow librarian curator archivist coordinator administrator
    supervisor trustee chef waiter seller vendor pollster statistician meteorologist geologist
    """
)

#: Of these, the ones that say whose relative somebody is: they tell a gender but are no office.
RELATIVES: Final = words("father mother wife husband son daughter brother sister widow widower")

#: Words that end the names of organisations: what ends with one is no person.
ORG_HEADS: Final = words(
    """
    party council committee commission union league association institute university college school bank
    ministry department agency office bureau court police army navy force company corporation group fund
    foundation trust centre center society federation alliance coalition congress senate parliament house
    assembly board authority club church times post news journal press herald tribune guardian newspaper
    airlines airways motors industries holdings partners campaign movement network administration government
    service wire radio television water energy bay sentinel globe gazette chronicle examiner dispatch courier
    telegraph inquirer bulletin
    """
)

#: Words that end the names of places.
PLACE_HEADS: Final = words(
    "county city town village street road avenue square river lake island islands bay mount mountain park "
    "district state province valley beach hills bridge airport station desert forest peninsula"
)

COMPANY_SUFFIXES: Final = frozenset(
    {
        "inc",
        "corp",
        "ltd",
        "plc",
        "llc",
        "co",
        "company",
        "corporation",
        "limited",
        "ag",
        "gmbh",
        "sa",
        "nv",
        "group",
        "incorporated",
    }
)

#: Names of one place that share no word.
PLACE_ALIASES: Final[dict[str, str]] = {
    "u.s.": "united states",
    "us": "united states",
    "u.s.a.": "united states",
    "usa": "united states",
    "america": "united states",
    "united states of america": "united states",
    "u.k.": "united kingdom",
    "uk": "united kingdom",
    "britain": "united kingdom",
    "great britain": "united kingdom",
    "e.u.": "european union",
    "eu": "european union",
    "u.n.": "united nations",
    "un": "united nations",
    "u.a.e.": "united arab emirates",
    "uae": "united arab emirates",
    "holland": "netherlands",
    "prc": "china",
    "people's republic of china": "china",
    "russian federation": "russia",
    "burma": "myanmar",
}
