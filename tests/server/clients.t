#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Two Gemini clients that people use, driven in a terminal: a participant's way from home to a
calendar, through prompts and redirects as these programs show them."""

import atexit
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lib"))
sys.dont_write_bytecode = True
from tap import done, ok, skip_all

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
PLENARY = os.environ.get("PLENARY", os.path.join(ROOT, "build/dev/plenary"))
END = time.monotonic() + 55  # for all together: whatever never comes is waited for until then

missing = [program for program in ("tmux", "amfora", "bombadillo") if not shutil.which(program)]
if missing:
    skip_all("not installed: " + ", ".join(missing))

T = tempfile.mkdtemp(prefix="plenary.", dir=os.environ.get("TMPDIR", "/tmp"))
atexit.register(shutil.rmtree, T, True)
HOME = os.path.join(T, "home")
CONFIG = os.path.join(HOME, "config")
ENV = dict(os.environ, HOME=HOME, XDG_CONFIG_HOME=CONFIG, XDG_DATA_HOME=os.path.join(HOME, "data"),
           XDG_CACHE_HOME=os.path.join(HOME, "cache"), PLENARY_STATE=os.path.join(T, "state"),
           PLENARY_NOW="2031-10-15T08:30:00Z", LC_ALL="C.UTF-8")
ENV.pop("TMUX", None)
TMUX = ("tmux", "-u", "-f", "/dev/null", "-S", os.path.join(T, "tmux"))
os.makedirs(CONFIG)
# Its own idea of home is that of the user database.
with open(os.path.join(CONFIG, ".bombadillo.ini"), "w") as ini:
    ini.write("[SETTINGS]\nsavelocation=%s\n" % HOME)


def run(*command):
    return subprocess.run(command, env=ENV, capture_output=True, timeout=60)


class Lost(Exception):
    """What a client should show did not come."""


class Client:
    """A program in a terminal of 110 by 90."""

    def __init__(self, name, address):
        self.name = name
        run(*TMUX, "new-session", "-d", "-s", name, "-x", "110", "-y", "90", "%s %s" % (name, address))

    def screen(self):
        return run(*TMUX, "capture-pane", "-p", "-t", self.name).stdout.decode()

    def until(self, pattern, name=None):
        """What matches on the screen, as soon as it does. With a name it is a test point."""
        while True:
            screen = self.screen()
            found = re.search(pattern, screen, re.M)
            if found or time.monotonic() > END:
                break
            time.sleep(0.05)
        if name or not found:
            ok(found, "%s: %s" % (self.name, name or "waited for " + pattern), *screen.splitlines())
        if not found:
            raise Lost
        return found

    def press(self, *keys):
        run(*TMUX, "send-keys", "-t", self.name, *keys)

    def type(self, text):
        run(*TMUX, "send-keys", "-l", "-t", self.name, text)

    def follow(self, label):
        """The link whose text begins so, by its number."""
        self.open(self.until(r"\[(\d+)\] +" + label)[1])


class Amfora(Client):
    def __init__(self, address):
        super().__init__("amfora", address)

    def open(self, address):
        self.press("Space")
        self.until(r"^URL/Num")
        self.type(address)
        self.press("Enter")

    def answer(self, text):
        self.type(text)
        self.until(r"║ *%s *║" % text)
        self.press("Enter", "Enter")  # to the button, and it

    def redirected(self):
        self.until(r"Follow redirect\?")
        self.press("Enter")

    def save(self):
        self.press("C-s")
        self.until("Page content saved")
        self.press("Enter")
        return os.path.join(HOME, "Downloads")


class Bombadillo(Client):
    def __init__(self, address):
        super().__init__("bombadillo", address)

    def open(self, address):
        self.press(":")
        self.until("^:$")  # what is typed earlier is lost
        self.type(address)
        self.press("Enter")

    def answer(self, text):
        self.type(text)
        self.press("Enter")

    def redirected(self):
        self.until(r"Follow redirect \(y/n\)")
        self.type("y")
        self.press("Enter")

    def save(self):
        self.open("w .")
        self.until("File saved to:")
        return HOME


def walk(client, address):
    client.until(r"^ *## Commons Days 2031", "home, of a capsule never seen before")
    client.until(r"It is now Wednesday 15 October 2031, 10:30 \(Europe/Brussels", "home says what time it is there")

    client.follow("Agenda: Wednesday")
    client.until(r"\] +09:30–10:15  Opening of the Commons Days", "a link leads to the day's agenda")

    client.follow("Calendar of the event")
    client.until(r"^ *BEGIN:VCALENDAR", "a calendar is shown, as text")
    with open(os.path.join(client.save(), "commons-days-2031.ics"), "rb") as f:
        ok(CALENDAR and f.read() == CALENDAR, client.name + ": and saved, byte for byte")
    client.press("b")
    client.until(r"Opening of the Commons Days", "back from there is the day")

    client.follow("Show times in another zone")
    client.until(r"Your city or country", "the zone is asked for")
    client.answer("nairobi")
    client.redirected()
    client.until(r"In brackets: the beginning in Africa/Nairobi, UTC\+3", "a town typed leads to the event, in its zone")
    client.follow(r"08:30–21:00 \(09:30\)  Wednesday 15 October 2031")
    client.until(r"\] +09:30–10:15 \(10:30\)  Opening of the Commons Days", "whose links lead to days in that zone")

    client.open(address + "search")
    client.until(r"Search titles, texts", "words to search for are asked for")
    client.answer("keynote")
    client.until(r"^ *Found: 2$", "and two are found")
    client.follow("10:00–10:45  Keynote: Time as a commons")
    client.until(r"^ *# Keynote: Time as a commons", "what is found is a link to its page")


def serve():
    """A server's process, and the address at which it listens."""
    process = subprocess.Popen([PLENARY, "serve", "--host", "localhost", "--listen", "127.0.0.1:0"],
                               env=ENV, stderr=subprocess.PIPE, text=True)
    for line in process.stderr:
        port = re.search(r"listening on .*:(\d+)$", line)
        if port:
            break
    threading.Thread(target=process.stderr.read, daemon=True).start()
    return process, "gemini://localhost:%s/" % port[1] if port else None


published = run(PLENARY, "publish", "--out", os.path.join(T, "out"), os.path.join(ROOT, "data/fictional"))
ok(published.returncode == 0, "published", published.stderr[-2000:])
CALENDAR = run(PLENARY, "ics", "commons-days-2031").stdout
server, address = serve()
try:
    if ok(address, "served"):
        walk(Amfora(address), address)
        walk(Bombadillo(address), address)
        with open(os.path.join(CONFIG, ".bombadillo.ini")) as ini:
            ok("\nlocalhost=" in ini.read(), "bombadillo: the certificate is kept, in a folder of the test's")
except Lost:
    pass
finally:
    run(*TMUX, "kill-server")
    server.terminate()
    server.wait()
done()
