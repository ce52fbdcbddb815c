#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""What moves in the calendars when something is published, and what does not: stamps of entries and
of calendars, and calendars of what is no more."""

import os
import re
import shutil
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lib"))
sys.dont_write_bytecode = True
from tap import done, ok

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
PLENARY = os.environ.get("PLENARY", os.path.join(ROOT, "build/dev/plenary"))

SITE = """title: {en: Example Commons, fr: Communs exemplaires}
host: example.org
languages: [en, fr]
timezone: Europe/Berlin
people: {ann: {name: Ann Example}, bob: {name: Bob Example}}
"""
CONF = """event: conf
kind: conference
title: {en: Rivers, fr: Fleuves}
dates: 2031-05-14 to 2031-05-15
rooms: {hall: Hall, attic: Attic}
tracks: {law: Law, press: {title: Press}}
agenda:
  2031-05-14:
    - {at: 09:00, for: 1h, id: open, title: {en: Opening, fr: Ouverture}, room: hall, people: [ann]}
    - {at: 10:00, for: 1h, id: rights, title: {en: Rights, fr: Droits}, room: hall, track: law}
    - {at: 11:00, for: 1h, id: news, title: {en: News, fr: Nouvelles}, room: attic, people: [bob]}
"""
TALK = """event: talk
kind: webinar
title: A talk
timezone: Africa/Nairobi
dates: 2031-06-01
agenda:
  2031-06-01:
    - {at: 19:00, for: 1h, id: stars, title: Stars}
"""


class Site:
    def __init__(self, folder):
        self.folder, self.n = folder, 0
        self.out = os.path.join(folder, "out")
        self.state = os.path.join(folder, "state")
        self.site = os.path.join(folder, "site")
        os.mkdir(self.site)
        for name, text in [("site", SITE), ("conf", CONF), ("talk", TALK)]:
            self.write(name, text)

    def path(self, name):
        return os.path.join(self.site, name + ".yaml")

    def write(self, name, text):
        with open(self.path(name), "w") as f:
            f.write(text)

    def edit(self, name, old, new):
        with open(self.path(name)) as f:
            text = f.read()
        assert old in text, old
        self.write(name, text.replace(old, new))

    def run(self, *args, now=None, out=None, **how):
        env = dict(os.environ, PLENARY_STATE=self.state, PLENARY_NOW=now or self.now, **how.pop("env", {}))
        return subprocess.run([PLENARY, *args, "--out", out or self.out, self.site], env=env,
                              capture_output=True, text=True, **how)

    def publish(self, what, *args, now=None):
        """Publishes a second later than the last time; returns the calendars of before and now."""
        before = files(self.out) if self.n else {}
        self.n += 1
        self.now = now or "2031-01-01T00:00:%02dZ" % self.n
        said = self.run("publish", *args)
        ok(said.returncode == 0, "%s: published" % what, said.stdout + said.stderr)
        return before, files(self.out)


def files(out, end=".ics"):
    found, top = {}, os.path.join(out, "current")
    for folder, _, names in os.walk(os.path.realpath(top)):
        for name in names:
            path = os.path.join(folder, name)
            if name.endswith(end):
                with open(path, "rb") as f:
                    found[os.path.relpath(path, os.path.realpath(top))] = f.read()
    return found


def unfold(text):
    return text.replace(b"\r\n ", b"").decode()


def entries(text):
    """UID -> its properties, in order."""
    return {re.search(r"\r\nUID:(.*)\r", e)[1]: e
            for e in re.findall(r"BEGIN:VEVENT.*?END:VEVENT", unfold(text), re.S)}


STAMPS = re.compile(r"(DTSTAMP|LAST-MODIFIED):(\d{8}T\d{6}Z)\r\n")


def stamps(entry):
    return {v for _, v in STAMPS.findall(entry)}


def head(text):
    return unfold(text).split("BEGIN:V", 2)[1]


def changed(before, now):
    return {p for p in set(before) | set(now) if before.get(p) != now.get(p)}


def keeps_the_rule(what, before, now, moment):
    """Of every calendar and entry: its stamps are those of now if anything else changed, else as
    they were."""
    stamp = moment.replace("-", "").replace(":", "")
    wrong = []
    for path, text in now.items():
        was, is_ = before.get(path), text
        if was is not None:
            plain = [STAMPS.sub("", head(t), 1) + unfold(t)[len(head(t)):] for t in (was, is_)]
            if (plain[0] == plain[1]) != (was == is_):
                wrong.append((path, "stamps alone"))
        if (stamps(head(is_)) == {stamp}) != (was != is_):
            wrong.append((path, "calendar", stamps(head(is_))))
        olds = entries(was) if was else {}
        for uid, e in entries(is_).items():
            old = olds.get(uid)
            if old is None:
                continue
            same = STAMPS.sub("", old) == STAMPS.sub("", e)
            if same and old != e or not same and stamps(e) != {stamp}:
                wrong.append((path, uid, same, stamps(e)))
    ok(not wrong, "%s: stamps move exactly with the rest" % what, wrong[:3])


def step(site, what, want=None, *args, now=None):
    before, after = site.publish(what, *args, now=now)
    keeps_the_rule(what, before, after, site.now)
    found = changed(before, after)
    if want is not None:
        ok(found == want, "%s: these calendars change and no other" % what, sorted(found ^ want))
    return before, after


def both(*paths):
    return {p for path in paths for p in (path + ".ics", path + ".fr.ics")}


def test_unchanged(site):
    before = files(site.out, "")
    other = os.path.join(site.folder, "other")
    said = site.run("publish", now="2040-01-01T00:00:00Z", out=other, cwd="/",
                    env={"TZ": "Pacific/Chatham", "LC_ALL": "tr_TR.UTF-8"})
    ok(said.stdout.startswith("nothing changed"), "nothing changed", said.stdout + said.stderr)
    ok(files(other, "") == before, "written elsewhere, in another zone and locale: the same bytes",
       sorted(changed(before, files(other, "")))[:3])
    site.edit("site", "host:", "# a remark\nhost:")
    before, after = site.publish("a remark")
    ok(before == after, "a revision in which nothing changed changes no calendar",
       sorted(changed(before, after))[:3])


def test_edits(site):
    site.edit("conf", "fr: Droits", "fr: Les droits")
    before, after = step(site, "a French title", {
        "all.fr.ics", "conf.fr.ics", "kind/conference.fr.ics", "conf/session/rights.fr.ics",
        "conf/room/hall.fr.ics", "conf/track/law.fr.ics", "conf/track/law.sessions.fr.ics"})
    moved = [u for u, e in entries(after["all.fr.ics"]).items() if e != entries(before["all.fr.ics"])[u]]
    ok(moved == ["rights.conf@example.org"], "a French title: of its entry alone", moved)

    site.edit("conf", "tracks: {law: Law", "tracks: {law: The law")
    before, after = step(site, "the title of a track")
    moved = {u for u, e in entries(after["all.ics"]).items() if e != entries(before["all.ics"])[u]}
    ok(moved == {"rights.conf@example.org"}, "the title of a track: not the entry of its event", moved)

    site.edit("site", "title: {en: Example Commons", "title: {en: The Commons")
    before, after = step(site, "the title of the site")
    same = all(entries(before[p]) == entries(after[p]) for p in before)
    ok(same and before["all.ics"] != after["all.ics"], "the title of the site: of calendars, not of entries")

    site.edit("conf", "title: {en: News, fr: Nouvelles}, room: attic", "title: {en: News, fr: Nouvelles}, room: hall")
    before, after = step(site, "to another room")
    ok(not entries(after["conf/room/attic.ics"]) and stamps(head(before["conf/room/attic.ics"])) <
       stamps(head(after["conf/room/attic.ics"])) or
       max(stamps(head(after["conf/room/attic.ics"]))) == site.now.replace("-", "").replace(":", ""),
       "the calendar of the room that it left says when it did")
    ok("BEGIN:VTIMEZONE" in unfold(after["conf/room/attic.ics"]), "and is a calendar still")

    site.edit("site", "timezone:", "web: https://example.org/programme/\ntimezone:")
    before, after = step(site, "an address on the web", set(files(site.out)))
    ok(all(entries(before["all.ics"])[u] != e for u, e in entries(after["all.ics"]).items()),
       "an address on the web: of every entry, for its link is another")

    site.write("site", open(site.path("site")).read() +
               "locales: {fr: {session-cancelled: annul\u00e9e}}\n")
    site.edit("conf", "id: news,", "id: news, status: cancelled,")
    step(site, "cancelled, and a word of French")
    site.edit("site", "annul\u00e9e", "supprim\u00e9e")
    before, after = step(site, "a word of French")
    found = changed(before, after)
    ok(found and all(p.endswith(".fr.ics") for p in found), "a word of French: of French calendars only",
       sorted(found)[:5])
    moved = {u for u, e in entries(after["all.fr.ics"]).items() if e != entries(before["all.fr.ics"])[u]}
    ok(moved == {"news.conf@example.org"}, "a word of French: of entries that say it", moved)

    site.n -= 1
    site.edit("conf", "en: Rights", "en: All rights")
    before, after = site.publish("in the same second")
    a, b = (entries(t["all.ics"])["rights.conf@example.org"] for t in (before, after))
    ok(max(stamps(a)) < min(stamps(b)), "in the same second: its stamps move", (stamps(a), stamps(b)))
    ok(stamps(head(before["all.ics"])) != stamps(head(after["all.ics"])),
       "in the same second: those of the calendar, too")
    site.n += 1


def test_former(site):
    """Of what has another name or is no more."""
    site.edit("conf", "id: rights,", "id: all-rights, was: rights,")
    _, after = step(site, "renamed")
    ok(after["conf/session/rights.ics"] == after["conf/session/all-rights.ics"] and
       "SUMMARY:All rights" in unfold(after["conf/session/rights.ics"]),
       "the calendar of its former name is that of what it is now")
    site.edit("conf", "event: conf", "event: rivers\nwas: conf")
    _, after = step(site, "the event renamed")
    for old, new in [("conf", "rivers"), ("conf.fr", "rivers.fr"), ("conf/room/hall", "rivers/room/hall"),
                     ("conf/track/law.sessions.fr", "rivers/track/law.sessions.fr"),
                     ("conf/session/rights", "rivers/session/all-rights"),
                     ("conf/session/open.fr", "rivers/session/open.fr")]:
        ok(after.get(old + ".ics") == after[new + ".ics"], "%s.ics is %s.ics" % (old, new))

    site.edit("site", "bob: {name: Bob Example}", "bob: {name: Bob Example, visibility: private}")
    site.edit("conf", ", press: {title: Press}", "")
    _, after = step(site, "made private, and removed", None, "--accept-removal")
    for path in ["person/bob.ics", "rivers/track/press.ics", "conf/track/press.fr.ics"]:
        text = unfold(after.get(path, b""))
        ok("BEGIN:VEVENT" not in text and "BEGIN:VTIMEZONE" in text and "NAME:The Commons\r" in text,
           "%s: an empty calendar" % path, text)
        ok(not re.search("bob|press", text, re.I), "%s: which says nothing of it" % path, text)
    _, after = site.publish("nothing else", now="2031-12-20T00:00:00Z")
    site.edit("site", "# a remark", "# another remark")
    _, after = site.publish("most of a year later", now="2031-12-30T00:00:00Z")
    ok("person/bob.ics" in after, "most of a year later: they are still there")
    site.edit("site", "# another remark", "# the last remark")
    _, after = site.publish("a year later", now="2032-01-04T00:00:00Z")
    ok("person/bob.ics" not in after and "rivers/track/press.ics" not in after, "a year later they are gone")
    ok("conf.ics" in after and after["conf.ics"] == after["rivers.ics"],
       "the former name of what is there is not")
    other = os.path.join(site.folder, "third")
    said = site.run("publish", out=other)
    ok(said.stdout.startswith("nothing changed") and files(other, "") == files(site.out, ""),
       "written again from what was kept: the same bytes",
       said.stdout + repr(sorted(changed(files(other, ""), files(site.out, "")))[:5]))


def test_upgrade(site):
    """A state folder of before calendars were kept."""
    with sqlite3.connect(os.path.join(site.state, "plenary.db")) as db:
        for sql in ["DROP TABLE search", "DROP TABLE search_item", "DROP TABLE search_of",
                    "DROP TABLE calendar_entry", "DROP TABLE calendar_feed",
                    "DROP TABLE revision_recurrence", "DROP TABLE recurrence", "PRAGMA user_version = 3"]:
            db.execute(sql)
    db.close()
    other = os.path.join(site.folder, "fourth")
    said = site.run("publish", out=other)
    now = files(other)
    ok(said.stdout.startswith("nothing changed") and len(now) > 20, "its files can be written again", said.stderr)
    ok(set(entries(now["all.ics"])) == set(entries(files(site.out)["all.ics"])), "with the same entries")
    site.edit("site", "# the last remark", "# no remark")
    before, after = site.publish("an upgrade", now="2032-01-05T00:00:00Z")
    ok(all(stamps(e) == {"20320105T000000Z"} for e in entries(after["all.ics"]).values()),
       "an upgrade: what was not kept counts as changed")
    site.edit("site", "# no remark", "# again")
    before, after = site.publish("after it", now="2032-01-06T00:00:00Z")
    ok(before == after, "after it: nothing else does")


def test_bytes(site):
    wrong = []
    for path, text in files(site.out).items():
        if (b"\r\n\r\n" in text or not text.endswith(b"END:VCALENDAR\r\n") or
                text.count(b"\n") != text.count(b"\r\n") or
                text.count(b"BEGIN:VCALENDAR") != 1 or
                set(re.findall(rb"TZID=([^:]+):", text)) - set(re.findall(rb"\r\nTZID:(.+)\r", text)) or
                max(len(line) for line in text.split(b"\r\n")) > 75):
            wrong.append(path)
    ok(not wrong, "every calendar is whole: its lines, its zones, its end", wrong)
    ok("TZID:Africa/Nairobi" in unfold(files(site.out)["all.ics"]) and
       "TZID:Africa/Nairobi" not in unfold(files(site.out)["conf.ics"]), "each has the zones that it needs")


def main():
    with tempfile.TemporaryDirectory() as folder:
        site = Site(folder)
        site.publish("the first revision")
        test_bytes(site)
        test_unchanged(site)
        test_edits(site)
        test_former(site)
        test_upgrade(site)
    done()


main()
