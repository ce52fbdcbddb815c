#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""How `check` shows its findings: to people, in JSON, to GitHub."""

import fcntl
import json
import os
import pty
import re
import struct
import subprocess
import sys
import tempfile
import termios

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lib"))
sys.dont_write_bytecode = True
from tap import done, ok

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
PLENARY = os.environ.get("PLENARY", ROOT + "/build/dev/plenary")
ENV = {"PATH": os.environ["PATH"], "LC_ALL": "C", "TERM": "xterm", "HOME": "/nonexistent",
       "PLENARY_NOW": "2031-05-01T12:00:00Z"}

SITE = """\
title: Example
host: agenda.example.org
languages: [en]
timezone: Europe/Berlin
"""
FORUM = """\
event: forum
kind: fourum
title: Forum
dates: 2031-05-05
rooms: {hall: Main hall}
agenda:
  2031-05-05:
    - {at: 09:00, for: 1h, title: One, room: hall}
    - {at: 09:30, for: 1h, title: A \u4f1a\u8b70, room: hal}
    - {at: 12:00, title: '50%: a, b'}
    - {at: 11:00, for: 1h, title: Back}
"""


def folder(files):
    d = tempfile.mkdtemp(prefix="plenary.")
    for name, text in files.items():
        with open(os.path.join(d, name), "wb") as f:
            f.write(text if isinstance(text, bytes) else text.encode())
    return d


def check(d, *options, **env):
    r = subprocess.run([PLENARY, "check", *options], cwd=d, capture_output=True, env={**ENV, **env})
    return r.returncode, r.stdout.decode(), r.stderr.decode()


def on_terminal(d, columns, *options, **env):
    """What a terminal of so many columns gets."""
    pid, fd = pty.fork()
    if pid == 0:
        os.chdir(d)
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        os.execve(PLENARY, [PLENARY, "check", *options], {**ENV, **env})
    got = b""
    try:
        while block := os.read(fd, 65536):
            got += block
    except OSError:
        pass
    os.waitpid(pid, 0)
    os.close(fd)
    return got.decode().replace("\r\n", "\n")


# ---- text ----

site = folder({"site.yaml": SITE, "forum.yaml": FORUM})
code, out, err = check(site)
ok(code == 1 and err == "", "text: an error is exit 1, and nothing on standard error", code, err)
ok(out == """\
forum.yaml:2:7: error: there is no kind 'fourum': did you mean 'forum'? [bad-word]
    2 | kind: fourum
      |       ^~~~~~
forum.yaml:9:47: error: there is no room 'hal' in this event: did you mean 'hall'? [unknown-room]
    9 |     - {at: 09:30, for: 1h, title: A \u4f1a\u8b70, room: hal}
      |                                                 ^~~
forum.yaml:10:7: warning: it is not known when this ends: write how long it is: for: 45m [end-unknown]
   10 |     - {at: 12:00, title: '50%: a, b'}
      |       ^
forum.yaml:11:7: warning: this begins at 11:00, before the session above it, at 12:00: correct its time, or put it where it belongs in the list [time-backwards]
   11 |     - {at: 11:00, for: 1h, title: Back}
      |       ^
2 errors, 2 warnings
""", "text: each on a line, its place below, and how many there are", out)
ok(all(re.match(r"\S+:\d+:\d+: (error|warning|note): .+ \[[a-z-]+\]$", s) for s in out.split("\n")
       if s and not s.startswith(" ") and "error" in s and ":" in s),
   "text: a finding is one line when it goes to a file or a pipe", out)
ok(check(site, "--format", "text")[1] == out, "text: the same by name")
several = folder({"site.yaml": SITE, "b.yaml": "event: b\nxx: 1\nevent: c\n", "a.yaml": "- a\n"})
places = re.findall(r"^([\w.]+):(\d+):", check(several)[1], re.M)
ok(places == sorted(places, key=lambda p: (p[0], int(p[1]))) and len({p[0] for p in places}) == 2,
   "text: findings of all files, by file and line", places)
twice = folder({"site.yaml": SITE, "a.yaml": "event: a\n"})
ok(check(twice)[1].count(" | event: a") == 1, "text: the line is shown once for one place",
   check(twice)[1])
many = folder({"site.yaml": SITE, "a.yaml": FORUM, "b.yaml": "event: b\n" +
               "".join("k%d: x\n" % i for i in range(150))})
out = check(many)[1]
ok(out.count("\nb.yaml:") == 100 and re.search(r"^and 5\d more in b\.yaml: mend these first$", out, re.M)
   and "more in a.yaml" not in out and re.search(r"^\d+ errors, .*\(5\d not shown\)$", out, re.M),
   "text: a hundred of a file, and how many more", out[-300:])
odd = folder({"site.yaml": SITE, "a\x1b[31m\nb.yaml": "xx: 1\n", "c.yaml": b"event: \x1b[2J\n"})
out = check(odd)[1]
ok("\x1b" not in out and r"a\x1b[31m\x0ab.yaml:1:1:" in out and r" | event: \x1b[2J" in out,
   "text: what a terminal would obey is made visible", out)
clean = folder({"site.yaml": SITE, "forum.yaml": "event: f\nkind: forum\ntitle: F\ndates: 2031\n"})
ok(check(clean) == (0, "", ""), "text: nothing is said of nothing", check(clean))

# ---- on a terminal ----

out = on_terminal(site, 60, NO_COLOR="1")
ok(max(map(len, out.split("\n"))) <= 60, "terminal: no line is wider than it", out)
ok("forum.yaml:9:47: error: there is no room 'hal' in this\n    event: did you mean 'hall'?" in out,
   "terminal: further lines of a finding are indented", out)
ok("\x1b" not in out, "terminal: no colour with NO_COLOR", out)
out = on_terminal(site, 60)
ok("\x1b[1;31merror\x1b[0m" in out and "|       \x1b[1;33m^\x1b[0m" in out,
   "terminal: severity and mark have a colour", out)
ok("\x1b" not in on_terminal(site, 60, TERM="dumb"), "terminal: a dumb one has none")
ok(max(map(len, on_terminal(site, 20, NO_COLOR="1").split("\n"))) <= 40,
   "terminal: a narrow one counts as 40 columns")
wide = folder({"site.yaml": SITE, "f.yaml": "event: f\n" + "x" * 300 + ": " + "y" * 3000 + "\n"})
ok(max(map(len, on_terminal(wide, 80, NO_COLOR="1").split("\n"))) <= 110,
   "terminal: a long line is cut", on_terminal(wide, 80, NO_COLOR="1"))
ok("no findings: events 1" in on_terminal(clean, 80), "terminal: someone waits for a word")
ok("no findings" not in on_terminal(clean, 80, "--format", "json"), "terminal: but not in JSON")

# ---- JSON ----

FIELDS = {"file": str, "line": int, "column": int, "endColumn": int, "severity": str, "rule": str,
          "message": str, "todo": (str, type(None)), "help": str}
code, out, err = check(site, "--format", "json")
got = json.loads(out)
ok(code == 1 and err == "", "JSON: the same exit", code, err)
ok(list(got) == ["findings", "errors", "warnings", "notes", "dropped"], "JSON: one object", out)
ok((got["errors"], got["warnings"], got["notes"], got["dropped"]) == (2, 2, 0, 0), "JSON: counts")
ok(all(list(f) == list(FIELDS) and all(isinstance(f[k], t) for k, t in FIELDS.items())
       for f in got["findings"]), "JSON: each finding has its fields, in order", got["findings"])
ok(got["findings"][1] == {
    "file": "forum.yaml", "line": 9, "column": 47, "endColumn": 50, "severity": "error",
    "rule": "unknown-room", "message": "there is no room 'hal' in this event",
    "todo": "did you mean 'hall'?", "help": "rooms are those of the event"},
   "JSON: a finding", got["findings"][1])
d, name = os.path.split(site)
r = subprocess.run([PLENARY, "check", "--format=json", name], cwd=d, capture_output=True, env=ENV)
ok(json.loads(r.stdout)["findings"][0]["file"] == name + "/forum.yaml",
   "JSON: files are named from where one is", r.stdout[:200])
got = json.loads(check(odd, "--format", "json")[1])
ok("a\x1b[31m\nb.yaml" in [f["file"] for f in got["findings"]], "JSON: odd names of files stay",
   [f["file"] for f in got["findings"]])
got = json.loads(check(folder({"a.yaml": "event: a\n"}), "--format", "json")[1])
whole = [f for f in got["findings"] if f["rule"] == "site-missing"]
ok(len(whole) == 1 and whole[0]["line"] is None and whole[0]["endColumn"] is None,
   "JSON: a file as a whole has no line", whole)
got = json.loads(check(clean, "--format", "json")[1])
ok(got == {"findings": [], "errors": 0, "warnings": 0, "notes": 0, "dropped": 0},
   "JSON: nothing found is an object, too", got)
got = json.loads(check(many, "--format", "json")[1])
ok(got["dropped"] > 50 and len([f for f in got["findings"] if f["file"] == "b.yaml"]) == 100,
   "JSON: what is not there is counted")

# ---- GitHub ----

code, out, err = check(site, "--format", "github")
ok(code == 1 and out.split("\n")[1] ==
   "::error file=forum.yaml,line=9,col=47,endColumn=50,title=unknown-room::"
   "there is no room 'hal' in this event: did you mean 'hall'?", "GitHub: an error", out)
ok("\n::warning file=forum.yaml,line=10,col=7," in out, "GitHub: a warning", out)
note = folder({"site.yaml": SITE + "rules: {no-dates: note}\n",
               "a.yaml": "event: a\nkind: forum\ntitle: A\n"})
ok(check(note, "--format", "github")[1].startswith("::notice file=a.yaml,"), "GitHub: a note",
   check(note, "--format", "github")[1])
tricky = folder({"site.yaml": SITE, "50%,a:b\n::x.yaml": "event: \"50%, c:\"\n"})
out = check(tricky, "--format", "github")[1]
ok("file=50%25%2Ca%3Ab%0A%3A%3Ax.yaml,line=1," in out and "::'50%25, c:' " in out,
   "GitHub: what has a meaning in a command is escaped", out)
ok(all(s == "" or s.startswith("::") or re.match(r"\d+ error", s) for s in out.split("\n")),
   "GitHub: a command is a line", out)
r = subprocess.run([PLENARY, "publish", "--state", site + "/.state", "--out", site + "/.out",
                    "--format", "github"], cwd=site, capture_output=True, env=ENV)
ok(r.returncode == 1 and b"\n::error file=forum.yaml,line=9," in r.stdout,
   "GitHub: publish tells so, too", r)
ok(check(site, "--format", "xml")[0] == 64, "no other form")

for d in (site, several, twice, many, odd, clean, wide, note, tricky):
    subprocess.run(["rm", "-rf", d], check=False)
done()
