#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""What those are told who follow: pages of news, Atom, changes between any two revisions of a site
that was published five times."""

import html
import itertools
import os
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lib"))
sys.dont_write_bytecode = True
from capsule import ROOT, HOST, Published, Server, ask, until
from tap import done, ok, skip

ATOM = "{http://www.w3.org/2005/Atom}"
GRAMMAR = os.path.join(ROOT, "tests/lib/atom.rng")
LANGUAGES = ["en", "fr", "es", "ar"]
DAYS = "commons-days-2031"
UNLISTED = "side-event-2031"

# What each revision after the first changes: file, what stood there, what stands there then.
REVISIONS = {
    2: [(DAYS, "      at: 20:00\n      until: 01:30", "      at: 20:30\n      until: 01:30"),
        (DAYS, "          for: 90m\n          title: {en: Reading a",
         "          for: 90m\n          status: cancelled\n          title: {en: Reading a"),
        (DAYS, "title: {en: Opening of the Commons Days,", "title: {en: Opening at last,"),
        (DAYS, "      type: discussion\n      room: hall\n      people: [{host: hiro-mihon}]",
         "      type: discussion\n      room: yard\n      people: [{host: hiro-mihon}]"),
        (UNLISTED, "title: Questions,", "title: Questions to the assembly,")],
    3: [(DAYS, "    - {for: 60m, title: {en: Lunch to take away,",
         "    - {id: farewell, at: 15:00, for: 30m, title: Farewell on the steps, type: social, room: yard}\n"
         "    - {id: passing, at: 16:00, for: 30m, title: An idea that passed, type: social, room: yard}\n"
         "    - {at: 13:45, for: 60m, title: {en: Lunch to take away,"),
        (DAYS, "      interpretation: [fr, es]\n      abstract: {en: \"Who owns an hour?",
         "      interpretation: [fr, es]\n"
         "      links:\n"
         "        slides: https://files.example.org/time.pdf\n"
         "        notes: {url: https://files.example.org/CANARY-7f3a-notes, visibility: private}\n"
         "      abstract: {en: \"Who owns an hour?"),
        (DAYS, "title: {en: Opening at last,", "title: {en: Opening of the Commons Days,"),
        (UNLISTED, "at: 13:15", "at: 13:30")],
    4: [(DAYS, "    - id: unconference\n", "    - id: unconference\n      visibility: private\n"),
        (UNLISTED, "kind: side-event\n", "kind: side-event\nvisibility: unlisted\n")],
    5: [(DAYS, "      at: 20:30\n      until: 01:30", "      at: 21:00\n      until: 01:30"),
        (DAYS, "    - {id: passing, at: 16:00, for: 30m, title: An idea that passed, type: social, room: yard}\n", ""),
        ("tools-webinar-2031", "title: Tools that stay (fictional)", "title: Tools that last (fictional)")],
}
LAST = 5
MOVED = "moved: 'Open mic 🎤 みんなのマイク' Thu 16 October %s–01:30 → %s–01:30 UTC+2 (Europe/Brussels)"

# What no list may say: what was private from the first, and what is private or unlisted now.
PRIVATE = ["CANARY", "canary-", "empty slot", "case vide", "El hueco", "unconference"]
NOT_LISTED = ["UNLISTED", "partners-meeting", "Sample Assembly", UNLISTED, "Questions to the assembly",
              "Sandwiches", "What a commons asks"]


class Site(Published):
    """The fictional network, published once."""

    def __init__(self, folder):
        self.folder = folder
        self.site = os.path.join(folder, "site")
        self.env = dict(os.environ, PLENARY_STATE=os.path.join(folder, "state"),
                        PLENARY_OUT=os.path.join(folder, "out"), PLENARY_NOW="2031-08-01T08:00:00Z")
        shutil.copytree(os.path.join(ROOT, "data/fictional"), self.site)
        self.publish(1)

    def edit(self, event, old, new):
        path = os.path.join(self.site, event + ".yaml")
        with open(path, encoding="utf-8") as f:
            text = f.read()
        assert text.count(old) == 1, (event, old, text.count(old))
        with open(path, "w", encoding="utf-8") as f:
            f.write(text.replace(old, new))

    def publish(self, revision):
        self.env["PLENARY_NOW"] = "2031-08-%02dT08:00:00Z" % revision
        for change in REVISIONS.get(revision, []):
            self.edit(*change)
        code, said = self.run("publish", "--accept-removal", self.site)
        assert code == 0 and "revision %d" % revision in said, said

    def files(self, out="out", name="feed.xml"):
        """The feeds of the published tree, or other files of one name: path below it -> bytes."""
        found, top = {}, os.path.join(self.folder, out, "current")
        for folder, _, names in os.walk(top):
            if name in names:
                path = os.path.join(folder, name)
                with open(path, "rb") as f:
                    found[os.path.relpath(path, top)] = f.read()
        return found


def prefix(lang):
    return "/" if lang == LANGUAGES[0] else "/%s/" % lang


def answer(server, path):
    status, meta, body, _ = ask(server.port, path)
    return status, meta, body


class Feed:
    """A feed of Atom as it was read."""

    def __init__(self, text):
        root = ElementTree.fromstring(text)
        self.id = root.findtext(ATOM + "id")
        self.updated = root.findtext(ATOM + "updated")
        self.links = {(e.get("rel"), e.get("type")): e.get("href") for e in root.findall(ATOM + "link")}
        self.entries = [Entry(e) for e in root.findall(ATOM + "entry")]
        self.ids = [e.id for e in self.entries]


class Entry:
    def __init__(self, e):
        self.id = e.findtext(ATOM + "id")
        self.title = e.findtext(ATOM + "title")
        self.lines = [html.unescape(line) for line in re.findall("<p>(.*?)</p>", e.findtext(ATOM + "summary"))]
        self.updated = e.findtext(ATOM + "updated")
        self.published = e.findtext(ATOM + "published")
        self.links = [link.get("href") for link in e.findall(ATOM + "link")]
        self.alternates = [link.get("href") for link in e.findall(ATOM + "link") if link.get("rel") == "alternate"]
        self.revision = int(self.id.rpartition("/")[2])


class Seen:
    """What the capsule and the tree had at one revision."""

    def __init__(self, site, server):
        self.files = site.files()
        self.feeds = {}  # (path below the prefix, language) -> answer
        for path, lang in itertools.product(self.paths(), LANGUAGES):
            self.feeds[path, lang] = answer(server, prefix(lang) + path)

    def paths(self):
        """Of the feeds: the first language's are not in a folder of their own."""
        return [p for p in self.files if p.partition("/")[0] not in LANGUAGES]

    def texts(self):
        """Every feed of Atom: name -> bytes."""
        texts = {"tree/" + path: text for path, text in self.files.items()}
        texts.update({"%s in %s" % at: a[2].encode() for at, a in self.feeds.items()})
        return texts


# ---- Atom ----

def why_not_valid(folder, texts):
    """Those that the grammar of Atom does not know."""
    paths = []
    for i, text in enumerate(texts.values()):
        paths.append(os.path.join(folder, "%d.xml" % i))
        with open(paths[-1], "wb") as f:
            f.write(text)
    run = subprocess.run(["xmllint", "--noout", "--nonet", "--relaxng", GRAMMAR, *paths], capture_output=True,
                         text=True, timeout=60)
    return "" if run.returncode == 0 else run.stderr


BROKEN = {
    "an entry without an id": (rb"(<entry>\s*)<id>.*?</id>", rb"\1"),
    "two titles": (rb"(<entry>\s*)", rb"\1<title>x</title>"),
    "a feed without a date": (rb"<updated>.*?</updated>", b""),
    "a day for a moment": (rb"<updated>(....-..-..)T.*?</updated>", rb"<updated>\1</updated>"),
    "an id that is a path": (rb"<id>.*?</id>", b"<id>/feed</id>"),
    "a link that leads nowhere": (rb' href="[^"]*"', b""),
    "an element of nobody": (rb"</feed>", b"<guid/></feed>"),
}


def test_grammar(seen, folder):
    if shutil.which("xmllint") is None:
        skip("feeds are valid Atom", "no xmllint (libxml2-utils)")
        return
    for revision, at in seen.items():
        texts = at.texts()
        wrong = why_not_valid(folder, texts)
        ok(not wrong, "all %d feeds of revision %d are valid Atom" % (len(texts), revision), wrong)
    feed = seen[LAST].files["feed.xml"]
    for name, (old, new) in BROKEN.items():
        broken = re.sub(old, new, feed, count=1)
        ok(broken != feed and why_not_valid(folder, {name: broken}), "%s is not" % name)


def test_ids(seen):
    feeds = {name: Feed(text) for name, text in seen[LAST].texts().items()}
    ok(all(len(set(f.ids)) == len(f.ids) for f in feeds.values()), "no feed has an id twice")
    ids = {f.id for f in feeds.values()} | {i for f in feeds.values() for i in f.ids}
    ok(all(re.fullmatch(r"tag:[a-z0-9.-]+,\d{4}-\d\d-\d\d:\S+", i) for i in ids), "every id is a tag: URI", ids)
    ok(len({f.id for f in feeds.values()}) == len(seen[LAST].paths()), "each feed has an id of its own",
       {f.id for f in feeds.values()})
    other = [p for p in seen[LAST].files
             if len({(f.id, *f.ids) for n, f in feeds.items() if n == "tree/" + p or n.startswith(p + " in ")}) != 1]
    ok(not other, "ids are the same in all languages, in the capsule and on the web", other)
    of_events = {i for n, f in feeds.items() if n.startswith("tree/") and n != "tree/feed.xml" for i in f.ids}
    lost = [i for i in feeds["tree/feed.xml"].ids if i not in of_events]
    ok(not lost, "an entry has the same id in its event's feed and in the site's", lost)


def test_stays(seen):
    """What was told once is told alike later, unless it is withdrawn."""
    for path in ("feed.xml", DAYS + "/feed.xml"):
        before = {e.id: e for e in Feed(seen[2].files[path]).entries}
        after = {e.id: e for e in Feed(seen[LAST].files[path]).entries}
        gone = {i for i in before if i not in after}
        ok(all(UNLISTED in i for i in gone), "%s: no id changes, and none goes but of what is listed no more" % path,
           gone)
        ok(all(after[i].updated == before[i].updated for i in after if i in before),
           "%s: the dates of what was told stay" % path)
    ok(len({Feed(at.files["feed.xml"]).id for at in seen.values()}) == 1, "the feed's id stays")


def test_updated(seen):
    bad = []
    for revision, at in seen.items():
        for name, text in at.texts().items():
            feed = Feed(text)
            moments = [e.updated for e in feed.entries]
            if not moments or feed.updated != max(moments) or moments != sorted(moments, reverse=True):
                bad.append((revision, name, feed.updated, moments))
            if any(e.published != e.updated for e in feed.entries):
                bad.append((revision, name, "published"))
    ok(not bad, "a feed's date is that of its newest entry, which is the first", bad)
    ok(Feed(seen[LAST].files["feed.xml"]).updated == "2031-08-05T08:00:00Z", "which is when its revision was published")


def test_bytes(site, server, seen):
    now = Seen(site, server)
    ok(now.feeds == seen[LAST].feeds, "asked again, a feed is the same to the byte")
    later = Server(site, "--host", HOST, "--listen", "127.0.0.1:0",
                   env=dict(site.env, PLENARY_NOW="2032-03-01T00:00:00Z", PLENARY_STATE=site.copy))
    ok(Seen(site, later).feeds == now.feeds, "and half a year later, from another server")
    later.stop()
    code, said = site.run("publish", "--out", os.path.join(site.folder, "again"), site.site,
                          PLENARY_NOW="2032-03-01T00:00:00Z")
    ok(code == 0 and site.files("again") == now.files, "and so are the files of the same revision, made again", said)


def test_links(server, seen):
    feed = Feed(seen[LAST].files["feed.xml"])
    ok(feed.links["self", "application/atom+xml"] == "https://commons.example.org/feed.xml", "the web's feed is there")
    feed = Feed(seen[LAST].feeds["feed.xml", "fr"][2])
    ok(feed.links["self", "application/atom+xml"] == "gemini://commons.example.org/fr/feed.xml",
       "the capsule's feed is where it says, in its language", feed.links)
    bad = []
    for (path, lang), a in seen[LAST].feeds.items():
        if a[:2] != (20, "application/atom+xml"):
            bad.append((path, lang, a[:2]))
            continue
        feed = Feed(a[2])
        to = [feed.links["self", "application/atom+xml"], feed.links["alternate", "text/gemini"]]
        to += [link for e in feed.entries for link in e.links if link.startswith("gemini:")]
        bad += [link for link in to if answer(server, link.partition("commons.example.org")[2])[0] != 20]
    ok(not bad, "every link into the capsule leads to a page", bad)


def test_alternates(seen):
    """One alone: newsboat follows the last of several, others the first."""
    for what, schemes in (("tree/feed.xml", "https:"), ("feed.xml in fr", "gemini:")):
        entries = Feed(seen[LAST].texts()[what]).entries
        ok(all([a.partition("/")[0] for a in e.alternates] == [schemes] for e in entries),
           "%s: what an entry is about is where the feed is" % what, entries[0].alternates)
        ok(all(len(e.links) == 2 for e in entries), "%s: and it names the page elsewhere" % what)


def test_web_links(site, seen):
    bad, top = [], os.path.join(site.folder, "out", "current")
    for text in seen[LAST].files.values():
        feed = Feed(text)
        for link in [*feed.links.values(), *(link for e in feed.entries for link in e.links)]:
            if not link.startswith("https:"):
                continue
            path, _, anchor = link.partition("commons.example.org/")[2].partition("#")
            if path == "" or path.endswith("/"):
                path += "index.html"
            try:
                with open(os.path.join(top, path), encoding="utf-8") as f:
                    page = f.read()
            except OSError as e:
                bad.append(str(e))
                continue
            if anchor and 'id="%s"' % anchor not in page:
                bad.append(link)
    ok(not bad, "every link to the web leads to a file, and to a place on it", bad[:5], len(bad))


# ---- pages to subscribe to ----

def entries_of(page):
    """The entries that a client of the companion specification finds: day, text, where it leads."""
    found = re.findall(r"^=>[ \t]+(\S+)[ \t]+(\d{4}-\d\d-\d\d)[ \t:,-]*(.*)$", page, re.M)
    return [(day, text, to) for to, day, text in found]


def test_subscription(server, seen):
    for lang in LANGUAGES:
        status, meta, page = answer(server, prefix(lang) + "feed")
        feed = Feed(seen[LAST].feeds["feed.xml", lang][2])
        lines = page.split("\n")
        ok(status == 20 and meta.startswith("text/gemini"), "%s: there is a page to subscribe to" % lang, meta)
        heads = [line for line in lines if line.startswith("#")]
        ok(heads[0].startswith("# ") and heads[1].startswith("## "), "%s: its title, and a line on it" % lang, heads)
        ok([(day, text) for day, text, _ in entries_of(page)] == [(e.updated[:10], e.title) for e in feed.entries],
           "%s: its entries are those of Atom" % lang, entries_of(page)[:3], [e.title for e in feed.entries][:3])
        ok(len({to for _, _, to in entries_of(page)}) == len(entries_of(page)), "%s: no two lead to one address" % lang)
    entries = entries_of(answer(server, "/%s/feed" % DAYS)[2])
    ok([day for day, _, _ in entries] == ["2031-08-05", "2031-08-03", "2031-08-02", "2031-08-01"],
       "an event has an entry for each revision that changed something of it", entries)
    ok(entries[3][1:] == ("new: event 'Commons Days 2031 (fictional)' 15–17 October 2031", "./"),
       "the oldest says that it is new, and leads to it", entries[3])
    ok(entries[2][1:] == ("Commons Days 2031 (fictional): %s, and 2 more changes" % (MOVED % ("20:00", "20:30")),
                          "changes/1-2"), "another says what is gravest, how much more, and leads to it", entries[2])
    ok("Slides: Keynote: Time as a commons" in entry_of(seen, 3).lines, "materials that came are named",
       entry_of(seen, 3).lines)
    ok("notes" not in " ".join(entry_of(seen, 3).lines).lower(), "but not the private ones")


def entry_of(seen, revision):
    return next(e for e in Feed(seen[LAST].files[DAYS + "/feed.xml"]).entries if e.revision == revision)


# ---- what is told ----

def changes_of(page):
    """The changes under the heading "Changes", without what they lead to."""
    part = page.partition("\n## Changes\n")[2].lstrip("\n").partition("\n\n")[0]
    lines = [re.sub(r"^(=> \S+|\*) ", "", line) for line in part.split("\n")]
    return lines[:lines.index("Changes")] if "Changes" in lines else lines


CANCELLED = "cancelled: 'Reading a draft law together' Wed 15 October 11:30–13:00 UTC+2 (Europe/Brussels)"
FAREWELL = "new: 'Farewell on the steps' Fri 17 October 15:00–15:30 UTC+2, Yard (Europe/Brussels)"
PASSING = "new: 'An idea that passed' Fri 17 October 16:00–16:30 UTC+2, Yard (Europe/Brussels)"
PASSED = "removed: 'An idea that passed' Fri 17 October 16:00–16:30 UTC+2 (Europe/Brussels)"
SLIDES = "Slides: Keynote: Time as a commons"
NOTHING = "Nothing is different between the two."
# Between which revisions: what is different in the end, the gravest first.
NET = {
    (1, 2): [MOVED % ("20:00", "20:30"), CANCELLED, "changed: 'Opening of the Commons Days' → 'Opening at last'"],
    (1, 3): [MOVED % ("20:00", "20:30"), CANCELLED, FAREWELL, PASSING, SLIDES],
    (1, 4): [MOVED % ("20:00", "20:30"), CANCELLED, FAREWELL, PASSING, SLIDES],
    (1, 5): [MOVED % ("20:00", "21:00"), CANCELLED, FAREWELL, SLIDES],
    (2, 3): [FAREWELL, PASSING, "changed: 'Opening at last' → 'Opening of the Commons Days'", SLIDES],
    (2, 4): [FAREWELL, PASSING, "changed: 'Opening at last' → 'Opening of the Commons Days'", SLIDES],
    (2, 5): [MOVED % ("20:30", "21:00"), FAREWELL, "changed: 'Opening at last' → 'Opening of the Commons Days'",
             SLIDES],
    (3, 4): [NOTHING],
    (3, 5): [MOVED % ("20:30", "21:00"), PASSED],
    (4, 5): [MOVED % ("20:30", "21:00"), PASSED],
}


def test_net(server):
    for (a, b), want in NET.items():
        status, _, page = answer(server, "/%s/changes/%d-%d" % (DAYS, a, b))
        ok(status == 20 and changes_of(page) == want, "what is different in revision %d from %d" % (b, a), status,
           changes_of(page))
    page = answer(server, "/changes/4-5")[2]
    ok("changed: event 'Tools that stay (fictional)' → 'Tools that last (fictional)'" in page,
       "on the site's page, events that are otherwise called", page)
    ok("Commons Days 2031 (fictional): " + PASSED in page, "and each session with its event")


def test_own_zone(server):
    """Beside each time of the event, the reader's, where it is another."""
    for zone, there in (("Africa/Nairobi", "22:00 UTC+3"), ("Pacific/Auckland", "Fri 17 October 08:00 UTC+13")):
        moved = (MOVED % ("20:30", "21:00")).replace(" (Europe", " (%s) (Europe" % there)
        for path in ("changes", "changes/4-5", "feed"):
            page = answer(server, "/in/%s/%s/%s" % (zone, DAYS, path))[2]
            ok(moved in page, "%s: %s says when it is there" % (zone, path), page)
    ok(answer(server, "/in/Europe/Paris/%s/changes/4-5" % DAYS)[2].count("UTC+2 (Europe/Brussels)") == 2,
       "nothing is said twice where the clocks are alike")
    ok(answer(server, "/in/Africa/Nairobi/feed.xml")[2] == answer(server, "/feed.xml")[2],
       "Atom is the same in all zones")


def test_addresses(server):
    for base in ("", "/" + DAYS):
        for lang in ("", "/fr", "/in/Africa/Nairobi"):
            at = lang + base + "/changes/"
            ok(answer(server, at + "4-2")[:2] == (31, at + "2-4"), "%s4-2 is the other way round" % at,
               answer(server, at + "4-2"))
            since = [answer(server, at + "since" + query)[:2] for query in ("?2", "?4%202", "?from%202%20to%204")]
            ok(since == [(30, at + "2-5"), (30, at + "2-4"), (30, at + "2-4")], "%ssince leads to what was typed" % at,
               since)
            for query in ("", "?", "?x", "?0", "?6", "?5", "?3%203", "?99999999999999999999"):
                status, meta, _ = answer(server, at + "since" + query)
                ok(status == 10 and meta, "%ssince%s asks which" % (at, query), status, meta)
        for wrong in ("0-1", "1-6", "5-5", "1-", "-1", "1-2-3", "01-2", "1-99999999999999999999", "a-b", "1-2/x"):
            status = answer(server, "%s/changes/%s" % (base, wrong))[0]
            ok(status == 51, "%s/changes/%s is not there" % (base, wrong), status)
    ok(answer(server, "/no-such/changes/1-2")[0] == 51, "nor are changes of what is no event")


# ---- what is told to nobody ----

def pages_of_all():
    """The pages that tell of changes, in one language and zone."""
    pairs = ["changes/%d-%d" % pair for pair in itertools.combinations(range(1, LAST + 1), 2)]
    return ["feed", "feed.xml", "changes", *pairs]


def test_privacy(site, server, seen):
    told = {}
    for lang, base in itertools.product([*LANGUAGES, "de"], ("", DAYS + "/", "tools-webinar-2031/")):
        for name in pages_of_all():
            path = prefix(lang) + base + name
            told[path] = answer(server, path)
    for base, name in itertools.product(("", DAYS + "/"), pages_of_all()[:-1]):
        told["/in/Africa/Nairobi/" + base + name] = answer(server, "/in/Africa/Nairobi/" + base + name)
    ok(all(a[0] == 20 for a in told.values()), "%d pages tell of changes" % len(told),
       [(p, a[:2]) for p, a in told.items() if a[0] != 20][:5])
    texts = {path: a[1] + a[2] for path, a in told.items()}
    texts.update({"tree/" + path: text.decode() for path, text in [*seen[LAST].files.items(),
                                                                   *site.files(name="changes.html").items()]
                  if not re.match(r"(?:(?:%s)/)?(?:%s|partners-meeting)" % ("|".join(LANGUAGES), UNLISTED), path)})
    for word in PRIVATE + NOT_LISTED:
        found = [path for path, text in texts.items() if word in text]
        ok(not found, "none says %s" % word, found[:5], len(found))
    was = seen[3].files
    ok(b"Sample Assembly" in was["feed.xml"] and b"empty slot" in was[DAYS + "/feed.xml"],
       "though they told of them as long as these were for all")
    for base in ("canary-7f3a-board/", "canary-7f3a-retreat/"):
        statuses = {answer(server, "/" + base + name)[0] for name in pages_of_all()}
        ok(statuses == {51}, "nothing tells of %s" % base, statuses)
    own = "".join(answer(server, "/%s/%s" % (UNLISTED, name))[2] for name in pages_of_all())
    ok("Questions to the assembly" in own, "who knows its address is told what changed in what is not listed")
    ok(not any(word in own for word in PRIVATE), "and nothing private")


def main():
    with tempfile.TemporaryDirectory() as folder:
        site = Site(folder)
        server = Server(site, "--host", HOST)
        seen = {1: Seen(site, server)}
        for revision in REVISIONS:
            site.publish(revision)
            ok(until(lambda: site.status().get("revision") == revision), "revision %d is served" % revision)
            seen[revision] = Seen(site, server)
        site.copy = os.path.join(folder, "copy")
        shutil.copytree(site.env["PLENARY_STATE"], site.copy, ignore=shutil.ignore_patterns("*.sock*", "status*"))
        test_grammar(seen, folder)
        test_ids(seen)
        test_stays(seen)
        test_updated(seen)
        test_bytes(site, server, seen)
        test_links(server, seen)
        test_alternates(seen)
        test_web_links(site, seen)
        test_subscription(server, seen)
        test_net(server)
        test_own_zone(server)
        test_addresses(server)
        test_privacy(site, server, seen)
        server.stop()
    done()


main()
