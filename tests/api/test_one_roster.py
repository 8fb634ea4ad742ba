"""Rosters from the files of OneRoster over HTTP."""

import io
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from werkzeug.datastructures import FileStorage, MultiDict

from quizapi.exchange.packages import pack
from tests.api.delivery import School, make_school

USERS = """sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,givenName,familyName,\
middleName,email
u1,active,,true,o1,student,nhaddad,Noor,Haddad,,noor@school.example
u2,active,,TRUE,o1,student,sokafor,Sam,Okafor,James,sam@school.example
u3,tobedeleted,,true,o1,student,gone,Gone,Long,,
u4,active,,false,o1,student,off,Switched,Off,,
u5,active,,true,o1,teacher,mara,Mara,Ellison,,
u6,,,true,o1,student,sokafor2,Sam,Okafor,Kelechi,
u7,active,,true,o1,student,zoe,Zoë,"D'Arcy, the younger",,
"""
CLASSES = """sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,\
schoolSourcedId
c1,active,,Reading the news,10,co1,RTN-1,scheduled,o1
c2,active,,History,10,co2,HIS-1,scheduled,o1
c3,tobedeleted,,Old class,10,co2,OLD,scheduled,o1
"""
ENROLLMENTS = """sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,\
beginDate,endDate
e1,active,,c1,o1,u1,student,,,
e2,active,,c1,o1,u2,student,,2026-01-10,2026-07-01
e3,active,,c1,o1,u3,student,,,
e4,active,,c1,o1,u4,student,,,
e5,active,,c1,o1,u5,teacher,true,,
e6,active,,c1,o1,u6,student,,,
e7,active,,c1,o1,u7,student,,2026-09-01,
e8,tobedeleted,,c2,o1,u1,student,,,
e9,active,,c2,o1,u7,student,,,
enrolment-10,active,,c1,o1,u1,student,,,
"""
FILES = {"users.csv": USERS, "classes.csv": CLASSES, "enrollments.csv": ENROLLMENTS}


@pytest.fixture
def school(quizapi_app: Callable[..., Flask]) -> School:
    """A school on a server whose operator has switched OneRoster on."""
    return make_school(quizapi_app(one_roster=True))


def send(
    school: School, assignment: dict[str, Any], files: Mapping[str, str | bytes], query: str = ""
) -> Any:
    sent = MultiDict(
        ("file", FileStorage(io.BytesIO(data.encode() if isinstance(data, str) else data), name))
        for name, data in files.items()
    )
    return school.teacher.client.post(
        f"/api/v1/assignments/{assignment['id']}/roster/import{query}",
        data=sent,
        content_type="multipart/form-data",
        headers={"Authorization": f"Bearer {school.teacher.token}"},
    )


def zipped(files: Mapping[str, str], folder: str = "") -> dict[str, bytes]:
    return {"export.zip": pack((folder + name, text.encode()) for name, text in files.items())}


def names(answer: Any) -> list[str]:
    assert answer.status_code == 200, answer.text
    return sorted(entry["name"] for entry in answer.json["entries"])


@pytest.mark.parametrize("as_zip", [True, False], ids=["zip", "files"])
def test_the_active_students_of_a_class_become_the_roster(school: School, as_zip: bool) -> None:
    assignment = school.assignment()
    extra = {**FILES, "manifest.csv": "propertyName,value\nmanifest.version,1.0\n"}
    files = zipped(extra, "export/") if as_zip else dict(FILES)
    answer = send(school, assignment, files, "?class=RTN-1")
    # Two of one name are told apart by their middle names.
    assert names(answer) == ["Noor Haddad", "Sam James Okafor", "Sam Kelechi Okafor"]
    report = {(line["row"], line["name"], line["result"]): line["detail"] for line in answer.json["report"]}
    assert report[(2, "Noor Haddad", "added")] == ""
    assert "not enabled" in report[(5, "Switched Off", "refused")]
    assert "Not enrolled" in report[(8, "Zoë D'Arcy, the younger", "refused")]
    assert "line 4" in report[(0, "u3", "refused")]
    assert len(report) == 6


def test_a_preview_stores_nothing(school: School) -> None:
    assignment = school.assignment()
    answer = send(school, assignment, zipped(FILES), "?class=c1&preview=true")
    assert answer.json["preview"] is True and answer.json["entries"] == []
    assert [line["result"] for line in answer.json["report"]].count("added") == 3
    assert school.teacher.ok("GET", f"/assignments/{assignment['id']}/roster")["entries"] == []


@pytest.mark.parametrize("named", ["c2", "HIS-1", "history"])
def test_a_class_is_named_by_id_code_or_title(school: School, named: str) -> None:
    answer = send(school, school.assignment(), zipped(FILES), f"?class={named}")
    assert names(answer) == ["Zoë D'Arcy, the younger"]


@pytest.mark.parametrize("query", ["", "?class=Old+class", "?class=nonsense"])
def test_without_one_class_the_classes_are_listed(school: School, query: str) -> None:
    answer = send(school, school.assignment(), zipped(FILES), query)
    assert (answer.status_code, answer.json["type"]) == (422, "/docs/problems#class-not-named")
    assert "Reading the news (c1), History (c2)" in answer.json["detail"]
    assert "Old class (" not in answer.json["detail"]


def test_a_single_class_need_not_be_named(school: School) -> None:
    one = "\n".join(CLASSES.splitlines()[:2])
    assert len(names(send(school, school.assignment(), zipped({**FILES, "classes.csv": one})))) == 3


def test_users_alone_are_all_students_among_them(school: School) -> None:
    expected = ["Noor Haddad", "Sam James Okafor", "Sam Kelechi Okafor", "Zoë D'Arcy, the younger"]
    assert names(send(school, school.assignment(), {"users.csv": USERS})) == expected
    plain = school.teacher.client.post(
        f"/api/v1/assignments/{school.assignment()['id']}/roster/import",
        data=USERS.encode("utf-8-sig"),
        content_type="text/csv",
        headers={"Authorization": f"Bearer {school.teacher.token}"},
    )
    assert names(plain) == expected


def test_roles_stand_in_a_file_of_their_own_in_version_1_2(school: School) -> None:
    users = (
        "sourcedId,status,dateLastModified,enabledUser,username,userIds,givenName,familyName,middleName,"
        "preferredFirstName\nu1,,,true,a,,Alexandra,Ng,,Alex\nu2,,,true,b,,Mara,Ellison,,\n"
    )
    roles = "sourcedId,userSourcedId,roleType,role\nr1,u1,primary,student\nr2,u2,primary,teacher\n"
    answer = send(school, school.assignment(), zipped({"users.csv": users, "roles.csv": roles}))
    assert names(answer) == ["Alex Ng"]


def test_only_names_are_stored(school: School) -> None:
    send(school, school.assignment(), zipped(FILES), "?class=c1")
    path = school.context.engine.url.database
    assert path is not None
    stored = b"".join(Path(path + ending).read_bytes() for ending in ("", "-wal"))
    assert b"Haddad" in stored
    for private in (b"noor@school.example", b"nhaddad", b"enrolment-10"):
        assert private not in stored


@pytest.mark.parametrize(
    ("files", "problem"),
    [
        ({"classes.csv": CLASSES, "enrollments.csv": ENROLLMENTS}, "file-refused"),
        ({**FILES, "users.csv": "sourcedId,name\nu1,x\n"}, "file-refused"),
        ({**FILES, "enrollments.csv": "a,b\n"}, "file-refused"),
        ({**FILES, "enrollments.csv": ENROLLMENTS.splitlines()[0]}, "roster-without-names"),
        ({**FILES, "users.csv": b"\xff\xfe\xff"}, "file-refused"),
        ({**FILES, "users.csv": USERS + '"' + "x" * 200_000}, "file-refused"),
    ],
)
def test_files_that_cannot_be_read_are_refused_and_nothing_stored(
    school: School, files: dict[str, Any], problem: str
) -> None:
    assignment = school.assignment()
    answer = send(school, assignment, files, "?class=c1")
    assert (answer.status_code, answer.json["type"].rpartition("#")[2]) == (422, problem), answer.text
    assert school.teacher.ok("GET", f"/assignments/{assignment['id']}/roster")["entries"] == []


def test_packages_that_are_traps_are_refused(school: School) -> None:
    assignment = school.assignment()
    for trap in (
        pack([("../users.csv", USERS.encode())]),
        pack([("users.csv", bytes(25_000_000))]),
        b"PK\x03\x04x",
    ):
        answer = send(school, assignment, {"x.zip": trap})
        assert answer.status_code == 422, answer.text


def test_a_workbook_is_still_a_workbook(school: School) -> None:
    import openpyxl

    book = openpyxl.Workbook()
    book.active.append(["name"])
    book.active.append(["Noor Haddad"])
    buffer = io.BytesIO()
    book.save(buffer)
    assert names(send(school, school.assignment(), {"class.xlsx": buffer.getvalue()})) == ["Noor Haddad"]


@pytest.mark.parametrize(
    "files",
    [FILES, zipped(FILES), zipped(FILES, "export/"), {"users.csv": USERS}],
    ids=["files", "zip", "zip with a folder", "users alone"],
)
def test_where_it_is_off_its_files_are_refused_and_nothing_is_stored(
    quizapi_app: Callable[..., Flask], files: Mapping[str, str | bytes]
) -> None:
    school = make_school(quizapi_app())
    assignment = school.assignment()
    answer = send(school, assignment, files, "?class=c1")
    assert (answer.status_code, answer.json["type"]) == (409, "/docs/problems#one-roster-off"), answer.text
    assert "column “name”" in answer.json["detail"]
    assert school.teacher.ok("GET", f"/assignments/{assignment['id']}/roster")["entries"] == []


def test_where_it_is_off_tables_of_names_are_still_taken(quizapi_app: Callable[..., Flask]) -> None:
    school = make_school(quizapi_app())
    table = {"class.csv": "given name,surname\nNoor,Haddad\n"}
    assert names(send(school, school.assignment(), table)) == ["Noor Haddad"]
