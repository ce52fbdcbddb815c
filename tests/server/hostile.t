#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""The Gemini server among clients that mean no good. Each test says what they try: a stranger, one who
watches the network, a faulty machine; and a good client beside them is served.

The server is tests/server/stub.c, and the program itself where its routes are tried."""

import os
import random
import re
import resource
import socket
import ssl
import struct
import subprocess
import sys
import tempfile
import time
import warnings

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lib"))
sys.dont_write_bytecode = True
from stub import BUILD, HELLO, SLOW, Server, client_hello, is_closed, memory, took
from tap import done, ok, skip
from tls import context, read, wrap

warnings.simplefilter("ignore", DeprecationWarning)
PLENARY = os.environ.get("PLENARY", os.path.join(BUILD, "plenary"))
LINE = b"gemini://example.org/\r\n"
TLS_1_2 = ssl.TLSVersion.TLSv1_2
HANDSHAKE, ALERT = 22, 21
PROTOCOL_VERSION = 70  # RFC 8446 section 6.2
random.seed(1965)


def plain(high=TLS_1_2):
    return context(TLS_1_2, high)


def try_send(sock, data):
    try:
        sock.sendall(data)
    except OSError:
        pass


def reset(sock):
    """Closes with a reset instead of an end."""
    sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    sock.close()


def record(kind, body, version=b"\x03\x03"):
    return bytes([kind]) + version + len(body).to_bytes(2, "big") + body


def first_flight(server):
    """What the server answers to a hello of TLS 1.2, and the socket."""
    sock = server.connect()
    sock.sendall(client_hello(plain()))
    got = b""
    while b"\x0e\x00\x00\x00" not in got[-9:]:  # ServerHelloDone
        part = sock.recv(65536)
        if not part:
            break
        got += part
    return sock, got


def messages(flight):
    """Types of the handshake messages in records that are not encrypted."""
    bodies, types = b"", []
    while len(flight) >= 5:
        n = int.from_bytes(flight[3:5], "big")
        if flight[0] == HANDSHAKE:
            bodies += flight[5:5 + n]
        flight = flight[5 + n:]
    while len(bodies) >= 4:
        types.append(bodies[0])
        bodies = bodies[4 + int.from_bytes(bodies[1:4], "big"):]
    return types


# ---- TLS ----

def test_no_certificate_asked(server):
    """Who watches a handshake of TLS 1.2 sees a client's certificate: so none is asked for."""
    sock, flight = first_flight(server)
    sock.close()
    ok(messages(flight) == [2, 11, 12, 14], "TLS 1.2: hello, certificate, key, done; no request for one",
       messages(flight))


def certificates(n):
    chain = b"".join((900).to_bytes(3, "big") + b"\x30\x82\x03\x80" + bytes(896) for _ in range(n))
    return b"\x0b" + (len(chain) + 3).to_bytes(3, "big") + len(chain).to_bytes(3, "big") + chain


def test_certificate_bomb(server):
    """A chain of certificates costs seconds to check: one that nobody asked for is not looked at."""
    for n in (3, 14):
        message = certificates(n)
        sock, _ = first_flight(server)
        before = cpu(server)
        for i in range(0, len(message), 1000):
            try_send(sock, record(HANDSHAKE, message[i:i + 1000]))
        ok(is_closed(sock, 2), "%d certificates unasked: closed on" % n)
        sock.close()
        spent = cpu(server) - before
        ok(spent < 0.2 * SLOW, "at no cost", spent)


def cpu(server):
    with open("/proc/%d/stat" % server.process.pid) as f:
        fields = f.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def old_hello(minor):
    suites = b"\xc0\x2b\xc0\x09\x00\x2f\x00\x0a"
    body = bytes([3, minor]) + bytes(32) + b"\0" + len(suites).to_bytes(2, "big") + suites + b"\1\0"
    return record(HANDSHAKE, b"\x01" + len(body).to_bytes(3, "big") + body, bytes([3, min(minor, 1)]))


def test_old_versions(server):
    for minor, name in ((0, "SSL 3.0"), (1, "TLS 1.0"), (2, "TLS 1.1")):
        with server.connect() as sock:
            sock.sendall(old_hello(minor))
            got = sock.recv(100)
            ok(got[:1] == bytes([ALERT]) and got[6:7] == bytes([PROTOCOL_VERSION]),
               "%s: refused by the alert for that" % name, got)
            ok(is_closed(sock, 2), "%s: and closed" % name)


def test_split_hello(server):
    """A hello in hundreds of records is refused or understood, and soon either way."""
    hello = client_hello(plain())
    for step in (1, 3, 50):
        with server.connect() as sock:
            data = b"".join(record(HANDSHAKE, hello[5:][i:i + step], b"\x03\x01")
                            for i in range(0, len(hello) - 5, step))
            start = time.monotonic()
            try_send(sock, data)
            got = b""
            try:
                got = sock.recv(10)
            except OSError:
                pass
            ok(got[:1] in (b"", bytes([ALERT]), bytes([HANDSHAKE])) and took(start) < 2 * SLOW,
               "a hello in records of %d" % step, got)


def s_client(server, *options, said=LINE):
    """What OpenSSL's client has to say; None where there is none."""
    try:
        run = subprocess.run(["openssl", "s_client", "-connect", "127.0.0.1:%d" % server.port, "-tls1_2", "-ign_eof",
                              *options], input=said, capture_output=True, timeout=20 * SLOW)
    except FileNotFoundError:
        return None
    return run.stdout + run.stderr


def test_renegotiation():
    """Who starts TLS anew within TLS is refused, and pays for it alone."""
    with Server("request=1000") as server:
        try:
            client = subprocess.Popen(["openssl", "s_client", "-connect", "127.0.0.1:%d" % server.port, "-tls1_2"],
                                      stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        except FileNotFoundError:
            skip("renegotiation", "no openssl here")
            return
        time.sleep(0.3 * SLOW)
        client.stdin.write(b"R\n")
        client.stdin.flush()
        time.sleep(0.5 * SLOW)
        said = client.communicate(timeout=20 * SLOW)[0]
        ok(b"RENEGOTIATING" in said and b"no renegotiation" in said, "TLS is not begun anew within TLS", said[-400:])
        ok(server.serves(), "and others are served")


def test_x25519_only(server):
    """Who offers X25519 and not P-256 cannot read a P-256 certificate by the letter of RFC 8422, section
    5.1; mbed TLS 2.28 keeps to it. Refused or served, but never left waiting."""
    said = s_client(server, "-groups", "X25519")
    if said is None:
        skip("X25519 alone", "no openssl here")
    else:
        ok(b"hello" in said or b"handshake failure" in said, "X25519 and not P-256: served, or refused by an alert",
           said[-300:])


def test_noise(server):
    ended = 0
    for i in range(60):
        with server.connect() as sock:
            data = random.randbytes(random.randrange(1, 6000))
            if i % 3:
                data = record(HANDSHAKE, data[:4000], b"\x03\x01")
            try_send(sock, data)
            try:
                sock.shutdown(socket.SHUT_WR)
            except OSError:
                pass
            ended += is_closed(sock, 3)
    ok(ended == 60, "noise, and noise that looks like TLS, is closed on", ended)
    hello = client_hello(plain())
    for _ in range(150):
        data = bytearray(hello)
        for _ in range(random.randrange(1, 5)):
            data[random.randrange(len(data))] = random.randrange(256)
        with server.connect() as sock:
            try_send(sock, bytes(data))
            sock.shutdown(socket.SHUT_WR)
            ended += is_closed(sock, 3)
    ok(ended == 210, "and so are hellos with bytes that are wrong", ended)
    for name, data in (("HTTP", b"GET / HTTP/1.1\r\nHost: example.org\r\n\r\n"), ("Gemini", LINE)):
        with server.connect() as sock:
            sock.sendall(data)
            try:
                got = sock.recv(100)
            except OSError:
                got = b""
            ok(b"20 " not in got and b"HTTP" not in got, "no answer to %s without TLS" % name, got)


def test_early_ends(server):
    """Gone at each byte of hello and request, by an end or by a reset."""
    hello = client_hello(plain())
    for how in (socket.socket.close, reset):
        for n in range(0, len(hello), 7):
            sock = server.connect()
            try_send(sock, hello[:n])
            how(sock)
    time.sleep(0.2)
    before = len(server.lines())
    for n in range(len(LINE) - 1):
        sock = server.tls(ctx=plain())
        sock.sendall(LINE[:n])
        try:
            got = read(wrapped_end(sock))
        except OSError as e:
            got = e
        if got != b"":
            ok(False, "an end after %d bytes of the request" % n, got)
        sock.close()
    ok(len(server.lines()) == before, "a request without its end is not acted on, nor logged")
    ok(server.serves(), "and others are served")


def wrapped_end(sock):
    socket.socket.shutdown(sock, socket.SHUT_WR)
    return sock


def test_resets(server):
    for _ in range(300):
        sock = server.connect()
        try_send(sock, client_hello(plain())[:random.randrange(300)])
        reset(sock)
    for _ in range(20):
        sock = server.tls(ctx=plain(), rcvbuf=4096)
        sock.sendall(b"gemini://example.org/stream\r\n")
        sock.recv(10)
        reset(sock)
    ok(server.serves(), "after three hundred resets, some amid answers")


# ---- requests ----

def test_smuggling(server):
    for name, line, want in (
            ("LF alone", LINE.replace(b"\r\n", b"\n"), None),
            ("CR alone", LINE.replace(b"\r\n", b"\r"), None),
            ("LF CR", LINE.replace(b"\r\n", b"\n\r"), None),
            ("two at once", LINE + b"gemini://example.org/moved\r\n", HELLO),
            ("a second of another protocol", LINE + b"GET / HTTP/1.1\r\n\r\n", HELLO),
            ("a line end by escape", b"gemini://example.org/a%0d%0a20%20x\r\n", b"59 Bad request\r\n"),
            ("one after a line that is empty", b"\r\n" + LINE, b"59 Bad request\r\n")):
        with server.tls(ctx=plain()) as sock:
            sock.sendall(line)
            if want is None:
                sock.settimeout(0.3)
                try:
                    got = sock.recv(100)
                except (socket.timeout, ssl.SSLError):
                    got = None
            else:
                got = read(sock)
            ok(got == want, "%s: %s" % (name, "silence" if want is None else "one answer"), got)


def test_meta(server):
    """What a client sends comes back in META of a redirect: it cannot end the line."""
    for query in (b"%0D%0A20%20text/gemini", b"%E2%80%A8", b"a" * 980, b"%22'<>"[:3]):
        got = server.ask(b"gemini://example.org/moved?" + query + b"\r\n", ctx=plain())
        head, _, rest = got.partition(b"\r\n")
        ok(rest == b"" and len(head) <= 3 + 1024 and re.match(rb"\d\d [\x21-\x7e]+( [\x21-\x7e]+)*$", head),
           "META of %.20r is one line of what can be seen" % query, got[:100])


OTHERS = [b"https://example.org/", b"http://example.org/", b"gopher://example.org/", b"titan://example.org/x;size=1",
          b"ftp://example.org/", b"file:///etc/passwd", b"data:,x", b"spartan://example.org/",
          b"gemini://example.net/", b"gemini://example.org.example.net/", b"gemini://xexample.org/",
          b"gemini://192.0.2.1/", b"gemini://[2001:db8::1]/", b"gemini://example.org:1/",
          b"gemini://example.org:65536/", b"gemini://example.org:99999999999999999999/"]
WRONG = [b"", b"/", b"//example.org/", b"example.org", b"Hello Gemini!", b"gemini:", b"gemini:/x", b"gemini:///",
         b"gemini://me@example.org/", b"gemini://example.org/#x", b"gemini://example.org/\xdc",
         b"gemini://example.org/\x00", b"gemini://example.org/a b", b"gemini://example.org/../", b"gemini://[::1",
         b"gemini://example.org:12x/", b" gemini://example.org/", b"gemini://example.org/" + b"a" * 1004]
OURS = [b"gemini://EXAMPLE.org./", b"GEMINI://example.org:/", b"gemini://example.org:1965/", b"gemini://example.org?"]


def test_whose(server):
    for lines, status in ((OTHERS, b"53 "), (WRONG, b"59 "), (OURS, b"20 ")):
        for line in lines:
            got = server.ask(line + b"\r\n", ctx=plain())
            ok(got[:3] == status, "%.45r: %s" % (line, status.decode().strip()), got[:60])


# ---- too much of it ----

def stall(server, how, n, network="127.8"):
    """`n` clients that stop at some point, each of another /24 of a network."""
    socks = []
    hello = client_hello(plain())
    for i in range(n):
        sock = socket.socket()
        sock.settimeout(10 * SLOW)
        sock.bind(("%s.%d.1" % (network, i % 250), 0))
        sock.connect(("127.0.0.1", server.port))
        if how == "half a record":
            sock.sendall(hello[:100])
        elif how == "half a handshake":
            sock.sendall(hello)
            sock.recv(1)
        elif how in ("no request", "half a request"):
            sock = wrap(sock, "example.org", stall.ctx, stall.session)
            if how == "half a request":
                sock.sendall(b"gemini://exam")
        socks.append(sock)
    return socks


def remember(server):
    stall.ctx = plain()
    with server.tls(ctx=stall.ctx) as sock:
        sock.sendall(LINE)
        read(sock)
        stall.session = sock.session


def worst(server, n):
    """Seconds of the slowest but one of `n` answers."""
    times = []
    for _ in range(n):
        start = time.monotonic()
        got = server.ask(ctx=stall.ctx, session=stall.session)
        if got != HELLO:
            return float("inf")
        times.append(took(start))
    return sorted(times)[-2]


CEILINGS = (("nothing", 600), ("half a record", 800), ("half a handshake", 24000), ("no request", 13900),
            ("half a request", 18500))


def test_stalled():
    """Slowloris at each step: a good client notices nothing, and each costs little memory."""
    os.environ["GLIBC_TUNABLES"] = "glibc.malloc.mmap_threshold=16000:glibc.malloc.top_pad=0"
    for how, ceiling in CEILINGS:
        with Server("handshake=60000", "request=60000", "refresh=60000") as server:
            remember(server)
            worst(server, 5)
            before = memory(server)
            socks = stall(server, how, 250)
            time.sleep(0.2 * SLOW)
            each = (memory(server) - before) * 1024 / len(socks)
            slowest = worst(server, 25)
            for sock in socks:
                sock.close()
            ok(slowest < 0.5 * SLOW, "%s: one among 250 such is served soon" % how, slowest)
            if re.search("asan|cov", BUILD) or SLOW > 1:
                skip("%s: memory of each" % how, "not of this build")
            else:
                ok(each < ceiling, "%s: %d bytes each, below %d" % (how, each, ceiling))
    del os.environ["GLIBC_TUNABLES"]


def test_deadlines():
    for how, option in (("nothing", "handshake=400"), ("half a record", "handshake=400"),
                        ("half a handshake", "handshake=400"), ("no request", "request=400"),
                        ("half a request", "request=400")):
        with Server(option, "closing=300") as server:
            remember(server)
            start = time.monotonic()
            socks = stall(server, how, 20)
            closed = sum(is_closed(sock, 3) for sock in socks)
            ok(closed == 20 and 0.3 < took(start) < 3 * SLOW, "%s: ended in time" % how, closed, took(start))
            ok(server.serves(), "%s: and others are served" % how)


def test_beyond_the_cap():
    """More than there is room for: who has asked nothing makes room, the oldest first."""
    for how in ("nothing", "half a record", "no request"):
        with Server("connections=100", "handshake=60000", "request=60000") as server:
            remember(server)
            with server.tls(ctx=plain(), rcvbuf=4096) as slow:
                slow.sendall(b"gemini://example.org/huge\r\n")
                first = slow.recv(1000)
                socks = stall(server, how, 220)
                ok(server.serves(), "%s: a good client after 220 of them, with room for 100" % how)
                gone = [is_gone(sock) for sock in socks]
                ok(all(gone[:90]) and not any(gone[-60:]), "%s: the oldest went" % how, gone)
                got = len(first + read(slow))
                ok(got == 30 + (4 << 20), "%s: who is being answered stays" % how, got)
            for sock in socks:
                sock.close()


def test_held():
    """Who does not take a long answer holds no more memory than there is for it; short ones are sent on."""
    with Server("held=%d" % (5 << 20)) as server:
        with server.tls(ctx=plain(), rcvbuf=4096) as slow:
            slow.sendall(b"gemini://example.org/huge\r\n")
            slow.recv(1000)
            got = server.ask(b"gemini://example.org/huge\r\n", ctx=plain())
            ok(re.match(rb"44 \d+\r\n$", got), "a second long one is put off", got[:60])
            ok(server.serves(), "a short one is not")
        time.sleep(0.3 * SLOW)
        for _ in range(3):
            got = server.ask(b"gemini://example.org/huge\r\n", ctx=plain())
            ok(got[:3] == b"20 " and len(got) > 4 << 20, "when the first has gone it is sent", len(got))


def is_gone(sock):
    sock.setblocking(False)
    try:
        return sock.recv(1) == b""
    except (BlockingIOError, ssl.SSLWantReadError):
        return False
    except OSError:
        return True


def test_pressure():
    """Three quarters of the room are taken: a network that goes on is told to wait, others are not."""
    with Server("connections=40", "network-burst=40", "network-second=1", "handshake=60000") as server:
        remember(server)
        calm = [server.ask(ctx=stall.ctx, session=stall.session) for _ in range(60)]
        ok(set(calm) == {HELLO}, "without pressure nobody waits", set(calm))
        socks = stall(server, "nothing", 31, "127.1")
        got = []
        for _ in range(60):
            try:
                got.append(server.ask(ctx=stall.ctx, session=stall.session))
            except OSError:
                got.append(None)
        later = [g for g in got if g and g.startswith(b"44 ")]
        ok(later and all(re.match(rb"44 [1-9]\d?\r\n$", g) for g in later), "44 with a bare number of seconds",
           later[:3])
        ok(None in got, "who does not wait is not greeted in the end")
        other = wrap(socket.create_connection(("127.0.0.1", server.port), 10, ("127.77.1.1", 0)), "example.org",
                     plain())
        other.sendall(LINE)
        ok(read(other) == HELLO, "a client of another network is served")
        other.close()
        for sock in socks:
            sock.close()
        time.sleep(0.3 * SLOW)
        ok(server.ask(ctx=plain()) == HELLO, "and the first, as soon as there is room again")


def test_venue():
    """Two hundred clients behind one address, while others attack from elsewhere."""
    with Server("connections=500", "handshake=60000", "request=60000") as server:
        remember(server)
        attack = stall(server, "nothing", 400, "127.9")
        venue = [server.connect() for _ in range(200)]
        served = 0
        try:
            crowd = [wrap(sock, "example.org", stall.ctx, stall.session) for sock in venue]
            for sock in crowd:
                sock.sendall(LINE)
            served = sum(read(sock) == HELLO for sock in crowd)
        except OSError as e:
            served = e
        ok(served == 200, "200 clients of one address are all served amid an attack", served)
        for sock in attack + venue:
            sock.close()


def test_descriptors():
    with Server(fds=64) as server:
        socks = [server.connect() for _ in range(150)]
        ok(server.serves(), "with 64 descriptors and 150 silent connections")
        for sock in socks:
            reset(sock)
        ok(server.serves(), "and after them")


def test_log_full():
    """Where the log goes is full: answers do not depend on it."""
    with Server(log=open("/dev/full", "wb")) as server:
        ok(all(server.serves() for _ in range(3)), "a log that cannot be written stops nobody")


# ---- the program's own routes ----

SITE = """title: T
host: example.org
timezone: UTC
languages: [en]
"""
EVENT = "event: %s\ntitle: %s\nkind: meeting\ntimezone: UTC\ndates: 2031-01-0%d\nvisibility: %s\n"


class Program(Server):
    """The program, serving a site with a public and a private event, and one made private."""

    def __init__(self):
        self.folder = tempfile.TemporaryDirectory()
        self.state = self.folder.name + "/state"
        os.mkdir(self.folder.name + "/site")
        env = dict(os.environ, PLENARY_STATE=self.state, PLENARY_NOW="2030-12-01T12:00:00Z")
        for was in ("public", "private"):
            for name, text in (("site", SITE), ("open", EVENT % ("open", "Open", 1, "public")),
                               ("hidden", EVENT % ("hidden", "Hidden", 2, "private")),
                               ("later", EVENT % ("later", "Xylophone", 3, was))):
                with open(f"{self.folder.name}/site/{name}.yaml", "w") as f:
                    f.write(text)
            subprocess.run([PLENARY, "publish", "--accept-removal", "--out", self.folder.name + "/out",
                            self.folder.name + "/site"], env=env, check=True, capture_output=True)
        self.log = tempfile.NamedTemporaryFile()
        self.process = subprocess.Popen([PLENARY, "serve", "--listen", "127.0.0.1:0"], env=env,
                                        stdout=subprocess.PIPE, stderr=self.log)
        self.port = None
        for _ in range(int(200 * SLOW)):
            found = re.search(r"listening on .*:(\d+)", "\n".join(self.lines()))
            if found:
                self.port = int(found[1])
                break
            time.sleep(0.05)


OUTSIDE = ["/../../etc/passwd", "/%2e%2e/%2e%2e/etc/passwd", "/..%2f..%2fetc/passwd", "/%252e%252e/etc/passwd",
           "/open/..\\..\\x", "/open/%00", "/%c0%ae%c0%ae/etc/passwd", "//etc/passwd", "/proc/self/environ",
           "/plenary.db", "/capsule.key", "/state/capsule.key", "/open/../../capsule.key", "/./capsule.key"]


def test_files(server):
    for path in OUTSIDE:
        got = server.ask(b"gemini://example.org" + path.encode() + b"\r\n", ctx=plain())
        ok(got[:1] in b"53" and got.count(b"\r\n") == 1 and b"root:" not in got, "%s leads nowhere" % path, got[:60])


def test_hidden(server):
    """What is private is answered as what is not there: by the same bytes."""
    for hidden, missing in (("/hidden/", "/nowhere/"), ("/hidden", "/nowhere"), ("/hidden.ics", "/nowhere.ics"),
                            ("/hidden/day/2031-01-02", "/nowhere/day/2031-01-02")):
        a, b = (server.ask(b"gemini://example.org" + p.encode() + b"\r\n", ctx=plain()) for p in (hidden, missing))
        ok(a == b and a[:2] == b"51", "%s is like %s" % (hidden, missing), a[:60], b[:60])


BELOW = ["", "/", "/agenda", "/agenda.txt", "/changes", "/changes/", "/changes/1-2", "/feed", "/feed.xml", "/search",
         "/search?x", "/in", "/in?rome", "/day/2031-01-03", "/subscribe"]


def test_hidden_everywhere(server):
    """The same of all there is below an event, in any language and zone, and of what was public once."""
    for prefix in ("", "/fr", "/in/Asia/Tokyo", "/ar/in/Asia/Tokyo"):
        differ = []
        for event in ("/hidden", "/later"):
            for below in BELOW:
                a, b = (server.ask(b"gemini://example.org%s\r\n" % (prefix + e + below).encode(), ctx=plain())
                        for e in (event, "/nowhere"))
                if a != b or a[:2] not in (b"51", b"31"):
                    differ.append((event + below, a[:60], b[:60]))
        ok(not differ, "under '%s' nothing is told of what is hidden" % prefix, differ)


def test_withdrawn(server):
    """What was made private is named nowhere: not as a change, nor as what else a reader may have meant."""
    for path in ("/", "/now", "/changes", "/changes/1-2", "/feed", "/feed.xml", "/all.ics", "/search?xylophone",
                 "/search?xylophnoe", "/search?xylo", "/fr/changes/1-2", "/fr/feed.xml"):
        got = server.ask(b"gemini://example.org%s\r\n" % path.encode(), ctx=plain())
        typed = path.partition("?")[2].encode()
        said = re.sub(rb"(?m)^# .*$", b"", got).replace(b"?" + typed, b"")  # what was typed is said again
        ok(got[:2] == b"20" and b"xylophone" not in said.lower(), "%s does not name it" % path, got[:400])


def tree(folder):
    found = {}
    for base, _, names in os.walk(folder):
        for name in names:
            path = os.path.join(base, name)
            if not os.path.isfile(path):
                continue
            with open(path, "rb") as f:
                found[path] = f.read()
    return found


def test_replay(server):
    """A link may be followed again and again, by whom it may be: nothing changes."""
    before = tree(server.state)
    for path in (b"/", b"/open/", b"/about", b"/search?open"):
        answers = {server.ask(b"gemini://example.org" + path + b"\r\n", ctx=plain()) for _ in range(25)}
        ok(len(answers) == 1, "%s is the same 25 times" % path.decode(), answers)
    ok(tree(server.state) == before, "and the state folder, too")


def test_privacy(server):
    server.ask(b"gemini://example.org/open/?secret-query\r\n", ctx=plain())
    time.sleep(0.1)
    said = "\n".join(line for line in server.lines() if "status=" in line)
    ok("status=" in said and not re.search(r"127\.0\.0|secret|example", said), "the log names no client and no query",
       said[:300])


def run(test, *args):
    start = time.monotonic()
    try:
        test(*args)
    except Exception as e:  # a surprise fails its test and lets the others go on
        ok(False, "%s: no surprise" % test.__name__, e)
    print("# %s: %.1f s" % (test.__name__, took(start)))


def main():
    begin = time.monotonic()
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 4096), hard))
    with Server() as server:
        for test in (test_no_certificate_asked, test_certificate_bomb, test_old_versions, test_split_hello,
                     test_x25519_only, test_noise, test_early_ends, test_resets, test_smuggling,
                     test_meta, test_whose):
            run(test, server)
            ok(server.process.poll() is None and server.serves(), "%s: the server stands" % test.__name__)
    ok(server.status == 0, "it ends with status 0", server.status)
    for test in (test_renegotiation, test_stalled, test_deadlines, test_beyond_the_cap, test_held, test_pressure, test_venue, test_descriptors,
                 test_log_full):
        run(test)
    with Program() as server:
        for test in (test_files, test_hidden, test_hidden_everywhere, test_withdrawn, test_replay, test_privacy):
            run(test, server)
    print("# %.1f s" % took(begin))
    done()


main()
