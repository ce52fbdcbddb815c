#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Someone subscribes at revision 1 and never looks after it: after each of ten revisions with moves,
renames, cancellations and a rollback they hold exactly the sessions of that revision, none twice.

In khal, to which vdirsyncer brings the calendars from a web server, as one keeps a subscription
there; in calcurse, which knows none: all is purged and the file imported again, as its users do from
cron; and in ical.js, by a reader that goes by SEQUENCE alone, see subscriber.mjs."""
import datetime
import functools
import http.server
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import urllib.request
import zoneinfo

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, f'{ROOT}/tests/lib')
sys.dont_write_bytecode = True
from feeds import Calendar
from history import History
from tap import done, ok, skip

PLENARY = os.environ.get('PLENARY', f'{ROOT}/build/dev/plenary')
UTC = datetime.timezone.utc


# ---- the site, and what is done to it ----

class Site(History):
    """Sessions 0 to 5, all in event 0 but the last, with fixed times."""

    def __init__(self):
        super().__init__(1)
        for s in self.now.sessions:
            s.event = 0 if s.number < 5 else 1
            s.day, s.at, s.lost, s.room = s.number % 2, 9 * 60 + 60 * s.number, False, 'hall'
        self.at(0).tracks = self.at(1).tracks = ['one']
        self.at(2).tracks = ['two']
        self.at(0).people = self.at(3).people = self.at(5).people = ['ann']

    def at(self, number):
        return self.now.sessions[number]

    def move(self, number, minutes):
        self.at(number).at += minutes

    def set(self, number, **values):
        vars(self.at(number)).update(values)


def none(site):
    pass


def moves(site):
    site.move(0, 90)
    site.set(1, day=0)


def renames_and_moves(site):
    site.rename(site.at(0))
    site.move(0, -30)
    site.rename(site.at(3))
    site.at(3).title += 1


def cancels(site):
    site.set(1, status='cancelled')
    site.set(4, there=False)
    site.set(2, tracks=['one'])


def to_another_event(site):
    site.set(2, event=1)
    site.set(5, people=[])
    site.set(1, people=['ann'])


def restores(site):
    site.set(1, status='confirmed')
    site.set(4, there=True, at=19 * 60)


def renames_the_event(site):
    site.now.events[0].id = site.fresh('e')
    site.move(0, 15)


def swaps_ids(site):
    a, b = site.at(0), site.at(3)
    a.id, b.id = b.id, a.id
    site.set(1, tracks=['two'])


def another_week_and_zone(site):
    site.now.events[0].first = datetime.date(2031, 10, 25)
    site.now.events[0].zone = 'America/New_York'


def splits(site):
    half = site.add(0)
    half.day, half.at, half.room, half.people = 0, 11 * 60, 'attic', ['ann']
    site.set(3, status='postponed')


EDITS = [none, moves, renames_and_moves, cancels, to_another_event, restores, renames_the_event,
         swaps_ids, 3, another_week_and_zone, splits]

FEEDS = {
    'event': ('e1.ics', lambda s: s.event == 0),
    'track': ('e1/track/one.ics', lambda s: s.event == 0 and (not s.tracks or 'one' in s.tracks)),
    'person': ('person/ann.ics', lambda s: 'ann' in s.people),
}


def wanted(site, shows):
    """What is on, as title and start in UTC."""
    out = []
    for s in site.now.sessions:
        status = site.status(s)
        if not shows(s) or status not in ('confirmed', 'tentative', 'postponed'):
            continue
        zone = zoneinfo.ZoneInfo(site.event_of(s).zone)
        start = site.start(s).replace(tzinfo=zone).astimezone(UTC).strftime('%Y-%m-%dT%H:%M')
        out.append((s.name() + (' (postponed)' if status == 'postponed' else ''), start))
    return sorted(out)


def is_session(title):
    return title.startswith('Title ')


# ---- the subscribers: each gives what it shows as on, and as cancelled ----

def run(home, *command):
    env = {'HOME': home, 'PATH': os.environ['PATH'], 'LC_ALL': 'C.UTF-8', 'TZ': 'UTC',
           'XDG_CONFIG_HOME': home, 'XDG_DATA_HOME': home, 'XDG_CACHE_HOME': home}
    p = subprocess.run(command, env=env, cwd=home, stdin=subprocess.DEVNULL, text=True,
                       encoding='utf-8', errors='replace', capture_output=True, timeout=120)
    if p.returncode != 0:
        raise RuntimeError(f'{command}: {p.stdout}{p.stderr}')
    return p.stdout


def fetch(url, path):
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    with opener.open(url) as answer, open(path, 'wb') as f:
        f.write(answer.read())


class Khal:
    """khal, with the calendars that vdirsyncer keeps."""
    programs = ('khal', 'vdirsyncer')

    def __init__(self, home, url):
        self.home, self.url = home, url
        calendars, pairs = '', f'[general]\nstatus_path = "{home}/status"\n'
        for name, (path, _) in FEEDS.items():
            calendars += f'[[{name}]]\npath = {home}/{name}\n'
            pairs += (f'[pair {name}]\na = "{name}_there"\nb = "{name}_here"\ncollections = null\n'
                      f'[storage {name}_there]\ntype = "http"\nurl = "{url}/{path}"\n'
                      f'[storage {name}_here]\ntype = "filesystem"\npath = "{home}/{name}"\n'
                      'fileext = ".ics"\n')
            os.mkdir(f'{home}/{name}')
        with open(f'{home}/khal.conf', 'w', encoding='utf-8') as f:
            f.write(f'[calendars]\n{calendars}[locale]\ntimeformat = %H:%M\ndateformat = %Y-%m-%d\n'
                    'longdateformat = %Y-%m-%d\ndatetimeformat = %Y-%m-%dT%H:%M\n'
                    'longdatetimeformat = %Y-%m-%dT%H:%M\nlocal_timezone = UTC\n'
                    f'default_timezone = UTC\n[sqlite]\npath = {home}/khal.db\n'
                    '[default]\ndefault_calendar = event\n')
        with open(f'{home}/vdirsyncer.conf', 'w', encoding='utf-8') as f:
            f.write(pairs)
        run(home, 'vdirsyncer', '-c', f'{home}/vdirsyncer.conf', 'discover', '--no-list')

    def follow(self):
        run(self.home, 'vdirsyncer', '-c', f'{self.home}/vdirsyncer.conf', 'sync')

    def holds(self, name):
        out = run(self.home, 'khal', '-c', f'{self.home}/khal.conf', 'list', '-a', name, '--once',
                  '--format', '{start-long}|{cancelled}|{title}', '-df', '', '2031-05-01', '2031-11-30')
        rows = [line.split('|') for line in out.splitlines() if line.count('|') == 2]
        return ([(title, start) for start, gone, title in rows if not gone],
                [(title, start) for start, gone, title in rows if gone])


class Calcurse:
    programs = ('calcurse',)

    def __init__(self, home, url):
        self.home, self.url = home, url
        for name in FEEDS:
            os.mkdir(f'{home}/{name}')

    def follow(self):
        for name, (path, _) in FEEDS.items():
            run(self.home, 'calcurse', '-D', f'{self.home}/{name}', '-P')
            fetch(f'{self.url}/{path}', f'{self.home}/{name}.ics')
            run(self.home, 'calcurse', '-q', '-D', f'{self.home}/{name}', '-i', f'{self.home}/{name}.ics')

    def holds(self, name):
        """It does not know STATUS: the title says what is cancelled."""
        out = run(self.home, 'calcurse', '-D', f'{self.home}/{name}', '-G')
        rows = []
        for line in out.splitlines():
            if m := re.match(r'(\d\d)/(\d\d)/(\d{4}) @ (\d\d:\d\d).*?\|(.*)', line):
                rows.append((f'{m[3]}-{m[1]}-{m[2]}T{m[4]}', m[5]))
        return ([(title, start) for start, title in rows if '(cancelled)' not in title],
                [(title, start) for start, title in rows if '(cancelled)' in title])


class IcalJs:
    programs = ('node',)

    def __init__(self, home, url):
        self.home, self.url = home, url
        self.shown = {}

    def follow(self):
        for name, (path, _) in FEEDS.items():
            fetch(f'{self.url}/{path}', f'{self.home}/{name}.ics')
            out = run(self.home, 'node', f'{HERE}/subscriber.mjs', f'{self.home}/{name}.json',
                      f'{self.home}/{name}.ics')
            self.shown[name] = [tuple(row) for row in json.loads(out)]

    def holds(self, name):
        return self.shown[name], []


# ---- ten revisions ----

class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *_):
        pass


def publish(home, site, step, edit):
    env = {'PATH': os.environ['PATH'], 'PLENARY_STATE': f'{home}/state',
           'PLENARY_NOW': f'2031-05-01T{step:02}:00:00Z'}
    if isinstance(edit, int):
        what = ['rollback', str(edit)]
    else:
        edit(site)
        site.mark()
        site.write(f'{home}/{step}')
        what = ['publish', '--accept-removal', f'{home}/{step}']
    subprocess.run([PLENARY, *what, '--out', f'{home}/out'], env=env, check=True, capture_output=True)
    site.rolled_back(edit) if isinstance(edit, int) else site.published()


def told_as_cancelled(home, path):
    with open(f'{home}/out/current/{path}', 'rb') as f:
        return sorted(e.name for e in Calendar(f.read()).entries
                      if e.status == 'CANCELLED' and is_session(e.name))


def look(subscriber, name, feed, site, step, cancelled):
    on, gone = subscriber.holds(feed)
    on = sorted(row for row in on if is_session(row[0]))
    want = wanted(site, FEEDS[feed][1])
    ok(on == want, f'{name} at revision {step}: {len(want)} sessions of the {feed} and no other',
       ('has', sorted(set(on) - set(want))), ('lacks', sorted(set(want) - set(on))), on)
    if not isinstance(subscriber, IcalJs):
        gone = sorted(row[0] for row in gone if is_session(row[0]))
        ok(gone == cancelled, f'{name} at revision {step}: what is cancelled is shown so', gone, cancelled)


def subscribe(home, url):
    out = {}
    for name, kind in (('khal', Khal), ('calcurse', Calcurse), ('ical.js', IcalJs)):
        missing = [p for p in kind.programs if not shutil.which(p)]
        if kind is IcalJs and not os.path.isdir(f'{HERE}/node_modules/ical.js'):
            missing.append('ical.js')
        if missing:
            skip(name, f'not installed: {" ".join(missing)}')
            continue
        os.mkdir(f'{home}/{name}')
        out[name] = kind(f'{home}/{name}', url)
    return out


def main():
    home = tempfile.mkdtemp(prefix='plenary-subscriber-')
    site = Site()
    publish(home, site, 1, EDITS[0])
    handler = functools.partial(Quiet, directory=f'{home}/out/current')
    server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        subscribers = subscribe(home, f'http://127.0.0.1:{server.server_port}')
        for step, edit in enumerate(EDITS, 1):
            if step > 1:
                publish(home, site, step, edit)
            for name, subscriber in subscribers.items():
                subscriber.follow()
                for feed, (path, _) in FEEDS.items():
                    look(subscriber, name, feed, site, step, told_as_cancelled(home, path))
    finally:
        server.shutdown()
        if not os.environ.get('KEEP'):
            shutil.rmtree(home)
    done()


main()
