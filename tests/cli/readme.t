#!/bin/sh
# SPDX-License-Identifier: ISC
# What README.md shows to newcomers is what they see.
. "$(dirname "$0")/../lib/tap.sh"

# The indented block that begins with a line.
block() {
	awk -v first="    $1" '$0 == first || (n && NF) { print substr($0, 5); n++; next } n { exit }' \
		"$ROOT/README.md"
}

ok 'an agenda is begun' "$PLENARY" new --event spring-meeting conference agenda
block '$ mkdir ~/agenda && cd ~/agenda' | sed -n 's|^wrote \./|wrote agenda/|p' >said
grep '^wrote' out >wrote
same said wrote 'with the files it names'

block "$(sed -n 's/^    \(event: spring-meeting .*\)$/\1/p' "$ROOT/README.md")" >agenda/spring-meeting.yaml
ok 'there is an agenda in it' test -s agenda/spring-meeting.yaml
ok 'which has no finding' "$PLENARY" check --strict agenda
ok 'not even a note' test ! -s out

ok 'it is published' "$PLENARY" publish --out public agenda
block '$ plenary check' | sed -n 's|/home/ana/||; s/ *$//; /^revision\|^web\|^calendar/p' >said
same said out 'with the words it shows'
ok 'the web site is there' test -f "$(sed -n 's/^web site: //p' said)"
ok 'the calendar is there' test -f "$(sed -n 's/^calendar: //p' said)"

block 'event: weekly-call' >agenda/weekly-call.yaml
ok 'there is a call every week' grep -q '^repeat:' agenda/weekly-call.yaml
ok 'which has no finding' "$PLENARY" check --strict agenda
ok 'not even a note' test ! -s out
rm agenda/weekly-call.yaml

sed 's/\(title: Opening, room: hal\)l/\1/' agenda/spring-meeting.yaml >mistake
mv mistake agenda/spring-meeting.yaml
fails 1 'a room is misspelt' "$PLENARY" check agenda
sed -n 's|^    \(spring-meeting\.yaml:.*\)|agenda/\1|p' "$ROOT/README.md" >said
grep unknown-room out >found
same said found 'with the finding it shows'

done_testing
