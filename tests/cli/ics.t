#!/bin/sh
# SPDX-License-Identifier: ISC
# `ics`: calendars as they are published, and one entry as a message to mail.
. "$(dirname "$0")/../lib/tap.sh"

small_site site
cat >site/site.yaml <<-'END'
	title: Example Commons
	host: example.org
	languages: [en, fr]
	timezone: Europe/Berlin
END
cat >site/meeting.yaml <<-'END'
	event: meeting
	kind: conference
	title: Example Meeting
	dates: 2031-05-14 to 2031-05-15
	rooms: {hall: Hall, den: {title: Den, url: https://meet.example.org/den, visibility: private}}
	agenda:
	  2031-05-14:
	    - {at: 09:30, for: 30m, title: Arrival, type: break}
	    - for: 90m
	      id: opening
	      title: {en: Opening, fr: Ouverture}
	      room: hall
	      join: {url: https://meet.example.org/secret, visibility: private}
	    - {for: 60m, title: Closing, room: hall}
	    - {for: 60m, title: In the den, room: den}
	    - {for: 60m, title: Inner circle, visibility: private}
	    - {for: 60m, title: Side room, visibility: unlisted}
	    - {for: 60m, title: Postponed one, status: postponed}
	    - {for: 60m, id: moved-away, title: Removed later}
END
sed 's/^event: meeting/event: second/; s/Example Meeting/Another Meeting/; /id: moved-away/d' \
	site/meeting.yaml >site/second.yaml
cat >site/call.yaml <<-'END'
	event: call-2031
	kind: call
	title: Example call
	deadline: 2031-07-18 AoE
END
cat >site/draft.yaml <<-'END'
	event: hush
	kind: webinar
	title: Not yet told
	dates: 2031-06-14
	draft: true
END
cat >site/weekly.yaml <<-'END'
	event: weekly
	kind: webinar
	title: Every week
	dates: 2031-06-03
	at: 15:00
	for: 1h
	repeat: FREQ=WEEKLY;COUNT=2
END
cat >site/later.yaml <<-'END'
	event: later
	kind: webinar
	title: Announced
	dates: "2032"
END

fails 1 'nothing is published' "$PLENARY" ics meeting
has err 'is told' 'nothing is published yet'
ok 'publish' "$PLENARY" publish --out public site
web=public/current

# request ID…: an invitation to it.
# shellcheck disable=SC2317 # called through ok and fails
request() {
	"$PLENARY" ics --method request --attendee guest@example.net "$@"
}

# What was printed, line by line.
unfold() {
	tr -d '\r' <out | sed -e ':a' -e 'N' -e '$!ba' -e 's/\n //g'
}

# A calendar
for path in all.ics meeting.ics meeting/session/opening.ics all.fr.ics meeting/session/opening.fr.ics \
	kind/call.ics series/none.ics; do
	if [ ! -e $web/$path ]; then
		fails 1 "$path: is none" "$PLENARY" ics $path
		continue
	fi
	ok "$path: by its path" "$PLENARY" ics $path
	same out $web/$path "$path: the same bytes as on the web"
done
ok 'EVENT/SESSION' "$PLENARY" ics meeting/closing
same out $web/meeting/session/closing.ics 'is the file of the session'
ok 'the path of its page' "$PLENARY" ics meeting/session/closing
same out $web/meeting/session/closing.ics 'is the same'
ok 'SESSION that one event has' "$PLENARY" ics moved-away
same out $web/meeting/session/moved-away.ics 'is the file of the session'
ok 'EVENT' "$PLENARY" ics meeting
same out $web/meeting.ics 'is the file of the event'
ok 'EVENT/deadline' "$PLENARY" ics call-2031/deadline
same out $web/call-2031.ics 'is the file of its event'
ok 'in another language' "$PLENARY" ics --lang fr meeting/opening
same out $web/meeting/session/opening.fr.ics 'is that file'
ok 'in the first language' "$PLENARY" ics --lang en meeting/opening
same out $web/meeting/session/opening.ics 'is that file'

# What is not there
fails 1 'SESSION that two events have' "$PLENARY" ics closing
has err 'all of them are listed' 'meeting/closing, second/closing'
fails 1 'a session that is misspelt' "$PLENARY" ics meeting/opning
has err 'did you mean' "did you mean 'meeting/opening'"
fails 1 'an event that is misspelt' "$PLENARY" ics meting
has err 'did you mean' "did you mean 'meeting'"
fails 1 'a calendar that is misspelt' "$PLENARY" ics al.ics
has err 'did you mean' "did you mean 'all.ics'"
fails 1 'nothing like anything' "$PLENARY" ics something-else-altogether
has err 'what to name is told' 'name EVENT/SESSION'
fails 1 'a path out of the site' "$PLENARY" ics ../../etc/passwd.ics
fails 1 'a language that the site has not' "$PLENARY" ics --lang de meeting
has err 'those that it has are told' 'it is in en, fr'
fails 64 'nothing named' "$PLENARY" ics
for what in meeting/inner-circle inner-circle hush; do
	fails 1 "$what is private" "$PLENARY" ics --method publish $what
	hasnt out 'nothing is printed' '.'
	has err 'why is told' 'private or a draft: it was never published'
done

# Wrong usage
fails 64 'a method that is none' "$PLENARY" ics --method reply meeting/opening
fails 64 'an invitation to nobody' "$PLENARY" ics --method request meeting/opening
has err 'what to do is told' '--attendee MAIL'
fails 64 'what is for all, to someone' "$PLENARY" ics --method publish --attendee a@example.net meeting/opening
fails 64 'an attendee of a calendar' "$PLENARY" ics --attendee a@example.net meeting/opening
fails 64 'a link in what is for all' "$PLENARY" ics --method publish --join meeting/opening
for mail in guest 'Guest <guest@example.net>' 'a b@example.net' "a@example.net
X-INJECTED:1" '@' ''; do
	fails 64 "no mail address: $mail" "$PLENARY" ics --method request --attendee "$mail" meeting/opening
	hasnt out 'nothing is printed' '.'
done

# Whom it is from
fails 1 'no contact' request meeting/opening
has err 'the line to write is told' 'contact: office@example.org'
echo 'contact: office@example.org' >>site/site.yaml
"$PLENARY" publish --out public site >/dev/null 2>&1 || tap_fail publish

# Messages
ok 'an invitation' request --attendee b@example.net meeting/opening
unfold >request
has request 'the method' '^METHOD:REQUEST$'
has request 'whom it is from' '^ORGANIZER;CN=Example Commons:mailto:office@example.org$'
ok 'whom it is for' test "$(grep -c '^ATTENDEE;' request)" = 2
has request 'the identity that calendars have' '^UID:opening\.meeting@example\.org$'
has request 'not yet changed' '^SEQUENCE:0$'
hasnt request 'what is private stays private' 'meet\.example\.org'
ok 'with the link to take part' request --join meeting/opening
unfold >joined
has joined 'the private link' '^CONFERENCE;.*https://meet\.example\.org/secret|^URL:https://meet\.example\.org/secret'
ok 'with that of the room' request --join meeting/in-the-den
unfold >joined
has joined 'the private link' 'https://meet\.example\.org/den'
fails 1 'there is no link' request --join meeting/closing
has err 'what to write is told' 'join:'
ok 'an invitation in French' request --lang fr meeting/opening
has out 'its title' '^SUMMARY:Ouverture'
ok 'one that is unlisted' request meeting/side-room
ok 'of an event' request meeting
has out 'its own entry' '^UID:meeting@example\.org'
ok 'one UID' test "$(grep -c '^UID:' out)" = 1
ok 'of a call' request call-2031
has out 'its deadline' '^UID:deadline\.call-2031@example\.org'
ok 'for all' "$PLENARY" ics --method publish meeting/opening
hasnt out 'to nobody' '^ATTENDEE'
has out 'whom it is from' '^ORGANIZER'
ok 'the calendar of a session' request meeting/session/opening.ics
fails 1 'a calendar of many entries' request all.ics
has err 'what to name is told' 'name EVENT/SESSION'
fails 1 'what has no day yet' request later
has err 'is told' 'has no day yet'
fails 1 'what has many dates' request weekly
has err 'what to name is told' 'name one, as weekly/on-2031-06-03'
fails 1 'a calendar without its ending' "$PLENARY" ics meeting/room/hall
has err 'it is named' "did you mean the calendar 'meeting/room/hall\.ics'"
fails 1 'a title instead of an id' "$PLENARY" ics 'Example Meeting'
has err 'the ids are told' 'events are call-2031, later, meeting, second, weekly$'
ok 'what is postponed' request meeting/postponed-one
has out 'is tentative, and says it' '^STATUS:TENTATIVE'
fails 1 'what is postponed, cancelled' "$PLENARY" ics --method cancel meeting/postponed-one
has err 'what to do is told' 'is postponed, not cancelled'
fails 1 'what is not cancelled, cancelled' "$PLENARY" ics --method cancel meeting/opening
has err 'what to do is told' 'set .status: cancelled.*publish'

# Cancelled, removed, made private
sed -i 's/^      room: hall$/      room: hall\n      status: cancelled/; /id: moved-away/d
	s/title: Side room, visibility: unlisted/title: Side room, visibility: private/' site/meeting.yaml
fails 1 'before it is published it cannot be' "$PLENARY" ics --method cancel meeting/opening
ok 'publish' "$PLENARY" publish --accept-removal --out public site
for what in meeting/opening meeting/moved-away moved-away meeting/side-room; do
	ok "$what: a cancellation" "$PLENARY" ics --method cancel --attendee guest@example.net $what
	unfold >cancel
	has cancel "$what: the method" '^METHOD:CANCEL$'
	has cancel "$what: its status" '^STATUS:CANCELLED$'
	has cancel "$what: SEQUENCE is one higher" '^SEQUENCE:1$'
	fails 1 "$what: nobody can be invited any more" request $what
	has err "$what: what to do is told" '--method cancel'
	hasnt out "$what: nothing is printed" '.'
done
hasnt cancel 'of what is private now nothing is told' 'Side'
ok 'to nobody by name' "$PLENARY" ics --method cancel meeting/opening
hasnt out 'nobody' '^ATTENDEE'

# Another id
sed -i 's/^event: second/event: third\nwas: second/' site/second.yaml
mv site/second.yaml site/third.yaml
ok 'publish' "$PLENARY" publish --out public site
ok 'by the id that it had' request second/closing
has out 'the identity that it had' '^UID:closing\.second@example\.org'
ok 'an event by the id that it had' request second
has out 'the identity that it had' '^UID:second@example\.org'

ok 'a calendar by the path that it had' "$PLENARY" ics second.ics
same out public/current/third.ics 'is that of what it is now'

# Long gone
PLENARY_NOW=2031-09-01T12:00:00Z
echo 'abstract: later' >>site/call.yaml
ok 'publish, long after' "$PLENARY" publish --out public site
fails 1 'what was removed long ago' "$PLENARY" ics --method cancel meeting/moved-away
done_testing
