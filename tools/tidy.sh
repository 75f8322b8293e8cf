#!/bin/sh
# clang-tidy over the given C++ files, against the compile commands of build/asan; silent when clean.
set -eu
cd "$(dirname "$0")/.."
printf '%s\n' "$@" | xargs -P 2 -n 8 clang-tidy-14 -p build/asan --quiet 2>/dev/null
