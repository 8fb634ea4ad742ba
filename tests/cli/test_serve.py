import pytest

from quizapi.cli.serve import UnsafeAddress, check_address
from quizapi.settings import Settings


def test_plain_http_to_others_needs_the_operators_word(tmp_path: object) -> None:
    with pytest.raises(UnsafeAddress, match="QUIZAPI_ALLOW_HTTP"):
        check_address("http://192.0.2.1:8000", is_loopback=False, allow_http=False)


def test_plain_http_that_was_allowed_warns(capsys: pytest.CaptureFixture[str]) -> None:
    check_address("http://192.0.2.1:8000", is_loopback=False, allow_http=True)
    assert "Warning" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("settings", "secure"),
    [
        ({}, True),
        ({"public_url": "https://quiz.school.example"}, True),
        ({"public_url": "http://192.0.2.1"}, False),
        ({"host": "192.0.2.1"}, False),
        ({"public_url": "http://127.example.org"}, False),
        ({"public_url": "http://localhost.example.org"}, False),
        ({"public_url": "http://localhost:9000"}, True),
        ({"public_url": "http://[::1]:9000"}, True),
    ],
)
def test_secure_cookies_hold_for_https_and_this_machine(settings: dict[str, str], secure: bool) -> None:
    assert Settings(**settings).secure_cookies is secure
