#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""What the pages say to machines: JSON-LD in the terms of schema.org, held against what those who
show events ask for (developers.google.com/search/docs/appearance/structured-data/event)."""

import glob
import json
import os
import re
import subprocess
import sys
import tempfile
from html.parser import HTMLParser

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lib"))
sys.dont_write_bytecode = True
from tap import done, ok

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
PLENARY = os.environ.get("PLENARY", os.path.join(ROOT, "build/dev/plenary"))
WEB = "https://example.org/agenda/"
BYTES_MAX = 1536  # of one page's data, and of a session's:
SESSION_BYTES_MAX = 1100

SITE = """title: {en: Example Commons, fr: Communs exemplaires}
host: example.org
web: https://example.org/agenda/
languages: [en, fr]
timezone: Europe/Berlin
series: {days: {title: Days, abstract: They recur.}}
organisations: {ngo: {name: An NGO, url: "https://ngo.example/?a=1&b=2"}}
"""
CONF = """event: conf
kind: conference
series: days
title: {en: "Rivers </script><script>alert(1)</script>", fr: Fleuves}
abstract: "About \\"rivers\\" & more\\n\\nand <!-- this"
dates: 2031-05-14 to 2031-05-15
format: hybrid
languages: [en, fr]
organisations: ngo
venue: {name: Old House, address: "1 Street, 10115 Berlin"}
rooms: {hall: Hall, net: {title: Net, url: "https://meet.example/net"}}
people: {ann: {name: Ann}, bob: {name: Bob}, cy: {name: Cy, visibility: unlisted}}
agenda:
  2031-05-14:
    - {at: 09:00, for: 1h, id: open, title: Opening, room: hall, format: in-person, languages: en,
       people: [ann, {moderator: bob}, cy]}
    - {at: 10:00, for: 30m, id: coffee, title: Coffee, type: break, abstract: Black.}
    - {at: 11:00, for: 1h, id: moved, title: Moved, room: hall, moved-from: 2031-05-15 10:00}
    - {at: 12:00, for: 1h, id: off, title: Off, status: cancelled, moved-from: 2031-05-15 11:00}
    - {at: 13:00, for: 1h, id: later, title: Later, status: postponed}
    - {at: 14:00, for: 1h, id: online, title: Online, room: net}
    - {at: 15:00, for: 1h, id: closed, title: Closed, format: online,
       join: {url: "https://meet.example/closed"}}
    - {at: 16:00, for: 1h, id: aside, title: Aside, visibility: unlisted}
  unscheduled:
    - {id: sometime, title: Sometime}
"""
FILES = {
    "site.yaml": SITE, "conf.yaml": CONF,
    "talk.yaml": "event: talk\nkind: webinar\ntitle: Talk\nseries: days\ndates: 2031-06-02\n"
                 "at: 15:00\nfor: 1h\nformat: online\ntimezone: Asia/Kathmandu\njoin: {url: "
                 "'https://meet.example/talk', visibility: public}\n",
    "month.yaml": "event: month\nkind: forum\ntitle: Month\ndates: 2031-10\nplace: Berlin\n",
    "never.yaml": "event: never\nkind: forum\ntitle: Never\n",
    "call.yaml": "event: call\nkind: call\ntitle: Call\ndeadline: 2031-03-01 AoE\n",
    "aside.yaml": "event: aside\nkind: meeting\ntitle: Aside\nvisibility: unlisted\nseries: days\n"
                  "dates: 2031-05-14\nagenda:\n  2031-05-14:\n    - {at: 09:00, for: 1h, title: Talk}\n",
}


class Data(HTMLParser):
    """Collects what stands in scripts of that type; a page may have no other script within."""

    def __init__(self):
        super().__init__()
        self.found, self.inside = [], False

    def handle_starttag(self, tag, attrs):
        self.inside = tag == "script" and dict(attrs).get("type") == "application/ld+json"
        if self.inside:
            self.found.append("")

    def handle_endtag(self, tag):
        self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.found[-1] += data


def data_of(path):
    page = Data()
    with open(path, encoding="utf-8") as f:
        page.feed(f.read())
    page.close()
    return page.found


def publish(folder, out):
    subprocess.run([PLENARY, "--state", out + ".state", "publish", "--out", out, folder], check=True,
                   capture_output=True, env=dict(os.environ, PLENARY_NOW="2031-01-01T12:00:00Z"))
    return os.path.join(out, "current")


DATE = r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d:\d\d[+-]\d\d:\d\d)?)?)?"
STATUS = {"https://schema.org/Event" + s for s in ("Scheduled", "Cancelled", "Postponed", "Rescheduled")}
MODE = {"https://schema.org/%sEventAttendanceMode" % m for m in ("Offline", "Online", "Mixed")}


def complaints(thing):
    """What one who shows events would not like about one."""
    places = thing.get("location", [])
    places = places if isinstance(places, list) else [places]
    if thing["@type"] == "Event":
        if not thing.get("name") or not re.fullmatch(DATE, thing.get("startDate", "")):
            yield "an event without name and beginning"
        if not re.fullmatch(DATE, thing.get("endDate", "2031")) or thing.get("endDate", "9") < thing["startDate"]:
            yield "it ends before it begins"
        if ("previousStartDate" in thing) != (thing.get("eventStatus", "").endswith("Rescheduled")):
            yield "moved, and not from where"
        if thing.get("eventStatus") not in STATUS | {None}:
            yield "status"
        if thing.get("eventAttendanceMode") not in MODE | {None}:
            yield "attendance"
        if "offers" in thing:
            yield "nothing is sold"
    for place in places:
        if place["@type"] == "Place" and not place.get("name"):
            yield "a place without name"
        if place["@type"] == "VirtualLocation" and not place.get("url", "https:").startswith("https:"):
            yield "no address to take part"
    for key, value in thing.items():
        if value in ("", [], {}, None):
            yield "%s is empty" % key
        for part in value if isinstance(value, list) else [value]:
            if isinstance(part, dict):
                yield from complaints(part)


def look(name, tree):
    """Every page of a tree has at most one, whole and small."""
    bad, n = [], 0
    for path in glob.glob(tree + "/**/*.html", recursive=True):
        found = data_of(path)
        if len(found) > 1:
            bad.append((path, "more than one"))
        for text in found:
            thing, n = json.loads(text), n + 1
            bad += [(path, why) for why in complaints(thing)]
            if thing.get("@context") != "https://schema.org":
                bad.append((path, "context"))
            if len(text.encode()) > (SESSION_BYTES_MAX if "/session/" in path else BYTES_MAX):
                bad.append((path, "%d bytes" % len(text.encode())))
    ok(not bad and n > 0, "%s: %d pages say what they are about" % (name, n), *bad[:5])


with tempfile.TemporaryDirectory() as scratch:
    for example in ("agendas", "fictional"):
        look(example, publish(os.path.join(ROOT, "data", example), os.path.join(scratch, example)))
    folder = os.path.join(scratch, "site")
    os.mkdir(folder)
    for name, text in FILES.items():
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            f.write(text)
    tree = publish(folder, os.path.join(scratch, "out"))
    look("a site of all kinds", tree)

    def of(page):
        found = data_of(os.path.join(tree, page))
        return json.loads(found[0]) if found else None

    def is_at(page, want, name):
        thing = of(page) or {}
        got = {key: thing.get(key) for key in want}
        ok(got == want, name, got, want)

    url = WEB + "conf/"
    title = "Rivers </script><script>alert(1)</script>"
    house = {"@type": "Place", "name": "Old House", "address": "1 Street, 10115 Berlin"}
    ngo = {"@type": "Organization", "name": "An NGO", "url": "https://ngo.example/?a=1&b=2"}
    is_at("index.html", {"@type": "WebSite", "name": "Example Commons", "url": WEB, "inLanguage": ["en", "fr"],
                         "publisher": {"@type": "Organization", "name": "Example Commons", "url": WEB}},
          "home is a web site of an organisation")
    event = {"@type": "Event", "name": title, "startDate": "2031-05-14", "endDate": "2031-05-15",
             "eventStatus": "https://schema.org/EventScheduled", "url": url, "organizer": ngo,
             "eventAttendanceMode": "https://schema.org/MixedEventAttendanceMode",
             "location": [house, {"@type": "VirtualLocation", "url": url}]}
    is_at("conf/index.html", dict(event, inLanguage=["en", "fr"],
                                  superEvent={"@type": "EventSeries", "name": "Days", "url": WEB + "series/days.html"}),
          "an event with its dates, place, and series")
    ok("\"rivers\" & more" in of("conf/index.html")["description"], "a description as it was written")
    is_at("conf/day/2031-05-14.html", dict(event, description=None, superEvent=None), "a day names the event alone")
    is_at("conf/session/open.html",
          {"name": "Opening", "startDate": "2031-05-14T09:00:00+02:00", "endDate": "2031-05-14T10:00:00+02:00",
           "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode", "inLanguage": "en",
           "location": {"@type": "Place", "name": "Hall, Old House", "address": "1 Street, 10115 Berlin"},
           "performer": [{"@type": "Person", "name": "Ann"}, {"@type": "Person", "name": "Bob"}],
           "superEvent": {"@type": "Event", "name": title, "startDate": "2031-05-14", "endDate": "2031-05-15",
                          "url": url}},
          "a session within its event, who is unlisted aside")
    is_at("conf/session/moved.html", {"eventStatus": "https://schema.org/EventRescheduled",
                                      "previousStartDate": "2031-05-15T10:00:00+02:00"}, "one that was moved")
    is_at("conf/session/off.html", {"eventStatus": "https://schema.org/EventCancelled", "previousStartDate": None},
          "one that is cancelled")
    is_at("conf/session/later.html", {"eventStatus": "https://schema.org/EventPostponed"}, "one that is postponed")
    is_at("conf/session/online.html", {"location": {"@type": "VirtualLocation", "url": "https://meet.example/net"},
                                       "eventAttendanceMode": "https://schema.org/OnlineEventAttendanceMode"},
          "one online, with the link of its room")
    is_at("conf/session/closed.html", {"location": {"@type": "VirtualLocation", "url": url + "session/closed.html"}},
          "of a link that is not for all its page")
    is_at("talk/index.html", {"startDate": "2031-06-02T15:00:00+05:45", "endDate": "2031-06-02T16:00:00+05:45",
                              "location": {"@type": "VirtualLocation", "url": "https://meet.example/talk"}},
          "a webinar by its own clock")
    is_at("month/index.html", {"startDate": "2031-10", "endDate": None,
                               "location": {"@type": "Place", "name": "Berlin", "address": "Berlin"}},
          "an event of which the month is known")
    is_at("call/index.html", {"@type": "WebPage", "expires": "2031-03-01T23:59:59-12:00"},
          "a call is a page of use until its deadline")
    is_at("series/days.html", {"@type": "EventSeries", "name": "Days", "description": "They recur."}, "a series")
    ok([e["name"] for e in of("series/days.html")["subEvent"]] == ["Talk", title], "and its editions, those listed")
    for page, why in (("conf/session/coffee", "a break"), ("conf/session/aside", "a session that is unlisted"),
                      ("aside/index", "an event that is unlisted"), ("aside/day/2031-05-14", "a day of it"),
                      ("aside/session/talk", "a session of it"), ("conf/session/sometime", "one without a day"),
                      ("never/index", "an event without dates"), ("person/ann", "a person"), ("about", "about")):
        ok(of(page + ".html") is None, "nothing of %s" % why)
done()
