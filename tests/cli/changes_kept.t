#!/bin/sh
# SPDX-License-Identifier: ISC
# What changed is kept in the store, to be read instead of old revisions; that makes no difference
# to what is published, and what was made private meanwhile is told by neither.
. "$(dirname "$0")/../lib/tap.sh"

command -v sqlite3 >/dev/null || skip_all 'no sqlite3 command'

# shellcheck disable=SC2317 # called by ok
keeps() { # STATE REVISIONS
	[ "$(sqlite3 "$1/plenary.db" 'SELECT group_concat(revision) FROM revision_change')" = "$2" ]
}

# shellcheck disable=SC2317 # called by ok
lacks() { # FOLDER TEXT
	! grep -rq "$2" "$1"
}

# Publishes to both; the second has forgotten each time what it kept, or cannot use it.
# shellcheck disable=SC2317 # called by ok
publish() {
	"$PLENARY" --state with publish --accept-removal --out with.d site || return
	[ ! -e without/plenary.db ] || sqlite3 without/plenary.db "$forget" || return
	"$PLENARY" --state without publish --accept-removal --out without.d site || return
	digest with.d/current/ >with.sum
	digest without.d/current/ >without.sum
	cmp with.sum without.sum
}

# step NAME SED-SCRIPT: the next revision, of a changed meeting
number=0
step() {
	number=$((number + 1))
	PLENARY_NOW=$(printf '2031-05-01T12:00:%02dZ' $number)
	[ -z "$2" ] || sed -i "$2" site/meeting.yaml
	ok "the same files: $1" publish
}

small_site site
sed -i 's/title: Opening/id: opening, &/; s/title: Closing/id: closing, &/' site/meeting.yaml
forget='DELETE FROM revision_change'
step 'a first revision' ''
step 'a session retitled' 's/title: Opening/title: Surprise/'
step 'a room renamed' 's/hall: Hall/hall: Great Hall/'
forget="UPDATE revision_change SET form = 'older'"
step 'a session moved' 's/at: 09:30/at: 10:30/'
forget="UPDATE revision_change SET bytes = x'3020393939'"
step 'a session renamed' 's/id: closing/id: end, was: closing/'
forget='DELETE FROM revision_change WHERE revision % 2'
step 'one cancelled' 's/title: Closing,/& status: cancelled,/'
has with.d/current/changes.html 'what changed is told' Surprise
step 'one made private' 's/title: Surprise,/& visibility: private,/'
ok 'which is told no more' lacks with.d/current Surprise
step 'and public again, otherwise called' \
	's/title: Surprise, visibility: private,/title: Talk,/'
ok 'what it was is not told' lacks with.d/current Surprise
step 'the title of the event' 's/Example Meeting/Example Assembly/'
step 'dates moved' 's/2031-05-1\([45]\)/2031-06-1\1/g'
step 'one gone' '/Closing/d'
# shellcheck disable=SC2016 # sed's $
step 'one new' '$a\    - {for: 30m, title: Dance, room: attic}'
step 'more than is gone back over' 's/Dance/Ball/'
ok 'all of it is kept' keeps with 2,3,4,5,6,7,8,9,10,11,12,13

# A file of format 2 knows of none of this.
cp -r with old
sqlite3 old/plenary.db 'DROP TABLE revision_change; DROP TABLE revision_recurrence;
	DROP TABLE recurrence; DROP TABLE calendar_entry; DROP TABLE calendar_feed;
	DROP TABLE search; DROP TABLE search_item; DROP TABLE search_of;
	PRAGMA user_version = 2'
ok 'a file of before is read' "$PLENARY" --state old show
"$PLENARY" --state with show >with.out
same with.out "$T/out" 'as it is'
ok 'and published to' "$PLENARY" --state old publish --accept-removal --out old.d site
digest old.d/current/ | grep -v "\.ics$" >old.sum
grep -v "\.ics$" with.sum >with.pages
same with.pages old.sum "the same pages; its calendars were not kept"
sed -i 's/Ball/Waltz/' site/meeting.yaml
ok 'the next revision' "$PLENARY" --state old publish --accept-removal --out old.d site
ok 'what it goes back over is kept' keeps old 2,3,4,5,6,7,8,9,10,11,12,13,14
done_testing
