#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Nettle under mbed TLS (make EC=nettle): full handshakes with another library, which checks each
signature. $EC_HANDSHAKES: how many, 300 if not said."""

import os
import re
import socket
import ssl
import subprocess
import sys
import tempfile

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lib"))
sys.dont_write_bytecode = True
import tls
from tap import done, ok, skip_all

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
PLENARY = os.environ.get("PLENARY", os.path.join(ROOT, "build/dev-nettle/plenary"))
HANDSHAKES = int(os.environ.get("EC_HANDSHAKES", "300"))


class Serving:
    def __init__(self, state, *how):
        self.process = subprocess.Popen([PLENARY, "--state", state, "serve", "--listen", "127.0.0.1:0",
                                         "--host", "localhost", *how],
                                        stderr=subprocess.PIPE, text=True)
        self.log, self.port = "", None
        for line in self.process.stderr:
            self.log += line
            if found := re.search(r"listening on .*:(\d+)$", line):
                self.port = int(found[1])
            if "sandbox:" in line:
                break

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.stderr.close()
        self.process.wait(20)

    def ask(self, ctx):
        with socket.create_connection(("127.0.0.1", self.port), 10) as raw:
            with ctx.wrap_socket(raw, server_hostname="localhost") as sock:
                sock.sendall(b"gemini://localhost/\r\n")
                return tls.read(sock).startswith(b"20 "), sock.version()


def checking(state, curve=None, high=None):
    """A client that knows the certificate, with one curve alone if it is named."""
    ctx = ssl.create_default_context(cafile=os.path.join(state, "capsule.crt"))
    if curve:
        ctx.set_ecdh_curve(curve)
    if high:
        ctx.maximum_version = high
    return ctx


if "ettle" not in subprocess.run([PLENARY, "--version"], capture_output=True, text=True).stdout:
    skip_all("built without Nettle: make EC=nettle")
with tempfile.TemporaryDirectory() as folder:
    state = os.path.join(folder, "state")
    subprocess.run([PLENARY, "--state", state, "publish", "--out", os.path.join(folder, "out"),
                    os.path.join(ROOT, "data/fictional")], check=True, capture_output=True)
    with Serving(state) as s:
        ok(re.search(r"elliptic curves: Nettle \d", s.log), "it is in use, and the start says so", s.log)
        clients = [checking(state, curve, high) for curve in (None, "prime256v1")  # X25519 where it can
                   for high in (None, ssl.TLSVersion.TLSv1_2)]
        good, versions = 0, set()
        for i in range(HANDSHAKES):
            try:
                answered, version = s.ask(clients[i % len(clients)])
            except OSError as e:
                ok(False, "handshake %d" % i, e)
                break
            good += answered
            versions.add(version)
        ok(good == HANDSHAKES, "%d full handshakes (%s)" % (HANDSHAKES, ", ".join(sorted(versions))), good)
    with Serving(state, "--ec=library") as s:
        ok(re.search(r"elliptic curves: [Mm]bed TLS [0-9.]+$", s.log, re.M), "it can be left out", s.log)
        ok(s.ask(clients[0])[0], "and the same is served")
done()
