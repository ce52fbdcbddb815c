#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Calendars as khal and calcurse have them after an import, as JSON. Names of files come on standard
input, one a line.   programs.py khal|calcurse
"""
import datetime
import json
import os
import re
import subprocess
import sys
import tempfile

KHAL = '''[calendars]
[[test]]
path = {0}/cal
[locale]
timeformat = %H:%M:%S
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%dT%H:%M:%SZ
longdatetimeformat = %Y-%m-%dT%H:%M:%SZ
local_timezone = UTC
default_timezone = UTC
[sqlite]
path = {0}/khal.db
[default]
default_calendar = test
'''


def run(home, *command):
    """What a program prints; the zone of the machine is UTC."""
    env = {'HOME': home, 'PATH': os.environ['PATH'], 'LC_ALL': 'C.UTF-8', 'TZ': 'UTC', 'COLUMNS': '100000',
           'XDG_CONFIG_HOME': home, 'XDG_DATA_HOME': home, 'XDG_CACHE_HOME': home}
    p = subprocess.run(command, env=env, cwd=home, stdin=subprocess.DEVNULL, text=True,
                       encoding='utf-8', errors='replace', capture_output=True, timeout=600)
    errors = [p.stderr] if p.stderr.strip() else []
    return p.stdout, errors + ([f'exit {p.returncode}'] if p.returncode != 0 else [])


def by_khal(home, path):
    os.mkdir(f'{home}/cal')
    with open(f'{home}/khal.conf', 'w', encoding='utf-8') as f:
        f.write(KHAL.format(home))
    khal = ('khal', '-c', f'{home}/khal.conf')
    _, errors = run(home, *khal, 'import', '--batch', '-a', 'test', path)
    # It lists what is on one day after the other, but searches all at once.
    form = '\x1e' + '|'.join('{uid} {start-long} {end-long} {status} {title}'.split(' '))
    out, more = run(home, *khal, 'search', '--format', form, 'BEGIN:VEVENT')
    entries = []
    for record in out.split('\x1e')[1:]:
        uid, start, end, status, summary = record.removesuffix('\n').split('|', 4)
        if 'T' not in start:  # it shows the last day
            end = str(datetime.date.fromisoformat(end) + datetime.timedelta(1))
        entries.append({'uid': uid, 'start': start, 'end': end, 'status': status.strip(),
                        'summary': summary.replace('\x1b[0m', '')})
    return entries, errors + more


def us_day(s):
    """A day, which calcurse writes as 05/16/2031."""
    return datetime.datetime.strptime(s, '%m/%d/%Y').date()


TIMED = re.compile(r'(\S+) @ (\d\d:\d\d) -> (\S+) @ (\d\d:\d\d)')
WHOLE = re.compile(r'(\S+) \[\d+\](?: \{1D -> (\S+)\})?')
REST = re.compile(r'(?:>[0-9a-f]{40})? ?\|?(.*)')


def item(line):
    """One line of calcurse's file of appointments."""
    m = TIMED.match(line)
    if m:
        start, end = (f'{us_day(d)}T{t}:00Z' for d, t in ((m[1], m[2]), (m[3], m[4])))
    else:
        m = WHOLE.match(line)
        start, end = us_day(m[1]), us_day(m[2] or m[1]) + datetime.timedelta(1)
    rest = REST.match(line[m.end():].lstrip(' '))
    return {'start': str(start), 'end': str(end), 'summary': rest[1]}


def by_calcurse(home, path):
    out, errors = run(home, 'calcurse', '-D', f'{home}/cc', '-i', path)
    if ' 0 skipped' not in out:
        errors.append(out)
    out, more = run(home, 'calcurse', '-D', f'{home}/cc', '-G')
    return [item(line) for line in out.splitlines()], errors + more


def main():
    read = {'khal': by_khal, 'calcurse': by_calcurse}[sys.argv[1]]
    out = {}
    for path in sys.stdin.read().split('\n')[:-1]:
        with tempfile.TemporaryDirectory() as home:
            try:
                entries, errors = read(home, path)
            except Exception as e:  # whatever it is, it is what this reader makes of the file
                entries, errors = [], [repr(e)]
        out[path] = {'entries': entries, 'errors': errors}
    json.dump(out, sys.stdout)


main()
