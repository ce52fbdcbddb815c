#!/bin/sh
# SPDX-License-Identifier: ISC
# The tree of the web site: its languages, what stands in the head of its pages, what is there for
# search engines and for who comes to a page that is not.
. "$(dirname "$0")/../lib/tap.sh"

small_site site
sed -i 's/^languages: .*/languages: [en, fr, ar]/' site/site.yaml
sed -i '/title: Opening/s/title: Opening/title: {en: Opening, fr: Ouverture}/' site/meeting.yaml
# shellcheck disable=SC2317,SC2120 # called by ok and fails
publish() { "$PLENARY" publish --out "$T/out.d" "$@" "$T/site"; }
edit() { sed -i "$1" "$T/site/$2.yaml"; }
cur=out.d/current

# Without an address on the web.
ok 'three languages' publish
ok 'the first language is at the root' test -f $cur/meeting/session/opening.html
ok 'the second in a folder' test -f $cur/fr/meeting/session/opening.html
has $cur/fr/meeting/session/opening.html 'in which pages are in that language' '<h1>Ouverture</h1>'
has $cur/ar/meeting/session/opening.html 'Arabic is written from right to left' '<html lang="ar" dir="rtl">'
(cd $cur/ && find . -name '*.html' ! -path './fr/*' ! -path './ar/*' | sort) >pages.en
for lang in fr ar; do
	(cd $cur/$lang && find . -name '*.html' | sort) >pages.$lang
	same pages.en pages.$lang "every page is there in $lang"
done
ok 'calendars and style stay at the root' test -z "$(find $cur/fr/ $cur/ar/ -name '*.ics' -o -name '*.css')"
ok 'each language has its feed' test -f $cur/fr/meeting/feed.xml
has $cur/fr/feed.xml 'in its language' 'xml:lang="fr"'
has $cur/people/index.html 'a page without a text of its own says what it is of' \
	'<meta name="description" content="People – [^"]+">'
hasnt $cur/meeting/index.html 'no address on the web: no canonical one' 'rel="canonical"|og:url'
has $cur/meeting/index.html 'a translation is named by the way to it' \
	'<link rel="alternate" hreflang="fr" href="../fr/meeting/index.html">'
has $cur/fr/meeting/session/opening.html 'from there to the first language' \
	'<link rel="alternate" hreflang="x-default" href="../../../meeting/session/opening.html">'
has $cur/fr/meeting/session/opening.html 'readers find the others by their own names' \
	'<a href="../../../ar/meeting/session/opening.html" hreflang="ar" lang="ar" dir="rtl">العربية</a>'
has $cur/fr/meeting/session/opening.html 'and which one this is' 'hreflang="fr" aria-current="true">français</a>'
has $cur/fr/meeting/index.html 'the feed is that of the language' \
	'<link rel="alternate" type="application/atom\+xml" href="feed.xml"'
has $cur/fr/meeting/index.html 'and so is the calendar' 'href="../../meeting.fr.ics"'
for f in sitemap.xml robots.txt 404.html; do
	ok "without an address on the web no $f" test ! -e $cur/$f
done

# Links within a language stay in it, but for those to another one.
python3 - "$cur" >links.out <<'END'
import os, re, sys
top, bad, n = os.path.realpath(sys.argv[1]), [], 0
for folder, _, names in os.walk(top):
    for name in names:
        if not name.endswith(".html"):
            continue
        page = os.path.join(folder, name)
        lang = os.path.relpath(page, top).split("/")[0]
        lang = lang if lang in ("fr", "ar") else ""
        with open(page, encoding="utf-8") as f:
            html = re.sub(r'<[^>]*hreflang="[^>]*>', "", f.read())
        for href in re.findall(r'href="([^"#:]+)["#]', html):
            to = os.path.relpath(os.path.normpath(os.path.join(folder, href)), top)
            n += 1
            if not os.path.isfile(os.path.join(top, to)):
                bad.append((page, href))
            elif to.endswith(".html") and (to.split("/")[0] if to.split("/")[0] in ("fr", "ar") else "") != lang:
                bad.append((page, href))
print(n, "links", *bad[:5])
sys.exit(1 if bad or n < 200 else 0)
END
ok "links within a language stay in it: $(head -c 300 links.out)" test $? -eq 0

# With one.
edit '1iweb: https://example.org/programme/' site
edit '/title: {en: Opening/s/}$/, visibility: unlisted}/' meeting
ok 'an address on the web' publish
has $cur/fr/meeting/index.html 'a page has its one right address' \
	'<link rel="canonical" href="https://example.org/programme/fr/meeting/">'
has $cur/fr/meeting/index.html 'and its translations theirs' \
	'<link rel="alternate" hreflang="ar" href="https://example.org/programme/ar/meeting/">'
has $cur/fr/meeting/index.html 'whoever reads none of them gets the first' \
	'<link rel="alternate" hreflang="x-default" href="https://example.org/programme/meeting/">'
has $cur/meeting/index.html 'what others show of a page: its title' '<meta property="og:title" content="Example Meeting">'
has $cur/fr/meeting/index.html 'its address' '<meta property="og:url" content="https://example.org/programme/fr/meeting/">'
has $cur/meeting/session/opening.html 'unlisted: not for search engines' '<meta name="robots" content="noindex">'
hasnt $cur/meeting/session/opening.html 'nor is a right address said' 'rel="canonical"|rel="alternate" hreflang'
hasnt $cur/meeting/session/closing.html 'what is listed is for them' 'noindex'
hasnt $cur/sitemap.xml 'the map has nothing unlisted' 'opening'
has $cur/sitemap.xml 'but all that is listed' '<loc>https://example.org/programme/fr/meeting/session/closing.html</loc>'
has $cur/sitemap.xml 'with its translations' \
	'<xhtml:link rel="alternate" hreflang="ar" href="https://example.org/programme/ar/meeting/session/closing.html"/>'
has $cur/sitemap.xml 'and when it changed last: the first revision' '<lastmod>2031-05-01T12:00:00Z</lastmod>'
ok 'no robots.txt below the root of a host' test ! -e $cur/robots.txt
hasnt $cur/404.html 'links of the page for what is not there work at any depth' '(href|src)="[^/#]'
has $cur/404.html 'they begin at the root of the site' 'href="/programme/style.css"'
has $cur/404.html 'it is said in every language' '<p lang="fr">Cette page n.*existe pas'
has $cur/404.html 'and it is not for search engines' 'noindex'
if command -v xmllint >/dev/null 2>&1; then
	ok 'the map is XML' xmllint --noout $cur/sitemap.xml
fi

export PLENARY_NOW=2031-05-02T12:00:00Z
edit '/title: Closing/s/}$/, status: cancelled}/' meeting
ok 'a session is cancelled' publish
# shellcheck disable=SC2016 # of awk
awk '/<loc>/ {loc = $0} /<lastmod>/ {print loc $0}' $cur/sitemap.xml >map
has map 'its page is said to have changed' 'programme/meeting/session/closing.html.*2031-05-02T12:00:00Z'
has map 'others are not' 'programme/about.html.*2031-05-02|programme/series|programme/meeting/changes.html'
edit 's|/programme/|/|' site
ok 'at the root of a host' publish
has $cur/robots.txt 'robots.txt leads to the map' '^Sitemap: https://example.org/sitemap.xml$'
has $cur/404.html 'and links begin there' 'href="/style.css"'

# Compressed beforehand, if asked for; it goes on so until it is not to be.
export PLENARY_NOW=2031-05-03T12:00:00Z
gz() { (cd $cur/ && find . -name '*.gz' | wc -l); }
ok 'nothing is compressed unasked' test "$(gz)" -eq 0
ok 'compressed files of what is out' publish --gzip
has out 'are no revision' '^nothing changed since revision [0-9]+; its files were written'
# A file may be too small for it.
ok 'nearly every file has one' test $(($(gz) * 100)) -gt $(($(find $cur/ -type f ! -name '*.gz' | wc -l) * 95))
(cd $cur/ && find . -name '*.gz' | while read -r f; do gzip -dc "$f" | cmp - "${f%.gz}" || echo "$f"; done) >wrong.gz 2>&1
ok 'and they hold what the files do' test ! -s wrong.gz
digest out.d >before
ok 'once more, without being asked' publish
has out 'nothing changed' '^nothing changed since revision [0-9]+$'
digest out.d >after
same before after 'nothing was written'
edit '/title: Closing/s/status: cancelled/status: postponed/' meeting
ok 'the next revision' publish
ok 'has them without being asked' test "$(gz)" -gt 50
ok 'shares what did not change' test "$(find $cur/ -name 'arrival*.html.gz' -links +1 | wc -l)" -eq 3
ok 'and has anew what did' test "$(find $cur/ -name 'closing.html.gz' -links 1 | wc -l)" -eq 3
ok 'a rollback' "$PLENARY" rollback --out out.d 1
ok 'has them, too' test "$(gz)" -gt 50
ok 'no more of them' publish --no-gzip
ok 'are there' test "$(gz)" -eq 0
ok 'published again' publish
ok 'and it stays so' test "$(gz)" -eq 0

# What stands for the site in small.
has $cur/icon.svg 'a site without a logo has an icon, in its colour' '<rect .* fill="#0a5a6b"/>'
has $cur/fr/meeting/index.html 'which every page names' '<link rel="icon" href="../../icon.svg">'
has $cur/404.html 'at any depth' '<link rel="icon" href="/icon.svg">'
hasnt $cur/meeting/index.html 'it is no picture to share' 'og:image'
printf '\211PNG\r\n\032\n and so on' >site/logo.png
printf 'look: {logo: logo.png, colour: "#7a2048"}\n' >>site/site.yaml
ok 'a logo' publish
ok 'takes its place' test ! -e $cur/icon.svg -a -f $cur/logo.png
has $cur/fr/meeting/index.html 'as the icon' '<link rel="icon" href="../../logo.png">'
has $cur/fr/meeting/index.html 'in what is shared' '<meta property="og:image" content="https://example.org/logo.png">'
has $cur/fr/meeting/index.html 'programs may take the colour on' '<meta name="theme-color" content="#7a2048">'

# One language has no folders and no word of others.
small_site single
ok 'one language' "$PLENARY" --state state.1 publish --out out.1 single
hasnt out.1/current/index.html 'names no translation' 'hreflang'

# Home begins with what comes next, and what is cancelled does not.
for e in 'first 2031-06-01 cancelled' 'second 2031-07-01 confirmed'; do
	# shellcheck disable=SC2086 # three words
	set -- $e
	printf 'event: %s\nkind: forum\ntitle: The %s\ndates: %s\nstatus: %s\n' "$1" "$1" "$2" "$3" >"site/$1.yaml"
done
rm site/meeting.yaml
ok 'two forums, one of them cancelled' publish --accept-removal
tr -d '\n' <$cur/index.html >home
has home 'the one that is held comes first' '<h2 id="next">Next</h2><h3[^>]*><a href="second/'
has home 'the other is still told' '<h2 id="ahead">Ahead</h2>.*<a href="first/.*cancelled'
done_testing
