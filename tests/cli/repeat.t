#!/bin/sh
# SPDX-License-Identifier: ISC
# A session that repeats, over its revisions: each time keeps its UID through every edit of the rule
# and of what differs, and what is held no more is told as cancelled.
. "$(dirname "$0")/../lib/tap.sh"

# shellcheck disable=SC2317 # called by ok and fails
publish() { "$PLENARY" publish --out "$T/out.d" "$@" "$T/site"; }
edit() { sed -i "$1" "$T/site/calls.yaml"; }

begin() {
	rm -rf site state out.d
	mkdir site
	cat >site/site.yaml <<-'YAML'
		title: Example Commons
		host: example.org
		languages: [en]
		timezone: Europe/Berlin
	YAML
	cat >site/calls.yaml <<-'YAML'
		event: calls-2031
		kind: meeting
		title: Calls
		agenda:
		  2031-06-03:
		    - id: weekly
		      title: Weekly call
		      at: 15:00
		      for: 1h
		      repeat:
		        rule: FREQ=WEEKLY;UNTIL=20310624
		    - {for: 30m, title: Coffee}
	YAML
	ok "$1: first revision" publish
}

# entries: a line for each session: UID without its event, SEQUENCE, STATUS, DTSTART.
entries() {
	tr -d '\r' <"out.d/current/all.ics" | awk '
		/^BEGIN:VEVENT/ { uid = seq = status = start = "" }
		/^UID:/ { uid = substr($0, 5) }
		/^SEQUENCE:/ { seq = substr($0, 10) }
		/^STATUS:/ { status = substr($0, 8) }
		/^DTSTART/ { start = $0; sub(/^DTSTART[^:]*:2031/, "", start) }
		/^END:VEVENT/ && uid ~ /calls-2031@/ && uid !~ /^calls/ {
			sub(/\.calls-2031@.*/, "", uid); print uid, seq, status, start }' | sort
}

# are NAME: the entries are those of standard input.
are() {
	cat >want
	entries >got
	same want got "$1"
}

begin 'a series'
are 'a series: one entry for each time' <<-'END'
	coffee 0 CONFIRMED 0603T160000
	weekly-2031-06-03 0 CONFIRMED 0603T150000
	weekly-2031-06-10 0 CONFIRMED 0610T150000
	weekly-2031-06-17 0 CONFIRMED 0617T150000
	weekly-2031-06-24 0 CONFIRMED 0624T150000
END
ok 'a series: nothing is left to publish' publish
has out 'a series: as the store has its dates' 'nothing changed since revision 1'

edit 's/^ *rule: .*/&\n        occurrences:\n          2031-06-10: {on: 2031-06-11, at: 16:30}/'
ok 'one is moved' publish
has out 'one is moved: the others are not' '^revision 2: 1 session moved$'
edit 's/^ *rule: .*/&\n        except: [2031-06-17]/'
ok 'one is taken out' publish
has out 'one is taken out: and nothing else' '^revision 3: 1 session removed$'
edit 's/UNTIL=20310624/UNTIL=20310708/'
ok 'it goes on longer' publish
are 'moved, taken out, longer' <<-'END'
	coffee 0 CONFIRMED 0603T160000
	weekly-2031-06-03 0 CONFIRMED 0603T150000
	weekly-2031-06-10 1 CONFIRMED 0611T163000
	weekly-2031-06-17 1 CANCELLED 0617T150000
	weekly-2031-06-24 0 CONFIRMED 0624T150000
	weekly-2031-07-01 0 CONFIRMED 0701T150000
	weekly-2031-07-08 0 CONFIRMED 0708T150000
END

edit 's/except: .2031-06-17./except: []/'
ok 'what was taken out comes back' publish
edit 's/at: 15:00/at: 16:00/'
ok 'another time of the day' publish
are 'all but the one with a time of its own' <<-'END'
	coffee 1 CONFIRMED 0603T170000
	weekly-2031-06-03 1 CONFIRMED 0603T160000
	weekly-2031-06-10 1 CONFIRMED 0611T163000
	weekly-2031-06-17 3 CONFIRMED 0617T160000
	weekly-2031-06-24 1 CONFIRMED 0624T160000
	weekly-2031-07-01 1 CONFIRMED 0701T160000
	weekly-2031-07-08 1 CONFIRMED 0708T160000
END

edit '/occurrences/d; /2031-06-10:/d; s/FREQ=WEEKLY/FREQ=WEEKLY;BYDAY=TU,TH/; s/20310708/20310612/'
ok 'another rule asks nothing' publish
are 'other dates are others, those that go are cancelled' <<-'END'
	coffee 1 CONFIRMED 0603T170000
	weekly-2031-06-03 1 CONFIRMED 0603T160000
	weekly-2031-06-05 0 CONFIRMED 0605T160000
	weekly-2031-06-10 2 CONFIRMED 0610T160000
	weekly-2031-06-12 0 CONFIRMED 0612T160000
	weekly-2031-06-17 4 CANCELLED 0617T160000
	weekly-2031-06-24 2 CANCELLED 0624T160000
	weekly-2031-07-01 2 CANCELLED 0701T160000
	weekly-2031-07-08 2 CANCELLED 0708T160000
END
entries >before
ok 'back to revision 2' "$PLENARY" rollback --out out.d 2
are 'back to revision 2, with the dates that it had' <<-'END'
	coffee 2 CONFIRMED 0603T160000
	weekly-2031-06-03 2 CONFIRMED 0603T150000
	weekly-2031-06-05 1 CANCELLED 0605T160000
	weekly-2031-06-10 3 CONFIRMED 0611T163000
	weekly-2031-06-12 1 CANCELLED 0612T160000
	weekly-2031-06-17 5 CONFIRMED 0617T150000
	weekly-2031-06-24 3 CONFIRMED 0624T150000
	weekly-2031-07-01 2 CANCELLED 0701T160000
	weekly-2031-07-08 2 CANCELLED 0708T160000
END

begin 'another id'
edit 's/id: weekly/id: tuesdays/; s/20310624/20310701/'
fails 1 'another id: is asked about once' publish
has err 'another id: with the answer' 'calls.yaml:6:7: .Weekly call. is gone .*write .was: weekly. in it'
ok 'another id: once' [ "$(grep -c 'is gone from' err)" = 1 ]
edit 's/id: tuesdays/&\n      was: weekly/'
ok 'another id: with was' publish
are 'another id: goes on date by date' <<-'END'
	coffee 0 CONFIRMED 0603T160000
	tuesdays-2031-07-01 0 CONFIRMED 0701T150000
	weekly-2031-06-03 0 CONFIRMED 0603T150000
	weekly-2031-06-10 0 CONFIRMED 0610T150000
	weekly-2031-06-17 0 CONFIRMED 0617T150000
	weekly-2031-06-24 0 CONFIRMED 0624T150000
END
ok 'another id: was may stay' publish
edit 's/Weekly call/Tuesday call/; s/20310701/20310708/'
ok 'another id: and later edits ask nothing' publish
ok 'another id: the changes' "$PLENARY" log
has out 'another id: what changed says on which date' \
	"^  changed: 'Weekly call' → 'Tuesday call' Tue 10 June 15:00–16:00 UTC\+2"
edit 's/was: weekly/was: wekly/; s/id: tuesdays/id: mondays/'
fails 1 'another id: a was that names nothing' publish
has err 'another id: is told' "nothing called 'wekly' was published for any of these dates"

begin 'another room'
sed -i 's/^agenda:/rooms: {hall: Hall, attic: Attic}\n&/; s/for: 1h/&\n      room: hall/' site/calls.yaml
ok 'another room: from the first' publish
edit 's/rule:.*/&\n        occurrences: {2031-06-10: {room: attic}}/'
ok 'another room: on one date' publish
ok 'another room: the changes' "$PLENARY" log
has out 'another room: on which date is told' \
	"^  moved: 'Weekly call' Tue 10 June 15:00–16:00 UTC\+2, Hall → Attic"

begin 'no more'
edit '/repeat:/d; /rule:/d'
ok 'no more: what does not repeat any more asks nothing' publish
are 'no more: goes on as its first time' <<-'END'
	coffee 0 CONFIRMED 0603T160000
	weekly-2031-06-03 0 CONFIRMED 0603T150000
	weekly-2031-06-10 1 CANCELLED 0610T150000
	weekly-2031-06-17 1 CANCELLED 0617T150000
	weekly-2031-06-24 1 CANCELLED 0624T150000
END
edit 's/for: 1h/&\n      repeat: FREQ=WEEKLY;COUNT=2/'
ok 'no more: and repeats again' publish
are 'no more: as what it was' <<-'END'
	coffee 0 CONFIRMED 0603T160000
	weekly-2031-06-03 0 CONFIRMED 0603T150000
	weekly-2031-06-10 2 CONFIRMED 0610T150000
	weekly-2031-06-17 1 CANCELLED 0617T150000
	weekly-2031-06-24 1 CANCELLED 0624T150000
END

begin 'a first one'
edit 's/title: Coffee/& time, repeat: FREQ=WEEKLY;COUNT=2/'
fails 1 'a first one: another title makes another id' publish
has err 'a first one: is asked' "calls.yaml:12:7: 'Coffee' is gone .*write .was: coffee. in it"
edit 's/title: Coffee time/was: coffee, &/'
ok 'a first one: with was' publish
entries | grep -v weekly >got
cat >want <<-'END'
	coffee 0 CONFIRMED 0603T160000
	coffee-time-2031-06-10 0 CONFIRMED 0610T160000
END
same want got 'a first one: what was alone is the first time'

begin 'private'
edit 's/^ *rule: .*/&\n        occurrences: {2031-06-10: {visibility: private, title: Surprise}}/'
ok 'private: one time' publish
has out 'private: is withdrawn' '1 withdrawn|1 session withdrawn'
ok 'private: nothing of it is told' sh -c '! grep -rq Surprise out.d/current/'
ok 'private: nor of the rule' sh -c '! grep -rq UNTIL= out.d/current/'

begin 'pages'
edit 's/^ *rule: .*/&\n        occurrences: {2031-06-10: {status: cancelled}, 2031-06-17: {title: Special}}/'
ok 'pages: published' publish
sed 's/<[^>]*>/ /g' out.d/current/calls-2031/session/weekly-2031-06-03.html >page
has page 'a page says which of how many' 'every week on Tuesday, date 1 of 4'
has page 'and links the others' 'Tuesday 10 June 2031, cancelled'
has page 'with what is different' 'Tuesday 17 June 2031: Special'
has out.d/current/calls-2031/session/weekly-2031-06-03.html 'by their addresses' \
	'href="weekly-2031-06-17.html"'
sed 's/<[^>]*>/ /g' out.d/current/calls-2031/index.html >page
has page 'the page of the event says how many' 'Weekly call: every week on Tuesday, 4 dates'
edit 's/UNTIL=20310624/COUNT=40/; s/except:.*//'
ok 'pages: of many' publish
sed 's/<[^>]*>/ /g' out.d/current/calls-2031/session/weekly-2031-07-01.html >page
ok 'link the one before, the one after and the event' [ "$(sed -n '/All dates/,/More/p' page |
	grep -cE '2031|Calls')" = 3 ]

# An event that was its own only session, in the calendars that have it.
begin 'an event'
cat >site/talk.yaml <<-'YAML'
	event: talk
	kind: webinar
	title: A talk
	dates: 2031-06-04
	at: 18:00
	for: 1h
	people: {ann: {name: Ann Example}}
YAML
# its FILE: UID, SEQUENCE, STATUS, DTSTART and SUMMARY of the event itself.
its() {
	tr -d '\r' <"out.d/current/$1" | awk '
		/^BEGIN:VEVENT/ { uid = seq = status = start = title = "" }
		/^UID:/ { uid = substr($0, 5) }
		/^SEQUENCE:/ { seq = substr($0, 10) }
		/^STATUS:/ { status = substr($0, 8) }
		/^DTSTART/ { start = $0; sub(/^DTSTART[^:]*:/, "", start) }
		/^SUMMARY:/ { title = substr($0, 9) }
		/^END:VEVENT/ && uid == "talk@example.org" { print seq, status, start, title }'
}
# it_is WHAT NAME: in all calendars that it is in.
it_is() {
	for feed in all.ics talk.ics kind/webinar.ics person/ann.ics; do
		[ "$(its $feed)" = "$1" ] || {
			tap_fail "$2" "$feed: $(its $feed)"
			return
		}
	done
	tap_pass "$2"
}
echo 'contact: office@example.org' >>site/site.yaml
ok 'an event: alone' publish
it_is '0 CONFIRMED 20310604T180000 A talk' 'an event: is an entry'
echo 'repeat: FREQ=WEEKLY;COUNT=2' >>site/talk.yaml
ok 'an event: repeats' publish
it_is '1 CANCELLED 20310604T160000Z A talk (cancelled)' 'an event: as the one that it was it is cancelled'
ok 'an event: its times belong to nothing that is cancelled' [ "$(tr -d '\r' <out.d/current/talk.ics |
	grep -cE '^(RELATED-TO|STATUS:CONFIRMED)')" = 2 ]
sed -i 's/A talk/The talk/' site/talk.yaml
ok 'an event: another title' publish
it_is '1 CANCELLED 20310604T160000Z The talk (cancelled)' 'an event: is no other time'
ok 'an event: its cancellation can be mailed' "$PLENARY" ics --method cancel talk
PLENARY_NOW=2031-08-01T00:00:00Z
sed -i 's/The talk/That talk/' site/talk.yaml
ok 'an event: long after it' publish
it_is '' 'an event: is told no more'
PLENARY_NOW=2031-05-01T12:00:00Z
begin 'an event'
cat >site/talk.yaml <<-'YAML'
	event: talk
	kind: webinar
	title: A talk
	dates: 2031-06-04
	at: 18:00
	for: 1h
	people: {ann: {name: Ann Example}}
	repeat: FREQ=WEEKLY;COUNT=2
YAML
ok 'an event: repeats from the first' publish
it_is '' 'an event: what never was one entry is none'
sed -i '/^repeat:/d' site/talk.yaml
ok 'an event: repeats no more' publish --accept-removal
it_is '1 CONFIRMED 20310604T180000 A talk' 'an event: becomes one'
echo 'repeat: FREQ=WEEKLY;COUNT=3' >>site/talk.yaml
ok 'an event: and repeats again' publish
it_is '2 CANCELLED 20310604T160000Z A talk (cancelled)' 'an event: is one no more'

begin 'an event that repeats'
cat >site/calls.yaml <<-'YAML'
	event: calls-2031
	kind: webinar
	title: Monthly call
	abstract: What it is about.
	dates: 2031-06-03
	at: 15:00
	for: 1h
	people: {ada: {name: Ada Example}}
	repeat: FREQ=WEEKLY;COUNT=2
YAML
ok 'each time that it is held: published' publish --accept-removal
sed -n '/^UID:on-2031-06-10/,/^END:VEVENT/p' out.d/current/all.ics >entry
has entry 'says what the event says' '^DESCRIPTION:What it is about.*- Ada Example \(speaker\)'
has entry 'and is of its kind' '^CATEGORIES:webinar'
ok 'and is in the calendar of who is there' \
	grep -q '^UID:on-2031-06-10' out.d/current/person/ada.ics

begin 'served'
ok 'sources as they were' "$PLENARY" export-sources 1 again
ok 'sources: are the same' diff -r site again
"$PLENARY" show --data site >shown.folder 2>/dev/null
"$PLENARY" show >shown.store
same shown.folder shown.store 'a revision is shown as the folder is'
sqlite3 state/plenary.db 'DELETE FROM revision_recurrence'
fails 1 'a revision whose dates are lost' "$PLENARY" show
has err 'is told' "the dates of 'FREQ=WEEKLY' are not known"

done_testing
