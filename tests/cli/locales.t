#!/bin/sh
# SPDX-License-Identifier: ISC
# Catalogues: what makes them constants takes nothing that it does not understand; and a site whose
# first language is Arabic or French has its pages and calendars in it.
. "$(dirname "$0")/../lib/tap.sh"

# ---- data/locales/tables.awk ----

cp "$ROOT/data/locales/tables.awk" "$ROOT/core/words.h" .
cp "$ROOT"/data/locales/*.yaml .
# shellcheck disable=SC2317 # ok calls it
tables() { awk -f tables.awk words.h "$@"; }

ok 'ours are understood' tables ar.yaml de.yaml en.yaml es.yaml fr.yaml
has out 'a word is a constant' '^	\[WORD_NOW\] = "Maintenant",$'
has out 'a plural form, too' '^	\[WORD_SESSION_COUNT_TWO\] = "جلستان",$'
has out 'languages are listed' '^	\{"fr", words_5\},$'
printf '# a comment\n\nnow: "a \\"b\\" \\\\ c?"\ndays-few: "%%s x"\n' >xx.yaml
ok 'quotation marks, backslashes and question marks' tables xx.yaml
has out 'are as they should be in C' '= "a \\"b\\" \\\\ c\\\?",$'
if command -v cc >/dev/null; then
	cp out xx.c
	ok 'which C understands' cc -std=c17 -Wall -Werror -Wno-unused -I "$ROOT" -c -o xx.o xx.c
fi

# name, wanted message, text of a catalogue, as printf %b has it
refused() {
	printf '%b' "$3" >xx.yaml
	fails 1 "$1: refused" tables en.yaml xx.yaml
	has err "$1: with its place" "^xx.yaml:[0-9]+: $2"
	fails 2 "$1: stops the build" make -sB -f "$T/Makefile.xx"
}
printf 'xx.c: xx.yaml\n\t@awk -f tables.awk words.h xx.yaml >$@\n' >Makefile.xx
refused 'a word that is not known' "core/words.h has no word 'nwo'" 'nwo: Now\n'
refused 'a form that is none' "core/words.h has no word 'days-several'" 'days-several: x\n'
refused 'a form of a word that is not counted' "core/words.h has no word 'home-one'" 'home-one: x\n'
refused 'a word twice' "'now' is there twice" 'now: a\nnext: b\nnow: a\n'
refused 'no text' 'write one word a line' 'now:\n'
refused 'only a space' 'one space' 'now: \n'
refused 'two spaces' 'one space' 'now:  a\n'
refused 'a space at the end' 'one space' 'now: a \n'
refused 'a tab' 'one space' 'now: a\tb\n'
refused 'a carriage return' 'one space' 'now: a\r\n'
refused 'a block' 'put the text' 'now: |\n  a\n'
refused 'a folded block' 'put the text' 'now: >-\n  a\n'
refused 'a further line' 'write one word a line' 'now: a\n  b\n'
refused 'a map' 'put the text' 'now: {a: b}\n'
refused 'a map below' 'write one word a line' 'fr:\n  now: a\n'
refused 'an alias' 'put the text' 'now: *a\n'
refused 'a place first, bare' 'put the text' 'days: %s x\n'
refused 'a colon in a bare text' 'put the text' 'now: a: b\n'
refused 'a colon at its end' 'put the text' 'now: a:\n'
refused 'a comment behind it' 'put the text' 'now: a # b\n'
refused 'single quotation marks' 'put the text' "now: 'a'\n"
refused 'an open quotation mark' 'close the quotation mark' 'now: "a\n'
refused 'one that is closed too early' 'write' 'now: "a" b"\n'
refused 'another escape' 'only' 'now: "a\\n"\n'
refused 'a document mark' 'write one word a line' '---\n'
printf 'now: a\n' >No.yaml
fails 1 'a file that is not named by a language' tables No.yaml

# ---- sites in other languages ----

site() { # language
	mkdir "$1"
	cat >"$1/site.yaml" <<-END
		title: Example
		host: example.org
		web: https://example.org/
		languages: [$1]
		timezone: Europe/Berlin
	END
	cat >"$1/meeting.yaml" <<-END
		event: meeting
		kind: conference
		title: Meeting
		dates: 2031-06-01 to 2031-06-02
		deadline: 2031-05-12 AoE
		people: {ann: {name: Ann Example}, ben: {name: Ben Example}}
		agenda:
		  2031-06-01:
		    - {id: opening, at: 09:30, for: 90m, title: Opening, people: [ann, {moderator: ben}], languages: [en, de]}
		    - {id: night, at: 22:00, for: 3h, title: Night}
		  2031-06-02:
		    - {id: gone, at: 09:30, for: 30m, title: Gone, status: cancelled}
	END
	export PLENARY_STATE="$T/state-$1"
	ok "$1: a site is published" "$PLENARY" publish --out "$T/out-$1" "$1"
	sed -i 's/09:30, for: 90m/10:00, for: 90m/' "$1/meeting.yaml"
	ok "$1: and a change of it" "$PLENARY" publish --out "$T/out-$1" "$1"
	# Unfolded, a line a property.
	sed -e ':a' -e 'N' -e '$!ba' -e 's/\r//g' -e 's/\n //g' "$T/out-$1/current/all.ics" >"$1.ics"
}

nb=$(printf '\302\240')
site fr
pages=$T/out-fr/current
has "$pages/index.html" 'fr: the page says its language' '<html lang="fr" dir="ltr">'
has "$pages/meeting/index.html" 'fr: dates' '1er–2 juin 2031'
has "$pages/meeting/index.html" 'fr: a count' '>2 sessions<'
has "$pages/meeting/index.html" 'fr: a day on which nothing is held' 'lundi 2 juin 2031.*>annulé'
has "$pages/meeting/index.html" 'fr: a deadline' 'la fin du 12 mai 2031 partout sur Terre'
has "$pages/meeting/session/opening.html" 'fr: where it was' "Avant$nb: dimanche 1er juin 2031, 09:30–11:00 \(Europe/Berlin"
has "$pages/meeting/session/night.html" 'fr: over midnight' '22:00–01:00 \(\+1 jour\)'
has "$pages/changes.html" 'fr: what changed' "déplacement$nb: «${nb}Opening$nb» dim. 1er juin 09:30 → 10:00 UTC"
has fr.ics 'fr: what is cancelled, in a calendar' '^SUMMARY:Gone \(annulé\)'
has fr.ics 'fr: a deadline' "^SUMMARY:Date limite$nb: Meeting"
has fr.ics 'fr: a description' '^DESCRIPTION:Cette session est annulée\.'
has fr.ics 'fr: roles' 'Ben Example \(modération\)'
hasnt "$pages/meeting/index.html" 'fr: no English' 'When|Agenda|Kind|Home|session-count'

site ar
pages=$T/out-ar/current
has "$pages/index.html" 'ar: the page goes from right to left' '<html lang="ar" dir="rtl">'
has "$pages/meeting/index.html" 'ar: dates' '1–2 يونيو 2031'
has "$pages/meeting/index.html" 'ar: two' '>جلستان<'
has "$pages/meeting/index.html" 'ar: a day on which nothing is held' 'الاثنين، 2 يونيو 2031.*>ملغى'
has "$pages/meeting/session/opening.html" 'ar: a list' 'English، Deutsch'
has "$pages/meeting/session/night.html" 'ar: over midnight' '22:00–01:00 \(في اليوم التالي\)'
has "$pages/changes.html" 'ar: what changed' 'نقل: «.*Opening.*» الأحد، 1 يونيو 09:30 ← 10:00 UTC'
has ar.ics 'ar: what is cancelled, in a calendar' '^SUMMARY:Gone \(ملغى\)'
has ar.ics 'ar: a description' '^DESCRIPTION:أُلغيت هذه الجلسة\.'

done_testing
