#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Calendars imported and published again: their times are those that the Python module icalendar
reads in the source. tests/golden/import/*.ics, and the real ones where there are any
($PLENARY_SAMPLES, or ../shared/samples beside the sources)."""
import collections
import datetime
import glob
import os
import subprocess
import sys
import tempfile
import warnings

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../..')
sys.path.insert(0, os.path.join(ROOT, 'tests/lib'))
sys.dont_write_bytecode = True
from tap import done, ok, skip, skip_all

warnings.simplefilter('ignore')
try:
    import icalendar
    from dateutil import rrule
except ImportError as e:
    skip_all(e)

UTC = datetime.timezone.utc
TODAY = datetime.date(2031, 5, 1)
os.environ['PLENARY_NOW'] = f'{TODAY}T12:00:00Z'
PLENARY = os.environ.get('PLENARY', 'build/dev/plenary')
SAMPLES = os.environ.get('PLENARY_SAMPLES', os.path.join(ROOT, '../shared/samples'))

# Where the other reader is not what we want to be: entries by their title, and why.
OTHERWISE = {
    'A name that is contradicted': 'it goes by the file, we by the name of the zone',
    'A zone that is nothing': 'floating for it, the zone of the event for us',
    'Outlook\'s name': 'it does not know that name',
    'With a path': 'it does not know that name',
    'Windows\' name': 'it does not know that name',
    'libical\'s name': 'it goes by the file',
    'Shown twice, and with seconds': 'we leave seconds out',
    'Each minute': 'we take its first time only',
    'Nothing is left of it': 'all its times are taken out',
    'No end, no zone': 'floating for it, UTC for us',
    'Its end has no time': 'its DTSTART is folded over an empty line',
    'Its time cannot be read': 'so it says',
    'Invitation': 'it is private',
    'Forty days': 'over 31 days its end is left out',
    'A year': 'over 31 days its end is left out',
}


def instant(t):
    """A date as it is, a time in UTC; one without a zone is none."""
    if isinstance(t, datetime.datetime):
        return t.astimezone(UTC).replace(second=0) if t.tzinfo else None
    return t


def minutes(event):
    """How long an entry is; None if that is not said, or not at all."""
    start = event['DTSTART'].dt
    end = event['DTEND'].dt if 'DTEND' in event else None
    if not isinstance(start, datetime.datetime) or not (end or 'DURATION' in event):
        return None
    length = end - start if end else event['DURATION'].dt
    return int(length.total_seconds()) // 60 or None


def many(value):
    """RDATE and EXDATE: one property or several."""
    values = [] if value is None else value if isinstance(value, list) else [value]
    return [d.dt for v in values for d in v.dts]


def years_from(day, n):
    return day.replace(year=day.year + n, day=28 if (day.month, day.day) == (2, 29) else day.day)


def days(rule, first):
    """The days on which times of a rule are taken, and whether there are others."""
    begin = first.date()
    after = datetime.datetime.combine(years_from(begin, 2), datetime.time.max)
    if rule.after(after) is None:
        return datetime.date.min, datetime.date.max
    recent = years_from(TODAY, -1)
    begin = max(begin, recent)
    return begin, years_from(begin, 2)


def times(event):
    """When an entry is, its repetition worked out by dateutil; and the days that are taken of it."""
    start = event['DTSTART'].dt
    always = datetime.date.min, datetime.date.max
    if 'RRULE' not in event and 'RDATE' not in event:
        return [start], always
    naive = not isinstance(start, datetime.datetime)
    zone = None if naive else start.tzinfo
    first = datetime.datetime(*start.timetuple()[:6])

    def local(d):
        if not isinstance(d, datetime.datetime):
            return datetime.datetime(d.year, d.month, d.day)
        return (d.astimezone(zone) if zone and d.tzinfo else d).replace(tzinfo=None)

    out = {first}
    taken = always
    if 'RRULE' in event:
        rule = event['RRULE']
        until = rule.get('UNTIL', [None])[0]
        if isinstance(until, datetime.datetime):
            rule['UNTIL'] = [local(until)]
        rule = rrule.rrulestr(rule.to_ical().decode(), dtstart=first)
        taken = days(rule, first)
        begin, end = (max(taken[0], first.date()), min(taken[1], years_from(first.date(), 100)))
        out = set(rule.between(datetime.datetime.combine(begin, datetime.time.min),
                               datetime.datetime.combine(end, datetime.time.max), inc=True))
    out |= {local(d) for d in many(event.get('RDATE'))}
    out -= {local(d) for d in many(event.get('EXDATE'))}
    if naive:
        return [d.date() for d in out], taken
    if zone is not None and hasattr(zone, 'localize'):
        return [zone.localize(d) for d in out], taken
    return [d.replace(tzinfo=zone) for d in out], taken


def source(path):
    """How often each title is at each time, and for how long."""
    out = collections.Counter()
    with open(path, 'rb') as f:
        calendars = icalendar.Calendar.from_ical(f.read(), multiple=True)
    events = [e for c in calendars for e in c.walk('VEVENT')]
    changed = {(str(e['UID']), instant(e['RECURRENCE-ID'].dt)) for e in events
               if 'RECURRENCE-ID' in e}
    titles = [' '.join(str(e.get('SUMMARY', 'Untitled')).split()) for e in events]
    known = [times(e) if title not in OTHERWISE else ([e['DTSTART'].dt], None)
             for e, title in zip(events, titles)]
    taken = {str(e.get('UID')): k[1] for e, k in zip(events, known)
             if 'RRULE' in e and 'RECURRENCE-ID' not in e and k[1]}
    for e, title, (when, _) in zip(events, titles, known):
        for t in when:
            day = datetime.date(*t.timetuple()[:3])
            begin, end = taken.get(str(e.get('UID')), (day, day))
            if ('RECURRENCE-ID' in e and begin <= day <= end) or (
                    'RECURRENCE-ID' not in e and (str(e.get('UID')), instant(t)) not in changed):
                out[(title, instant(t), minutes(e))] += 1
    return out


def published(path, tmp):
    """The same of what comes of it."""
    site, out = f'{tmp}/site', f'{tmp}/out'
    run = subprocess.run([PLENARY, 'import', '--out', site, path], text=True, capture_output=True)
    if run.returncode != 0:
        return None, run.stderr
    run = subprocess.run([PLENARY, '--state', f'{tmp}/state', 'publish', '--out', out, site],
                         text=True, capture_output=True)
    if run.returncode != 0:
        return None, run.stdout + run.stderr
    with open(f'{out}/current/all.ics', 'rb') as f:
        cal = icalendar.Calendar.from_ical(f.read())
    # The event itself has an entry, too: it is related to none.
    return collections.Counter((str(e['SUMMARY']).removesuffix(' (cancelled)'), instant(e['DTSTART'].dt), minutes(e))
                               for e in cal.walk('VEVENT') if 'RELATED-TO' in e), run.stderr


def check(path):
    name = os.path.basename(path)
    if name == 'bytes.ics':
        skip(name, 'what bytes that are no UTF-8 stand for, each reader has its own mind')
        return
    try:
        want = source(path)
    except Exception as e:  # many: it is not made for such files
        skip(name, f'icalendar cannot read it: {type(e).__name__}')
        return
    with tempfile.TemporaryDirectory() as tmp:
        got, told = published(path, tmp)
    if got is None:
        ok(False, name, told[-600:])
        return
    for title, why in OTHERWISE.items():
        if any(key[0] == title for key in want):
            skip(f'{name}: {title}', why)
    want = {k: n for k, n in want.items() if k[0] not in OTHERWISE}
    got = {k: n for k, n in got.items() if k[0] not in OTHERWISE}
    ok(got == want, f'{name}: {sum(want.values())} times', [k for k in want if got.get(k) != want[k]],
       [k for k in got if want.get(k) != got[k]])


def main():
    for path in sorted(glob.glob(f'{ROOT}/tests/golden/import/*.ics')):
        if not os.path.exists(path[:-4] + '.yaml'):
            continue
        check(path)
    real = [f'{SAMPLES}/{n}.ics' for n in ('jres_2022', 'kielux_2020', 'klimacamp2015-frab',
                                           'ics/conf_dataweek2026', 'ics/nodeical_bad_ms_tz',
                                           'ics/khal_mult_uids_and_recuid_no_order')]
    for path in real:
        if os.path.exists(path):
            check(path)
        else:
            skip(os.path.basename(path), 'it is not there')
    done()


main()
