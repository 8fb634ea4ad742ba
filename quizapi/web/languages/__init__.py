"""The languages of the pages: which ones there are, which one a visitor reads, and their catalogues.

English is the source: its words stand in templates, modules and views. Every other language is a catalogue of
gettext under `translations/`. `python -m quizapi.web.languages` writes the templates of the catalogues anew
and brings new texts into each language.

A new language: name it in `catalogues.LANGUAGES`, run that command, and translate the two files it makes.
In templates and views a text is `_("...")` or `gettext("...")`, with `ngettext` for numbers; in ES modules
`t("...")` and `tn(...)` of `static/words.js`; in tables `N_("...")`. Texts of other rooms come through the
filter `translated`.
"""
