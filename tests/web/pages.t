#!/bin/sh
# SPDX-License-Identifier: ISC
# The pages made by hand in tests/unit/html_samples.h, in a browser. See pages.mjs.
here=$(cd "$(dirname "$0")" && pwd)
writer=${BUILD:-$here/../../build/dev}/unit/html
if ! command -v node >/dev/null 2>&1; then
	echo '1..0 # SKIP there is no Node.js'
	exit 0
fi
tree=$(mktemp -d "${TMPDIR:-/tmp}/plenary.XXXXXX")
trap 'rm -rf "$tree"' EXIT
"$writer" "$tree" && node "$here/pages.mjs" "$tree"
