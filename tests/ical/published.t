#!/bin/sh
# SPDX-License-Identifier: ISC
# Every calendar of both sites that ship, as published, through other programs' readers.
. "$(dirname "$0")/../lib/tap.sh"

for site in agendas fictional; do
	"$PLENARY" --state "$T/state.$site" publish --out "$T/$site" "$ROOT/data/$site" >"$T/out" ||
		tap_fail "publish $site" "exit $?"
done
mkdir "$T/all"
find -L "$T/agendas/current" "$T/fictional/current" -name '*.ics' | while read -r file; do
	name=${file#"$T/"}
	cp "$file" "$T/all/$(echo "$name" | tr / _)"
done
"$ROOT/tests/ical/readers.t" "$T/all"
