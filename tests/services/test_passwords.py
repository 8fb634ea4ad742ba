"""Passwords: their length and how common they are, nothing else."""

import pytest

from quizapi.services.passwords import PasswordLength, PasswordTooCommon, check_password
from tests.deadlines import bounded_work


@pytest.mark.parametrize(
    "password",
    ["1234567890", "qwertyuiop", "password12", "Password123!", "iloveyou12", "aaaaaaaaaa", "x" * 1000],
)
def test_what_is_guessed_first_is_refused(password):
    with pytest.raises(PasswordTooCommon):
        check_password(password)


@pytest.mark.parametrize(
    "password", ["correct horse battery", "ein Satz ohne Ziffern", "ядро и облака", "a long password"]
)
def test_no_kind_of_character_is_asked_for(password):
    check_password(password)


@pytest.mark.parametrize("password", ["ninechars", "x7!" * 334])
def test_too_short_and_too_long_are_refused(password):
    with pytest.raises(PasswordLength):
        check_password(password)


def test_ones_own_address_and_name_are_no_password():
    words = ("mara@school.example", "Mara Ellison")
    for password in ("mara@school.example", "maraellison", "Mara Ellison"):
        with pytest.raises(PasswordTooCommon):
            check_password(password, own_words=words)


def test_a_hostile_length_costs_no_more_than_a_short_one():
    with bounded_work():
        check_password(("Ab1!x?9z" * 200)[:1000])
