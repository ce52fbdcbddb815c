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
s/ !important/!important/g
# Our colours have one letter there; html/html_style.c writes --a, too.
s/--accent/--a/g
s/--ink/--i/g
s/--mark/--n/g
s/--paper/--b/g
s/--rule/--r/g
s/--shade/--h/g
s/--soft/--o/g
# Lines run from top to bottom in all our languages; only beginnings and ends of lines change sides.
s/inset-block-start/top/g
s/inset-block-end/bottom/g
s/-block-start/-top/g
s/-block-end/-bottom/g
s/inline-size/width/g
s/block-size/height/g
