#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""The capsule's certificate: its own, the operator's, and what `plenary cert` says of both; and who
may read what is in the state folder."""

import hashlib
import json
import os
import re
import shutil
import socket
import stat
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lib"))
sys.dont_write_bytecode = True
import tls
from tap import done, ok, skip_all

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
PLENARY = os.environ.get("PLENARY", os.path.join(ROOT, "build/dev/plenary"))
P256 = ("ec", "-pkeyopt", "ec_paramgen_curve:P-256")

if shutil.which("openssl") is None:
    skip_all("openssl is missing")


def openssl(*args):
    subprocess.run(("openssl", *args), check=True, capture_output=True)


class Site:
    """The example site, published; in a folder for what the test makes."""

    def __init__(self, folder):
        self.folder = folder
        self.state = self.path("state")
        self.run("publish", "--out", self.path("out"), os.path.join(ROOT, "data/fictional"))

    def path(self, name):
        return os.path.join(self.folder, name)

    def run(self, *args):
        """Exit status, standard output, standard error."""
        p = subprocess.run([PLENARY, "--state", self.state, *args], capture_output=True, text=True,
                           timeout=60)
        return p.returncode, p.stdout, p.stderr

    def serve(self, *args):
        return Serving(self, args)

    def make(self, name, *kind, days=90, subject="/CN=localhost", key=None):
        """NAME.crt and NAME.key, signed by itself."""
        source = ("-key", self.path(key)) if key else ("-newkey", *kind)
        openssl("req", "-x509", *source, "-nodes", "-keyout", self.path(name + ".key"), "-out",
                self.path(name + ".crt"), "-days", str(days), "-subj", subject,
                "-addext", "subjectAltName=DNS:localhost,DNS:example.org")
        return self.path(name + ".crt"), self.path(name + ".key")


class Serving:
    def __init__(self, site, args):
        self.process = subprocess.Popen(
            [PLENARY, "--state", site.state, "serve", "--listen", "127.0.0.1:0", "--host",
             "localhost", *args], stderr=subprocess.PIPE, text=True)
        self.log = ""
        self.port = None
        for line in self.process.stderr:
            self.log += line
            if found := re.search(r"listening on .*:(\d+)$", line):
                self.port = int(found[1])
            if "SHA-256" in line:
                break

    def certificate(self):
        """SHA-256 of what a client is shown."""
        with socket.create_connection(("127.0.0.1", self.port), 10) as raw:
            with tls.wrap(raw, "localhost") as sock:
                return hashlib.sha256(sock.getpeercert(True)).hexdigest()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.log += self.process.stderr.read()
        self.status = self.process.wait(20)


def spki(crt):
    key = subprocess.run(("openssl", "x509", "-in", crt, "-pubkey", "-noout"), check=True,
                         capture_output=True).stdout
    der = subprocess.run(("openssl", "pkey", "-pubin", "-outform", "DER"), input=key, check=True,
                         capture_output=True).stdout
    return hashlib.sha256(der).hexdigest()


def test_own(site):
    code, out, err = site.run("cert")
    ok(code == 1 and out == "" and "plenary serve" in err, "before the first start there is none",
       code, out, err)
    with site.serve() as s:
        shown = s.certificate()
        code, out, err = site.run("cert", "--format", "json")
        told = json.loads(out)
        ok(code == 0 and told["sha256"] == shown, "it is what clients are shown", code, out, err)
        ok(shown in s.log, "and what the start says")
    ok(told["keySha256"] == spki(site.path("state/capsule.crt")), "the key's is that of others")
    ok(told["selfMade"] and told["serves"] and told["selfSigned"], "it is ours")
    ok("localhost" in told["names"], "its names are there", told)
    ok(told["renewed"] < told["until"] and told["from"].startswith("2026-01-01T00:00:00"),
       "so are its dates", told)
    ok(told["bytes"] <= 360, "it is small", told["bytes"])
    before = {n: os.stat(os.path.join(site.state, n)).st_mtime_ns for n in os.listdir(site.state)}
    code, out, err = site.run("cert")
    ok(code == 0 and shown in out and told["keySha256"] in out, "all is there without a server",
       out, err)
    after = {n: os.stat(os.path.join(site.state, n)).st_mtime_ns for n in os.listdir(site.state)}
    ok(before == after, "and nothing is altered")
    with site.serve("--host", "other.example") as s:
        again = json.loads(site.run("cert", "--format", "json")[1])
        ok(again["sha256"] == s.certificate() != shown, "another host, another certificate")
        ok("other.example" in again["names"] and again["keySha256"] == told["keySha256"],
           "with the same key", again)


def test_wrong_usage(site):
    ok(site.run("cert", "--key", "x")[0] == 64, "a key alone is wrong usage")
    ok(site.run("serve", "--key", "x")[0] == 64, "so it is for the server")
    ok(site.run("serve", "--cert", "x")[0] == 64, "and a certificate alone")
    ok(site.run("cert", "--format", "github")[0] == 64, "it is no finding")


def test_operators(site):
    crt, key = site.make("good", *P256)
    os.makedirs(site.path("live"))
    os.symlink("../good.crt", site.path("live/fullchain.pem"))
    os.symlink("../good.key", site.path("live/privkey.pem"))
    live = ("--cert", site.path("live/fullchain.pem"), "--key", site.path("live/privkey.pem"))
    kept = open(site.path("state/capsule.crt")).read()
    with site.serve(*live) as s:
        told = json.loads(site.run("cert", *live, "--format", "json")[1])
        ok(s.certificate() == told["sha256"], "one's own is shown, through symbolic links")
        ok(not told["selfMade"] and told["renewed"] is None, "it is not ours to renew", told)
    ok(open(site.path("state/capsule.crt")).read() == kept, "ours is left as it is")
    ok("the certificate is not for" in s.log, "a host that it lacks is told", s.log)

    openssl("req", "-newkey", *P256, "-nodes", "-keyout", site.path("leaf.key"), "-out",
            site.path("leaf.csr"), "-subj", "/CN=localhost")
    openssl("x509", "-req", "-in", site.path("leaf.csr"), "-CA", crt, "-CAkey", key,
            "-CAcreateserial", "-out", site.path("leaf.crt"), "-days", "9")
    with open(site.path("chain.crt"), "w") as chain:
        chain.write(open(site.path("leaf.crt")).read() + open(crt).read())
    shutil.copy(site.path("chain.crt"), site.path("state/capsule.crt"))
    shutil.copy(site.path("leaf.key"), site.path("state/capsule.key"))
    os.chmod(site.path("state/capsule.key"), 0o600)
    with site.serve() as s:
        told = json.loads(site.run("cert", "--format", "json")[1])
        ok(s.certificate() == told["sha256"], "so is a chain in the state folder")
        ok(not told["selfMade"] and not told["selfSigned"], "which is not ours to renew either")


def test_refused(site):
    cases = (
        ("an RSA key", site.make("rsa", "rsa:2048"), "--key-type ecdsa"),
        ("a key on another curve",
         site.make("p384", "ec", "-pkeyopt", "ec_paramgen_curve:P-384"), "secp256r1"),
        ("a key of another kind", site.make("ed", "ed25519"), "PEM"),
        ("the key of another certificate", (site.path("good.crt"), site.path("leaf.key")),
         "it is not the key of the certificate"),
        ("a certificate for a key", (site.path("good.crt"), site.path("good.crt")), "private key"),
    )
    openssl("pkey", "-in", site.path("good.key"), "-out", site.path("locked.key"), "-aes256",
            "-passout", "pass:example")
    cases += (("a key with a password", (site.path("good.crt"), site.path("locked.key")),
               "password"),)
    for name, (crt, key), why in cases:
        os.chmod(key, 0o600)
        code, _, err = site.run("serve", "--listen", "127.0.0.1:0", "--cert", crt, "--key", key)
        ok(code == 1 and why in err, "%s is refused" % name, code, err)
        ok(site.run("cert", "--cert", crt, "--key", key)[0] == 1, "%s is told before" % name)
    os.chmod(site.path("good.key"), 0o644)
    code, _, err = site.run("serve", "--listen", "127.0.0.1:0", "--cert", site.path("good.crt"),
                            "--key", site.path("good.key"))
    ok(code == 1 and "others may read it" in err, "a key that all can read is refused", err)


def test_dates(site):
    site.make("short", days=3, key="good.key")
    code, out, err = site.run("cert", "--cert", site.path("short.crt"))
    ok(code == 0, "a certificate alone can be looked at", out, err)
    openssl("x509", "-req", "-in", site.path("leaf.csr"), "-CA", site.path("good.crt"), "-CAkey",
            site.path("good.key"), "-out", site.path("late.crt"), "-days", "0")
    time.sleep(1.1)
    code, out, err = site.run("cert", "--cert", site.path("late.crt"))
    ok(code == 1 and "has ended" in err and "SHA-256" in out, "one that has ended fails", out, err)
    with site.serve("--cert", site.path("late.crt"), "--key", site.path("leaf.key")) as s:
        ok(s.certificate(), "it is used all the same")
    ok("the certificate ended on" in s.log, "which is told", s.log)


def test_permissions(site):
    """What others on the machine can read."""
    ok(stat.S_IMODE(os.stat(site.state).st_mode) & 0o077 == 0, "the state folder is the owner's",
       oct(os.stat(site.state).st_mode))
    shutil.rmtree(site.state)
    site.run("publish", "--out", site.path("out2"), os.path.join(ROOT, "data/fictional"))
    with site.serve():
        for name in sorted(os.listdir(site.state)):
            mode = stat.S_IMODE(os.stat(os.path.join(site.state, name)).st_mode)
            if name == "capsule.crt":
                ok(mode & 0o022 == 0, "%s is for nobody else to write" % name, oct(mode))
            else:
                ok(mode & 0o077 == 0, "%s is the owner's alone" % name, oct(mode))


with tempfile.TemporaryDirectory() as folder:
    os.umask(0o022)
    site = Site(folder)
    test_own(site)
    test_wrong_usage(site)
    test_operators(site)
    test_refused(site)
    test_dates(site)
    test_permissions(site)
done()
