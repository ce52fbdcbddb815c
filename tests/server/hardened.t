#!/bin/sh
# SPDX-License-Identifier: ISC
# How the program is linked and compiled, by what readelf sees of it.
. "$(dirname "$0")/../lib/tap.sh"

if ! command -v readelf >/dev/null 2>&1; then
	echo '1..0 # SKIP readelf is missing (binutils)'
	exit 0
fi
case $PLENARY in
*/asan*/* | */cov*/*)
	echo '1..0 # SKIP a build that looks at itself is made otherwise'
	exit 0
	;;
esac

readelf -W -h -l -d -n --dyn-syms "$PLENARY" >elf 2>/dev/null

has elf 'it is position-independent' 'Type: *DYN '
has elf 'as a program' 'FLAGS_1.*PIE'
has elf 'what is relocated is read-only then' '^ *GNU_RELRO '
has elf 'and all of it is, before the start' 'BIND_NOW'
has elf 'the stack is not executable' '^ *GNU_STACK .* RW  *0x'
has elf 'functions with arrays watch the stack' '__stack_chk_fail'
has elf 'the C library is told the sizes of what it writes to (_FORTIFY_SOURCE)' '__[a-z_]*_chk@'
hasnt elf 'code is never relocated' 'TEXTREL'
hasnt elf 'libraries are looked for in the system alone' 'RPATH|RUNPATH'
if [ "$(uname -m)" = x86_64 ]; then
	objdump -d "$PLENARY" | grep -A1 '<command_serve>:' >start
	has start 'where calls may lead is marked (-fcf-protection)' endbr64
fi
done_testing
