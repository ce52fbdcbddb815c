#!/bin/sh
# SPDX-License-Identifier: ISC
# An agenda made of another program's schedule: small files, and real ones where they are at hand
# ($PLENARY_SAMPLES, or ../shared/samples beside the sources).
. "$(dirname "$0")/../lib/tap.sh"

golden=$ROOT/tests/golden/import
samples=${PLENARY_SAMPLES:-$ROOT/../shared/samples}

ok 'to standard output' "$PLENARY" import "$golden/plain.xml"
same out "$golden/plain.yaml" 'is the agenda'
has err 'what is told, with its place' \
	'^/.*/plain\.xml:[0-9]+:[0-9]+: warning: .* \[import-dropped\]$'
has err 'the counts' '^sessions in: 4, out: 4$'
ok 'from standard input' sh -c "\"\$PLENARY\" import - <$golden/plain.xml"
same out "$golden/plain.yaml" 'is the same'
has err 'the place is told' '^stdin:[0-9]+:'

ok 'into a folder that is not there' "$PLENARY" import --out new/agenda "$golden/plain.xml"
has err 'the files' '^written: new/agenda/commons-days-2031\.yaml, new/agenda/site\.yaml$'
has err 'what check says' '^check: errors 0, '
hasnt out 'nothing on standard output' '.'
ok 'no other file is there' test "$(find new/agenda -type f | wc -l)" = 2
has new/agenda/site.yaml 'the host is to be changed' '^# Change .host.'
has new/agenda/site.yaml 'it is that of the schedule' '^host: talks\.example\.org$'
ok 'check' "$PLENARY" check new/agenda
ok 'publish' "$PLENARY" publish --out public new/agenda
has out 'all of it' '1 event, 4 sessions'

cp -r new/agenda before
fails 1 'a file that is there is not replaced' "$PLENARY" import --out new/agenda "$golden/plain.xml"
has err 'what to do is told' "there is a file 'commons-days-2031\\.yaml' already.*--event"
ok 'all is as it was' diff -r before new/agenda
ok 'beside it, with another id' "$PLENARY" import --out new/agenda --event other "$golden/plain.xml"
has err 'one file' '^written: new/agenda/other\.yaml$'
has new/agenda/other.yaml 'its id' '^event: other$'
hasnt new/agenda/other.yaml 'the zone of the site is not said again' '^timezone:'
same before/site.yaml new/agenda/site.yaml 'site.yaml is as it was'
ok 'another zone' "$PLENARY" import --out new/agenda --event third --timezone Asia/Tokyo \
	"$golden/plain.xml"
has new/agenda/third.yaml 'is said' '^timezone: Asia/Tokyo$'
has new/agenda/third.yaml 'and its hours' 'at: 16:30'

fails 1 'a zone that is none' "$PLENARY" import --timezone Asia/Tokio "$golden/plain.xml"
has err 'did you mean' "did you mean 'Asia/Tokyo'"
fails 1 'an id of a page of ours' "$PLENARY" import --event about "$golden/plain.xml"
has err 'is told' "'about' is the name of"
fails 64 'an id that is none' "$PLENARY" import --event 'No id' "$golden/plain.xml"
fails 64 'no file' "$PLENARY" import
fails 1 'a file that is not there' "$PLENARY" import none.xml
has err 'is named' "there is no file 'none.xml'"
fails 1 'a folder' "$PLENARY" import .
: >empty.xml
fails 1 'an empty file' "$PLENARY" import --out e empty.xml
has err 'is told' 'there is nothing in the file'
printf 'outing:\n  - time: "12:30"\n    title: Lunch\n' >other.yaml
fails 1 'YAML of another program' "$PLENARY" import --out e other.yaml
has err 'what can be imported is told' 'other.yaml is no schedule.xml, no calendar'
ok 'and nothing is written' test ! -e e
printf 'event: days\nkind: panel\ntitle: Days\nagenda:\n  2031-05-14:\n    - {at: 9h, title: One}\n' >ours.yaml
fails 1 'an event file with an error' "$PLENARY" import --out e ours.yaml
has err 'the error is told' 'ours.yaml:6:12: error: .*\[bad-time\]'
has err 'and that nothing is lost' 'while there is an error in it'
ok 'and nothing is written' test ! -e e
fails 1 'a file that breaks off' "$PLENARY" import --out e "$golden/truncated.xml"
has err 'is told' 'the file breaks off within <conference> of line 5'
ok 'and nothing is written' test ! -e e
fails 1 'entities' "$PLENARY" import --out e "$golden/entity-bomb.xml"
has err 'are refused' 'it declares entities'
ok 'and nothing is written' test ! -e e
{
	echo '<schedule><conference><title>Big</title></conference>'
	head -c 17000000 /dev/zero | tr '\0' ' '
	echo '</schedule>'
} >big.xml
fails 1 'over 16 MiB' "$PLENARY" import big.xml
has err 'is told' 'at most 16 MiB'

# Sessions in each other's way are allowed, and told.
ok 'overlaps' "$PLENARY" import --out overlap "$golden/overlap.xml"
has err 'check has no error' '^check: errors 0, '
has overlap/days.yaml 'they are allowed' 'allow: \[room-clash\]'
ok 'publish' "$PLENARY" --state s2 publish --out p2 overlap

# Real files. SESSIONS is what an independent count has: grep -c '<event '.
for name in debconf23 fosdem-2020 fosdem-2024; do
	file=$samples/$name.xml
	if [ ! -e "$file" ]; then
		ok "$name # SKIP there is no $file" true
		continue
	fi
	n=$(grep -c '<event ' "$file")
	ok "$name: import" "$PLENARY" import --out "real/$name" "$file"
	has err "$name: $n in, $n out" "^sessions in: $n, out: $n\$"
	has err "$name: check has no error" '^check: errors 0, '
	hasnt err "$name: no fault of ours" 'a fault of plenary'
	ok "$name: publish" "$PLENARY" --state "real/s-$name" publish --out "real/p-$name" "real/$name"
	has out "$name: all of it" "1 event, $n sessions"
done

# Calendars: SESSIONS is what an independent count has where nothing repeats.
ok 'a calendar' "$PLENARY" import "$golden/calendar.ics"
same out "$golden/calendar.yaml" 'is the agenda'
ok 'one from standard input, in another zone' \
	sh -c "\"\$PLENARY\" import --timezone Asia/Tokyo - <$golden/zones.ics"
has out 'the zone' '^timezone: Asia/Tokyo$'
ok 'private things' "$PLENARY" import "$golden/private.ics"
hasnt out 'no address is carried over' secret
hasnt err 'and none is told' secret
fails 1 'a calendar without an entry' "$PLENARY" import --out e "$golden/no-entry.ics"
has err 'is told' 'there is no entry'
ok 'what repeats, for ever' "$PLENARY" import "$golden/repeat-since.ics"
same out "$golden/repeat-since.yaml" 'is taken from a year before today on, for two years'
ok 'of other days' "$PLENARY" import --from 2020-01-01 --to 2020-05-02 "$golden/repeat-since.ics"
grep '^  20' out >days
printf '  %s:\n' 2016-02-29 2020-01-01 2020-02-01 2020-02-29 2020-03-01 2020-04-01 2020-05-02 >want
same days want 'all of these, the moved one too, and the date that is listed'
ok 'from a day on' "$PLENARY" import --from 2040-01-01 "$golden/repeat-since.ics"
has out 'for two years' '^  2042-01-01:$'
hasnt out 'and no longer' '^  2042-02'
ok 'up to a day' "$PLENARY" import --to 2019-12-31 "$golden/repeat-since.ics"
has out 'two years before it' '^  2018-01-01:$'
hasnt out 'and no more' '^  2017-12'
fails 64 'days the wrong way round' "$PLENARY" import --from 2020-01-02 --to 2020-01-01 x.ics
fails 64 'a day that is none' "$PLENARY" import --from 2020-02-30 x.ics
fails 1 'days for a schedule.xml' "$PLENARY" import --from 2020-01-02 "$golden/plain.xml"
has err 'are told' 'is no calendar: --from and --to are for'
for name in jres_2022 kielux_2020 klimacamp2015-frab; do
	file=$samples/$name.ics
	if [ ! -e "$file" ]; then
		ok "$name # SKIP there is no $file" true
		continue
	fi
	n=$(grep -c '^BEGIN:VEVENT' "$file")
	ok "$name: import" "$PLENARY" import --out "real/$name" "$file"
	has err "$name: $n in, $n out" "^sessions in: $n, out: $n\$"
	has err "$name: check has no error" '^check: errors 0, '
	hasnt err "$name: no fault of ours" 'a fault of plenary'
	ok "$name: publish" "$PLENARY" --state "real/s-$name" publish --out "real/p-$name" "real/$name"
	has out "$name: all of it" "1 event, $n sessions"
done

# As many as one list may not have, and so short that they would fit into a file.
{
	printf 'BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//example.org//\r\n'
	seq 1 10500 | sed 's/.*/BEGIN:VEVENT\r\nUID:&\r\nSUMMARY:&\r\nEND:VEVENT\r/'
	printf 'END:VCALENDAR\r\n'
} >short.ics
ok 'many short sessions' "$PLENARY" import --out short short.ics
has err 'all of them' '^sessions in: 10500, out: 10500$'
has err 'in several files' 'written: short/short-2.yaml, short/short.yaml|written: short/short.yaml, short/short-2.yaml'

sed 's/^X-WR-CALNAME.*//' short.ics | head -n 7 >called.ics
echo 'END:VCALENDAR' >>called.ics
mv called.ics site.ics
ok 'a calendar that is called as a file of ours' "$PLENARY" import --out called site.ics
has err 'gets another name' '^written: called/site-event.yaml, called/site.yaml$'
fails 1 'an id that is the name of a file of ours' "$PLENARY" import --event site --out called2 site.ics
has err 'is told' "'site' is the name of one of Plenary's own pages or files"

# Files that other readers are tested with: an agenda with all of it, or an error.
for file in "$samples"/ics/*.ics; do
	[ -e "$file" ] || continue
	name=$(basename "$file" .ics)
	"$PLENARY" import --out "odd/$name" "$file" >written 2>told
	rc=$?
	n=$(sed -n 's/^sessions in: \([0-9]*\), out: \1$/\1/p' told)
	ok "$name: ${n:-0} sessions" test "$rc:${n:+all}" = 0:all -o "$rc:$n" = 1:
	hasnt told "$name: no fault of ours" 'a fault of plenary'
	[ $rc = 1 ] || has told "$name: check has no error" '^check: errors 0, '
done
done_testing
