# SPDX-License-Identifier: ISC
"""A site in which every key of the agenda format is written: once in what is public, and once more
in what may be hidden. What stands under the keys comes from whoever makes it, so that one test can
write a word into each that must never be seen, and another what nobody should take for markup.
`missing` holds the site against the schema that `plenary schema` prints: a key that the format has
got and this site has not is told by its name."""

import json
import os
import subprocess

# An earlier id: tests/cli/private.t and identity.t publish histories with it.
NOT_HERE = {"was"}

# What this site is not about.
QUIET = ("no-break", "person-clash", "room-clash", "track-clash", "over-capacity", "room-closed", "time-backwards",
         "end-unknown", "allow-unused", "interpretation-without-language", "missing-translation", "walking-time",
         "outside-dates", "repeat-first", "three-in-a-row", "track-overlap")


LOGO = "logo.svg"
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'


class Site:
    """Files of a site. `say(kind, where, hidden)` gives each text (kind "line" or "prose"), "id" and
    "url"; the visibility of what may be hidden is `visibility`."""

    def __init__(self, say, visibility="private", draft=True):
        self.say, self.visibility, self.draft = say, visibility, draft
        self.files = {"site.yaml": self.site(), "open.yaml": self.open(), "open-more.yaml": self.open_more(),
                      "webinar.yaml": self.webinar(False), "call.yaml": self.call()}
        for name, event in (("secret", self.secret()), ("secret-more", self.secret_more()),
                            ("secret-webinar", self.webinar(True)), ("draft", self.drafted())):
            self.files["%s.yaml" % self.file_of(name)] = event

    def file_of(self, name):
        """The file's name is a word of its own: it must not be seen either."""
        return self.say("id", "file." + name, True) if name.startswith("secret") else name

    # ---- things of all kinds ----

    def text(self, where, hidden):
        return {"en": self.say("line", where, hidden), "fr": self.say("line", where + ".fr", hidden)}

    def prose(self, where, hidden):
        return self.say("prose", where, hidden)

    def url(self, where, hidden):
        return self.say("url", where, hidden)

    def id(self, where, hidden):
        return self.say("id", where, hidden)

    def links(self, where, hidden):
        """One that is for all, and one that may be hidden; in what is hidden anyway, too."""
        return {"slides": {"url": self.url(where + ".slides", hidden), "label": self.text(where + ".slides", hidden),
                           "visibility": "public", "allow": ["dead-link"]},
                "report": self.url(where + ".report", hidden),
                self.id(where + ".link", True): {
                    "url": self.url(where + ".link.url", True), "label": self.text(where + ".link.label", True),
                    "visibility": self.visibility, "allow": ["dead-link"]}}

    def join(self, where):
        return {"url": self.url(where, True), "visibility": self.visibility}

    def person(self, where, hidden, organisation):
        return {"name": self.text(where + ".name", hidden), "role": self.text(where + ".role", hidden),
                "organisation": organisation, "bio": self.prose(where + ".bio", hidden),
                "url": self.url(where + ".url", hidden),
                "visibility": self.visibility if hidden else "public", "allow": ["three-in-a-row"]}

    def venue(self, where, hidden, n):
        """Its name is for all with its event; the rest goes with its visibility."""
        venue = {"name": self.text(where + ".name", hidden and where.startswith("secret")),
                 "address": self.text(where + ".address", hidden), "geo": ["27.717%d" % n, "85.324%d" % n],
                 "access": self.prose(where + ".access", hidden), "url": self.url(where + ".url", hidden),
                 "visibility": self.visibility if hidden else "public", "allow": ["walking-time"]}
        if not hidden:
            venue["geo"] = ["52.52", "13.405"]
        return venue

    def rooms(self, where, hidden, venue):
        hall = self.id(where + ".room.hall", hidden)
        return {hall: {"title": self.text(where + ".hall", hidden), "capacity": "9917" if hidden else "120",
                       "venue": venue, "open": "07:17 to 22:17" if hidden else "08:00 to 22:00", "step-free": "yes",
                       "url": self.url(where + ".hall.url", True), "visibility": self.visibility,
                       "allow": ["room-clash"]},
                self.id(where + ".room.net", hidden): {
                    "title": self.text(where + ".net", hidden), "url": self.url(where + ".net", hidden)}}

    def tracks(self, where, hidden):
        return {self.id(where + ".track", hidden): {
            "title": self.text(where + ".track", hidden), "audience": self.text(where + ".audience", hidden),
            "colour": "#c0ffe1" if hidden else "#336699", "allow": ["track-clash"]}}

    def in_session(self, where, hidden, refs):
        """What a session says, and one of its occurrences, too."""
        return {"subtitle": self.text(where + ".subtitle", hidden), "abstract": self.prose(where + ".abstract", hidden),
                "type": "workshop", "at": "03:17" if hidden else "10:00", "for": "37m" if hidden else "1h",
                "track": refs["track"], "room": refs["room"], "people": refs["people"],
                "organisations": [refs["organisation"]], "languages": ["tlh" if hidden else "en"],
                "interpretation": ["qya" if hidden else "fr"], "format": "hybrid", "status": "tentative",
                "visibility": self.visibility if hidden else "public", "capacity": "9918" if hidden else "30",
                "links": self.links(where, hidden), "join": self.join(where + ".join"),
                "moved-from": "2046-11-13 05:17" if hidden else "2031-05-15 09:00", "allow": ["end-unknown"]}

    def session(self, where, hidden, refs):
        return {"id": self.id(where, hidden), "title": self.text(where + ".title", hidden),
                **self.in_session(where, hidden, refs)}

    def short(self, where):
        return {"id": self.id(where, False), "title": self.text(where + ".title", False), "for": "30m"}

    def other(self, session, hidden):
        """The same with the keys that one may write instead."""
        session = dict(session, tracks=session["track"], rooms=session["room"],
                       until="04:18" if hidden else "11:30", at="03:18" if hidden else "11:00")
        for key in ("track", "room", "for"):
            del session[key]
        return session

    def refs(self, where, hidden, person, organisation="open-org"):
        return {"track": [self.id(where + ".track", hidden)], "room": [self.id(where + ".room.hall", hidden)],
                "people": [person, {"moderator": self.id("hid", True)}], "organisation": organisation}

    # ---- the files ----

    def site(self):
        # Who is only in what is hidden is hidden with it.
        hidden = {self.id("secret.aside", True): {"name": self.text("secret.aside.name", True)}, self.id("hid", True): self.person("hid", True, self.id("secret.org", True)),
                  self.id("secret.person", True): self.person("secret.person", True, self.text("secret.affil", True))}
        return {"languages": ["en", "fr"], "title": self.text("site.title", False),
                "abstract": self.prose("site.abstract", False), "host": "example.org",
                "look": {"colour": "#0a5a6b", "logo": LOGO, "footer": self.text("site.footer", False)},
                "web": "https://example.org/agenda/", "contact": "mail@example.org", "timezone": "Europe/Berlin",
                "organisations": {"open-org": {"name": self.text("org.name", False), "url": self.url("org.url", False)},
                                  self.id("secret.org", True): {"name": self.text("secret.org.name", True),
                                                                "url": self.url("secret.org.url", True)}},
                "series": {"days": {"title": self.text("series.title", False), "url": self.url("series.url", False),
                                    "abstract": self.prose("series.abstract", False)},
                           self.id("secret.series", True): {"title": self.text("secret.series.title", True),
                                                            "abstract": self.prose("secret.series.abstract", True),
                                                            "url": self.url("secret.series.url", True)}},
                "people": {"ann": self.person("ann", False, "open-org"), **hidden},
                "locales": {"fr": {"now": self.say("line", "site.locales", False)}}, "rules": {rule: "off" for rule in QUIET}}

    def event(self, where, hidden, person, organisation, series):
        return {"event": self.id(where, hidden), "kind": "conference", "title": self.text(where + ".title", hidden),
                "subtitle": self.text(where + ".subtitle", hidden), "abstract": self.prose(where + ".abstract", hidden),
                "series": series, "organisations": [organisation], "format": "hybrid", "status": "tentative",
                "draft": "no", "visibility": self.visibility if hidden else "public",
                "timezone": "Pacific/Chatham" if hidden else "Europe/Berlin",
                "dates": "2047-08-19 to 2047-08-21" if hidden else "2031-05-14 to 2031-05-16",
                "deadline": "2046-12-17 AoE" if hidden else "2031-04-01 AoE",
                "place": self.text(where + ".place", hidden), "venue": self.venue(where + ".venue", hidden, 31),
                "venues": {self.id(where + ".venue2", hidden): dict(self.venue(where + ".venue2", hidden, 41),
                                                                    walking="77m" if hidden else "10m")},
                "rooms": self.rooms(where, hidden, self.id(where + ".venue2", hidden)),
                "tracks": self.tracks(where, hidden),
                "people": {person: {}, **({} if hidden else {
                    self.id("hid2", True): self.person("hid2", True, self.text("hid2.org", True))})},
                "languages": ["tlh" if hidden else "en"], "interpretation": ["qya" if hidden else "fr"],
                "capacity": "9919" if hidden else "200", "links": self.links(where, hidden),
                "join": self.join(where + ".join"), "agenda": {}, "allow": ["no-break"]}

    def open(self):
        event = self.event("open", False, "ann", "open-org", "days")
        hidden = self.refs("open", False, self.id("hid2", True), self.id("secret.org", True))
        refs = self.refs("open", False, "ann")
        part = self.session("open.repeat", False, refs)
        part["repeat"] = {"rule": "FREQ=DAILY;COUNT=3", "except": ["2031-05-15"],
                          "occurrences": {"2031-05-16": {
                              "on": "2031-05-16", "title": self.text("open.occurrence.title", True),
                              **self.in_session("open.occurrence", True, hidden)}}}
        del part["moved-from"]
        event["venues"][self.id("open.venue3", False)] = dict(self.venue("open.venue3", True, 51), walking="78m")
        event["venue"] = self.venue("open.venue", True, 61)
        event["agenda"] = {"2031-05-14": [
            self.session("open.session", False, refs), self.session("open.hidden", True, hidden),
            self.other(self.session("open.other", False, refs), False),
            {"parallel": [self.short("open.parallel"), [self.short("open.list")]], "at": "14:00"}, part],
                           "unscheduled": [{"title": self.text("open.unscheduled", False)}]}
        return event

    def open_more(self):
        return {"continues": "open", "people": {"ann": {"role": self.text("open.ann.role", False)}},
                "agenda": {"2031-05-15": [self.other(self.session("open.more", True, self.refs(
                    "open", False, self.id("hid", True), self.id("secret.org", True))), True)]},
                "allow": ["no-break"]}

    def secret(self):
        event = self.event("secret", True, self.id("secret.person", True), self.id("secret.org", True),
                           self.id("secret.series", True))
        refs = self.refs("secret", True, self.id("secret.person", True), self.id("secret.org", True))
        part = self.session("secret.repeat", True, refs)
        part["repeat"] = {"rule": "FREQ=DAILY;COUNT=3", "except": ["2047-08-20"],
                          "occurrences": {"2047-08-21": {
                              "on": "2047-08-21", "title": self.text("secret.occurrence.title", True),
                              **self.in_session("secret.occurrence", True, refs)}}}
        other = self.other(self.session("secret.occurrence2", True, refs), True)
        part["repeat"]["occurrences"]["2047-08-19"] = dict(other)
        del part["moved-from"], part["repeat"]["occurrences"]["2047-08-19"]["id"]
        event["agenda"] = {"2047-08-19": [
            self.session("secret.session", True, refs), self.other(self.session("secret.other", True, refs), True),
            {"parallel": [{"id": self.id("secret.parallel", True), "title": self.text("secret.parallel.title", True),
                           "for": "31m"}], "at": "05:18"}, part]}
        return event

    def secret_more(self):
        person = self.id("secret.more.person", True)
        return {"continues": self.id("secret", True),
                "people": {person: self.person("secret.more.person", True, self.id("secret.org", True))},
                "agenda": {"2047-08-20": [{
                    "id": self.id("secret.more", True), "title": self.text("secret.more.title", True), "at": "06:18",
                    "people": [person, self.id("secret.aside", True)]}]},
                "allow": ["no-break"]}

    def webinar(self, hidden):
        """An event that is its own only session."""
        where = "secret.webinar" if hidden else "webinar"
        day = "2047-09-%02d" if hidden else "2031-06-%02d"
        event = {"event": self.id(where, hidden), "kind": "webinar", "title": self.text(where + ".title", hidden),
                 "visibility": self.visibility if hidden else "public", "dates": day % 3, "format": "online",
                 "at": "03:19" if hidden else "15:00", "for": "38m" if hidden else "1h",
                 "join": self.join(where + ".join"), "repeat": {"rule": "FREQ=WEEKLY;COUNT=3"}}
        if hidden:
            event["until"] = "04:19"
            del event["for"], event["repeat"]
        return event

    def call(self):
        return {"event": "call", "kind": "call", "title": self.text("call.title", False),
                "deadline": "2031-04-17 18:00 Europe/Paris", "links": {"apply": self.url("call.apply", False)}}

    def drafted(self):
        person = self.id("draft.person", True)
        return {"event": self.id("draft", True), "kind": "summit", "title": self.text("draft.title", True),
                "abstract": self.prose("draft.abstract", True), "draft": "yes" if self.draft else "no",
                "dates": "2047-10-07", "people": {person: {"name": self.text("draft.person.name", True)}},
                "agenda": {"2047-10-07": [dict(
                    id=self.id("draft.session", True), title=self.text("draft.session.title", True), at="03:20",
                    people=[person])]}}


def write(folder, files, comment=None):
    """Writes the files, a value a line: what is JSON is YAML, too. Returns the keys that lead to
    each line."""
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, LOGO), "w", encoding="utf-8") as f:
        f.write(PICTURE + "\n")
    lines = {}
    for name, data in files.items():
        text = ["# %s" % comment] if comment else []
        put(text, data, (), "", "", lines, name)
        with open(os.path.join(folder, name), "w", encoding="utf-8") as f:
            f.write("\n".join(text) + "\n")
    return lines


def put(text, value, keys, before, after, lines, name):
    if isinstance(value, (dict, list)) and value:
        items = list(value.items()) if isinstance(value, dict) else list(enumerate(value))
        text.append(before + ("{" if isinstance(value, dict) else "["))
        for i, (key, item) in enumerate(items):
            head = " " * (len(keys) + 1) + (quoted(key) + ": " if isinstance(value, dict) else "")
            put(text, item, keys + (key,), head, "," if i + 1 < len(items) else "", lines, name)
        text.append(" " * (len(keys) + 1) + ("}" if isinstance(value, dict) else "]") + after)
    else:
        text.append(before + ("{}" if value == {} else quoted(value)) + after)
    lines[name, len(text)] = keys


def quoted(s):
    """A scalar in double quotes: what no file may have as it is, by its number."""
    out = json.dumps(s, ensure_ascii=False)
    return "".join("\\x%02x" % ord(c) if c == "\x7f" or "\x80" <= c <= "\x9f" else
                   "\\u%04x" % ord(c) if c in "\u2028\u2029\ufeff\ufffe\uffff" else c for c in out)


# ---- against the schema ----


def schema_of(plenary):
    done = subprocess.run([plenary, "schema"], capture_output=True, check=True)
    return json.loads(done.stdout)


def keys_of(schema, data, node=None, name=None):
    """(thing, key) for each key of each thing in a file, things as the schema calls them."""
    node, defs = schema if node is None else node, schema["$defs"]
    while "$ref" in node:
        name = node["$ref"].rpartition("/")[2]
        node = defs[name]
    if "if" in node:
        need = node["if"].get("required")
        is_so = set(need) <= set(data) if need else isinstance(data, list)
        yield from keys_of(schema, data, node["then" if is_so else "else"], name)
    for other in node.get("anyOf", []):
        yield from keys_of(schema, data, other, name)
    if isinstance(data, dict):
        properties, rest = node.get("properties", {}), node.get("additionalProperties")
        for key, value in data.items():
            if key in properties:
                yield name, key
                yield from keys_of(schema, value, properties[key], None)
            elif isinstance(rest, dict):
                yield from keys_of(schema, value, rest, None)
    if isinstance(data, list) and "items" in node:
        for item in data:
            yield from keys_of(schema, item, node["items"], None)


def all_keys(schema):
    return {(name, key) for name, node in schema["$defs"].items() for key in node.get("properties", {})
            if name != "rules" and key not in NOT_HERE}


def missing(schema, files):
    """What of the format these files do not have."""
    seen = set()
    for data in files:
        seen |= set(keys_of(schema, data))
    return sorted("%s: %s" % pair for pair in all_keys(schema) - seen)
