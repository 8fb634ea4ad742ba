#!/bin/sh
# Builds the documentation into build/docs/html; a warning is an error. Nothing is asked of the network.
set -eu
cd "$(dirname "$0")/.."
out=${1:-build/docs}
.venv/bin/python scripts/draw_imports.py docs/pictures/architecture.svg
.venv/bin/python -m sphinx -W --keep-going -q -j auto -b html -c docs -d "$out/doctrees" . "$out/html"
echo "$out/html/index.html"
