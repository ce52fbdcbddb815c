#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Hostile folders: `check` tells of each by the rule that it breaks, in little memory and time."""

import os
import re
import resource
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lib"))
sys.dont_write_bytecode = True
from tap import done, ok

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
PLENARY = os.environ.get("PLENARY", ROOT + "/build/dev/plenary")
ASAN = b"__asan_init" in open(PLENARY, "rb").read()
KB, MB = 1024, 1024 * 1024
RSS_MAX = 64 * MB
CPU_MAX = 20 * (10 if ASAN else 1)  # seconds: a guard against what never ends

SITE = "title: Example\nhost: agenda.example.org\nlanguages: [en]\ntimezone: Europe/Berlin\n"
HEAD = "event: e%s\nkind: forum\ntitle: E\ndates: 2031-05-05\n"


def watch(d):
    """Runs `check` from a process that is small itself: a child's peak begins with its parent's."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_MAX, CPU_MAX))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    r = subprocess.run([PLENARY, "check", d], stdout=sys.stdout.buffer, stderr=subprocess.STDOUT,
                       env={"PATH": os.environ["PATH"], "HOME": "/nonexistent",
                            "PLENARY_NOW": "2031-05-01T12:00:00Z"}, check=False)
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    print("\n%d %d %.2f" % (r.returncode, usage.ru_maxrss, usage.ru_utime))


if sys.argv[1:2] == ["--watch"]:
    watch(sys.argv[2])
    sys.exit(0)


def event(agenda="", head="", n=""):
    return HEAD % n + head + ("agenda:\n  2031-05-05:\n" + agenda if agenda else "")


def fill(line, size=MB, head=""):
    """Lines up to a size; a %d in the line counts them."""
    out, n = [head], len(head)
    i = 0
    while True:
        s = line % i if "%d" in line else line
        if n + len(s) > size:
            return "".join(out)
        out.append(s)
        n += len(s)
        i += 1


def session(i, more=""):
    return "    - {at: 09:00, for: 1h, title: S%d%s}\n" % (i, more)


CASES = [
    # name, rules that must be told, files
    ("a megabyte of [", ["too-deep"], {"a.yaml": "[" * MB}),
    ("a megabyte of {", ["too-deep"], {"a.yaml": "{" * MB}),
    ("a megabyte of '- '", ["too-deep"], {"a.yaml": "- " * (MB // 2)}),
    ("a megabyte of '? '", ["too-deep"], {"a.yaml": "? " * (MB // 2)}),
    ("maps within maps", ["too-deep"],
     {"a.yaml": "".join("  " * i + "a:\n" for i in range(500))}),
    ("sub-lists within sub-lists", ["too-deep"], {"a.yaml": event("    - " + "- " * 500 + "x\n")}),
    ("groups within groups", ["too-deep"],
     {"a.yaml": event("".join("    " + "  " * i + "- parallel:\n" for i in range(500)))}),
    ("a bomb of aliases", ["yaml-feature"],
     {"a.yaml": "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
         "%s: &%s [%s]\n" % (b, b, ",".join(["*" + a] * 9)) for a, b in zip("abcdefgh", "bcdefghi"))}),
    ("a megabyte of aliases", ["yaml-feature"], {"a.yaml": fill("- *a\n")}),
    ("a megabyte of anchors", ["yaml-feature"], {"a.yaml": fill("- &a%d x\n")}),
    ("a megabyte of tags", ["yaml-feature"], {"a.yaml": fill("- !t%d x\n")}),
    ("a megabyte of %TAG", ["yaml-feature"], {"a.yaml": fill("%%TAG !t%d! tag:x,2000:%d\n".replace(
        "%d\n", "x\n"))}),
    ("a megabyte of documents", ["yaml-feature"], {"a.yaml": fill("---\nx\n")}),
    ("more texts than may be", ["too-many"], {"a.yaml": "a: [" + ("[" + "x," * 9000 + "],") * 24 + "]\n"}),
    ("a list that is too long", ["too-many"], {"a.yaml": fill("- x\n")}),
    ("a map that is too long", ["too-many"], {"a.yaml": fill("k%d: x\n")}),
    ("a text of 64 KiB and a byte", ["text-too-long"],
     {"a.yaml": event(head="abstract: |\n  " + "x" * (64 * KB + 1) + "\n")}),
    ("a text of a megabyte in quotes", ["text-too-long"],
     {"a.yaml": event(head='abstract: "' + "x" * (MB - 200) + '"\n')}),
    ("quotes that are never closed", ["yaml-syntax"],
     {"a.yaml": event(head='abstract: "' + "x\n " * 300000)}),
    ("a key of a megabyte", ["yaml-syntax"], {"a.yaml": "k" * (MB - 10) + ": x\n"}),
    ("a key of a megabyte, said to be one", ["text-too-long"],
     {"a.yaml": "? " + "k" * (60 * KB) + "\n: x\n"}),
    ("keys of a thousand bytes", ["unknown-key"], {"a.yaml": fill("k" * 900 + "%d: x\n")}),
    ("one key many times", ["duplicate-key"], {"a.yaml": event(head="title: x\n" * 9000)}),
    ("thousands of ids, all different", [],
     {"a.yaml": event(head="rooms:\n" + "".join("  r%d: R\n" % i for i in range(9999)))}),
    ("keys that are much alike", ["unknown-key"],
     {"a.yaml": "".join("%s: x\n" % (c * n) for c in "abcdefghijklmnopqrstuvwxyz"
                        for n in range(1, 200))}),
    ("NUL by escape", ["control-character"], {"a.yaml": event(head='abstract: "\\0"\n')}),
    ("a megabyte of NUL", ["control-character"], {"a.yaml": b"\0" * MB}),
    ("an escape sequence", ["control-character"], {"a.yaml": "event: \x1b[31m\n"}),
    ("NEL, LS and PS", ["control-character"],
     {"a.yaml": "event: a\u0085b\u2028c\u2029d\n"}),
    ("UTF-16, little end first", ["not-utf8"], {"a.yaml": event().encode("utf-16")}),
    ("UTF-16, big end first", ["not-utf8"], {"a.yaml": b"\xfe\xff" + event().encode("utf-16-be")}),
    ("bad UTF-8", ["not-utf8"], {"a.yaml": b"event: \xff\xc0\x80\xed\xa0\x80\n"}),
    ("a megabyte of bad UTF-8", ["not-utf8"], {"a.yaml": b"\xff" * MB}),
    ("a byte more than a megabyte", ["file-too-large"], {"a.yaml": "#" * MB + "\n"}),
    ("a megabyte on one line", ["too-many"], {"a.yaml": "{" + fill("a%d: b, ", MB - 100) + "}\n"}),
    ("thousands of findings", ["unknown-room"],
     {"a.yaml": event("".join(session(i, ", room: x%d, track: y, people: [z]" % i)
                              for i in range(9999)))}),
    ("thousands of sessions in one room at once", ["room-clash"],
     {"a.yaml": event("".join(session(i, ", room: h") for i in range(9999)), "rooms: {h: H}\n")}),
    ("the same, each allowed", [],
     {"a.yaml": event("".join(session(i, ", room: h, allow: [room-clash]") for i in range(9999)),
                      "rooms: {h: H}\n")}),
    ("one person in thousands of sessions at once", ["person-clash"],
     {"a.yaml": event("".join(session(i, ", people: [p]") for i in range(9999)),
                      "people: {p: {name: P}}\n")}),
    ("ten thousand people in a session each", [],
     {"a.yaml": event("".join("    - {title: S%d, people: [p%d]}\n" % (i, i) for i in range(9999))),
      "site.yaml": SITE + "people:\n" + "".join("  p%d: {name: P %d}\n" % (i, i)
                                                for i in range(9999))}),
    ("ten thousand sessions of one title", ["numbered-id"],
     {"a.yaml": event("".join("    - {title: Same}\n" for i in range(9999)))}),
    ("a title of many words, ten thousand times misspelt", ["unknown-room"],
     {"a.yaml": event("".join("    - {title: S%d, room: %s%d}\n" % (i, "hall" * 15, i)
                              for i in range(9999)),
                      "rooms:\n" + "".join("  %s-%d: R\n" % ("hall" * 14, i) for i in range(999)))}),
    ("rules that are none, by thousands", ["unknown-rule"],
     {"a.yaml": event(head="allow:\n" + "".join("  - r%d\n" % i for i in range(9999)))}),
    ("thousands of sessions that repeat, as often as may be", ["too-many"],
     {"a.yaml": event("".join(session(i, ", repeat: FREQ=DAILY;COUNT=500") for i in range(9999)))}),
    ("thousands of different rules", ["too-many"],
     {"a.yaml": event("".join(session(i, ", repeat: FREQ=DAILY;INTERVAL=%d;COUNT=2" % (i + 1))
                              for i in range(9999)))}),
    ("rules that give no date, by thousands", ["bad-repeat", "too-many"],
     {"a.yaml": event("".join(session(
         i, ", repeat: FREQ=DAILY;INTERVAL=%d;BYMONTH=2;BYMONTHDAY=30;COUNT=2" % (i + 1))
                              for i in range(7000)))}),
    ("rules that have no end, or one beyond all", ["bad-repeat", "too-many"],
     {"a.yaml": event(session(1, ", repeat: FREQ=DAILY") + session(
         2, ", repeat: FREQ=DAILY;COUNT=1000000") + session(
             3, ", repeat: FREQ=YEARLY;UNTIL=99991231") + session(
                 4, ", repeat: FREQ=SECONDLY;COUNT=2"))}),
    ("exceptions by thousands", ["repeat-date"],
     {"a.yaml": event("".join(session(i, ", repeat: {rule: FREQ=DAILY;COUNT=500, except: [%s]}"
                                      % ",".join(["2099-01-01"] * 900)) for i in range(90)))}),
    ("files that are none", ["file-unreadable"], {"a.yaml": None}),
    ("two thousand and one files", ["too-many"],
     {"f%04d.yaml" % i: event(n=str(i)) for i in range(2001)}),
    ("a thousand files with a thousand findings each", ["unknown-key"],
     lambda: {"f%04d.yaml" % i: event(n=str(i)) + "".join("k%d: x\n" % j for j in range(1000))
              for i in range(1000)}),
    ("a megabyte in each of thirty files", ["too-many"],
     lambda: {"f%02d.yaml" % i: fill("# x\n", MB) for i in range(30)}),
    ("nothing but structure, as much as may be, in thirty files", ["too-many"],
     lambda: {"f%02d.yaml" % i: event("".join("    - {title: a%d, links: {a: 'https://example.org/'}, "
                                      "people: [], rooms: [], tracks: []}\n" % j
                                      for j in range(9999)), n=str(i)) for i in range(30)}),
    ("the shortest sessions, as many as may be, in ten files", ["too-many"],
     lambda: {"f%02d.yaml" % i: event(n=str(i)) + "agenda:\n" + "".join(
         "  2031-05-%02d:\n" % d + "    - {title: a}\n" * 9990 for d in range(1, 6))
              for i in range(10)}),
    ("nothing but empty lists in thirty files", ["too-many"],
     lambda: {"f%02d.yaml" % i: "[" + ("[" + "[]," * 9900 + "],") * 9 + "]\n" for i in range(30)}),
]


def run(d):
    """Exit status, output, KB of memory at the most, seconds."""
    r = subprocess.run([sys.executable, os.path.abspath(__file__), "--watch", d],
                       capture_output=True, check=False)
    out, last = r.stdout.decode().rstrip("\n").rsplit("\n", 1)
    code, rss, cpu = last.split()
    return int(code), out + r.stderr.decode(), int(rss), float(cpu)


for name, rules, files in CASES:
    with tempfile.TemporaryDirectory(prefix="plenary.") as d:
        for f, text in {"site.yaml": SITE, **(files() if callable(files) else files)}.items():
            if text is None:
                os.mkfifo(os.path.join(d, f))
                continue
            with open(os.path.join(d, f), "wb") as out:
                out.write(text if isinstance(text, bytes) else text.encode())
        code, out, rss, cpu = run(d)
    told = set(re.findall(r"\[([a-z0-9-]+)\]$", out, re.M))
    error = re.search(r"^\d+ errors?", out, re.M) is not None
    ok(code in (0, 1) and "Sanitizer" not in out, name + ": it ends well", code, out[-600:])
    ok(set(rules) <= told, name + ": it is told by its rule", rules, told, out[:600])
    ok(code == (1 if error else 0) and (error or "plenary:" not in out),
       name + ": an error, and only that, fails", code, out[-300:])
    if not ASAN:
        ok(rss * KB <= RSS_MAX, name + ": at most 64 MB", rss)
    if os.environ.get("VERBOSE"):
        print("# %-60s %6.1f MB %6.2f s %s" % (name, rss / KB, cpu, told))
done()
