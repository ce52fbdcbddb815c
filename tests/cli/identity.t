#!/bin/sh
# SPDX-License-Identifier: ISC
# Who is who after an edit: what is asked, what keeps its UID, and that no subscriber ever holds a
# session twice.
. "$(dirname "$0")/../lib/tap.sh"

# shellcheck disable=SC2317 # called by ok and fails
publish() { "$PLENARY" publish --out "$T/out.d" "$@" "$T/site"; }
edit() { sed -i "$1" "$T/site/conf.yaml"; }

# A new site with its first revision.
begin() {
	rm -rf site state out.d feeds.before
	mkdir site
	cat >site/site.yaml <<-'YAML'
		title: Example Commons
		host: example.org
		languages: [en, fr]
		timezone: Europe/Berlin
		people: {ann: {name: Ann Example}, bob: {name: Bob Example}, eve: {name: Eve Example}}
	YAML
	cat >site/conf.yaml <<-'YAML'
		event: conf
		kind: conference
		title: The Conference
		dates: 2031-05-14 to 2031-05-16
		rooms: {hall: Hall, attic: Attic, cellar: Cellar}
		agenda:
		  2031-05-14:
		    - {at: 09:00, for: 30m, title: Arrival, type: break}
		    - {at: 10:00, for: 1h, title: Rivers and their rights, room: hall, people: [ann]}
		    - {at: 11:00, for: 1h, title: A budget for all, room: hall, people: [bob]}
		    - {at: 12:00, for: 1h, title: Lunch, type: break}
		    - {at: 14:00, for: 1h, title: Open space, room: attic}
		    - {at: 15:00, for: 1h, title: Open space, room: cellar}
		  2031-05-15:
		    - {at: 10:00, for: 1h, title: Closing words, room: hall, people: [ann, bob]}
	YAML
	cat >site/talks.yaml <<-'YAML'
		event: talks
		kind: meeting
		title: Evening talks
		dates: 2031-05-14 to 2031-05-15
		agenda:
		  2031-05-14:
		    - {at: 19:00, for: 1h, title: Stars over the city}
	YAML
	ok "$1: first revision" publish
	feeds "$1: first revision"
}

# entries FILE: a line for each entry of a calendar: UID SEQUENCE STATUS DTSTART SUMMARY.
entries() {
	tr -d '\r' <"$1" | awk '
		/^BEGIN:VEVENT/ { uid = seq = status = start = title = "" }
		/^UID:/ { uid = substr($0, 5) }
		/^SEQUENCE:/ { seq = substr($0, 10) }
		/^STATUS:/ { status = substr($0, 8) }
		/^DTSTART/ { start = $0; sub(/^DTSTART[^:]*:/, "", start) }
		/^SUMMARY:/ { title = substr($0, 9) }
		/^END:VEVENT/ { print uid, seq, status, start, title }'
}

# feeds NAME: what holds of the feeds after each revision, beside what they were after the last.
feeds() {
	for feed in out.d/current/*.ics; do
		entries "$feed" >feed.now
		[ -z "$(cut -d' ' -f1 feed.now | sort | uniq -d)" ] || {
			tap_fail "$1: each UID once" "twice in $feed" feed.now
			return
		}
		[ -z "$(grep -v ' CANCELLED ' feed.now | cut -d' ' -f4- | sort | uniq -d)" ] || {
			tap_fail "$1: nothing twice" "same time and title in $feed" feed.now
			return
		}
	done
	entries out.d/current/all.ics | sort >feeds.now
	[ ! -e feeds.before ] || awk 'NR == FNR { seq[$1] = $2; next }
		{ there[$1] = 1; if ($1 in seq && $2 + 0 < seq[$1] + 0) print "fell: " $0 }
		END { for (u in seq) if (!(u in there)) print "lost: " u }' \
		feeds.before feeds.now >feeds.wrong
	cp feeds.now feeds.before
	if [ -s feeds.wrong ]; then
		tap_fail "$1: no SEQUENCE falls, no UID is lost" 'it did' feeds.wrong
	else
		tap_pass "$1: no UID twice or lost, nothing twice, no SEQUENCE falls"
	fi
	rm -f feeds.wrong
}

# published NAME [OPTION…]: publishes, and checks the feeds.
published() {
	published_name=$1
	shift
	ok "$published_name" publish "$@"
	feeds "$published_name"
}

# asked NAME PATTERN: publishing stops with this question, and leaves all as it was.
asked() {
	digest out.d >digest.before
	fails 1 "$1: asked" publish
	has err "$1: with the line to add" "$2"
	digest out.d >digest.now
	same digest.before digest.now "$1: nothing is published meanwhile"
}

entry() { has feeds.now "$1" "$2"; }

# ---- titles ----

begin 'another title'
edit 's/title: Rivers and their rights/title: Rivers have rights/'
asked 'another title' "site/conf.yaml:9:7: 'Rivers and their rights' is gone from 'conf' and 'Rivers have rights' is new: .*write .id: rivers-and-their-rights. in it"
edit 's/title: Rivers have/id: rivers-and-their-rights, title: Rivers have/'
published 'another title, same id'
has out 'is a change of the title only' '^revision 2: 1 session changed$'
entry 'keeps its UID and SEQUENCE' '^rivers-and-their-rights\.conf@example\.org 0 CONFIRMED 20310514T100000 Rivers have rights'

begin 'another title, taken as another session'
edit 's/title: Rivers and their rights/title: Rivers have rights/'
published 'another title, taken as another session' --accept-removal
entry 'the old one is cancelled' '^rivers-and-their-rights\.conf@.* 1 CANCELLED'
entry 'the other one has a UID of its own' '^rivers-have-rights\.conf@.* 0 CONFIRMED'

begin 'another title and time'
edit 's/at: 10:00, for: 1h, title: Rivers and their rights, room: hall/at: 16:00, for: 1h, title: Rights of rivers, room: attic/'
asked 'another title, time and room' "'Rivers and their rights' is gone .*'Rights of rivers' is new: .*id: rivers-and-their-rights"
edit 's/title: Rights of/id: rivers-and-their-rights, title: Rights of/'
published 'another title and time, same id'
has out 'is a move' '^revision 2: 1 session moved$'
entry 'with a raised SEQUENCE' '^rivers-and-their-rights\.conf@.* 1 CONFIRMED 20310514T160000 Rights of rivers'

begin 'a title translated'
edit 's/title: A budget for all/title: {en: Money matters, fr: Un budget pour tous}/'
asked 'a title in two languages' "'A budget for all' is gone .*id: a-budget-for-all"
edit 's/title: {en: Money matters/id: a-budget-for-all, title: {en: Money matters/'
published 'a title in two languages, same id'

begin 'another id'
edit 's/title: A budget for all/id: budget, title: A budget for all/'
asked 'another id' "conf.yaml:10:7: 'A budget for all' is gone .*write .was: a-budget-for-all. in it"
edit 's/id: budget/id: budget, was: a-budget-for-all/'
published 'another id with was'
has out 'is renamed' '^revision 2: 1 session renamed$'
entry 'keeps its UID' '^a-budget-for-all\.conf@example\.org 0 CONFIRMED'
ok 'its page has the new address' test -e out.d/current/conf/session/budget.html
ok 'log' "$PLENARY" log
has out 'log says renamed' "^ *renamed: 'A budget for all'"
edit 's/, was: a-budget-for-all//'
published 'was may go'
edit 's/id: budget, //'
published 'and the id goes back'
entry 'with its UID' '^a-budget-for-all\.conf@example\.org 0 CONFIRMED'
hasnt feeds.now 'once' '^budget'

begin 'an id for another session'
edit 's/title: A budget for all/id: budget, was: a-budget-for-all, title: A budget for all/'
published 'an id is free'
edit '/Open space, room: cellar/a\    - {at: 17:00, for: 1h, title: Poems, id: a-budget-for-all}'
published 'and taken by another session'
entry 'which gets a fresh UID' '^a-budget-for-all\.2\.conf@example\.org 0 CONFIRMED 20310514T170000 Poems'
entry 'the first keeps its own' '^a-budget-for-all\.conf@example\.org 0 CONFIRMED 20310514T110000'

# ---- what a 'was' cannot be ----

begin 'bad was'
edit 's/title: A budget for all/id: budget, was: a-bugdet, title: A budget for all/'
fails 1 'was of nothing' publish
has err 'was of nothing: said with its place' "conf.yaml:10:[0-9]+: error: nothing called 'a-bugdet' was published.*bad-was"
edit 's/a-bugdet/rivers-and-their-rights/'
fails 1 'was of what is there' publish --accept-removal
has err 'was of what is there: said' "what was published as 'rivers-and-their-rights' is still there"
edit '/Rivers/d'
edit 's/title: Closing words/id: closing, was: rivers-and-their-rights, title: Closing words/'
fails 1 'was said twice' publish --accept-removal
has err 'was said twice: said' 'another says so too'
ok 'check knows no state and finds nothing' "$PLENARY" check site

# ---- one becomes two, two become one ----

begin 'splitting'
edit 's/.*Rivers and their rights.*/    - {at: 10:00, for: 30m, title: Rivers and their rights I, room: hall, people: [ann]}\n    - {for: 30m, title: Rivers and their rights II, room: hall, people: [ann]}/'
asked 'splitting' "'Rivers and their rights' is gone .*'Rivers and their rights I' is new"
if [ "$(grep -c 'is gone from' err)" -eq 1 ]; then tap_pass 'one question'; else tap_fail 'one question' more; fi
edit 's/title: Rivers and their rights I,/id: rivers-and-their-rights, &/'
published 'split'
entry 'the first half goes on' '^rivers-and-their-rights\.conf@.* 1 CONFIRMED 20310514T100000'
entry 'the second is new' '^rivers-and-their-rights-ii\.conf@.* 0 CONFIRMED 20310514T103000'

begin 'merging'
edit '/A budget for all/d'
edit 's/.*Rivers and their rights.*/    - {at: 10:00, for: 2h, title: Rivers and budgets for all, room: hall, people: [ann, bob]}/'
asked 'merging' "is gone .*'Rivers and budgets for all' is new"
edit 's/title: Rivers and budgets/id: rivers-and-their-rights, &/'
published 'merged'
entry 'one goes on' '^rivers-and-their-rights\.conf@.* 1 CONFIRMED'
entry 'the other is cancelled' '^a-budget-for-all\.conf@.* 1 CANCELLED'

# ---- moves ----

begin 'swapping'
edit 's/10:00, for: 1h, title: Rivers/XX:00, for: 1h, title: Rivers/; s/11:00, for: 1h, title: A/10:00, for: 1h, title: A/; s/XX:00/11:00/'
edit '/Rivers/{h;d};/A budget/G'
published 'swapping two slots asks nothing'
has out 'both moved' '^revision 2: 2 sessions moved'
has out.d/current/conf/session/rivers-and-their-rights.html 'its page says where it was' 'This session was moved. Before: [^<]*10:00'
has out.d/current/conf/day/2031-05-14.html 'so does the day' 'moved from 10:00'
PLENARY_NOW=2031-05-08T13:00:00Z
echo '# later' >>site/conf.yaml
published 'eight days later'
hasnt out.d/current/conf/session/rivers-and-their-rights.html 'it is no news any more' 'This session was moved'
PLENARY_NOW=2031-05-01T12:00:00Z

begin 'another day'
edit '/Rivers/{h;d};/Closing/{p;x}'
edit 's/at: 10:00, for: 1h, title: Rivers/at: 12:00, for: 1h, title: Rivers/'
published 'moving to another day asks nothing'
has out 'is a move' '^revision 2: 1 session moved'
entry 'to the day' '^rivers-and-their-rights\.conf@.* 1 CONFIRMED 20310515T120000'
has out.d/current/conf/session/rivers-and-their-rights.html 'its page says from which' 'Before: [^<]*14 May 2031[^<]*10:00'

begin 'another room'
edit '/Rivers/s/hall/cellar/'
published 'moving to another room'
has out.d/current/conf/session/rivers-and-their-rights.html 'its page says from which' 'This session was moved. Before: Hall'
edit '/Rivers/s/at: 10:00/moved-from: 2031-05-14 09:15, at: 10:00/'
published 'moved-from'
has out.d/current/conf/session/rivers-and-their-rights.html 'overrides' 'This session was moved. Before: [^<]*09:15'

begin 'another event'
grep Rivers site/conf.yaml | sed 's/, room: hall//' >>site/talks.yaml
edit '/Rivers/d'
asked 'another event' "talks.yaml:8:7: 'Rivers and their rights' is gone from 'conf' and 'Rivers and their rights' is new in 'talks': .*write .was: conf/rivers-and-their-rights. in it"
sed -i 's|title: Rivers|was: conf/rivers-and-their-rights, &|' site/talks.yaml
published 'to another event'
has out 'is a move' '^revision 2: 1 session moved'
entry 'with its UID, and a raised SEQUENCE' '^rivers-and-their-rights\.conf@example\.org 1 CONFIRMED'
hasnt out.d/current/conf.ics 'the event it left does not have it' '^UID:rivers'
has out.d/current/talks.ics 'the other does' '^UID:rivers-and-their-rights\.conf@'

# ---- events ----

begin 'an event with another id'
edit 's/^event: conf/event: commons-2031/'
asked 'an event with another id' "conf.yaml:1:1: event 'conf' is gone and 'commons-2031' is new: .*write .was: conf."
if grep -q 'is new: if they are the same session' err; then tap_fail 'its sessions are not asked about' asked err; else tap_pass 'its sessions are not asked about'; fi
edit 's/^event: .*/&\nwas: conf/'
published 'an event with was'
entry 'keeps its UID' '^conf@example\.org 0 '
entry 'its sessions, too' '^closing-words\.conf@example\.org 0 '
ok 'its pages have the new address' test -e out.d/current/commons-2031/session/closing-words.html
edit '/Closing/d; /2031-05-15:/d'
published 'a session of it goes' --accept-removal
entry 'and stays as cancelled' '^closing-words\.conf@example\.org 1 CANCELLED'
ok 'with its page' test -e out.d/current/commons-2031/session/closing-words.html
edit 's/^event: .*/event: commons-fair/; s/^was: .*/was: commons-2031/'
published 'a third id'
entry 'what is gone goes along' '^closing-words\.conf@example\.org 1 CANCELLED'
ok 'with its page there' test -e out.d/current/commons-fair/session/closing-words.html
ok 'rollback to the first' "$PLENARY" rollback 1 --out out.d
feeds 'rollback over ids'
entry 'it is what it was' '^closing-words\.conf@example\.org 2 CONFIRMED'

# ---- numbers ----

begin 'the first of two with one title goes'
edit '/Open space, room: attic/d'
asked 'the first of two with one title goes' "conf.yaml:12:7: 'Open space' has no id of its own: if it is what was 'open-space-2', write .id: open-space-2. in it; if it is still 'open-space', write .id: open-space."
edit 's/title: Open space/id: open-space-2, &/'
published 'answered'
entry 'the second stays what it is' '^open-space-2\.conf@.* 0 CONFIRMED 20310514T150000'
entry 'the first is cancelled' '^open-space\.conf@.* 1 CANCELLED 20310514T140000'

begin 'another one before two with one title'
edit '/title: Lunch/a\    - {at: 13:00, for: 30m, title: Open space, room: hall}'
asked 'another one before them' "write .id: open-space. in it"
edit '/room: attic/s/title: Open/id: open-space, &/; /room: cellar/s/title: Open/id: open-space-2, &/'
published 'answered for both'
entry 'the new one is the third' '^open-space-3\.conf@.* 0 CONFIRMED 20310514T130000'
entry 'the first stays' '^open-space\.conf@.* 0 CONFIRMED 20310514T140000'

begin 'lunches'
edit 's/Closing words.*/&\n    - {at: 12:00, for: 1h, title: Lunch, type: break}/'
published 'a second lunch'
edit '/at: 12:00, for: 1h, title: Lunch/{x;s/^/x/;/^x$/{x;d};x}'
published 'the first lunch goes: nobody is asked about breaks'

# ---- many, none, and removal ----

begin 'ten at once'
{
	echo '  2031-05-16:'
	for i in 1 2 3 4 5 6 7 8 9 10; do
		echo "    - {at: $((i + 9)):00, for: 1h, title: Topic number $i of the commons, room: hall}"
	done
} >>site/conf.yaml
published 'ten more'
sed -i -E 's/Topic number ([0-9]+) of the commons/Commons topic \1 of ten/' site/conf.yaml
asked 'ten other titles at once' "write .id: topic-number-7-of-the-commons. in it"
if [ "$(grep -c 'is gone from' err)" -eq 10 ]; then tap_pass 'ten questions'; else tap_fail 'ten questions' "$(grep -c 'is gone' err)" err; fi
sed -i -E 's/title: (Commons topic ([0-9]+) of ten)/id: topic-number-\2-of-the-commons, title: \1/' site/conf.yaml
published 'ten answers'
has out 'ten titles' '^revision 3: 10 sessions changed$'

begin 'a truly different one'
edit 's/.*Rivers and their rights.*/    - {at: 16:00, for: 2h, title: Bicycle repair, room: cellar, people: [eve]}/'
published 'one goes and a different one comes: nothing is asked'
entry 'cancelled' '^rivers-and-their-rights\.conf@.* 1 CANCELLED'
begin 'another speaker in the same slot'
edit 's/title: Rivers and their rights, room: hall, people: \[ann\]/title: Bicycle repair, room: hall, people: [eve]/'
published 'other title and people at the same time: nothing is asked'

begin 'cancelled, then removed'
edit '/Rivers/s/}/, status: cancelled}/'
published 'cancelled'
entry 'SEQUENCE rose' '^rivers-and-their-rights\.conf@.* 1 CANCELLED'
tr -d '\r' <out.d/current/conf/session/rivers-and-their-rights.ics | grep -v '^DTSTAMP\|LAST-MOD' >ics.before
edit '/Rivers/d'
published 'then removed'
entry 'SEQUENCE stays' '^rivers-and-their-rights\.conf@.* 1 CANCELLED'

# ---- without a time ----

begin 'no time any more'
edit '/Rivers/d; s/^rooms:/&/; s/^agenda:/&\n  2031-05-16:\n    - {title: Rivers and their rights, room: hall, people: [ann]}/'
published 'a session loses its hour'
entry 'it is told on its day' '^rivers-and-their-rights\.conf@.* 1 CONFIRMED 20310516 '

begin 'postponed without dates'
sed -i 's/^dates: .*/status: postponed/; s/^agenda:.*/agenda:/; /2031-05-14:/d; s/^    - .*/  - {title: Stars over the city}/' site/talks.yaml
published 'an event loses its dates'
entry 'its session is told as cancelled, with its last time' '^stars-over-the-city\.talks@example\.org 1 CANCELLED 20310514T170000Z'
entry 'so is it' '^talks@example\.org 1 CANCELLED 20310514 '
echo '# later' >>site/talks.yaml
published 'a remark'
entry 'and stays so' '^stars-over-the-city\.talks@example\.org 1 CANCELLED 20310514T170000Z'
sed -i 's/^status: postponed/dates: 2031-06-20/; s/^agenda:/&\n  2031-06-20:/; s/^  - .*/    - {at: 19:00, for: 1h, title: Stars over the city}/' site/talks.yaml
published 'new dates'
entry 'it is back' '^stars-over-the-city\.talks@example\.org 2 CONFIRMED 20310620T190000'
entry 'the event, too' '^talks@example\.org 2 CONFIRMED 20310620 '
has out.d/current/talks/session/stars-over-the-city.html 'its page says when it was to be' 'This session was moved. Before: [^<]*14 May 2031'

# ---- what an entry has beside its agenda ----

begin 'addresses'
entries_modified() { tr -d '\r' <out.d/current/conf.ics | awk '/^BEGIN:VEVENT/ { n = 1 } n && /^(UID|LAST-MODIFIED):/'; }
PLENARY_NOW=2031-05-02T12:00:00Z
edit 's/^agenda:/tracks: {one: One}\n&/'
published 'the event has a track'
entries_modified >modified
hasnt modified 'its entry stays as it was' '^LAST-MODIFIED:20310502'
echo 'web: https://example.org/agenda/' >>site/site.yaml
published 'the web site is elsewhere'
entries_modified >modified
hasnt modified 'every entry has changed' '^LAST-MODIFIED:20310501'
PLENARY_NOW=2031-05-01T12:00:00Z

begin 'renamed again, while its first id goes to another'
edit 's/title: A budget for all/id: budget, was: a-budget-for-all, title: A budget for all/'
published 'renamed once'
edit 's/id: budget, was: a-budget-for-all/id: money, was: budget/'
edit 's/^\(.*\){at: 10:00, for: 1h, title: Rivers.*/\1{id: a-budget-for-all, at: 16:00, for: 1h, title: Something else}\n&/'
published 'renamed twice' --accept-removal
entry 'who says so has the entry' '^a-budget-for-all\.conf@example\.org 0 CONFIRMED 20310514T110000 A budget for all'
entry 'the other one is new' '^a-budget-for-all\.2\.conf@example\.org 0 CONFIRMED 20310514T160000 Something else'

# ---- ids that go from one to another ----

begin 'two that have each other'"'"'s id'
edit 's/title: Rivers and/id: a-budget-for-all, was: rivers-and-their-rights, &/; s/title: A budget/id: rivers-and-their-rights, was: a-budget-for-all, &/'
published 'two that have each other'"'"'s id'
entry 'the one keeps its UID' '^rivers-and-their-rights\.conf@example\.org 0 CONFIRMED 20310514T100000 Rivers'
entry 'so does the other' '^a-budget-for-all\.conf@example\.org 0 CONFIRMED 20310514T110000 A budget'
has out.d/current/conf/session/a-budget-for-all.html 'the pages go by the ids' 'Rivers and their rights'
echo '# later' >>site/conf.yaml
published 'the lines stay'
entry 'and mean nothing any more' '^rivers-and-their-rights\.conf@example\.org 0 CONFIRMED 20310514T100000 Rivers'

begin 'one takes the id of what goes'
edit '/A budget/d; s/title: Rivers and/id: a-budget-for-all, was: rivers-and-their-rights, &/'
published 'one takes the id of what goes' --accept-removal
entry 'keeps its UID' '^rivers-and-their-rights\.conf@example\.org 0 CONFIRMED 20310514T100000 Rivers'
entry 'what went is cancelled' '^a-budget-for-all\.conf@example\.org 1 CANCELLED 20310514T110000 A budget'
ok 'and has a page beside it' test -e out.d/current/conf/session/was-a-budget-for-all.html

begin 'back over an id that was given to another'
edit 's/title: A budget/id: money, was: a-budget-for-all, &/'
published 'an id is given up'
edit 's/^\(.*\){at: 10:00, for: 1h, title: Rivers.*/\1{id: a-budget-for-all, at: 16:00, for: 1h, title: Something else}\n&/'
published 'and taken' --accept-removal
entry 'by something else' '^a-budget-for-all\.2\.conf@example\.org 0 CONFIRMED 20310514T160000 Something else'
ok 'rollback to the first' "$PLENARY" rollback 1 --out out.d
feeds 'rollback over a taken id'
entry 'it is what it was' '^a-budget-for-all\.conf@example\.org 0 CONFIRMED 20310514T110000 A budget'
entry 'the other is cancelled' '^a-budget-for-all\.2\.conf@example\.org 1 CANCELLED 20310514T160000 Something else'
ok 'and forward' "$PLENARY" rollback 3 --out out.d
feeds 'forward over a taken id'
entry 'it is what it was then' '^a-budget-for-all\.conf@example\.org 0 CONFIRMED 20310514T110000 A budget'
entry 'the other is back' '^a-budget-for-all\.2\.conf@example\.org 2 CONFIRMED 20310514T160000 Something else'

begin 'two events that have each other'"'"'s id'
edit 's/^event: .*/event: talks\nwas: conf/'
sed -i 's/^event: .*/event: conf\nwas: talks/' site/talks.yaml
published 'two events that have each other'"'"'s id'
entry 'the one keeps its UID' '^conf@example\.org 0 CONFIRMED 20310514 The Conference'
entry 'so does the other' '^talks@example\.org 0 CONFIRMED 20310514 Evening talks'
entry 'and their sessions' '^stars-over-the-city\.talks@example\.org 0 CONFIRMED'
done_testing
