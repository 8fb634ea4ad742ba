#!/bin/sh
# Makes the project's own virtual environment and installs everything that is pinned.
#   scripts/setup.sh run    what the product needs
#   scripts/setup.sh dev    the same, and what checks and tests need
set -eu
cd "$(dirname "$0")/.."
kind=${1:-run}
venv=.venv
stamp=$venv/.setup-$kind

say() { printf '%s\n' "$*" >&2; }

python=${PYTHON:-python3}
command -v "$python" >/dev/null 2>&1 || scripts/debian-packages.sh python3 python3-venv
if ! "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))'; then
    say "Python 3.11 or later is needed; $python is $("$python" -V 2>&1). Set PYTHON to another one."
    exit 1
fi

wanted=$(cat requirements/*.txt pyproject.toml plugins/*/pyproject.toml scripts/setup.sh | cksum)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$wanted" ]; then exit 0; fi

if ! [ -x $venv/bin/python ]; then
    say "Making $venv ..."
    if ! "$python" -c 'import ensurepip' 2>/dev/null; then scripts/debian-packages.sh python3-venv; fi
    "$python" -m venv $venv
fi
if [ -x $venv/bin/uv ]; then
    uv=$venv/bin/uv
elif command -v uv >/dev/null 2>&1; then
    uv=uv
else
    $venv/bin/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements/uv.txt
    uv=$venv/bin/uv
fi
export VIRTUAL_ENV="$PWD/$venv" UV_PYTHON="$PWD/$venv/bin/python" UV_LINK_MODE=copy
# The machine's own certificates: some networks put theirs in between.
export UV_SYSTEM_CERTS=1 UV_NATIVE_TLS=1
# A slow or busy index answers late rather than never.
export UV_HTTP_TIMEOUT=180

say "Installing the pinned packages ($kind) ..."
case $kind in
    # Compiled at once: without bytecode every start of a process compiles a thousand modules (3 s).
    dev) "$uv" pip install -q --compile-bytecode --require-hashes -r requirements/dev.txt ;;
    *) "$uv" pip install -q --compile-bytecode --require-hashes -r requirements/runtime.txt -r requirements/build.txt ;;
esac
set --
for plugin in plugins/*/; do set -- "$@" -e "./$plugin"; done
"$uv" pip install -q --no-deps --no-build-isolation -e . "$@"
$venv/bin/python -m compileall -q quizapi plugins
$venv/bin/python scripts/verify_model.py
printf '%s' "$wanted" >"$stamp"
