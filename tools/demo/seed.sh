#!/bin/sh
# tools/demo/seed.sh BINARY FOLDER: fills FOLDER with the demo workspace once; its links and passwords
# are kept in FOLDER/demo.json.
set -eu
binary=$1
folder=$2
[ -f "$folder/demo.json" ] && exit 0
if [ -e "$folder" ]; then
  echo "$folder is there already and is no demo workspace: move it away first." >&2
  exit 1
fi
# Under another name until it is whole, so that an interrupted first run leaves nothing behind.
rm -rf "$folder.new"
mkdir -p "$(dirname "$folder")"
umask 077
mkdir "$folder.new"
"$binary" demo --data "$folder.new" --content deploy/demo --json > "$folder.new/demo.json"
mv "$folder.new" "$folder"
