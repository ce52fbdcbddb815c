#!/bin/sh
# SPDX-License-Identifier: ISC
# What pages weigh: of a day of 450 sessions in 30 rooms, and of the sites that ship.
# $PLENARY_SAMPLES may name a folder of schedule.xml files to be weighed, too.
. "$(dirname "$0")/../lib/tap.sh"

# weigh NAME SOURCES
weigh() {
	if ! "$PLENARY" --state "$T/$1.state" publish --out "$T/$1" "$2" >"$T/out" 2>&1; then
		tap_fail "$1 is published" 'it is not'
		return
	fi
	ok "$1: no file is beyond its limit" "$ROOT/tests/bench/weights" "$T/$1/current"
	sed -n 's/^\(day\|style\|script\|search\) /# &/p' "$T/out"
}

ok 'a large day is made up' "$ROOT/tests/lib/crowd" "$T/sources"
weigh crowd "$T/sources"
[ "$(find "$T/crowd/current/crowd/session" -name '*.html' | wc -l)" -eq 450 ]
ok 'with 450 sessions' [ $? -eq 0 ]
weigh agendas "$ROOT/data/agendas"
weigh fictional "$ROOT/data/fictional"
for file in ${PLENARY_SAMPLES:+"$PLENARY_SAMPLES"/*.xml}; do
	[ -e "$file" ] || continue
	name=$(basename "$file" .xml)
	"$PLENARY" import --out "$T/sources-$name" "$file" >/dev/null 2>&1
	weigh "$name" "$T/sources-$name"
done
done_testing
