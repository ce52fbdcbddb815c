#!/bin/sh
# SPDX-License-Identifier: ISC
# The timetable of a day on the web: many beginnings, many rooms, and what of it is shown alone.
. "$(dirname "$0")/../lib/tap.sh"

site=$T/site
mkdir "$site"
printf 'title: Example\nhost: example.org\nlanguages: [en]\ntimezone: Europe/Berlin\n' >"$site/site.yaml"

# day ROOMS: writes a day with a talk of 10 minutes in each room, all but lunch, from 09:00 to 17:00.
day() {
	awk -v rooms="$1" 'BEGIN {
		print "event: fair\nkind: conference\ntitle: Fair\ndates: 2031-05-16\nvenue: {name: Hall}\nrooms:"
		for (r = 1; r <= rooms; r++) printf "  r%d: Room %d\n", r, r
		print "tracks:\n  a: Apples\n  b: Pears\nagenda:\n  2031-05-16:"
		for (m = 540; m < 1020; m += 10) {
			if (m == 750) {
				print "    - {at: \"12:30\", for: 30m, title: Lunch, type: break}"
				m = 780
			}
			r = m / 10 % rooms + 1
			printf "    - {at: \"%02d:%02d\", for: 10m, title: Talk at %d, track: %s, room: r%d}\n",
			    m / 60, m % 60, m, r % 2 ? "a" : "b", r
		}
	}' >"$site/fair.yaml"
	rm -rf "$T/state" "$T/tree"
	"$PLENARY" --state "$T/state" publish --out "$T/tree" "$site" >"$T/log" 2>&1 || cat "$T/log"
	page=$T/tree/current/fair/day/2031-05-16.html
}

# count NAME WANT PATTERN: how many times the page has it.
count() {
	got=$(grep -o "$3" "$page" | wc -l)
	if [ "$got" -eq "$2" ]; then tap_pass "$1"; else tap_fail "$1" "$got, not $2"; fi
}

day 3
count 'with more than forty beginnings the rows are hours' 1 'class="day few hours"'
count 'and lunch, which cuts the hours: 8 of them and its own' 9 '<th scope="row">'
count 'every talk is there once' 45 'class="slot"'
count 'lunch goes across' 1 'colspan="3" class="off"'
count 'all of an hour in a room stands in one cell, under one heading' 24 'class="meta"'
count 'tracks can be shown alone: all, or one of two' 3 'type="radio"'
count 'the talks of a track are marked' 8 'class="at k[0-9]* f f1"'
if grep -q ':has(#f1:checked) .f:not(.f1)' "$T/tree/current/style.css"; then
	tap_pass 'and the sheet hides the others'
else
	tap_fail 'and the sheet hides the others' 'it does not'
fi

day 40
count 'more rooms than a window has place for are a timetable' 1 'class="day many hours"'
count 'with a head for each of the 37 in use' 38 '<th scope="col">'
count 'which leads to the page of the room' 37 '<th scope="col"><a href="../room/'
done_testing
