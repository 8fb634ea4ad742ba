"""Bodies by kind, told by a word of their names: what stands in for a ministry is a ministry."""

import re
from functools import lru_cache

#: kind | words of a name that tell it | names
_KINDS = """
ministry|ministry|Agriculture Ministry;Culture Ministry;Education Ministry;Energy Ministry;Environment Ministry;Health Ministry;Housing Ministry;Justice Ministry;Labour Ministry;Transport Ministry
ministry of|ministry of|Ministry of Agriculture;Ministry of Culture;Ministry of Education;Ministry of Energy;Ministry of Health;Ministry of Housing;Ministry of Justice;Ministry of Labour;Ministry of Transport
department|department|Agriculture Department;Education Department;Energy Department;Health Department;Housing Department;Labour Department;Transport Department
department of|department of|Department of Agriculture;Department of Education;Department of Energy;Department of Health;Department of Housing;Department of Labour;Department of Transport
agency|agency;authority;office;service;administration|Aviation Authority;Environment Agency;Food Standards Agency;Immigration Service;Land Registry;Maritime Authority;Statistics Office;Weather Service
central bank|central bank;federal reserve;national bank;reserve bank;bank of england;bank of japan;bank of canada|Bank of Canada;Bank of England;Bank of Japan;European Central Bank;Federal Reserve;Reserve Bank of Australia;Swiss National Bank
bank|bank;bancorp;banco|Barclays Bank;Danske Bank;Deutsche Bank;Nordea Bank;Standard Bank
court|court;tribunal|Administrative Court;Constitutional Court;Court of Appeal;Court of Auditors;High Court;Supreme Court
university|university|Leiden University;Stanford University;Uppsala University;University of Cape Town;University of Melbourne;University of Oxford;University of Toronto
college|college;school;academy|Boston College;Eton College;London Business School;Royal Academy
institute|institute;institution;centre;center;foundation|Brookings Institution;Max Planck Institute;Pasteur Institute;Pew Research Center;Rockefeller Foundation
hospital|hospital;clinic|Central Hospital;General Hospital;Royal Infirmary;University Clinic
newspaper|times;post;journal;tribune;gazette;herald;daily;news|Daily Telegraph;Financial Times;Irish Times;Japan Times;Wall Street Journal;Washington Post
party|party|Centre Party;Conservative Party;Democratic Party;Green Party;Labour Party;Liberal Party;Social Democratic Party
union|union;federation|Dockers' Union;Farmers' Union;Journalists' Union;Nurses' Union;Railway Workers' Union;Teachers' Union
association|association;society;council|Bar Association;Chamber of Commerce;Consumers' Association;Medical Association;Royal Society;Tenants' Association
aid|charity;relief;rescue;rights;amnesty;oxfam;red cross|Amnesty International;Caritas;Greenpeace;Human Rights Watch;Oxfam;Red Cross;Save the Children
force|police;guard;army;navy;brigade;force|Border Police;Coast Guard;Federal Police;Fire Brigade;National Guard;Traffic Police
international|world;international;united nations;nato;league;organization;organisation;fund|African Union;Arab League;Council of Europe;International Monetary Fund;Interpol;Organization of American States;World Bank;World Health Organization;World Trade Organization
company|company;corp;corporation;inc;ltd;plc;group;co;ag;holdings;industries;motors;airlines|Maersk Group;Nestlé Group;Siemens Group;Tata Group;Toyota Motor Corporation;Unilever Group;Volvo Group
"""  # noqa: E501


@lru_cache(maxsize=1)
def _rows() -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    rows = (line.split("|") for line in _KINDS.strip().splitlines())
    return tuple((kind, tuple(cues.split(";")), tuple(names.split(";"))) for kind, cues, names in rows)


def kinds_of(name: str) -> tuple[str, ...]:
    """The kinds whose words stand in the name, that with the longest word first; none where nothing tells."""
    plain = f" {re.sub(r'[^a-z ]', '', name.lower())} "
    found = [(-len(cue), kind) for kind, cues, _ in _rows() for cue in cues if f" {cue} " in plain]
    return tuple(dict.fromkeys(kind for _, kind in sorted(found)))


def organisations(kind: str | None = None) -> tuple[str, ...]:
    """Names of one kind, or all of them."""
    return tuple(name for own, _, names in _rows() if kind in (None, own) for name in names)
