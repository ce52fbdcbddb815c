#!/bin/sh
# SPDX-License-Identifier: ISC
# Random histories: what is renamed, moved to another event, split, merged, cancelled, restored and
# rolled back, in any order. After each revision the feed of all events is held against the one
# before: what a subscriber has never comes twice, never falls back, and never vanishes.
. "$(dirname "$0")/../lib/tap.sh"

STEPS=${STEPS:-8} # for longer histories, and others: STEPS=14 SEEDS="$(seq 100 200)" sh histories.t
SEEDS=${SEEDS:-$(seq 1 20)}

# entries: a line for each entry of a calendar: UID, SEQUENCE, STATUS, DTSTART and SUMMARY.
entries() {
	tr -d '\r' <"$1" | awk '
		/^BEGIN:VEVENT/ { uid = seq = status = start = title = "" }
		/^UID:/ { uid = substr($0, 5) }
		/^SEQUENCE:/ { seq = substr($0, 10) }
		/^STATUS:/ { status = substr($0, 8) }
		/^DTSTART/ { start = $0; sub(/^DTSTART[^:]*:/, "", start) }
		/^SUMMARY:/ { title = substr($0, 9) }
		/^END:VEVENT/ { print uid, seq, status, start, title }'
}

# wrong STEP: what is wrong with feed.now, beside feed.before and what the step should give.
wrong() {
	awk -v before=feed.before -v want="$1/want" '
		function summary(line) {
			sub(/^[^ ]* [^ ]* [^ ]* [^ ]* /, "", line)
			return line
		}
		BEGIN {
			while ((getline line <before) > 0) { # UID SEQUENCE STATUS DTSTART SUMMARY
				split(line, f, " ")
				sequence[f[1]] = f[2]
				if (f[3] != "CANCELLED")
					uid_of[summary(line)] = f[1]
			}
			while ((getline line <want) > 0)
				wanted[line] = 1
		}
		{
			if ($1 in is_there)
				print "twice: " $0
			is_there[$1] = 1
			if ($1 in sequence && $2 + 0 < sequence[$1] + 0)
				print "fell from " sequence[$1] ": " $0
			if ($3 == "CANCELLED" || $5 == "Event")
				next
			title = summary($0)
			if (title in titles)
				print "two entries: " $0
			titles[title] = 1
			if (!(($4 " " title) in wanted))
				print "not wanted: " $0
			delete wanted[$4 " " title]
			if (title in uid_of && uid_of[title] != $1)
				print "had UID " uid_of[title] ": " $0
		}
		END {
			for (uid in sequence)
				if (!(uid in is_there))
					print "lost: " uid
			for (line in wanted)
				print "missing: " line
		}' feed.now
}

# step DIR: publishes or goes back; what is wrong to `wrong`.
step() {
	if [ -e "$1/back" ]; then
		"$PLENARY" rollback --out out.d "$(cat "$1/back")"
	else
		"$PLENARY" publish --accept-removal --out out.d "$1/site"
	fi >out 2>err || { echo "exit $?" && cat err; }
	entries out.d/current/all.ics >feed.now
	wrong "$1"
	mv feed.now feed.before
}

for seed in $SEEDS; do
	rm -rf h state out.d feed.before
	awk -v seed="$seed" -v steps="$STEPS" -v dir=h -f "$ROOT/tests/cli/histories.awk"
	: >feed.before
	for k in $(seq 1 "$STEPS"); do
		step "h/$k" >wrong
		[ ! -s wrong ] || break
	done
	if [ -s wrong ]; then
		tap_fail "history $seed" "wrong after revision $k" wrong
	else
		tap_pass "history $seed: each entry once, no UID lost, no SEQUENCE falls"
	fi
done
done_testing
