"""Bring the catalogues up to date with the sources: `python -m quizapi.web.languages`."""

from quizapi.web.languages.extracting import write_all

if __name__ == "__main__":
    write_all()
