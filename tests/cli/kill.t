#!/bin/sh
# SPDX-License-Identifier: ISC
# The program killed (SIGKILL) at moments that go from its start to past its end: what is out is one
# whole revision, the store is sound, and the next run finishes what was begun or starts afresh.

# In memory, if we may: nobody else's writing makes the moments come out otherwise.
[ -w /dev/shm ] && export TMPDIR=/dev/shm
. "$(dirname "$0")/../lib/tap.sh"

LIMIT=12 # seconds for each kind of run

small_site site
for i in $(seq 120); do
	echo "    - {for: 2m, id: s-$i, title: Session $i, room: attic, abstract: Some words.}"
done >>site/meeting.yaml

# kill_after SECONDS COMMAND…: sets `code`, 137 when it was killed at work.
kill_after() {
	delay=$1
	shift
	"$@" >out 2>err &
	pid=$!
	sleep "$delay"
	kill -9 $pid 2>/dev/null
	wait $pid 2>/dev/null
	code=$?
}

# seconds COMMAND…: how long it takes.
seconds() {
	began=$(date +%s%N)
	"$@" >/dev/null
	echo $(($(date +%s%N) - began)) | awk '{ print $1 / 1e9 }'
}

part() { awk -v of="$1" -v i="$2" -v n="$3" 'BEGIN { print of * 1.3 * i / n }'; }

# There is the lock, current and its version, the one before it, and the one before that if there was
# no time to remove it.
is_tidy() {
	[ "$(find out.d/.lock out.d/current out.d/revision-* -maxdepth 0 | wc -l)" -le 5 ] &&
		[ -z "$(find out.d -maxdepth 1 -name '.*' ! -name .lock)" ] && [ "$(ls -A state)" = plenary.db ]
}

say() { echo "# $1: $2"; }

# storm NAME KILLS EDIT COMMAND…: the edit is called with a number before each run.
storm() {
	name=$1 kills=$2 edit=$3
	shift 3
	killed=0 torn=0 unsound=0 unfinished=0 untidy=0 rounds=0
	end=$(($(date +%s) + LIMIT))
	digest out.d/current/ >was
	"$edit" 0
	took=$(seconds "$@")
	digest out.d/current/ >was
	latest=$(sqlite3 state/plenary.db 'SELECT max(number) FROM revision')
	while [ $rounds -lt "$kills" ] && [ "$(date +%s)" -lt $end ]; do
		rounds=$((rounds + 1))
		"$edit" $rounds
		kill_after "$(part "$took" $rounds "$kills")" "$@"
		[ $code -eq 137 ] && killed=$((killed + 1))
		digest out.d/current/ >found
		[ "$(sqlite3 state/plenary.db 'PRAGMA integrity_check')" = ok ] || unsound=$((unsound + 1))
		latest=$((latest + 1))
		"$@" >out 2>err
		grep -qE "^(revision $latest: |nothing changed since revision $latest)" out ||
			{ unfinished=$((unfinished + 1)); say "$name" "$(cat out err)"; }
		digest out.d/current/ >now
		cmp -s was found || cmp -s now found || { torn=$((torn + 1)); say "$name" 'torn'; }
		is_tidy || { untidy=$((untidy + 1)); say "$name" "$(ls -A out.d state)"; }
		mv now was
	done
	say "$name" "$rounds runs of $took s, $killed killed at work"
	ok "$name: some were killed at work" test $killed -gt $((rounds / 4))
	ok "$name: what is out is the old revision or the next one, whole" test $torn -eq 0
	ok "$name: the store is sound" test $unsound -eq 0
	ok "$name: the next run finishes it" test $unfinished -eq 0
	ok "$name: and nothing temporary is left after it" test $untidy -eq 0
}

# shellcheck disable=SC2317 # called by storm
edit_one() { sed -i "s/Session 77.*, room/Session 77 as of $1, room/" site/meeting.yaml; }
# shellcheck disable=SC2317
edit_all() { sed -i "s/at: 09:[0-9]*/at: 09:$(($1 % 50 + 10))/; s/Some words.*}/Some words $1.}/" site/meeting.yaml; }

ok 'a first revision' "$PLENARY" publish --out out.d site
storm 'one session edited' 20 edit_one "$PLENARY" publish --out out.d site
storm 'all sessions edited' 20 edit_all "$PLENARY" publish --out out.d site

# Back and forth: before each rollback to the first revision another one is published.
# shellcheck disable=SC2317
forth() {
	edit_all "$1"
	"$PLENARY" publish --out out.d site >/dev/null
	latest=$((latest + 1))
	digest out.d/current/ >was
}
storm 'rollback' 10 forth "$PLENARY" rollback --out out.d 1

# export-sources: the folder is whole, or not there.
"$PLENARY" export-sources 1 first >/dev/null
took=$(seconds "$PLENARY" export-sources 1 timed)
killed=0 half=0 left=0
for i in $(seq 30); do
	kill_after "$(part "$took" "$i" 30)" "$PLENARY" export-sources 1 "to-$i"
	[ $code -eq 137 ] && killed=$((killed + 1))
	[ -d "to-$i" ] || "$PLENARY" export-sources 1 "to-$i" >out 2>err
	diff -r first "to-$i" || half=$((half + 1))
	[ ! -e ".plenary-new-to-$i" ] || left=$((left + 1))
done
say export-sources "30 runs of $took s, $killed killed at work"
ok 'export-sources: the folder is whole, or not there and made by the next run' test $half -eq 0
ok 'export-sources: nothing temporary is left after it' test $left -eq 0
done_testing
