# shellcheck shell=sh
# SPDX-License-Identifier: ISC
# TAP for shell tests. Each runs in a scratch folder of its own, $T, with the program in $PLENARY.
#   . "$(dirname "$0")/../lib/tap.sh"

ROOT=$(cd "$(dirname "$0")/../.." && pwd)
PLENARY=${PLENARY:-$ROOT/build/dev/plenary}
T=$(mktemp -d "${TMPDIR:-/tmp}/plenary.XXXXXX")
export LC_ALL=C.UTF-8 TZ=Asia/Kathmandu # nothing may depend on them
export PLENARY_NOW=2031-05-01T12:00:00Z PLENARY_STATE="$T/state"
unset PLENARY_OUT XDG_STATE_HOME NO_COLOR 2>/dev/null
tap_n=0
tap_bad=0
pids=

tap_end() {
	# shellcheck disable=SC2086 # a list of process ids
	[ -z "$pids" ] || kill $pids 2>/dev/null
	rm -rf "$T"
}
trap tap_end EXIT
cd "$T" || exit 1

# ok NAME COMMAND…: the command succeeds. Its output is kept in $T/out and $T/err.
ok() {
	tap_name=$1
	shift
	if "$@" >"$T/out" 2>"$T/err"; then tap_pass "$tap_name"; else tap_fail "$tap_name" "exit $?"; fi
}

# fails CODE NAME COMMAND…: the command exits with CODE.
fails() {
	tap_code=$1
	tap_name=$2
	shift 2
	"$@" >"$T/out" 2>"$T/err"
	tap_got=$?
	if [ $tap_got -eq "$tap_code" ]; then tap_pass "$tap_name"; else
		tap_fail "$tap_name" "exit $tap_got, not $tap_code"
	fi
}

# has FILE NAME PATTERN: a line of the file matches (extended regular expression).
has() {
	if grep -Eq -e "$3" "$1"; then tap_pass "$2"; else tap_fail "$2" "no line like $3" "$1"; fi
}

# hasnt FILE NAME PATTERN: no line of the file matches.
hasnt() {
	if grep -Eq -e "$3" "$1"; then tap_fail "$2" "a line like $3" "$1"; else tap_pass "$2"; fi
}

# same FILE FILE NAME: their bytes are equal.
same() {
	if cmp -s "$1" "$2"; then tap_pass "$3"; else
		tap_fail "$3" "files differ"
		diff "$1" "$2" | head -20 | sed 's/^/# /'
	fi
}

tap_pass() {
	tap_n=$((tap_n + 1))
	echo "ok $tap_n - $1"
}

tap_fail() {
	tap_n=$((tap_n + 1))
	tap_bad=$((tap_bad + 1))
	echo "not ok $tap_n - $1"
	echo "# $2"
	for tap_file in "${3:-$T/out}" "$T/err"; do
		[ -e "$tap_file" ] && head -c 2000 "$tap_file" | sed 's/^/# /'
	done
}

skip_all() {
	echo "1..0 # SKIP $1"
	exit 0
}

done_testing() {
	echo "1..$tap_n"
	[ $tap_bad -eq 0 ]
	exit
}

# A digest of all that is in a folder: names, kinds, bytes.
digest() {
	(cd "$1" && find . -type l -printf '%p -> %l\n' -o -type f -exec sha256sum {} + | sort)
}

# A small site to edit: site.yaml and one event, in folder $1.
small_site() {
	mkdir -p "$1"
	cat >"$1/site.yaml" <<-'END'
		title: Example Commons
		host: example.org
		languages: [en]
		timezone: Europe/Berlin
	END
	cat >"$1/meeting.yaml" <<-'END'
		event: meeting
		kind: conference
		title: Example Meeting
		dates: 2031-05-14 to 2031-05-15
		rooms: {hall: Hall, attic: Attic}
		agenda:
		  2031-05-14:
		    - {at: 09:30, for: 30m, title: Arrival, type: break}
		    - {for: 90m, title: Opening, room: hall}
		    - {for: 60m, title: Closing, room: hall}
	END
}
