#!/bin/sh
# Installs what a bare Debian 12 lacks: `tools/install.sh build|test|browsers`. Fast when all is there.
set -eu
build="ca-certificates g++ cmake ninja-build ccache mold make git python3 nodejs npm brotli
  libboost1.81-dev libboost-system1.81-dev libboost-url1.81-dev libboost-json1.81-dev libssl-dev libsqlite3-dev
  libsodium-dev libcurl4-openssl-dev zlib1g-dev libmd4c-dev libspdlog-dev libfmt-dev libcli11-dev libtomlplusplus-dev"
test="libgtest-dev libgmock-dev libbenchmark-dev clang-14 libclang-rt-14-dev clang-tidy-14 clang-format-14"
browsers="chromium firefox-esr webkit2gtk-driver xvfb fonts-noto-color-emoji"

missing=""
for group in "$@"; do
  case "$group" in
    build) names=$build ;;
    test) names=$test ;;
    browsers) names=$browsers ;;
    *) echo "unknown group: $group (build, test or browsers)" >&2; exit 2 ;;
  esac
  for name in $names; do
    case "$name" in
      nodejs) command -v node >/dev/null && continue ;;
      npm) command -v npm >/dev/null && continue ;;
    esac
    dpkg-query -W -f='${Status}' "$name" 2>/dev/null | grep -q 'ok installed' || missing="$missing $name"
  done
done
[ -z "$missing" ] && exit 0
sudo=""
[ "$(id -u)" = 0 ] || sudo=sudo
$sudo apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive $sudo apt-get install -y -qq --no-install-recommends $missing >/dev/null
