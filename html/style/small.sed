# SPDX-License-Identifier: ISC
# Makes a style sheet small: comments that fill their line, and blanks that mean nothing. No string in it
# may hold ", ", ": ", "; " or " {".
s|^/\*.*\*/$||
s/^[[:blank:]]*//
s/ {/{/g
s/{ /{/g
s/; }/}/g
s/ }/}/g
s/: /:/g
s/; /;/g
s/, /,/g
s/ > />/g
s/ ~ /~/g
