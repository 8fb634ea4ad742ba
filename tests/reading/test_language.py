"""Which language a text is in, foreign names and quotes notwithstanding."""

import subprocess
import sys

import pytest

from quizapi.reading.errors import LanguageNotSupported
from quizapi.reading.language import check_language, detect_language, language_name

GERMAN = "Der Minister sagte am Dienstag, dass er nicht zu den Gesprächen nach Wien kommen werde. "
FRENCH = "Le ministre a déclaré mardi qu'il ne viendrait pas aux négociations prévues à Vienne. "
ENGLISH = (
    "The minister said on Tuesday that he would not come to the talks which were planned in the capital. "
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (ENGLISH * 3, "en"),
        (GERMAN * 3, "de"),
        (FRENCH * 3, "fr"),
        ("大臣は火曜日に会談に来ないと述べた。首相はこれに反対している。" * 4, "ja"),
        ("Министр заявил во вторник, что не приедет на переговоры в столицу. " * 3, "ru"),
        ("12 34 56", "und"),
    ],
)
def test_language_is_told(text: str, code: str) -> None:
    assert detect_language(text) == code


def test_english_article_with_foreign_quotes_and_names_stays_english() -> None:
    check_language(
        f"„{GERMAN}“ said Jürgen Großschädl of the Bundesanstalt für Finanzdienstleistungsaufsicht, "
        f"and the mayor of Aix-en-Provence, Thérèse Lefèbvre, answered: « {FRENCH}» " + ENGLISH * 2
    )


def test_foreign_article_with_an_english_quote_is_refused_by_its_name() -> None:
    with pytest.raises(LanguageNotSupported, match="German"):
        check_language(GERMAN * 4 + "“We will not come to the talks,” sagte er. ")


def test_text_without_words_is_refused() -> None:
    with pytest.raises(LanguageNotSupported, match="no words"):
        check_language("1234 5678 " * 30)


def test_unknown_code_is_its_own_name() -> None:
    assert language_name("xx") == "xx"


def test_module_loads_neither_spacy_nor_a_model() -> None:
    code = (
        "import sys, quizapi.reading.language, quizapi.reading.cleaning;"
        "assert not {'spacy', 'py3langid', 'numpy'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
