#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""The Gemini server through a socket, by clients that keep to the rules and clients that do not.

The server is tests/server/stub.c, built at $BUILD/server/stub; TAP on standard output."""

import os
import re
import resource
import signal
import socket
import ssl
import sys
import tempfile
import time
import warnings

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lib"))
sys.dont_write_bytecode = True
from stub import HELLO, SLOW, Server, client_hello, is_closed, memory, took
from tap import done, ok, skip
from tls import context, read, wrap

warnings.simplefilter("ignore", DeprecationWarning)


def pattern(size):
    return b"".join(b"%015d\n" % i for i in range(0, size, 16))


def test_requests(server):
    port = b"%d" % server.port
    base = b"gemini://example.org/"
    exact = base + b"0" * (1024 - len(base))
    for name, line, want in [
        ("a page", base + b"\r\n", HELLO),
        ("no path", b"gemini://example.org\r\n", HELLO),
        ("port said", b"gemini://example.org:" + port + b"/\r\n", HELLO),
        ("usual port said", b"gemini://example.org:1965/\r\n", HELLO),
        ("by address", b"gemini://127.0.0.1:" + port + b"/\r\n", HELLO),
        ("by localhost", b"gemini://localhost/\r\n", HELLO),
        ("an empty page", base + b"empty\r\n", b"20 text/plain; charset=utf-8\r\n"),
        ("a redirect", base + b"moved?a%20b\r\n", b"31 /caf%C3%A9%20noir?a%20b\r\n"),
        ("not found", base + b"x\r\n", b"51 Not found\r\n"),
        ("1024 bytes", exact + b"\r\n", b"51 Not found\r\n"),
        ("1025 bytes", exact + b"0\r\n", b"59 Bad request\r\n"),
        ("16 KB without a line end", b"g" * 16000, b"59 Bad request\r\n"),
        ("a megabyte after the request", base + b"\r\n" + b"x" * 1000000, HELLO),
        ("two requests in one", (base + b"\r\n") * 2, HELLO),
        ("nothing", b"\r\n", b"59 Bad request\r\n"),
        ("a lone LF in it", base + b"\n\r\n", b"59 Bad request\r\n"),
        ("a NUL in it", base + b"\0\r\n", b"59 Bad request\r\n"),
        ("CR CR LF", base + b"\r\r\n", b"59 Bad request\r\n"),
        ("no UTF-8", base + b"\xdc\r\n", b"59 Bad request\r\n"),
        ("above the root", base + b"../../\r\n", b"59 Bad request\r\n"),
        ("another host", b"gemini://example.net/\r\n",
         b"53 That host, port or scheme is not served here\r\n"),
        ("another scheme", b"https://example.org/\r\n",
         b"53 That host, port or scheme is not served here\r\n"),
        ("a body beyond the ceiling", base + b"over\r\n", b"40 The answer is too large\r\n"),
        ("a stream beyond its ceiling", base + b"stream-over\r\n", b"40 The answer is too large\r\n"),
    ]:
        try:
            got = server.ask(line)
        except OSError as e:
            got = e
        ok(got == want, "%s: answered whole, with close_notify" % name, got)
    ok(server.ask(name=None) == HELLO, "without a server name")
    ok(server.ask(name="other.example") == HELLO, "with a server name that is not ours")


def test_pieces(server):
    with server.tls() as sock:
        for byte in b"gemini://example.org/\r\n":
            sock.sendall(bytes([byte]))
        ok(read(sock) == HELLO, "a request byte by byte")
    with server.tls() as sock:
        sock.sendall(b"gemini://example.org/\r")
        time.sleep(0.05)
        sock.sendall(b"\n")
        ok(read(sock) == HELLO, "CR and LF in two records")
    with server.tls() as sock:
        sock.sendall(b"gemini://example.org/\r\n")
        got = read(sock)
        try:
            sock.unwrap()
        except OSError as e:
            got = e
        ok(got == HELLO, "both sides close by close_notify", got)
    with server.tls() as sock:
        sock.sendall(b"gemini://example.org/\r\n")
        socket.socket.shutdown(sock, socket.SHUT_WR)
        ok(read(sock) == HELLO, "a client that sends no more is answered")
    with server.tls() as sock:
        sock.sendall(b"gemini://example.org/")
        socket.socket.shutdown(sock, socket.SHUT_WR)
        ok(read(sock) == b"", "no CR LF before the end: silence")


def test_versions(server):
    tls = ssl.TLSVersion
    old = context(tls.TLSv1, tls.TLSv1_1)
    old.set_ciphers("ALL:@SECLEVEL=0")
    try:
        server.ask(ctx=old)
        ok(False, "TLS 1.1 is refused")
    except OSError as e:
        ok("alert" in str(e), "TLS 1.1 is refused, with an alert", e)
    with server.tls(ctx=context(tls.TLSv1_2, tls.TLSv1_2)) as sock:
        cipher = sock.cipher()
        sock.sendall(b"gemini://example.org/\r\n")
        ok(read(sock) == HELLO, "TLS 1.2")
    ok("ECDHE" in cipher[0] and ("GCM" in cipher[0] or "POLY1305" in cipher[0]),
       "an ECDHE and AEAD suite", cipher)
    weak = context(tls.TLSv1_2, tls.TLSv1_2)
    weak.set_ciphers("ECDHE-ECDSA-AES256-SHA384:AES128-GCM-SHA256")
    try:
        server.ask(ctx=weak)
        ok(False, "a client with CBC or RSA suites alone is refused")
    except OSError:
        ok(True, "a client with CBC or RSA suites alone is refused")
    try:
        with server.tls(ctx=context(tls.TLSv1_3)) as sock:
            sock.sendall(b"gemini://example.org/\r\n")
            ok(read(sock) == HELLO, "TLS 1.3")
    except OSError as e:
        ok("alert" in str(e).lower(), "TLS 1.3 # SKIP not in this mbed TLS", e)


def test_certificate(server):
    ctx = ssl.create_default_context(cafile=os.path.join(server.state, "capsule.crt"))
    ok(server.ask(ctx=ctx) == HELLO, "the certificate is right for its name")
    ok(server.ask(ctx=ctx, name="127.0.0.1") == HELLO, "and for its address")
    try:
        server.ask(ctx=ctx, name="example.net")
        ok(False, "but for no other")
    except ssl.SSLCertVerificationError:
        ok(True, "but for no other")


def test_resumption(server):
    for version in ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3:
        ctx = context(version, version)
        try:
            with server.tls(ctx=ctx) as sock:
                sock.sendall(b"gemini://example.org/\r\n")
                read(sock)
                session = sock.session
        except OSError as e:
            ok("alert" in str(e).lower(), "no %s # SKIP" % version.name, e)
            continue
        with server.tls(ctx=ctx, session=session) as sock:
            sock.sendall(b"gemini://example.org/\r\n")
            ok(read(sock) == HELLO and sock.session_reused,
               "a session is resumed by ticket, %s" % version.name)


def test_large(server):
    want = b"20 text/plain; charset=utf-8\r\n" + pattern(4 << 20)
    ok(server.ask(b"gemini://example.org/huge\r\n") == want, "4 MiB arrive whole")
    with server.tls(rcvbuf=8192) as sock:
        sock.sendall(b"gemini://example.org/big\r\n" + b"y" * 5000)
        time.sleep(0.3)
        got = read(sock, pause=0.001)
    ok(got == want[:30 + (1 << 20)], "1 MiB arrives whole at a slow client that says too much",
       len(got))
    with server.tls(rcvbuf=4096) as sock:
        sock.sendall(b"gemini://example.org/huge\r\n")
        sock.recv(100)
    ok(server.serves(), "a client that leaves half-way")
    test_streams(server)


def streams(server):
    return int(server.ask(b"gemini://example.org/streams\r\n").split()[-1])


def test_streams(server):
    """A body in pieces: 8 MiB of them."""
    want = b"20 text/plain; charset=utf-8\r\n" + pattern(8 << 20)
    ok(server.ask(b"gemini://example.org/stream\r\n") == want, "8 MiB in pieces arrive whole")
    ok(streams(server) == 0, "then their source has ended")
    with server.tls(rcvbuf=4096) as sock:
        sock.sendall(b"gemini://example.org/stream\r\n")
        first = sock.recv(1000)
        ok(streams(server) == 1, "while a client reads it is held")
        before = memory(server)
        slow = [server.tls(rcvbuf=4096) for _ in range(20)]
        for other in slow:
            other.sendall(b"gemini://example.org/stream\r\n")
            other.recv(100)
        grown = memory(server) - before
        ok(streams(server) == 21 and grown < 20 * 4096, "20 more clients do not hold a copy each", grown)
        for other in slow:
            other.close()
        ok(first + read(sock) == want, "a slow client gets it whole")
    for _ in range(100):
        if streams(server) == 0:
            break
        time.sleep(0.05)
    ok(streams(server) == 0, "clients that leave half-way end theirs", streams(server))


def test_garbage(server):
    for name, data in [("plain Gemini", b"gemini://example.org/\r\n"),
                       ("plain HTTP", b"GET / HTTP/1.1\r\nHost: example.org\r\n\r\n"),
                       ("noise", bytes(range(256)) * 4), ("SSL 2", b"\x80\x2e\x01\x00\x02" * 9),
                       ("an empty record", b"\x16\x03\x01\x00\x00"),
                       ("a record of 16 KB", b"\x16\x03\x01\x40\x00" + b"a" * 16384),
                       ("a false hello", b"\x16\x03\x01\x00\x20" + b"\x01" * 32),
                       ("a hello cut short by the end", client_hello()[:100])]:
        start = time.monotonic()
        with server.connect() as sock:
            try:
                sock.sendall(data)
                sock.shutdown(socket.SHUT_WR)
            except OSError:
                pass
            ok(is_closed(sock) and took(start) < 2 * SLOW, "%s is closed on" % name, took(start))
    big = context()
    big.set_alpn_protocols(["p%03d" % i + "x" * 200 for i in range(30)])
    hello = client_hello(big)
    with server.connect() as sock:
        sock.sendall(hello)
        ok(len(hello) > 4096 and is_closed(sock, 2), "a hello of %d bytes is cut" % len(hello))
    hello = client_hello()
    with server.connect() as sock:
        sent = 0
        try:
            sock.sendall(hello)
            for _ in range(100):
                sock.sendall(b"\x16\x03\x03\x10\x00\x0b\x00\xff\xf0" + b"\0" * 4092)
                sent += 4096
        except OSError:
            pass
        ok(is_closed(sock, 2), "a handshake that goes on and on is cut")
    ok(server.serves(), "and others are served")


def test_splits(server):
    ctx = context()
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    tls = ctx.wrap_bio(incoming, outgoing, server_hostname="example.org")
    with server.connect() as sock:
        sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        step = tls.do_handshake
        got = b""
        while True:
            try:
                done = step()
                if step == tls.do_handshake:
                    tls.write(b"gemini://example.org/\r\n")
                    step = tls.read
                elif not done:
                    break
                else:
                    got += done
            except ssl.SSLWantReadError:
                out = outgoing.read()
                for i in range(0, len(out), 7):
                    sock.sendall(out[i:i + 7])
                data = sock.recv(65536)
                if not data:
                    break
                incoming.write(data)
            except ssl.SSLZeroReturnError:
                break
    ok(got == HELLO, "a wire that delivers seven bytes at a time", got)


def test_deadlines():
    with Server("handshake=300", "request=300", "closing=200", "reply=900") as server:
        start = time.monotonic()
        with server.connect() as silent, server.connect() as drip, server.tls() as waits, \
                server.tls() as slow:
            slow.sendall(b"gemini://example.org/")
            hello = client_hello()
            for i in range(6):
                try:
                    drip.sendall(hello[i:i + 1])
                    slow.sendall(b"x")
                except OSError:
                    break
                time.sleep(0.07)
            ok(is_closed(silent, 2), "nothing sent: closed at the handshake's deadline")
            ok(is_closed(drip, 2), "a hello drop by drop does not stretch it")
            try:
                ok(read(waits) == b"", "no request: close_notify and silence")
            except OSError as e:
                ok(False, "no request: close_notify and silence", e)
            ok(is_closed(slow, 2), "a request drop by drop does not stretch its deadline")
        ok(took(start) < 3 * SLOW, "all of it in time", took(start))
        with server.tls(rcvbuf=4096) as sock:
            sock.sendall(b"gemini://example.org/huge\r\n")
            start = time.monotonic()
            time.sleep(1.2 * SLOW)
            try:
                got = len(read(sock))
            except OSError as e:
                got = e
            ok(isinstance(got, ssl.SSLError), "an answer that nobody reads is cut, and it shows",
               got)
        time.sleep(0.3)
        cut = [line for line in server.lines() if "cut=yes" in line]
        ok(len(cut) == 1, "and the log says so", server.lines())
        ok(server.serves(), "and others are served")


def test_drain():
    """The whole answer is in the kernel's hands, the client slow, and then it says something."""
    with Server("closing=100") as server:
        with server.tls(rcvbuf=4096) as sock:
            sock.sendall(b"gemini://example.org/big\r\n")
            got = b""
            try:
                for _ in range(8):
                    time.sleep(0.1)
                    sock.sendall(b"?")
                    got += sock.recv(16384)
                got += read(sock)
            except OSError as e:
                got = e
            ok(isinstance(got, bytes) and len(got) == 30 + (1 << 20),
               "no reset cuts an answer that is still on its way", got)


def test_flood():
    with Server("connections=500") as server:
        flood = []
        try:
            start = time.monotonic()
            for i in range(600):
                flood.append(server.connect())
                if i % 100 == 99:
                    ok(server.serves(), "served beside %d silent connections" % (i + 1))
            ok(took(start) < 10 * SLOW, "without delay", took(start))
            gone = sum(is_closed(s, 0) for s in flood[:100])
            ok(gone >= 90, "the oldest gave way", gone)
        finally:
            for sock in flood:
                sock.close()
        ok(server.serves(), "and after them")


def test_crowd():
    with Server("handshake=60000", "request=60000") as server:
        crowd = []
        try:
            socks = [server.connect() for _ in range(200)]
            for sock in socks:
                crowd.append(wrap(sock, "example.org"))
            for sock in crowd:
                sock.sendall(b"gemini://example.org/\r\n")
            served = sum(read(sock) == HELLO for sock in crowd)
        except OSError as e:
            served = e
        finally:
            for sock in crowd:
                sock.close()
        ok(served == 200, "200 clients at once from one address are all served", served)


def test_stop():
    with Server("stop=5000") as server:
        with server.tls(rcvbuf=4096) as sock, server.connect() as idle:
            sock.sendall(b"gemini://example.org/huge\r\n")
            first = sock.recv(1000)
            server.process.send_signal(signal.SIGTERM)
            ok(is_closed(idle, 2), "SIGTERM closes who has not said anything")
            try:
                server.connect().close()
                ok(False, "and accepts nobody new")
            except ConnectionRefusedError:
                ok(True, "and accepts nobody new")
            try:
                rest = first + read(sock)
            except OSError as e:
                rest = e
            ok(rest == b"20 text/plain; charset=utf-8\r\n" + pattern(4 << 20),
               "what is under way ends whole", rest)
        ok(server.process.wait(10) == 0, "and the status is 0")
    with Server("stop=300") as server:
        with server.tls(rcvbuf=4096) as sock:
            sock.sendall(b"gemini://example.org/huge\r\n")
            sock.recv(1)
            start = time.monotonic()
            server.process.send_signal(signal.SIGINT)
            status = server.process.wait(10)
            ok(status == 0 and took(start) < 3 * SLOW, "but it does not wait for ever", status)


def test_descriptors():
    with Server(fds=80) as server:
        flood = [server.connect() for _ in range(120)]
        ok(server.serves(), "served with 80 file descriptors and 120 silent connections")
        for sock in flood:
            sock.close()
    with Server() as server:
        pid = server.process.pid
        flood = [server.connect() for _ in range(20)]
        ok(server.serves(), "twenty silent connections")
        hard = resource.prlimit(pid, resource.RLIMIT_NOFILE)[1]
        in_use = max(int(fd) for fd in os.listdir("/proc/%d/fd" % pid)) + 1
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (in_use, hard))
        more = [server.connect() for _ in range(10)]
        time.sleep(0.2)
        ticks = sum(map(int, open("/proc/%d/stat" % pid).read().split()[13:15]))
        time.sleep(0.5)
        ticks = sum(map(int, open("/proc/%d/stat" % pid).read().split()[13:15])) - ticks
        ok(server.process.poll() is None, "no descriptor left: it lives")
        ok(ticks < 25 * SLOW, "and does not spin", ticks)
        for sock in flood + more:
            sock.close()
        time.sleep(0.2)
        ok(server.serves(), "and serves when there are some again")
        resource.prlimit(pid, resource.RLIMIT_NOFILE, (1024, hard))


def test_addresses():
    if not socket.has_ipv6:
        skip("IPv6", "none on this machine")
        return
    with Server("listen=[::1]:0", "listen=127.0.0.1:0") as server:
        if not server.ports:
            skip("IPv6", "not on this machine")
            return
        six, four = server.ports
        ok(server.ask(b"gemini://[::1]:%d/\r\n" % six, address="::1") == HELLO, "IPv6")
        ok(server.ask(address="127.0.0.1", port=four) == HELLO, "and IPv4 beside it")
        ok(server.ask(b"gemini://[::1]/\r\n", address="127.0.0.1", port=four)[:2] == b"53",
           "an address that one was not reached at is foreign")
    with Server("listen=[::]:0") as server:
        ok(server.ask(address="127.0.0.1") == HELLO, "[::] takes IPv4 as well")
        ok(server.ask(b"gemini://127.0.0.1:%d/\r\n" % server.port) == HELLO,
           "and knows the address it was reached at")
    with Server("listen=127.0.0.1:%d" % four_taken()) as server:
        ok(server.process.wait(5) == 1 and "already in use" in "".join(server.lines()),
           "a port that is taken is said", server.lines())


TAKEN = socket.socket()


def four_taken():
    TAKEN.bind(("127.0.0.1", 0))
    TAKEN.listen(1)
    return TAKEN.getsockname()[1]


def test_refresh():
    with Server("refresh=50") as server:
        def adopted():
            return int(server.ask(b"gemini://example.org/adopted\r\n").split(b"\n")[1])
        first = adopted()
        time.sleep(0.4 * SLOW)
        ok(adopted() > first, "new data is taken up while serving")


def test_restart():
    with tempfile.TemporaryDirectory() as state:
        seen = []
        for _ in range(2):
            with Server(state=state) as server:
                with server.tls() as sock:
                    seen.append(sock.getpeercert(True))
        ok(seen[0] == seen[1], "the certificate is the same after a restart")
        os.chmod(os.path.join(state, "capsule.key"), 0o644)
        with Server(state=state) as server:
            ok(server.process.wait(5) == 1 and "capsule.key" in "".join(server.lines()),
               "a key that others may read is refused", server.lines())


def run(test, *args):
    try:
        test(*args)
    except Exception as e:  # a surprise fails its test and lets the others go on
        ok(False, "%s: no surprise" % test.__name__, e)


def main():
    begin = time.monotonic()
    with Server() as server:
        for test in (test_requests, test_pieces, test_versions, test_certificate, test_resumption,
                     test_large, test_garbage, test_splits):
            run(test, server)
        time.sleep(0.1)
        lines = server.lines()
    form = re.compile(r"status=\d\d bytes=\d+ ms=\d+( cut=yes)?$")
    bad = [line for line in lines if not form.match(line)]
    ok(len(lines) > 30 and not bad, "the log says status, bytes and time, and nothing else", bad)
    ok(server.status == 0, "it ends with status 0 on SIGTERM", server.status)
    with Server("path=1") as server:
        server.ask(b"gemini://example.org/caf%C3%A9?secret\r\n")
    ok(re.match(r'status=51 bytes=0 ms=\d+ path="/caf%C3%A9"$', "".join(server.lines())),
       "with the path if that is wanted, never the query", server.lines())
    for test in (test_deadlines, test_drain, test_flood, test_crowd, test_stop, test_descriptors,
                 test_addresses, test_refresh, test_restart):
        run(test)
    print("# %.1f s" % took(begin))
    done()


main()
