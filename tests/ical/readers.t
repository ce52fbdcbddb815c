#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Calendars as other programs read them: the Python modules icalendar and vobject, khal, calcurse.

    readers.t [DIR…]    all .ics in each DIR; without one, those of the unit test "feed"
"""
import datetime
import os
import re
import shutil
import subprocess
import sys
import tempfile
import warnings

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../lib'))
sys.dont_write_bytecode = True
from tap import done, ok, skip, skip_all

warnings.simplefilter('ignore')
try:
    import icalendar
    import vobject
except ImportError as e:
    skip_all(e)

UTC = datetime.timezone.utc


def instant(t):
    """A date as it is, a time in UTC."""
    return t.astimezone(UTC) if isinstance(t, datetime.datetime) else t


def lines_wrong(data):
    """RFC 5545 section 3.1, on the bytes."""
    if not data.endswith(b'\r\n'):
        return 'no CRLF at the end'
    for line in data[:-2].split(b'\r\n'):
        if not 0 < len(line) <= 75 or line == b' ':
            return f'a line of {len(line)} octets'
        if re.search(rb'[\x00-\x08\x0a-\x1f\x7f]', line):
            return f'a control character: {line!r}'
        try:
            line.decode('utf-8')
        except UnicodeDecodeError:
            return f'a character divided: {line!r}'
    return None


def by_icalendar(data):
    out = {}
    for e in icalendar.Calendar.from_ical(data).walk('VEVENT'):
        if e.errors:
            out['errors'] = e.errors
        end = e.decoded('DTEND') if 'DTEND' in e else None
        out[str(e['UID'])] = (instant(e.decoded('DTSTART')), end and instant(end), str(e['SUMMARY']))
    return out


def by_vobject(data):
    out = {}
    for e in vobject.readOne(data.decode('utf-8')).contents.get('vevent', []):
        end = e.dtend.value if hasattr(e, 'dtend') else None
        out[e.uid.value] = (instant(e.dtstart.value), end and instant(end), e.summary.value)
    return out


KHAL = '''[calendars]
[[test]]
path = {0}/cal
[locale]
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
local_timezone = UTC
default_timezone = UTC
[sqlite]
path = {0}/khal.db
[default]
default_calendar = test
'''


def run(home, *command):
    env = {'HOME': home, 'PATH': os.environ['PATH'], 'LC_ALL': 'C.UTF-8', 'TZ': 'UTC',
           'XDG_CONFIG_HOME': home, 'XDG_DATA_HOME': home, 'XDG_CACHE_HOME': home}
    p = subprocess.run(command, env=env, cwd=home, stdin=subprocess.DEVNULL, text=True,
                       encoding='utf-8', errors='replace', capture_output=True, timeout=120)
    return p.returncode, p.stdout, p.stderr


def shown(t):
    day = not isinstance(t, datetime.datetime)
    return t.strftime('%Y-%m-%d') if day else t.strftime('%Y-%m-%d %H:%M')


def check_khal(path, name, entries):
    with tempfile.TemporaryDirectory() as home:
        os.mkdir(f'{home}/cal')
        with open(f'{home}/khal.conf', 'w', encoding='utf-8') as f:
            f.write(KHAL.format(home))
        khal = ('khal', '-c', f'{home}/khal.conf')
        rc, out, err = run(home, *khal, 'import', '--batch', '-a', 'test', path)
        ok(rc == 0 and len(os.listdir(f'{home}/cal')) == len(entries), f'khal: {name}', out, err)
        days = [e[0] for e in entries.values()]
        days = [d.date() if isinstance(d, datetime.datetime) else d for d in days]
        rc, out, err = run(home, *khal, 'list', '--once', '--format', '{uid}|{start-long}', '-df', '',
                           str(min(days)), str(max(days) + datetime.timedelta(2)))
        got = dict(line.split('|') for line in out.splitlines() if '|' in line)
        want = {uid: shown(e[0]) for uid, e in entries.items()}
        wrong = {u: (got.get(u), w) for u, w in want.items() if not (got.get(u) or '').startswith(w)}
        ok(not wrong, f'khal: the times of {name}', wrong, err)


def check_calcurse(path, name, entries):
    with tempfile.TemporaryDirectory() as home:
        rc, out, err = run(home, 'calcurse', '-D', f'{home}/cc', '-i', path)
        n = sum(map(int, re.findall(r'(\d+) (?:apps?|events?)\b', out)))
        ok(rc == 0 and n == len(entries) and ' 0 skipped' in out, f'calcurse: {name}', out, err)
        rc, out, err = run(home, 'calcurse', '-D', f'{home}/cc', '-G')
        want = sorted(shown_by_calcurse(e) for e in entries.values())
        got = sorted(normal(line) for line in out.splitlines())
        ok(got == want, f'calcurse: the times of {name}', sorted(set(got) ^ set(want)))


def shown_by_calcurse(e):
    day = not isinstance(e[0], datetime.datetime)
    return (e[0].strftime('%m/%d/%Y') if day else e[0].strftime('%m/%d/%Y @ %H:%M')) + ' ' + e[2]


def normal(line):
    """An item of calcurse without its end and its note."""
    m = re.match(r'(\d\d/\d\d/\d{4}(?: @ \d\d:\d\d)?)(?: -> \S+ @ \d\d:\d\d| \[\d+\])(?: \{.*?\})? ?'
                 r'(?:>[0-9a-f]{40})? ?\|?(.*)', line)
    return f'{m[1]} {m[2]}' if m else line


def check(path):
    name = os.path.basename(path)
    with open(path, 'rb') as f:
        data = f.read()
    wrong = lines_wrong(data)
    ok(wrong is None, f'{name}: lines', wrong)
    a, b = by_icalendar(data), by_vobject(data)
    ok(len(a) == data.count(b'BEGIN:VEVENT\r\n'), f'{name}: {len(a)} entries, no UID twice')
    ok(a == b, f'{name}: icalendar and vobject read the same',
       *[(u, a.get(u), b.get(u)) for u in a.keys() | b.keys() if a.get(u) != b.get(u)])
    if not a:
        return
    for program, look in ('khal', check_khal), ('calcurse', check_calcurse):
        if shutil.which(program):
            look(path, name, a)
        else:
            skip(f'{program}: {name}', 'not installed')


def main():
    with tempfile.TemporaryDirectory() as tmp:
        folders = sys.argv[1:] or [tmp]
        if folders == [tmp]:
            build = os.environ.get('BUILD', 'build/dev')
            subprocess.run([f'{build}/unit/feed', tmp], check=True)
        for folder in folders:
            for name in sorted(os.listdir(folder)):
                if name.endswith('.ics'):
                    check(os.path.abspath(os.path.join(folder, name)))
    done()


main()
