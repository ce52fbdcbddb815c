#!/bin/sh
# SPDX-License-Identifier: ISC
# What shells complete, asked of the shells themselves.
# shellcheck disable=SC2317 # functions are called by ok and fails
. "$(dirname "$0")/../lib/tap.sh"

commands=$("$PLENARY" --help | sed -n 's/^  \([a-z-]*\) .*/\1/p')
mkdir -p bin site sight
ln -s "$PLENARY" bin/plenary
PATH=$T/bin:$PATH
touch file.xml

fails 64 'no shell' "$PLENARY" completion
fails 64 'an unknown shell' "$PLENARY" completion csh

# One way to ask each: the words of the line, the last of them begun.
ask_bash() {
	bash -c 'eval "$(plenary completion bash)"; COMP_WORDS=("$@"); COMP_CWORD=$(($# - 1))
		compopt() { :; }; _plenary; printf "%s\n" "${COMPREPLY[@]}"' bash "$@"
}
ask_fish() { fish --no-config -c "plenary completion fish | source; complete -C '$*'" | cut -f1; }

for shell in bash fish; do
	if ! command -v $shell >/dev/null 2>&1; then
		echo "# $shell is missing"
		continue
	fi
	ask_$shell plenary '' >got
	for c in $commands; do
		has got "$shell: command $c" "^$c\$"
	done
	ask_$shell plenary pub >got
	has got "$shell: a command begun" '^publish$'
	hasnt got "$shell: and no other" '^check$'
	ask_$shell plenary publish -- >got
	has got "$shell: an option" '^--dry-run$'
	hasnt got "$shell: not another command's" '^--in$'
	ask_$shell plenary diff --format '' >got
	has got "$shell: words of an option" '^json$'
	ask_$shell plenary show --in Africa/Nair >got
	has got "$shell: a zone" '^Africa/Nairobi$'
	ask_$shell plenary check si >got
	has got "$shell: a folder" '^site/?$'
	has got "$shell: another" '^sight/?$'
	ask_$shell plenary schema '' >got
	has got "$shell: words of an operand" '^event$'
done
ask_bash plenary --state site check --strict si >got
has got 'bash: after options' '^site$'
ask_bash plenary export-sources 3 si >got
has got 'bash: the second operand' '^site$'

if command -v zsh >/dev/null 2>&1; then
	plenary completion zsh >_plenary
	ok 'zsh: the script is read' zsh -n _plenary
	# _arguments shows what it was given when it is a function of ours.
	cat >ask.zsh <<-'END'
		_arguments() { print -l -- "$@"; line=(diff); state=argument; }
		_describe() { :; }
		compdef() { :; }; source ./_plenary
		_plenary
	END
	zsh -f ask.zsh >got 2>&1
	has got 'zsh: what comes before the command' '^--state\[.*\]:DIR:_directories$'
	has got 'zsh: options of the command' '^--format\[.*\]:.*:\(text json\)$'
fi

done_testing
