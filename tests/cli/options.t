#!/bin/sh
# SPDX-License-Identifier: ISC
# The command line: help, usage errors, exit codes.
# shellcheck disable=SC2016 # backquotes are text
. "$(dirname "$0")/../lib/tap.sh"

ok 'help' "$PLENARY" --help
has out 'help lists commands' '^  publish '
ok 'help as a word' "$PLENARY" help
ok 'version' "$PLENARY" --version
has out 'version names the libraries' 'SQLite 3\..*libseccomp 2\..*bed TLS [23]\.'
has out 'and those that do not say how they run' 'libical 3\..*uriparser'
for c in $("$PLENARY" --help | sed -n 's/^  \([a-z][a-z-]*\) .*/\1/p'); do
	ok "$c --help" "$PLENARY" "$c" --help
	has out "$c --help has a usage line" "^Usage: plenary .* $c"
	has out "$c --help explains --state" '--state DIR'
	sed -n 's/^  --\([a-z-]*\) .*/\1/p' out | grep -Evx 'state|help|version' >options
	ok "plenary(1) explains $c, once" [ "$(grep -c "^\.It Cm $c\$" "$ROOT/cli/plenary.1")" -eq 1 ]
	sed -n "/^\.It Cm $c\$/,/^\.It Cm [a-z-]*\$/p" "$ROOT/cli/plenary.1" >section
	sed -n "/^\.Cm $c\$/,/^\.Nm\$/p" "$ROOT/cli/plenary.1" | sed '/^\.Sh DESCRIPTION/,$d' >synopsis
	has synopsis "plenary(1) says how to call $c" "^\\.Cm $c\$"
	while read -r option; do
		has section "plenary(1) explains --$option of $c" "Fl -$option\\>"
		has synopsis "and has it where $c is called" "Fl -$option\\>"
	done <options
done
fails 64 'no command' "$PLENARY"
fails 64 'unknown command' "$PLENARY" pubish
has err 'unknown command: did you mean' "did you mean 'publish'"
fails 64 'unknown option' "$PLENARY" check --stric
has err 'unknown option: did you mean' "did you mean 'strict'"
fails 64 'unknown option with a value' "$PLENARY" publish --output=x
fails 64 'an option of another command' "$PLENARY" check --out x
fails 64 'an option without its value' "$PLENARY" publish --out
has err 'says which' '--out wants a value'
fails 64 'a value that is none' "$PLENARY" publish --out x --expect -3
has err 'says what to write' 'write --expect N'
small_site site
ok 'an option after the operand' "$PLENARY" check site --strict
for c in status cert diff; do
	fails 64 "$c is no list of findings" "$PLENARY" $c --format github
	has err "$c says how it can be written" '--format text.json'
done
fails 64 'an unknown one there' "$PLENARY" check site --stric
fails 1 'a name after --' "$PLENARY" check -- --strict
fails 64 'one operand too many' "$PLENARY" check a b
fails 64 'one operand too few' "$PLENARY" rollback
has err 'says what there is to say' 'say more: `plenary rollback N` \(publish again what revision N was\)'
fails 64 'publish without --out' "$PLENARY" publish .
has err 'publish says where to write' '--out DIR'
fails 1 'a folder that is not there' "$PLENARY" check /nowhere/at/all
has err 'names the folder' '/nowhere/at/all'
fails 64 'control characters are not echoed' "$PLENARY" "$(printf 'x\033[31m')"
hasnt err 'no escape sequence in messages' "$(printf '\033')"
fails 64 'nor what turns text' "$PLENARY" "$(printf 'x\330\234\302\233')"
has err 'that is seen' '\\u\{061c\}\\u\{009b\}'
fails 1 'serve before anything is published' "$PLENARY" serve
has err 'serve says what comes first' 'nothing is published yet'
fails 64 'a clock that is none' env PLENARY_NOW=banana "$PLENARY" log
ok 'log before anything is published' "$PLENARY" log
has out 'log says so' 'nothing is published yet'
fails 1 'show before anything is published' "$PLENARY" show
done_testing
