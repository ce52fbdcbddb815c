#!/bin/sh
# SPDX-License-Identifier: ISC
# Publishing: revisions, what changed, and that a bad edit leaves what is out byte for byte.
. "$(dirname "$0")/../lib/tap.sh"

# shellcheck disable=SC2317 # called by ok and fails
publish() { "$PLENARY" publish --out "$T/out.d" "$@" "$T/site"; }
edit() { sed -i "$1" "$T/site/meeting.yaml"; }

small_site site
ok 'dry run before the first' publish --dry-run
has out 'dry run says what it would be' '^would be revision 1: '
[ ! -e state ] && [ ! -e out.d ]
ok 'dry run made nothing' test ! -e state -a ! -e out.d

ok 'first revision' publish
has out 'first revision says so' '^revision 1: '
has out 'first revision says where its pages are' '^web site: .*out\.d/current/index\.html$'
has out 'first revision says where its calendar is' '^calendar: .*out\.d/current/all\.ics$'
ok 'the page is out' test -f out.d/current/index.html
ok 'the event calendar is out' test -f out.d/current/meeting.ics
ok 'the site calendar is out' test -f out.d/current/all.ics
ok 'the session calendar is out' test -f out.d/current/meeting/session/opening.ics
ok 'current is a link' test -L out.d/current
digest out.d >before

export PLENARY_NOW=2031-05-02T12:00:00Z
ok 'nothing changed' publish
has out 'says that nothing changed' '^nothing changed since revision 1'
digest out.d >after
same before after 'nothing was written'

# Every kind of bad edit leaves what is out and what is kept as they were.
cp -r site good
try_bad() { # name, sed script
	cp good/* site/
	edit "$2"
	fails 1 "bad edit: $1" publish
	has err "bad edit: $1: has its place" '^[^:]+meeting\.yaml:[0-9]+(:[0-9]+)?: error: '
	digest out.d >after
	same before after "bad edit: $1: what is out stays"
}
try_bad 'unknown key' 's/^kind:/knid:/'
try_bad 'no time of day' 's/09:30/25:30/'
try_bad 'no YAML' 's/^rooms: {/rooms: [/'
try_bad 'unknown room' '/Closing/s/room: hall/room: hal/'
try_bad 'unclosed quote' "s/title: Opening/title: 'Opening/"
try_bad 'outside its dates' 's/^  2031-05-14/  2031-06-14/'
try_bad 'a tab' 's/^    - {for: 90m/\t- {for: 90m/'
cp good/* site/
rm site/site.yaml
fails 1 'bad edit: no site.yaml' publish
cp good/* site/
"$PLENARY" log >log.out
hasnt log.out 'no revision came of it' 'revision 2'

edit 's/09:30/10:00/'
ok 'dry run of a move' publish --dry-run
has out 'dry run says what moves' 'moved'
digest out.d >after
same before after 'dry run wrote nothing'
ok 'second revision' publish
has out 'second revision counts what moved' '^revision 2: .*moved'
has out.d/current/meeting/session/opening.ics 'SEQUENCE rose' '^SEQUENCE:1.?$'
has out.d/current/meeting/session/opening.ics 'DTSTAMP is the revision' '^DTSTAMP:20310502T120000Z.?$'
has out.d/current/meeting/session/opening.ics 'UID stays' '^UID:opening\.meeting@example\.org.?$'

edit '/Closing/s/}/, status: cancelled}/'
ok 'third revision' publish
has out 'third revision counts what is cancelled' '1 (session )?cancelled'
has out.d/current/meeting/session/closing.ics 'cancelled in the calendar' '^STATUS:CANCELLED'
has out.d/current/meeting/session/opening.ics 'the other keeps its SEQUENCE' '^SEQUENCE:1.?$'
has out.d/current/meeting/session/opening.html 'a page says when it changed last' 'Last change: revision 2, 2 May'
has out.d/current/meeting/index.html 'that of an event, when anything of it did' 'Last change: revision 3, '
has out.d/current/index.html 'and home, which revision it is' 'Revision 3, published 2 May'
[ "$(cd out.d/current/ && find . -links 1 -name '*.html' | grep -c session/)" = 1 ]
ok 'of the pages of sessions only that of the one that changed is written' test $? -eq 0
(cd out.d/current/ && find . -links 1 -name '*.ics' | sort) >ics.new
printf '%s\n' ./all.ics ./kind/conference.ics ./meeting.ics ./meeting/room/hall.ics ./meeting/session/closing.ics >ics.want
ok 'of the calendars only its own, and those of its room, its event, its kind and the site' cmp ics.want ics.new

edit '/Closing/d'
ok 'fourth revision' publish
has out.d/current/meeting.ics 'removed stays as cancelled' '^UID:closing\.meeting@example\.org'
has out.d/current/meeting/session/closing.html 'its page stays' '[Cc]ancelled'

ok 'log' "$PLENARY" log
has out 'log has the first' '^revision 1  2031-05-01 12:00 UTC  '
has out 'log says what moved' "^  moved: .*'Opening'.*10:00 → 10:30"
has out 'log has the last' '^revision 4  2031-05-02 12:00 UTC  '

fails 1 '--expect another revision' publish --expect 2
has err '--expect says which is the latest' 'latest revision is 4'
ok '--expect the latest' publish --expect 4

rm -rf out.d
ok 'the files are gone: written again' publish
has out 'says that files were written' 'files were written'
ok 'they are there' test -f out.d/current/all.ics
printf '# a remark\n' >>site/meeting.yaml
ok 'a remark only' publish
has out 'a remark is a revision' '^revision 5: nothing that participants see'

# What was unlisted appears in no list for having been made private.
small_site aside
sed -i '/title: Opening/s/}/, visibility: unlisted}/' aside/meeting.yaml
ok 'an unlisted session' "$PLENARY" --state state.a publish --out out.a aside
hasnt out.a/current/meeting.ics 'unlisted: not in the feed of its event' '^UID:opening'
sed -i '/title: Opening/s/unlisted/private/' aside/meeting.yaml
ok 'made private' "$PLENARY" --state state.a publish --out out.a aside
hasnt out.a/current/meeting.ics 'made private: still in no feed' '^UID:opening'
has out.a/current/meeting/session/opening.ics 'cancelled in its own calendar' '^STATUS:CANCELLED'
hasnt out.a/current/meeting/session/opening.ics 'which says no title' 'Opening'

# Same revision, same bytes: another state, another folder, another zone and locale.
for s in one two; do
	rm -rf "state.$s" "out.$s"
	case $s in two) export TZ=America/St_Johns LC_ALL=C ;; esac
	"$PLENARY" --state "state.$s" publish --out "out.$s" site >/dev/null
	digest "out.$s" >"digest.$s"
done
same digest.one digest.two 'output is a function of the revision'

# A deadline that is gone is told as cancelled, not as one to keep.
edit 's/^dates:/deadline: 2031-05-09\ndates:/'
ok 'a deadline' publish
has out.d/current/meeting/index.html 'its event tells it' '9 May 2031'
hasnt out.d/current/meeting/index.html 'as it stands' '9 May 2031.*cancelled'
edit '/^deadline:/d'
ok 'the deadline is gone' publish
has out.d/current/meeting/index.html 'and is told as cancelled' '9 May 2031.*cancelled'
has out.d/current/meeting.ics 'in the calendar too' '^UID:deadline\.meeting@example\.org'

# What vanished and may not have been meant to is asked about.
cp -r site before.d
digest out.d >before
edit 's/title: Opening/title: Openings/'
fails 1 'a title without an id is another session: asked about' publish
has err 'the question has the line to add' "'Opening' is gone .* 'Openings' is new: .*write .id: opening."
mv site/meeting.yaml site/meeting.yaml.txt
fails 1 'an event that is ahead is gone: asked about' publish
has err 'the question says what to write' "event 'meeting' is gone.*status: cancelled"
fails 1 'dry run asks too' publish --dry-run
has err 'and offers the option' '--accept-removal'
digest out.d >after
same before after 'until that is answered nothing is published'
sed 's/host: example.org/host: example.net/' before.d/site.yaml >site/site.yaml
sed 's/event: meeting/event: another/' before.d/meeting.yaml >site/meeting.yaml
rm site/meeting.yaml.txt
fails 1 'another site in the same state folder' publish
has err 'is told whose it is' 'holds the site of example.org, this one is of example.net'
rm -r site && cp -r before.d site
edit 's/title: Opening,/id: opening, title: Openings,/'
ok 'with its id it is the same session' publish
has out.d/current/meeting/session/opening.ics 'its UID stays' '^UID:opening\.meeting@example\.org'
edit '/Openings/d'
ok 'a session may go without a question' publish

if [ "$(id -u)" -ne 0 ]; then
	edit 's/10:00/10:30/'
	chmod a-w out.d
	fails 1 'read-only output' publish
	chmod u+w out.d
fi
edit 's/10:00/10:30/'
rm -rf out.f
echo 'a file' >out.f
fails 1 'output that is a file' "$PLENARY" publish --out out.f site
"$PLENARY" log >log.out
hasnt log.out 'no revision came of it either' 'revision 10'

# An unlisted session may be the only one of its day, which then has no page.
rm -rf state out.d site
small_site site
cat >>site/meeting.yaml <<-'END'
	  2031-05-15:
	    - {at: 10:00, for: 1h, id: aside, title: Aside, visibility: unlisted}
END
ok 'a day of unlisted sessions' publish
hasnt out.d/current/meeting/session/aside.html 'no link to a day without a page' 'day/2031-05-15'
has out.d/current/meeting/session/opening.html 'a link to a day with one' 'day/2031-05-14'

# An event that loses its dates with its agenda cannot tell how long to show what is gone.
edit "/^dates/d; /^agenda/,\$d"
ok 'the dates are lost' publish
has out.d/current/meeting/session/opening.ics 'what is gone is still cancelled' '^STATUS:CANCELLED'
PLENARY_NOW=2031-05-03T12:00:00Z
edit 's/Example Meeting/Other Meeting/'
ok 'an event is called otherwise' publish
has out.d/current/meeting/session/opening.ics 'what is gone of it is told with the new name' \
	'Other Meeting'
has out.d/current/meeting/session/opening.ics 'and has changed by that' \
	'^LAST-MODIFIED:20310503T120000Z'
has out.d/current/meeting/session/opening.ics 'but not more than in words' '^SEQUENCE:1.?$'
done_testing
