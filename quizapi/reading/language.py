"""Which language a text is written in."""

import re
from functools import lru_cache
from typing import Any

from quizapi.reading.errors import LanguageNotSupported


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


#: More than this many characters add nothing but time.
_SAMPLE_CHARS = 20_000
#: A third of running English is made of these words; no other language comes near half of that.
_ENGLISH_WORDS = _words(
    """the of and to a in that is was for on it with as his he be at by this had not are but from or have an
    they which you were her all she there would their we him been has when who will more no if out so said
    what up its about into than them can only other some could these two may then do any my now such like
    our over also because after where before did while"""
)
_ENGLISH_SHARE = 0.25
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

_NAMES = {
    "af": "Afrikaans", "am": "Amharic", "an": "Aragonese", "ar": "Arabic", "as": "Assamese",
    "az": "Azerbaijani", "be": "Belarusian", "bg": "Bulgarian", "bn": "Bengali", "br": "Breton",
    "bs": "Bosnian", "ca": "Catalan", "cs": "Czech", "cy": "Welsh", "da": "Danish", "de": "German",
    "dz": "Dzongkha", "el": "Greek", "en": "English", "eo": "Esperanto", "es": "Spanish", "et": "Estonian",
    "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fo": "Faroese", "fr": "French", "ga": "Irish",
    "gl": "Galician", "gu": "Gujarati", "he": "Hebrew", "hi": "Hindi", "hr": "Croatian",
    "ht": "Haitian Creole", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian", "is": "Icelandic",
    "it": "Italian", "ja": "Japanese", "jv": "Javanese", "ka": "Georgian", "kk": "Kazakh", "km": "Khmer",
    "kn": "Kannada", "ko": "Korean", "ku": "Kurdish", "ky": "Kyrgyz", "la": "Latin", "lb": "Luxembourgish",
    "lo": "Lao", "lt": "Lithuanian", "lv": "Latvian", "mg": "Malagasy", "mk": "Macedonian",
    "ml": "Malayalam", "mn": "Mongolian", "mr": "Marathi", "ms": "Malay", "mt": "Maltese", "nb": "Norwegian",
    "ne": "Nepali", "nl": "Dutch", "nn": "Norwegian", "no": "Norwegian", "oc": "Occitan", "or": "Odia",
    "pa": "Punjabi", "pl": "Polish", "ps": "Pashto", "pt": "Portuguese", "qu": "Quechua", "ro": "Romanian",
    "ru": "Russian", "rw": "Kinyarwanda", "se": "Northern Sami", "si": "Sinhala", "sk": "Slovak",
    "sl": "Slovenian", "so": "Somali", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish", "sw": "Swahili",
    "ta": "Tamil", "te": "Telugu", "th": "Thai", "tl": "Tagalog", "tr": "Turkish", "ug": "Uyghur",
    "uk": "Ukrainian", "ur": "Urdu", "uz": "Uzbek", "vi": "Vietnamese", "vo": "Volapük", "wa": "Walloon",
    "xh": "Xhosa", "yo": "Yoruba", "zh": "Chinese", "zu": "Zulu",
}  # fmt: skip


def detect_language(text: str) -> str:
    """Tell the language of a text.

    The whole text is judged, so that quotes and names in another language do not change the verdict; a text
    whose words are to a quarter English function words is English whatever its names look like.

    Returns:
        An ISO 639-1 code ("en"); "und" where there are no letters.
    """
    sample = text[:_SAMPLE_CHARS]
    words = [word.lower() for word in _WORD.findall(sample)]
    if not words:
        return "und"
    if sum(word in _ENGLISH_WORDS for word in words) >= _ENGLISH_SHARE * len(words):
        return "en"
    return str(_identifier().classify(sample)[0])


def language_name(code: str) -> str:
    """The English name of an ISO 639-1 code; the code itself where it is not known."""
    return _NAMES.get(code, code)


def check_language(text: str) -> None:
    """Refuse a text that is not English.

    Raises:
        LanguageNotSupported: Names the language that was found.
    """
    code = detect_language(text)
    if code == "und":
        raise LanguageNotSupported("The text has no words in it; only English articles can be read.")
    if code != "en":
        raise LanguageNotSupported(
            f"The text seems to be in {language_name(code)} ({code}); only English articles can be read."
        )


@lru_cache(maxsize=1)
def _identifier() -> Any:
    # Loading the model takes a moment; a process that only handles English text never pays for it.
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE)
