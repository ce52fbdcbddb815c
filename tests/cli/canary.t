#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Private stays private. Every key of the format holds a word, or a number, of its own in things that
are private (tests/lib/agenda.py): none of them comes out anywhere, neither in the files that are
published nor in what the capsule answers, nor in its log; whether it was private from the beginning,
was changed, was made private, or is gone. What is unlisted is only where it is asked for by name. That
all of them would be found is seen first: there they are public."""

import gzip
import os
import re
import sqlite3
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lib"))
sys.dont_write_bytecode = True
import agenda
from tap import done, ok

try:
    import capsule
except ImportError:
    capsule = None

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
PLENARY = os.environ.get("PLENARY", os.path.join(ROOT, "build/dev/plenary"))

# The word of a key, in any of its generations.
WORD = re.compile(rb"zqv(\d\d\d)([a-z])qz", re.I)
# Numbers, days, times, languages and colours that only what is private has.
NUMBERS = re.compile(rb"27\.717|85\.324|991[789]|2047-?0?8|2047-?09|2047-?10|2046-?1[123]|0[34567]:1[789]|T0[34567]1[789]00|"
                     rb"77 min|78 min|\btlh\b|\bqya\b|c0ffe1|Chatham", re.I)


# Ids that are in no address, names of files and links, and what each time of a session says otherwise.
NEVER = re.compile(r"file\.|comment|.*\.link$|secret\.(org|venue2|occurrence2)$|secret\.repeat\.")


class Words:
    """A word for each key, made anew in each generation."""

    def __init__(self):
        self.number, self.generation, self.plain_ids = {}, "a", False

    def say(self, kind, where, hidden):
        if not hidden or (kind == "id" and self.plain_ids):
            return {"id": where.replace(".", "-"), "url": "https://open.example/" + where}.get(kind, "Plain " + where)
        word = "zqv%03d%sqz" % (self.number.setdefault(where, len(self.number)), self.generation)
        return {"line": "Say " + word, "prose": "Say *%s*\n\n- [and](https://%s.example/) more" % (word, word),
                "id": word, "url": "https://%s.example/%s" % (word, word)}[kind]

    def where(self, number):
        return next(w for w, n in self.number.items() if n == number)


class State:
    """A state folder and what is published from it."""

    def __init__(self, folder):
        self.folder = folder
        self.site, self.out = os.path.join(folder, "site"), os.path.join(folder, "out")
        self.state, self.tree = os.path.join(folder, "state"), os.path.join(folder, "out/current")
        self.env = dict(os.environ, PLENARY_STATE=self.state, PLENARY_NOW="2031-01-01T12:00:00Z")
        os.mkdir(folder)

    def write(self, files, comment):
        for name in os.listdir(self.site) if os.path.isdir(self.site) else ():
            os.unlink(os.path.join(self.site, name))
        agenda.write(self.site, files, comment)

    def run(self, *arguments):
        return subprocess.run([PLENARY, *arguments], env=self.env, capture_output=True, check=False)

    def publish(self):
        done_ = self.run("publish", "--accept-removal", *GZIP, "--out", self.out, self.site)
        assert done_.returncode == 0, done_.stdout + done_.stderr
        return done_


def gzip_option():
    """Compressed files beside the others, where there are such."""
    text = subprocess.run([PLENARY, "publish", "--help"], capture_output=True, check=True).stdout
    return ["--gzip"] if b"--gzip" in text else []


GZIP = gzip_option()


# ---- what is out ----


def files_of(tree):
    """(name, bytes) of each file, what is compressed or folded as it is read."""
    for folder, folders, names in os.walk(tree):
        for name in names + [f for f in folders if os.path.islink(os.path.join(folder, f))]:
            path = os.path.join(folder, name)
            yield os.path.relpath(path, tree), read(path)


def read(path):
    if os.path.islink(path):
        return os.readlink(path).encode()
    with open(path, "rb") as f:
        data = f.read()
    if path.endswith(".gz"):
        data = gzip.decompress(data)
    return re.sub(rb"\r\n[ \t]", b"", data)


def derived_of(state):
    """The tables that are made of what is shown: those of the search, and of the calendars."""
    with sqlite3.connect("file:%s?mode=ro" % os.path.join(state.state, "plenary.db"), uri=True) as db:
        names = [n for n, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
        for name in names:
            if name.startswith(("search_item", "calendar_")):
                # Numbers there are digests and moments.
                rows = [[v if isinstance(v, bytes) else v.encode() for v in row if isinstance(v, (bytes, str))]
                        for row in db.execute('SELECT * FROM "%s"%s' % (
                            name, " WHERE gone = 0" if name == "search_item" else ""))]
                yield "table " + name, re.sub(rb"\r\n[ \t]", b"", b"\n".join(b"\t".join(r) for r in rows))


def told_of(state):
    """What a terminal says of what is public."""
    for command in (["log"], ["show"], ["show", "open"], ["diff", "0", "1"], ["diff", "0", "1", "--format", "json"],
                    ["status"]):
        done_ = state.run(*command)
        yield "plenary " + " ".join(command), done_.stdout + done_.stderr


class Crawl:
    """All pages that links of the capsule lead to, and what it says of what it has not."""

    def __init__(self, state):
        state.site_ = state.site
        self.server = capsule.Server(state)
        self.ctx = capsule.tls.context()
        self.pages, self.session = {}, None

    def ask(self, path):
        with capsule.socket.create_connection(("127.0.0.1", self.server.port), 20) as plain:
            with capsule.tls.wrap(plain, "example.org", self.ctx) as sock:
                sock.sendall(("gemini://example.org%s\r\n" % path).encode())
                return capsule.tls.read(sock)

    def all(self, limit=400):
        todo = ["/", "/fr/", "/now", "/feed", "/feed.xml", "/search?Plain", "/open/search?Plain", "/changes/0-1",
                "/changes/1-2", "/open/agenda.txt", "/all.ics", "/about", "/people/"]
        while todo and len(self.pages) < limit:
            path = todo.pop(0)
            if path in self.pages:
                continue
            answer = self.pages[path] = self.ask(path)
            if answer.startswith((b"30 ", b"31 ")):
                todo.append(resolve(path, answer.split()[1].decode()))
            if answer.startswith(b"20 text/gemini"):
                todo += [p for link in re.findall(rb"^=> *(\S+)", answer, re.M) for p in [resolve(path, link.decode())]
                         if p and "/in/" not in p and p not in self.pages]
        for path, answer in self.pages.items():
            yield "gemini " + path, re.sub(rb"\r\n[ \t]", b"", answer)

    def stop(self):
        self.server.stop()
        return self.server.said()


def resolve(page, link):
    """The path of a link; None if it leads elsewhere."""
    from urllib.parse import urljoin, urlsplit
    parts = urlsplit(urljoin("http://example.org" + page, re.sub(r"^gemini:", "http:", link)))
    if parts.scheme != "http" or parts.netloc != "example.org":
        return None
    return parts.path + ("?" + parts.query if parts.query else "")


def found_in(words, outputs, numbers=True):
    """{what was found: where first}."""
    found = {}
    for name, data in outputs:
        for match in WORD.finditer(name.encode() + b"\n" + data):
            found.setdefault((words.where(int(match[1])), match[2].decode()), name)
        for match in NUMBERS.finditer(data) if numbers else ():
            context = data[max(0, match.start() - 30):match.end() + 30]
            found.setdefault((match[0].decode(), "number"), (name, context))
    return found


def everything(state):
    yield from files_of(state.tree)
    yield from derived_of(state)
    yield from told_of(state)


def hides(words, state, name, outputs=None):
    found = found_in(words, everything(state) if outputs is None else outputs)
    ok(not found, name + ": nothing private is told", *sorted(found.items(), key=str)[:12])


# ---- the histories ----


def site(words, visibility, draft=True):
    return agenda.Site(words.say, visibility, draft).files


def test_format(words):
    """No key of the format is forgotten, neither in the whole site nor in what is private."""
    schema = agenda.schema_of(PLENARY)
    files = site(words, "private")
    lacking = agenda.missing(schema, files.values())
    ok(not lacking, "each key of the format is in tests/lib/agenda.py", *lacking)


def test_seen(words, scratch):
    """What would be told, if it were public: where it is not, the other tests see nothing."""
    state = State(os.path.join(scratch, "seen"))
    words.generation, words.plain_ids = "a", False
    state.write(site(words, "public", draft=False), None)
    state.publish()
    told = {where for where, _ in found_in(words, everything(state))}
    untold = {w for w in words.number if w not in told and not NEVER.match(w)}
    ok(not untold, "what is public is told: %d words" % len(told), *sorted(untold))
    ok({"9917", "9918", "9919"} & told and "27.717" in told and {"tlh", "qya"} & told, "and numbers are")


def test_private(words, scratch):
    state = State(os.path.join(scratch, "private"))
    words.plain_ids = False
    words.generation = "b"
    state.write(site(words, "private"), words.say("line", "comment", True))
    first = state.publish()
    hides(words, state, "private from the beginning")
    hides(words, state, "what publishing says", [("publish", first.stdout + first.stderr)])
    test_capsule(words, state)
    words.generation = "c"
    state.write(site(words, "private"), words.say("line", "comment", True))
    again = state.publish()
    hides(words, state, "changed, and private still")
    hides(words, state, "what publishing says of the change", [("publish", again.stdout + again.stderr)])
    words.generation = "d"
    files = {name: data for name, data in site(words, "private").items() if "zqv" not in name}
    state.write(files, None)
    state.publish()
    hides(words, state, "gone, and private before")


def test_capsule(words, state):
    if capsule is None:
        return
    crawl = Crawl(state)
    pages = list(crawl.all())
    ok(len(pages) > 60, "%d pages of the capsule" % len(pages))
    hides(words, state, "the capsule", pages)
    ids = {w: "zqv%03dbqz" % n for w, n in words.number.items()}
    hidden = ["/%s/" % ids["secret"], "/%s.ics" % ids["secret"], "/%s/session/%s" % (ids["secret"], ids["secret.session"]),
              "/open/session/%s" % ids["open.hidden"], "/open/session/%s.ics" % ids["open.hidden"],
              "/person/%s" % ids["hid"], "/person/%s.ics" % ids["hid"], "/series/%s" % ids["secret.series"],
              "/%s/feed.xml" % ids["secret"], "/%s/agenda.txt" % ids["draft"]]
    answers = {crawl.ask(p).replace(b"zqv", b"") for p in hidden + [re.sub("zqv", "xqv", p) for p in hidden]}
    ok(len(answers) == 1, "what is private is answered as what there never was", *answers)

    def finds(query):
        return crawl.ask("/search?" + query).replace(query.encode(), b"QUERY")

    ok(finds(ids["secret.title"]) == finds("zqv999bqz"), "the search finds it as little as a word that nothing has",
       finds(ids["secret.title"]), finds("zqv999bqz"))
    hides(words, state, "the log of the capsule", [("log", crawl.stop().encode())])


def test_made_private(words, scratch):
    """The ids stay in addresses of calendars, for those who subscribed."""
    state = State(os.path.join(scratch, "made"))
    words.plain_ids, words.generation = True, "e"
    state.write(site(words, "public", draft=False), None)
    state.publish()
    state.write(site(words, "private"), None)
    state.publish()
    # Calendars say when it was that is cancelled now.
    found = found_in(words, [*files_of(state.tree), *derived_of(state)], numbers=False)
    ok(not found, "made private: nothing of it is told", *sorted(found.items(), key=str)[:12])


def test_unlisted(words, scratch):
    """It is in the pages and calendars that have its name, and in no others."""
    state = State(os.path.join(scratch, "unlisted"))
    words.plain_ids, words.generation = True, "f"
    state.write(site(words, "unlisted"), None)
    state.publish()
    outputs = [o for o in [*files_of(state.tree), *derived_of(state)] if not o[0].startswith("table calendar")]
    found = {(where, name) for name, data in outputs for where, _ in found_in(words, [(name, data)], False)
             if not is_own(where, re.sub(r"^fr/|[.]gz$", "", name))}
    ok(not found, "unlisted: in no list", *sorted(found)[:20])
    pages = [data for name, data in outputs if re.match("(fr/)?secret/.*html", name)]
    ok(len(pages) > 20 and not [p for p in pages if b"ld+json" in p or b'content="noindex"' not in p],
       "its pages say nothing to machines, but that they be left out")


def is_own(where, name):
    """Whether a file is of what has that word, or what one who looks at it asked for."""
    if where.startswith("secret.org"): # of someone who is in the open, and unlisted
        return name.startswith(("secret", "open/session/", "person/"))
    if where.startswith(("secret", "file.", "draft")):
        return name.startswith(("secret", "series/secret", "person/secret"))
    if where.startswith(("open.hidden", "open.more")):
        return name.startswith(("open/session/open-hidden", "open/session/open-more"))
    if where.startswith("open.occurrence"):
        return name.startswith("open/session/")
    if where.startswith("hid"):
        return name.startswith(("open/session/", "secret/session/", "person/hid"))
    return name.startswith(("open/", "webinar/")) and name.endswith(".html")


with tempfile.TemporaryDirectory() as folder:
    all_words = Words()
    test_format(all_words)
    test_seen(all_words, folder)
    test_private(all_words, folder)
    test_made_private(all_words, folder)
    test_unlisted(all_words, folder)
done()
