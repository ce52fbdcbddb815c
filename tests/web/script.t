#!/bin/sh
# SPDX-License-Identifier: ISC
# The script of the web site at work, on the fictional site: see script.mjs.
. "$(dirname "$0")/../lib/tap.sh"

command -v node >/dev/null 2>&1 || skip_all 'there is no Node.js'

if ! "$PLENARY" publish --out "$T/fictional" "$ROOT/data/fictional" >"$T/out" 2>&1; then
	tap_fail 'the fictional site is published' 'it is not'
	done_testing
fi
node "$ROOT/tests/web/script.mjs" "$T/fictional/current"
