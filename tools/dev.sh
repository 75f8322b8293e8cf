#!/bin/sh
# `make dev` after the build: the debug server on a demo workspace of its own, with the web app from
# Vite, which reloads as files change. Both until Ctrl-C.
set -eu
cd "$(dirname "$0")/.."
tools/npm.sh
tools/demo/seed.sh build/dev/atelier data/dev
exec node tools/demo/start.mjs build/dev/atelier data/dev --beside node ../node_modules/vite/bin/vite.js --host localhost --port 5173 --strictPort
