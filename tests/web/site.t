#!/bin/sh
# SPDX-License-Identifier: ISC
# The sites that ship, published and opened in a browser. See pages.mjs.
. "$(dirname "$0")/../lib/tap.sh"

command -v node >/dev/null 2>&1 || skip_all 'there is no Node.js'

# check NAME SITE: publishes it and says as one test what pages.mjs says.
check() {
	if ! "$PLENARY" --state "$T/$1.state" publish --out "$T/$1" "$ROOT/data/$1" >"$T/out" 2>"$T/err"; then
		tap_fail "$1 is published" 'it is not'
		return
	fi
	tap_pass "$1 is published"
	if node "$ROOT/tests/web/pages.mjs" "$T/$1/current/" >"$T/$1.tap"; then
		tap_pass "$1: $(sed -n 's/^ok [0-9]* - \(.* lead somewhere\).*/\1/p' "$T/$1.tap")"
	else
		tap_fail "$1 in a browser" "$(grep -c '^not ok' "$T/$1.tap") faults"
		grep -A5 '^not ok' "$T/$1.tap" | sed 's/^/# /'
	fi
	sed -n 's/^ok .* # SKIP/# not tried:/p' "$T/$1.tap"
}

check fictional
check agendas
done_testing
