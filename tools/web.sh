#!/bin/sh
# Builds the web app into web/dist unless nothing has changed since the last build.
set -eu
cd "$(dirname "$0")/.."
tools/npm.sh
want=$(git ls-files -co --exclude-standard -- web sdk/src package-lock.json | sort | xargs -d '\n' sha256sum 2>/dev/null | sha256sum)
if [ -f web/dist/.built-from ] && [ "$(cat web/dist/.built-from)" = "$want" ]; then exit 0; fi
npm run --silent build
printf '%s\n' "$want" > web/dist/.built-from
