#!/bin/sh
# SPDX-License-Identifier: ISC
# Taking it back: an older revision is published again, and sources come back as they were.
. "$(dirname "$0")/../lib/tap.sh"

# shellcheck disable=SC2317 # called by ok and fails
publish() { "$PLENARY" publish --out "$T/out.d" "$@" "$T/site"; }
# shellcheck disable=SC2317
rollback() { "$PLENARY" rollback --out "$T/out.d" "$@"; }
edit() { sed -i "$1" "$T/site/meeting.yaml"; }
feed=out.d/current/meeting/session

fails 1 'nothing to go back to' rollback 1
has err 'is told' 'nothing is published yet in .*state$'

# Revision 1, with bytes that nobody would write again alike.
small_site site
printf '# caf\303\251, no end of line at the end' >>site/meeting.yaml
sed 's/$/\r/' <<-'END' >site/call.yml
	event: call
	kind: call
	title: Call for papers
	deadline: 2031-05-09

	# trailing blanks   
END
printf 'not a source\n' >site/notes.txt
cp -r site first
rm first/notes.txt
ok 'revision 1' publish

export PLENARY_NOW=2031-05-02T12:00:00Z
edit 's/09:30/10:00/; s/title: Opening,/id: opening, title: Welcome,/'
rm site/call.yml
ok 'revision 2: moved, renamed, an event gone' publish --accept-removal
edit '/Closing/d'
printf '\n    - {for: 30m, title: Dance, room: attic}\n' >>site/meeting.yaml
export PLENARY_NOW=2031-05-03T12:00:00Z
ok 'revision 3: one gone, one new' publish
rm site/notes.txt
cp -r site third
digest out.d >before

export PLENARY_NOW=2031-05-04T12:00:00Z
ok 'dry run' rollback --dry-run 1
has out 'says which it would be' '^would be revision 4: rollback to revision 1: .*moved.*new.*removed'
has out 'says what moves' "^  moved: 'Arrival' Wed 14 May 10:00 → 09:30"
digest out.d >after
same before after 'dry run wrote nothing'
ok 'dry run needs no output folder' "$PLENARY" rollback --dry-run 1

ok 'rollback to revision 1' rollback 1
has out 'is revision 4' '^revision 4: rollback to revision 1: '
has out 'prints what moves' "^  moved: 'Arrival' Wed 14 May 10:00 → 09:30"
has out 'prints what is gone' "^  removed: 'Dance'"
has out 'says that the folder stays as it is' 'export-sources 1 DIR'
has "$feed/arrival.ics" 'there and back: SEQUENCE has risen twice' '^SEQUENCE:2.?$'
has "$feed/arrival.ics" 'it changed at the rollback' '^LAST-MODIFIED:20310504T120000Z'
has "$feed/arrival.ics" 'it begins when it did first' '^DTSTART;TZID=Europe/Berlin:20310514T093000'
has "$feed/arrival.ics" 'its UID stays' '^UID:arrival\.meeting@example\.org'
has "$feed/opening.ics" 'the first title is back' '^SUMMARY:Opening'
has "$feed/closing.ics" 'what was gone is back, SEQUENCE risen' '^SEQUENCE:3.?$'
hasnt "$feed/closing.ics" 'and no more cancelled' 'CANCELLED'
has "$feed/dance.ics" 'what revision 1 did not have is cancelled' '^STATUS:CANCELLED'
has "$feed/dance.ics" 'and its SEQUENCE has risen' '^SEQUENCE:1.?$'
has out.d/current/meeting.ics 'in the feed of the event too' '^UID:dance\.meeting@example\.org'
has out.d/current/call.ics 'the event is back' '^UID:deadline\.call@example\.org'

digest out.d >before
ok 'once more' rollback 1
has out 'changes nothing' '^nothing changed since revision 4'
ok 'to the latest' rollback latest
has out 'changes nothing either' '^nothing changed since revision 4'
digest out.d >after
same before after 'and nothing was written'
digest out.d/current/ >before
rm -rf out.d
ok 'the files are gone: written again' rollback 1
has out 'says that they were' 'files were written'
digest out.d/current/ >after
same before after 'the same bytes'
"$PLENARY" log >log.out
has log.out 'the log says what it was' '^revision 4  2031-05-04 12:00 UTC  rollback to revision 1: '

ok 'forward again' rollback 3
has out 'is revision 5' '^revision 5: rollback to revision 3: '
ok 'to the folder as it was: nothing changed' publish
has out 'says so' '^nothing changed since revision 5'

fails 1 'no such revision' rollback 9
has err 'says which is the latest' 'there is no revision 9: the latest is 5'
fails 1 '--expect another revision' rollback --expect 4 1
has err '--expect says which is the latest' 'the latest revision is 5, not 4'
fails 1 '--expect another revision, dry run' rollback --expect 4 --dry-run 1
for word in 0 -1 01x 1.5 '' x 99999999999999999999; do
	fails 64 "'$word' is no revision" rollback -- "$word"
done
has err 'says what to write' 'log.*or .latest'
fails 64 'no revision said' rollback
fails 64 'no output said' "$PLENARY" rollback 1
has err 'says how' 'say where to write'

# Rules that came later are no hindrance; what cannot be read is.
copy=state.copy
cp -r state "$copy"
sqlite3 "$copy/plenary.db" "DROP TRIGGER source_stays; UPDATE source
	SET bytes = CAST(replace(bytes, 'at: 09:30', 'at: 09:30, knid: 1') AS BLOB)
	WHERE name = 'meeting.yaml' AND instr(bytes, '09:30')"
fails 1 'a revision that can no longer be read' \
	"$PLENARY" --state "$copy" rollback --out out.copy 1
has err 'says where' '^revision 1: meeting\.yaml:8:[0-9]+: error: '
has err 'says what to do' 'export-sources 1 DIR'
has err 'publishes nothing' 'nothing was published'
"$PLENARY" --state "$copy" log >log.out
hasnt log.out 'and no revision came of it' 'revision 6'
ok 'its sources can be had all the same' "$PLENARY" --state "$copy" export-sources 1 mend

# ---- export-sources ----

ok 'sources of revision 1' "$PLENARY" export-sources 1 one
has out 'says how many files' '^revision 1: 3 files in one$'
ok 'byte for byte' diff -r first one
ok 'sources of revision 3' "$PLENARY" export-sources 3 three
ok 'byte for byte' diff -r third three
mkdir -m 755 empty
ok 'the latest ones, to an empty folder' "$PLENARY" export-sources latest empty/
ok 'byte for byte' diff -r third empty
[ "$(stat -c %a one empty | tr '\n' ' ')" = '700 755 ' ]
ok 'a folder that is made is its owner'"'"'s, one that was there keeps its mode' test $? -eq 0
ok 'to a folder in folders' "$PLENARY" export-sources 1 a/b/c
ok 'byte for byte' diff -r first a/b/c

mkdir full
echo mine >full/site.yaml
fails 1 'a folder that has files' "$PLENARY" export-sources 1 full
has err 'is refused' "there is something in 'full': name another"
[ "$(cat full/site.yaml)" = mine ] && [ "$(ls -A full)" = site.yaml ]
ok 'and left as it was' test $? -eq 0
ln -s full link
for there in full/site.yaml link; do
	fails 1 "no folder: $there" "$PLENARY" export-sources 1 "$there"
	has err 'is told' 'is there and no folder'
done
for there in . .. / ./ ''; do
	fails 1 "no name of a folder: '$there'" "$PLENARY" export-sources 1 "$there"
done
mkdir .plenary-new-left
echo half >.plenary-new-left/site.yaml
ok 'what a killed run left' "$PLENARY" export-sources 1 left
ok 'is no part of it' diff -r first left
fails 1 'no such revision' "$PLENARY" export-sources 9 nine
[ ! -e nine ]
ok 'leaves no folder' test $? -eq 0
fails 64 'no revision' "$PLENARY" export-sources x nine
fails 64 'no folder said' "$PLENARY" export-sources 1
[ -z "$(find . -name '.plenary-new-*')" ]
ok 'nothing temporary is left' test $? -eq 0
done_testing
