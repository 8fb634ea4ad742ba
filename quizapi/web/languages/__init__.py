"""The languages of the pages: which ones there are, which one a visitor reads, and their catalogues.

English is the source: its words stand in templates, modules and views. Every other language is a catalogue of
gettext under `translations/`. `python -m quizapi.web.languages` writes the templates of the catalogues anew
and brings new texts into each language.
"""
