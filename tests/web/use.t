#!/bin/sh
# SPDX-License-Identifier: ISC
# The main pages of the fictional site, used: by keyboard, without script, from a server, on paper.
. "$(dirname "$0")/../lib/tap.sh"

command -v node >/dev/null 2>&1 || skip_all 'there is no Node.js'

if ! "$PLENARY" publish --out "$T/fictional" "$ROOT/data/fictional" >"$T/out" 2>&1; then
	tap_fail 'the fictional site is published' 'it is not'
	done_testing
fi
node "$ROOT/tests/web/use.mjs" "$T/fictional/current"
