#!/bin/sh
# SPDX-License-Identifier: ISC
# Every corpus through its fuzz target: what once crashed does not again.
cd "$(dirname "$0")/../.." || exit 1
: "${BUILD:=build/dev}"
n=0
for target in tests/fuzz/*.c; do
	name=$(basename "$target" .c)
	n=$((n + 1))
	files=$(find "tests/fuzz/corpus/$name" -type f | sort)
	# shellcheck disable=SC2086 # names in the corpora have no spaces
	if [ -z "$files" ]; then
		echo "not ok $n - $name: there is no corpus"
	elif out=$("$BUILD/replay/$name" $files 2>&1); then
		echo "ok $n - $name: $(echo "$files" | wc -l) inputs"
	else
		echo "not ok $n - $name"
		echo "$out" | grep -v '^ok' | head -40 | sed 's/^/# /'
	fi
done
echo "1..$n"
