#!/bin/sh
# SPDX-License-Identifier: ISC
# What was public and is made private: no file that is out tells it any more, whatever became of it
# in between. Each history is a few agendas published in turn; the last must not show SECRET.
. "$(dirname "$0")/../lib/tap.sh"

cat >site.yaml <<-'END'
	title: Example Commons
	host: example.org
	languages: [en]
	timezone: UTC
END

# agenda ID [KEY] <items: a file of an event
# shellcheck disable=SC2317 # called below
agenda() {
	printf 'event: %s\nkind: conference\ntitle: %s\ndates: 2031-05-14\n' "$1" "$2"
	[ -z "$3" ] || echo "$3"
	printf 'agenda:\n  2031-05-14:\n    - {id: stays, at: 08:00, for: 30m, title: Stays}\n'
	sed 's/.*/    - {at: 10:00, for: 30m, &}/'
}

# begin NAME: an empty history
begin() {
	name=$1
	rm -rf state out.d site
	mkdir site
	cp site.yaml site/
	agenda other Other </dev/null >site/other.yaml
}

# step: publishes what is in the folder
step() { ok "$name: published" "$PLENARY" publish --accept-removal --out out.d site; }

# shellcheck disable=SC2317 # called by hides
tells() { grep -rl SECRET out.d/current/; }
hides() { fails 1 "$name: nothing tells it" tells; }

begin 'removed, then back as private'
echo 'id: x, title: SECRET' | agenda meeting Meeting >site/meeting.yaml
step
agenda meeting Meeting </dev/null >site/meeting.yaml
step
fails 0 "$name: told as removed before" tells
echo 'id: x, title: SECRET, visibility: private' | agenda meeting Meeting >site/meeting.yaml
step
hides
has out.d/current/meeting.ics "$name: its entry stays, cancelled" '^UID:x\.meeting@example\.org'
agenda meeting Meeting </dev/null >site/meeting.yaml
step
hides

begin 'private, then public with another title'
echo 'id: x, title: SECRET' | agenda meeting Meeting >site/meeting.yaml
step
echo 'id: x, title: SECRET, visibility: private' | agenda meeting Meeting >site/meeting.yaml
step
hides
echo 'id: x, title: Plain' | agenda meeting Meeting >site/meeting.yaml
step
hides
has out.d/current/meeting/session/x.html "$name: it is there again" Plain

for key in 'visibility: private' 'draft: yes'; do
	begin "session removed, then its event with $key"
	echo 'id: x, title: SECRET' | agenda meeting 'SECRET meeting' >site/meeting.yaml
	step
	agenda meeting 'SECRET meeting' </dev/null >site/meeting.yaml
	step
	agenda meeting 'SECRET meeting' "$key" </dev/null >site/meeting.yaml
	step
	hides
	agenda meeting Meeting </dev/null >site/meeting.yaml
	step
	hides
done

begin 'event made private'
echo 'id: x, title: SECRET' | agenda meeting 'SECRET meeting' >site/meeting.yaml
step
sed -i '/^kind/i visibility: private' site/meeting.yaml
step
hides
has out.d/current/meeting/session/x.ics "$name: calendars of its sessions say so" '^STATUS:CANCELLED'

begin 'event removed, then back as private'
echo 'id: x, title: SECRET' | agenda meeting 'SECRET meeting' >site/meeting.yaml
step
rm site/meeting.yaml
step
agenda meeting 'SECRET meeting' 'visibility: private' </dev/null >site/meeting.yaml
step
hides

# What is private has its new id to itself.
# shellcheck disable=SC2317 # called by fails
fresh() { grep -rl newname out.d/current/ || find out.d/current/ -name '*newname*' | grep .; }

begin 'session made private under another id'
echo 'id: x, title: SECRET' | agenda meeting Meeting >site/meeting.yaml
step
echo 'id: newname, was: x, title: SECRET, visibility: private' |
	agenda meeting Meeting >site/meeting.yaml
step
hides
fails 1 "$name: nothing tells that id" fresh
has out.d/current/meeting.ics "$name: its entry stays, cancelled" '^UID:x\.meeting@example\.org'
ok "$name: back to what it was" "$PLENARY" rollback --out out.d 1
fails 0 "$name: told then" tells
step
hides
fails 1 "$name: nothing tells that id after going back" fresh
agenda other2 Meeting 'was: meeting' <site.yaml | grep -v 10:00 >site/meeting.yaml
echo '    - {id: newname, was: x, at: 10:00, for: 30m, title: SECRET, visibility: private}' \
	>>site/meeting.yaml
step
hides
fails 1 "$name: nothing tells that id when its event has another" fresh
has out.d/current/other2.ics "$name: its entry goes along" '^UID:x\.meeting@example\.org'
sed -i 's/, visibility: private//; s/SECRET/Plain/' site/meeting.yaml
step
hides
has out.d/current/other2/session/newname.ics "$name: public again, it is the same entry" \
	'^UID:x\.meeting@example\.org'

begin 'session made private in another event'
echo 'id: x, title: SECRET' | agenda meeting Meeting >site/meeting.yaml
step
agenda meeting Meeting </dev/null >site/meeting.yaml
echo 'id: newname, was: meeting/x, title: SECRET, visibility: private' |
	agenda other Other >site/other.yaml
step
hides
fails 1 "$name: nothing tells that id" fresh
has out.d/current/meeting.ics "$name: its entry stays, cancelled" '^UID:x\.meeting@example\.org'

for key in 'visibility: private' 'draft: yes'; do
	begin "event under another id with $key"
	echo 'id: x, title: SECRET' | agenda meeting 'SECRET meeting' >site/meeting.yaml
	step
	echo 'id: newname, was: x, title: SECRET' |
		agenda newname 'SECRET meeting' "$(printf 'was: meeting\n%s' "$key")" >site/meeting.yaml
	step
	hides
	fails 1 "$name: nothing tells that id" fresh
	sed -i "/^${key%%:*}/d; s/SECRET/Plain/" site/meeting.yaml
	step
	hides
	has out.d/current/newname/session/newname.ics "$name: public again, it is the same entry" \
		'^UID:x\.meeting@example\.org'
	has out.d/current/newname.ics "$name: and so is its event" '^UID:meeting@example\.org'
done

# Where sessions were that are gone, on the earth or on the net: what is not for all any more is not
# told for them either.
# places KEY VISIBILITY: the folder, without its gone sessions; KEY has that visibility
# shellcheck disable=SC2317 # called by in_places
places() {
	cat <<-END
		event: meeting
		kind: conference
		title: Meeting
		dates: 2031-05-14
		format: hybrid
		venue: {name: House, address: SECRET Lane, geo: [27.71234, 85.31], visibility: $1}
		venues: {annex: {name: Annex, address: SECRET Row, visibility: $2}}
		rooms:
		  hall: {title: Hall, url: "https://example.org/SECRET-hall", visibility: $3}
		  attic: {title: Attic, venue: annex}
		join: {url: "https://example.org/SECRET-join", visibility: $4}
		agenda:
		  2031-05-14:
		    - {id: stays, at: 08:00, for: 30m, title: Stays, format: in-person, room: attic}
	END
	[ "$5" = none ] || cat <<-END
		    - {id: x, at: 10:00, for: 30m, title: X, room: hall}
		    - {id: y, at: 11:00, for: 30m, title: Y}
		    - {id: z, at: 12:00, for: 30m, title: Z, room: attic}
	END
}
# shellcheck disable=SC2317 # called by fails
tells_in_calendars() { grep -rlE "$secret" --include='*.ics' out.d/current/; }

for visibility in private unlisted; do
	for hidden in 'Lane|27.7' Row SECRET-hall SECRET-join; do
		begin "gone, then $hidden is $visibility"
		secret=$hidden
		set -- public public public public
		places "$@" >site/meeting.yaml
		step
		places "$@" none >site/meeting.yaml
		step
		fails 0 "$name: told before" tells_in_calendars
		case $hidden in
		*Lane*) set -- $visibility public public public ;;
		Row) set -- public $visibility public public ;;
		*hall) set -- public public $visibility public ;;
		*join) set -- public public public $visibility ;;
		esac
		places "$@" none >site/meeting.yaml
		step
		fails 1 "$name: no calendar tells it" tells_in_calendars
	done
done

begin 'person and series of a private event alone'
cat >>site/site.yaml <<-'END'
	series: {circle: SECRET circle}
	people: {ada: {name: SECRET Ada}, bo: {name: Bo}}
END
echo 'title: Talk, people: [ada, bo]' |
	agenda meeting Meeting "$(printf 'visibility: private\nseries: circle')" >site/meeting.yaml
echo 'title: Other talk, people: [bo]' | agenda other Other >site/other.yaml
sed -i s/10:00/11:00/ site/other.yaml
step
hides
has out.d/current/person/bo.html "$name: who is elsewhere, too, is named" Bo

begin 'person of a private session alone'
{
	echo 'id: x, title: SECRET, visibility: private, people: [cy, di]'
	echo 'id: y, title: Open, people: [di]'
} | agenda meeting Meeting 'people: {cy: {name: SECRET Cy}, di: {name: Di}}' >site/meeting.yaml
sed -i 's/at: 10:00\(.*Open\)/at: 11:00\1/' site/meeting.yaml
step
hides
has out.d/current/meeting/index.html "$name: who is on an open one, too, is named" Di
done_testing
