#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Dates of random rules of repetition, as the program has them and as python3-dateutil does."""
import datetime
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import warnings

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), '../lib'))
sys.dont_write_bytecode = True
from tap import done, ok, skip_all

warnings.simplefilter('ignore')
try:
    from dateutil import rrule
except ImportError as e:
    skip_all(e)

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), '../..'))
PLENARY = os.environ.get('PLENARY', ROOT + '/build/dev/plenary')
FILES, RULES = 8, 50  # rules of each file
DAYS = 'MO TU WE TH FR SA SU'.split()
SITE = 'title: Example\nhost: agenda.example.org\nlanguages: [en]\ntimezone: Europe/Berlin\n'


def pick(r, items, most):
    return ','.join(str(x) for x in r.sample(items, r.randint(1, most)))


def parts(r):
    """What a rule may have beside its frequency: RFC 5545 section 3.3.10, the table of BY rules."""
    freq = r.choice(['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY'])
    out = ['FREQ=' + freq]
    if r.random() < .4:
        out.append('INTERVAL=%d' % r.randint(1, 4))
    if r.random() < .3:
        out.append('WKST=' + r.choice(DAYS))
    kind = r.randint(0, 5)
    if freq in ('DAILY', 'WEEKLY'):
        if kind < 3:
            out.append('BYDAY=' + pick(r, DAYS, 3))
        elif kind == 3:
            out.append('BYMONTH=' + pick(r, list(range(1, 13)), 4))
        elif kind == 4 and freq == 'DAILY':
            out.append('BYMONTHDAY=' + pick(r, list(range(1, 32)) + [-1, -7], 4))
        return out
    if freq == 'YEARLY' and kind > 0:
        if r.random() < .15:
            return out + ['BYYEARDAY=' + pick(r, list(range(1, 367)) + [-1, -100], 4)]
        out.append('BYMONTH=' + pick(r, list(range(1, 13)), 3))
    if kind == 1:
        out.append('BYDAY=' + pick(r, ['%+d%s' % (n, d) for n in (1, 2, 3, 4, -1) for d in DAYS], 2))
    elif kind == 2:
        out.append('BYMONTHDAY=' + pick(r, list(range(1, 32)) + [-1, -2], 3))
    elif kind == 3:
        out.append('BYDAY=' + pick(r, DAYS, 5))
        out.append('BYSETPOS=' + pick(r, [1, 2, 3, -1, -2], 2))
    elif kind == 4:
        out.append('BYDAY=' + pick(r, DAYS, 2))
    elif kind == 5 and r.random() < .5:
        out.append('BYMONTHDAY=13')
        out.append('BYDAY=FR')
    return out


def rules(r):
    """Rules with their first day, which they give, and their dates."""
    found = []
    while len(found) < RULES:
        start = datetime.datetime(2031, r.randint(1, 12), r.randint(1, 28), 15)
        p = parts(r)
        until = start + datetime.timedelta(days=r.randint(1, 900))
        count = r.randint(2, 40)
        by_count = r.random() < .5
        limit = start + datetime.timedelta(days=3600)
        first = next(iter(rrule.rrulestr(';'.join(p + ['UNTIL=' + limit.strftime('%Y%m%dT235959')]),
                                         dtstart=start)), None)
        if first is None:
            continue
        end = 'COUNT=%d' % count if by_count else 'UNTIL=' + max(until, first).strftime('%Y%m%d')
        long_end = end if by_count else end + 'T235959'
        dates = list(rrule.rrulestr(';'.join(p + [long_end]), dtstart=first))
        if len(dates) > 300 or dates[-1] > limit or dates[0] != first:
            continue
        found.append((';'.join(p + [end]), [d.strftime('%Y-%m-%d') for d in dates]))
    return found


def published(d, todo):
    """The dates of each session of an event that has them all."""
    with open(d + '/site.yaml', 'w') as f:
        f.write(SITE)
    with open(d + '/event.yaml', 'w') as f:
        f.write('event: rules-2031\nkind: meeting\ntitle: Rules\nagenda:\n')
        for day in sorted({dates[0] for _, dates in todo}):
            f.write('  %s:\n' % day)
            for i, (rule, dates) in enumerate(todo):
                if dates[0] == day:
                    f.write('    - {id: s%d, at: 15:00, for: 10m, title: S%d, repeat: "%s"}\n'
                            % (i, i, rule))
    r = subprocess.run([PLENARY, '--state', d + '/state', 'publish', '--dry-run', '--format', 'json',
                        '--out', d + '/out', d], capture_output=True, check=False)
    out = {}
    if r.returncode != 0:
        return r.stderr.decode(), out
    for c in json.loads(r.stdout)['changes']:
        if c['entry'] != 'session':
            continue
        rule, day = re.match(r's(\d+)-(\d{4}-\d\d-\d\d)$', c['session']).groups()
        if not c['slot']['start'].startswith(day + 'T15:00'):
            return '%s begins %s' % (c['session'], c['slot']['start']), out
        out.setdefault(int(rule), []).append(day)
    return '', out


for seed in range(FILES):
    r = random.Random(seed)
    todo = rules(r)
    with tempfile.TemporaryDirectory(prefix='plenary.') as d:
        why, got = published(d, todo)
    bad = ['%s from %s' % (rule, want[0]) for i, (rule, want) in enumerate(todo)
           if sorted(got.get(i, [])) != want]
    ok(not why and not bad, 'seed %d: %d rules, %d dates' % (seed, len(todo), sum(len(w) for _, w in todo)))
    for line in why.splitlines()[:10] + bad[:10]:
        print('# ' + line)
done()
