#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""A folder before it is public: saved in every way editors have, broken, mended, taken away."""

import atexit
import hashlib
import os
import re
import shutil
import signal
import socket
import stat
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lib"))
sys.dont_write_bytecode = True
import tls
from tap import done, ok

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
PLENARY = os.environ.get("PLENARY", os.path.join(ROOT, "build/dev/plenary"))

SITE = """title: Example Commons
host: example.org
languages: [en]
timezone: Europe/Berlin
"""
MEETING = """event: meeting
kind: conference
title: Example Meeting
dates: 2031-05-14 to 2031-05-15
rooms: {hall: Hall, attic: Attic}
agenda:
  2031-05-14:
    - {at: 09:30, for: 30m, title: Arrival, type: break}
    - {for: 90m, title: Opening, room: hall}
    - {for: 60m, title: Closing, room: hall}
"""


def hears_hangup():
    """In the child: as in a terminal, whatever the tests were started by (nohup ignores it)."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


class Preview:
    """`plenary preview` of the folder `site` below `folder`, until stopped."""

    def __init__(self, folder, *options):
        self.site = os.path.join(folder, "site")
        self.runtime = os.path.join(folder, "run")
        os.makedirs(self.runtime, exist_ok=True)
        self.env = dict(os.environ, PLENARY_STATE=os.path.join(folder, "state"),
                        PLENARY_OUT=os.path.join(folder, "out"), XDG_RUNTIME_DIR=self.runtime,
                        PLENARY_NOW="2031-05-01T12:00:00Z")
        self.options = options or ("--listen", "127.0.0.1:0")

    def run(self, *arguments):
        done = subprocess.run([PLENARY, *arguments], env=self.env, capture_output=True, text=True)
        return done.returncode, done.stdout + done.stderr

    def publish(self):
        return self.run("publish", "--out", self.env["PLENARY_OUT"], self.site)

    def start(self):
        self.process = subprocess.Popen([PLENARY, "preview", *self.options, self.site], env=self.env,
                                        stderr=subprocess.PIPE, text=True, preexec_fn=hears_hangup)
        atexit.register(self.process.kill)
        self.log = []
        for line in self.process.stderr:
            self.log.append(line)
            if line.startswith("plenary: save a file"):
                break
        threading.Thread(target=lambda: self.log.extend(self.process.stderr), daemon=True).start()
        self.port = int(re.search(r"gemini://[^/]*:(\d+)/", self.said())[1])
        self.pages = re.search(r"file://(/.*/current)/index.html", self.said())[1]

    def said(self):
        return "".join(self.log)

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.process.wait(30)

    def ask(self, path):
        with socket.create_connection(("127.0.0.1", self.port), 10) as raw:
            with tls.wrap(raw, "localhost") as sock:
                sock.sendall(("gemini://localhost:%d%s\r\n" % (self.port, path)).encode())
                answer = tls.read(sock)
        head, _, body = answer.partition(b"\r\n")
        return head.decode() + "\n" + body.decode()

    def html(self, file):
        try:
            with open(os.path.join(self.pages, file)) as f:
                return f.read()
        except FileNotFoundError:
            return ""

    def shows(self, path, file, pattern):
        """Seconds until both the capsule and the file show it, None if they never do."""
        return until(lambda: re.search(pattern, self.ask(path)) and
                     (file is None or re.search(pattern, self.html(file))))

    def write(self, name, text):
        with open(os.path.join(self.site, name), "w") as f:
            f.write(text)

    def replace(self, name, text):
        """As editors do: another file, renamed over the old one."""
        self.write(name + ".tmp~", text)
        os.rename(os.path.join(self.site, name + ".tmp~"), os.path.join(self.site, name))


def until(holds):
    """Seconds until it holds, None if it never does."""
    began = time.monotonic()
    while time.monotonic() - began < 15:
        if holds():
            return time.monotonic() - began
        time.sleep(0.05)
    return None


def digest(folder):
    """Names, kinds, modes and bytes of all that is in a folder."""
    found = []
    for where, folders, files in os.walk(folder):
        for name in sorted(folders + files):
            path = os.path.join(where, name)
            what = os.lstat(path).st_mode
            data = os.readlink(path).encode() if stat.S_ISLNK(what) else b""
            if stat.S_ISREG(what):
                with open(path, "rb") as f:
                    data = f.read()
            found.append((path, what, hashlib.sha256(data).hexdigest()))
    return sorted(found)


def test_saving(p):
    p.write("meeting.yaml", MEETING.replace("Opening", "Greeting in place"))
    took = p.shows("/meeting/day/2031-05-14", "meeting/day/2031-05-14.html", "Greeting in place")
    ok(took is not None, "a file that was written in place is shown", p.said())
    ok(took is not None and took < 5, "soon", took)
    p.replace("meeting.yaml", MEETING.replace("Opening", "Greeting by rename"))
    ok(p.shows("/meeting/", None, "Greeting by rename") is not None, "one that was renamed over the old one, too",
       p.said())
    p.write("autumn.yaml", MEETING.replace("meeting", "autumn").replace("Example Meeting", "Autumn Meeting"))
    ok(p.shows("/autumn/", "autumn/index.html", "Autumn Meeting") is not None, "a new file is shown", p.said())
    os.remove(os.path.join(p.site, "autumn.yaml"))
    ok(p.shows("/autumn/", None, "^51 ") is not None, "a removed one is not")
    ok(until(lambda: "Autumn" not in p.html("index.html")) is not None, "nor on its web pages")
    lines = len(p.log)
    os.utime(os.path.join(p.site, "meeting.yaml"))
    time.sleep(1.2)
    ok(len(p.log) == lines, "a file that was only touched is not told about", p.log[lines:])


def test_changes(p):
    p.write("meeting.yaml", MEETING.replace("at: 09:30", "at: 10:00").replace(
        "    - {for: 60m, title: Closing, room: hall}\n", ""))
    ok(p.shows("/", "index.html", r"3 changes since revision 1: ") is not None,
       "every page says how many changes there are", p.ask("/"))
    page = p.ask("/changes")
    ok("Not published yet" in page and "moved: 'Opening'" in page and "removed: 'Closing'" in page,
       "the page of changes has them", page)
    ok(re.search(r"cancelled: Closing", p.ask("/meeting/day/2031-05-14")),
       "what is gone is shown as cancelled, as it would be", p.ask("/meeting/day/2031-05-14"))
    ok("STATUS:CANCELLED" in p.ask("/meeting.ics"), "in the calendar, too")
    ok("moved" in p.said(), "the terminal says what changes", p.said())


def test_errors(p):
    p.write("meeting.yaml", MEETING.replace("room: hall", "room: hal"))
    error = "there is no room .hal. in this event"
    ok(p.shows("/", "index.html", error) is not None, "an error stands on top of home", p.said())
    for path, file in [("/meeting/", "meeting/index.html"), ("/people/", "people/index.html"),
                       ("/about", "about.html")]:
        ok(re.search(error, p.ask(path)) and re.search(error, p.html(file)), "and of %s" % path, p.ask(path))
    page = p.ask("/meeting/")
    ok("meeting.yaml:9:" in page and "[unknown-room]" in page, "with its place and its rule", page)
    ok("as it was before" in page and "cancelled: Closing" in page, "the last good agenda stays", page)
    ok(page.index("unknown-room") < page.index("Opening"), "below it")
    p.write("meeting.yaml", "")
    ok(p.shows("/", None, "meeting.yaml") is not None, "an empty file is told of")
    p.write("meeting.yaml", "event: [")
    ok(p.shows("/meeting/", None, r"meeting.yaml:1:") is not None, "half a file, too")
    p.write("meeting.yaml", MEETING)
    ok(p.shows("/meeting/", "meeting/index.html", "no changes since revision 1") is not None,
       "mended, and as it was published", p.ask("/meeting/"))
    ok("unknown-room" not in p.ask("/") and "as it was before" not in p.ask("/"), "no finding is left")


def test_folder_gone(p):
    away = p.site + ".away"
    os.rename(p.site, away)
    ok(p.shows("/meeting/", "meeting/index.html", "folder cannot be read") is not None,
       "a folder that vanished is told of", p.said())
    ok("Opening" in p.ask("/meeting/"), "and its pages stay")
    os.mkdir(p.site)
    ok(p.shows("/", None, "site.yaml") is not None, "an empty one, too", p.ask("/"))
    os.rmdir(p.site)
    os.rename(away, p.site)
    p.write("meeting.yaml", MEETING.replace("Opening", "Back again"))
    ok(p.shows("/meeting/", None, "Back again") is not None, "it is looked at again when it is back", p.said())
    p.write("meeting.yaml", MEETING.replace("Opening", "And watched"))
    ok(p.shows("/meeting/", None, "And watched") is not None, "and what is saved in it then")


def test_many_saves(p):
    wrong = []
    for n in range(300):
        p.replace("meeting.yaml", MEETING.replace("Opening", "Save %d." % n))
        if n % 30 == 0 and not p.ask("/meeting/").startswith("20 "):
            wrong.append(n)
        time.sleep(0.003)
    ok(not wrong, "it answers while a file is saved 300 times", wrong)
    ok(p.shows("/meeting/", "meeting/index.html", r"Save 299\.") is not None, "the last save is shown", p.said())
    p.write("site.yaml", SITE.replace("example.org", "other.example.org"))
    ok(p.shows("/meeting.ics", None, "other.example.org") is not None or "20 " in p.ask("/"),
       "another host name is no reason to stop", p.said())
    p.write("site.yaml", SITE)
    p.write("meeting.yaml", MEETING)
    ok(p.shows("/meeting/", None, "no changes since revision 1") is not None, "all is as published", p.said())


def test_published_meanwhile(p):
    p.write("meeting.yaml", MEETING.replace("Closing", "Farewell"))
    ok(p.shows("/", None, "since revision 1: ") is not None, "a change before it is published")
    code, said = p.run("publish", "--accept-removal", "--out", p.env["PLENARY_OUT"], p.site)
    ok(code == 0, "published beside a preview", said)
    ok(p.shows("/", "index.html", "no changes since revision 2") is not None,
       "what is published meanwhile is noticed", p.ask("/"))


def test_refusals(p):
    for address in ["0.0.0.0:0", "[::]:0", "192.0.2.1:0", "[2001:db8::1]:0"]:
        code, said = p.run("preview", "--listen", address, p.site)
        ok(code == 1 and "this machine alone" in said, "listening on %s is refused" % address, code, said)
    code, said = p.run("preview", "--listen", "127.0.0.1:0", "--out", p.env["PLENARY_OUT"], p.site)
    ok(code == 1 and "holds what was published" in said, "the published tree is no place for its pages", said)
    code, said = p.run("preview", "--listen", "127.0.0.1:0", os.path.join(p.site, "nothing"))
    ok(code == 1 and "No such file" in said, "there must be a folder", said)
    ok(os.listdir(p.runtime) == [], "refusals leave nothing behind", os.listdir(p.runtime))


def test_published(folder):
    p = Preview(folder)
    os.mkdir(p.site)
    p.write("site.yaml", SITE)
    p.write("meeting.yaml", MEETING)
    code, said = p.publish()
    ok(code == 0, "published", said)
    before = digest(p.env["PLENARY_STATE"]), digest(p.env["PLENARY_OUT"])
    test_refusals(p)
    p.start()
    try:
        own = [os.path.join(p.runtime, name) for name in os.listdir(p.runtime)]
        ok(len(own) == 1 and stat.S_IMODE(os.stat(own[0]).st_mode) == 0o700, "a folder of its own, 0700", own)
        ok(p.pages.startswith(p.runtime), "its pages are in there")
        ok(p.shows("/", "index.html", "Preview: no findings") is not None, "every page says that it is a preview")
        for test in test_saving, test_changes, test_errors, test_folder_gone, test_many_saves:
            test(p)
        ok((digest(p.env["PLENARY_STATE"]), digest(p.env["PLENARY_OUT"])) == before,
           "what is published is as it was, byte for byte",
           set(digest(p.env["PLENARY_STATE"])) ^ set(before[0]))
        test_published_meanwhile(p)
        ok("127.0.0.1" not in p.said().split("Ctrl-C")[1], "requests are not logged")
    finally:
        status = p.stop()
    ok(status == 0, "SIGTERM ends it in order", status)
    ok(os.listdir(p.runtime) == [], "and its folder is gone", os.listdir(p.runtime))


def test_never_good(folder):
    """Nothing published, never without an error, web pages in a folder that was named."""
    out = os.path.join(folder, "pages")
    p = Preview(folder, "--listen", "[::1]:0", "--listen", "127.0.0.1:0", "--out", out)
    os.mkdir(p.site)
    p.write("site.yaml", SITE.replace("title", "titel"))
    p.start()
    p.port = int(re.search(r"127\.0\.0\.1:(\d+)/", p.said())[1])
    try:
        ok(p.shows("/any/page", "index.html", "unknown-key") is not None,
           "what was never good is a page with what is wrong", p.said())
        p.write("site.yaml", SITE)
        ok(p.shows("/", "index.html", "nothing is published yet") is not None, "mended, it is shown", p.said())
        ok("Preview" in p.html("index.html") and ".findings" in p.html("style.css"), "with its style")
    finally:
        status = p.stop(signal.SIGINT)
    ok(status == 0 and os.listdir(p.runtime) == [], "Ctrl-C ends it in order", status)
    ok(os.path.exists(os.path.join(out, "current/index.html")), "the pages stay in the folder that was named")
    ok(not os.path.exists(p.env["PLENARY_STATE"]), "no state folder was made")
    p.write("site.yaml", SITE.replace("title", "titel"))
    code, said = p.run("publish", "--out", p.env["PLENARY_OUT"], p.site)
    ok(code == 1, "what is broken is not published", said)
    p.write("site.yaml", SITE)
    code, said = p.publish()
    ok(code == 0, "what is mended is", said)
    p.write("site.yaml", SITE.replace("title", "titel"))
    p.start()
    p.port = int(re.search(r"127\.0\.0\.1:(\d+)/", p.said())[1])
    ok(p.shows("/about", "about.html", "unknown-key") is not None,
       "begun with an error, it shows what is published below that", p.said())
    p.write("site.yaml", SITE.replace("Example Commons", "Other Commons"))
    with open(os.path.join(p.env["PLENARY_STATE"], "plenary.db"), "w") as f:
        f.write("this is no database, " * 1000)
    ok(p.shows("/", "index.html", "what is published cannot be read") is not None and "Other Commons" in p.ask("/"),
       "a damaged store is told of, and the folder shown all the same", p.said())
    p.stop(signal.SIGHUP)
    ok(os.listdir(p.runtime) == [], "a closed terminal ends it in order")


def main():
    with tempfile.TemporaryDirectory() as folder:
        test_published(folder)
    with tempfile.TemporaryDirectory() as folder:
        test_never_good(folder)
    done()


main()
