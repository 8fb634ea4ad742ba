#!/bin/sh
# Pins every package with its hashes. No index address is written.
set -eu
cd "$(dirname "$0")/.."
scripts/setup.sh dev
uv=.venv/bin/uv
command -v $uv >/dev/null 2>&1 || uv=uv
compile() {
    out=$1
    shift
    $uv pip compile -q "$@" --python-version 3.11 --universal --generate-hashes --no-emit-index-url --no-annotate \
        --custom-compile-command "make requirements" -o "requirements/$out.txt"
}
# What is tested is what is shipped: the product takes the versions that its tests need too.
compile dev pyproject.toml --group build --group check --group test --group docs
compile runtime pyproject.toml --constraint requirements/dev.txt
compile build --group build --constraint requirements/dev.txt
echo uv | compile uv -
