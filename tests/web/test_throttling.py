"""Guessing by the pages is held back as it is by the API."""

from pathlib import Path

from quizapi.services.throttling import JOIN_ADDRESS, SIGN_IN_ACCOUNT
from tests.web.site import PASSWORD, serve


def test_guesses_of_passwords_and_codes_are_held_back(tmp_path: Path) -> None:
    with serve(tmp_path) as site:
        teacher = site.teacher()
        client = site.app.test_client()
        wrong = {"email": teacher.email, "password": "wrong words"}
        for _ in range(SIGN_IN_ACCOUNT.free + 1):
            client.post("/sign-in", data=wrong)
        answer = client.post("/sign-in", data={"email": teacher.email, "password": PASSWORD})
        assert answer.status_code == 429
        assert "Too many" in answer.get_data(as_text=True)
        for _ in range(JOIN_ADDRESS.free + 1):
            client.get("/join/ZZZZZZZZ")
        assert client.get("/join/ZZZZZZZZ").status_code == 429
        assert client.get(f"/join/{teacher.published()['join_code']}").status_code == 200
