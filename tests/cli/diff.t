#!/bin/sh
# SPDX-License-Identifier: ISC
# What `diff` and a dry run say of changes, in words and in JSON.
. "$(dirname "$0")/../lib/tap.sh"

# shellcheck disable=SC2317 # called by ok and fails
diff_of() { "$PLENARY" diff "$@" --data site; }
edit() { sed -i "$1" site/meeting.yaml; }

mkdir site
cat >site/site.yaml <<'END'
title: Example Network
host: example.org
languages: [en, fr]
timezone: Europe/Berlin
END
cat >site/meeting.yaml <<'END'
event: meeting
kind: conference
title: Example Meeting
dates: 2031-05-14 to 2031-05-15
rooms: {hall: Hall, room-2: Room 2}
tracks: {policy: Policy, people: People and culture}
people:
  ada: {name: Ada Example, role: Director}
  ben: {name: Ben Example}
agenda:
  2031-05-14:
    - id: opening
      at: 09:30
      for: 30m
      title: Opening
      room: hall
      track: policy
      people: [ada, {moderator: ben}]
      languages: [en]
      links: {slides: https://example.org/slides.pdf}
      abstract: |
        We begin with a long look at all that has happened in the year that has passed, and
        then at what is ahead of us.
    - {id: talk, for: 60m, title: {en: A talk, fr: Un exposé}, room: hall}
END

ok 'diff: before anything is published all is new' diff_of
has out 'the event' "^  new: event 'Example Meeting' 14.15 May 2031"
has out 'its sessions' "^  new: 'Opening' Wed 14 May 09:30.10:00 UTC\+2, Hall$"
ok 'nothing was made' test ! -e state
"$PLENARY" publish --out out.d site >/dev/null 2>&1
ok 'diff: nothing differs' diff_of
has out 'says so' '^no difference that participants see$'
digest state >before

edit 's/at: 09:30/at: 10:00/; s/for: 30m/for: 45m/; /title: Opening/{n;s/hall/room-2/}'
ok 'diff: a session moved' diff_of
has out 'the count' '^2 sessions moved$'
has out 'as people say it' "^  moved: 'Opening' Wed 14 May 09:30.10:00 → 10:00.10:45 UTC\+2, Hall → Room 2$"
has out 'what follows it moved, too' "^  moved: 'A talk' Wed 14 May 10:00 → 10:45 UTC\+2$"
hasnt out 'the room is not told twice' 'room:'

edit 's/people: \[ada, /people: [/; s/track: policy/track: people/; s/languages: \[en\]/languages: [fr, en]/
	s/slides.pdf/deck.pdf/; s/that has passed/that is over/; s/title: Opening/title: Welcome/
	s/fr: Un exposé/fr: Exposé/; s/id: opening/status: tentative\n      id: opening/
	s/title: Welcome/title: Welcome\n      subtitle: To all/'
ok 'diff: all that a session says' diff_of
has out 'its title' "^  moved: 'Opening' → 'Welcome' Wed"
has out 'people' '^      people: − Ada Example$'
has out 'track' '^      track: \+ People and culture; − Policy$'
has out 'status' '^      status: confirmed → tentative$'
has out 'languages' '^      languages: \+ fr$'
has out 'links' '^      links: \+ slides https://example.org/deck.pdf; − slides https://example.org/slides.pdf$'
has out 'a new text' "^      subtitle: \+ 'To all'$"
has out 'the words of a long text that differ' "^      abstract: '…has passed,…' → '…is over,…'$"
has out 'a title in another language' "^  moved: 'Un exposé' → 'Exposé' Wed"

ok 'dry run: the same' "$PLENARY" publish --dry-run site
has out 'its first line' '^would be revision 2: '
has out 'its details' '^      people: − Ada Example$'
digest state >after
same before after 'neither writes to the state folder'

edit 's/role: Director/role: Chair/; s/people: \[{/people: [ada, {/'
ok 'diff: a role' diff_of
has out 'is told with the name' '^      people: \+ Ada Example, Chair; − Ada Example, Director$'

ok 'diff: in JSON' diff_of --format json
cat >fields.py <<'END'
import json, sys
d = json.load(open("out.json"))
c = {x["session"]: x for x in d["changes"] if x["entry"] == "session"}["opening"]
keys = {x["key"]: x for x in c["details"]}
want = [
    (d["from"], 1), (d["to"], None), (c["kind"], "moved"), (c["event"], "meeting"),
    (c["title"], "Welcome"), (c["oldTitle"], "Opening"), (c["timezone"], "Europe/Berlin"),
    (c["oldSlot"]["start"], "2031-05-14T09:30:00+02:00"),
    (c["slot"]["end"], "2031-05-14T10:45:00+02:00"), (c["slot"]["day"], "2031-05-14"),
    (c["rooms"], ["Room 2"]), (c["oldRooms"], ["Hall"]),
    (keys["track"]["old"], ["Policy"]), (keys["track"]["new"], ["People and culture"]),
    (keys["status"]["new"], ["tentative"]),
]
bad = [w for w in want if w[0] != w[1]]
print(bad)
sys.exit(bool(bad))
END
diff_of --format json >out.json
ok 'with its fields' python3 fields.py
ok 'dry run: in JSON' "$PLENARY" publish --dry-run --format json site
has out 'the same' '^  "from": 1,$'

ok 'published' "$PLENARY" publish --format json --out out.d site
has out 'with what changed, in JSON' '^  "to": 2,$'
edit 's/status: tentative/status: cancelled/'
"$PLENARY" publish --out out.d site >/dev/null 2>&1
ok 'diff: of two revisions' "$PLENARY" diff 2 3
has out 'cancelled' "^  cancelled: 'Welcome' Wed 14 May 10:00.10:45 UTC\+2$"
hasnt out 'and its status is not told twice' 'status:'
ok 'diff: backwards' "$PLENARY" diff 3 2
has out 'restored' "^  restored: 'Welcome'"
ok 'diff: from nothing' "$PLENARY" diff 0 1
has out 'all is new' "^first revision: 1 event, 2 sessions$"
ok 'diff: from a revision to the folder' diff_of 1
has out 'over what lies between' "cancelled: 'Opening' → 'Welcome'"

fails 1 'a revision that is not there' "$PLENARY" diff 7
has err 'is said' 'there is no revision 7: the latest is 3'
fails 1 'no number' "$PLENARY" diff latest
has err 'is said' "'latest' is no revision: write its number"
fails 1 'a number beyond numbers' "$PLENARY" diff 99999999999999999999
fails 1 'to nothing' "$PLENARY" diff 1 0
fails 1 'two revisions and a folder' "$PLENARY" diff 1 2 --data site
fails 64 'three revisions' "$PLENARY" diff 1 2 3
fails 64 'as github' "$PLENARY" diff 1 2 --format github
fails 64 'as nothing known' "$PLENARY" diff 1 2 --format xml
edit 's/room: room-2/room: romm-2/'
fails 1 'a folder with an error' diff_of
has err 'the error is told' 'unknown-room'
has err 'and what follows' 'with an error in it, site cannot be compared'
# shellcheck disable=SC2016 # the inner shell's
fails 1 'the folder one is in, with an error' sh -c 'cd site && "$0" diff' "$PLENARY"
has err 'is not called a dot' 'with an error in it, this folder cannot be compared'

done_testing
