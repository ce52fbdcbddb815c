#!/bin/sh
# SPDX-License-Identifier: ISC
# Starting files: each can be checked without a finding, published as it is, and is never written
# over what is there.
# shellcheck disable=SC2016 # backquotes are text
. "$(dirname "$0")/../lib/tap.sh"

export TZ=Africa/Nairobi
for kind in conference forum webinar side-event call; do
	ok "$kind: begun" "$PLENARY" new $kind "$kind"
	has out "$kind: says what it wrote" "^wrote $kind/our-$kind-2031\\.yaml$"
	has out "$kind: and what is next" "\`plenary check $kind\`"
	has out "$kind: site.yaml is to be written, too" 'title and host of site\.yaml first'
	has "$kind/our-$kind-2031.yaml" "$kind: is one" "^kind: $kind$"
	hasnt "$kind/our-$kind-2031.yaml" "$kind: no place is left open" '@'
	has "$kind/our-$kind-2031.yaml" "$kind: has comments" '`plenary check` says'
	ok "$kind: has no finding" "$PLENARY" check --strict "$kind"
	ok "$kind: not even a note" test ! -s out
	ok "$kind: can be published" "$PLENARY" --state "$kind.state" publish --out "$kind.out" "$kind"
	awk 'length > 100' "$kind"/*.yaml >long
	ok "$kind: no line is long" test ! -s long
done
has webinar/site.yaml 'the zone of this machine' '^timezone: Africa/Nairobi '
has conference/our-conference-2031.yaml 'days that are ahead, from a Wednesday' '^dates: 2031-10-29 to 2031-10-30 '

ok 'beside others' "$PLENARY" new --event spring-days webinar conference
ok 'under its own name' test -f conference/spring-days.yaml
hasnt out 'site.yaml stays' site.yaml
ok 'all of them together' "$PLENARY" check --strict conference
cp -r conference before
fails 1 'a file that is there' "$PLENARY" new --event spring-days webinar conference
has err 'is told' 'conference/spring-days.yaml is there already: say another id with --event ID'
ok 'and stays' diff -r conference before
ok 'in the folder one is in' sh -c 'mkdir here && cd here && "$0" new call && "$0" check' "$PLENARY"
ok 'a zone that is none' env TZ=:nowhere "$PLENARY" new call utc
has utc/site.yaml 'becomes UTC' '^timezone: UTC '

fails 64 'an unknown kind' "$PLENARY" new confrence
has err 'did you mean' "did you mean 'conference'"
fails 64 'nothing like a kind' "$PLENARY" new zzz
has err 'there are' 'write conference, forum, webinar, side-event or call$'
fails 64 'no kind' "$PLENARY" new
has err 'says which there are' '`plenary new conference\|forum'
fails 64 'an id that is none' "$PLENARY" new --event 'Spring Days' call x
has err 'says what an id is' 'small letters, digits and hyphens'
fails 64 'an id that leads elsewhere' "$PLENARY" new --event ../x call x
for id in site all changes; do
	fails 1 "an event is not called $id" "$PLENARY" new --event "$id" call "own-$id"
	has err 'says why' "'$id' is the name of one of Plenary's own pages or files: give another id"
	fails 1 'nothing is written' test -e "own-$id"
done
mkdir locked
chmod 500 locked
if [ "$(id -u)" -ne 0 ]; then fails 1 'a folder one may not write to' "$PLENARY" new call locked; fi

done_testing
