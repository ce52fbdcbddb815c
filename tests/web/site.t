#!/bin/sh
# SPDX-License-Identifier: ISC
# The sites that ship, published: every page of them in a browser. See pages.mjs and use.mjs.
. "$(dirname "$0")/../lib/tap.sh"

command -v node >/dev/null 2>&1 || skip_all 'there is no Node.js'

for site in agendas fictional; do
	if ! "$PLENARY" --state "$T/$site.state" publish --out "$T/$site" "$ROOT/data/$site" >"$T/out" 2>&1; then
		tap_fail "$site is published" 'it is not'
		done_testing
	fi
done
node "$ROOT/tests/web/pages.mjs" "$T/agendas/current" "$T/fictional/current"
