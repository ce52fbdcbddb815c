#!/bin/sh
# SPDX-License-Identifier: ISC
# A short soak: memory and descriptors stay what they were. `make soak` is the long one.
cd "$(dirname "$0")/../.." || exit 2
case ${BUILD:-} in */asan) GROWTH=1000000 ;; *) GROWTH=512 ;; esac # what is freed there is kept for a while
export GROWTH
PLENARY=${PLENARY:-$PWD/build/dev/plenary}
export PLENARY
echo 1..1
if said=$(tests/bench/soak 2000 2>&1); then
	echo "ok 1 - 2000 requests, and neither memory nor descriptors grow"
else
	echo "not ok 1 - 2000 requests, and neither memory nor descriptors grow"
	echo "$said" | sed 's/^/# /'
fi
