#!/bin/sh
# SPDX-License-Identifier: ISC
# The calendars of both sites that ship, as published, through other programs' readers.
. "$(dirname "$0")/../lib/tap.sh"

for site in agendas fictional; do
	"$PLENARY" --state "$T/state.$site" publish --out "$T/$site" "$ROOT/data/$site" >"$T/out" ||
		tap_fail "publish $site" "exit $?"
done
"$ROOT/tests/ical/readers.t" "$T/agendas/current" "$T/fictional/current"
