#!/usr/bin/python3
# SPDX-License-Identifier: ISC
"""Calendars as Python's icalendar and vobject read them, as JSON. Names of files come on standard
input, one a line.   python.py icalendar|vobject
"""
import datetime
import json
import sys
import warnings

warnings.simplefilter('ignore')
UTC = datetime.timezone.utc


def moment(t):
    """A time as the model tells it: a date, or the instant in UTC."""
    if t is None or not isinstance(t, datetime.datetime):
        return t and t.isoformat()
    if t.tzinfo is None:
        return f'a time without a zone: {t}'
    return t.astimezone(UTC).strftime('%Y-%m-%dT%H:%M:%SZ')


def by_icalendar(data):
    """It goes by the names of zones."""
    import icalendar

    errors = []
    entries = []
    calendar = icalendar.Calendar.from_ical(data)
    for component in calendar.walk():
        errors += [repr(e) for e in component.errors]
    for e in calendar.walk('VEVENT'):
        text = {name: None if name not in e else str(e[name]) for name in ('UID', 'STATUS', 'SUMMARY')}
        entries.append({
            'uid': text['UID'],
            'sequence': e.get('SEQUENCE'),
            'start': moment(e.decoded('DTSTART')),
            'end': moment(e.decoded('DTEND')) if 'DTEND' in e else None,
            'status': text['STATUS'],
            'summary': text['SUMMARY'],
        })
    return entries, errors


def by_vobject(data):
    """It goes by the VTIMEZONE of the calendar, and validates."""
    import vobject

    # What it remembers of zones is that of other files.
    zones = vars(vobject.icalendar)['__tzidMap']
    zones.clear()
    vobject.icalendar.registerTzid('UTC', vobject.icalendar.utc)
    calendar = vobject.readOne(data.decode('utf-8'))
    calendar.validate(raiseException=True)
    entries = []
    for e in calendar.contents.get('vevent', []):
        value = {name: e.getChildValue(name) for name in
                 ('uid', 'sequence', 'dtstart', 'dtend', 'status', 'summary')}
        entries.append({
            'uid': value['uid'],
            'sequence': int(value['sequence']),
            'start': moment(value['dtstart']),
            'end': moment(value['dtend']),
            'status': value['status'],
            'summary': value['summary'],
        })
    return entries, []


def main():
    read = {'icalendar': by_icalendar, 'vobject': by_vobject}[sys.argv[1]]
    out = {}
    for path in sys.stdin.read().split('\n')[:-1]:
        try:
            with open(path, 'rb') as f:
                entries, errors = read(f.read())
        except Exception as e:  # whatever it is, it is what this reader makes of the file
            entries, errors = [], [repr(e)]
        out[path] = {'entries': entries, 'errors': errors}
    json.dump(out, sys.stdout)


main()
