#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""What `plenary ics --method` prints, as the Python modules icalendar and vobject read it, by the
rules of RFC 5546; and what becomes of one entry from an invitation to its cancellation."""
import datetime
import os
import subprocess
import sys
import tempfile
import warnings

ROOT = os.path.join(os.path.dirname(os.path.abspath(__file__)), '../..')
sys.path.insert(0, os.path.join(ROOT, 'tests/lib'))
sys.dont_write_bytecode = True
from tap import done, ok, skip_all

warnings.simplefilter('ignore')
try:
    import icalendar
    import vobject
except ImportError as e:
    skip_all(e)

PLENARY = os.environ.get('PLENARY', os.path.join(ROOT, 'build/dev/plenary'))

# RFC 5546 sections 3.2.1 (PUBLISH), 3.2.2 (REQUEST) and 3.2.5 (CANCEL): how often an entry has a
# property, at least and at most. What is in none of the rows it may have.
TABLE = {
    'PUBLISH': {'DTSTAMP': (1, 1), 'DTSTART': (1, 1), 'ORGANIZER': (1, 1), 'SUMMARY': (1, 1),
                'UID': (1, 1), 'SEQUENCE': (0, 1), 'STATUS': (0, 1), 'ATTENDEE': (0, 0),
                'REQUEST-STATUS': (0, 0)},
    'REQUEST': {'ATTENDEE': (1, 99), 'DTSTAMP': (1, 1), 'DTSTART': (1, 1), 'ORGANIZER': (1, 1),
                'SEQUENCE': (0, 1), 'SUMMARY': (1, 1), 'UID': (1, 1), 'STATUS': (0, 1),
                'REQUEST-STATUS': (0, 0)},
    'CANCEL': {'DTSTAMP': (1, 1), 'ORGANIZER': (1, 1), 'SEQUENCE': (1, 1), 'UID': (1, 1),
               'DTSTART': (0, 1), 'SUMMARY': (0, 1), 'STATUS': (0, 1), 'REQUEST-STATUS': (0, 0)},
}
for row in TABLE.values():
    for name in ('CLASS', 'CREATED', 'DESCRIPTION', 'DTEND', 'DURATION', 'GEO', 'LAST-MODIFIED',
                 'LOCATION', 'PRIORITY', 'RECURRENCE-ID', 'TRANSP', 'URL'):
        row[name] = (0, 1)
STATUSES = {'PUBLISH': {'TENTATIVE', 'CONFIRMED', 'CANCELLED'},
            'REQUEST': {'TENTATIVE', 'CONFIRMED'}, 'CANCEL': {'CANCELLED'}}

SITE = '''title: "Example Commons, of: things; \\"and\\" more"
host: example.org
languages: [en, fr]
timezone: Europe/Berlin
contact: office@example.org
'''
MEETING = '''event: meeting
kind: conference
title: Example Meeting
dates: 2031-05-14 to 2031-05-15
rooms: {hall: Hall}
agenda:
  2031-05-14:
    - {at: 09:30, for: 90m, id: opening, title: {en: "Opening, with: signs; é—🎉", fr: Ouverture}, room: hall}
    - {for: 60m, title: Closing, room: hall}
'''
NIGHT = '''event: night
kind: webinar
title: Over the change of clocks
timezone: Europe/Berlin
dates: 2031-10-26
agenda:
  2031-10-26:
    - {at: "02:30 +02:00", for: 30m, title: Twice}
'''


class Site:
    def __init__(self, tmp):
        self.tmp, self.n = tmp, 0
        os.mkdir(f'{tmp}/site')

    def write(self, name, text):
        with open(f'{self.tmp}/site/{name}', 'w', encoding='utf-8') as f:
            f.write(text)

    def run(self, *args):
        env = dict(os.environ, PLENARY_STATE=f'{self.tmp}/state',
                   PLENARY_NOW=f'2031-05-01T12:00:{self.n:02}Z')
        return subprocess.run([PLENARY, *args], env=env, capture_output=True)

    def publish(self, *args):
        self.n += 1
        p = self.run('publish', '--out', f'{self.tmp}/out', *args, f'{self.tmp}/site')
        if p.returncode != 0:
            ok(False, 'publish', p.stdout + p.stderr)

    def ics(self, method, what, *args):
        p = self.run('ics', '--method', method, *args, what)
        if p.returncode != 0:
            ok(False, f'{method} {what}', p.stderr)
        return p.stdout

    def published(self, uid):
        with open(f'{self.tmp}/out/current/all.ics', 'rb') as f:
            return next(e for e in icalendar.Calendar.from_ical(f.read()).walk('VEVENT')
                        if e['UID'] == uid)


def count(event, name):
    value = event.get(name)
    return 0 if value is None else len(value) if isinstance(value, list) else 1


def check(data, name, lang=None):
    """One message by the rules; its VEVENT."""
    cal = icalendar.Calendar.from_ical(data)
    method = str(cal['METHOD'])
    events = cal.walk('VEVENT')
    ok(len(events) == 1 and str(cal['VERSION']) == '2.0', f'{name}: one entry')
    event = events[0]
    ok(not event.errors, f'{name}: read without an error', event.errors)
    wrong = {n: count(event, n) for n, (least, most) in TABLE[method].items()
             if not least <= count(event, n) <= most}
    ok(not wrong, f'{name}: what {method} has to have, may have and may not', wrong)
    ok(str(event['STATUS']) in STATUSES[method], f'{name}: its status fits', event['STATUS'])
    inner = {c.name for c in cal.subcomponents} | {c.name for c in event.subcomponents}
    ok(inner <= {'VEVENT', 'VTIMEZONE'}, f'{name}: no other component', inner)
    zones = {str(z['TZID']) for z in cal.walk('VTIMEZONE')}
    used = {event[n].params['TZID'] for n in ('DTSTART', 'DTEND')
            if n in event and 'TZID' in event[n].params}
    ok(zones == used, f'{name}: the zones it names, and no others', zones, used)
    ok(all(len(line) <= 75 for line in data.split(b'\r\n')) and b'\n' not in
       data.replace(b'\r\n', b''), f'{name}: folded, with CR LF')
    ok(str(event['ORGANIZER']) == 'mailto:office@example.org', f'{name}: whom it is from')
    by_vobject = vobject.readOne(data.decode('utf-8'))
    ok(by_vobject.vevent.uid.value == str(event['UID']) and
       by_vobject.method.value == method, f'{name}: vobject reads the same')
    return event


def same_as_published(site, event, name):
    """All but who asks whom is what the calendars have."""
    other = site.published(event['UID'])
    mine = {n: v.to_ical() for n, v in event.property_items()
            if n not in ('ORGANIZER', 'ATTENDEE') and hasattr(v, 'to_ical')}
    theirs = {n: v.to_ical() for n, v in other.property_items() if hasattr(v, 'to_ical')}
    ok(mine == theirs, f'{name}: says what calendars say',
       {n for n in mine.keys() | theirs.keys() if mine.get(n) != theirs.get(n)})


def attendees(event):
    value = event.get('ATTENDEE', [])
    return value if isinstance(value, list) else [value]


def test_methods(site):
    for what in ('meeting/opening', 'meeting', 'night/twice'):
        e = check(site.ics('publish', what), f'publish {what}')
        same_as_published(site, e, f'publish {what}')
        e = check(site.ics('request', what, '--attendee', 'a@example.net', '--attendee',
                           'b+c@example.net'), f'request {what}')
        same_as_published(site, e, f'request {what}')
        ok([str(a) for a in attendees(e)] == ['mailto:a@example.net', 'mailto:b+c@example.net'],
           f'request {what}: whom it is for', attendees(e))
        ok(all(a.params == {'CUTYPE': 'INDIVIDUAL', 'ROLE': 'REQ-PARTICIPANT',
                            'PARTSTAT': 'NEEDS-ACTION', 'RSVP': 'TRUE'} for a in attendees(e)),
           f'request {what}: each is asked for an answer', [a.params for a in attendees(e)])
    e = check(site.ics('request', 'night/twice', '--attendee', 'a@example.net'), 'a doubtful hour')
    ok(e['DTSTART'].dt == datetime.datetime(2031, 10, 26, 0, 30, tzinfo=datetime.timezone.utc),
       'a doubtful hour: in UTC', e['DTSTART'].dt)
    e = check(site.ics('publish', 'meeting/opening', '--lang', 'fr'), 'in French')
    ok(str(e['SUMMARY']) == 'Ouverture', 'in French: its title')


def test_life(site):
    """Invited, moved, cancelled, held again, removed: SEQUENCE rises by one with each."""
    steps = [('invited', 'request', MEETING),
             ('moved', 'request', MEETING.replace('09:30', '10:00')),
             ('renamed', 'request', MEETING.replace('09:30', '10:00').replace('Opening', 'Start')),
             ('cancelled', 'cancel', MEETING.replace('09:30', '10:00').replace(
                 'room: hall}\n    - {for', 'room: hall, status: cancelled}\n    - {for')),
             ('held again', 'request', MEETING.replace('09:30', '10:00')),
             ('removed', 'cancel', '\n'.join(line for line in MEETING.split('\n')
                                             if 'opening' not in line).replace(
                                                 '{for: 60m', '{at: 12:00, for: 60m'))]
    want, stamps, uids = [0, 1, 1, 2, 3, 4], [], set()
    for (name, method, text), sequence in zip(steps, want):
        site.write('meeting.yaml', text)
        site.publish('--accept-removal')
        e = check(site.ics(method, 'meeting/opening', '--attendee', 'a@example.net'), name)
        same_as_published(site, e, name)
        ok(int(e['SEQUENCE']) == sequence, f'{name}: SEQUENCE is {sequence}', e['SEQUENCE'])
        stamps.append(e['DTSTAMP'].dt)
        uids.add(str(e['UID']))
    ok(len(uids) == 1, 'it is the same all the while', uids)
    ok(all(a < b for a, b in zip(stamps, stamps[1:])), 'each is later than the one before', stamps)


def main():
    with tempfile.TemporaryDirectory() as tmp:
        site = Site(tmp)
        site.write('site.yaml', SITE)
        site.write('meeting.yaml', MEETING)
        site.write('night.yaml', NIGHT)
        site.publish()
        test_methods(site)
        test_life(site)
    done()


main()
