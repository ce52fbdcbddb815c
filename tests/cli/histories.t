#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Random histories: after each publication every calendar file is held against those of the
revision before. What a subscriber has never comes twice, never vanishes and never falls back; it is
told of what changed, and of nothing else.

    STEPS=14 SEEDS=100-200 tests/cli/histories.t     longer histories, and others
"""
import datetime
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zoneinfo

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../lib'))
sys.dont_write_bytecode = True
from feeds import Calendar, language, read_tree
from history import History
from tap import done, ok

ROOT = os.path.abspath(os.path.join(os.path.dirname(os.path.abspath(__file__)), '../..'))
PLENARY = os.environ.get('PLENARY', f'{ROOT}/build/dev/plenary')
STEPS = int(os.environ.get('STEPS', '9'))
SEEDS = os.environ.get('SEEDS', '1-12')
BEGIN = datetime.datetime(2031, 5, 1, 12)
GONE = datetime.timedelta(31)
STATUS = {'confirmed': 'CONFIRMED', 'tentative': 'TENTATIVE', 'postponed': 'TENTATIVE',
          'cancelled': 'CANCELLED', 'lost': 'CANCELLED', 'gone': 'CANCELLED'}


class Wrong(Exception):
    """What is wrong: words, and what shows it."""


class Machine:
    """One that publishes: a state folder and an output folder of its own, and an environment."""

    def __init__(self, home, **env):
        self.home = home
        self.cwd = env.pop('cwd', home)
        self.env = {'PATH': os.environ['PATH'], 'PLENARY_STATE': f'{home}/state', **env}
        os.makedirs(home, exist_ok=True)

    def publish(self, folder, back, now):
        what = ['rollback', str(back)] if back else ['publish', '--accept-removal', folder]
        self.env['PLENARY_NOW'] = now.strftime('%Y-%m-%dT%H:%M:%SZ')
        p = subprocess.run([PLENARY, *what, '--out', f'{self.home}/out'], env=self.env,
                           cwd=self.cwd, capture_output=True, text=True)
        if p.returncode != 0:
            errors = [l for l in p.stderr.splitlines() if 'error' in l or l.startswith('plenary')]
            raise Wrong(f'exit {p.returncode}', errors)
        return p.stdout

    def tree(self):
        return read_tree(f'{self.home}/out/current')


class Revision:
    """The calendar files of one revision."""

    def __init__(self, files, moment):
        self.files = files
        self.moment = moment.strftime('%Y%m%dT%H%M%SZ')
        self.calendars = {path: Calendar(data) for path, data in files.items()}
        self.all = {e.uid: e for e in self.calendars['all.ics'].entries} if files else {}

    def entries(self):
        for path, calendar in sorted(self.calendars.items()):
            for e in calendar.entries:
                yield path, e

    def by_language(self):
        return {(language(path), e.uid): e for path, e in self.entries()}


class Trial:
    """One history, and what was public after its last step."""

    def __init__(self, seed):
        self.history = History(seed)
        self.before = Revision({}, BEGIN)
        self.now = None
        self.uids = {}    # of sessions, by their numbers
        self.gone = set() # of sessions that are out, those that were gone
        self.at = BEGIN   # of the revision under way

    def session_entry(self, s):
        return self.now.all.get(self.uids.get(s.number))

    # ---- the properties ----

    def property_each_uid_once_in_a_file(self):
        for path, calendar in self.now.calendars.items():
            uids = [e.uid for e in calendar.entries]
            for uid in uids:
                if uids.count(uid) > 1:
                    raise Wrong(f'{path}: {uid} twice')

    def property_an_entry_is_the_same_in_every_file(self):
        seen = {}
        for path, e in self.now.entries():
            first = seen.setdefault((language(path), e.uid), (path, e))
            if first[1].lines != e.lines:
                raise Wrong(f'{first[0]} and {path} differ', first[1].lines, e.lines)

    def property_what_is_on_is_there_once(self):
        h = self.history
        want = {s.name(): s for s in h.now.sessions
                if h.status(s) in ('confirmed', 'tentative', 'postponed')}
        got = {}
        for e in self.now.all.values():
            title = re.sub(r' \((postponed|cancelled)\)$', '', e.name)
            if e.status == 'CANCELLED' or not title.startswith('Title '):
                continue
            if title in got:
                raise Wrong(f'{title} twice', got[title].lines, e.lines)
            got[title] = e
        if want.keys() != got.keys():
            raise Wrong(f'only wanted: {want.keys() - got.keys()}; '
                        f'only there: {got.keys() - want.keys()}')
        for title, s in want.items():
            if self.uids.setdefault(s.number, got[title].uid) != got[title].uid:
                raise Wrong(f'{title} had UID {self.uids[s.number]}', got[title].lines)

    def property_each_says_what_the_agenda_says(self):
        h = self.history
        for s in h.now.sessions:
            e = self.session_entry(s)
            if e is None:
                continue
            status = h.status(s)
            if e.status != STATUS[status]:
                raise Wrong(f'{s.name()} is {status}', e.lines)
            if s.lost or not h.event_of(s).dated or status in ('gone', 'lost'):
                continue
            zone = zoneinfo.ZoneInfo(h.event_of(s).zone)
            utc = h.start(s).replace(tzinfo=zone).astimezone(datetime.timezone.utc)
            if e.start() != utc.replace(tzinfo=None):
                raise Wrong(f'{s.name()} begins {utc}', e.lines)
            room = h.said_room(s)
            if (f'Room {room}' in e.one('LOCATION')) != (room is not None):
                raise Wrong(f'{s.name()} is in {room}', e.lines)

    def property_no_uid_is_lost(self):
        h = self.history
        over = {self.uids[s.number] for s in h.now.sessions if s.number in self.uids and
                h.status(s) in ('gone', 'lost') or s.lost or not h.event_of(s).dated
                if s.number in self.uids and self.is_long_over(h.event_of(s))}
        for uid, e in self.before.all.items():
            if uid not in self.now.all and uid not in over and 'Title' in e.name:
                raise Wrong(f'lost: {uid}', e.lines)

    def property_what_is_gone_goes_after_a_month(self):
        h = self.history
        for s in h.now.sessions:
            e = self.session_entry(s)
            if e is not None and h.status(s) == 'gone' and self.is_long_over(h.event_of(s)):
                raise Wrong(f'{s.name()} is still there', e.lines)

    def property_sequence_rises_with_time_place_and_status(self):
        back = {self.uids[n] for n in self.gone if self.history.status(self.history.now.sessions[n]) != 'gone'}
        for uid, e in self.now.all.items():
            was = self.before.all.get(uid)
            if was is None:
                continue
            withdrawn = 'Withdrawn' in e.name and 'Withdrawn' not in was.name
            rises = was.said() != e.said() or uid in back or withdrawn
            if e.sequence != was.sequence + rises:
                raise Wrong(f'{uid}: SEQUENCE {was.sequence} and {e.sequence}', was.lines, e.lines)

    def property_sequence_is_the_same_in_all_languages(self):
        for path, e in self.now.entries():
            if e.uid in self.now.all and e.sequence != self.now.all[e.uid].sequence:
                raise Wrong(f'{path}: {e.uid}', e.lines, self.now.all[e.uid].lines)

    def property_stamps_are_alike(self):
        for path, e in self.now.entries():
            if e.stamp != e.modified:
                raise Wrong(f'{path}: {e.uid}', e.lines)

    def property_stamps_move_with_the_rest(self):
        before = self.before.by_language()
        for key, e in self.now.by_language().items():
            was = before.get(key)
            if was is None:
                continue
            want = was.modified if was.rest() == e.rest() else self.now.moment
            if e.modified != want:
                raise Wrong(f'{key}: LAST-MODIFIED is not {want}', was.lines, e.lines)

    def property_a_calendar_says_when_it_changed(self):
        for path, calendar in self.now.calendars.items():
            was = self.before.calendars.get(path)
            if was is None:
                continue
            want = was.modified if was.rest == calendar.rest else self.now.moment
            if calendar.modified != want:
                raise Wrong(f'{path}: LAST-MODIFIED {calendar.modified}, not {want}',
                            [l for l in was.rest if l not in calendar.rest],
                            [l for l in calendar.rest if l not in was.rest])

    def is_long_over(self, e):
        return e.last is not None and e.last + GONE < self.at.date()

    # ---- a step ----

    def check(self, files):
        self.now = Revision(files, self.at)
        wrong = []
        for name in PROPERTIES:
            try:
                getattr(self, name)()
            except Wrong as w:
                wrong.append((name[len('property_'):].replace('_', ' '), *w.args))
        self.before = self.now
        h = self.history
        for e in self.now.all.values(): # what is first public as cancelled
            for s in h.now.sessions:
                if e.name.partition(' (')[0] == s.name():
                    self.uids.setdefault(s.number, e.uid)
        self.gone = {n for n in self.uids if h.status(h.now.sessions[n]) == 'gone'}
        return wrong


PROPERTIES = [name for name in vars(Trial) if name.startswith('property_')]


def side_by_side(a, b):
    """Two entries, what they have in common once."""
    out = [f'  {l}' if l in b else f'- {l}' for l in a] + [f'+ {l}' for l in b if l not in a]
    return out


def tell(seed, step, said, wrong):
    name, why, *shown = wrong
    lines = [f'after step {step}: {", ".join(said) or "first publication"}', f'{name}: {why}']
    if len(shown) == 2:
        lines += side_by_side(*shown)
    elif shown:
        lines += [f'  {l}' for l in shown[0]]
    lines.append(f'again: STEPS={step} SEEDS={seed} {os.path.relpath(__file__, ROOT)}')
    return lines


def seeds():
    for part in SEEDS.replace(',', ' ').split():
        first, _, last = part.partition('-')
        yield from range(int(first), int(last or first) + 1)


def run(seed, home):
    """What is wrong, as lines to show; None if nothing is."""
    trial, here = Trial(seed), Machine(f'{home}/a', TZ='Asia/Kathmandu', LC_ALL='C.UTF-8')
    there = Machine(f'{home}/elsewhere/b', TZ='America/St_Johns', LC_ALL='de_DE.UTF-8', cwd='/')
    if seed % 4:
        there = None
    h = trial.history
    for step in range(1, STEPS + 1):
        folder = f'{home}/{step}'
        trial.at += h.pause(step)
        back = h.step(step)
        if not back:
            h.write(folder)
        try:
            out = here.publish(folder, back, trial.at)
            if out.startswith('nothing changed'):
                if back: # what it was is what it is
                    h.rolled_back(back)
                    h.kept.pop()
                else:
                    h.published()
                    h.kept.pop()
                continue
            h.rolled_back(back) if back else h.published()
            files = here.tree()
            wrong = trial.check(files)
            if there:
                there.publish(folder, back, trial.at)
                if there.tree() != files:
                    wrong.append(('the same on another machine', 'bytes differ'))
        except Wrong as w:
            wrong = [('publishing', *w.args)]
        if wrong:
            return [l for w in wrong for l in tell(seed, step, h.said, w)]
    return None


def main():
    for seed in seeds():
        home = tempfile.mkdtemp(prefix='plenary-histories-')
        try:
            wrong = run(seed, home)
        finally:
            shutil.rmtree(home)
        ok(not wrong, f'history {seed}')
        for line in wrong or []:
            print(f'# {line}')
    done()


main()
