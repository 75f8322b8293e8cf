#!/bin/sh
# Installs the locked npm modules unless node_modules is what the lockfile says already.
set -eu
cd "$(dirname "$0")/.."
stamp=node_modules/.atelier-lock
if [ -f "$stamp" ] && cmp -s package-lock.json "$stamp"; then exit 0; fi
npm ci --no-fund --no-audit --loglevel=error >/dev/null
cp package-lock.json "$stamp"
