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

sed -n 's|^    \(/[^ ]*\)  .*|\1|p' "$ROOT/README.md" >addresses
sed -i 's/at: 09:30/at: 09:45/' agenda/spring-meeting.yaml
ok 'a second revision' "$PLENARY" publish --out public agenda
sed -i 's/at: 09:45/at: 09:30/' agenda/spring-meeting.yaml
ok 'the addresses of the capsule that it shows' test "$(wc -l <addresses)" -ge 10
ok 'all answer' python3 -B - "$PLENARY" "$ROOT/tests/lib" addresses <<'END'
import socket, subprocess, sys
sys.path.insert(0, sys.argv[2])
import tls
server = subprocess.Popen([sys.argv[1], "serve", "--listen", "127.0.0.1:0"], stderr=subprocess.PIPE, text=True)
try:
    port = next(int(line.rsplit(":", 1)[1]) for line in server.stderr if "listening on" in line)
    bad = 0
    for path in open(sys.argv[3]).read().split():
        with socket.create_connection(("127.0.0.1", port), 30) as raw:
            with tls.wrap(raw, "agenda.example.org") as sock:
                sock.sendall(b"gemini://agenda.example.org%s\r\n" % path.encode())
                head = tls.read(sock).partition(b"\r\n")[0].decode()
        asks = path in ("/search", "/in")
        print(path, head)
        bad += not head.startswith("10 " if asks else "20 ")
finally:
    server.terminate()
    server.wait()
sys.exit(bad > 0)
END

sed 's/\(title: Opening, room: hal\)l/\1/' agenda/spring-meeting.yaml >mistake
mv mistake agenda/spring-meeting.yaml
fails 1 'a room is misspelt' "$PLENARY" check agenda
sed -n 's|^    \(spring-meeting\.yaml:.*\)|agenda/\1|p' "$ROOT/README.md" >said
grep unknown-room out >found
same said found 'with the finding it shows'

done_testing
