#!/bin/sh
# SPDX-License-Identifier: ISC
# The JSON Schema: what we ship is valid by a validator that is not ours; and what the reader finds
# wrong in a file by itself, the validator does, too.
# shellcheck disable=SC2317 # functions are called by ok and fails
. "$(dirname "$0")/../lib/tap.sh"

if ! /usr/bin/python3 -c 'import jsonschema.validators, yaml; jsonschema.Draft202012Validator' 2>/dev/null; then
	echo '1..0 # SKIP python3-jsonschema or python3-yaml is missing'
	exit 0
fi
valid() { /usr/bin/python3 "$ROOT/tests/lib/schema.py" schema.json "$@"; }

ok 'schema' "$PLENARY" schema
cp out schema.json
ok 'the same each time' "$PLENARY" schema
same out schema.json 'byte for byte'
ok 'the examples are valid' valid "$ROOT"/data/agendas/*.yaml "$ROOT"/data/fictional/*.yaml
for of in site event; do
	"$PLENARY" schema $of >$of.json
done
fails 64 'there is none of another file' "$PLENARY" schema room

mkdir good
cat >good/site.yaml <<'END'
title: Example Network
host: example.org
web: https://example.org/agenda/
contact: mail@example.org
languages: [en, pt-BR]
timezone: Europe/Berlin
organisations: {example: Example, other: {name: Other, url: https://example.org/}}
series: {days: Example Days}
people: {ada: {name: Ada Example, organisation: example}}
locales: {pt-BR: {now: Agora, days-few: "%s dias"}}
rules: {end-unknown: off}
END
cat >good/meeting.yaml <<'END'
event: meeting
kind: conference
title: {en: Meeting, pt-BR: Encontro}
dates: 2031-05-14 to 2031-05-15
deadline: 2031-03-01 AoE
format: hybrid
draft: no
capacity: 120
venue: {name: Old House, geo: [52.52, -13.40]}
venues: {barn: {name: Barn, walking: 10m}, mill: Mill}
rooms: {hall: {title: Hall, capacity: 100, step-free: yes, open: 08:30 to 18:00}, garden: {title: Garden, venue: barn}}
tracks: {policy: {title: Policy, colour: "#336699"}, people: People}
people: {ada: {}, ben: {name: Ben Example}}
languages: en
links: {register: https://example.org/register, photos: {url: https://example.org/p, label: Photos}}
join: https://example.org/join
agenda:
  2031-05-14:
    - {at: 09:30, for: 30m, title: Arrival, type: break}
    - {id: opening, for: 1h30m, title: Opening, room: hall, people: [ada, {moderator: ben}]}
    - parallel:
        - {for: 45m, title: One, track: policy, allow: end-unknown}
        - - {for: 20m, title: Two, track: [people]}
          - {until: 13:00, title: Three, track: people, moved-from: 2031-05-14 10:00}
  2031-05-15: []
END
cat >good/more.yaml <<'END'
continues: meeting
people: {cid: {name: Cid Example}}
agenda:
  2031-05-15: [{at: 09:30, for: 30m, title: Farewell, people: [cid]}]
  unscheduled: [{title: A walk}]
END
cp -r good site
ok 'a file with much in it: ours' "$PLENARY" check good
ok 'theirs' valid good/site.yaml good/meeting.yaml good/more.yaml
cp schema.json any.json
cp site.json schema.json
ok 'site.yaml by the schema of its own' valid good/site.yaml
cp event.json schema.json
ok 'an event by the schema of its own' valid good/meeting.yaml
ok 'what continues an event, too' valid good/more.yaml
cp any.json schema.json

# rule, file, sed script: wrong for both.
wrong() {
	cp good/* site/
	sed -i "$3" "site/$2.yaml"
	if cmp -s "good/$2.yaml" "site/$2.yaml"; then tap_fail "$1: $3" 'nothing was edited'; fi
	"$PLENARY" check site >out 2>&1
	has out "$1: $3: ours" "\\[$1\\]"
	fails 1 "$1: $3: theirs" valid "site/$2.yaml"
}
wrong unknown-key meeting 's/^format:/formats:/'
wrong unknown-key site 's/^contact:/mail:/'
wrong unknown-key meeting 's/step-free:/stepfree:/'
wrong unknown-key more 's/^people:/poeple:/'
wrong unknown-event more 's/^continues:.*/continues: The Meeting/'
wrong unknown-key site 's/now: Agora/nwo: Agora/'
wrong unknown-key site 's/now: Agora/days-several: dias/'
wrong missing-key meeting '/^kind:/d'
wrong missing-key site '/^host:/d'
wrong missing-key meeting 's/title: One, //'
wrong missing-key site 's/name: Ada Example, //'
wrong wrong-shape meeting 's/^rooms: .*/rooms: [hall, garden]/'
wrong wrong-shape meeting 's/title: Opening/title: [Opening]/'
wrong wrong-shape meeting 's/^  2031-05-15: \[\]/  2031-05-15: nothing/'
wrong empty-value meeting 's/^format: .*/format:/'
wrong empty-value meeting 's/^title: .*/title:/'
wrong bad-id meeting 's/^event: .*/event: The Meeting/'
wrong bad-id meeting 's/garden: {/"the garden": {/'
wrong reserved-id meeting 's/^event: .*/event: calls/'
wrong bad-word meeting 's/^kind: .*/kind: congress/'
wrong bad-word meeting 's/type: break/type: pause/'
wrong bad-word meeting 's/moderator: ben/chair: ben/'
wrong bad-word meeting 's/step-free: yes/step-free: perhaps/'
wrong bad-date meeting 's/^dates: .*/dates: 14.05.2031/'
wrong bad-date meeting 's/^  2031-05-15/  2031-13-15/'
wrong bad-date meeting 's/moved-from: .*}/moved-from: yesterday}/'
wrong bad-time meeting 's/09:30/25:30/'
wrong bad-time meeting 's/09:30/9:30/'
wrong bad-time meeting 's/to 18:00/- 18:00/'
wrong bad-duration meeting 's/walking: 10m/walking: near/'
wrong bad-duration meeting 's/for: 45m/for: 45 minutes/'
wrong bad-zone site 's,Europe/Berlin,Europe/Bonn,'
wrong bad-url meeting 's,join: https://example.org/join,join: example.org,'
wrong bad-url site 's,agenda/$,agenda,'
wrong bad-colour meeting 's/#336699/#3366/'
wrong bad-language meeting 's/^languages: en/languages: e/'
wrong bad-language site 's/pt-BR\]/pt_BR]/'
wrong bad-number meeting 's/capacity: 100/capacity: many/'
wrong bad-capacity meeting 's/^capacity: 120/capacity: -1/'
wrong bad-geo meeting 's/52.52/north/'
wrong bad-host site 's/^host: .*/host: example org/'
wrong bad-mail site 's/mail@example.org/mail at example.org/'
wrong bad-deadline meeting 's/^deadline: .*/deadline: soon/'
wrong unknown-rule site 's/end-unknown/end-unkown/'
wrong fixed-rule site 's/end-unknown/bad-time/'

done_testing
