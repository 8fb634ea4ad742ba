"""`python -m quizapi`: the same as the program `quizapi`."""

from quizapi.cli import main

main()
