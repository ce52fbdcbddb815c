#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""A server that stays: what is published, certificates and programs change while clients ask, and no
request is lost; how it tells of itself, and what it does when the machine is not kind to it."""

import os
import re
import shutil
import signal
import socket
import ssl
import stat
import subprocess
import sys
import tempfile
import threading
import time

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lib"))
sys.dont_write_bytecode = True
import tls
from capsule import HOST, PAGE, PLENARY, ROOT, Load, Published, Server, ask, edition_of, until
from tap import done, ok, skip

PUBLISHED = 30 if os.environ.get("BUILD", "").endswith("asan") else 100
REPLACED = 20
RESTARTED = 5


def certificate(port):
    with socket.create_connection(("127.0.0.1", port), 10) as raw, tls.wrap(raw, HOST) as sock:
        return sock.getpeercert(True)


def test_publishing(site, server):
    began = time.monotonic()
    with Load(server.port) as load:
        for n in range(2, PUBLISHED + 2):
            site.publish(n)
        ok(until(lambda: max(load.seen - {None}, default=0) == PUBLISHED + 1), "the last one is served", load.seen)
    ok(not load.wrong, "%d publications, %d requests: none fails, each answer is of one revision"
       % (PUBLISHED, load.asked), load.wrong[:3])
    ok(len(load.seen) > PUBLISHED / 20, "and many were seen", len(load.seen))
    print("# %.1f s" % (time.monotonic() - began))


def test_hangup(site, server):
    before = certificate(server.port)
    with Load(server.port) as load:
        for name in "capsule.key", "capsule.crt":
            os.remove(os.path.join(site.state, name))
        server.process.send_signal(signal.SIGHUP)
        ok(until(lambda: certificate(server.port) != before), "SIGHUP takes a new certificate up", server.said())
        with open(os.path.join(site.state, "capsule.crt"), "w") as f:
            f.write("no certificate at all\n")
        now = certificate(server.port)
        server.process.send_signal(signal.SIGHUP)
        ok(until(lambda: "serving on as before" in server.said()), "one that cannot be read is told", server.said())
        ok(certificate(server.port) == now, "and the old one goes on")
        os.remove(os.path.join(site.state, "capsule.crt"))
        server.process.send_signal(signal.SIGHUP)
        ok(until(lambda: certificate(server.port) != now), "another of the same key is made and taken up")
        site.write("site.yaml", "title: Example Network\nhost: other.example\nlanguages: [en]\ntimezone: Europe/Berlin\n")
        site.run("publish", site.site)
        ok(until(lambda: "other.example" in str(named(site, server.port))), "so is a new name of the site",
           server.said())
        server.process.send_signal(signal.SIGHUP)
    ok(not [w for w in load.wrong if w[0] != 53], "no request fails meanwhile", load.wrong[:3])
    site.write("site.yaml", "title: Example Network\nhost: example.org\nlanguages: [en]\ntimezone: Europe/Berlin\n")
    site.run("publish", site.site)
    ok(until(lambda: ask(server.port)[0] == 20), "and the old name again")


def named(site, port):
    """The names that the certificate is for."""
    ctx = ssl.create_default_context(cafile=os.path.join(site.state, "capsule.crt"))
    ctx.check_hostname = False
    try:
        with socket.create_connection(("127.0.0.1", port), 10) as raw:
            with tls.wrap(raw, HOST, ctx) as sock:
                return sock.getpeercert()["subjectAltName"]
    except (OSError, KeyError):
        return ()


def test_replacing(site, server):
    """The sockets go from one process to the next."""
    with Load(server.port) as load:
        for n in range(REPLACED):
            following = Server(site, "--replace")
            if server.process.wait(20) != 0:
                load.wrong.append(("status", server.process.returncode, server.said()))
            server = following
        pid = site.status().get("pid")
    ok(not load.wrong, "%d times another process takes the place, %d requests: none fails"
       % (REPLACED, load.asked), load.wrong[:3])
    ok(pid == server.process.pid, "the last one is asked for its status", pid)
    code, said = site.run("serve", "--replace", "--cert", "/nonexistent", "--key", "/nonexistent")
    ok(code == 1 and "nonexistent" in said, "one that cannot start says so", said)
    ok(ask(server.port)[0] == 20 and site.status().get("pid") == server.process.pid, "and the old one goes on",
       server.said())
    return server


def test_second(site, server):
    code, said = site.run("serve", "--listen", "127.0.0.1:0")
    ok(code == 1 and "another server runs" in said and "--replace" in said, "a second server is refused", code, said)
    ok(ask(server.port)[0] == 20 and site.status(), "the first goes on")


def test_status(site):
    server = Server(site, "--workers", "3")
    before = site.status()
    ctx = tls.context(ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_2)
    session = None
    for path in [PAGE] * 5 + ["/none"] * 2 + ["/..", "/meeting"]:
        session = ask(server.port, path, ctx, session)[3]
    with socket.create_connection(("127.0.0.1", server.port)) as raw:
        raw.sendall(b"GET / HTTP/1.1\r\n\r\n")
        raw.settimeout(5)
        try:
            raw.recv(100)
        except OSError:
            pass
    ok(until(lambda: site.status().get("connections-now") == 0), "none is left", site.status())
    now = site.status()
    ok(now["requests"] == {"20": 5, "51": 2, "59": 1, "31": 1}, "requests by status", now["requests"])
    ok((now["connections"], now["handshakes"], now["resumed"], now["refused-not-tls"]) == (10, 9, 8, 1),
       "connections, handshakes, resumed at any of three workers, and who speaks no TLS", now)
    ok(now["workers"] == 3 and now["pid"] == server.process.pid and now["state"] == "serving", "workers and process")
    ok(now["revision"] == before["revision"] and now["host"] == HOST and len(now["certificate"]) == 64,
       "revision, host and certificate")
    ok(now["bytes-out"] > now["bytes-in"] > 0, "bytes", now)
    ok(now["certificate"] in server.said(), "the certificate is that of the log")
    code, said = site.run("status")
    ok(code == 0 and re.search(r"requests +20: 5, 31: 1, 51: 2, 59: 1\n", said), "in words", said)
    ok("127.0.0.1" not in re.sub(r"listening.*", "", said) and PAGE not in said, "no reader is in it", said)
    test_local(site, server)
    server.stop()
    code, said = site.run("status")
    ok(code == 1 and "no server runs" in said, "without a server that is said", code, said)
    ok(not os.path.exists(os.path.join(site.state, "serve.sock")), "and its socket is gone")


def call(path):
    caller = socket.socket(socket.AF_UNIX)
    caller.settimeout(10)
    caller.connect(path)
    return caller


def test_local(site, server):
    """Who is on this machine and means no good."""
    path = os.path.join(site.state, "serve.sock")
    modes = {name: stat.S_IMODE(os.lstat(os.path.join(site.state, name)).st_mode)
             for name in ["serve.sock", "serve.lock", "capsule.key", "plenary.db", "."]}
    ok(modes["."] == 0o700 and all(mode & 0o077 == 0 for mode in modes.values()), "all is for its owner alone", modes)
    silent = [call(path) for _ in range(6)]
    ok(site.status() != {} and ask(server.port)[0] == 20, "callers who say nothing hold nobody up")
    for words in [b"x" * 5000, b"\n", b"ready\n", b"replace\nready\n" + b"y" * 100, b"status", b"\0\0\0\n"]:
        try:
            with call(path) as caller:
                caller.sendall(words)
                caller.shutdown(socket.SHUT_WR)
                while caller.recv(65536):
                    pass
        except OSError:
            pass
    ok(until(lambda: all(is_closed(s) for s in silent), 5), "they are let go")
    ok(server.process.poll() is None and ask(server.port)[0] == 20, "nor do those who talk nonsense", server.said())
    ok(until(lambda: site.status().get("state") == "serving", 5), "and the status is told")
    with call(path) as caller:
        caller.sendall(b"replace\n")
        ok(caller.recv(100).startswith(b"sockets "), "whoever asks for the sockets")
        ok(ask(server.port)[0] == 20, "and does nothing more")
    ok(ask(server.port)[0] == 20 and site.status().get("state") == "serving", "or goes, changes nothing")
    if os.geteuid() == 0:
        other = subprocess.run([sys.executable, "-c", "import os, socket, sys; s = socket.socket(socket.AF_UNIX); "
                                "fd = os.open(sys.argv[1], os.O_PATH); os.setgid(65534); os.setuid(65534); "
                                "s.connect('/proc/self/fd/%d' % fd)", path], capture_output=True, text=True)
        ok("PermissionError" in other.stderr, "others cannot connect", other.stderr[-300:])


def is_closed(sock):
    sock.setblocking(False)
    try:
        return sock.recv(1) == b""
    except BlockingIOError:
        return False
    except OSError:
        return True


def test_leftovers(site):
    server = Server(site)
    server.stop(signal.SIGKILL)
    sock = os.path.join(site.state, "serve.sock")
    ok(os.path.exists(sock), "a server that is killed leaves its socket")
    code, said = site.run("status")
    ok(code == 1 and "no server runs" in said, "which is no server", said)
    server = Server(site, "--replace", "--listen", "127.0.0.1:0")
    ok(server.process.poll() is None and site.status().get("pid") == server.process.pid,
       "the next one removes it, and --replace needs none that runs", server.said())
    ok(server.stop() == 0, "and ends in order")
    for name, wanted in [("serve.sock", "is no socket"), ("serve.lock", "symbolic link")]:
        path, aim = os.path.join(site.state, name), os.path.join(site.folder, "aim")
        if os.path.lexists(path):
            os.remove(path)
        os.symlink(aim, path)
        code, said = site.run("serve", "--listen", "127.0.0.1:0")
        ok(code == 1 and wanted in said and not os.path.exists(aim), "a link in the place of %s is refused" % name, said)
        os.remove(path)
    os.symlink("/dev/null", sock)
    ok(site.run("status")[0] == 1, "and not followed by status")
    os.remove(sock)
    os.chmod(site.state, 0o777)
    code, said = site.run("serve", "--listen", "127.0.0.1:0")
    ok(code == 1 and "chmod 700" in said, "a folder that others may write to is refused", said)
    os.chmod(site.state, 0o700)


def listening():
    sock = socket.socket()
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    sock.bind(("127.0.0.1", 0))
    sock.listen(511)
    return sock


def activated(site, sock, *options, n=1, notify=None):
    """A server that is given the socket as a service manager does it."""
    def place():
        os.dup2(sock.fileno(), 3)
        os.set_inheritable(3, True)
    env = dict(site.env, LISTEN_FDS=str(n))
    if notify:
        env["NOTIFY_SOCKET"] = notify
    server = Server(site, *options, command=("sh", "-c", 'LISTEN_PID=$$ exec "$@"', "sh"), preexec=place,
                    pass_fds=(3,), env=env)
    return server


def test_activation(site):
    sock = listening()
    port = sock.getsockname()[1]
    with Load(port, clients=3) as load:
        for _ in range(RESTARTED):
            server = activated(site, sock)
            before = load.asked
            until(lambda: load.asked > before + 20, 5)
            status = server.stop()
            if status != 0:
                load.wrong.append(("status", status, server.said()))
        server = activated(site, sock)
    ok(not load.wrong, "%d restarts by a service manager that holds the socket, %d requests: none fails"
       % (RESTARTED, load.asked), load.wrong[:3])
    ok(server.port == port, "it is the socket that was handed over", server.said())
    server.stop()
    with tempfile.TemporaryDirectory() as folder, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
        manager.bind(os.path.join(folder, "notify"))
        manager.settimeout(10)
        server = activated(site, sock, "--listen", "127.0.0.1:1", notify=os.path.join(folder, "notify"))
        ok(server.port == port and "--listen is passed over" in server.said(),
           "where else to listen is passed over, and that is told", server.said())
        told = [manager.recv(1000).decode()]
        server.process.send_signal(signal.SIGHUP)
        told += [manager.recv(1000).decode() for _ in range(2)]
        server.process.send_signal(signal.SIGTERM)
        told.append(manager.recv(1000).decode())
        ok(told[0] == told[2] == "READY=1" and told[3] == "STOPPING=1", "the service manager is told", told)
        ok(re.fullmatch(r"RELOADING=1\nMONOTONIC_USEC=\d+", told[1]), "also that it reads again", told)
        server.process.wait(20)
    before = Server(site)
    ok("passed over" not in before.said(), "which is not told when it is followed", before.said())
    server = activated(site, sock, "--replace")
    ok(before.process.wait(20) == 0 and ask(server.port)[0] == 20 and server.port == port,
       "one with a socket of its own takes the place of another", server.said())
    try:
        socket.create_connection(("127.0.0.1", before.port), 5).close()
        ok(False, "and keeps none of its sockets, at which nobody would answer")
    except ConnectionRefusedError:
        ok(True, "and keeps none of its sockets, at which nobody would answer")
    server.stop()
    with open("/dev/null") as nothing:
        server = activated(site, nothing)
        ok(server.process.wait(10) == 1 and "no listening TCP socket" in server.said(), "what is no socket is refused",
           server.said())
    server = activated(site, sock, n="many")
    ok(server.process.wait(10) == 1 and "LISTEN_FDS" in server.said(), "and a number that is none", server.said())
    sock.close()


def test_queue(site):
    """Who has connected when the end comes is answered."""
    server = Server(site)
    server.process.send_signal(signal.SIGSTOP)
    waiting = [socket.create_connection(("127.0.0.1", server.port), 20) for _ in range(20)]
    answers = []

    def go_on(raw):
        try:
            answers.append(edition_of(ask(None, raw=raw)))
        except OSError as e:
            answers.append(repr(e))

    threads = [threading.Thread(target=go_on, args=(raw,)) for raw in waiting]
    for t in threads:
        t.start()
    server.process.send_signal(signal.SIGTERM)
    server.process.send_signal(signal.SIGCONT)
    for t in threads:
        t.join()
    ok(all(isinstance(a, int) for a in answers) and len(answers) == 20,
       "SIGTERM: who had connected is answered, though nobody had greeted them yet", answers)
    ok(server.process.wait(20) == 0, "and it ends in order")


def test_log(site):
    """Nobody reads the log."""
    out, into = os.pipe()
    with socket.create_server(("127.0.0.1", 0)) as s:
        port = s.getsockname()[1]
    server = Server(site, "--listen", "127.0.0.1:%d" % port, "--log", "path", stderr=into)
    os.close(into)
    ctx, session, answered = tls.context(), None, 0
    until(lambda: site.status() != {})
    for i in range(300):
        answer = ask(port, "/none/" + "x" * 900, ctx, session)
        session = answer[3]
        answered += answer[0] == 51
    status = site.status()
    ok(answered == 300, "a log that nobody reads holds nobody up", answered)
    ok(status["log-dropped"] > 0 and status["requests"].get("51") == 300, "what is dropped is counted", status)
    os.set_blocking(out, False)
    lines = []

    def read():
        try:
            lines.append(os.read(out, 1 << 20))
        except BlockingIOError:
            pass
        return b"log lines dropped" in b"".join(lines)

    until(lambda: not read() and sum(map(len, lines)) > 100000, 2)
    ask(port, "/none")
    ok(until(read), "and told when there is room again", b"".join(lines)[-300:])
    text = b"".join(lines).decode().splitlines()[:-1]
    bad = [line for line in text if not line.startswith(("plenary: ", "level=")) and
           not re.fullmatch(r'status=51 bytes=0 ms=\d+ path="/none/?x*"', line)]
    ok(not bad, "no line is cut or mixed with another", bad[:3])
    server.stop()
    os.close(out)


def test_units(site):
    """The units that are installed, as systemd reads them."""
    if shutil.which("systemd-analyze") is None:
        skip("the units", "there is no systemd-analyze")
        return
    units = os.path.join(site.folder, "units")
    os.mkdir(units)
    for name in "plenary.service", "plenary.socket":
        with open(os.path.join(ROOT, "data/systemd", name)) as f, open(os.path.join(units, name), "w") as to:
            to.write(f.read().replace("@BIN@/plenary", os.path.abspath(PLENARY)))
    paths = [os.path.join(units, name) for name in sorted(os.listdir(units))]
    done = subprocess.run(["systemd-analyze", "verify", "--man=no", *paths], capture_output=True, text=True)
    said = [line for line in done.stderr.splitlines() if "plenary" in line]
    ok(not said, "systemd has nothing against them", said)
    done = subprocess.run(["systemd-analyze", "security", "--offline=true", "--threshold=30", paths[0]],
                          capture_output=True, text=True)
    if "offline" in done.stderr:
        skip("how exposed it is", "this systemd-analyze cannot tell")
        return
    ok(done.returncode == 0, "and finds the service little exposed", done.stdout[-300:])


def test_full(site):
    """A folder with no place for a file."""
    folder = os.path.join(site.folder, "full")
    os.mkdir(folder)
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=32m,mode=700", "tmpfs", folder],
                      capture_output=True).returncode != 0:
        skip("a full disk", "needs to mount one")
        return
    try:
        subprocess.run(["cp", "-a", site.state + "/.", folder], check=True)
        for name in "serve.sock", "serve.lock":
            if os.path.lexists(os.path.join(folder, name)):
                os.remove(os.path.join(folder, name))
        subprocess.run(["mount", "-o", "remount,ro", folder], check=True)
        server = Server(site, env=dict(site.env, PLENARY_STATE=folder))
        ok(ask(server.port)[0] == 20 and "Read-only" in server.said(), "from a folder that is read-only it serves, and says so",
           server.said())
        ok(server.stop() == 0, "and ends")
        subprocess.run(["mount", "-o", "remount,rw", folder], check=True)
        with open(os.path.join(folder, "filler"), "wb", buffering=0) as f:
            try:
                while f.write(b"x" * 4096):
                    pass
            except OSError:
                pass
        server = Server(site, env=dict(site.env, PLENARY_STATE=folder))
        ok(ask(server.port)[0] == 20, "on a full disk, too", server.said())
        ok(server.stop() == 0, "and ends")
    finally:
        subprocess.run(["umount", "-l", folder], check=False)


def main():
    with tempfile.TemporaryDirectory() as folder:
        site = Published(folder)
        server = Server(site)
        try:
            test_publishing(site, server)
            test_hangup(site, server)
            test_second(site, server)
            server = test_replacing(site, server)
        finally:
            status = server.stop()
        ok(status == 0, "SIGTERM ends it in order", server.said()[-500:])
        for test in test_status, test_leftovers, test_activation, test_queue, test_log, test_units, test_full:
            test(site)
    done()


main()
