#!/bin/sh
# What the tests of the pages need: Debian's Chromium, and npm's packages of package.json.
set -eu
cd "$(dirname "$0")/.."
command -v chromium >/dev/null 2>&1 || scripts/debian-packages.sh chromium
# Papers in Hebrew and Arabic, in Chinese, Japanese and Korean, and with emoji need fonts that have them.
scripts/debian-packages.sh fonts-dejavu-core fonts-wqy-microhei fonts-symbola
if [ -f package-lock.json ]; then
    command -v npm >/dev/null 2>&1 || scripts/debian-packages.sh nodejs npm
    stamp=node_modules/.setup
    if ! [ -f $stamp ] || [ package-lock.json -nt $stamp ]; then
        npm ci --silent --no-audit --no-fund
        touch $stamp
    fi
fi
