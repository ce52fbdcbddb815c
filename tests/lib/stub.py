# SPDX-License-Identifier: ISC
"""A Gemini server to be tested, tests/server/stub.c, and clients that speak to it.

It is built at $BUILD/server/stub."""

import atexit
import os
import re
import resource
import socket
import ssl
import subprocess
import tempfile
import time

from tls import context, read, wrap

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD = os.environ.get("BUILD") or os.path.join(HERE, "../../build/dev")
STUB = os.path.join(BUILD, "server/stub")
SLOW = float(os.environ.get("SLOW", "1"))  # stretches what is waited for (valgrind, sanitizers)
HELLO = b"20 text/gemini\r\nhello\n"


class Server:
    """A stub of its own, with the options given; stopped at the end of a `with`."""

    def __init__(self, *options, state=None, fds=None, log=None):
        self.folder = tempfile.TemporaryDirectory()
        self.state = state or self.folder.name
        self.log = log or tempfile.TemporaryFile()
        limit = None
        if fds:
            limit = lambda: resource.setrlimit(resource.RLIMIT_NOFILE, (fds, fds))
        self.process = subprocess.Popen([STUB, self.state, *options], stdout=subprocess.PIPE,
                                        stderr=self.log, preexec_fn=limit)
        atexit.register(self.process.kill)
        self.ports = []
        for line in self.process.stdout:
            if line == b"ready\n":
                break
            self.ports.append(int(line.split()[-1]))
        self.port = self.ports[0] if self.ports else None

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.terminate()
        self.status = self.process.wait(20)
        self.process.stdout.close()
        self.folder.cleanup()

    def lines(self):
        self.log.seek(0)
        return self.log.read().decode().splitlines()

    def connect(self, address="127.0.0.1", rcvbuf=None, port=None):
        sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
        if rcvbuf:
            sock.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, rcvbuf)
        sock.settimeout(10 * SLOW)
        sock.connect((address, port or self.port))
        return sock

    def tls(self, ctx=None, session=None, name="example.org", **how):
        return wrap(self.connect(**how), name, ctx, session)

    def ask(self, line=b"gemini://example.org/\r\n", **how):
        with self.tls(**how) as sock:
            sock.sendall(line)
            return read(sock)

    def serves(self):
        try:
            return self.ask() == HELLO
        except OSError:
            return False


def is_closed(sock, within=5):
    """Whether the server ends the connection in time, with whatever last words."""
    sock.settimeout(within * SLOW)
    try:
        while sock.recv(4096):
            pass
        return True
    except (socket.timeout, BlockingIOError):
        return False
    except OSError:
        return True


def took(start):
    return time.monotonic() - start


def client_hello(ctx=None):
    bio = ssl.MemoryBIO()
    conn = (ctx or context()).wrap_bio(ssl.MemoryBIO(), bio, server_hostname="example.org")
    try:
        conn.do_handshake()
    except ssl.SSLWantReadError:
        pass
    return bio.read()


def memory(server):
    """KiB of the process that are its own."""
    with open("/proc/%d/status" % server.process.pid) as f:
        return int(re.search(r"^RssAnon:\s+(\d+)", f.read(), re.M)[1])
