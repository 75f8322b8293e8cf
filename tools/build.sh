#!/bin/sh
# tools/build.sh PRESET [TARGET...]: configures and builds; silent when all is well.
set -eu
preset=$1
shift
cd "$(dirname "$0")/.."
log=$(mktemp)
trap 'rm -f "$log"' EXIT
if ! (cmake -S server --preset "$preset" >"$log" 2>&1 && ninja -C "build/$preset" "$@" >>"$log" 2>&1); then
  grep -E '(error|FAILED|undefined|CMake Error)' "$log" | head -40 >&2 || true
  tail -40 "$log" >&2
  exit 1
fi
