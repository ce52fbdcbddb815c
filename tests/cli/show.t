#!/bin/sh
# SPDX-License-Identifier: ISC
# What `show` prints, of a folder and of what is published, and what `check` says of a folder.
. "$(dirname "$0")/../lib/tap.sh"

small_site site
ok 'check: nothing to tell' "$PLENARY" check site
sed -i 's/Closing, room: hall/Closing, room: hal/' site/meeting.yaml
fails 1 'check: an error' "$PLENARY" check site
has out 'check: file, line, column, level, what, what to do, rule' \
	"^site/meeting\\.yaml:[0-9]+:[0-9]+: error: there is no room 'hal'.*: did you mean 'hall'\\? \\[unknown-room\\]$"
sed -i 's/room: hal}/room: hall}/; s/60m, title: Closing/60m, title: Opening/' site/meeting.yaml
ok 'check: a warning alone is no failure' "$PLENARY" check site
has out 'check: it is told' ': warning: .*\[numbered-id\]$'
fails 1 'check: with --strict it is' "$PLENARY" check --strict site
hasnt out 'check: no colour when not on a terminal' "$(printf '\033')"
sed -i 's/60m, title: Opening/60m, title: Closing/' site/meeting.yaml

ok 'show: a folder' "$PLENARY" show --data site
has out 'lists the event' 'Example Meeting'
ok 'show: an event of a folder' "$PLENARY" show --data site meeting
has out 'its title' '^Example Meeting'
has out 'its times in its zone' '09:30.10:00'
has out 'the zone, with its offset' 'Europe/Berlin, UTC\+2'
hasnt out 'no colour when not on a terminal' "$(printf '\033')"
ok 'each session once' test "$(grep -c Opening out)" = 1
ok 'show: in another zone' "$PLENARY" show --data site meeting --in Africa/Nairobi
has out 'its times there, too, in brackets' '^ +\(10:30\)$'
has out 'and the name of that zone' 'Africa/Nairobi'
fails 1 'show: an event that is not there' "$PLENARY" show --data site meting
has err 'did you mean' "did you mean 'meeting'"
fails 1 'show: a title instead of an id' "$PLENARY" show --data site 'Example Meeting, of 2031'
has err 'the ids are told' 'the event is meeting$'
fails 1 'show: a zone that is none' "$PLENARY" show --data site --in Africa/Nairoby
has err 'did you mean' "did you mean 'Africa/Nairobi'"
ok 'a folder is shown without a store' test ! -e state

"$PLENARY" publish --out out.d site >/dev/null 2>&1
sed -i 's/09:30/11:00/' site/meeting.yaml
ok 'show: what is published' "$PLENARY" show meeting
has out 'is not what the folder says' '09:30.10:00'
awk 'length > 100' out >long
ok 'no line is longer than 100 bytes' test ! -s long
ok 'show: all that is published' "$PLENARY" show
has out 'its days' '^09:30.12:30  Wednesday 14 May 2031'
done_testing
