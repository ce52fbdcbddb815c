#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""The sandbox, from within: what a program in it can and cannot do; and a capsule that serves in it,
through all that happens to one."""

import atexit
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lib"))
sys.dont_write_bytecode = True
import tls
from tap import done, ok, skip, skip_all

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
BUILD = os.environ.get("BUILD", os.path.join(ROOT, "build/dev"))
PLENARY = os.environ.get("PLENARY", os.path.join(BUILD, "plenary"))
CONFINED = os.path.join(BUILD, "server/confined")
SYS, ABRT = -signal.SIGSYS, -signal.SIGABRT


class Box:
    """A state folder, a folder that may be read, and one that is neither."""

    def __init__(self, folder):
        for name in ("state", "read", "other"):
            os.mkdir(os.path.join(folder, name))
            with open(os.path.join(folder, name, "file"), "w") as f:
                f.write("x\n")
        os.symlink("../other/file", os.path.join(folder, "read/link"))
        self.folder = folder

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, mode, what, given="", **env):
        """How the sandbox is; what came out; the exit status."""
        p = subprocess.run([CONFINED, mode, self.path("state"), self.path("read"), what, given],
                           env=dict(os.environ, **env), capture_output=True, text=True, timeout=60)
        lines = p.stdout.splitlines() + ["", ""]
        return lines[0], lines[1], p.returncode, p.stderr


def listener(family, address):
    s = socket.socket(family)
    s.bind(address)
    s.listen()
    return s


def test_confined(box, abi):
    path = box.path
    tcp = listener(socket.AF_INET, ("127.0.0.1", 0))
    port = str(tcp.getsockname()[1])
    abstract = "plenary-test-%d" % os.getpid()
    listening = listener(socket.AF_UNIX, "\0" + abstract)
    cases = (
        # what is tried, with what; the version of Landlock that it wants; what comes out; how it ends
        ("read", path("state/file"), 1, "done", 0),
        ("write", path("state/new"), 1, "done", 0),
        ("make-and-remove", path("state/temporary"), 1, "done", 0),
        ("read", path("read/file"), 1, "done", 0),
        ("list", path("read"), 1, "done", 0),
        ("write", path("read/file"), 1, "EACCES", 0),
        ("write", path("read/new"), 1, "EACCES", 0),
        ("read", path("read/link"), 1, "EACCES", 0),
        ("read", path("other/file"), 1, "EACCES", 0),
        ("list", path("other"), 1, "EACCES", 0),
        ("write", path("other/new"), 1, "EACCES", 0),
        ("read", "/etc/passwd", 1, "EACCES", 0),
        ("read", "/proc/self/environ", 1, "EACCES", 0),
        ("read", "/dev/null", 1, "EACCES", 0),
        ("thread", "/etc/passwd", 1, "EACCES", 0),
        ("thread", path("state/file"), 0, "done", 0),
        ("connect", port, 4, "EACCES", 0),
        ("bind", "0", 4, "EACCES", 0),
        ("abstract", abstract, 6, "EPERM", 0),
        ("exec", "/bin/true", 0, "", SYS),
        ("fork", "", 0, "", SYS),
        ("socket", "", 0, "", SYS),
        ("ptrace", str(os.getpid()), 0, "", SYS),
        ("kill", str(os.getpid()), 0, "", SYS),
        ("mmap-code", "", 0, "", SYS),
        ("mprotect-code", "", 0, "", SYS),
        ("limit", "", 0, "", SYS),
        ("chmod", path("state/file"), 0, "", SYS),
        ("abort", "", 0, "", ABRT),
        ("overflow", "a text that is too long", 0, "", ABRT),
        ("no-memory", "", 0, "done", 0),
        ("sort", "", 0, "done", 0),
    )
    for what, given, wants, out, status in cases:
        name = "%s %s: %s" % (what, given.replace(box.folder, ""), out or signal.Signals(-status).name)
        if abi < wants:
            skip(name, "Landlock here is ABI %d, and this wants %d" % (abi, wants))
            continue
        got = box.run("auto", what, given)
        ok(got[1:3] == (out, status), name, got)
    tcp.close()
    listening.close()


def test_modes(box):
    said, out, status, err = box.run("off", "read", "/etc/passwd")
    ok((said, out, status) == ("off", "done", 0), "off: nothing is given up", said, out, err)
    said, out, status, err = box.run("require", "read", box.path("state/file"))
    if status == 0:
        ok(re.match(r"no new privileges, Landlock ABI \d+, seccomp \(\d+ calls\)$", said),
           "required: all of it is there", said)
    else:
        ok("--sandbox=auto" in err, "required, and not there: it does not start, and says why", err)
    read = ("read", box.path("other/file"))
    said, out, status, err = box.run("auto", *read, LACKS="landlock_create_ruleset")
    ok(re.match(r"no new privileges, seccomp \(\d+ calls\); no Landlock in this kernel$", said) and
       out == "done", "a kernel without Landlock: there is the rest, and it is told", said, out, err)
    said, out, status, err = box.run("require", *read, LACKS="landlock_create_ruleset")
    ok(status == 1 and "no Landlock in this kernel" in err, "required, it does not start", said, err)
    said, out, status, err = box.run("auto", *read, LACKS="seccomp")
    ok("no seccomp (" in said and status == 0, "nor without seccomp", said, out, status, err)
    ok(box.run("require", *read, LACKS="seccomp")[2] == 1, "required, it does not start")


class Capsule:
    """`plenary serve`, sandboxed, over the example site."""

    def __init__(self, folder, *how, user=None):
        self.folder, self.how, self.user = folder, how, user
        self.state = os.path.join(folder, "state")

    def command(self, *args):
        as_user = []
        if self.user:
            as_user = ["setpriv", "--reuid", self.user, "--regid", self.user, "--clear-groups"]
        return as_user + [PLENARY, "--state", self.state, *args]

    def publish(self, site):
        p = subprocess.run(self.command("publish", "--out", os.path.join(self.folder, "out"), site),
                           capture_output=True, text=True)
        return p.returncode

    def __enter__(self):
        self.process = subprocess.Popen(
            self.command("serve", "--listen", "127.0.0.1:0", "--host", "localhost", *self.how),
            stderr=subprocess.PIPE, text=True)
        atexit.register(self.process.kill)
        self.log, self.port = "", None
        for line in self.process.stderr:
            self.log += line
            if found := re.search(r"listening on .*:(\d+)$", line):
                self.port = int(found[1])
            if "sandbox:" in line:
                break
        return self

    def ask(self, path="/"):
        with socket.create_connection(("127.0.0.1", self.port), 10) as raw:
            with tls.wrap(raw, "localhost") as sock:
                sock.sendall(("gemini://localhost%s\r\n" % path).encode())
                return tls.read(sock)

    def ask_slowly(self, path):
        """By a client who reads nothing until the server begins to wonder, after 2 s."""
        with socket.socket() as raw:
            raw.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            raw.connect(("127.0.0.1", self.port))
            with tls.wrap(raw, "localhost") as sock:
                sock.sendall(("gemini://localhost%s\r\n" % path).encode())
                time.sleep(3)
                return tls.read(sock)

    def facts(self):
        with open("/proc/%d/status" % self.process.pid) as f:
            return dict(line.rstrip("\n").split(":\t", 1) for line in f if ":\t" in line)

    def __exit__(self, *_):
        self.process.terminate()
        self.log += self.process.stderr.read()
        self.status = self.process.wait(20)


def test_capsule(folder, name, how, user=None):
    site = os.path.join(folder, "site")
    shutil.copytree(os.path.join(ROOT, "data/fictional"), site)
    if user:
        for path, _, _ in os.walk(folder):
            shutil.chown(path, int(user), int(user))
    capsule = Capsule(folder, *how, user=user)
    ok(capsule.publish(site) == 0, "%s: published" % name)
    with capsule as c:
        ok(c.ask().startswith(b"20 "), "%s: it answers" % name, c.log)
        ok(c.ask("/all.ics").startswith(b"20 text/calendar"), "%s: with calendars" % name)
        ok(c.ask_slowly("/all.ics").endswith(b"END:VCALENDAR\r\n"), "%s: for who reads slowly" % name)
        facts = c.facts()
        if "Seccomp" in facts and "sandbox: off" not in c.log:
            ok(facts["NoNewPrivs"] == "1" and facts["Seccomp"] == "2", "%s: it is confined" % name,
               facts)
            limits = open("/proc/%d/limits" % c.process.pid).read()
            ok(re.search(r"Max core file size +0 +0 ", limits), "%s: without memory dumps" % name)
        event = os.path.join(site, "call-posters-2031.yaml")
        text = open(event).read()
        with open(event, "w") as f:
            f.write(re.sub(r"(?m)^title: .*$", "title: Another title", text, count=1))
        ok(c.publish(site) == 0, "%s: published again" % name)
        for line in c.process.stderr:
            c.log += line
            if "revision 2" in line:
                break
        ok("revision 2" in c.log, "%s: the new revision is served" % name, c.log)
        ok(b"Another title" in c.ask("/call-posters-2031/"), "%s: it has what is new" % name,
           c.ask("/call-posters-2031/"))
    ok(c.status == 0, "%s: it ends as it should" % name, c.status, c.log)


if os.path.basename(BUILD.rstrip("/")) in ("asan", "cov"):
    skip_all("a build that looks at itself is not confined")
os.environ["LC_ALL"] = "C"
with tempfile.TemporaryDirectory() as folder:
    os.chmod(folder, 0o755)
    box = Box(os.path.join(folder))
    said = box.run("auto", "sort")[0]
    print("# " + said)
    found = re.search(r"Landlock ABI (\d+)", said)
    test_modes(box)
    test_confined(box, int(found[1]) if found else 0)
    for name, how, user in (("auto", (), None), ("off", ("--sandbox=off",), None),
                            ("required", ("--sandbox", "require"), None),
                            ("as nobody", ("--sandbox=auto",), "65534")):
        if "require" in how and not found:
            skip(name, "this kernel has no Landlock")
        elif user and (os.getuid() != 0 or shutil.which("setpriv") is None):
            skip(name, "this is not root")
        else:
            place = os.path.join(folder, name.replace(" ", "-"))
            os.mkdir(place)
            test_capsule(place, name, how, user)
done()
