"""The reference has every operation and shape of the document; every problem has a place to read about it."""

from playwright.sync_api import expect

from quizapi.web.docs.problems import problem_types
from quizapi.web.docs.reference import schemas_of, tags_of
from tests.web.conftest import OpenPage
from tests.web.site import Site


def test_every_operation_and_shape_of_the_document_is_on_the_page(site: Site) -> None:
    client = site.app.test_client()
    spec = client.get("/api/v1/openapi.json").get_json()
    text = client.get("/docs").get_data(as_text=True)
    operations = [o for tag in tags_of(spec) for o in tag.operations]
    assert len(operations) == sum(
        method in ("get", "post", "put", "patch", "delete")
        for path in spec["paths"].values()
        for method in path
    )
    for operation in operations:
        assert f'id="{operation.id}"' in text
    for name, _, _ in schemas_of(spec):
        assert f'id="schema-{name}"' in text


def test_no_link_of_the_reference_leads_nowhere(open_page: OpenPage) -> None:
    page = open_page("/docs")
    broken = page.evaluate(
        """() => [...document.querySelectorAll('a[href^="#"]')]
            .map((link) => link.getAttribute('href').slice(1))
            .filter((id) => !document.getElementById(id))"""
    )
    assert broken == []


def test_an_address_with_an_operations_name_opens_it(open_page: OpenPage) -> None:
    page = open_page("/docs#sign_in_for_a_token")
    expect(page.locator("#sign_in_for_a_token")).to_have_attribute("open", "")
    expect(page.locator("#sign_in_for_a_token").get_by_text("password").first).to_be_visible()


def test_a_problems_type_is_an_address_with_advice(site: Site, open_page: OpenPage) -> None:
    problem = site.app.test_client().post("/api/v1/users", json={"email": "x"}).get_json()
    page = open_page(problem["type"])
    expect(page.locator("#invalid-request")).to_contain_text("JSON pointer")


def test_every_problem_has_a_title_and_says_what_to_do(site: Site) -> None:
    for problem in problem_types():
        assert problem.title, problem
        assert len(problem.advice) > 10, problem
        assert 400 <= problem.status < 600
