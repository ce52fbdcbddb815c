#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""What an organiser types stays text. What programs take for markup, scripts, formulas, properties or
links is put under every key of the format (tests/lib/agenda.py): it is refused, or what comes out is read
by parsers that are not ours, and nothing is in it that was not in the same site without."""

import collections
import csv
import io
import json
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "../lib"))
sys.dont_write_bytecode = True
import agenda
from tap import done, ok

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "../.."))
PLENARY = os.environ.get("PLENARY", os.path.join(ROOT, "build/dev/plenary"))
ENV = dict(os.environ, PLENARY_NOW="2031-01-01T12:00:00Z")

# Texts, by what would take them for something else.
TEXTS = {
    "markup": "\"><script>alert(1)</script><img src=x onerror=alert(1)><a href='javascript:alert(1)'>x</a>",
    "ends of elements": "</title></script></script </style></textarea></noscript><!-- <script> --> ]]> <![CDATA[ <svg onload=alert(1)>",
    "attributes": "' onmouseover='alert(1)' \" onfocus=\"alert(1) autofocus x=` style=\"x:y\"",
    "entities": "&lt;script&gt; &#60;img src=x&#62; &amp;amp; &quot; &x; {{7*7}} ${7*7}",
    "links": "[x](javascript:alert(1)) ![y](data:text/html,<script>1</script>) <javascript:alert(1)> "
             "[z](https://e.example/ '\"onclick=alert(1)') [w]: vbscript:x",
    "formulas": "=HYPERLINK(\"https://evil.example/\",\"x\")",
    "formulas by a sign": "+1+cmd|' /C calc'!A0",
    "formulas by another": "@SUM(1)",
    "gemtext": "=> gemini://evil.example/ x",
    "preformatted": "```",
    "calendars": "x;VALUE=URI:y,z\\nBEGIN:VALARM\\, END:VEVENT",
    "directions": "\u202eevil\u202c \u2067x \u200e\u200f",
}
PROSE_ONLY = {
    "lines of a calendar": "a\nATTENDEE:mailto:x@evil.example\nBEGIN:VALARM\nEND:VALARM\nEND:VEVENT\n",
    "lines of gemtext": "a\n=> gemini://evil.example/ x\n\n    ```\n    => gemini://evil.example/ y\n\n```\n# b\n",
    "raw HTML": "<script>alert(1)</script>\n\n<div onclick=alert(1)>\n\n<iframe src=//evil.example></iframe>\n",
}
URLS = ["javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "//evil.example/",
        "file:///etc/passwd", "https://e.example/\"><script>alert(1)</script>", "https://e.example/'onclick='alert(1)",
        "https://e.example/\r\nATTACH:x", "https://e.example/\u202ex", "mailto:a@e.example?body=<b>\"x", "geo:1,2\"onclick=\"",
        "https://e.example/`${1}`\\", "https://user:pass@e.example/</script>"]
NEVER = ["\x00", "\x1b[31m", "\x07", "\x85", "\u2028", "\ufeff"]

SAFE = re.compile(r"(https?|gemini|mailto|tel|geo|webcal):", re.I)
# What CommonMark may have in an abstract.
MARKDOWN = {"p", "em", "strong", "code", "pre", "ul", "ol", "li", "blockquote", "hr", "br", "a", "h2", "h3", "h4", "h5", "h6"}


# ---- sites ----


def site(line, prose=None, url=None):
    """The site of all keys with these texts."""
    def say(kind, where, hidden):
        plain = {"id": where.replace(".", "-"), "url": "https://open.example/" + where}.get(kind, "Plain " + where)
        given = {"line": line and "%s %s" % (line, where), "prose": prose or line, "url": url}.get(kind)
        return given or plain
    return agenda.Site(say, "public", draft=False).files


def check(folder, files):
    lines = agenda.write(folder, files)
    run = subprocess.run([PLENARY, "check", "--format", "json", folder], capture_output=True, env=ENV, check=False)
    return run.returncode, lines, run.stdout


def publish(folder, files):
    """The tree of a site; None and why, if it is refused."""
    code, _, said = check(os.path.join(folder, "site"), files)
    if code != 0:
        return None, said
    run = subprocess.run([PLENARY, "--state", os.path.join(folder, "state"), "publish", "--out",
                          os.path.join(folder, "out"), os.path.join(folder, "site")], capture_output=True, env=ENV, check=False)
    assert run.returncode == 0, run.stderr
    return os.path.join(folder, "out/current"), b""


def files_of(tree):
    for folder, _, names in os.walk(tree):
        for name in sorted(names):
            path = os.path.join(folder, name)
            with open(path, "rb") as f:
                yield os.path.relpath(path, tree), f.read()


# ---- what is in a file ----


class Page(HTMLParser):
    """Elements and attributes of a page, and what is wrong with them."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.seen, self.wrong, self.data, self.inside = collections.Counter(), [], [], None

    def handle_starttag(self, tag, attrs):
        self.seen[tag] += 1
        self.inside = tag if tag in ("script", "style") else None
        for name, value in attrs:
            self.seen["@" + name] += 1
            if name.startswith("on") or name in ("style", "srcdoc", "formaction"):
                self.wrong.append("%s has %s" % (tag, name))
            if name in ("href", "src", "action") and ":" in re.split("[/?#]", value or "")[0] and not SAFE.match(value):
                self.wrong.append("%s leads to %s" % (tag, value))
        attrs = dict(attrs)
        if tag == "script" and "src" in attrs and not re.fullmatch(r"[\w./-]+\.js", attrs["src"]):
            self.wrong.append("a script from %s" % attrs["src"])
        if tag == "script" and "src" not in attrs and attrs.get("type") != "application/ld+json":
            self.wrong.append("a script within")

    def handle_data(self, data):
        if self.inside == "script" and data.strip():
            self.data.append(data)

    def handle_endtag(self, tag):
        self.inside = None


def html(text):
    page = Page()
    page.feed(text)
    page.close()
    if len(re.findall("</script", text, re.I)) != page.seen["script"]: # browsers take "</script x" for an end
        page.wrong.append("a script that may end early")
    for data in page.data:
        try:
            json.loads(data)
        except ValueError:
            page.wrong.append("data that is no JSON: %s" % data[:100])
    return page.seen, page.wrong


def xml(text):
    seen, wrong = collections.Counter(), []
    for element in ElementTree.fromstring(text.encode()).iter():
        seen[element.tag] += 1
        for name, value in element.attrib.items():
            if name in ("href", "url", "src") and not SAFE.match(value) and ":" in value.split("/")[0]:
                wrong.append("%s leads to %s" % (element.tag, value))
        if element.attrib.get("type") == "html":
            wrong += html(element.text or "")[1]
    return seen, wrong


def calendar(text):
    seen, wrong = collections.Counter(), []
    for line in text.replace("\r\n ", "").replace("\r\n\t", "").split("\r\n")[:-1]:
        name = re.match(r"[A-Z0-9-]+(?=[;:])", line)
        if name is None:
            wrong.append("no property: %s" % line[:80])
            continue
        seen[line if name[0] in ("BEGIN", "END") else name[0]] += 1
        if name[0] == "X-ALT-DESC":
            value = line.split(":", 1)[1].replace("\\n", "\n").replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\")
            wrong += html(value)[1]
        if name[0] in ("URL", "ATTACH", "CONFERENCE", "SOURCE") and not SAFE.match(line.rpartition("https:")[2] and "https:"):
            wrong.append("%s leads to no address" % line[:80])
    return seen, wrong


def sheet(text):
    rows = list(csv.reader(io.StringIO(text, newline=""), strict=True))
    wrong = ["%d cells, not %d" % (len(row), len(rows[0])) for row in rows if len(row) != len(rows[0])]
    # Many spreadsheets divide by ';', and begin a cell in the midst of ours.
    wrong += ["a formula: %s" % cell[:60] for row in rows for whole in row for cell in re.split("[;\n] *", whole)
              if re.match(r"[=+@\t\r]", cell) or re.match(r"-(?![\d-])", cell)]
    return collections.Counter(), wrong


def script(name):
    def look(text):
        wrong = []
        if name.endswith("search.js"):
            try:
                json.loads(text[text.index("["):text.rindex("]") + 1])
            except ValueError as e:
                wrong.append("no JSON within: %s" % e)
        return collections.Counter(), wrong
    return look


def look(name, data):
    """What a file consists of, and what is wrong with it."""
    kind = name.rpartition(".")[2]
    text = data.decode("utf-8-sig" if kind == "csv" else "utf-8") # spreadsheets want the mark
    readers = {"html": html, "xml": xml, "ics": calendar, "csv": sheet, "js": script(name),
               "json": lambda t: (collections.Counter(), json.loads(t) and [])}
    seen, wrong = readers.get(kind, lambda t: (collections.Counter(), []))(text)
    odd = re.findall("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ufeff]", text)
    if odd:
        wrong.append("control characters: %r" % odd[:3])
    if kind in ("html", "xml") and re.search("[\u202a-\u202e]", text):
        wrong.append("what turns the text that follows")
    return seen, wrong


def shape(tree):
    out = {}
    for name, data in files_of(tree):
        try:
            out[name] = look(name, data)
        except Exception as e: # no parser takes it
            out[name] = (collections.Counter(), ["%s: %s" % (type(e).__name__, e)])
    return out


def compare(name, tree, plain):
    """Nothing wrong, and no element, attribute or property that the plain site has not."""
    faults, kinds = [], {}
    for file, (seen, _) in plain.items():
        kinds.setdefault(file.rpartition(".")[2], set()).update(seen)
    for file, (seen, wrong) in shape(tree).items():
        faults += ["%s: %s" % (file, why) for why in wrong]
        kind = file.rpartition(".")[2]
        more = set(seen) - kinds.get(kind, set())
        if kind == "html":
            more -= MARKDOWN | {"bdi", "@start", "@value"}
        if kind in ("html", "ics"):
            count = ("script", "@src", "@http-equiv", "link", "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VALARM", "ATTENDEE")
            faults += ["%s: %s %d times" % (file, what, seen[what]) for what in count
                       if file in plain and seen[what] != plain[file][0][what]]
        faults += ["%s: %s" % (file, what) for what in more]
    ok(not faults, name, *faults[:8])


# ---- the tests ----


def test_others(scratch):
    """Under keys that are no texts it is refused, each by itself."""
    folder, taken = os.path.join(scratch, "others"), []
    base = site(None)
    marks = {}

    def walk(value, keys):
        if isinstance(value, dict):
            for key, item in value.items():
                walk(item, keys + (key,))
        elif isinstance(value, list):
            for i, item in enumerate(value):
                walk(item, keys + (i,))
        elif not value.startswith(("Plain", "https://open")):
            marks.setdefault((keys[0], str(keys[-2]) if isinstance(keys[-1], int) else keys[-1]), keys)

    for name, data in base.items():
        walk(data, (name,))
    for keys in marks.values():
        files = json.loads(json.dumps(base))
        thing = files
        for key in keys[:-1]:
            thing = thing[key]
        thing[keys[-1]] = TEXTS["markup"]
        code, _, said = check(folder, files)
        if code != 1 or b"Sanitizer" in said:
            taken.append((keys, code))
    # What is told of a setting or of where someone works is text.
    taken = [(keys, code) for keys, code in taken if code != 0]
    ok(len(marks) > 60 and not taken, "%d keys that are no texts" % len(marks), *taken)
    return marks


def main():
    with tempfile.TemporaryDirectory() as scratch:
        def there(name):
            folder = os.path.join(scratch, re.sub(r"\W+", "-", name))
            os.mkdir(folder)
            return folder

        tree, said = publish(there("plain"), site(None))
        plain = shape(tree)
        ok(len(plain) > 100 and not [w for _, w in plain.values() if w], "the plain site: %d files" % len(plain),
           *[(f, w) for f, (_, w) in plain.items() if w][:5])
        for name, text in TEXTS.items():
            tree, said = publish(there(name), site(text))
            if ok(tree is not None, "%s: taken" % name, said[:600]):
                compare("%s: no more than text" % name, tree, plain)
        for name, text in PROSE_ONLY.items():
            tree, said = publish(there(name), site(None, text))
            if ok(tree is not None, "%s: taken" % name, said[:600]):
                compare("%s: no more than text" % name, tree, plain)
        for i, url in enumerate(URLS):
            tree, said = publish(there("url %d" % i), site(None, None, url))
            if SAFE.match(url) is None:
                ok(tree is None, "refused: %s" % ascii(url))
            elif tree is not None:
                compare("an address as it is: %s" % ascii(url), tree, plain)
            else:
                ok(True, "refused: %s" % ascii(url))
        for i, text in enumerate(NEVER):
            tree, said = publish(there("never %d" % i), site("x%sy" % text))
            ok(tree is None, "refused: %s" % ascii(text))
        test_others(scratch)
    done()


main()
