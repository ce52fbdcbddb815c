# SPDX-License-Identifier: ISC
"""A published site of one page, a `plenary serve` of it, and clients who go on asking."""

import atexit
import json
import os
import re
import signal
import socket
import subprocess
import threading
import time

import tls

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), "../.."))
PLENARY = os.environ.get("PLENARY", os.path.join(ROOT, "build/dev/plenary"))
HOST = "example.org"
PAGE = "/meeting/day/2031-05-14"
SITE = """title: Example Network
host: example.org
languages: [en]
timezone: Europe/Berlin
"""
SESSIONS = 60


def agenda(edition):
    """An agenda in which every session says of which edition it is."""
    lines = ["event: meeting", "kind: conference", "title: Meeting", "dates: 2031-05-14", "agenda:", "  2031-05-14:"]
    lines += ["    - {at: '%02d:%02d', for: 10m, id: s%d, title: 'Edition %d, part %d'}"
              % (8 + i // 6, i % 6 * 10, i, edition, i) for i in range(SESSIONS)]
    return "\n".join(lines) + "\n"


class Published:
    """A folder with a site, published as its first edition."""

    def __init__(self, folder):
        self.folder = folder
        self.site = os.path.join(folder, "site")
        self.state = os.path.join(folder, "state")
        self.env = dict(os.environ, PLENARY_STATE=self.state, PLENARY_NOW="2031-05-01T12:00:00Z",
                        PLENARY_OUT=os.path.join(folder, "out"))
        os.mkdir(self.site)
        self.write("site.yaml", SITE)
        self.publish(1)

    def write(self, name, text):
        with open(os.path.join(self.site, name), "w") as f:
            f.write(text)

    def run(self, *arguments, **env):
        done = subprocess.run([PLENARY, *arguments], env=dict(self.env, **env), capture_output=True, text=True,
                              timeout=60)
        return done.returncode, done.stdout + done.stderr

    def publish(self, edition):
        self.write("meeting.yaml", agenda(edition))
        code, said = self.run("publish", self.site)
        assert code == 0, said

    def status(self):
        """What the server tells of itself; {} if none runs."""
        code, said = self.run("status", "--format", "json")
        return json.loads(said) if code == 0 else {}


class Server:
    """A `plenary serve`, started; its lines come together in `log`."""

    def __init__(self, site, *options, command=(), preexec=None, pass_fds=(), env=None, stderr=None):
        listen = () if "--listen" in options or command or "--replace" in options else ("--listen", "127.0.0.1:0")
        self.process = subprocess.Popen([*command, PLENARY, "serve", *listen, *options], env=env or site.env,
                                        stderr=stderr or subprocess.PIPE, text=True, preexec_fn=preexec,
                                        pass_fds=pass_fds)
        atexit.register(self.process.kill)
        self.site, self.log, self.port = site, [], None
        if stderr:
            return
        for line in self.process.stderr:
            self.log.append(line)
            found = re.search(r"listening on .*:(\d+)$", line)
            if found:
                self.port = int(found[1])
            if line.startswith("plenary: sandbox"):
                break
        threading.Thread(target=lambda: self.log.extend(self.process.stderr), daemon=True).start()

    def said(self):
        return "".join(self.log)

    def stop(self, number=signal.SIGTERM):
        self.process.send_signal(number)
        return self.process.wait(30)


def ask(port, path=PAGE, ctx=None, session=None, raw=None):
    """Status, META and body of an answer that was ended by close_notify, and the TLS session."""
    with raw or socket.create_connection(("127.0.0.1", port), 20) as plain:
        plain.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with tls.wrap(plain, HOST, ctx, session) as sock:
            sock.sendall(("gemini://%s%s\r\n" % (HOST, path)).encode())
            answer = tls.read(sock)
            session = sock.session
    head, _, body = answer.partition(b"\r\n")
    return int(head[:2]), head[3:].decode(), body.decode(), session


def edition_of(answer):
    """The one edition that a page is of; None if it is not whole, or of several."""
    found = re.findall(r"Edition (\d+), part", answer[2])
    if answer[0] != 20 or len(found) != SESSIONS or len(set(found)) != 1:
        return None
    return int(found[0])


class Load:
    """Clients who ask for the page, one request after the other, until the end of a `with`."""

    def __init__(self, port, clients=2):
        self.port, self.wrong, self.asked, self.seen = port, [], 0, set()
        self.stopping = threading.Event()
        self.threads = [threading.Thread(target=self.go_on) for _ in range(clients)]

    def go_on(self):
        ctx, session = tls.context(), None
        while not self.stopping.is_set():
            try:
                answer = ask(self.port, ctx=ctx, session=session)
                session = answer[3]
                edition = edition_of(answer)
                self.seen.add(edition)
                if edition is None:
                    self.wrong.append(answer[:2])
            except (OSError, ValueError) as e:
                self.wrong.append(repr(e))
                time.sleep(0.05)
            self.asked += 1

    def __enter__(self):
        for thread in self.threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self.stopping.set()
        for thread in self.threads:
            thread.join()


def until(holds, seconds=15):
    """Whether it holds within the time."""
    began = time.monotonic()
    while time.monotonic() - began < seconds:
        if holds():
            return True
        time.sleep(0.02)
    return False
