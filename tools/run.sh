#!/bin/sh
# `make run` after the build: the release server on the demo workspace, until Ctrl-C. The first run
# makes the workspace, in data/demo; PORT chooses the port.
set -eu
cd "$(dirname "$0")/.."
tools/demo/seed.sh build/release/atelier data/demo
exec node tools/demo/start.mjs build/release/atelier data/demo --web web/dist
