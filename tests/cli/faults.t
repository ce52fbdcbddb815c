#!/bin/sh
# SPDX-License-Identifier: ISC
# Full disks, read-only folders, two publishers at once: what is out and what is kept stay as they
# were, the message says why, and the next run does it.

# In a world of mounts of its own, if we may have one.
if [ -z "${MAY_MOUNT:-}" ] && unshare -m true 2>/dev/null; then
	MAY_MOUNT=1 exec unshare -m "$0"
fi
. "$(dirname "$0")/../lib/tap.sh"

small_site site
sed -i 's/title: Opening/id: opening, &/; s/title: Closing/id: closing, &/' site/meeting.yaml
for i in $(seq 60); do
	echo "    - {for: 2m, title: Session $i, room: attic}"
done >>site/meeting.yaml

# shellcheck disable=SC2317 # called by ok and fails
publish() { "$PLENARY" --state "$S" publish --out "$O" "$@" site; }
edit() { sed -i "s/Closing.*, room/Closing as of $1, room/" site/meeting.yaml; }

# refused NAME MESSAGE COMMAND…: it fails, says so, and all stays as it was.
refused() {
	name=$1 message=$2
	shift 2
	digest "$O/current/" >before
	latest=$(sqlite3 "file:$S/plenary.db?immutable=1" 'SELECT max(number) FROM revision')
	fails 1 "$name" "$@"
	has err "$name: says why" "$message"
	has err "$name: says that nothing was published" 'nothing was published'
	digest "$O/current/" >after
	same before after "$name: what is out stays"
	[ "$(sqlite3 "file:$S/plenary.db?immutable=1" 'SELECT max(number) FROM revision')" = "$latest" ]
	ok "$name: what is kept too" test $? -eq 0
	[ -z "$(find "$O" -maxdepth 1 -name '.*' ! -name .lock)" ]
	ok "$name: nothing temporary is left" test $? -eq 0
}

# ---- what a disk can do ----

disks() {
	mkdir state.m out.m
	mount -t tmpfs -o size=1m none state.m && mount -t tmpfs -o size=3m none out.m || exit 77
	S=state.m O=out.m
	ok 'a first revision on disks of their own' publish
	dd if=/dev/zero of=state.m/fill bs=4k 2>/dev/null
	edit 1
	refused 'state folder on a full disk' "state.m/plenary.db'.*([Nn]o space left)" publish
	refused 'rollback on a full disk' "state.m/plenary.db'.*([Nn]o space left)" "$PLENARY" --state state.m rollback --out out.m 1
	rm state.m/fill
	ok 'once there is room again' publish
	has out 'it is published' '^revision 2: '

	edit 2
	dd if=/dev/zero of=out.m/fill bs=4k 2>/dev/null
	refused 'output folder on a full disk' "write .*: No space left on device" publish
	rm out.m/fill
	ok 'once there is room again' publish
	has out 'it is published' '^revision 3: '

	edit 3
	mount -o remount,ro out.m
	refused 'read-only output folder' 'Read-only file system' publish
	mount -o remount,rw out.m
	mount -o remount,ro state.m
	refused 'read-only state folder' "state.m/plenary.db': Read-only file system" publish
	ok 'read-only state folder: the log' "$PLENARY" --state state.m log
	ok 'read-only state folder: a dry run' publish --dry-run
	ok 'read-only state folder: the sources' "$PLENARY" --state state.m export-sources 1 back
	mount -o remount,rw state.m
	ok 'once they can be written to' publish
	has out 'it is published' '^revision 4: '

	mkdir small.m
	mount -t tmpfs -o size=4k,nr_inodes=3 none small.m
	fails 1 'sources to a full disk' "$PLENARY" --state state.m export-sources 1 small.m/back
	has err 'says why' 'No space left on device'
	[ -z "$(ls -A small.m)" ]
	ok 'sources to a full disk: there is no half of them' test $? -eq 0
}

# The same where nothing may be mounted: a file that may grow no more is like a full disk.
S=$T/state O=$T/out.d
ok 'a first revision' publish
edit 1
# shellcheck disable=SC2317
limited() { (ulimit -f "$1" && shift && "$@"); }
refused 'no file may be larger than 1 KB' "(write .*|plenary.db'): File too large" limited 2 publish
ok 'with no such limit' publish
has out 'it is published' '^revision 2: '
edit 2
# shellcheck disable=SC2016 # for that shell
fails 1 'an output that is full' sh -c '"$0" "$@" >/dev/full' "$PLENARY" publish --out "$O" site
has err 'is told' 'standard output: No space left on device'
ok 'what was published stands' publish
has out 'it is no more to do' '^nothing changed since revision 3'

# ---- two at once ----

edit 2a
# Publishers that all saw revision 3, each with an edit of its own.
for i in 1 2 3 4 5; do
	cp -r site "site-$i"
	sed -i "s/Opening, room/Opening $i, room/" "site-$i/meeting.yaml"
done
for i in 1 2 3 4 5; do
	"$PLENARY" publish --out "$O" --expect 3 "site-$i" >"out-$i" 2>"err-$i" &
	pids="$pids $!"
done
wait
pids=
won=$(grep -l '^revision 4: ' out-*)
[ "$(echo "$won" | wc -w)" = 1 ]
ok 'of five publishers one wins' test $? -eq 0
[ "$(cat err-* | grep -cE 'the latest revision is 4, not 3|is being written by another|is in use by another')" = 4 ]
ok 'the others are told' test $? -eq 0
has "$O/current/meeting/session/opening.html" 'what is out is the winner'"'"'s' "Opening ${won#out-}<"
"$PLENARY" export-sources latest won >/dev/null
ok 'so is what is kept, and nothing is mixed' diff -r won "site-${won#out-}"
fails 1 'one that comes later' "$PLENARY" publish --out "$O" --expect 3 site-1
has err 'is told what to do' 'the latest revision is 4, not 3: look at what was published meanwhile'
# shellcheck disable=SC2016
ok 'without --expect all are published, one after the other' sh -c '
	for i in 1 2 3 4 5; do "$0" publish --out "$1" "site-$i" & done; wait' "$PLENARY" "$O"
digest "$O/current/" >after
latest=$("$PLENARY" log | sed -n '1s/^revision \([0-9]*\) .*/\1/p')
rm -rf "$O"
"$PLENARY" rollback --out "$O" latest >/dev/null
digest "$O/current/" >again
same again after "what is out is all of revision $latest"

# The output folder of another state folder.
edit 4
exec 9>"$O/.lock"
flock 9
refused 'while another writes to the output folder' 'is being written by another' publish
exec 9>&-

if [ -n "${MAY_MOUNT:-}" ]; then
	disks
	umount state.m out.m small.m
else
	echo '# no disks of our own: run as root for these'
fi
done_testing
