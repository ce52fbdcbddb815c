#!/bin/sh
# SPDX-License-Identifier: ISC
# The calendars of both sites that ship, as published, through other programs' readers: all in the first
# language, those of the site and its events in the others too. See core/path.h for the names.
. "$(dirname "$0")/../lib/tap.sh"

for site in agendas fictional; do
	"$PLENARY" --state "$T/state.$site" publish --out "$T/$site" "$ROOT/data/$site" >"$T/out" ||
		tap_fail "publish $site" "exit $?"
done
mkdir "$T/all"
find -L "$T/agendas/current" "$T/fictional/current" -name '*.ics' |
	grep -v '/current/.*/[^/]*\.[a-z][a-z]\.ics$' | while read -r file; do
	name=${file#"$T/"}
	cp "$file" "$T/all/$(echo "$name" | tr / _)"
done
"$ROOT/tests/ical/readers.t" "$T/all"
