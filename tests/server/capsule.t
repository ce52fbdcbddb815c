#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""The capsule of a whole program: publish, serve, ask; publish again while others ask."""

import atexit
import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
import threading
import urllib.parse

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lib"))
sys.dont_write_bytecode = True
import tls
from tap import done, ok

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
PLENARY = os.environ.get("PLENARY", os.path.join(ROOT, "build/dev/plenary"))
SITE = os.path.join(ROOT, "data/fictional")
HOST = "localhost"


class Capsule:
    def __init__(self, folder):
        self.folder = folder
        self.site = os.path.join(folder, "site")
        self.env = dict(os.environ, PLENARY_STATE=os.path.join(folder, "state"),
                        PLENARY_NOW="2031-10-15T08:30:00Z")
        shutil.copytree(SITE, self.site)

    def publish(self):
        done = subprocess.run([PLENARY, "publish", "--out", os.path.join(self.folder, "out"), self.site],
                              env=self.env, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def serve(self, **env):
        self.process = subprocess.Popen(
            [PLENARY, "serve", "--host", HOST, "--listen", "127.0.0.1:0", "--listen", "[::1]:0"],
            env=dict(self.env, **env), stderr=subprocess.PIPE, text=True)
        atexit.register(self.process.kill)
        self.ports, self.log = [], []
        for line in self.process.stderr:
            self.log.append(line)
            found = re.search(r"listening on .*:(\d+)$", line)
            if found:
                self.ports.append(int(found[1]))
            if "SHA-256" in line:
                break
        threading.Thread(target=lambda: self.log.extend(self.process.stderr), daemon=True).start()

    def ask(self, path, which=0):
        """Status, META and body of an answer that was ended by close_notify."""
        address = ("127.0.0.1", "::1")[which]
        with socket.create_connection((address, self.ports[which]), 10) as raw:
            with tls.wrap(raw, HOST) as sock:
                sock.sendall(("gemini://%s%s\r\n" % (HOST, path)).encode())
                answer = tls.read(sock)
        head, _, body = answer.partition(b"\r\n")
        return int(head[:2]), head[3:].decode(), body.decode()


def edit(capsule, old, new):
    changed = 0
    for name in os.listdir(capsule.site):
        path = os.path.join(capsule.site, name)
        with open(path) as f:
            text = f.read()
        if old in text:
            changed += text.count(old)
            with open(path, "w") as f:
                f.write(text.replace(old, new))
    return changed


def links(body):
    return [line.split()[1] for line in body.splitlines() if line.startswith("=> ")]


def resolve(path, to):
    """Where a link on a page of ours leads; None: elsewhere. RFC 3986 section 5.2, by a scheme that urljoin knows."""
    here = "https://%s" % HOST
    url = urllib.parse.urljoin(here + path, to)
    return url[len(here):] if url.startswith(here + "/") else None


PREFIX = re.compile(r"/(?:(fr|es|ar|de)/)?(?:in/([A-Z][A-Za-z_]+(?:/[A-Z][A-Za-z_]+)+|UTC)/)?")


def crawl(capsule, start="/"):
    """Every page that can be reached in one language and zone: path -> answer."""
    seen, todo = {}, [start]
    while todo and len(seen) < 1000:
        path = todo.pop()
        if path in seen:
            continue
        seen[path] = answer = capsule.ask(path)
        if answer[1].startswith("text/gemini"):
            to = [to for to in (resolve(path, to) for to in links(answer[2])) if to]
            todo += [t for t in to if PREFIX.match(t)[0] == start or t.endswith(".ics")]
    return seen


def is_answered(path, status):
    """A page that asks for words is answered with the question."""
    return status == (10 if re.search(r"/(search|in)$", path) else 20)


def test_pages(capsule):
    pages = crawl(capsule)
    bad = {path: answer[:2] for path, answer in pages.items() if not is_answered(path, answer[0])}
    ok(not bad, "every link of %d pages leads to a page" % len(pages), bad)
    ok(len(pages) > 100, "there are many pages", len(pages))
    gemtext = [a for a in pages.values() if a[1].startswith("text/gemini")]
    ok(all(re.fullmatch(r"text/gemini; ?lang=[A-Za-z-]+(,[A-Za-z-]+)?", a[1]) for a in gemtext),
       "META of pages says their language", {a[1] for a in gemtext})
    calendars = [a for p, a in pages.items() if p.endswith(".ics")]
    ok(calendars and all(a[1] == "text/calendar; charset=utf-8" for a in calendars),
       "META of calendars", {a[1] for a in calendars})
    ok(all(a[2].startswith("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") for a in calendars), "calendars begin as they should")
    ok(all(a[2].startswith("# ") for a in gemtext), "every page begins with its title")
    everything = "".join(a[2] for a in pages.values())
    ok("CANARY" not in everything, "nothing private is served",
       re.findall(r".{60}CANARY.{20}", everything)[:3])
    ok("Now" in pages["/"][2], "home says what is on")
    return pages


def test_prefixes(capsule, pages):
    """The same pages in a language and a zone: all links stay there, calendars are where they were."""
    for prefix, lang in [("/fr/in/Asia/Tokyo/", "fr"), ("/ar/", "ar"), ("/de/in/Pacific/Auckland/", "de")]:
        there = crawl(capsule, prefix)
        bad = {path: answer[:2] for path, answer in there.items() if not is_answered(path, answer[0])}
        ok(not bad, "every link of %d pages below %s leads to a page" % (len(there), prefix), bad)
        ours = {"/" + path[len(prefix):] for path in there if path.startswith(prefix)}
        missing = {path for path in pages if not path.endswith(".ics")} - ours
        ok(not missing, "all pages are there, below %s" % prefix, missing)
        langs = {a[1].partition("lang=")[2] for a in there.values() if a[1].startswith("text/gemini")}
        ok(all(lang in tag.split(",") for tag in langs), "META names %s" % lang, langs)
        ok("CANARY" not in "".join(a[2] for a in there.values()), "nothing private is served below %s" % prefix)
    for path, status, meta in [
            ("/en/", 31, "/"), ("/FR/about", 31, "/fr/about"), ("/fr", 31, "/fr/"), ("/fr/about/", 31, "/fr/about"),
            ("/in/Asia/Tokyo/fr/about", 31, "/fr/in/Asia/Tokyo/about"), ("/in/asia/tokyo", 31, "/in/Asia/Tokyo/"),
            ("/in/Asia/Calcutta/about?a=b", 31, "/in/Asia/Kolkata/about?a=b"), ("/fr/all.ics", 31, "/all.fr.ics"),
            ("/de/in/Asia/Tokyo/all.ics", 31, "/all.ics"), ("/fr/in/Asia/Tokyo", 31, "/fr/in/Asia/Tokyo/"),
            ("/fr/nothing", 51, None), ("/it/about", 51, None), ("/in/Asia/Atlantis/", 51, None),
            ("/in/Asia/..%2f..%2fetc/passwd", 59, None)]:
        answer = capsule.ask(path)
        ok(answer[0] == status and meta in (None, answer[1]), "%s leads to %s" % (path, meta or status), answer)


def test_zones(capsule):
    ok(capsule.ask("/in")[:2] == (10, "Your city or country, or an offset such as UTC+3"), "a place is asked for")
    ok(capsule.ask("/fr/in?%20")[:2] == (10, "Votre ville ou votre pays, ou un décalage comme UTC+3"),
       "in the reader's language")
    for path, to in [("/in?nairobi", "/in/Africa/Nairobi/"), ("/fr/in?Gen%C3%A8ve", "/fr/in/Europe/Zurich/"),
                     ("/commons-days-2031/in?s%C3%A3o%20paulo", "/in/America/Sao_Paulo/commons-days-2031/"),
                     ("/fr/in/Asia/Tokyo/in?UTC%2B3", "/fr/in/Etc/GMT-3/"),
                     ("/in?Elfenbeink%C3%BCste", "/in/Africa/Abidjan/"), ("/in?America/new_york", "/in/America/New_York/")]:
        answer = capsule.ask(path)
        ok(answer[0] == 30 and urllib.parse.unquote(answer[1]) == to, "%s leads to %s" % (path, to), answer)
    status, _, body = capsule.ask("/in?new%20zealand")
    ok(status == 20 and "=> /in/Pacific/Auckland/ Auckland, New Zealand: Wed 15 October, 21:30 "
       "(Pacific/Auckland, UTC+13)\n" in body, "a country of several zones, and what the clocks show there", body)
    status, _, body = capsule.ask("/in?nariobi")
    ok(status == 20 and "Did you mean" in body and "=> /in/Africa/Nairobi/ Nairobi, Kenya" in body, "a mistake", body)
    status, _, body = capsule.ask("/in?%0d%0a20%20text/gemini%0d%0a=%3E%20/evil")
    ok(status == 20 and "evil" not in body and "No place" in body, "what was typed is not repeated", body)
    body = capsule.ask("/in/Pacific/Auckland/commons-days-2031/day/2031-10-15")[2]
    ok("Pacific/Auckland, UTC+13" in body.split("\n##")[0], "the zone is named on top", body[:300])
    ok("Thu 16 October, 00:00" in body and "(19:30)" in body, "another day is said", body)
    ok("=> ../in " in body and "=> ../languages français, español, العربية, Deutsch\n" in body, "one may choose again")
    ok(len(body) < 4096, "a day stays under 4 KB", len(body))
    status, _, body = capsule.ask("/in/Asia/Tokyo/languages")
    ok(status == 20 and "=> /fr/in/Asia/Tokyo/ français\n" in body and "=> /in/Asia/Tokyo/ English\n" in body,
       "languages, each by its own name, in the same zone", body)


def test_calendars(capsule):
    for path, has, has_not in [
            ("/series/commons-talks.ics", "UID:tools-webinar-2031@", "UID:commons-days-2031@"),
            ("/kind/call.ics", "UID:deadline.call-hosts-2032@", "UID:commons-days-2031@"),
            ("/language/ar.ics", "BEGIN:VEVENT", "UID:small-data-kept-well."),
            ("/commons-days-2031/track/digital.ics", "SUMMARY:Lunch", "UID:commons-days-2031@"),
            ("/commons-days-2031/track/digital.sessions.ics", "UID:opening.commons-days-2031@", "SUMMARY:Lunch\r"),
            ("/commons-days-2031/track/digital.sessions.fr.ics", "UID:opening.commons-days-2031@", "SUMMARY:Lunch\r"),
            ("/commons-days-2031/room/studio.es.ics", "UID:small-data-kept-well.", "UID:keynote-time."),
            ("/commons-days-2031/language/ar.fr.ics", "BEGIN:VEVENT", "UID:small-data-kept-well.")]:
        status, meta, body = capsule.ask(path)
        ok(status == 20 and meta == "text/calendar; charset=utf-8", "%s is a calendar" % path, (status, meta))
        ok(has in body and has_not not in body, "%s has what it is of" % path, body[:2000])
    for path in ["/series/no-such.ics", "/kind/party.ics", "/kind/", "/kind/webinar", "/language/sw.ics",
                 "/language/en.xx.ics", "/person/no-such.ics", "/all.de.ics", "/all.", "/subscribe//",
                 "/commons-days-2031/track/digital.breaks.ics", "/commons-days-2031/language/sw.ics",
                 "/commons-days-2031/day/2031-10-15.ics", "/commons-days-2031/room/studio.sessions.ics"]:
        ok(capsule.ask(path)[0] == 51, "there is no %s" % path, capsule.ask(path)[:2])


def test_refusals(capsule):
    for path, status in [("/nothing", 51), ("/../etc/passwd", 59), ("/%2e%2e/x", 59),
                         ("/a%00b", 59), ("/a%0d%0ab", 59), ("/commons-days-2031", 31),
                         ("/commons-days-2031/session/no-such", 51), ("/all.ics/", 31),
                         ("//", 51), ("/plenary.db", 51), ("/capsule.key", 51)]:
        answer = capsule.ask(path)
        ok(answer[0] == status, "%s is answered %d" % (path, status), answer)
    answer = capsule.ask("/commons-days-2031")
    ok(answer[1] == "/commons-days-2031/" or answer[1].endswith("/commons-days-2031/"),
       "a missing slash is added", answer)
    ok(capsule.ask("/", which=1)[0] == 20, "IPv6 is answered")


def search(capsule, words, where=""):
    """Status, META and body; and where its links lead to, but for those that search again and that
    every page has."""
    status, meta, body = capsule.ask("/%ssearch?%s" % (where, urllib.parse.quote(words, safe="")))
    return status, meta, body, [to for to in links(body) if not re.search(r"search(\?|$)|(^|/)(in|languages)$", to)]


def index_bytes(capsule):
    """All that the index of the published revisions holds."""
    with sqlite3.connect(os.path.join(capsule.folder, "state", "plenary.db")) as db:
        tables = [name for name, in db.execute("SELECT name FROM sqlite_schema WHERE type = 'table'"
                                               " AND name GLOB 'search*' AND name <> 'search'")]
        rows = [row for table in tables for row in db.execute("SELECT * FROM " + table)]
    db.close()
    return b" ".join(value if isinstance(value, bytes) else str(value).encode()
                     for row in rows for value in row)


def test_search(capsule):
    for path, prompt in [("/search", "Search titles, texts"), ("/search?", "Search titles, texts"),
                         ("/search?%20%0A", "Search titles, texts"),
                         ("/commons-days-2031/search", "Search in Commons Days 2031 (fictional)")]:
        answer = capsule.ask(path)
        ok(answer[0] == 10 and answer[1].startswith(prompt), "%s asks for words" % path, answer)
    for words, where, found in [
            ("kept well", "", "commons-days-2031/session/small-data-kept-well"),
            ("WELL kep", "", "commons-days-2031/session/small-data-kept-well"),
            ('"small data, kept"', "", "commons-days-2031/session/small-data-kept-well"),
            ("repair caf\u00e9", "commons-days-2031/", "session/repair-cafe-for-web-sites"),
            ("repair cafe", "commons-days-2031/", "session/repair-cafe-for-web-sites"),
            ("placeholder emeka", "", "person/emeka-placeholder"),
            ("\u00ab tools that stay \u00bb", "", "tools-webinar-2031/"),
            ("\u0627\u0644\u062d\u0643\u0627\u064a\u0647", "", "commons-days-2031/session/")]:
        status, meta, body, to = search(capsule, words, where)
        ok(status == 20 and meta.startswith("text/gemini") and body.startswith("# Search: ") and
           any(t.startswith(found) for t in to), "%r finds %s" % (words, found), body)
    body = search(capsule, "data")[2]
    days = re.findall(r"^### .* (\d+) October 2031 \(Europe/Brussels, UTC\+2\) . Commons Days", body, re.M)
    ok(days == ["15", "16", "17"], "by day, each with its event", body)
    body = search(capsule, "small dtaa kept")[2]
    ok("=> search?small%20data%20kept Did you mean: small data kept\n" in body, "the nearest words", body)
    for words in ['"', '""', "AND", "data NOT kept", "data OR", "NEAR(small data)", "text:data", "-data ^small", "*",
                  "data*", "(", "small + data", "'; DROP TABLE search; --", "a" * 900, "a " * 200,
                  "\ue000", '" \ue000 "', "\\", "{data} : kept"]:
        status = search(capsule, words)[0]
        ok(status == 20, "%.20r is no command" % words, status)
    ok(search(capsule, "kept zzz")[3] == ["./"], "every word counts")


def test_search_hides(capsule):
    private = set()
    for name in os.listdir(SITE):
        with open(os.path.join(SITE, name)) as f:
            private |= set(re.findall(r"CANARY[A-Za-z0-9-]*", f.read()))
    ok(len(private) > 10, "there are private words", private)
    for words in sorted(private) + ["canary", "7f3a", "UNLISTED-7f3a", "7f3a plans", "canar", "Zoe Ejemplar"]:
        status, _, body, to = search(capsule, words)
        ok(status == 20 and to == ["./"] and "Did you mean" not in body, "nothing is found by %s" % words, body)
    held = index_bytes(capsule).lower()
    ok(b"small data kept well" in held, "the index has what is public")
    ok(b"canary" not in held and b"7f3a" not in held, "and nothing that is private")
    ok(b"unlisted" not in held and b"ejemplar" not in held, "nor what is unlisted")


def test_new_revision(capsule):
    """Asks from two threads while ten revisions are published: no request is lost or mixed."""
    stop, wrong, seen = threading.Event(), [], set()

    def reader():
        while not stop.is_set():
            try:
                status, _, body = capsule.ask("/")
            except OSError as error:
                wrong.append(repr(error))
                continue
            titles = set(re.findall(r"Edition \d+ of the network", body))
            if status != 20 or len(titles) > 1:
                wrong.append((status, titles))
            seen.update(titles)

    threads = [threading.Thread(target=reader) for _ in range(2)]
    edit(capsule, "en: Example Commons Network (fictional)", "en: Edition 1 of the network")
    for t in threads:
        t.start()
    for n in range(1, 6):
        edit(capsule, "Edition %d of" % n, "Edition %d of" % (n + 1))
        code, said = capsule.publish()
        if code != 0:
            wrong.append(said)
        stop.wait(0.9)
    stop.wait(1)
    stop.set()
    for t in threads:
        t.join()
    ok(not wrong, "no request is lost while new revisions are published", wrong[:3])
    ok(len(seen) >= 3, "new revisions are taken up", seen)
    ok("Edition 6 of the network" in capsule.ask("/")[2], "the latest is served")


def test_bad_edit(capsule, before):
    edit(capsule, "kind: conference", "knid: conference")
    code, said = capsule.publish()
    ok(code == 1 and "[unknown-key]" in said, "a bad edit is refused", said)
    stop = threading.Event()
    stop.wait(1.2)
    after = capsule.ask("/commons-days-2031/")
    ok(after == before, "what is served stays, byte for byte")


def without_libical(folder):
    """The environment of a program in which a call of libical is its end; {} where that cannot be."""
    names = subprocess.run(["nm", "-D", "--undefined-only", PLENARY], capture_output=True, text=True).stdout
    wanted = set(re.findall(r" U (ical\w+)", names))
    source, library = os.path.join(folder, "no.c"), os.path.join(folder, "no.so")
    if "__asan" in names or not wanted:
        return {}
    with open(source, "w") as f:
        f.write("#include <stdlib.h>\n" + "".join("void %s(void) { abort(); }\n" % name for name in wanted))
    subprocess.run(["gcc", "-w", "-fno-builtin", "-shared", "-fPIC", "-o", library, source], check=True)
    env = {"LD_PRELOAD": library}
    with open(os.path.join(folder, "x.ics"), "w") as f:
        f.write("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART:20310101T100000Z\r\n"
                "SUMMARY:a\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n")
    died = subprocess.run([PLENARY, "import", os.path.join(folder, "x.ics")], cwd=folder,
                          env=dict(os.environ, **env), capture_output=True)
    ok(died.returncode == -signal.SIGABRT, "a program without libical cannot import", died)
    return env


def read_file(capsule, name):
    with open(os.path.join(capsule.folder, "out", "current", name), "rb") as f:
        return f.read()


def wait_for(what):
    for _ in range(200):
        if what():
            return True
        threading.Event().wait(0.1)
    return False


def test_slow(folder):
    """A calendar of megabytes on its way to a slow client while another revision is published."""
    os.mkdir(folder)
    capsule = Capsule(folder)
    words = "A first edition of what is said here. " * 100
    for name in ["long", "long-2", "long-3", "long-4", "long-5"]:
        with open(os.path.join(capsule.site, name + ".yaml"), "w") as f:
            f.write("event: %s\nkind: conference\ntitle: Long\ndates: 2031-07-01\n"
                    "timezone: Europe/Paris\nagenda:\n  2031-07-01:\n" % name + "".join(
                        "    - {at: '09:00', for: 1h, id: s-%d, title: Session %d, abstract: '%s'}\n" % (i, i, words)
                        for i in range(240)))
    code, said = capsule.publish()
    ok(code == 0, "a long agenda is published", said)
    old = read_file(capsule, "all.ics")
    ok(len(old) > 4 << 20, "its calendar is larger than a page may be", len(old))
    capsule.serve()
    try:
        raw = socket.socket()
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        raw.settimeout(20)
        raw.connect(("127.0.0.1", capsule.ports[0]))
        with tls.wrap(raw, HOST) as sock:
            sock.sendall(("gemini://%s/all.ics\r\n" % HOST).encode())
            got = sock.recv(1000)
            edit(capsule, "A first edition", "A second edition")
            edit(capsule, "id: s-7, title: Session 7,", "id: s-8000, was: s-7, title: Session 7,")
            code, said = capsule.publish()
            ok(code == 0, "another revision is published meanwhile", said)
            ok(wait_for(lambda: "A second edition" in capsule.ask("/long/session/s-5")[2]),
               "others are answered from it")
            got += tls.read(sock)
        ok(got == b"20 text/calendar; charset=utf-8\r\n" + old, "the slow one gets the old one whole", len(got))
        for name in ["all.ics", "all.fr.ics", "long.ics", "long/session/s-8000.ics", "long/session/s-7.ics"]:
            answer = capsule.ask("/" + name)
            ok(answer[0] == 20 and answer[2].encode() == read_file(capsule, name), "%s is the file" % name,
               answer[:2])
        threads = [threading.Thread(target=leave, args=(capsule,)) for _ in range(8)]
        for t in threads:
            t.start()
        for t in threads:
            t.join()
        ok(capsule.ask("/")[0] == 20, "clients that leave in the middle of it do no harm")
    finally:
        capsule.process.send_signal(signal.SIGTERM)
        status = capsule.process.wait(20)
    ok(status == 0, "SIGTERM ends it in order", status)


def leave(capsule):
    with socket.create_connection(("127.0.0.1", capsule.ports[0]), 10) as raw:
        with tls.wrap(raw, HOST) as sock:
            sock.sendall(("gemini://%s/all.ics\r\n" % HOST).encode())
            sock.recv(100)


def main():
    with tempfile.TemporaryDirectory() as folder:
        capsule = Capsule(folder)
        code, said = capsule.publish()
        ok(code == 0, "published", said)
        capsule.serve(**without_libical(folder))
        try:
            pages = test_pages(capsule)
            test_prefixes(capsule, pages)
            test_zones(capsule)
            test_calendars(capsule)
            test_refusals(capsule)
            test_search(capsule)
            test_search_hides(capsule)
            test_new_revision(capsule)
            test_bad_edit(capsule, capsule.ask("/commons-days-2031/"))
            log = "".join(capsule.log)
            ok("127.0.0.1" not in log.split("SHA-256")[1] and "commons-days" not in log and "data" not in log,
               "the log has no address, no path and no query", log[-500:])
        finally:
            capsule.process.send_signal(signal.SIGTERM)
            status = capsule.process.wait(20)
        ok(status == 0, "SIGTERM ends it in order", status)
        test_slow(os.path.join(folder, "slow"))
    done()


main()
